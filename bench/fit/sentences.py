"""Fits emptiness and unsupported claims on the labelled sentences of corpora/drafts."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.figures import auroc, folds
from bench.fit.data import CachedEncoder, Labelled
from bench.fit.logistic import Fitted, fit, matrix, names_of
from workslop.signals.reading import tidied
from workslop.text.features import sentence_features

Rows = list[tuple[str, str, str, int, float]]  # case, lang, text, label, weight


def emptiness_rows(docs: list[Labelled]) -> Rows:
    """Labelled empty against substantive sentences."""
    return [
        (d.case, d.lang, text, label, 1.0)
        for d in docs
        for texts, label in ((d.empty, 1), (d.substantive, 0))
        for text in texts
    ]


def unsupported_rows(docs: list[Labelled]) -> Rows:
    """Labelled unsupported claims against substantive sentences, and (at half weight) against empty ones."""
    out: Rows = []
    for d in docs:
        claims = set(d.unsupported)
        out += [(d.case, d.lang, t, 1, 1.5) for t in claims]
        out += [(d.case, d.lang, t, 0, 1.0) for t in d.substantive if t not in claims]
        out += [(d.case, d.lang, t, 0, 0.4) for t in d.empty if t not in claims]
    return out


def run(docs: list[Labelled], encoder: CachedEncoder) -> None:
    """Fit, cross-validate by case, write the four model files."""
    for name, rows in (("emptiness", emptiness_rows(docs)), ("unsupported", unsupported_rows(docs))):
        feats = [sentence_features(r[2], r[1]) for r in rows]
        names = names_of(feats)
        x, v = matrix(feats, names), encoder.encode([tidied(r[2], r[1]) for r in rows])
        y, w = np.array([r[3] for r in rows]), np.array([r[4] for r in rows])
        for suffix, vectors in (("", v), ("_lexical", None)):
            note = (
                f"fitted on {len(rows)} sentences of corpora/drafts; "
                f"cross-validated by case: {_cv(rows, x, y, w, names, vectors)}"
            )
            _fit(x, y, w, names, vectors).write(name + suffix, note)
            print(name + suffix, note)


def _fit(x: Any, y: Any, w: Any, names: tuple[str, ...], vectors: Any) -> Fitted:
    return fit(x, y, names, vectors, weight=w, c=0.05, c_vector=0.01)


def _cv(rows: Rows, x: Any, y: Any, w: Any, names: tuple[str, ...], vectors: Any) -> str:
    out = np.zeros(len(y))
    for train, test in folds([r[0] for r in rows], 5):
        model = _fit(x[train], y[train], w[train], names, None if vectors is None else vectors[train])
        out[test] = model.logit(x[test], None if vectors is None else vectors[test])
    parts = []
    for lang in ("nl", "en"):
        own = np.array([r[1] == lang and (r[4] >= 1) for r in rows])
        parts.append(f"AUROC {lang} {auroc(out[own & (y == 1)], out[own & (y == 0)]):.3f} (n={int(own.sum())})")
    return ", ".join(parts)
