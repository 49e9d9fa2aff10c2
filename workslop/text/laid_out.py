"""Lines of which kind and place are known to a Source with blocks: what slides and pages share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workslop.text.inline import address_holes, in_order
from workslop.text.pieces import trimmed
from workslop.text.quotes import quotations
from workslop.types import Block, BlockKind, Source, Span

BULLET = re.compile(r"(?:[-–—*•·∙⋅▪▫◦‣⁃➢➤→►▶●○■□✓✔✗✘\uf0a7\uf0b7\uf0d8]|\(?\d{1,3}[.)]|[a-z]\))[ \t\xa0]+(?=\S)")


@dataclass(frozen=True)
class LaidOutSource(Source):
    """The text of a file with its blocks, which its text alone doesn't show; they lack headings above and language."""

    layout: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the extracted text, one block. ``label`` says where it stands; ``row`` counts from 1 in a table."""

    kind: BlockKind
    text: str
    label: str
    level: int = 0
    row: int = 0


def laid_out(path: str, form: str, lines: Sequence[Line]) -> LaidOutSource:
    """The Source of ``lines``, each on a line of its own, a mark where the label changes. Lines hold no line break."""
    marks: list[tuple[int, str]] = []
    at = 0
    for line in lines:
        if not marks or marks[-1][1] != line.label:
            marks.append((at, line.label))
        at += len(line.text) + 1
    text = "\n".join(line.text for line in lines)
    return LaidOutSource(path, text, form, "utf-8", tuple(marks), tuple(_blocks(text, lines)))


def _blocks(text: str, lines: Sequence[Line]) -> Iterator[Block]:
    at = 0
    for index, line in enumerate(lines):
        start, end = trimmed(text, at, at + len(line.text))
        if line.row == 1:
            yield Block("table", Span(start, _table_end(lines, index, at)))
        at += len(line.text) + 1
        if start == end:
            continue
        kind, level = line.kind, line.level
        if kind in ("paragraph", "item") and (bullet := BULLET.match(text, start, end)):
            kind, level, start = "item", max(level, 1), bullet.end()
        if kind == "toc":
            yield Block(kind, Span(start, end))
            continue
        holes = address_holes(text, start, end)
        holes += quotations(text, start, end, holes)
        yield Block(kind, Span(start, end), level, holes=in_order(holes))


def _table_end(lines: Sequence[Line], index: int, at: int) -> int:
    """The end of the table whose first row is line ``index``, at offset ``at``."""
    end = at
    for number, line in enumerate(lines[index:], 1):
        if line.row != number:
            break
        end, at = at + len(line.text.rstrip()), at + len(line.text) + 1
    return end
