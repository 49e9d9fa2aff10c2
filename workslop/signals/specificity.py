"""Emptiness of each sentence and specificity of the draft.

Emptiness is the probability that a reader would say "this could stand unchanged in a text about something else". A
logistic model over named figures of the sentence (``text.features``), and over its vector where one was computed,
fitted on the labelled sentences of corpora/drafts; docs/signals.md has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workslop import models
from workslop.lang import LANGUAGES
from workslop.signals.context import Context
from workslop.text.facts import FactKind, read_facts
from workslop.text.features import sentence_features
from workslop.types import Draft, Measure, Sentence, Span

if TYPE_CHECKING:
    from workslop.embed import Vectors

ID = "specificity"
LEAST_WORDS = 3  # below this a fragment says too little to call it empty or full

_KINDS: dict[str, tuple[FactKind, ...]] = {
    "figures": ("money", "percent", "duration", "measure", "fraction", "count"),
    "dates": ("date", "time"),
    "names": ("name",),
    "quotations": ("quote",),
}


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """Per sentence "emptiness" and "specificity" (0..1); of the draft the mean emptiness and facts per 100 words by kind."""
    del context
    per_sentence = _sentences(draft)
    return (*per_sentence, *_draft(draft, per_sentence))


def _sentences(draft: Draft) -> tuple[Measure, ...]:
    units = [(i, s) for i, s in enumerate(draft.sentences) if s.kind != "heading"]
    logits = _vector_logits(draft, [i for i, _ in units])
    out: list[Measure] = []
    for (_, sentence), extra in zip(units, logits, strict=True):
        out += _sentence(draft, sentence, extra)
    return tuple(out)


def _sentence(draft: Draft, sentence: Sentence, extra: float | None) -> tuple[Measure, Measure]:
    text, lang = sentence.span.of(draft.text), sentence.lang
    if lang not in LANGUAGES:
        return _unmeasured(sentence.span, "language")
    words = len(read_facts(text, lang).words)
    if words < LEAST_WORDS and sentence.kind != "row":
        return _unmeasured(sentence.span, "too_short")
    model = models.load("emptiness_lexical" if extra is None else "emptiness")
    features = sentence_features(text, lang)
    empty = model.probability(features, extra or 0.0)
    if sentence.kind == "row":
        empty = min(empty, 0.5)  # a cell is data: it may be poor, it isn't prose that says nothing
    shares = dict(list(model.shares(features).items())[:6])
    facts = read_facts(text, lang)
    specific = (1 - empty) * min(1.0, 0.4 + 0.2 * facts.count())
    return (
        Measure(ID, "emptiness", round(empty, 4), "probability", words, span=sentence.span, parts=shares),
        Measure(ID, "specificity", round(specific, 4), "0-1", words, span=sentence.span),
    )


def _unmeasured(span: Span, why: str) -> tuple[Measure, Measure]:
    return (
        Measure(ID, "emptiness", None, "probability", why=why, span=span),
        Measure(ID, "specificity", None, "0-1", why=why, span=span),
    )


def _vector_logits(draft: Draft, rows: Sequence[int]) -> list[float | None]:
    """What the sentence's vector adds to the log-odds; None for each where the draft has no vectors."""
    if draft.vectors is None or not rows:
        return [None] * len(rows)
    import numpy as np

    vectors: Vectors = draft.vectors  # type: ignore[assignment]
    weights = np.asarray(models.load("emptiness").vector, np.float32)
    return [float(x) for x in vectors[list(rows)] @ weights]


def _draft(draft: Draft, per_sentence: Sequence[Measure]) -> tuple[Measure, ...]:
    prose = {s.span for s in draft.sentences if s.prose}
    empty = [(m.value, m.n) for m in per_sentence if m.name == "emptiness" and m.value is not None and m.span in prose]
    if draft.lang not in LANGUAGES or not empty:
        why = "language" if draft.lang not in LANGUAGES else "no_prose"
        return tuple(Measure(ID, name, None, unit, why=why) for name, unit in _DRAFT_MEASURES)
    words = sum(n for _, n in empty)
    mean = sum(v * n for v, n in empty) / words
    share = sum(n for v, n in empty if v > 0.5) / words
    return (
        Measure(ID, "mean_emptiness", round(mean, 4), "0-1", words),
        Measure(ID, "empty_share", round(share, 4), "share of words", words),
        *_densities(draft),
    )


_DRAFT_MEASURES = (
    ("mean_emptiness", "0-1"),
    ("empty_share", "share of words"),
    *((name, "per 100 words") for name in _KINDS),
)


def _densities(draft: Draft) -> tuple[Measure, ...]:
    """Facts per 100 words over all units but headings: rows and quotations count, they are what a reader can check."""
    counts, words = dict.fromkeys(_KINDS, 0), 0
    for sentence in draft.sentences:
        if sentence.kind == "heading" or sentence.lang not in LANGUAGES:
            continue
        facts = read_facts(sentence.span.of(draft.text), sentence.lang or "en")
        words += len(facts.words)
        for name, kinds in _KINDS.items():
            counts[name] += facts.count(*kinds)
    return tuple(
        Measure(ID, name, round(100 * n / max(words, 1), 3), "per 100 words", words) for name, n in counts.items()
    )
