"""The wire form workslop.review/1 (docs/wire.md): the same figures, places and texts for other programs."""

from __future__ import annotations

import json
import re
from typing import Any

from workslop.report import since
from workslop.rounds import Rounds
from workslop.types import Ask, ChecklistItem, Finding, Measure, Review, Source, Span, Verdict

SCHEMA = "workslop.review/1"
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
# Signs that JSON allows in a string and that a terminal or an editor would obey: written as escapes, the value stays.
_OBEYED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NOT_MODELS = ("workslop", "profile")


def to_dict(review: Review, rounds: Rounds | None = None) -> dict[str, Any]:
    """``review`` in the form of docs/wire.md; every offset counts characters of the draft (or brief) as read.

    The key ``rounds`` is there only where ``rounds`` is given.
    """
    draft = review.draft
    return {
        "schema": SCHEMA,
        "tool": _tool(review),
        "draft": {
            "path": draft.source.path,
            "format": draft.source.format,
            "language": draft.lang,
            "words": sum(len(_WORD.findall(s.span.of(draft.text))) for s in draft.sentences if s.prose),
            "sentences": len(draft.sentences),
        },
        "brief": {"path": review.brief.source.path, "language": review.brief.lang} if review.brief else None,
        "report_language": review.report_lang,
        "gladness": _gladness(review),
        "asks": _asks(review),
        "sentences": _sentences(review),
        "findings": [_finding(draft.source, finding) for finding in review.findings],
        "checklist": [_item(draft.source, item) for item in review.checklist],
        "waivers": [
            {**_place(draft.source, w.span), "rule": w.rule, "reason": w.reason, "used": w.used} for w in review.waivers
        ],
        **({"rounds": since.wire(rounds)} if rounds else {}),
    }


def to_json(review: Review, rounds: Rounds | None = None) -> str:
    """``to_dict`` as JSON text that is safe to print: no sign in it works on a terminal."""
    text = json.dumps(to_dict(review, rounds), ensure_ascii=False, indent=1, allow_nan=False)
    return _OBEYED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n"


def _tool(review: Review) -> dict[str, Any]:
    return {
        "name": "workslop",
        "version": review.ran.get("workslop", ""),
        "models": {name: version for name, version in review.ran.items() if name not in _NOT_MODELS},
        "profile": review.ran.get("profile"),
    }


def _gladness(review: Review) -> dict[str, Any]:
    gladness = review.gladness
    return {
        "score": gladness.score,
        "band": gladness.band,
        "verdict": gladness.verdict,
        "why": gladness.why,
        "signals": [
            {"id": p.signal, "value": p.value, "unit": p.unit, "contribution": p.contribution, "why": p.why}
            for p in gladness.pushes
        ],
    }


def _asks(review: Review) -> list[dict[str, Any]]:
    if review.brief is None:
        return []
    verdicts = {verdict.ask: verdict for verdict in review.verdicts}
    return [_ask(review, ask, verdicts.get(ask.id)) for ask in review.brief.asks]


def _ask(review: Review, ask: Ask, verdict: Verdict | None) -> dict[str, Any]:
    """An ask with its verdict; without one, status and figures are null, and ``why`` says that it was not judged."""
    assert review.brief is not None
    source = review.draft.source
    return {
        "id": ask.id,
        "text": ask.text,
        "start": ask.span.start,
        "end": ask.span.end,
        "line": review.brief.source.place(ask.span.start).line,
        "kind": ask.kind,
        "parts": [{"text": part.text, "kind": part.kind} for part in ask.parts],
        "must": ask.must,
        "status": verdict.status if verdict else None,
        "answered_probability": verdict.answered_probability if verdict else None,
        "confidence": verdict.confidence if verdict else None,
        "why": None if verdict else "not judged",
        "missing": verdict.missing if verdict else None,
        "has": [{"kind": kind, "words": words} for kind, words in verdict.has] if verdict else [],
        "lacks": list(verdict.lacks) if verdict else [],
        "open_parts": list(verdict.open_parts) if verdict else [],
        "evidence": [_quoted(source, span) for span in verdict.evidence] if verdict else [],
        "candidates": [
            {**_quoted(source, c.span), "probability": c.probability, "relevance": c.relevance, "why": c.why}
            for c in (verdict.candidates if verdict else ())
        ],
    }


def _sentences(review: Review) -> list[dict[str, Any]]:
    emptiness, specificity = review.sentence_measures("emptiness"), review.sentence_measures("specificity")
    source = review.draft.source
    return [
        {
            "start": sentence.span.start,
            "end": sentence.span.end,
            "line": source.place(sentence.span.start).line,
            **_value("emptiness", emptiness.get(sentence.span)),
            **_value("specificity", specificity.get(sentence.span)),
        }
        for sentence in review.draft.sentences
    ]


def _value(name: str, measure: Measure | None) -> dict[str, Any]:
    """A figure under its name, and where there is none ``<name>_why``."""
    if measure is not None and measure.value is not None:
        return {name: measure.value}
    return {name: None, f"{name}_why": (measure.why if measure else None) or "not measured"}


def _finding(source: Source, finding: Finding) -> dict[str, Any]:
    place = _place(source, finding.span) if finding.span else dict.fromkeys(("start", "end", "line", "column"))
    return {
        "rule": finding.rule,
        "signal": finding.signal,
        "severity": finding.severity,
        "message": finding.message,
        "advice": finding.advice,
        "question": finding.question,
        **place,
        "quote": finding.quote,
    }


def _item(source: Source, item: ChecklistItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind,
        "text": item.text,
        "question": item.question,
        "severity": item.severity,
        "refs": [_place(source, span) for span in item.refs],
        "ask": item.ask,
    }


def _place(source: Source, span: Span) -> dict[str, Any]:
    place = source.place(span.start)
    where: dict[str, Any] = {"start": span.start, "end": span.end, "line": place.line, "column": place.column}
    return where if place.label is None else {**where, "label": place.label}


def _quoted(source: Source, span: Span) -> dict[str, Any]:
    return {**_place(source, span), "text": span.of(source.text)}
