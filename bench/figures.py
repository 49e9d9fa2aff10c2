"""Figures that several benchmarks share."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
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


def wilson(hits: float, n: int, z: float = 1.96) -> tuple[float, float]:
    """95% interval of a share, (0, 1) for n = 0. Wilson 1927, J. of the American Statistical Association 22(158)."""
    if n == 0:
        return 0.0, 1.0
    share, spread = hits / n, z * z / n
    middle, half = share + spread / 2, z * (share * (1 - share) / n + spread / (4 * n)) ** 0.5
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines, or of all such files below a folder."""
    files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    return [json.loads(line) for f in files for line in f.read_text(encoding="utf-8").splitlines() if line.strip()]
