"""From a range of the text that was read to the two places in the XML that a comment goes around."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workslop.report.docx_scan import Paragraph, Piece, Scan
from workslop.text.docx import WordSource
from workslop.types import Span

_NOTE = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Around:
    """Two offsets in the XML; ``exact`` is false where the words themselves can't carry a comment."""

    start: int
    end: int
    exact: bool = True


class Places:
    """Finds places in a scanned document; ``source`` must be the text of that very document."""

    def __init__(self, source: WordSource, scan: Scan) -> None:
        self.source, self.scan = source, scan
        self.anchors = sorted(anchor for anchor in source.anchors if anchor[0] < anchor[1])
        self.starts = [start for start, _, _ in self.anchors]
        self._notes: dict[int, Piece] | None = None
        self._last: tuple[int, list[tuple[Piece, int]] | None] = (-1, None)  # many notes may stand in one paragraph

    def find(self, span: Span) -> Around | None:
        """What goes around ``span``; where none of its characters has a place, the paragraph nearest before it.

        None only where the document has no paragraph that can carry a comment.
        """
        end = max(span.end, span.start + 1)
        index = max(bisect_right(self.starts, span.start) - 1, 0)
        mine = itertools.takewhile(lambda anchor: anchor[0] < end, self.anchors[index:])
        found = (self._part(a, Span(max(a[0], span.start), min(a[1], end))) for a in mine if span.start < a[1])
        got = [around for around in found if around]
        if not got:
            nearest = [*reversed(self.anchors[: index + 1]), *self.anchors[index + 1 :]]
            whole = (self._part(a, Span(a[0], a[1])) for a in nearest)
            return next((Around(w.start, w.end, False) for w in whole if w), None)
        return Around(min(a.start for a in got), max(a.end for a in got), all(a.exact for a in got))

    def _part(self, anchor: tuple[int, int, int], span: Span) -> Around | None:
        start, end, number = anchor
        text = self.source.text[start:end]
        if number < 0:
            return self._note(text)
        if number >= len(self.scan.paragraphs):
            return None
        paragraph = self.scan.paragraphs[number]
        if paragraph.host:
            return Around(paragraph.host.before, paragraph.host.after, False)
        if not paragraph.pieces:
            return None
        if self._last[0] != start:
            self._last = (start, aligned(paragraph.pieces, text))
        places = self._last[1]
        if places is None:
            return Around(_before(paragraph.pieces[0], 0), _after(paragraph.pieces[-1], -1), False)
        first, last = places[span.start - start], places[span.end - start - 1]
        return Around(_before(*first), _after(*last))

    def _note(self, text: str) -> Around | None:
        """A footnote can't carry a comment: its number in the running text does."""
        number = _NOTE.match(text)
        piece = self._references().get(int(number[1])) if number else None
        return Around(piece.unit.before, piece.unit.after, False) if piece else None

    def _references(self) -> Mapping[int, Piece]:
        if self._notes is None:
            self._notes = {}
            for start, end, number in self.anchors:
                paragraph = self.scan.paragraphs[number] if 0 <= number < len(self.scan.paragraphs) else Paragraph()
                if any(piece.note for piece in paragraph.pieces):
                    text = self.source.text[start:end]
                    for at, (piece, _) in enumerate(aligned(paragraph.pieces, text) or ()):
                        if piece.note and (told := _NOTE.match(text, at)):
                            self._notes.setdefault(int(told[1]), piece)
        return self._notes


def aligned(pieces: Iterable[Piece], text: str) -> list[tuple[Piece, int]] | None:
    """For each character of ``text`` the piece it comes from and its number there; None where they don't agree.

    White space may have been made one space, or left out at the ends: the reader does so in a table.
    """
    out: list[tuple[Piece, int]] = []
    for piece in pieces:
        if piece.note:
            if not (number := _NOTE.match(text, len(out))):
                return None
            out += [(piece, 0)] * len(number[0])
        for count, sign in enumerate(piece.text):
            wanted = text[len(out) : len(out) + 1]
            if wanted == sign or (wanted == " " and sign.isspace()):
                out.append((piece, count))
            elif not sign.isspace():
                return None
    return out if len(out) == len(text) else None


def _before(piece: Piece, count: int) -> int:
    if piece.field:
        return piece.field[0].start
    return piece.unit.before if count == 0 or piece.unit.content < 0 else piece.unit.within(count)


def _after(piece: Piece, count: int) -> int:
    if piece.field:
        return piece.field[1].end
    whole = count in (-1, len(piece.text) - 1) or piece.unit.content < 0
    return piece.unit.after if whole else piece.unit.within(count + 1)
