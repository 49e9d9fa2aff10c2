"""What the draft never does: name a limit, an exception, a counter-view, a cost, a doubt, a minority, an alternative.

A gap of the draft, not of a sentence. Counted by patterns over all units a reader reads, quotations and rows included:
a tenant who objects is nuance too.
"""

from __future__ import annotations

import re
from functools import cache

from workslop.lang import LANGUAGES, load
from workslop.signals.context import Context
from workslop.signals.reading import known, prose_texts, why_unread
from workslop.text.facts import MOST, read_facts
from workslop.text.listing import any_of, lowered
from workslop.types import Draft, Measure, Span

ID = "nuance"
KINDS: tuple[str, ...] = (
    "limit", "exception", "counter_view", "trade_off", "uncertainty", "minority", "alternative", "reversal",
)  # fmt: skip
_UNITS = (*((kind, "units") for kind in KINDS), ("kinds", "kinds of 8"), ("absolute", "per 100 words"))


@cache
def patterns(lang: str) -> dict[str, re.Pattern[str]]:
    """One pattern a kind of nuance, for lower-cased text, which is half as dear as to ignore case.

    Raises KeyError for a language we don't have.
    """
    data = load(lang, "nuance")
    return {kind: re.compile(any_of(data[kind])) for kind in KINDS}


def marks(text: str, lang: str) -> dict[str, tuple[Span, ...]]:
    """Where ``text`` shows each kind of nuance; offsets into ``text``. Raises KeyError for a language we don't have."""
    low = lowered(text[:MOST])
    return {kind: tuple(Span(*m.span()) for m in p.finditer(low)) for kind, p in patterns(lang).items()}


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """For each kind how many units show it, "kinds" (0..8: how many kinds occur) and "absolute" words per 100 words.

    High is much nuance, except for "absolute". None for a language without patterns and for a draft without a
    sentence or row.
    """
    del context
    counts, words, own_words, absolute = dict.fromkeys(KINDS, 0), 0, 0, 0
    for sentence, text in zip(draft.sentences, prose_texts(draft), strict=True):
        if sentence.kind == "heading" or sentence.lang not in LANGUAGES:
            continue
        lang = known(sentence.lang)
        facts = read_facts(text, lang)
        words += len(facts.words)
        own_words += len(facts.words) if sentence.prose else 0
        absolute += facts.marks["absolute"] if sentence.prose else 0
        for kind, found in marks(" ".join(text.split()), lang).items():
            counts[kind] += bool(found)
    why = why_unread(draft) or (None if words else "no_prose")
    if why:
        return tuple(Measure(ID, name, None, unit, why=why) for name, unit in _UNITS)
    shown = float(sum(n > 0 for n in counts.values()))
    return (
        *(Measure(ID, kind, float(n), "units", words) for kind, n in counts.items()),
        Measure(ID, "kinds", shown, "kinds of 8", words),
        Measure(ID, "absolute", round(100 * absolute / max(own_words, 1), 3), "per 100 words", own_words),
    )
