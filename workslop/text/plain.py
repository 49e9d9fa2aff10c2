"""Plain text to blocks (first version: paragraphs by blank line)."""

from __future__ import annotations

import re

from workslop.text.inline import inline_holes
from workslop.text.pieces import Piece, trimmed

_GAP = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*")


def read_plain(text: str) -> list[Piece]:
    """The blocks of a plain text."""
    pieces, at = [], 0
    for gap in [*[found.span() for found in _GAP.finditer(text)], (len(text), len(text))]:
        start, end = trimmed(text, at, gap[0])
        if start < end:
            pieces.append(Piece("paragraph", start, end, holes=inline_holes(text, start, end)))
        at = gap[1]
    return pieces
