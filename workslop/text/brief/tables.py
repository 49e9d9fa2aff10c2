"""Asks in tables: one column names the topic, another says what must be delivered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workslop.text.brief.constraints import FIELD_KINDS, key_name
from workslop.text.brief.sections import mode_of
from workslop.text.brief.shapes import ASKING, shape_of
from workslop.text.brief.units import Unit, View, table_cells
from workslop.text.brief.words import Words
from workslop.types import Source, Span

_DIVIDER = re.compile(r"[\s|:+=-]*$")


class Table:
    """The rows of one table: which column asks, and the topic and ask of each row."""

    def __init__(self, source: Source, rows: Sequence[Unit], view: View, words: Words) -> None:
        self.view, self.words = view, words
        self.headed = bool(rows) and not _DIVIDER.fullmatch(view.of(rows[0].span))
        cells = [table_cells(source, row.span) for row in rows if not _DIVIDER.fullmatch(view.of(row.span))]
        self.cells = [[view.trim(cell.start, cell.end) for cell in row] for row in cells]
        self.header = self.cells[0] if self._has_header() else []
        self.rows = self.cells[1:] if self.header else self.cells
        self.column = self._asking_column()
        keys = [key_name(self._text(row[0]), words) for row in self.rows if row]
        self.is_form = sum(key is not None for key in keys) >= 2  # "| Reader | Parents |": a row says what it holds

    def _text(self, span: Span) -> str:
        return self.view.of(span).strip()

    def _has_header(self) -> bool:
        if len(self.cells) < 2 or not self.headed:
            return False
        return not any(self._text(cell).endswith("?") for cell in self.cells[0])

    def _asking_column(self) -> int | None:
        """The column whose cells look most like asks; the header's words count too."""
        width = max((len(row) for row in self.cells), default=0)
        scores = [self._score(column) for column in range(width)]
        best = max(range(width), key=lambda column: (scores[column], column), default=None)
        return best if best is not None and scores[best] >= 0.3 else None

    def _score(self, column: int) -> float:
        texts = [self._text(row[column]) for row in self.rows if column < len(row)]
        filled = [text for text in texts if re.search(r"\w", text)]
        if not filled:
            return 0.0
        asking = sum(shape_of(text, self.words, listed=True) in ASKING for text in filled) / len(filled)
        title = self._text(self.header[column]) if column < len(self.header) else ""
        name, mode = key_name(title, self.words), mode_of(title, self.words)
        said = 0.8 if mode in ("ask", "must") else -0.8 if name or mode in ("dont", "info", "terms") else 0.0
        longest = sum(len(text.split()) for text in filled) / len(filled) >= self._mean_words()
        return asking + said + (0.2 if longest and column else 0.0) + 0.1 * len(filled) / len(texts)

    def _mean_words(self) -> float:
        counts = [len(self._text(cell).split()) for row in self.rows for cell in row]
        return sum(counts) / max(1, len(counts))

    def readings(self, asks: bool) -> Iterator[tuple[Span, str, str]]:
        """What each row says: the place, the name of its field where its first cell is a key, and else its topic.

        ``asks``: rows that are no field are asked too, each point of the asking cell on its own.
        """
        for row in self.rows:
            name = key_name(self._text(row[0]), self.words) if len(row) > 1 else None
            asking = len(row) > 1 and shape_of(self._text(row[1]), self.words) in ASKING
            if name and (self.is_form or (name in FIELD_KINDS and not asking)):
                yield row[1], name, ""
            elif self.is_form and not asking:
                continue
            elif asks and self.column is not None and self.column < len(row):
                for point in self.points(row[self.column]):
                    yield point, "", self.topic(row)

    def points(self, cell: Span) -> list[Span]:
        """What ``cell`` asks: the points between its semicolons, or the whole where one of them is a mere word."""
        if not re.search(r"[^\W\d_]{2}", self._text(cell)):
            return []
        ranges = [m.span() for m in re.finditer(r"[^;]+", self.view.of(cell))]
        found = [self.view.trim(cell.start + start, cell.start + end) for start, end in ranges]
        return found if all(len(self._text(span).split()) > 1 for span in found) else [cell]

    def topic(self, row: Sequence[Span]) -> str:
        """The words of the first cell of ``row`` that names something, other than the asking one."""
        for column, cell in enumerate(row):
            if column != self.column and re.search(r"[^\W\d_]{3}", self._text(cell)):
                return self._text(cell)
        return ""
