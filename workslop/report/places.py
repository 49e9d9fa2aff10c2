"""Where a finding stands, for forms that count lines and columns from 1."""

from __future__ import annotations

from dataclasses import dataclass

from workslop.lang import message
from workslop.report.words import one_line
from workslop.types import Finding, Review


@dataclass(frozen=True, slots=True)
class Region:
    """From the first character to just past the last one (``end_column`` is that of the next character)."""

    line: int
    column: int
    end_line: int
    end_column: int


def region(review: Review, finding: Finding) -> Region | None:
    """The place in lines; None for a finding about the whole draft, and in Word, where lines mean nothing."""
    source = review.draft.source
    if finding.span is None or source.format == "docx":
        return None
    first, after = source.place(finding.span.start), source.place(finding.span.end)
    return Region(first.line, first.column, after.line, after.column)


def told(review: Review, finding: Finding, *, whole: bool = False) -> str:
    """The message on one line, in Word with the heading it stands under; ``whole`` says so of the whole draft."""
    text, where = one_line(finding.message), ""
    if finding.span is None:
        where = message(review.report_lang, "place.whole") if whole else ""
    elif review.draft.source.format == "docx":
        where = one_line(review.draft.source.place(finding.span.start).label or "")
    return f"{text} ({where})" if where else text
