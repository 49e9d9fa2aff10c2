"""What a signal may use besides the draft: the brief, the phrase hits, the encoder. Nothing here is loaded unasked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workslop.types import Brief, Span, Verdict

if TYPE_CHECKING:
    from workslop.embed import Encoder


@dataclass(frozen=True)
class Context:
    """``hits`` are the places of each phrase rule; ``encoder`` None means: no vectors, and ``why_no_encoder`` says why."""

    brief: Brief | None = None
    hits: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    encoder: Encoder | None = None
    why_no_encoder: str | None = None
    verdicts: tuple[Verdict, ...] = ()
