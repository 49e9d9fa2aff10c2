"""Fits the eight kinds of nuance on the passages of corpora/nuance: which kinds a sentence shows, by its vector.

Every passage of the corpus but the test texts is used. Beside them stand sentences of corpora/drafts that are taken to
have none: labelled empty ones, and at half weight substantive ones, of which a few will show some all the same. The cut
is the lowest probability at which, cross-validated, PRECISE of what is found is so; it is folded into the bias, so that
a kind is shown from a half on. A unit with a pattern of the kind shows it in any case.
"""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from bench.figures import auroc, folds
from bench.fit.data import CachedEncoder, Labelled
from bench.fit.logistic import Fitted, fit
from bench.nuance import for_fitting
from workslop.signals.nuance import KINDS, marks
from workslop.signals.reading import tidied

PRECISE = 0.5  # a unit shows a kind that it is as likely to show as not: a "nowhere" that isn't true costs most
EMPTY = 400  # empty sentences a language
SUBSTANTIVE = 500
HALF = 0.5
Rows = list[tuple[str, frozenset[str], str, float]]  # text, kinds, language, weight


def rows_of(docs: list[Labelled]) -> Rows:
    """The passages to fit on."""
    rows: Rows = [(row["text"], frozenset(row["labels"]), row["lang"], 1.0) for row in for_fitting()]
    for lang in ("nl", "en"):
        own = [d for d in docs if d.lang == lang]
        empty = random.Random(7).sample(sorted({text for d in own for text in d.empty}), EMPTY)
        solid = random.Random(3).sample(sorted({text for d in own for text in d.substantive}), SUBSTANTIVE)
        rows += [(text, frozenset[str](), lang, 1.0) for text in empty]
        rows += [(text, frozenset[str](), lang, HALF) for text in solid]
    return rows


def run(docs: list[Labelled], encoder: CachedEncoder) -> None:
    """Fit, cross-validate by passage, write a model file a kind."""
    rows = rows_of(docs)
    vectors = encoder.encode([tidied(" ".join(text.split()), lang) for text, _, lang, _ in rows])
    weight = np.array([row[3] for row in rows])
    for kind in KINDS:
        spoken = np.array([bool(marks(" ".join(text.split()), lang)[kind]) for text, _, lang, _ in rows])
        x = spoken[:, None].astype(float)
        y = np.array([int(kind in kinds) for _, kinds, _, _ in rows])
        held = np.zeros(len(y))
        for train, test in folds([str(at) for at in range(len(rows))], 5):
            held[test] = _fit(x[train], y[train], vectors[train], weight[train]).logit(x[test], vectors[test])
        cut, recall = _cut(np.where(spoken, np.inf, held), y)
        model = _fit(x, y, vectors, weight)
        note = (
            f"fitted on {len(rows)} passages, {int(y.sum())} with it; cross-validated by passage: "
            f"AUROC {auroc(held[y == 1], held[y == 0]):.3f}, recall {recall:.2f} at precision {PRECISE:.2f}"
        )
        Fitted(model.names, model.weights, model.bias - cut, model.vector).write(f"nuance_{kind}", note)
        print(kind, note)


def _fit(x: Any, y: Any, vectors: Any, weight: Any) -> Fitted:
    return fit(x, y, ("pattern",), vectors, weight=np.where(y == 1, 3.0, weight), c=0.3, c_vector=0.01)


def _cut(held: Any, y: Any) -> tuple[float, float]:
    """The lowest log-odds at which PRECISE of what is found is so, and the recall there."""
    order = np.argsort(-held)
    precision = np.cumsum(y[order]) / np.arange(1, len(y) + 1)
    at = int(np.flatnonzero(precision >= PRECISE).max())
    return float(held[order[at]]), float(y[order[: at + 1]].sum() / y.sum())
