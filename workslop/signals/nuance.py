"""What the draft never does: name a limit, an exception, a counter-view, a cost, a doubt, a minority, an alternative.

A gap of the draft, not of a sentence. Counted over all units a reader reads, quotations and rows included: a tenant who
objects is nuance too. A unit shows a kind by its words (patterns) or, with vectors, by its meaning: most nuance has no
word of its own.
"""

from __future__ import annotations

import re
from functools import cache

from workslop import models
from workslop.lang import LANGUAGES, load
from workslop.signals.context import Context
from workslop.signals.reading import LEAST_WORDS, known, prose_texts, vector_logits, why_unread
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

    High is much nuance, except for "absolute". None for a language without patterns, for a draft without a sentence or
    row, and but for "absolute" without vectors: words alone find too little to say that a kind is nowhere.
    """
    del context
    units = [
        (at, text, known(sentence.lang), sentence.prose)
        for at, (sentence, text) in enumerate(zip(draft.sentences, prose_texts(draft), strict=True))
        if sentence.kind != "heading" and sentence.lang in LANGUAGES
    ]
    facts = [read_facts(text, lang) for _, text, lang, _ in units]
    words = sum(len(one.words) for one in facts)
    why = why_unread(draft) or (None if words else "no_prose")
    if why:
        return tuple(Measure(ID, name, None, unit, why=why) for name, unit in _UNITS)
    own = [one for one, (*_, prose) in zip(facts, units, strict=True) if prose]
    own_words = sum(len(one.words) for one in own)
    absolute = 100 * sum(one.marks["absolute"] for one in own) / max(own_words, 1)
    last = Measure(ID, "absolute", round(absolute, 3), "per 100 words", own_words)
    if draft.vectors is None:
        return (*(Measure(ID, name, None, unit, words, why="no_encoder") for name, unit in _UNITS[:-1]), last)
    meant = _by_meaning(draft)
    shown = [
        {kind for kind, found in marks(" ".join(text.split()), lang).items() if found}
        | (meant[at] if len(one.words) >= LEAST_WORDS else set())
        for (at, text, lang, _), one in zip(units, facts, strict=True)
    ]
    counts = {kind: sum(kind in kinds for kinds in shown) for kind in KINDS}
    return (
        *(Measure(ID, kind, float(n), "units", words) for kind, n in counts.items()),
        Measure(ID, "kinds", float(sum(n > 0 for n in counts.values())), "kinds of 8", words),
        last,
    )


def _by_meaning(draft: Draft) -> list[set[str]]:
    """The kinds that the vector of each sentence shows where no pattern speaks."""
    shown = [set[str]() for _ in draft.sentences]
    for kind in KINDS:
        bias = models.load(f"nuance_{kind}").bias
        for kinds, added in zip(shown, vector_logits(draft, f"nuance_{kind}"), strict=True):
            if added is not None and bias + added > 0:
                kinds.add(kind)
    return shown
