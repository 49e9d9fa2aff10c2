"""The lines of a PDF to paragraphs, items, headings and table rows; what repeats on every page is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from workslop.text.laid_out import BULLET, Line
from workslop.text.pdf_lines import PageLine
from workslop.text.pdf_words import Joiner
from workslop.types import BlockKind

_OUTER = 3  # lines at the top and the bottom of a page that may be its header or footer
_FEWEST_PAGES = 3
_REPEATS = 0.4  # of the pages: left and right pages may each have their own header
_LARGER = 1.15  # than the letters of the text: a heading
_LONGEST_HEADING = 200  # characters
_MOST_BOLD_WORDS = 12
_DEEPEST = 5
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|pagina|pag|p|blz|slide|dia)[.:]?\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|van)\s*\d{1,4})?[\W_]*",
    re.I,
)
_AT_EDGE = re.compile(r"^(\d{1,4})\b|\b(\d{1,4})$")
_LONGEST_HEADER = 120
_LONE_BULLET = re.compile(r"[•·∙▪▫◦‣⁃➢➤→►▶●○■□✓✔–\uf0a7\uf0b7\uf0d8-]")
_LEADER = re.compile(r"(?:[ ]?[.…·]){5,}[ ]*\w{1,5}$")  # a line of a table of contents
_UNSURE = re.compile(r"[-–—*\d(a-z]")  # a bullet that a line of running text may begin with too
_ENDS = (".", "!", "?", ":", ";", "…", ".”", '."', ".)", ".’")


@dataclass(slots=True)
class _Block:
    kind: BlockKind
    lines: list[PageLine] = field(default_factory=list)
    level: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is usual in this document: the size of its letters, the distance of its lines, the length of a full one."""

    size: float
    leading: float  # in sizes
    full: int
    bold: bool
    levels: dict[float, int]


def flow(lines: Sequence[PageLine]) -> list[Line]:
    """The blocks of a document's lines, in order, each labelled with the page on which it begins."""
    kept = _with_bullets(_without_furniture(lines)) or list(lines)
    measure = _measured(kept)
    joiner = Joiner([line.text for line in kept])
    out: list[Line] = []
    for block in _blocks(kept, measure):
        label = f"page {block.lines[0].page}"
        if block.kind == "row":
            out.append(Line("row", " | ".join(block.lines[0].cells), label, row=block.row))
            continue
        parts = [joiner.join(one.text, line.text)[: -len(line.text)] for one, line in pairwise(block.lines)]
        text = "".join([*parts, block.lines[-1].text]).replace("\u00ad", "")
        out.append(Line(block.kind, text, label, block.level))
    return out


# headers and footers


def _without_furniture(lines: Sequence[PageLine]) -> list[PageLine]:
    pages = [list(held) for _, held in groupby(lines, lambda line: line.page)]
    least = max(_FEWEST_PAGES, _REPEATS * len(pages))
    seen = Counter(key for page in pages for key in {line.text.lower() for line in _outer(page)})
    repeated = {key for key, count in seen.items() if count >= least}
    pages = [_without(page, [line for line in _outer(page) if line.text.lower() in repeated]) for page in pages]
    usual = _usual_size(lines)
    alike = len(pages) == 2  # two pages tell enough where the words beside the number are the same
    numbered = Counter(one for page in pages for line in _edges(page) for one in _offsets(line, usual, alike))
    counting = {one for one, count in numbered.items() if count >= (2 if alike else least)}
    pages = [
        _without(page, [line for line in _edges(page) if counting & _offsets(line, usual, alike)]) for page in pages
    ]
    lone = [[line for line in _edges(page) if len(page) > 1 and _PAGE_NUMBER.fullmatch(line.text)] for page in pages]
    return [line for page, numbers in zip(pages, lone, strict=True) for line in _without(page, numbers)]


def _without(page: Sequence[PageLine], gone: Sequence[PageLine]) -> list[PageLine]:
    left_out = {id(line) for line in gone}
    return [line for line in page if id(line) not in left_out]


def _edges(page: Sequence[PageLine]) -> list[PageLine]:
    return [max(page, key=lambda line: line.y), min(page, key=lambda line: line.y)] if page else []


def _offsets(line: PageLine, usual: float, alike: bool) -> set[tuple[int, str]]:
    """How far the number that a line begins or ends with is from the page's: the same on every page in a header.

    Larger letters than usual are a title's: "Step 3" on the third page of a deck stays.
    """
    small = _rounded(line.size) <= usual and len(line.text) <= _LONGEST_HEADER
    found = _AT_EDGE.findall(line.text) if small else []
    words = _AT_EDGE.sub("", line.text) if alike else ""
    return {(int(digits) - line.page, words) for pair in found for digits in pair if digits}


def _outer(page: Sequence[PageLine]) -> list[PageLine]:
    by_height = sorted(page, key=lambda line: -line.y)
    return by_height if len(page) <= 2 * _OUTER else by_height[:_OUTER] + by_height[-_OUTER:]


# lines


def _with_bullets(lines: Sequence[PageLine]) -> list[PageLine]:
    """A bullet drawn on a line of its own goes before the line that follows it."""
    out: list[PageLine] = []
    waiting: PageLine | None = None
    for line in lines:
        if waiting is not None and waiting.page == line.page and abs(waiting.y - line.y) < 1.5 * line.size:
            cells = (f"{waiting.text} {line.cells[0]}", *line.cells[1:]) if line.cells else ()
            line = PageLine(line.page, waiting.x, line.y, line.size, f"{waiting.text} {line.text}", line.bold, cells)
        waiting = line if _LONE_BULLET.fullmatch(line.text) else None
        if waiting is None:
            out.append(line)
    return out


