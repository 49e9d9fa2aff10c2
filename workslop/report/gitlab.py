"""GitLab code quality: a JSON list that a merge request compares with the one of its target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workslop.identity import digest, numbered
from workslop.report.encode import json_text
from workslop.report.places import region, told
from workslop.report.words import clean
from workslop.types import Finding, Review

_SEVERITIES: Mapping[str, str] = {"note": "info", "warning": "minor", "error": "major"}


def render(reviews: Sequence[Review]) -> str:
    """An entry for each finding. Fingerprints stay when lines move, and no two are the same."""
    entries = [_entry(review, *one) for review in reviews for one in numbered(review)]
    return json_text(entries)


def _entry(review: Review, finding: Finding, identity: str, number: int) -> dict[str, Any]:
    path, at = review.draft.source.path, region(review, finding)
    return {
        "description": told(review, finding, whole=True),
        "check_name": clean(finding.rule),
        "fingerprint": digest(path, finding.rule, identity, str(number)),
        "severity": _SEVERITIES[finding.severity],
        # GitLab takes no entry without a line: the description says that it is about the whole text
        "location": {"path": path, "lines": {"begin": at.line, "end": at.end_line} if at else {"begin": 1}},
    }
