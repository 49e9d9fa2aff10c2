"""Claims with nothing under them, and whether the draft holds primary data of its own.

"unsupported" is the probability that a reader would call a sentence a strong claim without source, figure or basis: a
logistic model as in ``specificity``, fitted on labelled claims of corpora/drafts. A source in the next sentence counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from workslop import models
from workslop.lang import LANGUAGES, load
from workslop.signals.context import Context
from workslop.signals.reading import known, prose_texts, vector_logits, why_unread
from workslop.text.facts import MOST, read_facts
from workslop.text.features import sentence_features
from workslop.types import Draft, Measure

ID = "evidence"
LEAST_WORDS = 4
SOURCE_NEXT = 0.5  # what is left of the probability when the next sentence of the block names a source and a figure
MOST_PARTS = 6  # figures that explain a sentence
_UNITS = (
    ("primary", "units"),
    ("sources", "units"),
    ("unsupported_share", "share of sentences"),
    ("mean_unsupported", "0-1"),
)


@cache
def _primary(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in load(lang, "evidence")["primary"]), re.IGNORECASE)


def is_primary(text: str, lang: str) -> bool:
    """Does ``text`` show that the writer counted, asked, measured or quotes somebody? KeyError for other languages."""
    line = " ".join(text[:MOST].split())
    return bool(_primary(lang).search(line)) or read_facts(text, lang).count("quote") > 0


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """Per prose sentence "unsupported" (0..1, high: a claim with nothing under it), and four figures of the draft.

    "primary" and "sources": units (sentences, rows) with own data, with a named source; "unsupported_share": share of
    the prose sentences above 0.5; "mean_unsupported": their mean. None for a language we don't have ("language") and
    for a draft without prose. Questions and sentences below LEAST_WORDS words are no claims.
    """
    del context
    out = _claims(draft)
    values = [m.value or 0.0 for m in out]
    unread, n = why_unread(draft), len(out)
    if unread or not any(s.kind != "heading" and s.lang in LANGUAGES for s in draft.sentences):
        return (*out, *(Measure(ID, name, None, unit, why=unread or "no_prose") for name, unit in _UNITS))
    units = [
        (text, known(s.lang))
        for s, text in zip(draft.sentences, prose_texts(draft), strict=True)
        if s.kind != "heading" and s.lang in LANGUAGES
    ]
    primary = sum(is_primary(*unit) for unit in units)
    sources = sum(read_facts(*unit).marks["sourced"] > 0 for unit in units)
    share = round(sum(v > 0.5 for v in values) / n, 4) if n else None
    average = round(sum(values) / n, 4) if n else None
    return (
        *out,
        Measure(ID, "primary", float(primary), "units", len(units)),
        Measure(ID, "sources", float(sources), "units", len(units)),
        Measure(ID, "unsupported_share", share, "share of sentences", n, why=None if n else "no_prose"),
        Measure(ID, "mean_unsupported", average, "0-1", n, why=None if n else "no_prose"),
    )


def _claims(draft: Draft) -> list[Measure]:
    """The sentences that can be claims, each with its probability."""
    texts, extra = prose_texts(draft), vector_logits(draft, "unsupported")
    out: list[Measure] = []
    for k, sentence in enumerate(draft.sentences):
        text, lang = texts[k], known(sentence.lang)
        if not sentence.prose or sentence.lang not in LANGUAGES or text.rstrip().endswith("?"):
            continue
        words = len(read_facts(text, lang).words)
        if words >= LEAST_WORDS:
            value, parts = _unsupported(text, lang, extra[k])
            value *= SOURCE_NEXT if _sourced_next(draft, texts, k) else 1.0
            out.append(
                Measure(ID, "unsupported", round(value, 4), "probability", words, span=sentence.span, parts=parts)
            )
    return out


def _unsupported(text: str, lang: str, extra: float | None) -> tuple[float, dict[str, float]]:
    """(probability, what adds most to its log-odds); ``extra`` is the vector's part, None without vectors."""
    model = models.load("unsupported_lexical" if extra is None else "unsupported")
    features = sentence_features(text, lang)
    return model.probability(features, extra or 0.0), model.leading(features, MOST_PARTS)


def _sourced_next(draft: Draft, texts: Sequence[str], k: int) -> bool:
    """Does the next sentence of the same block name a source with a figure?"""
    if k + 1 >= len(draft.sentences) or draft.sentences[k + 1].block != draft.sentences[k].block:
        return False
    after = sentence_features(texts[k + 1], known(draft.sentences[k + 1].lang))
    return bool(after["sourced"] and after["has_figure"])
