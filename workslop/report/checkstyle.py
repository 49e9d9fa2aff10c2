"""Checkstyle XML: read by Jenkins, reviewdog and most editors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from workslop.report.encode import xml_text
from workslop.report.places import region, told
from workslop.types import Finding, Review

_SEVERITIES: Mapping[str, str] = {"note": "info", "warning": "warning", "error": "error"}


def render(reviews: Sequence[Review]) -> str:
    """A file for each review, an error for each finding; one about the whole draft has no line."""
    top = ET.Element("checkstyle", version="4.3")
    for review in reviews:
        file = ET.SubElement(top, "file", name=review.draft.source.path)
        for finding in review.findings:
            ET.SubElement(file, "error", _error(review, finding))
    return xml_text(top)


def _error(review: Review, finding: Finding) -> dict[str, str]:
    at = region(review, finding)
    return {
        **({"line": str(at.line), "column": str(at.column)} if at else {}),
        "severity": _SEVERITIES[finding.severity],
        "message": told(review, finding),
        "source": f"workslop.{finding.rule}",
    }
