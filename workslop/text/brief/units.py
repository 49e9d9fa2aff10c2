"""A brief as a row of units: headings, list items, lines of text, table rows, each with its place in the structure.

Blocks say what Markdown, HTML or Word call a list; people also number lines by hand, put a bold word before a
paragraph, or end a line where a new point begins. All of that becomes items here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from workslop.text.inline import masked
from workslop.text.linebreaks import deliberate_breaks
from workslop.types import Block, HoleKind, Source, Span

UnitKind = Literal["heading", "item", "line", "quote", "row", "field"]
_SIGHT: tuple[HoleKind, ...] = ("markup", "link", "comment")
_MARKER = re.compile(
    r"[ \t>]*(?P<mark>[-+*•·▪◦○●□☐■➤➔→►✓✔❑❏–—](?=[ \t])|\[[ xX]?\](?=[ \t])|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.):](?=[ \t])"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}(?=[ \t])|\(?[A-Za-z][.)](?=[ \t])|\(?[ivx]{1,4}[.)](?=[ \t])"
    r"|\d{1,2}[ ][·•](?=[ \t])|[A-Z]\d{1,2}(?:\.\d{1,2})?[.:)*](?=[ \t])|[A-Z]\d{1,2}\.\d{1,2}(?=[ \t])"
    r"|[A-Z]\d{1,2}(?=[ \t]{2})|H[1-4]:?(?=[ \t]+[^\s\d])"
    r"|(?:[QVA]|Vraag|Question|Punt|Point|Ask)[ ]?\d{1,2}[.:)]?(?=[ \t]))[ \t]*"
)
_BOLD = re.compile(r"(?:\*\*|__)(?P<label>[^*_\n]{1,80})(?:\*\*|__)(?P<after>[ \t]*[.:?–—-]?)")
_ATTRIBUTION = re.compile(r"\s*(?:—\s?|[–-]\s?(?=[A-ZÀ-Þ\d]))[^?]*$")
_STAMP = re.compile(r"[\s,·–—-]*(?:\w{2,10}\.?,?\s)?\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?\W*$", re.I)
# "[12/01/2026, 19:43] Eoin: ", "19:43 - Eoin: " before a message
_SENDER = re.compile(
    r"\[?(?:\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{2,4})?,?\s)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\]?\s*[–—-]?\s*(?:[^\W\d][^:\n]{0,38}:\s+)?"
)
_INLINE_MARK = re.compile(r"(?<!\w)\((?P<mark>[a-z]|[ivx]{2,4}|\d)\)\s")
_FRONT_LINE = re.compile(r"(?P<indent>[ \t]*)(?P<mark>-[ \t]+)?(?P<text>[^\r\n]*)")
_HEADING = re.compile(r"\W*(?:\d{1,2}[.)]\s+)?(?:[^\s.?!,;:]+\s*){1,8}")
# "*1. Context.* The scheme ran ...": a heading in italics, run in before its text
_ITALIC = re.compile(r"[ \t]*(?<!\*)\*(?:\d{1,2}[.)]\s+)?(?P<label>[^*\n.:?]{2,50})[.:]\*(?!\*)[ \t]+(?=\S)")
# "[FK: which ones?]": a remark in an earlier draft, between brackets, after the initials of who makes it
_REMARK = re.compile(r"\[[A-Z]{2,3}(?:\s[a-zà-ÿ]+)?:\s(?=[^\]]{0,2000}\])")
_RULE = re.compile(r"[\s\-=_*~#|:+]*$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of the brief. ``depth`` is the item's or heading's level; ``group`` numbers its list or paragraph.

    ``label`` is a bold or tabular name before the text ("Money", "When to overseed"), which the span leaves out.
    ``alone`` is true for a line that is a paragraph of its own.
    """

    kind: UnitKind
    span: Span
    depth: int = 0
    group: int = 0
    label: str = ""
    alone: bool = False
    run_in: bool = False  # a paragraph with its heading run in, or a message after its writer's name: no list item


class View:
    """The text of a brief with mark-up, link targets and comments blanked, as long as the text: places stay true."""

    def __init__(self, source: Source, blocks: Sequence[Block]) -> None:
        self.source = source
        out, at = [], 0
        for block in blocks:
            if block.kind != "table" and block.span.start >= at:
                out.append(source.text[at : block.span.start])
                out.append(masked(source.text, block.span, block.holes, _SIGHT))
                at = block.span.end
        out.append(source.text[at:])
        self.text = "".join(out).replace("\ufffc", " ")
        self.flat = re.sub(r"[\r\n\t\xa0]", " ", self.text)

    def of(self, span: Span) -> str:
        """The words of ``span`` on one line, as long as the span."""
        return self.flat[span.start : span.end]

    def trim(self, start: int, end: int) -> Span:
        """The range without blanks (mark-up included) at either end."""
        piece = self.flat[start:end]
        left = len(piece) - len(piece.lstrip(" >"))
        return Span(start + left, max(start + left, start + len(piece.rstrip())))


