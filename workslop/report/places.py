"""Where a finding stands, for forms that count lines and columns from 1."""

from __future__ import annotations

from dataclasses import dataclass

from workslop.lang import message
from workslop.report.words import label_text, one_line
from workslop.types import Finding, Review


@dataclass(frozen=True, slots=True)
class Region:
    """From the first character to just past the last one (``end_column`` is that of the next character)."""

    line: int
    column: int
    end_line: int
    end_column: int


def region(review: Review, finding: Finding) -> Region | None:
    """The place in lines; None for one about the whole draft, and where lines mean nothing (Word, slides, PDF)."""
    source = review.draft.source
    if finding.span is None or source.marks:
        return None
    first, after = source.place(finding.span.start), source.place(finding.span.end)
    return Region(first.line, first.column, after.line, after.column)


def told(review: Review, finding: Finding, *, whole: bool = False) -> str:
    """The message on one line, where lines mean nothing with its place; ``whole`` says so of the whole draft."""
    text, where = one_line(finding.message), ""
    if finding.span is None:
        where = message(review.report_lang, "place.whole") if whole else ""
    else:
        where = label_text(review.report_lang, review.draft.source.place(finding.span.start).label or "")
    return f"{text} ({where})" if where else text
