"""Gladness: points of 100, the sum of what each signal adds, so that every point can be explained.

points = base + sum of weight * (value - reference), each value kept within low..high, the sum within 0..100. A
measure's share of the points is set, its weight and reference come from glad and good drafts (bench/fit/gladness.py):
the middle between the two medians has 50 points, and no measure adds or takes more than three quarters of its share.

The points rank drafts of one sort. Whether a draft is called "glad" is decided by ``gate``, which was set on texts by
people: half of their blogs have as many points as a smooth memo.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workslop.judge import gate
from workslop.lang import LANGUAGES, phrase
from workslop.types import Band, Draft, Gladness, Measure, Push, Verdict

Key = tuple[str, str]  # signal, measure
Values = Mapping[Key, float]
SOLID_BELOW = 35.0  # points
OPEN_GLAD = (60.0, 0.5)  # points and share of open asks from which a draft is glad against its brief
LEAST_WORDS = 50


@dataclass(frozen=True, slots=True)
class Term:
    """A measure's part in the score: ``weight`` points a unit above ``reference``, the value in ``low``..``high``."""

    signal: str
    measure: str
    weight: float
    reference: float
    low: float
    high: float


@cache
def terms(lang: str, lexical: bool = False) -> tuple[float, tuple[Term, ...]]:
    """(base in points, terms) of a language; ``lexical``: of drafts without vectors, which other models judge.

    Raises FileNotFoundError for a language we don't have.
    """
    name = f"gladness_{lang}{'_lexical' if lexical else ''}.json"
    data = json.loads((files("workslop.models") / name).read_text(encoding="utf-8"))
    return float(data["base"]), tuple(Term(**term) for term in data["terms"])


def points(lang: str, values: Values, lexical: bool = False) -> tuple[float, dict[str, float]]:
    """(score 0..100, points by signal) from draft-wide values; what was not measured adds nothing.

    The points by signal and the base add up to the score, unless that would fall outside 0..100.
    """
    base, parts = terms(lang, lexical)
    given: dict[str, float] = {}
    for term in parts:
        value = values.get((term.signal, term.measure))
        if value is not None:
            share = term.weight * (min(max(value, term.low), term.high) - term.reference)
            given[term.signal] = given.get(term.signal, 0.0) + share
    return min(max(base + sum(given.values()), 0.0), 100.0), given


def gladness(
    draft: Draft, measures: Sequence[Measure], signals: Sequence[str], verdicts: Sequence[Verdict], report_lang: str
) -> Gladness:
    """The score with what pushes it, one push a signal of ``signals``, and one sentence of verdict.

    Score and band are None, with a why, where the emptiness of at least LEAST_WORDS words of prose was not measured.
    """
    overall = {(m.signal, m.name): m for m in measures if m.span is None and m.ask is None}
    values = {key: m.value for key, m in overall.items() if m.value is not None}
    lang, lexical = draft.lang or "", draft.vectors is None
    why = _why_not(overall.get(("specificity", "empty_share")))
    if why:
        pushes = tuple(_push(s, overall, None, lang) for s in signals)
        return Gladness(None, None, pushes, _verdict_without(draft, why, verdicts, report_lang), why)
    score, shares = points(lang, values, lexical)
    band = band_of(lang, score, values, overall[("specificity", "mean_emptiness")].n)
    pushes = tuple(_push(s, overall, shares, lang) for s in signals)
    return Gladness(round(score, 1), band, pushes, _verdict(score, band, values, verdicts, report_lang))


def band_of(lang: str, score: float, values: Values, words: int) -> Band:
    """The band of a draft of ``words`` words: "solid" below SOLID_BELOW points, "glad" past the gate or by its brief.

    By its brief: OPEN_GLAD points and open asks. Texts by people come without a brief and can't test that way.
    """
    if score < SOLID_BELOW:
        return "solid"
    if _leaves_open(score, values):
        return "glad"
    past = gate.above(lang, values, words)
    return "glad" if past is not None and past >= 0 else "mixed"


def _leaves_open(score: float, values: Values) -> bool:
    return score >= OPEN_GLAD[0] and values.get(("coverage", "unanswered"), 0.0) >= OPEN_GLAD[1]


def _why_not(empty: Measure | None) -> str | None:
    if empty is None:
        return "not_run"
    if empty.value is None:
        return empty.why
    return "too_short" if empty.n < LEAST_WORDS else None


def _push(signal: str, overall: Mapping[Key, Measure], shares: Mapping[str, float] | None, lang: str) -> Push:
    """The signal's leading measure (the one gladness weighs, else the first) and its points; ``shares`` None: none."""
    names = [t.measure for t in terms(lang)[1] if t.signal == signal] if lang in LANGUAGES else []
    own = [m for (s, _), m in overall.items() if s == signal]
    lead = next((m for m in own if m.name in names), own[0] if own else None)
    if lead is None:
        return Push(signal, None, "", None, "not_run")
    if lead.value is None:
        return Push(signal, None, lead.unit, None, lead.why)
    return Push(signal, lead.value, lead.unit, round(shares.get(signal, 0.0), 1) if shares is not None else None)


def _verdict(score: float, band: Band, values: Values, verdicts: Sequence[Verdict], lang: str) -> str:
    share = round(100 * values[("specificity", "empty_share")])
    key = "glad_open" if _leaves_open(score, values) else band
    told = phrase(lang, f"band.{key}", share=share)
    if not verdicts:
        return phrase(lang, "verdict.without_brief", band=told)
    return phrase(lang, "verdict.with_brief", band=told, asks=asks_told(verdicts, lang))


def _verdict_without(draft: Draft, why: str, verdicts: Sequence[Verdict], lang: str) -> str:
    key = f"{why}_named" if why == "language" and draft.lang else why
    told = phrase(lang, f"unmeasured.{key}", lang=draft.lang)
    return phrase(lang, "verdict.with_brief", asks=asks_told(verdicts, lang), band=told) if verdicts else told


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
