"""Claims with nothing under them, and whether the draft holds primary data of its own.

"unsupported" is the probability that a reader would call a sentence a strong claim without source, figure or basis: a
logistic model as in ``specificity``, fitted on labelled claims of corpora/drafts. A source in the next sentence counts.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from workslop import models
from workslop.lang import LANGUAGES, load
from workslop.signals.context import Context
from workslop.text.facts import read_facts
from workslop.text.features import sentence_features
from workslop.types import Draft, Measure, Sentence

if TYPE_CHECKING:
    from workslop.embed import Vectors

ID = "evidence"
LEAST_WORDS = 4
SOURCE_NEXT = 0.5  # what is left of the probability when the next sentence of the block names a source


@cache
def _primary(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in load(lang, "evidence")["primary"]), re.IGNORECASE)


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """Per prose sentence "unsupported" (0..1); of the draft "primary" and "sources" (units), "unsupported_share", "mean_unsupported"."""
    del context
    if draft.lang not in LANGUAGES:
        return tuple(Measure(ID, name, None, "units", why="language") for name in ("primary", "sources", "unsupported_share", "mean_unsupported"))
    extra = _vector_logits(draft)
    out: list[Measure] = []
    primary = sources = 0
    for k, sentence in enumerate(draft.sentences):
        if sentence.kind == "heading" or sentence.lang not in LANGUAGES:
            continue
        text, lang = sentence.span.of(draft.text), sentence.lang or "en"
        facts = read_facts(text, lang)
        primary += bool(_primary(lang).search(text)) or facts.count("quote") > 0
        sources += facts.marks["sourced"] > 0
        if sentence.prose and len(facts.words) >= LEAST_WORDS and not text.rstrip().endswith("?"):
            following = draft.sentences[k + 1] if k + 1 < len(draft.sentences) else None
            out.append(_sentence(draft, sentence, following, extra[k]))
    n = len(out)
    share = round(sum((m.value or 0) > 0.5 for m in out) / n, 4) if n else None
    average = round(sum(m.value or 0 for m in out) / n, 4) if n else None
    return (
        *out,
        Measure(ID, "primary", float(primary), "units", n),
        Measure(ID, "sources", float(sources), "units", n),
        Measure(ID, "unsupported_share", share, "share of sentences", n, why=None if n else "no_prose"),
        Measure(ID, "mean_unsupported", average, "0-1", n, why=None if n else "no_prose"),
    )


def _sentence(draft: Draft, sentence: Sentence, following: Sentence | None, extra: float | None) -> Measure:
    text, lang = sentence.span.of(draft.text), sentence.lang or "en"
    model = models.load("unsupported_lexical" if extra is None else "unsupported")
    features = sentence_features(text, lang)
    value = model.probability(features, extra or 0.0)
    if following and following.block == sentence.block and following.lang in LANGUAGES:
        after = sentence_features(following.span.of(draft.text), following.lang or "en")
        value *= SOURCE_NEXT if after["sourced"] and after["has_figure"] else 1.0
    shares = dict(list(model.shares(features).items())[:6])
    words = len(read_facts(text, lang).words)
    return Measure(ID, "unsupported", round(value, 4), "probability", words, span=sentence.span, parts=shares)


def _vector_logits(draft: Draft) -> list[float | None]:
    if draft.vectors is None:
        return [None] * len(draft.sentences)
    import numpy as np

    vectors: Vectors = draft.vectors  # type: ignore[assignment]
    return [float(x) for x in vectors @ np.asarray(models.load("unsupported").vector, np.float32)]
