"""Gladness: points of 100, the sum of what each signal adds, so that every point can be explained.

points = base + sum of weight * (value - reference), each signal's share capped, the sum held within 0..100. Weights come
from a logistic regression of glad against solid drafts (bench/fit/gladness.py), scaled so that the median glad draft of
corpora/drafts has 80 points and the median solid one 20.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workslop.lang import LANGUAGES, phrase
from workslop.types import Band, Draft, Gladness, Measure, Push, Verdict

CAP = 40.0  # points: no signal alone makes a text glad or solid
BANDS: tuple[tuple[float, Band], ...] = ((35.0, "solid"), (60.0, "mixed"), (100.1, "glad"))
LEAST_WORDS = 50


@dataclass(frozen=True, slots=True)
class Term:
    """A measure's part in the score: ``weight`` points for each unit above ``reference``, the value kept within ``low``..``high``."""

    signal: str
    measure: str
    weight: float
    reference: float
    low: float
    high: float


@cache
def terms(lang: str) -> tuple[float, tuple[Term, ...]]:
    """(base, terms) of a language."""
    data = json.loads((files("workslop.models") / f"gladness_{lang}.json").read_text(encoding="utf-8"))
    return float(data["base"]), tuple(Term(**term) for term in data["terms"])


def points(lang: str, values: dict[tuple[str, str], float]) -> tuple[float, dict[str, float]]:
    """(score 0..100, points by signal) from measured values by (signal, measure); what was not measured adds nothing."""
    base, parts = terms(lang)
    given: dict[str, float] = {}
    for term in parts:
        value = values.get((term.signal, term.measure))
        if value is not None:
            share = term.weight * (min(max(value, term.low), term.high) - term.reference)
            given[term.signal] = given.get(term.signal, 0.0) + share
    capped = {signal: min(max(p, -CAP), CAP) for signal, p in given.items()}
    return min(max(base + sum(capped.values()), 0.0), 100.0), capped


def gladness(
    draft: Draft, measures: Sequence[Measure], signals: Sequence[str], verdicts: Sequence[Verdict], report_lang: str
) -> Gladness:
    """The score with what pushes it, one push a signal, and one sentence of verdict."""
    overall = {(m.signal, m.name): m for m in measures if m.span is None and m.ask is None}
    values = {key: m.value for key, m in overall.items() if m.value is not None}
    empty = overall.get(("specificity", "empty_share"))
    why = _why_not(draft, empty)
    if why:
        pushes = tuple(_push(s, overall, {}, draft.lang) for s in signals)
        return Gladness(None, None, pushes, _verdict_without(draft, why, verdicts, report_lang), why)
    score, shares = points(draft.lang or "", values)
    band = next(name for limit, name in BANDS if score < limit)
    pushes = tuple(_push(s, overall, shares, draft.lang) for s in signals)
    return Gladness(round(score, 1), band, pushes, _verdict(band, values, verdicts, report_lang))


def _why_not(draft: Draft, empty: Measure | None) -> str | None:
    if draft.lang not in LANGUAGES:
        return "language"
    if empty is None or empty.value is None:
        return "no_prose"
    return "too_short" if empty.n < LEAST_WORDS else None


def _push(signal: str, overall: dict[tuple[str, str], Measure], shares: dict[str, float], lang: str | None) -> Push:
    """The signal's leading measure: the one gladness weighs, else its first; readability weighs nothing."""
    names = [t.measure for t in terms(lang)[1] if t.signal == signal] if lang in LANGUAGES and lang else []
    own = [m for (s, _), m in overall.items() if s == signal]
    lead = next((m for m in own if m.name in names), own[0] if own else None)
    if lead is None:
        return Push(signal, None, "", None, "not_run")
    if lead.value is None:
        return Push(signal, None, lead.unit, None, lead.why)
    return Push(signal, lead.value, lead.unit, round(shares.get(signal, 0.0), 1))


def _verdict(band: Band, values: dict[tuple[str, str], float], verdicts: Sequence[Verdict], lang: str) -> str:
    share = round(100 * values[("specificity", "empty_share")])
    told = phrase(lang, f"band.{band}", share=share)
    if not verdicts:
        return phrase(lang, "verdict.without_brief", band=told)
    return phrase(lang, "verdict.with_brief", band=told, asks=asks_told(verdicts, lang))


def _verdict_without(draft: Draft, why: str, verdicts: Sequence[Verdict], lang: str) -> str:
    if why == "language":
        named = "unread_language_named" if draft.lang else "unread_language"
        return phrase(lang, f"verdict.{named}", lang=draft.lang)
    short = phrase(lang, "verdict.too_short")
    return phrase(lang, "verdict.with_brief", asks=asks_told(verdicts, lang), band=short) if verdicts else short


def asks_told(verdicts: Sequence[Verdict], lang: str) -> str:
    """How many asks are answered and what is the matter with the others, in one sentence."""
    n, answered = len(verdicts), sum(v.status == "answered" for v in verdicts)
    if answered in (0, n):
        key = "all" if answered else "none"
        return phrase(lang, f"asks.{key}_one" if n == 1 else f"asks.{key}", n=n)
    gaps = []
    for status in ("missing", "gestured", "partial"):
        count = sum(v.status == status for v in verdicts)
        if count:
            gaps.append(phrase(lang, f"asks.gap_{status}" + ("_many" if count > 1 else ""), n=count))
    return phrase(lang, "asks.some_one" if answered == 1 else "asks.some", n=n, answered=answered, gaps=", ".join(gaps))
