"""From offsets in a text to the editor's lines and columns, and back."""

from __future__ import annotations

import re
from bisect import bisect_right

_BREAK = re.compile(r"\r\n|\n|\r")  # the protocol's own; str.splitlines knows more, and would count other lines
_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Lines:
    """The lines of ``text``, from 0, with columns in the units that were agreed on: utf-8, utf-16 or utf-32."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self._text, self._encoding = text, encoding
        breaks = list(_BREAK.finditer(text))
        self._starts = [0, *(found.end() for found in breaks)]
        self._ends = [*(found.start() for found in breaks), len(text)]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of ``offset``."""
        line = bisect_right(self._starts, offset) - 1
        return line, self._units(self._text[self._starts[line] : min(offset, self._ends[line])])

    def offset(self, line: int, column: int) -> int:
        """The offset of a place; past the end of the line its end, past the last line that of the text."""
        if line >= len(self._starts):
            return len(self._text)
        start, end = self._starts[line], self._ends[line]
        low, high = start, min(end, start + column)  # a sign takes one unit or more
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._units(self._text[start:middle]) <= column else (low, middle - 1)
        return low

    def first_line(self) -> int:
        """The offset at which the first line ends."""
        return self._ends[0]

    def _units(self, part: str) -> int:
        if self._encoding == "utf-8":
            return len(part.encode("utf-8", "surrogatepass"))
        return len(part) + (len(_WIDE.findall(part)) if self._encoding == "utf-16" else 0)
