"""The draft cut into pieces for a page: findings marked, evidence anchored, emptiness in the margin.

No word of the draft is left out: what lies between two blocks comes back as the next block's ``marker`` (a list's
sign) or, where it holds words, as a faint block of its own. Only mark-up signs are dropped: they show as they mean.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from workslop.report.words import clean, plain
from workslop.types import Block, Hole, Review, Source, Span

LEAST_EMPTY = 2 / 3  # from here on the emptiness is also told in words, to who doesn't see the strip
_CELL_END = re.compile(r"(?<!\\)[|\t]|</t[dh]\s*>", re.I)
_BREAK = re.compile(r"<br\b", re.I)
_ORDERED = re.compile(r"(\d{1,9}[.)])\s*$")
_NEXT_SIGN = re.compile(r"(?:(?:^|\n)[ \t]*(?:#{1,6}|[-*+>]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\])?)+\s*$")
_TASK = re.compile(r"\[([ xX])\]\s*$")
_LINK_TARGET = re.compile(r"^\]\(\s*<?([^\s<>]*)>?.*\)$", re.S)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one look. ``ids`` are the marks it lies in, ``anchors`` those that begin here;
    ``backs`` are the numbers of the asks whose evidence ends here."""

    text: str
    look: str = ""
    anchors: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    backs: tuple[int, ...] = ()
    empty: float | None = None  # the emptiness of the sentence that ends here, where it is high


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces under the same findings (their numbers); ``opens``: one begins here, so the keyboard stops here."""

    findings: tuple[int, ...]
    pieces: tuple[Piece, ...]
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A sentence in the margin: where it lies in its block (0 to 100, by characters), and its emptiness (0 to 1)."""

    top: float
    height: float
    value: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as shown; ``cells`` are its runs: one sequence for text, one for each cell of a table's row.

    ``anchors`` are the ids of marks that lie in or before it on no character that is shown.
    """

    kind: str
    level: int
    cells: tuple[tuple[Run, ...], ...]
    marker: str = ""
    quoted: bool = False
    lang: str | None = None
    bars: tuple[Bar, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    """A span of the draft that the page does something with."""

    span: Span
    id: str = ""
    finding: int = 0
    ask: int = 0
    emptiness: float | None = None


def annotate(review: Review) -> tuple[Shown, ...]:
    """The draft of ``review`` as blocks to show, in the order of the text."""
    source, text, blocks = review.draft.source, review.draft.text, _leaves(review.draft.blocks)
    all_marks = tuple(_marks(review))
    by_block = _by_block(blocks, all_marks)
    out: list[Shown] = []
    places: list[int] = []  # where each of ``blocks`` stands in ``out``
    seen: set[str] = set()
    at = 0
    for block, marks in zip(blocks, by_block, strict=True):
        out += _between(text[at : block.span.start], source.format)
        marker = _marker(text[at : block.span.start]) if block.kind == "item" else ""
        places.append(len(out))
        out.append(_block(source, block, marks, marker, seen))
        at = max(at, block.span.end)
    starts = [block.span.start for block in blocks]
    for mark in (m for m in all_marks if m.id and m.id not in seen and blocks):  # on signs alone: an empty cell, a rule
        index = places[max(bisect_right(starts, mark.span.start) - 1, 0)]
        out[index] = replace(out[index], anchors=(*out[index].anchors, mark.id))
    return (*out, *_between(text[at:], source.format))


def evidence_id(ask: int, n: int) -> str:
    """The id in the page of the n-th passage of evidence for the ask of that number."""
    return f"e{ask}-{n}"


def reference_id(item: int, n: int) -> str:
    """The id in the page of the n-th place that the checklist's item of that number refers to."""
    return f"c{item}-{n}"


def _marks(review: Review) -> Iterator[_Mark]:
    """What lies on the draft: findings, evidence, places of the checklist, sentences."""
    for n, finding in enumerate(review.findings, 1):
        if finding.span:
            yield _Mark(finding.span, f"f{n}", finding=n)
    verdicts = {verdict.ask: verdict for verdict in review.verdicts}
    for number, ask in enumerate(review.brief.asks if review.brief else (), 1):
        evidence = verdicts[ask.id].evidence if ask.id in verdicts else ()
        for n, span in enumerate(evidence, 1):
            yield _Mark(span, evidence_id(number, n), ask=number)
    for number, item in enumerate(review.checklist, 1):
        for n, span in enumerate(item.refs, 1):
            yield _Mark(span, reference_id(number, n))
    emptiness = review.sentence_measures("emptiness")
    for sentence in review.draft.sentences:
        measure = emptiness.get(sentence.span)
        if sentence.prose and measure and measure.value is not None:
            yield _Mark(sentence.span, emptiness=measure.value)


