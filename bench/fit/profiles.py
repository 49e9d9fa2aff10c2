"""Makes the shipped corpus profiles from corpora/drafts: smooth drafts as glad, good and rough ones as solid."""

from __future__ import annotations

import json

import numpy as np

from bench.figures import auroc, folds
from bench.fit.data import ROOT, CachedEncoder, Labelled
from workslop.corpora.figures import across_of, style_basis
from workslop.signals.reading import vector_texts

OUT = ROOT / "corpora" / "profiles"


def run(docs: list[Labelled], encoder: CachedEncoder) -> None:
    """Write one profile a language, with its cross-validated AUROC."""
    OUT.mkdir(parents=True, exist_ok=True)
    for lang in ("nl", "en"):
        own = [d for d in docs if d.lang == lang]
        means = np.array([encoder.encode(_prose(d)).mean(0) for d in own])
        smooth = np.array([d.overall == "smooth_empty" for d in own])
        good = np.array([d.overall == "good" for d in own])
        held = np.zeros(len(own))
        for train, test in folds([d.case for d in own], 10):
            held[test] = means[test] @ axis_of([own[k] for k in train], means[train])
        axis = axis_of(own, means)
        across = across_of(means, axis)
        points = np.column_stack((held, means @ across))
        about = (
            f"{len(own)} drafts of corpora/drafts/{lang} (texts written by a language model for this project); "
            f"AUROC by case, held out: smooth against good {auroc(held[smooth], held[good]):.3f}, "
            f"against rough {auroc(held[smooth], held[~smooth & ~good]):.3f}"
        )
        print(lang, about)
        data = {
            "lang": lang, "encoder": encoder.id, "texts": len(own), "about": about,
            "glad_quantiles": deciles(held[smooth]), "solid_quantiles": deciles(held[~smooth]),
            "axis": [float(f"{x:.5g}") for x in axis], "across": [float(f"{x:.5g}") for x in across],
            "points": {
                pile: [[round(float(x), 5), round(float(y), 5)] for x, y in points[which]]
                for pile, which in (("glad", smooth), ("solid", ~smooth))
            },
        }  # fmt: skip
        lines = ",\n".join(f" {json.dumps(key)}: {json.dumps(value)}" for key, value in data.items())
        (OUT / f"{lang}.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def _prose(doc: Labelled) -> list[str]:
    texts = zip(doc.draft.sentences, vector_texts(doc.draft), strict=True)
    return [text for sentence, text in texts if sentence.prose]


def axis_of(docs: list[Labelled], means: np.ndarray) -> np.ndarray:
    """Mean over cases of (glad minus good), whitened by the spread within cases, unit length.

    Within the directions of manner (style.json): outside them the axis learns what the writers of the drafts had in
    common, and places texts by people among the glad ones. At right angles to the way from good to rough drafts: what
    only tells rough from polished has no weight.
    """
    basis = style_basis()
    cases = sorted({d.case for d in docs})
    centred = means @ basis.T
    for case in cases:
        rows = [k for k, d in enumerate(docs) if d.case == case]
        centred[rows] -= centred[rows].mean(0)
    overall = np.array([d.overall for d in docs])
    groups = [centred[overall == name] for name in ("smooth_empty", "good", "rough_substantive")]
    glad, good, rough = (group.mean(0) if len(group) else None for group in groups)
    residual = np.vstack([group - group.mean(0) for group in groups if len(group)])
    covariance = residual.T @ residual / len(residual)
    shrunk = covariance + 1.0 * np.trace(covariance) / len(covariance) * np.eye(len(covariance))
    axis = np.linalg.solve(shrunk, glad - good)
    if rough is not None:
        roughness = (rough - good) / np.linalg.norm(rough - good)
        axis = axis - (axis @ roughness) * roughness
    axis = axis @ basis
    return np.asarray(axis / np.linalg.norm(axis))


def deciles(values: np.ndarray) -> list[float]:
    """Quantiles at 0, 10 … 100%."""
    return [round(float(q), 5) for q in np.quantile(values, np.linspace(0, 1, 11))]
