"""Fits gladness on corpora/drafts: smooth against good and rough drafts, weights in points of 100, by language."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from bench.figures import auroc, folds
from bench.fit.data import CachedEncoder, Labelled
from bench.fit.logistic import MODELS
from workslop import corpora, review
from workslop.judge import kinds, rulebook
from workslop.signals import measure
from workslop.signals.context import Context

# (signal, measure, sign a reader would expect, share of the span). Shares are set, not fitted: fitted weights (C=0.02) leant
# on whichever list the writers of the drafts happened to use, and one sentence could move the score by eight points.
TERMS = (
    ("specificity", "mean_emptiness", 1, 0.45), ("phrasing", "density", 1, 0.08), ("centroid", "closeness", 1, 0.22),
    ("evidence", "mean_unsupported", 1, 0.13), ("sameness", "rhythm", -1, 0.09), ("nuance", "kinds", -1, 0.03),
)  # fmt: skip
SPAN = 60.0  # points between the median solid and the median glad draft
COVERAGE = 25.0  # points between a draft that answers all and one that answers nothing: set, not fitted


def values(doc: Labelled, encoder: CachedEncoder) -> dict[tuple[str, str], float]:
    """Draft-wide measures of one draft."""
    from dataclasses import replace

    todo = review.plan(rulebook.load_rules())
    draft = replace(doc.draft, vectors=encoder.encode([s.span.of(doc.draft.text) for s in doc.draft.sentences]))
    rules = [r for r in todo.rules if r.signal == "phrasing" and r.lang in (doc.lang, "any")]
    context = Context(
        None, kinds.phrase_hits(draft, rules), encoder, profile=corpora.load_profile(doc.lang), percentile=corpora.percentile
    )  # type: ignore[arg-type]
    wanted = {signal for signal, *_ in TERMS}
    return {
        (m.signal, m.name): m.value
        for signal in wanted
        for m in measure(signal, draft, context)
        if m.span is None and m.value is not None
    }


def run(docs: list[Labelled], encoder: CachedEncoder) -> None:
    """Write gladness_nl.json and gladness_en.json."""
    for lang in ("nl", "en"):
        own = [d for d in docs if d.lang == lang]
        rows = [values(d, encoder) for d in own]
        x = np.array([[row.get((s, m), np.nan) for s, m, *_ in TERMS] for row in rows])
        x = np.where(np.isnan(x), np.nanmean(x, 0), x)
        y = np.array([d.overall == "smooth_empty" for d in own])
        weights, base = _weights(x, y)
        held = np.zeros(len(own))
        for train, test in folds([d.case for d in own], 10):
            w, b = _weights(x[train], y[train])
            held[test] = b + (x[test] - x[train].mean(0)) @ w
        about = f"{len(own)} drafts of corpora/drafts/{lang}; by case, held out: AUROC smooth against all others {auroc(held[y], held[~y]):.3f}"
        _write(lang, x, weights, base, about)
        print(lang, about)
        for (s, m, *_), w, lo, hi in zip(TERMS, weights, x[~y].mean(0), x[y].mean(0), strict=True):
            print(f"   {s}.{m}: {w:.2f} points a unit; solid {lo:.3f}, glad {hi:.3f}, so {w * (hi - lo):+.1f} points")


def _weights(x: Any, y: Any) -> tuple[Any, float]:
    """Points a unit for each term, and the base: the median solid draft has 20 points, the median glad one 80.

    A term that does not tell the two apart the way a reader would expect gets no weight; the others share its part.
    """
    spread = np.median(x[y], 0) - np.median(x[~y], 0)
    means = np.abs(x[y].mean(0) - x[~y].mean(0))
    sign = np.array([t[2] for t in TERMS])
    use = spread * sign > 0.05 * means
    share = np.where(use, [t[3] for t in TERMS], 0.0)
    weights = np.where(use, SPAN * share / share.sum() / np.where(use, spread, 1), 0.0)
    centred = (x - x.mean(0)) @ weights
    return weights, float(20 - np.median(centred[~y]))


def _write(lang: str, x: Any, weights: Any, base: float, about: str) -> None:
    low, high = x.min(0), x.max(0)
    terms = [
        {"signal": s, "measure": m, "weight": round(float(w), 4), "reference": round(float(mean), 5), "low": round(float(a - (b - a) * 0.3), 5), "high": round(float(b + (b - a) * 0.3), 5)}
        for (s, m, *_), w, mean, a, b in zip(TERMS, weights, x.mean(0), low, high, strict=True)
    ]  # fmt: skip
    terms.append({"signal": "coverage", "measure": "unanswered", "weight": COVERAGE, "reference": 0.4, "low": 0.0, "high": 1.0})
    data = {"about": about, "base": round(base, 3), "terms": terms}
    (MODELS / f"gladness_{lang}.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
