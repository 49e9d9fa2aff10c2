"""JUnit XML: a test suite for each draft, a test case for each finding, a passing one where there are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from workslop.identity import words
from workslop.report.encode import xml_text
from workslop.report.places import region, told
from workslop.report.words import one_line, short
from workslop.types import Finding, Review

_LONGEST = 80  # characters of a quotation in the name of a case


def render(reviews: Sequence[Review]) -> str:
    """Errors and warnings fail; a note is a case that passes, with its words as output."""
    top = ET.Element("testsuites", name="workslop")
    for review in reviews:
        _suite(top, review)
    for name in ("tests", "failures"):
        top.set(name, str(sum(int(suite.get(name, "0")) for suite in top)))
    return xml_text(top)


def _suite(top: ET.Element, review: Review) -> None:
    path = review.draft.source.path
    failures = sum(finding.severity != "note" for finding in review.findings)
    counts = {"tests": str(max(len(review.findings), 1)), "failures": str(failures), "errors": "0", "skipped": "0"}
    suite = ET.SubElement(top, "testsuite", {"name": path, **counts})
    seen: Counter[str] = Counter()
    for finding in review.findings:
        _case(suite, review, finding, seen)
    if not review.findings:
        ET.SubElement(suite, "testcase", classname=path, name="workslop", file=path)


def _case(suite: ET.Element, review: Review, finding: Finding, seen: Counter[str]) -> None:
    path, at = review.draft.source.path, region(review, finding)
    # named by its words, not by its line or a figure: CI systems follow a case by its name
    name = ": ".join(filter(None, (one_line(finding.rule), short(words(review, finding), _LONGEST))))
    seen[name] += 1
    name += f" ({seen[name]})" if seen[name] > 1 else ""
    line = {"line": str(at.line)} if at else {}
    case = ET.SubElement(suite, "testcase", {"classname": path, "name": name, "file": path, **line})
    message = told(review, finding)
    where = f"{one_line(path)}:{at.line}:{at.column}" if at else one_line(path)
    body = "\n".join(filter(None, (where, message, one_line(finding.advice), one_line(finding.question))))
    if finding.severity == "note":
        ET.SubElement(case, "system-out").text = body
    else:
        ET.SubElement(case, "failure", message=message, type=finding.severity).text = body