def _measured(lines: Sequence[PageLine]) -> _Measure:
    weights = Counter(_rounded(line.size) for line in lines)
    bold = sum(len(line.text) for line in lines if line.bold)
    total = sum(len(line.text) for line in lines)
    size = _usual_size(lines)
    body = [line for line in lines if _rounded(line.size) == size]
    steps = [(a.y - b.y) / a.size for a, b in pairwise(body) if a.page == b.page and 0.8 < (a.y - b.y) / a.size < 2.5]
    lengths = sorted(len(line.text) for line in body)
    larger = sorted((one for one in weights if one >= size * _LARGER), reverse=True)
    levels = {one: min(number, _DEEPEST) for number, one in enumerate(larger, 1)}
    return _Measure(size, median(steps) if steps else 1.2, lengths[len(lengths) * 4 // 5], bold > total / 2, levels)


def _usual_size(lines: Sequence[PageLine]) -> float:
    """The size in which most letters are set."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[_rounded(line.size)] += len(line.text)
    return max(weights, key=lambda one: weights[one])


def _rounded(size: float) -> float:
    return round(size * 2) / 2


# blocks


def _blocks(lines: Sequence[PageLine], measure: _Measure) -> Iterator[_Block]:
    block: _Block | None = None
    margins: list[float] = []  # of the bullets of the lists that are open
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        if block is not None and _goes_on(block, line, measure):
            block.lines.append(line)
            continue
        if block is not None:
            yield block
        before = block
        block = _begun(line, before, following, measure)
        if block.kind == "item":
            while margins and margins[-1] > line.x + 2:
                margins.pop()
            if not margins or line.x > margins[-1] + 2:
                margins.append(line.x)
            block.level = min(len(margins), _DEEPEST)
        elif block.kind != "paragraph":
            margins = []
    if block is not None:
        yield block


def _begun(line: PageLine, before: _Block | None, following: PageLine | None, measure: _Measure) -> _Block:
    level = measure.levels.get(_rounded(line.size), 0)
    bullet = BULLET.match(line.text)
    if _LEADER.search(line.text):
        return _Block("toc", [line])
    lettered = any(sign.isalpha() for sign in line.text)
    if level and lettered and len(line.text) <= _LONGEST_HEADING and not (bullet and not line.text[0].isdigit()):
        return _Block("heading", [line], level)
    if _is_row(line, before, following):
        return _Block("row", [line], row=before.row + 1 if before is not None and before.row else 1)
    if line.bold and not measure.bold and lettered and _is_bold_heading(line, following):
        return _Block("heading", [line], min(len(set(measure.levels.values())) + 1, _DEEPEST + 1))
    return _Block("item" if bullet else "paragraph", [line])


def _is_row(line: PageLine, before: _Block | None, following: PageLine | None) -> bool:
    """A line of cells beside another of them: a line that only holds a wide space is none."""
    if len(line.cells) < 2:
        return False
    above = before is not None and before.row > 0 and before.lines[0].page == line.page
    return above or (following is not None and following.page == line.page and len(following.cells) > 1)


def _is_bold_heading(line: PageLine, following: PageLine | None) -> bool:
    words = line.text.split()
    return len(words) <= _MOST_BOLD_WORDS and line.text[-1] not in ".!,;:" and not (following and following.bold)


def _goes_on(block: _Block, line: PageLine, measure: _Measure) -> bool:
    last = block.lines[-1]
    if block.kind in ("row", "toc") or len(line.cells) > 1 or _LEADER.search(line.text):
        return False
    if abs(_rounded(last.size) - _rounded(line.size)) > 0.1 * max(last.size, line.size):
        return False
    step = last.y - line.y
    if block.kind == "heading":
        joined = sum(len(one.text) for one in block.lines) + len(line.text)
        same = line.page == last.page and line.bold == last.bold and 0 < step < 1.7 * line.size
        return same and joined <= _LONGEST_HEADING and not BULLET.match(line.text)
    if line.page != last.page or step <= 0:  # over the edge of a column or page
        return not last.text.endswith(_ENDS) and line.text[0].islower() and not BULLET.match(line.text)
    if step > 1.35 * measure.leading * line.size or (line.bold and not last.bold and _is_bold_heading(line, None)):
        return False
    ended = last.text.endswith(_ENDS)
    if BULLET.match(line.text) and (block.kind == "item" or ended or not _UNSURE.match(line.text)):
        return False
    return not _starts_anew(block, last, line, measure, ended)


def _starts_anew(block: _Block, last: PageLine, line: PageLine, measure: _Measure, ended: bool) -> bool:
    """Within the usual distance: an indented line, one back at the margin of a list, one after a short line."""
    first = block.lines[0]
    if block.kind == "item":
        back = line.x <= first.x + 1 and len(last.text) < 0.85 * measure.full
        return back and not line.text[0].islower()
    if ended and line.x > last.x + 0.8 * line.size and (len(block.lines) > 1 or last.x <= first.x):
        return True
    if ended:
        return len(last.text) < 0.75 * measure.full and not line.text[0].islower()
    return len(last.text) < 0.55 * measure.full and not line.text[0].islower()
