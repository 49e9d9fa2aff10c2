"""Rules and what was measured become findings: texts in the report's language, with the figures filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from workslop.judge import kinds
from workslop.text.match import Hit
from workslop.types import Brief, Draft, Finding, Measure, Rule, Span, Verdict

_LONGEST = 120  # characters of a quotation inside a message; the finding's own quote is never cut
_LACKS = {"nl": "een antwoord op wat gevraagd is", "en": "an answer to what was asked"}


def judge(
    draft: Draft,
    rules: Iterable[Rule],
    measures: Sequence[Measure],
    report_lang: str,
    *,
    brief_measures: Sequence[Measure] = (),
    brief: Brief | None = None,
    verdicts: Sequence[Verdict] = (),
) -> tuple[Finding, ...]:
    """What the rules say of this draft, by place; findings about the whole draft come last.

    ``brief_measures`` are those per ask. The status of each verdict counts as a measure of its own name, 1 or 0
    ("missing", "gestured", "partial", "answered"), unless it is among them.
    """
    chosen = tuple(rules)
    given = (*measures, *brief_measures)
    known = {(m.signal, m.name, m.ask) for m in given}
    given = (*given, *(m for m in _statuses(verdicts) if (m.signal, m.name, m.ask) not in known))
    asks = _ask_texts(brief, verdicts)
    words = kinds.prose_words(draft)
    found = _from_text(draft, chosen, report_lang)
    for rule in chosen:
        if rule.kind in ("limit", "question"):
            beyond = kinds.beyond(rule, draft, given, words)
            found.extend(_measured(draft, rule, measure, asks, report_lang) for measure in beyond)
    return tuple(sorted(found, key=_order))


def _from_text(draft: Draft, rules: Sequence[Rule], lang: str) -> list[Finding]:
    """The findings of the phrase and swap rules, without those that lie within a longer one of the same signal."""
    by_id = {rule.id: rule for rule in rules}
    matches = kinds.matches(draft, rules)
    taken = sorted((h.span.start, -h.span.end, by_id[key].signal, key) for key, hits in matches.items() for h in hits)
    inner = _inner(taken)
    found: list[Finding] = []
    for key, hits in matches.items():
        rule = by_id[key]
        kept = [hit for hit in hits if (key, hit.span) not in inner]
        most = cast("int", rule.body.get("most", len(kept)))
        found.extend(_quoted(draft, rule, hit, len(hits), lang) for hit in kept[:most])
    return found


def _inner(taken: Sequence[tuple[int, int, str, str]]) -> set[tuple[str, Span]]:
    """Matches inside another rule's longer match of the same signal: one remark at a place is enough."""
    inner: set[tuple[str, Span]] = set()
    reach: dict[str, int] = {}
    for start, minus_end, signal, key in taken:
        if -minus_end <= reach.get(signal, -1):
            inner.add((key, Span(start, -minus_end)))
        reach[signal] = max(reach.get(signal, -1), -minus_end)
    return inner


def _quoted(draft: Draft, rule: Rule, hit: Hit, count: int, lang: str) -> Finding:
    quote = hit.span.of(draft.text)
    values = {"quote": _short(quote), "count": str(count), "swap": kinds.plainer(rule, hit)}
    return _finding(rule, lang, values, hit.span, quote, None)


def _measured(draft: Draft, rule: Rule, measure: Measure, asks: Mapping[str, tuple[str, str]], lang: str) -> Finding:
    quote = measure.span.of(draft.text) if measure.span else None
    value, limit = cast("float", measure.value), kinds.rule_limit(rule)
    ask, lacks = asks.get(measure.ask or "", (measure.ask or "", ""))
    values = {
        "quote": _short(quote or ""),
        "value": number(value, lang),
        "limit": number(limit, lang),
        "value_pct": f"{value:.0%}",
        "limit_pct": f"{limit:.0%}",
        "ask": _short(ask),
        "lacks": lacks or _LACKS.get(lang, _LACKS["en"]),
    }
    return _finding(rule, lang, values, measure.span, quote, measure)


def _finding(
    rule: Rule, lang: str, values: Mapping[str, str], span: Span | None, quote: str | None, measure: Measure | None
) -> Finding:
    message, advice, question = (_fill(_text(t, lang), values) for t in (rule.message, rule.advice, rule.question))
    reason, before, after = (_text(t, lang) for t in (rule.reason, _side(rule, "before"), _side(rule, "after")))
    return Finding(
        rule.id, rule.signal, rule.severity, message, advice, question, span, quote, measure, reason, before, after
    )


def _side(rule: Rule, side: str) -> Mapping[str, str]:
    return rule.example.get(side, {})


def _text(texts: Mapping[str, str], lang: str) -> str:
    """The text in this language; a user's rule may have only the other one."""
    return texts.get(lang) or next(iter(texts.values()), "")


def _fill(template: str, values: Mapping[str, str]) -> str:
    """One pass, so that braces inside a quotation stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda m: values.get(m[1], m[0]), template)


def _short(quote: str) -> str:
    """The quotation on one line, cut at a word where it is long."""
    line = " ".join(quote.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} …"


def number(value: float, lang: str) -> str:
    """A figure as a reader of this language writes it: at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if lang == "nl" else text


def _statuses(verdicts: Sequence[Verdict]) -> tuple[Measure, ...]:
    names = ("answered", "partial", "gestured", "missing")
    return tuple(
        Measure("coverage", name, float(v.status == name), "share", n=1, ask=v.ask, span=next(iter(v.evidence), None))
        for v in verdicts
        for name in names
    )


def _ask_texts(brief: Brief | None, verdicts: Sequence[Verdict]) -> Mapping[str, tuple[str, str]]:
    """By ask: its text in the brief, and what an answer would still need."""
    lacks = {v.ask: v.missing or "" for v in verdicts}
    asks = {ask.id: ask.text for ask in brief.asks} if brief else {}
    return {key: (asks.get(key, key), lacks.get(key, "")) for key in {*asks, *lacks}}


def _order(finding: Finding) -> tuple[float, float, str]:
    span = finding.span
    return (span.start, span.end, finding.rule) if span else (float("inf"), 0.0, finding.rule)