def read_units(source: Source, blocks: Sequence[Block], view: View) -> list[Unit]:
    """The units of a brief in the order of its text. Code, comments and tables of contents have none."""
    units: list[Unit] = []
    for number, block in enumerate(blocks):
        if block.kind == "front_matter":
            units += _front_matter(source, block, number)
        elif block.kind == "heading":
            units.append(Unit("heading", view.trim(block.span.start, block.span.end), block.level, number))
        elif block.kind == "row":
            units.append(Unit("row", block.span, group=_table_of(blocks, number)))
        elif block.kind in ("paragraph", "item", "quote") or (block.kind == "code" and "```" not in source.text):
            units += _announced(list(_lines(source, block, number, view)), units, view)
    return [unit for unit in _grouped(units) if unit.kind == "row" or not _RULE.fullmatch(view.of(unit.span))]


def _announced(lines: list[Unit], above: Sequence[Unit], view: View) -> list[Unit]:
    """Three lines or more of one paragraph are a list where the line above them ends in a colon."""
    if len(lines) > 3 and lines[0].kind == "line" and view.of(lines[0].span).rstrip().endswith(":"):
        return [lines[0], *_announced(lines[1:], lines[:1], view)]
    led = bool(above) and above[-1].kind == "line" and view.of(above[-1].span).rstrip().endswith(":")
    if len(lines) < 3 or not led or any(unit.kind != "line" or unit.label for unit in lines):
        return lines
    return [replace(unit, kind="item", depth=1) for unit in lines]


def _table_of(blocks: Sequence[Block], number: int) -> int:
    while number > 0 and blocks[number].kind == "row":
        number -= 1
    return number


def _front_matter(source: Source, block: Block, number: int) -> Iterator[Unit]:
    at = block.span.start
    for line in source.text[block.span.start : block.span.end].splitlines(keepends=True):
        found = _FRONT_LINE.match(line)
        if found and found["text"].strip(" \t-+"):
            start = at + found.start("text")
            text = found["text"].rstrip()
            kind: UnitKind = "item" if found["mark"] else "field"
            yield Unit(kind, Span(start, start + len(text)), 1 if found["mark"] else 0, number)
        at += len(line)


def _lines(source: Source, block: Block, number: int, view: View) -> Iterator[Unit]:
    """The lines of a block: as the author broke them, at markers, and at inline enumerators ("(a) ...; (b) ...")."""
    kind: UnitKind = {"item": "item", "quote": "quote"}.get(block.kind, "line")  # type: ignore[assignment]
    kind = "quote" if block.quoted and kind == "line" else kind
    pieces = list(_pieces(source, block, view))
    if (italic := _ITALIC.match(source.text, block.span.start)) and italic.end() < block.span.end:
        yield Unit("heading", Span(*italic.span("label")), 7, number)
        yield Unit("line", view.trim(italic.end(), block.span.end), 0, number)
        return
    base = block.level if kind == "item" else 0
    if kind == "item" and len(pieces) > 1 and _HEADING.fullmatch(view.of(Span(*pieces[0]))):  # "1. Audience", then who
        yield Unit("heading", view.trim(*pieces[0]), 7, number)
        kind, base, pieces = "line", 0, pieces[1:]
    stack: list[tuple[int, str]] = []
    for at, (start, end) in enumerate(pieces):
        mark = _MARKER.match(view.text, start, end)
        attribution = kind == "quote" and at and _ATTRIBUTION.fullmatch(view.of(Span(start, end)))
        if attribution:
            continue
        if mark and mark.end() < end and (len(pieces) > 1 or kind != "item" or mark["mark"].startswith("[")):
            depth = base + _depth(mark, stack)
            span = view.trim(mark.end(), end)
            yield _labelled(source, Unit("item", span, depth, number), view)
        else:
            indented = kind == "line" and at and _indent(source.text, start) >= 2 + _indent(source.text, pieces[0][0])
            own: UnitKind = "item" if indented else kind
            unit = Unit(own, view.trim(start, end), base + int(bool(indented)), number, alone=len(pieces) == 1)
            yield _labelled(source, unit, view)


