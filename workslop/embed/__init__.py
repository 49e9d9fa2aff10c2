"""Text to vectors: engines behind one contract.

An encoder has ``id`` (engine, model and weights), ``dim`` and ``encode(texts, role) -> float32 array (n, dim)`` with
unit rows; the same texts give the same rows; an empty list gives shape (0, dim). ``role`` is "query" or "passage".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal, Protocol

from workslop.types import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

Role = Literal["query", "passage"]
DEFAULT = "e5"
_PROBES = (
    "De brug kost 4,2 miljoen euro.", "The bridge costs 4.2 million euros.", "Samen bouwen we aan vertrouwen.",
    "Rain is forecast for Tuesday morning.",
)  # fmt: skip
_PRODUCTS = (0.910, 0.854, 0.781, 0.776, 0.772, 0.792)
_PROBE_DIM = 384
_TOLERANCE = 0.02


class Encoder(Protocol):
    """What every engine offers."""

    @property
    def id(self) -> str:
        """Engine, model and version: vectors of different ids are never compared."""

    @property
    def dim(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str], role: Role = "passage") -> Vectors:
        """Unit rows, shape (len(texts), dim)."""


class EncoderUnavailable(Exception):  # noqa: N818 (it says what is the case, and is caught to go on without)
    """The engine isn't installed or its weights cannot be read; the message says which and what to do."""


@cache
def load(name: str) -> Encoder:
    """The encoder ``name``: "e5" (embedded multilingual-e5-small) or "st:MODEL" (sentence-transformers, name or path).

    Loaded once a process. Raises EncoderUnavailable, or InputError for a name we don't know.
    """
    if name == DEFAULT:
        from workslop.embed.e5 import E5Encoder

        return E5Encoder()
    if name.startswith("st:"):
        from workslop.embed.transformers import TransformersEncoder

        return TransformersEncoder(name.removeprefix("st:"))
    raise InputError(
        f"Unknown encoder {name!r}: use 'e5', or 'st:' with the name or path of a sentence-transformers model."
    )


def readable(text: str) -> str:
    """``text`` as every engine can take it: NUL and lone surrogates become spaces, an empty text becomes one space."""
    clean = text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
    return clean if clean.strip() else " "


def is_fitted(encoder: Encoder) -> bool:
    """True for an encoder whose vectors the shipped models can read: multilingual-e5-small, whoever runs it.

    The inner products of four fixed sentences do for a fingerprint of the weights; 4-bit weights differ by 0.01.
    """
    import numpy as np

    rows = encoder.encode(_PROBES)
    found = (rows @ rows.T)[np.triu_indices(len(_PROBES), 1)]
    return encoder.dim == _PROBE_DIM and bool(np.abs(found - np.array(_PRODUCTS)).max() < _TOLERANCE)
