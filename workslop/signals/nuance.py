"""What the draft never does: name a limit, an exception, a counter-view, a cost, a doubt, a minority, an alternative.

A gap of the draft, not of a sentence. Counted by patterns over all units a reader reads, quotations and rows included:
a tenant who objects is nuance too.
"""

from __future__ import annotations

import re
from functools import cache

from workslop.lang import LANGUAGES, load
from workslop.signals.context import Context
from workslop.text.facts import read_facts
from workslop.types import Draft, Measure, Span

ID = "nuance"
KINDS: tuple[str, ...] = (
    "limit", "exception", "counter_view", "trade_off", "uncertainty", "minority", "alternative", "reversal",
)  # fmt: skip


@cache
def patterns(lang: str) -> dict[str, re.Pattern[str]]:
    """One pattern a kind of nuance."""
    data = load(lang, "nuance")
    return {kind: re.compile("|".join(f"(?:{p})" for p in data[kind]), re.IGNORECASE) for kind in KINDS}


def marks(text: str, lang: str) -> dict[str, tuple[Span, ...]]:
    """Where ``text`` shows each kind of nuance; offsets into ``text``. Raises KeyError for a language we don't have."""
    return {kind: tuple(Span(*m.span()) for m in p.finditer(text)) for kind, p in patterns(lang).items()}


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """For each kind how many units show it, "kinds" (0..8: how many kinds occur) and "absolute" words per 100 words."""
    del context
    if draft.lang not in LANGUAGES:
        return tuple(Measure(ID, name, None, "units", why="language") for name in (*KINDS, "kinds", "absolute"))
    counts, words, absolute = dict.fromkeys(KINDS, 0), 0, 0
    for sentence in draft.sentences:
        if sentence.kind == "heading" or sentence.lang not in LANGUAGES:
            continue
        text, lang = sentence.span.of(draft.text), sentence.lang or "en"
        facts = read_facts(text, lang)
        words += len(facts.words)
        absolute += facts.marks["absolute"] if sentence.prose else 0
        for kind, pattern in patterns(lang).items():
            counts[kind] += bool(pattern.search(text))
    if not words:
        return tuple(Measure(ID, name, None, "units", why="no_prose") for name in (*KINDS, "kinds", "absolute"))
    return (
        *(Measure(ID, kind, float(n), "units", words) for kind, n in counts.items()),
        Measure(ID, "kinds", float(sum(n > 0 for n in counts.values())), "kinds of 8", words),
        Measure(ID, "absolute", round(100 * absolute / words, 3), "per 100 words", words),
    )
