"""The figures of a profile: the way from solid to glad without the subject, and how well it parts unseen texts."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.float32]
    Flags = NDArray[np.bool_]

SHRINKAGE = 1.0  # of the covariance towards a sphere of the same size
FEW, MANY = 5, 10  # folds below and from MANY_TEXTS texts in the smaller pile
MANY_TEXTS = 50
DECILES = 11
Z95 = 1.959964


@cache
def style_basis() -> Rows:
    """Directions of manner rather than subject among vectors of multilingual-e5-small, orthonormal rows (k, 384).

    Made by bench/fit/style.py from texts that say the same brief in a smooth, a good and a rough way: the directions
    in which texts on one subject differ most for what texts on different subjects do.
    """
    import json
    from importlib.resources import files

    import numpy as np

    data = json.loads((files("workslop.corpora") / "style.json").read_text(encoding="utf-8"))
    return np.asarray(data["basis"], np.float32)


def axis_of(means: Rows, glad: Flags, basis: Rows | None) -> Rows:
    """The unit row, shape (dim,), from solid to glad among the text means ``means``, shape (n, dim).

    Fisher's linear discriminant (Fisher 1936, Annals of Eugenics 7, p. 179) with a shrunk covariance: what texts of
    one pile differ in counts for less. With ``basis`` it lies within those directions.
    """
    import numpy as np

    rows = means @ basis.T if basis is not None else means
    difference = rows[glad].mean(0) - rows[~glad].mean(0)
    residual = np.vstack([rows[glad] - rows[glad].mean(0), rows[~glad] - rows[~glad].mean(0)])
    covariance = residual.T @ residual / len(residual)
    size = max(float(np.trace(covariance)) / len(covariance), 1e-12)
    axis = np.linalg.solve(covariance + SHRINKAGE * size * np.eye(len(covariance)), difference)
    axis = axis @ basis if basis is not None else axis
    return np.asarray(axis / max(float(np.linalg.norm(axis)), 1e-12), np.float32)


def held_out(means: Rows, glad: Flags, basis: Rows | None) -> tuple[Rows, int]:
    """For each text its product with the axis of the other folds, shape (n,), and the number of folds."""
    import numpy as np

    k = MANY if min(glad.sum(), (~glad).sum()) >= MANY_TEXTS else FEW
    fold = np.zeros(len(means), int)
    for pile in (glad, ~glad):
        fold[pile] = np.arange(pile.sum()) % k
    out = np.zeros(len(means), np.float32)
    for number in range(k):
        test = fold == number
        out[test] = means[test] @ axis_of(means[~test], glad[~test], basis)
    return out, k


def across_of(means: Rows, axis: Rows) -> Rows:
    """The unit row, shape (dim,), at right angles to ``axis`` along which the text means differ most.

    The first principal component (Pearson 1901, Philosophical Magazine 2, p. 559) of what the axis leaves.
    """
    import numpy as np

    unit = axis / max(float(np.linalg.norm(axis)), 1e-12)
    centred = means - means.mean(0)
    rest = centred - np.outer(centred @ unit, unit)
    return np.asarray(np.linalg.svd(rest, full_matrices=False)[2][0], np.float32)


def auroc(positive: Rows, negative: Rows) -> float:
    """P(a positive scores above a negative), 0..1, ties count half. Hanley and McNeil 1982, Radiology 143, p. 31."""
    import numpy as np

    order = np.sort(negative)
    below, upto = np.searchsorted(order, positive, "left"), np.searchsorted(order, positive, "right")
    return float((below + upto).mean() / 2 / len(order))


def interval(value: float, m: int, n: int, z: float = Z95) -> tuple[float, float]:
    """The interval of an AUROC of ``m`` against ``n`` texts, 95% by default; also where it is 1.

    Newcombe 2006, Statistics in Medicine 25, p. 559, method 5: the values whose own standard error reaches ``value``.
    """

    def error(theta: float) -> float:
        star = (m + n) / 2 - 1
        inner = 1 + star * ((1 - theta) / (2 - theta) + theta / (1 + theta))
        return z * math.sqrt(max(theta * (1 - theta) * inner / (m * n), 0.0))

    ends = []
    for far in (0.0, 1.0):
        outside, inside = far, value
        for _ in range(60):
            middle = (outside + inside) / 2
            if abs(value - middle) > error(middle):
                outside = middle
            else:
                inside = middle
        ends.append((outside + inside) / 2)
    return ends[0], ends[1]


def deciles(values: Rows, shrink: float = 1.0) -> tuple[float, ...]:
    """Quantiles at 0, 10 … 100%, drawn towards the median by ``shrink``."""
    import numpy as np

    quantiles = np.quantile(values, np.linspace(0, 1, DECILES))
    middle = quantiles[DECILES // 2]
    return tuple(float(middle + shrink * (q - middle)) for q in quantiles)


def sampling_variance(along: Rows, total: int) -> float:
    """Variance of the mean of the figures ``along``, shape (k,), as a sample without replacement of ``total``.

    Cochran 1977, Sampling Techniques, theorem 2.2: S²/k · (1 - k/total). 0 where all were read.
    """
    import numpy as np

    k = len(along)
    return float(np.var(along, ddof=1)) / k * (1 - k / total) if 1 < k < total else 0.0


def shrinkage(values: Rows, sampling: float) -> float:
    """By how much the spread of ``values`` is to be drawn in so that sampling sentences doesn't widen it; 0.5..1."""
    import numpy as np

    seen = float(np.var(values))
    return math.sqrt(min(max(1 - sampling / seen, 0.25), 1.0)) if seen > 0 else 1.0


class Spread:
    """Adds up rows as they come by: how many, their centroid, and how far from it they lie."""

    def __init__(self, dim: int) -> None:
        import numpy as np

        self.n, self._sum, self._squares = 0, np.zeros(dim, np.float64), 0.0

    def add(self, rows: Rows) -> None:
        """Rows of shape (n, dim)."""
        import numpy as np

        self.n += len(rows)
        self._sum += rows.sum(0, dtype=np.float64)
        self._squares += float(np.square(rows, dtype=np.float64).sum())

    @property
    def centroid(self) -> Rows:
        """Their mean, shape (dim,)."""
        import numpy as np

        return np.asarray(self._sum / max(self.n, 1), np.float32)

    @property
    def spread(self) -> float:
        """Root of the mean squared distance to the centroid, 0 where all are the same."""
        mean = self._sum / max(self.n, 1)
        return math.sqrt(max(self._squares / max(self.n, 1) - float(mean @ mean), 0.0))
