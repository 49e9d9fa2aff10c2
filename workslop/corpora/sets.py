"""The texts of a set that is compared with itself: what is kept of each, and which can't be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from workslop.corpora.files import Text, prose_of, spread_evenly, text_of
from workslop.lang import LANGUAGES, load
from workslop.types import Draft

if TYPE_CHECKING:
    from workslop.corpora.spread import Rows

MOST = 32  # sentences read of a text, evenly spread
LEAST_WORDS = 60  # of what is read; a shorter text says too little about itself

Encode = Callable[[Sequence[str]], Any]  # texts -> unit rows (n, dim)


@dataclass(frozen=True)
class Piece:
    """A text: its sentences of prose that are read (``text``), and the place of each as a reader finds it."""

    text: Text
    places: tuple[str, ...]
    author: str = ""
    day: date | None = None

    @property
    def path(self) -> str:
        """Where it was read."""
        return self.text.path

    @property
    def words(self) -> int:
        """Words of the sentences that are read."""
        return sum(len(sentence.split()) for sentence in self.text.sentences)


@dataclass(frozen=True)
class Sorted:
    """Pieces by language, and by path those left out: ``duplicates`` are (path, the one that counts)."""

    by_lang: dict[str, tuple[Piece, ...]]
    duplicates: tuple[tuple[str, str], ...]
    empty: tuple[str, ...]
    short: tuple[str, ...]
    other_lang: tuple[str, ...]


def piece_of(draft: Draft, path: str, cap: int | None, author: str = "", day: date | None = None) -> Piece:
    """What is kept of ``draft``: at most ``cap`` sentences of prose (None: all)."""
    prose = [sentence for sentence in draft.sentences if sentence.prose]
    kept = [prose[i] for i in spread_evenly(len(prose_of(draft)), cap)]
    marks = (draft.source.place(sentence.span.start) for sentence in kept)
    return Piece(text_of(draft, path, cap), tuple(m.label or str(m.line) for m in marks), author, day)


def sort_out(pieces: Sequence[Piece]) -> Sorted:
    """Each text once, by language; those too short to measure and in other languages than ours told apart."""
    first: dict[str, str] = {}
    by_lang: dict[str, list[Piece]] = {}
    duplicates, empty, short, other = [], [], [], []
    for piece in pieces:
        if not piece.text.total:
            empty.append(piece.path)
        elif first.setdefault(piece.text.fingerprint, piece.path) != piece.path:
            duplicates.append((piece.path, first[piece.text.fingerprint]))
        elif piece.words < LEAST_WORDS:
            short.append(piece.path)
        elif piece.text.lang not in LANGUAGES:
            other.append(piece.path)
        else:
            by_lang.setdefault(str(piece.text.lang), []).append(piece)
    ordered = {lang: tuple(by_lang[lang]) for lang in LANGUAGES if lang in by_lang}
    return Sorted(ordered, tuple(duplicates), tuple(empty), tuple(short), tuple(other))


def centre_of(encode: Encode, lang: str) -> Rows:
    """The mean row, shape (dim,), of sentences about twenty subjects in ``lang``: what all texts share."""
    import numpy as np

    return np.asarray(encode(load(lang, "spread")["reference"]["sentences"]).mean(0), np.float32)
