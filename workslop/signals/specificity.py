"""Emptiness of each sentence and specificity of the draft.

Emptiness is the probability that a reader would say "this could stand unchanged in a text about something else". A
logistic model over named figures of the sentence (``text.features``), and over its vector where one was computed,
fitted on the labelled sentences of corpora/drafts; docs/signals.md has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence

from workslop import models
from workslop.lang import LANGUAGES
from workslop.models import norms
from workslop.signals.context import Context
from workslop.signals.reading import known, prose_texts, vector_logits, why_unread
from workslop.text.facts import FactKind, read_facts
from workslop.text.features import sentence_features
from workslop.types import Draft, Measure, Sentence, Span

ID = "specificity"
LEAST_WORDS = 3  # below this a fragment says too little to call it empty or full
MOST_PARTS = 6  # figures that explain a sentence
ROW_MOST = 0.5  # a cell is data: it may be poor, it isn't prose that says nothing

_KINDS: dict[str, tuple[FactKind, ...]] = {
    "figures": ("money", "percent", "duration", "measure", "fraction", "count"),
    "dates": ("date", "time"),
    "names": ("name",),
    "quotations": ("quote",),
}
_MARKS = ("hedges", "vague", "abstract")  # lists of the lexicon
NORMED = (*_KINDS, *_MARKS)  # figures that are set beside texts by people
_UNITS = (
    ("mean_emptiness", "0-1"), ("empty_share", "share of words"), *((name, "per 100 words") for name in NORMED),
    *((f"{name}_percentile", "percentile") for name in NORMED),
)  # fmt: skip
LEAST_NORMED = 100  # words: below, one name more or less moves a text past half of the others


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """Per sentence and row "emptiness" and "specificity", and figures of the draft; None and a why if it can't be told.

    "emptiness" is a probability 0..1, high for a sentence that could stand anywhere; "specificity", 0..1, is high
    where a full sentence holds facts. Of the draft "mean_emptiness" (over words of prose, 0..1), "empty_share" (share
    of those words in sentences above 0.5), facts, hedges, vague and abstract words per 100 words, rows and quotations
    included, and the percentile of each among texts by people in that language ("too_short" below LEAST_NORMED words).
    """
    texts = prose_texts(draft)
    extra = vector_logits(draft, "emptiness")
    per_sentence = tuple(
        m
        for sentence, text, add in zip(draft.sentences, texts, extra, strict=True)
        if sentence.kind != "heading"
        for m in _sentence(sentence, text, add)
    )
    return (*per_sentence, *_draft(draft, texts, per_sentence, context.genre))


def _sentence(sentence: Sentence, text: str, extra: float | None) -> tuple[Measure, Measure]:
    if sentence.lang not in LANGUAGES:
        return _unmeasured(sentence.span, "language" if sentence.lang else "too_short")
    lang = known(sentence.lang)
    facts = read_facts(text, lang)
    words = len(facts.words)
    if words < LEAST_WORDS and (sentence.kind != "row" or not words):
        return _unmeasured(sentence.span, "too_short")
    model = models.load("emptiness_lexical" if extra is None else "emptiness")
    features = sentence_features(text, lang)
    parts = model.parts(features)
    empty = models.sigmoid(model.bias + sum(value for _, value in parts) + (extra or 0.0))
    if sentence.kind == "row":
        empty = min(empty, ROW_MOST)
    specific = (1 - empty) * min(1.0, 0.4 + 0.2 * facts.count())
    lead = models.strongest(parts, MOST_PARTS)
    return (
        Measure(ID, "emptiness", round(empty, 4), "probability", words, span=sentence.span, parts=lead),
        Measure(ID, "specificity", round(specific, 4), "0-1", words, span=sentence.span),
    )


def _unmeasured(span: Span, why: str) -> tuple[Measure, Measure]:
    return (
        Measure(ID, "emptiness", None, "probability", why=why, span=span),
        Measure(ID, "specificity", None, "0-1", why=why, span=span),
    )


def _draft(draft: Draft, texts: Sequence[str], per_sentence: Sequence[Measure], genre: str) -> tuple[Measure, ...]:
    prose = {s.span for s in draft.sentences if s.prose}
    empty = [(m.value, m.n) for m in per_sentence if m.name == "emptiness" and m.value is not None and m.span in prose]
    why = why_unread(draft) or (None if empty else "no_prose")
    if why:
        return tuple(Measure(ID, name, None, unit, why=why) for name, unit in _UNITS)
    words = sum(n for _, n in empty)
    mean = sum(v * n for v, n in empty) / words
    share = sum(n for v, n in empty if v > 0.5) / words
    return (
        Measure(ID, "mean_emptiness", round(mean, 4), "0-1", words),
        Measure(ID, "empty_share", round(share, 4), "share of words", words),
        *_densities(draft, texts, genre),
    )


def _densities(draft: Draft, texts: Sequence[str], genre: str) -> tuple[Measure, ...]:
    """Facts per 100 words over all units but headings: rows and quotations count, they are what a reader can check."""
    units = [
        read_facts(text, known(s.lang))
        for s, text in zip(draft.sentences, texts, strict=True)
        if s.kind != "heading" and s.lang in LANGUAGES
    ]
    words = sum(len(facts.words) for facts in units)
    counts = {name: sum(facts.count(*kinds) for facts in units) for name, kinds in _KINDS.items()}
    counts |= {name: sum(facts.marks[name] for facts in units) for name in _MARKS}
    rates = {name: round(100 * n / max(words, 1), 3) for name, n in counts.items()}
    return (
        *(Measure(ID, name, rate, "per 100 words", words) for name, rate in rates.items()),
        *(_placed(name, rate, words, draft.lang or "", genre) for name, rate in rates.items()),
    )


def _placed(name: str, rate: float, words: int, lang: str, genre: str) -> Measure:
    """Where a figure lies among texts by people of the genre in the draft's language."""
    if words < LEAST_NORMED:
        return Measure(ID, f"{name}_percentile", None, "percentile", words, why="too_short")
    place = norms.load(lang, genre).percentile(name, rate)
    return Measure(ID, f"{name}_percentile", None if place is None else round(place, 1), "percentile", words)
