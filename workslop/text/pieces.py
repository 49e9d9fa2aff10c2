"""Shared parts of the readers: a block before headings and language are known, and the lines of a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from workslop.types import BlockKind, Hole

_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class Piece:
    """A block under construction. ``group`` numbers the outermost list it stands in (0: none).

    ``contents`` is true where all its text is links within the page.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    quoted: bool = False
    holes: tuple[Hole, ...] = ()
    group: int = 0
    contents: bool = False


class Lines:
    """The lines of a text by number, as character ranges without the line ending (``\\n``, ``\\r\\n`` or ``\\r``)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.ends = [0], []
        for found in _NEWLINE.finditer(text):
            self.ends.append(found.start())
            self.starts.append(found.end())
        self.ends.append(len(text))

    def __len__(self) -> int:
        return len(self.starts)

    def raw(self, number: int) -> str:
        """The line's characters, without its ending."""
        return self.text[self.starts[number] : self.ends[number]]

    def number(self, offset: int) -> int:
        """The number (from 0) of the line in which ``offset`` falls."""
        return bisect_right(self.starts, offset) - 1


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at either end (empty, at ``start``, where nothing else is in it)."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start, start) if left == len(piece) else (start + left, start + len(piece.rstrip()))


def names(words: str) -> frozenset[str]:
    """A set of words, written as one string."""
    return frozenset(words.split())
