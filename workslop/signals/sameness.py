"""Repetition, openings and rhythm: does the draft say one thing many times, in one mould?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import mean, pstdev

from workslop.signals.context import Context
from workslop.signals.reading import words_of_prose
from workslop.text import prose
from workslop.text.facts import WORD
from workslop.types import Draft, Measure

ID = "sameness"
LEAST_SENTENCES = 8  # below this a spread says nothing
LEAST_BLOCKS = 4
GRAM = 4
_UNITS = (("rhythm", "cv"), ("repetition", "share"), ("openings", "share"), ("moulds", "share"))


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """Four figures of the prose, in any language; None ("too_short") below LEAST_SENTENCES sentences.

    "rhythm": coefficient of variation of sentence length in words (low: even); "repetition": share of four-word runs
    that stood earlier; "openings": share of sentences that open with the commonest first word; "moulds": share of
    paragraphs whose word count lies within 15% of the middle one. High: the same, except for rhythm.
    """
    del context
    words = [[word.lower() for word in sentence] for sentence in words_of_prose(draft) if sentence]
    if len(words) < LEAST_SENTENCES:
        return tuple(Measure(ID, name, None, unit, len(words), why="too_short") for name, unit in _UNITS)
    lengths = [len(w) for w in words]
    commonest = Counter(w[0] for w in words).most_common(1)[0][1]
    return (
        Measure(ID, "rhythm", round(pstdev(lengths) / mean(lengths), 4), "cv", len(words)),
        Measure(ID, "repetition", round(repetition([w for s in words for w in s]), 4), "share", sum(lengths)),
        Measure(ID, "openings", round(commonest / len(words), 4), "share", len(words)),
        _moulds(draft),
    )


def repetition(words: Sequence[str]) -> float:
    """Share of runs of four words that stood earlier in the text, 0..1; 0 for fewer than five words."""
    grams = [tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1)]
    return 1 - len(set(grams)) / len(grams) if len(grams) > 1 else 0.0


def _moulds(draft: Draft) -> Measure:
    paragraphs = (b for b in draft.blocks if b.kind == "paragraph" and not b.quoted)
    sizes = [n for n in (len(WORD.findall(prose(draft.text, b))) for b in paragraphs) if n]
    if len(sizes) < LEAST_BLOCKS:
        return Measure(ID, "moulds", None, "share", len(sizes), why="too_short")
    middle = sorted(sizes)[len(sizes) // 2]
    return Measure(ID, "moulds", round(mean(abs(s - middle) <= 0.15 * middle for s in sizes), 4), "share", len(sizes))
