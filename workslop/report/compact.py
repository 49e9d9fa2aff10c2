"""One line for each finding, ``path:line:col: severity rule message``: for editors, hooks and logs."""

from __future__ import annotations

from workslop.report.places import region, told
from workslop.report.words import one_line
from workslop.types import Finding, Review


def lines(review: Review) -> tuple[str, ...]:
    """A line for each finding. One about the whole draft has no line and column: there is no false line 1.

    In Word, slides and PDF, where lines mean nothing, the place stands in words after the message.
    """
    return tuple(_line(review, finding) for finding in review.findings)


def _line(review: Review, finding: Finding) -> str:
    at = one_line(review.draft.source.path)
    place = region(review, finding)
    if place is not None:
        at += f":{place.line}:{place.column}"
    return f"{at}: {finding.severity} {one_line(finding.rule)} {told(review, finding)}"
