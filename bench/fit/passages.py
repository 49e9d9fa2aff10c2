"""Fits the four-way judge of single passages on corpora/asks, cross-validated by ask."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.figures import auroc, folds
from bench.fit.data import CachedEncoder, Labelled, ask_of, rows
from bench.fit.logistic import fit_softmax, matrix, names_of
from workslop.signals.answer import pair_rows, passage_features
from workslop.signals.decision import STATUSES


def run(docs: list[Labelled], encoder: CachedEncoder) -> None:
    """Fit with and without vectors; write passage_<status>.json."""
    del docs
    data = rows()
    q, p = encoder.encode([r["ask"] for r in data], "query"), encoder.encode([r["passage"] for r in data])
    cosine = (q * p).sum(1)
    y = statuses(data)
    for vectors, suffix in ((pair_rows(q, p), ""), (None, "_lexical")):
        feats = []
        for k, r in enumerate(data):
            ask = ask_of(r["ask_id"], r["ask"], r["lang"])
            feats.append(
                passage_features(
                    ask.text, ask.kind, r["passage"], r["lang"], float(cosine[k]) if vectors is not None else 0.0
                )
            )
        names = names_of(feats)
        x = matrix(feats, names)
        about = f"fitted on {len(data)} rows of corpora/asks; cross-validated by ask: {_cv(data, x, y, names, vectors)}"
        print("passage" + suffix, about)
        for status, model in zip(STATUSES, fit_softmax(x, y, names, vectors), strict=True):
            model.write(f"passage{suffix}_{status}", about)


def out_of_fold(data: list[dict[str, Any]], encoder: CachedEncoder) -> Any:
    """Log-odds of each status for each row by models that did not see its ask, shape (rows, 4)."""
    q, p = encoder.encode([r["ask"] for r in data], "query"), encoder.encode([r["passage"] for r in data])
    vectors, kinds = pair_rows(q, p), [ask_of(r["ask_id"], r["ask"], r["lang"]).kind for r in data]
    feats = [
        passage_features(r["ask"], kind, r["passage"], r["lang"], float(a @ b))
        for r, kind, a, b in zip(data, kinds, q, p, strict=True)
    ]
    names = names_of(feats)
    x, y = matrix(feats, names), statuses(data)
    out = np.zeros((len(y), len(STATUSES)))
    for train, test in folds([r["ask_id"] for r in data], 5):
        models = fit_softmax(x[train], y[train], names, vectors[train])
        out[test] = np.stack([m.logit(x[test], vectors[test]) for m in models], 1)
    return out


def statuses(data: list[dict[str, Any]]) -> Any:
    """The label of each row as an index in STATUSES; off-topic is missing."""
    return np.array([STATUSES.index("missing" if r["label"] == "off_topic" else r["label"]) for r in data])


def _cv(data: list[dict[str, Any]], x: Any, y: Any, names: tuple[str, ...], vectors: Any) -> str:
    p = np.zeros(len(y))
    for train, test in folds([r["ask_id"] for r in data], 5):
        models = fit_softmax(x[train], y[train], names, None if vectors is None else vectors[train])
        logits = np.stack([m.logit(x[test], None if vectors is None else vectors[test]) for m in models], 1)
        exps = np.exp(logits - logits.max(1, keepdims=True))
        p[test] = exps[:, 0] / exps.sum(1)
    parts = []
    for lang in ("nl", "en"):
        own = np.array([r["lang"] == lang for r in data])
        a, g, t = (p[own & (y == STATUSES.index(s))] for s in ("answered", "gestured", "partial"))
        parts.append(
            f"{lang} answered against gestured {auroc(a, g):.3f}, "
            f"against partial {auroc(a, t):.3f} (n={int(own.sum())})"
        )
    return "; ".join(parts)
