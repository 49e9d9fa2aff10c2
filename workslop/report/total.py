"""The line that adds up a check of several texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workslop.lang import message
from workslop.report.words import count, severity_counts
from workslop.types import Finding


def total_line(lang: str, files: int, found: Sequence[Finding], left_out: Mapping[str, int]) -> str:
    """How many files and findings; then what was left out, by noun of the messages (hidden, excluded, unread)."""
    line = message(lang, "check.total", files=count(lang, "file", files), findings=severity_counts(lang, found))
    return "; ".join([line, *(count(lang, noun, n) for noun, n in left_out.items() if n)])


def baseline_line(lang: str, findings: int, path: str) -> str:
    """What was recorded, and where."""
    return message(lang, "check.baseline", findings=count(lang, "finding", findings), path=path)


def site_line(lang: str, drafts: int, path: str) -> str:
    """How many drafts there is a page of, and where."""
    return message(lang, "portfolio.written", drafts=count(lang, "draft", drafts), path=path)
