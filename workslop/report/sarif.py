"""SARIF 2.1.0: the form of static analysis that code hosts and editors read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from workslop.identity import digest, numbered
from workslop.lang import message
from workslop.report.encode import json_text
from workslop.report.places import region, told
from workslop.report.words import clean, one_line
from workslop.types import Finding, Review, Rule
from workslop.version import VERSION

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"  # what readers take for the top of the repository; its place differs by machine, so none is given
FINGERPRINT = "workslopContent/v1"
_DRIVE = re.compile(r"[A-Za-z]:/")


def render(reviews: Sequence[Review], rules: Sequence[Rule] = ()) -> str:
    """One run over all ``reviews``; ``rules`` are those that ran, and a rule that spoke is listed in any case."""
    lang = reviews[0].report_lang if reviews else "en"
    described = {rule.id: _rule(rule, rule.lang if rule.lang != "any" else lang) for rule in rules}
    for finding in (finding for review in reviews for finding in review.findings):
        described.setdefault(finding.rule, _spoke(finding))
    order = {rule: index for index, rule in enumerate(sorted(described))}
    artifacts = {path: at for at, path in enumerate(dict.fromkeys(r.draft.source.path for r in reviews))}
    run: dict[str, Any] = {
        "tool": {
            "driver": {"name": "workslop", "version": _version(reviews), "rules": [described[rule] for rule in order]}
        },
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that paths are relative to."}}},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": _location(path), "roles": ["analysisTarget"]} for path in artifacts],
        "results": [_result(review, artifacts, order, one) for review in reviews for one in numbered(review)],
    }
    if len({review.report_lang for review in reviews}) == 1:
        run["language"] = lang
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _version(reviews: Sequence[Review]) -> str:
    return next((v for review in reviews if (v := review.ran.get("workslop"))), "") or VERSION


def _rule(rule: Rule, lang: str) -> dict[str, Any]:
    about = one_line(_text(rule.about, lang)) or rule.id
    texts = [(message(lang, f"page.{name}"), _text(getattr(rule, name), lang)) for name in ("reason", "keep", "advice")]
    texts = [(title, clean(text)) for title, text in texts if text]
    sides = [
        clean(message(lang, f"page.{side}", text=_text(rule.example[side], lang)))
        for side in ("before", "after")
        if side in rule.example
    ]
    source = [(message(lang, "page.source"), clean(rule.source))] if rule.source else []
    plain = [f"{title}: {text}" for title, text in texts] + sides + [f"{title}: {text}" for title, text in source]
    marked = [f"**{title}.** {text}" for title, text in texts] + ["\n".join(f"- {side}" for side in sides)]
    marked += [f"*{title}: {text}*" for title, text in source]
    return {
        "id": rule.id,
        "shortDescription": {"text": about},
        "fullDescription": {"text": one_line(_text(rule.reason, lang)) or about},
        "help": {"text": "\n".join([about, *plain]), "markdown": "\n\n".join(filter(None, [about, *marked]))},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": [rule.signal, rule.lang]},
    }


def _spoke(finding: Finding) -> dict[str, Any]:
    """A rule of which only a finding is known: GitHub wants a description and help of every rule."""
    about = one_line(finding.rule) or "?"
    return {
        "id": finding.rule,
        "shortDescription": {"text": about},
        "fullDescription": {"text": about},
        "help": {"text": clean(finding.advice) or about},
        "defaultConfiguration": {"level": finding.severity},
        "properties": {"tags": [finding.signal]},
    }


def _text(texts: Mapping[str, str], lang: str) -> str:
    return texts.get(lang) or next(iter(texts.values()), "")


def _result(
    review: Review, artifacts: Mapping[str, int], order: Mapping[str, int], one: tuple[Finding, str, int]
) -> dict[str, Any]:
    finding, identity, number = one
    text = " ".join(filter(None, (told(review, finding), one_line(finding.advice)))) or finding.rule
    path = review.draft.source.path
    place: dict[str, Any] = {"artifactLocation": {**_location(path), "index": artifacts[path]}}
    if at := region(review, finding):
        place["region"] = {
            "startLine": at.line,
            "startColumn": at.column,
            "endLine": at.end_line,
            "endColumn": at.end_column,
        }
    return {
        "ruleId": finding.rule,
        "ruleIndex": order[finding.rule],
        "level": finding.severity,
        "message": {"text": text.replace("](", "] (")},  # words of a draft that SARIF would take for a link
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {FINGERPRINT: f"{digest(finding.rule, identity)}:{number}"},
        "properties": {"signal": finding.signal, "question": one_line(finding.question)},
    }


def _location(path: str) -> dict[str, Any]:
    """Relative paths hang under ROOT; others are whole addresses."""
    encoded = quote(path, safe="/")
    if PurePosixPath(path).is_absolute():
        return {"uri": f"file://{encoded}"}
    if _DRIVE.match(path):
        return {"uri": f"file:///{path[:2]}{quote(path[2:], safe='/')}"}
    return {"uri": encoded, "uriBaseId": ROOT}
