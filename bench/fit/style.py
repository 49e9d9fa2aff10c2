"""Makes workslop/corpora/style.json: directions of manner rather than subject among vectors.

corpora/drafts has the same brief answered smoothly, well and roughly. What drafts of one brief differ in is manner;
what briefs differ in is subject. The directions are those in which the first is largest for the second (a generalised
eigenproblem, as in Fisher's discriminant with the roles so chosen). Run: python -m bench.fit.style
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np

from bench.figures import auroc
from bench.fit.data import ROOT, CachedEncoder, Labelled, fitted_on
from workslop.corpora.figures import axis_of

OUT = ROOT / "workslop" / "corpora" / "style.json"
DIRECTIONS = 10
SMOOTH = "smooth_empty"


def basis_of(cases: Sequence[str], means: np.ndarray, k: int = DIRECTIONS) -> np.ndarray:
    """Orthonormal rows, shape (k, dim)."""
    from scipy.linalg import eigh

    within, between = means.copy(), []
    for case in sorted(set(cases)):
        rows = [i for i, c in enumerate(cases) if c == case]
        between.append(means[rows].mean(0))
        within[rows] -= between[-1]
    subjects = np.array(between) - np.mean(between, 0)
    manner, subject = within.T @ within / len(within), subjects.T @ subjects / len(subjects)
    sphere = np.trace(subject) / len(subject) * np.eye(len(subject))
    vectors = eigh(manner, subject + sphere)[1][:, ::-1][:, :k]
    return np.ascontiguousarray(np.linalg.qr(vectors)[0].T)


def confounded(docs: Sequence[Labelled], means: np.ndarray, basis: np.ndarray | None) -> tuple[float, float]:
    """Piles on different subjects, the worst that can be: the mean over eight ways of halving the subjects.

    First: AUROC of smooth drafts on the subjects of the solid pile against good ones on those of the glad pile (1: the
    subject does nothing). Second: of good drafts on the glad pile's subjects against good ones on the other's (0.5).
    """
    cases = sorted({d.case for d in docs})
    case, overall = np.array([d.case for d in docs]), np.array([d.overall for d in docs])
    centres = np.array([means[case == c].mean(0) for c in cases])
    centres -= centres.mean(0)
    turned, leaked = [], []
    for row in np.linalg.svd(centres, full_matrices=False)[2][:4]:
        for along in (centres @ row, -(centres @ row)):
            here = np.isin(case, [c for c, x in zip(cases, along, strict=True) if x > np.median(along)])
            used = (here & (overall == SMOOTH)) | (~here & (overall != SMOOTH))
            axis = axis_of(means[used], (overall == SMOOTH)[used], basis)
            value, good = means @ axis, overall == "good"
            turned.append(auroc(value[~here & (overall == SMOOTH)], value[here & good]))
            leaked.append(auroc(value[here & good], value[~here & good]))
    return float(np.mean(turned)), float(np.mean(leaked))


def main() -> None:
    """Write the basis of both languages; its figures are of each language with the basis of the other."""
    docs, encoder = fitted_on(), CachedEncoder()
    means = np.array(
        [encoder.encode([s.span.of(d.draft.text) for s in d.draft.sentences if s.prose]).mean(0) for d in docs]
    )
    told = []
    for lang in ("nl", "en"):
        here = np.array([d.lang == lang for d in docs])
        own = [d for d in docs if d.lang == lang]
        other = basis_of([d.case for d in docs if d.lang != lang], means[~here])
        for name, basis in (("with", other), ("without", None)):
            turned, leaked = confounded(own, means[here], basis)
            told.append(f"{lang} {name} it: manner {turned:.3f}, subject {leaked:.3f}")
    about = (
        f"{DIRECTIONS} directions from {len(docs)} drafts of corpora/drafts; AUROC where the piles are on different "
        f"subjects, with the basis of the other language: {'; '.join(told)}"
    )
    print(about)
    basis = [[float(f"{x:.5g}") for x in row] for row in basis_of([d.case for d in docs], means)]
    data = {"about": about, "encoder": encoder.id, "basis": basis}
    OUT.write_text(json.dumps(data) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
