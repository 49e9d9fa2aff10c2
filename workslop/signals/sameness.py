"""Repetition, openings and rhythm: does the draft say one thing many times, in one mould?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import mean, pstdev

from workslop.signals.context import Context
from workslop.text.facts import WORD
from workslop.types import Draft, Measure

ID = "sameness"
LEAST_SENTENCES = 8  # below this a spread says nothing
GRAM = 4


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """ "rhythm": coefficient of variation of sentence length in words (low = even); "repetition": share of four-word
    runs that occurred before; "openings": share of sentences that open with the commonest first word; "moulds": share of
    blocks of one kind whose word counts lie within 15% of each other."""
    del context
    words = [[m.group().lower() for m in WORD.finditer(s.span.of(draft.text))] for s in draft.sentences if s.prose]
    words = [w for w in words if w]
    if len(words) < LEAST_SENTENCES:
        names = (("rhythm", "cv"), ("repetition", "share"), ("openings", "share"), ("moulds", "share"))
        return tuple(Measure(ID, name, None, unit, len(words), why="too_short") for name, unit in names)
    lengths = [len(w) for w in words]
    openings = Counter(w[0] for w in words)
    return (
        Measure(ID, "rhythm", round(pstdev(lengths) / mean(lengths), 4), "cv", len(words)),
        Measure(ID, "repetition", round(repetition([w for s in words for w in s]), 4), "share", sum(lengths)),
        Measure(ID, "openings", round(openings.most_common(1)[0][1] / len(words), 4), "share", len(words)),
        _moulds(draft),
    )


def repetition(words: Sequence[str]) -> float:
    """Share of runs of four words that stood earlier in the text, 0..1; 0 for fewer than five words."""
    grams = [tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1)]
    return 1 - len(set(grams)) / len(grams) if len(grams) > 1 else 0.0


def _moulds(draft: Draft) -> Measure:
    sizes = [len(WORD.findall(b.span.of(draft.text))) for b in draft.blocks if b.kind == "paragraph" and not b.quoted]
    if len(sizes) < 4:
        return Measure(ID, "moulds", None, "share", len(sizes), why="too_short")
    middle = sorted(sizes)[len(sizes) // 2]
    return Measure(ID, "moulds", round(mean(abs(s - middle) <= 0.15 * middle for s in sizes), 4), "share", len(sizes))
