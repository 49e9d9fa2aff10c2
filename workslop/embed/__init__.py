"""Text to vectors: engines behind one contract.

An encoder has ``id`` (engine, model and weights), ``dim`` and ``encode(texts, role) -> float32 array (n, dim)`` with unit
rows; the same texts give the same rows; an empty list gives shape (0, dim). ``role`` is "query" or "passage".
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


class EncoderUnavailable(Exception):
    """The engine isn't installed or its weights cannot be read; the message says which and what to do."""


@cache
def load(name: str = "e5") -> Encoder:
    """The encoder ``name``: "e5" (embedded multilingual-e5-small) or "st:MODEL" (sentence-transformers, by name or path).

    Loaded once a process. Raises EncoderUnavailable, or InputError for a name we don't know.
    """
    if name == "e5":
        from workslop.embed.e5 import E5Encoder

        return E5Encoder()
    if name.startswith("st:"):
        from workslop.embed.transformers import TransformersEncoder

        return TransformersEncoder(name.removeprefix("st:"))
    raise InputError(f"Unknown encoder {name!r}: use 'e5', or 'st:' with the name or path of a sentence-transformers model.")
