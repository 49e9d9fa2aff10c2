"""Logistic regression with standardised inputs, folded back into plain weights, and written as a model file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bench.fit.data import ROOT

MODELS = ROOT / "workslop" / "models"


@dataclass
class Fitted:
    """Plain weights: logit = bias + features . weights + vector . vector_weights."""

    names: tuple[str, ...]
    weights: Any
    bias: float
    vector: Any

    def logit(self, features: Any, vectors: Any | None = None) -> Any:
        """Log-odds for rows of features, and of vectors where the model has weights for them."""
        out = features @ self.weights + self.bias
        return out + vectors @ self.vector if vectors is not None and len(self.vector) else out

    def write(self, name: str, about: str) -> None:
        """Write the model file whole."""
        data = {
            "about": about,
            "bias": round(float(self.bias), 6),
            "weights": {n: round(float(w), 6) for n, w in zip(self.names, self.weights, strict=True)},
            "vector": [float(f"{w:.5g}") for w in self.vector],
        }
        (MODELS / f"{name}.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def names_of(rows: Sequence[dict[str, float]]) -> tuple[str, ...]:
    """All feature names that occur, sorted."""
    return tuple(sorted({k for row in rows for k in row}))


def matrix(rows: Sequence[dict[str, float]], names: Sequence[str]) -> Any:
    """Rows of named features as an array; absent features are 0."""
    return np.array([[row.get(n, 0.0) for n in names] for row in rows], float).reshape(len(rows), len(names))


def fit(
    features: Any, y: Any, names: Sequence[str], vectors: Any | None = None, *,
    c: float = 0.05, c_vector: float = 0.003, weight: Any | None = None,
) -> Fitted:  # fmt: skip
    """A logistic regression; the vector part is shrunk by its own strength ``c_vector``."""
    return _fit(features, y, names, vectors, c, c_vector, weight)[-1]


def fit_softmax(
    features: Any, y: Any, names: Sequence[str], vectors: Any | None = None, *,
    c: float = 0.1, c_vector: float = 0.003, weight: Any | None = None,
) -> list[Fitted]:  # fmt: skip
    """Multinomial logistic regression as plain weights, one Fitted a class 0, 1, ..."""
    return _fit(features, y, names, vectors, c, c_vector, weight)


def _fit(
    features: Any, y: Any, names: Sequence[str], vectors: Any, c: float, c_vector: float, weight: Any
) -> list[Fitted]:
    scale = StandardScaler().fit(features)
    x, ratio = scale.transform(features), (c_vector / c) ** 0.5
    n = x.shape[1]
    if vectors is not None:
        vscale = StandardScaler().fit(vectors)
        x = np.hstack([x, vscale.transform(vectors) * ratio])
    model = LogisticRegression(C=c, max_iter=4000).fit(x, y, sample_weight=weight)
    out = []
    for coef, intercept in zip(model.coef_, model.intercept_, strict=True):
        weights = coef[:n] / scale.scale_
        bias = float(intercept) - float(weights @ scale.mean_)
        vector = np.zeros(0)
        if vectors is not None:
            vector = coef[n:] * ratio / vscale.scale_
            bias -= float(vector @ vscale.mean_)
        out.append(Fitted(tuple(names), weights, bias, vector))
    return out
