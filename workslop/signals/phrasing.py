"""Generic phrasing: how often the phrase rules speak, each rule counted a little and no rule much."""

from __future__ import annotations

from workslop.lang import LANGUAGES
from workslop.signals.context import Context
from workslop.text.facts import WORD
from workslop.types import Draft, Measure

ID = "phrasing"
MOST_PER_RULE = 2  # one pet phrase must not sink a text
LEAST_WORDS = 50


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """ "density": hits per 100 words of prose, at most two a rule; "rules": how many rules spoke."""
    words = sum(len(WORD.findall(s.span.of(draft.text))) for s in draft.sentences if s.prose)
    if draft.lang not in LANGUAGES or words < LEAST_WORDS:
        why = "language" if draft.lang not in LANGUAGES else "too_short"
        return (Measure(ID, "density", None, "per 100 words", words, why=why), Measure(ID, "rules", None, "rules", words, why=why))
    counts = {rule: min(len(spans), MOST_PER_RULE) for rule, spans in context.hits.items() if spans}
    return (
        Measure(ID, "density", round(100 * sum(counts.values()) / words, 3), "per 100 words", words),
        Measure(ID, "rules", float(len(counts)), "rules", words),
    )
