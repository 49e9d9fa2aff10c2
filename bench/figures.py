"""Figures that several benchmarks share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np


def auroc(positive: Sequence[float] | Any, negative: Sequence[float] | Any) -> float:
    """P(a positive scores above a negative), ties count half; NaN when one is empty.

    Hanley and McNeil 1982, Radiology 143(1), p. 31.
    """
    from scipy.stats import rankdata

    a, b = np.asarray(positive, float), np.asarray(negative, float)
    if not len(a) or not len(b):
        return float("nan")
    ranks = rankdata(np.concatenate([a, b]))[: len(a)]
    return float((ranks.sum() - len(a) * (len(a) + 1) / 2) / (len(a) * len(b)))


def folds(groups: Sequence[str], k: int) -> Iterator[tuple[Any, Any]]:
    """(train, test) index arrays; a group is never split."""
    from sklearn.model_selection import GroupKFold

    index = np.arange(len(groups))
    yield from GroupKFold(k).split(index, groups=groups)
