"""What a site's templates keep out of the page, or show as code: comments and highlighted code of Liquid, Hugo, MDX."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from workslop.text.pieces import Piece
from workslop.types import BlockKind, Hole, HoleKind, Span

_OPEN = re.compile(
    r"\{%-?[ \t]*(?P<liquid>comment|highlight)\b[^%\n]{0,200}%\}"
    r"|\{\{[<%][ \t]*(?P<hugo>highlight|mermaid|math|comment)\b[^\n]{0,200}?[>%]\}\}"
    r"|(?P<mdx>\{/\*)|(?P<go>\{\{-?[ \t]?/\*)"
)
_SILENT = ("code", "front_matter", "comment", "toc")


def without_templates(text: str, pieces: list[Piece], start: int) -> list[Piece]:
    """``pieces`` with one of code or comment for each such part that stands on lines of its own, and a hole elsewhere.

    What stands in a code block is an example and stays one. ``start``: where the front matter ends.
    """
    if "{%" not in text and "{/" not in text and "{{" not in text:
        return pieces
    parts = list(_parts(text, start, [p for p in pieces if p.kind in ("code", "front_matter")]))
    pieces = list(pieces)
    starts = [p.start for p in pieces]
    for span, kind in reversed(parts):
        first, after = bisect_left(starts, span.start), bisect_left(starts, span.end)
        inside = [p for p in pieces[first:after] if p.end <= span.end]
        while first and pieces[first - 1].end > span.start:
            first -= 1
        kept = [_holed(p, span, kind) for p in pieces[first:after] if p.start < span.start or p.end > span.end]
        own = [Piece(kind, span.start, span.end)] if inside or not kept else []
        pieces[first:after] = sorted([*kept, *own], key=lambda p: p.start)
        starts[first:after] = [p.start for p in pieces[first : first + len(kept) + len(own)]]
    return pieces


def _parts(text: str, at: int, silent: Iterable[Piece]) -> Iterator[tuple[Span, BlockKind]]:
    """Each part from its opening to its end, outside of ``silent``; one that is never closed is none."""
    closed = {"liquid": "", "hugo": "", "mdx": r"\*/\}", "go": r"\*/[ \t]?-?\}\}"}
    unclosed: set[str] = set()
    quiet = sorted((p.start, p.end) for p in silent)
    while found := _OPEN.search(text, at):
        at, form = found.end(), found.lastgroup or ""
        name = found[form] if form in ("liquid", "hugo") else form
        ending = {
            "liquid": rf"\{{%-?[ \t]*end{name}\b[^%\n]*%\}}",
            "hugo": rf"\{{\{{[<%][ \t]*/[ \t]*{name}[ \t]*[>%]\}}\}}",
        }
        if name + form in unclosed or _within(quiet, found.start()):
            continue
        close = re.compile(closed[form] or ending[form]).search(text, at)
        if close is None:
            unclosed.add(name + form)
            continue
        at = close.end()
        yield Span(found.start(), at), "code" if name in ("highlight", "mermaid", "math") else "comment"


def _within(ranges: list[tuple[int, int]], at: int) -> bool:
    before = bisect_right(ranges, (at, sys.maxsize))
    return before > 0 and at < ranges[before - 1][1]


def _holed(piece: Piece, span: Span, kind: BlockKind) -> Piece:
    left, right = max(piece.start, span.start), min(piece.end, span.end)
    if left >= right or piece.kind in _SILENT:
        return piece
    hole: HoleKind = "code" if kind == "code" else "comment"
    kept = [h for h in piece.holes if h.span.end <= left or h.span.start >= right]
    return replace(piece, holes=tuple(sorted((*kept, Hole(hole, Span(left, right))), key=lambda h: h.span.start)))