def _leaves(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that hold no other block: a table gives way to its rows."""
    ordered = sorted(blocks, key=lambda block: (block.span.start, -block.span.end))
    follows = [*ordered[1:], None]
    return [b for b, after in zip(ordered, follows, strict=True) if after is None or not b.span.contains(after.span)]


def _by_block(blocks: Sequence[Block], marks: Sequence[_Mark]) -> list[list[_Mark]]:
    """For each block the marks that share a character with it."""
    starts = [block.span.start for block in blocks]
    out: list[list[_Mark]] = [[] for _ in blocks]
    for mark in marks:
        index = max(bisect_right(starts, mark.span.start) - 1, 0)
        while index < len(blocks) and starts[index] < mark.span.end:
            if blocks[index].span.overlaps(mark.span):
                out[index].append(mark)
            index += 1
    return out


def _between(text: str, form: str) -> tuple[Shown, ...]:
    """Words outside every block, so that the reader sees all there is; a web page's tags are not words of the draft."""
    rest = _NEXT_SIGN.sub("", text).strip()
    if form == "html" or not re.search(r"\w", rest):
        return ()
    return (Shown("gap", 0, ((Run((), (Piece(clean(rest)),)),),)),)


def _marker(before: str) -> str:
    """The sign of a list item, from what stands before it."""
    if task := _TASK.search(before):
        return "☐" if task[1] == " " else "☑"
    number = _ORDERED.search(before)
    return number[1] if number else "•"


def _block(source: Source, block: Block, marks: Sequence[_Mark], marker: str, seen: set[str]) -> Shown:
    ranges = list(_cells(source.text, block.span)) if block.kind == "row" else [block.span]
    size = max(block.span.end - block.span.start, 1)
    bars = tuple(
        Bar(
            top=100 * (max(m.span.start, block.span.start) - block.span.start) / size,
            height=100 * (min(m.span.end, block.span.end) - max(m.span.start, block.span.start)) / size,
            value=m.emptiness,
        )
        for m in marks
        if m.emptiness is not None and block.kind != "row"
    )
    cells = tuple(_runs(source, part, block.holes, marks, seen) for part in ranges)
    return Shown(block.kind, block.level, cells, marker, block.quoted or block.kind == "quote", block.lang, bars)


def _cells(text: str, row: Span) -> Iterator[Span]:
    """The cells of a table's row, without the white space around them."""
    ends = [(row.start + m.start(), row.start + m.end()) for m in _CELL_END.finditer(row.of(text))]
    start = row.start
    for end, after in [*ends, (row.end, row.end)]:
        cell = text[start:end]
        left = start + len(cell) - len(cell.lstrip())
        if cell.strip() or (start != row.start and end != row.end):
            yield Span(left, max(left, start + len(cell.rstrip())))
        start = after


def _runs(source: Source, part: Span, holes: Sequence[Hole], marks: Sequence[_Mark], seen: set[str]) -> tuple[Run, ...]:
    """``part`` cut wherever a mark or hole begins or ends, and put together again by finding."""
    inside = [m for m in marks if m.span.overlaps(part)]
    spans = [m.span for m in inside] + [h.span for h in holes]
    cuts = sorted({part.start, part.end, *(c for s in spans for c in (s.start, s.end) if part.start < c < part.end)})
    style: set[str] = set()
    runs: list[tuple[tuple[int, ...], list[Piece]]] = []
    for start, end in pairwise(cuts):
        here = [m for m in inside if m.span.start <= start and end <= m.span.end]
        shown, look = _look(source.text, Span(start, end), holes, style)
        ids = tuple(m.id for m in here if m.id)
        anchors = tuple(id_ for id_ in ids if id_ not in seen)
        seen.update(ids)
        piece = Piece(
            text=clean(plain(shown, source.format)),
            look=look,
            ids=ids,
            anchors=anchors,
            backs=tuple(dict.fromkeys(m.ask for m in here if m.ask and m.span.end == end)),
            empty=next((m.emptiness for m in here if (m.emptiness or 0) >= LEAST_EMPTY and m.span.end == end), None),
        )
        findings = tuple(m.finding for m in here if m.finding)
        if runs and runs[-1][0] == findings:
            runs[-1][1].append(piece)
        else:
            runs.append((findings, [piece]))
    return tuple(
        Run(findings, tuple(pieces), any(f"f{n}" in piece.anchors for n in findings for piece in pieces))
        for findings, pieces in runs
    )


def _look(text: str, span: Span, holes: Sequence[Hole], style: set[str]) -> tuple[str, str]:
    """What of ``span`` is shown, and its look; ``style`` keeps emphasis from its opening sign to its closing one."""
    words = span.of(text)
    hole = next((h for h in holes if h.span.contains(span) and h.kind != "quote"), None)
    if hole is None:
        return words, " ".join(sorted(style))
    if hole.kind == "markup":
        if span.start == hole.span.start:
            _turn(hole.span.of(text), style)
        return ("\n" if _BREAK.match(words) else ""), ""
    if hole.kind == "link" and hole.span == span and (target := _LINK_TARGET.match(words)):
        return f" ({target[1]})", "link"
    if hole.kind == "code" and hole.span == span:
        return words.strip("`"), "code"
    return words, hole.kind


def _turn(sign: str, style: set[str]) -> None:
    """An emphasis sign opens what is closed and closes what is open."""
    if sign.strip("*_"):
        return
    if len(sign) >= 2:
        style ^= {"strong"}
    if len(sign) % 2:
        style ^= {"em"}
