"""What the comments in a Word file say, and their XML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from workslop.lang import message
from workslop.report.groups import grouped
from workslop.report.view import CheckRow, FindingRow, View, view
from workslop.report.words import sentence
from workslop.types import Review, Span

AUTHOR, INITIALS = "workslop", "ws"
_GAPS = ("partial", "gestured")
_QUOTED = {"nl": "‘{}’", "en": "“{}”"}
_NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF))  # the only ones the reports let through that XML doesn't


@dataclass(frozen=True, slots=True)
class Note:
    """A comment: a paragraph for each of ``lines``. ``span`` None: on the whole document."""

    span: Span | None
    lines: tuple[str, ...]
    quote: str = ""

    def with_quote(self, lang: str) -> Note:
        """The note with the words it is about in front, for where it can't stand on them."""
        return replace(self, lines=(_QUOTED[lang].format(self.quote), *self.lines)) if self.quote else self


@dataclass(frozen=True, slots=True)
class Look:
    """The ids of Word's own styles for comments, empty where the file has none."""

    text: str = ""
    reference: str = ""


def notes(review: Review) -> tuple[Note, ...]:
    """The summary, then questions that are half answered or touched on, then findings, as they come in the review.

    A finding that says of a question what the question's own comment or the checklist says isn't said twice.
    """
    shown = view(review)
    asks = tuple(_asks(review, shown))
    findings = tuple(_own(review, shown))
    told = tuple(Note(row.spot.span, (row.message, *_rest(row)), row.spot.quote) for row in findings if row.spot)
    whole = [row for row in findings if not row.spot and not _covered(review, row, shown.checklist)]
    return (Note(None, tuple(_summary(shown, whole))), *asks, *told)


def _summary(shown: View, whole: Sequence[FindingRow]) -> Iterator[str]:
    yield from (shown.eyebrow, shown.verdict, shown.gladness)
    yield f"{message(shown.lang, 'report.checklist')}:" if shown.checklist else shown.no_checklist
    for title, rows in grouped(shown.lang, shown.checklist):
        if title:
            yield f"{title}:"
        for item in rows:
            yield f"{item.number}. {item.text}"
            if item.question:
                yield f"→ {item.question}"
    for row in whole:
        yield f"{sentence(message(shown.lang, 'place.whole'))}: {row.message}"
        if row.question:
            yield f"→ {row.question}"


def _asks(review: Review, shown: View) -> Iterator[Note]:
    rows = zip(review.checklist, shown.checklist, strict=True)
    questions = {item.ask: f"→ {row.question}" for item, row in rows if item.ask}
    for ask, row in zip(review.brief.asks if review.brief else (), shown.asks, strict=True):
        if row.status in _GAPS and row.spots:
            lines = (f"{row.symbol} {sentence(row.word)}: {row.text}", row.missing, questions.get(ask.id, ""))
            yield Note(row.spots[0].span, tuple(filter(None, lines)), row.spots[0].quote)


def _own(review: Review, shown: View) -> Iterator[FindingRow]:
    """The findings but those about a question that is asked in the checklist."""
    asked = {item.ask for item in review.checklist if item.ask}
    for finding, row in zip(review.findings, shown.findings, strict=True):
        if not finding.measure or finding.measure.ask not in asked:
            yield row


def _covered(review: Review, row: FindingRow, items: Sequence[CheckRow]) -> bool:
    """Whether the checklist says what a finding on the whole text says: all that lacks in nuance is one line there."""
    nuance = any(item.kind == "nuance" for item in review.checklist)
    signal = review.findings[row.number - 1].signal
    same = any(row.message == item.text or (row.question and row.question == item.question) for item in items)
    return same or (nuance and signal == "nuance")


def _rest(row: FindingRow) -> Iterator[str]:
    if row.advice:
        yield row.advice
    if row.question:
        yield f"→ {row.question}"
    yield f"{row.severity_word} · {row.rule}"


def comment_xml(number: int, note: Note, ids: Sequence[str], look: Look, when: datetime) -> str:
    """The ``w:comment`` for ``note``; ``ids`` are the paraIds of its paragraphs.

    Word writes local time and calls it UTC; what reads comments expects it, so it's done here too.
    """
    paragraphs = "".join(
        _paragraph(line, n == 0, id_, look) for n, (line, id_) in enumerate(zip(note.lines, ids, strict=True))
    )
    date = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'<w:comment w:id="{number}" w:author={quoteattr(AUTHOR)} w:date="{date}" w:initials={quoteattr(INITIALS)}>'
        f"{paragraphs}</w:comment>"
    )


def _paragraph(line: str, first: bool, identity: str, look: Look) -> str:
    style = f"<w:pPr><w:pStyle w:val={quoteattr(look.text)}/></w:pPr>" if look.text else ""
    sign = f"<w:r>{reference_look(look)}<w:annotationRef/></w:r>" if first else ""
    text = escape(line.translate(_NO_CHARACTERS))
    return (
        f'<w:p w14:paraId="{identity}" w14:textId="77777777">{style}{sign}'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def reference_look(look: Look, prefix: str = "w:") -> str:
    """The properties of the run that holds a comment's sign."""
    if not look.reference:
        return ""
    return f"<{prefix}rPr><{prefix}rStyle {prefix}val={quoteattr(look.reference)}/></{prefix}rPr>"
