"""What each kind of rule looks at: phrase and swap rules read the prose, limit and question rules read the measures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from workslop.text.match import Entry, Hit, draft_hits
from workslop.types import Draft, Measure, Rule, Span

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_TEXT_KINDS = ("phrase", "swap")


def entry(rule: Rule) -> Entry:
    """What a phrase or swap rule looks for, as the matcher takes it."""
    body = rule.body
    phrases = _strings(body, "phrases") if rule.kind == "phrase" else tuple(cast("Mapping[str, str]", body["words"]))
    return Entry(
        key=rule.id,
        lang=rule.lang,
        phrases=phrases,
        patterns=_strings(body, "patterns"),
        not_before=_strings(body, "not_before"),
        not_after=_strings(body, "not_after"),
        unless=_strings(body, "unless"),
        scope=rule.scope,
        least=cast("int", body.get("least", 1)),
        per=cast("int", body.get("per", 0)),
    )


def matches(draft: Draft, rules: Iterable[Rule]) -> Mapping[str, tuple[Hit, ...]]:
    """The matches of the phrase and swap rules, by rule id; ``most`` is not applied."""
    return draft_hits(draft, (entry(rule) for rule in rules if rule.kind in _TEXT_KINDS))


def phrase_hits(draft: Draft, rules: Iterable[Rule]) -> Mapping[str, tuple[Span, ...]]:
    """Where the phrase and swap rules match, by rule id: what the phrasing signal counts."""
    return {key: tuple(hit.span for hit in hits) for key, hits in matches(draft, rules).items()}


def plainer(rule: Rule, hit: Hit) -> str:
    """The plainer term a swap rule proposes for this match; empty for other rules."""
    return cast("Mapping[str, str]", rule.body["words"])[hit.term] if rule.kind == "swap" else ""


def prose_words(draft: Draft) -> int:
    """The words in the draft's own prose."""
    return sum(len(_WORD.findall(s.span.of(draft.text))) for s in draft.sentences if s.prose)


def beyond(rule: Rule, draft: Draft, measures: Sequence[Measure], words: int) -> tuple[Measure, ...]:
    """The measures on the wrong side of a limit or question rule's limit: the worst first, at most ``most``.

    ``words`` is the size of the draft. What was not measured is never on the wrong side.
    """
    body = rule.body
    if words < cast("int", body.get("least_words", 0)) or rule.lang not in ("any", draft.lang):
        return ()
    above, limit = "above" in body, rule_limit(rule)
    place = body.get("on", "draft")
    found = [
        m
        for m in measures
        if (m.signal, m.name) == (rule.signal, body["measure"])
        and _place(m) == place
        and m.value is not None
        and (m.value > limit if above else m.value < limit)
    ]
    if place == "sentence":
        allowed = {s.span for s in draft.sentences if s.prose and s.kind in rule.scope}
        found = [m for m in found if m.span in allowed]
    found.sort(key=lambda m: -cast("float", m.value) if above else cast("float", m.value))
    return tuple(found[: cast("int", body.get("most", len(found)))])


def rule_limit(rule: Rule) -> float:
    """The limit of a limit or question rule."""
    return float(cast("float", rule.body["above"] if "above" in rule.body else rule.body["below"]))


def _place(measure: Measure) -> str:
    if measure.ask is not None:
        return "ask"
    return "draft" if measure.span is None else "sentence"


def _strings(body: Mapping[str, object], key: str) -> tuple[str, ...]:
    return tuple(cast("Sequence[str]", body.get(key, ())))
