"""What a signal may use besides the draft: the brief, the phrase hits, the encoder. Nothing here is loaded unasked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from workslop.models.norms import POOLED
from workslop.types import Brief, Span, Verdict

if TYPE_CHECKING:
    from workslop.embed import Encoder, Vectors


class Judge(Protocol):
    """A cross-encoder: reads ask and passage together."""

    @property
    def id(self) -> str:
        """Which weights."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        """Shape (n, 4): logits of relevance, gestured, partial, answered."""


class ProfileFigures(Protocol):
    """What the centroid signal reads of a corpus profile."""

    @property
    def lang(self) -> str:
        """The language of the texts it was made from."""

    @property
    def encoder(self) -> str:
        """The id of the encoder whose vectors it holds."""

    @property
    def axis(self) -> Vectors:
        """From solid to glad, shape (dim,)."""

    @property
    def offset(self) -> float:
        """What is added to the product with the axis: a house's own profile is on the scale of the shipped one."""

    @property
    def glad_quantiles(self) -> tuple[float, ...]:
        """Closeness of glad drafts at 0, 10 … 100%."""

    @property
    def solid_quantiles(self) -> tuple[float, ...]:
        """The same of solid drafts."""


def _nowhere(value: float, quantiles: tuple[float, ...]) -> float:
    raise LookupError((value, quantiles))


@dataclass(frozen=True)
class Context:
    """``hits`` are the places of each phrase rule; without ``encoder`` no vectors, and ``why_no_encoder`` says why."""

    brief: Brief | None = None
    hits: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    encoder: Encoder | None = None
    why_no_encoder: str | None = None
    verdicts: tuple[Verdict, ...] = ()
    judge: Judge | None = None
    why_no_judge: str | None = None
    profile: ProfileFigures | None = None
    genre: str = POOLED  # of the texts by people beside which figures are placed
    percentile: Callable[[float, tuple[float, ...]], float] = _nowhere
