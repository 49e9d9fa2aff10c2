"""Which sentences of a draft speak to an ask, best first: one logistic model learnt from labelled evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workslop import models
from workslop.signals import answer
from workslop.signals.retrieval import Relations
from workslop.types import Ask

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

NAMES: tuple[str, ...] = (
    "z_cosine", "z_context", "z_heading", "z_words", "z_heading_words", "cosine", "words", "heading_words",
    "order", "row", "before", "after", "block", "others", "lead", "in_kind", "answers",
)  # fmt: skip


def standard(matrix: Matrix) -> Matrix:
    """Each row to mean 0 and deviation 1: what counts is which sentence of this draft is nearest, not how near."""
    import numpy as np

    if matrix.shape[1] == 0:
        return matrix
    return np.asarray((matrix - matrix.mean(1, keepdims=True)) / (matrix.std(1, keepdims=True) + 1e-6))


def features(asks: Sequence[Ask], related: Relations, answers: Matrix) -> NDArray[np.float64]:
    """Shape (asks, units, len(NAMES)). ``answers`` are the log-odds of the answer model, shape (asks, units)."""
    import numpy as np

    n_asks, n = answers.shape
    z = {name: standard(matrix) for name, matrix in related.near.items()}
    context = z["context"] if related.sentences.shape[-1] > 1 else z["words"]
    block = np.array([u.block for u in related.units])
    before, after = np.zeros((n_asks, n)), np.zeros((n_asks, n))
    before[:, 1:], after[:, :-1] = context[:, :-1], context[:, 1:]
    best_of_block = np.zeros((n_asks, n))
    for b in np.unique(block):
        best_of_block[:, block == b] = context[:, block == b].max(1, keepdims=True)
    others = _others(context)
    order = np.abs((np.arange(n)[None] + 0.5) / max(n, 1) - (np.arange(n_asks)[:, None] + 0.5) / max(n_asks, 1))
    rows = np.broadcast_to(np.array([u.kind == "row" for u in related.units], float), (n_asks, n))
    kinds = [
        [float(answer.in_kind(a.kind, t, _known(u.lang))) for t, u in zip(related.texts, related.units, strict=True)]
        for a in asks
    ]
    stack = [
        z["cosine"], z["context"], z["heading"], z["words"], z["heading_words"],
        related.near["cosine"], related.near["words"], related.near["heading_words"],
        order, rows, before, after, best_of_block, others, context - others,
        np.array(kinds).reshape(n_asks, n), np.clip(answers, -6, 6),
    ]  # fmt: skip
    return np.stack([np.asarray(m, float) for m in stack], -1)


def _known(lang: str | None) -> str:
    return lang if lang in ("nl", "en") else "en"


def _others(context: Matrix) -> Matrix:
    """For each ask and unit, how strongly the best other ask claims the unit."""
    import numpy as np

    if len(context) < 2:
        return np.zeros_like(context)
    top = np.sort(context, axis=0)
    first, second = top[-1], top[-2]
    return np.asarray(np.where(context >= first, second, first))


def scores(asks: Sequence[Ask], related: Relations, answers: Matrix) -> Matrix:
    """Log-odds that a unit is what speaks to the ask, shape (asks, units)."""
    import numpy as np

    has_vectors = related.sentences.shape[-1] > 1
    model = models.load("evidence_rank" if has_vectors else "evidence_rank_lexical")
    weights = np.array([dict(zip(model.names, model.weights, strict=True))[name] for name in NAMES])
    out = features(asks, related, answers) @ weights + model.bias
    if has_vectors:
        vector = np.asarray(model.vector)
        for i in range(len(asks)):
            out[i] += (related.asks[i] * related.sentences * 20) @ vector
    return np.asarray(out)
