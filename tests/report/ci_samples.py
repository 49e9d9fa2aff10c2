"""Made reviews, and readers of the forms for CI systems."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import review_samples

from workslop.report.many import render_many
from workslop.text import draft_from_source
from workslop.types import Finding, Review, Source

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-used.json").read_text(encoding="utf-8"))
SARIF = jsonschema.Draft202012Validator(SCHEMA)
SAMPLES = (review_samples.dutch(), review_samples.english(), review_samples.hostile())
COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")


def made(text: str, *findings: Finding, path: str = "draft.md", fmt: str = "markdown") -> Review:
    """A review of ``text`` with these findings."""
    draft = review_samples.draft_of(text, "en", path)
    draft = replace(draft, source=replace(draft.source, format=fmt))
    return replace(review_samples.english(), draft=draft, brief=None, verdicts=(), findings=findings, checklist=())


def found(
    text: str, quote: str | None, severity: Any = "warning", rule: str = "en/x", message: str = "Too smooth."
) -> Finding:
    """A finding on ``quote``, or about the whole draft."""
    span = review_samples.span(text, quote) if quote is not None else None
    return Finding(rule, "phrasing", severity, message, "Say who.", "Who?", span, quote)


def read(text: str, quote: str) -> Review:
    """A review of ``text`` read as Markdown is, with one finding."""
    source = Source("draft.md", text, "markdown")
    return replace(made(text, found(text, quote)), draft=draft_from_source(source, lang="en"))


def results(reviews: Sequence[Review], **options: Any) -> list[dict[str, Any]]:
    """The results of the SARIF form."""
    out: list[dict[str, Any]] = json.loads(render_many(reviews, "sarif", **options))["runs"][0]["results"]
    return out


def unescaped(text: str) -> str:
    """A value of a workflow command as GitHub reads it."""
    return re.sub("%([0-9A-F]{2})", lambda m: chr(int(m[1], 16)), text)


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Level, properties and message of each workflow command; every line must be one."""
    out = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        assert match, line
        pairs = (pair.split("=", 1) for pair in match["properties"].split(","))
        out.append((match["level"], {name: unescaped(value) for name, value in pairs}, unescaped(match["message"])))
    return out
