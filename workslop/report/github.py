"""GitHub Actions: a workflow command for each finding, which shows as an annotation beside the line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from workslop.report.places import Region, region, told
from workslop.report.words import clean, one_line
from workslop.types import Finding, Review

_LEVELS: Mapping[str, str] = {"note": "notice", "warning": "warning", "error": "error"}


def render(reviews: Sequence[Review]) -> str:
    """One line a finding; nothing where there are none. GitHub shows the first ten of a level for each step."""
    return "".join(_line(review, finding) for review in reviews for finding in review.findings)


def _line(review: Review, finding: Finding) -> str:
    at = region(review, finding)
    values = {"file": review.draft.source.path, **(_columns(at) if at else {}), "title": finding.rule}
    told_as = "\n".join(filter(None, (told(review, finding), one_line(finding.advice))))
    properties = ",".join(f"{name}={_escaped(str(value), '%:,')}" for name, value in values.items())
    return f"::{_LEVELS[finding.severity]} {properties}::{_escaped(told_as, '%')}\n"


def _columns(at: Region) -> dict[str, int]:
    """Columns only within one line: GitHub refuses them elsewhere. Its end is the last character, not the next one."""
    lines = {"line": at.line, "endLine": at.end_line}
    if at.line != at.end_line:
        return lines
    return {"line": at.line, "col": at.column, "endLine": at.end_line, "endColumn": max(at.end_column - 1, at.column)}


def _escaped(text: str, signs: str) -> str:
    return re.sub(f"[\r\n{signs}]", lambda sign: f"%{ord(sign[0]):02X}", clean(text))
