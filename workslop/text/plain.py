"""Plain text to blocks: notes, mail, chat. What looks like a paragraph, an item, a heading is one."""

from __future__ import annotations

import re
from itertools import pairwise

from workslop.text.inline import inline_holes
from workslop.text.linebreaks import deliberate_breaks
from workslop.text.pieces import Lines, Piece, trimmed
from workslop.types import BlockKind, Hole, Span

_ITEM = re.compile(
    r"([ \t]*)(?:[-*+•·▪◦‣–—→►●○■□✓✔✗✘]|(?:\d{1,3}|[a-zA-Z])[.)]|\(\d{1,3}\))[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)"
)
_MAIL_HEAD = re.compile(
    r"(?:from|to|cc|bcc|subject|date|sent|reply-to|message-id|content-\S+|mime-version|van|aan|onderwerp|datum|verzonden)"
    r"[ \t]*:",
    re.I,
)
_REPLIED = re.compile(r"[ \t]*>")
_REPLY_MARKS = re.compile(r"[ \t]*(?:>[ \t]?)+")
_RULE = re.compile(r"[ \t]*([-=_*~#])(?:[ \t]*\1){2,}[ \t]*$")
_ATX = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?[ \t]+(?=[^\W\d_])")
_LEADERS = re.compile(r"[ \t]*\S.{0,150}?(?:[ .]{0,3}\.{4,}|…{2,}|(?:\. ){3,})[ \t]*\d{1,4}[ \t]*$")
_FENCE = re.compile(r"[ \t]*(```|~~~)")
_LETTER = re.compile(r"[^\W\d_]")


