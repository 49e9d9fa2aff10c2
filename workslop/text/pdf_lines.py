"""The bits of text that a PDF page draws, to lines in the order of reading; column by column where that can be told."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_CONTROLS = {
    **dict.fromkeys((*range(32), *range(0x80, 0xA0), *range(0xD800, 0xE000)), " "),
    0x7F: "•",  # what the encoding of most files shows there
}
_BOLD = re.compile(r"bold|black|heavy|semibold|[-,]bd\b", re.I)
_STOP = re.compile(r"[^\W\d_]{2}[.!?][)”’\"]?$")  # a bit that ends a sentence may come without the space after it
_LETTER = 0.5  # of the size of its letters: how wide a letter is, about
_LEAST_ROWS = 6  # lines side by side before they are taken for columns
_MARKER = re.compile(r"\s*(?:\W|[\d.()]{1,6}|[a-z]\))\s*")  # a bullet or number: what follows is no other cell


@dataclass(frozen=True, slots=True)
class Bit:
    """A bit of text as drawn: ``x``, ``y`` of its start in points, y upwards; ``turn`` in quarters to the left."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    turn: int = 0


@dataclass(slots=True)
class PageLine:
    """A line of a page. ``cells`` are its parts with white space between them, one where it is running text."""

    page: int
    x: float
    y: float
    size: float
    text: str
    bold: bool
    cells: tuple[str, ...] = ()


def placed(text: str, cm: Sequence[float], tm: Sequence[float], size: float, font: str) -> Bit | None:
    """A bit from what pypdf tells of it; None for text set askew (a watermark) or of no size."""
    a, b = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
    c, d = tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3]
    x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    height = abs(size) * math.hypot(c, d)
    if not all(map(math.isfinite, (a, b, x, y, height))) or not 0.5 < height < 5000:
        return None
    angle = math.degrees(math.atan2(b, a)) / 90
    if abs(angle - round(angle)) > 0.05:
        return None
    turn = round(angle) % 4
    x, y = ((x, y), (y, -x), (-x, -y), (-y, x))[turn]
    return Bit(text.translate(_CONTROLS).translate(_LIGATURES), x, y, height, bool(_BOLD.search(font)), turn)


def page_lines(bits: Sequence[Bit], page: int) -> list[PageLine]:
    """The lines of a page, as drawn but for columns drawn side by side. Text turned otherwise than most is left out."""
    turns: Counter[int] = Counter()
    for bit in bits:
        turns[bit.turn] += len(bit.text)
    main = max(turns, key=lambda turn: turns[turn], default=0)
    rows: list[list[Bit]] = []
    for bit in bits:
        if bit.turn != main:
            continue
        if rows and _same_line(rows[-1], bit):
            rows[-1].append(bit)
        else:
            rows.append([bit])
    lines = [_line(row, page) for row in _by_column(rows)]
    return [line for line in lines if line.text]


def _same_line(row: Sequence[Bit], bit: Bit) -> bool:
    first, last = row[0], row[-1]
    return abs(bit.y - first.y) <= 0.45 * max(first.size, bit.size) and bit.x >= last.x - 0.5 * last.size


def _line(row: Sequence[Bit], page: int) -> PageLine:
    cells: list[list[str]] = [[row[0].text]]
    for before, bit in pairwise(row):
        wide = _LETTER * before.size * len(before.text.strip())
        gap = bit.x - before.x - wide
        if gap > 2.5 * before.size + 0.2 * wide and not (len(cells[-1]) == 1 and _MARKER.fullmatch(before.text)):
            cells.append([bit.text])
        else:
            cells[-1].append(f" {bit.text}" if _STOP.search(before.text) and bit.text[0].isupper() else bit.text)
    kept = tuple(filter(None, (" ".join("".join(cell).split()) for cell in cells)))
    weights: Counter[float] = Counter()
    for bit in row:
        weights[bit.size] += len(bit.text.strip())
    size = max(weights, key=lambda one: weights[one])
    return PageLine(page, row[0].x, row[0].y, size, " ".join(kept), all(bit.bold for bit in row), kept)


# columns


def _by_column(rows: list[list[Bit]]) -> list[list[Bit]]:
    """Most files draw one column after another. Where two are drawn line by line, they are taken apart."""
    edge = _edge(rows)
    if edge is None:
        return rows
    out: list[list[Bit]] = []
    right: list[list[Bit]] = []
    for row in rows:
        left_part = [bit for bit in row if bit.x < edge - 1.5]
        right_part = [bit for bit in row if bit.x >= edge - 1.5]
        if left_part and _crosses(row, edge):
            out.extend(right)
            out.append(row)
            right = []
            continue
        if left_part:
            out.append(left_part)
        if right_part:
            right.append(right_part)
    return [*out, *right]


def _edge(rows: Sequence[Sequence[Bit]]) -> float | None:
    """Where the second column begins: many lines have a bit that starts there, and go on in lower case as prose."""
    starts: Counter[int] = Counter(round(bit.x / 2) for row in rows for bit in row[1:])
    if not starts:
        return None
    most = max(starts, key=lambda at: starts[at] + starts[at + 1])
    edge = min((bit.x for row in rows for bit in row[1:] if round(bit.x / 2) in (most, most + 1)), default=0.0)
    pairs = [row for row in rows if any(abs(bit.x - edge) < 3 for bit in row[1:])]
    rights = ["".join(bit.text for bit in row if bit.x >= edge - 1.5).strip() for row in pairs]
    lefts = ["".join(bit.text for bit in row if bit.x < edge - 1.5).strip() for row in pairs]
    if len(pairs) < _LEAST_ROWS or len(pairs) < 0.4 * len(rows):
        return None
    if min(sum(map(len, side)) for side in (lefts, rights)) < 20 * len(pairs):
        return None
    flowing = sum(text[:1].islower() for text in rights) + sum(text[:1].islower() for text in lefts)
    return edge if flowing >= 0.8 * len(pairs) else None


def _crosses(row: Sequence[Bit], edge: float) -> bool:
    """Whether a line runs over both columns: none of its bits begins at the edge, and it reaches beyond it."""
    if any(abs(bit.x - edge) < 3 for bit in row):
        return False
    last = row[-1]
    return last.x + 0.8 * _LETTER * last.size * len(last.text.strip()) > edge