def _indent(text: str, start: int) -> int:
    """How many blanks stand before ``start`` on its line; none when other signs do."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return len(line.expandtabs(4)) if not line.strip() else 0


def _pieces(source: Source, block: Block, view: View) -> Iterator[tuple[int, int]]:
    base, text = block.span.start, view.text[block.span.start : block.span.end]
    breaks = set(deliberate_breaks(text))
    newlines = [found.end() for found in re.finditer(r"\r\n|\r|\n", text)]
    breaks |= {at for at in newlines if _MARKER.match(text, at) or _BOLD.match(source.text, base + at)}
    breaks |= {at for at in newlines if _after_sender(source.text[base : base + at].splitlines()[-1])}
    breaks |= {at for at in newlines if _ATTRIBUTION.fullmatch(text[at:].split("\n", 1)[0].rstrip("\r"))}
    inline = list(_INLINE_MARK.finditer(text))
    if len(inline) >= 2:
        breaks |= {found.start() for found in inline}
    for remark in _REMARK.finditer(text):
        breaks |= {remark.start(), text.index("]", remark.end()) + 1}
    cuts = sorted(at for at in breaks if 0 < at < len(text))
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        span = view.trim(base + start, base + end)
        if span.start < span.end:
            yield span.start, span.end


def _after_sender(line: str) -> bool:
    """Whether ``line`` only says who wrote what follows, and when: "**Nadia** 09:12"."""
    bold = _BOLD.match(line)
    return bool(bold and _STAMP.fullmatch(line, bold.end()))


def _depth(mark: re.Match[str], stack: list[tuple[int, str]]) -> int:
    """1 for the first level of hand-made markers, one more for each that is indented or numbered below it."""
    sign = mark["mark"].strip("().:")
    if "." in sign and sign[0].isdigit():
        shape, level = "d" * (sign.count(".") + 1), sign.count(".") + 1
        stack[level - 1 :] = [(level, shape)]
        return level
    shape = "1" if sign[:1].isdigit() else sign
    if sign[:1].isalpha():
        word = sign.rstrip("0123456789 ")
        shape = word if len(word) > 4 else "A" if sign[0].isupper() else "a"
        shape += "1" if sign[-1].isdigit() else ""  # "A1" stands below "A"
    for index, (_, known) in enumerate(stack):
        if known == shape:
            del stack[index + 1 :]
            return index + 1
    stack.append((len(stack) + 1, shape))
    return len(stack)


def _labelled(source: Source, unit: Unit, view: View) -> Unit:
    """``unit`` without the bold words it opens with, which become its label (a bold sentence is no label), and without
    the sender of a message."""
    start = unit.span.start
    if unit.kind == "line" and (remark := _REMARK.match(view.flat, start, unit.span.end)):
        span = view.trim(remark.end(), unit.span.start + len(view.of(unit.span).rstrip(" ]")))
        return replace(unit, span=span, alone=False) if span.start < span.end else unit
    sender = _SENDER.match(view.flat, start, unit.span.end) if unit.kind == "line" else None
    if sender and sender.group().rstrip().endswith((":", "]")):
        span = view.trim(sender.end(), unit.span.end)
        return replace(unit, span=span, alone=False) if span.start < span.end else unit
    while start > 0 and source.text[start - 1] in "*_":
        start -= 1
    bold = _BOLD.match(source.text, start)
    if bold and (bold["label"][0] == "#" or _STAMP.fullmatch(view.flat, bold.end(), unit.span.end)):
        return replace(unit, kind="line", label="#")  # who wrote a message, and when
    if not bold or bold.end() > unit.span.end or "?" in bold["label"] or len(bold["label"].split()) > 6:
        return unit
    rest = view.trim(bold.end(), unit.span.end)
    closes = bold["label"].rstrip()[-1:] in ".:–—" or bold["after"].strip() in tuple(".:–—-")
    if rest.start >= rest.end or not (closes or unit.kind == "line"):
        return unit
    kind: UnitKind = "item" if unit.kind == "line" else unit.kind
    label = bold["label"].strip(" .:–—-")
    lead = re.match(r"[ .:–—-]*", view.flat[rest.start : rest.end])
    span = view.trim(rest.start + (lead.end() if lead else 0), rest.end)
    if span.start >= span.end:
        return unit
    return replace(unit, kind=kind, span=span, depth=unit.depth or 1, label=label, run_in=unit.kind == "line")


def _grouped(units: list[Unit]) -> list[Unit]:
    """Items that follow each other form one list; quotes likewise (their attributions are gone already)."""
    out: list[Unit] = []
    for unit in units:
        joined = out and unit.kind == out[-1].kind and unit.kind in ("item", "quote")
        out.append(replace(unit, group=out[-1].group) if joined else unit)
    return out


def table_cells(source: Source, row: Span) -> list[Span]:
    """The cells of a table row, by its own signs: Markdown's bars, HTML's cells, tabs."""
    text = source.text[row.start : row.end]
    if re.search(r"<t[dh]\b", text, re.I):
        found = re.finditer(r"<t[dh]\b[^>]*>(?P<cell>.*?)(?=<t[dh]\b|</t[dh]|</tr|$)", text, re.I | re.S)
        ranges = [cell.span("cell") for cell in found]
    else:
        sign = r"(?<!\\)\|" if "|" in text else r"\t"
        bars = [found.start() for found in re.finditer(sign, text)]
        edges = [-1, *bars, len(text)]
        ranges = [(left + 1, right) for left, right in pairwise(edges)]
        ranges = ranges[1:] if text.startswith("|") else ranges
        ranges = ranges[:-1] if text.rstrip().endswith("|") else ranges
    cells = []
    for left, right in ranges:
        piece = text[left:right]
        inner = left + len(piece) - len(piece.lstrip())
        cells.append(Span(row.start + inner, row.start + max(inner, left + len(piece.rstrip()))))
    return cells