def read_plain(text: str) -> list[Piece]:
    """The blocks of a plain text in order.

    Blank lines separate; so does a line break on purpose (see deliberate_breaks), a list marker, a row of tabs. Lines
    with ``>`` are somebody else's words. The settings at the head of a mail are front matter.
    """
    reader = _Reader(text)
    reader.run()
    return _headings(reader.pieces, text, reader.isolated)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.lines = text, Lines(text)
        self.pieces: list[Piece] = []
        self.isolated: set[int] = set()  # where a block of one line between blank lines starts
        self.group = 0
        self.at = 0

    def run(self) -> None:
        self._mail_head()
        before_blank = True
        while self.at < len(self.lines):
            if not self.lines.raw(self.at).strip():
                before_blank, self.at = True, self.at + 1
                continue
            first = self.at
            count = len(self.pieces)
            self._chunk()
            after_blank = self.at >= len(self.lines) or not self.lines.raw(self.at).strip()
            if before_blank and after_blank and self.at == first + 1 and len(self.pieces) == count + 1:
                self.isolated.add(self.pieces[-1].start)
            before_blank = False

    def _mail_head(self) -> None:
        while self.at < len(self.lines) and _MAIL_HEAD.match(self.lines.raw(self.at)):
            self.at += 1
        if self.at < 2:
            self.at = 0
        else:
            self._add("front_matter", self.lines.starts[0], self.lines.ends[self.at - 1])

    def _chunk(self) -> None:
        """The block, or blocks, that begin at this line; leaves ``at`` on the first line after."""
        raw = self.lines.raw(self.at)
        if _FENCE.match(raw):
            self._fenced()
        elif _RULE.match(raw):
            self.at += 1
        elif _leads(raw):
            self._contents()
        elif _REPLIED.match(raw):
            self._replied()
        elif self._tabs(self.at) and self.at + 1 < len(self.lines) and self._tabs(self.at + 1):
            self._rows()
        elif atx := _ATX.match(raw):
            self._add("heading", self.lines.starts[self.at] + atx.end(), self.lines.ends[self.at], len(atx[1]))
            self.at += 1
        elif _ITEM.match(raw):
            self._item()
        else:
            self._paragraph()

    def _fenced(self) -> None:
        start, mark = self.at, self.lines.raw(self.at).strip()[:3]
        self.at += 1
        while self.at < len(self.lines) and not self.lines.raw(self.at).strip().startswith(mark):
            self.at += 1
        self.at = min(self.at + 1, len(self.lines))
        self._add("code", self.lines.starts[start], self.lines.ends[self.at - 1])

    def _contents(self) -> None:
        start = self.at
        while self.at < len(self.lines) and _leads(self.lines.raw(self.at)):
            self.at += 1
        self._add("toc", self.lines.starts[start], self.lines.ends[self.at - 1])

    def _replied(self) -> None:
        """Quoted lines of a mail; a line with nothing after its ``>`` ends the paragraph."""
        holes: list[Hole] = []
        start = -1
        while self.at < len(self.lines) and _REPLIED.match(self.lines.raw(self.at)):
            left, right = self.lines.starts[self.at], self.lines.ends[self.at]
            marks = _REPLY_MARKS.match(self.text, left, right)
            body = marks.end() if marks else left
            if not self.text[body:right].strip():
                self._add_quote(start, left, holes)
                start, holes = -1, []
            elif start < 0:
                start = body
            else:
                holes.append(Hole("markup", Span(left, body)))
            self.at += 1
        self._add_quote(start, self.lines.ends[self.at - 1], holes)

    def _add_quote(self, start: int, end: int, prefixes: list[Hole]) -> None:
        start, end = trimmed(self.text, start, end) if start >= 0 else (0, 0)
        if start < end:
            holes = sorted((*inline_holes(self.text, start, end), *prefixes), key=lambda hole: hole.span.start)
            self.pieces.append(Piece("quote", start, end, 0, True, tuple(holes)))

    def _tabs(self, line: int) -> int:
        return self.lines.raw(line).strip().count("\t")

    def _rows(self) -> None:
        first = self.at
        while self.at < len(self.lines) and self._tabs(self.at):
            self.at += 1
        self._add("table", self.lines.starts[first], self.lines.ends[self.at - 1])
        for line in range(first, self.at):
            self._add("row", self.lines.starts[line], self.lines.ends[line])

    def _item(self) -> None:
        """An item with its further lines: those indented, or those a margin broke off."""
        if not self.pieces or self.pieces[-1].kind != "item":
            self.group += 1
        marker = _ITEM.match(self.lines.raw(self.at))
        indent = len(marker[1].expandtabs(4)) if marker else 0
        first = self.at
        self._run_on()
        start = self.lines.starts[first] + (marker.end() if marker else 0)
        self._split("item", start, self.lines.ends[self.at - 1], indent // 2 + 1)

    def _paragraph(self) -> None:
        first = self.at
        self._run_on()
        one_line = self.at == first + 1 and self.at < len(self.lines) and len(self.lines.raw(first).split()) <= 14
        rule = _RULE.match(self.lines.raw(self.at)) if one_line else None
        if rule and rule[1] in "=-":
            self._add("heading", self.lines.starts[first], self.lines.ends[first], 1 if rule[1] == "=" else 2)
            self.at += 1
            return
        self._split("paragraph", self.lines.starts[first], self.lines.ends[self.at - 1], 0)

    def _run_on(self) -> None:
        self.at += 1
        while self.at < len(self.lines):
            raw = self.lines.raw(self.at)
            if not raw.strip() or _leads(raw) or any(p.match(raw) for p in (_ITEM, _REPLIED, _RULE, _FENCE, _ATX)):
                break
            self.at += 1

    def _split(self, kind: BlockKind, start: int, end: int, level: int) -> None:
        """One block, or several where the author began new lines; what breaks off an item is a paragraph."""
        cuts = [start + offset for offset in deliberate_breaks(self.text[start:end])]
        for left, right in zip([start, *cuts], [*cuts, end], strict=True):
            self._add(kind, left, right, level)
            kind, level = "paragraph", 0

    def _add(self, kind: BlockKind, start: int, end: int, level: int = 0) -> None:
        start, end = trimmed(self.text, start, end)
        if start < end:
            bare = kind in ("code", "toc", "front_matter", "table")
            holes = () if bare else inline_holes(self.text, start, end)
            self.pieces.append(Piece(kind, start, end, level, False, holes, self.group if kind == "item" else 0))


def _leads(line: str) -> bool:
    """Whether the line is one of a table of contents: dots that lead to a page number."""
    return len(line) < 300 and bool(_LEADERS.match(line))


def _headings(pieces: list[Piece], text: str, isolated: set[int]) -> list[Piece]:
    """A short line without a stop, alone between blank lines and before running text or a list, is a heading."""
    for piece, following in pairwise(pieces):
        body = text[piece.start : piece.end]
        if piece.start not in isolated or body[-1] in ".!?,;:…" or len(body.split()) > 10 or not _LETTER.search(body):
            continue
        runs_on = following.kind == "paragraph" and len(text[following.start : following.end].split()) >= 10
        if piece.kind == "paragraph" and (runs_on or following.kind == "item") and not body[0].islower():
            number = _NUMBERED.match(body)
            piece.kind, piece.level = "heading", number[1].count(".") + 1 if number else 1
        elif piece.kind == "item" and runs_on and text[piece.start].isupper():
            piece.kind, piece.level, piece.group = "heading", 1, 0
    return pieces
