"""Figures of a group of texts with intervals, at the same number of texts and words for every group."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

from workslop.corpora import spread

if TYPE_CHECKING:
    import numpy as np

    from workslop.corpora.spread import Floats, Rows

SEED = 20230401
DRAWS, TEXT_DRAWS = 400, 60  # bootstrap samples; fewer where texts are compressed
SUBSETS, TEXT_SUBSETS = 3, 2  # subsets of equal size averaged within a sample
MOST_SIZE = 30  # texts that groups are compared at, however large they are
MOST_TEXTS = 24  # compressed together: gzip looks back 32 KB
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with the ends of its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Sample:
    """The texts of a group: unit rows (n, dim), of each the same number of words, and its function-word frames."""

    rows: Rows
    words: tuple[str, ...]
    frames: tuple[Counter[tuple[str, ...]], ...]


def t_quantile(probability: float, freedom: int) -> float:
    """Student's t by its expansion in the normal quantile (Abramowitz and Stegun 1964, 26.7.5); freedom from 4 on."""
    z = NormalDist().inv_cdf(probability)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def distance_draws(rows: Rows, rng: np.random.Generator, draws: int = DRAWS) -> Floats:
    """Mean distances of bootstrap samples of texts, shape (draws,). Efron and Tibshirani 1993.

    A text drawn twice is not compared with itself: that would make every sample look more alike than the set is.
    """
    import numpy as np

    n = len(rows)
    weights = rng.multinomial(n, np.full(n, 1 / n), size=draws).astype(np.float64)
    squares = np.square(weights).sum(1)
    pairs = n * n - squares
    kept = pairs > 0
    # the products of all pairs add up to the square of the weighted sum: no matrix of n by n is needed
    sums = np.square(weights @ rows.astype(np.float64)).sum(1) - np.square(weights) @ np.square(rows).sum(1)
    return np.asarray(1 - sums[kept] / pairs[kept], np.float64)


def widened(value: float, draws: Floats, n: int) -> Figure:
    """``value`` with its interval from bootstrap ``draws``: their standard deviation, made larger for a small n."""
    import numpy as np

    error = float(np.std(draws)) * math.sqrt(n / (n - 1))
    half = t_quantile((1 + CONFIDENCE) / 2, max(n - 1, 4)) * error
    return Figure(value, value - half, value + half)


def figures_of(sample: Sample, size: int, seed: int = SEED) -> tuple[dict[str, Figure], Floats]:
    """The figures of a group by name, and the bootstrap draws of "distance".

    "distance": mean pairwise cosine distance; "vendi": effective number of distinct texts among ``size`` of them,
    "vendi_share": that over ``size``; "compression": gzip ratio of the same number of texts and words; "frames": share
    of function-word frames that several texts share. All but the first depend on how many texts there are, so they
    are means over subsets of ``size`` texts (at most MOST_TEXTS for the last two).
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    n = len(sample.rows)
    draws = distance_draws(sample.rows, rng)
    found = {"distance": widened(spread.mean_distance(sample.rows), draws, n)}

    def effective(subsets: Sequence[Rows]) -> Floats:
        own = sample.rows[np.stack(subsets)].astype(np.float64)
        return spread.vendi_of_kernels(own @ own.transpose(0, 2, 1))

    found["vendi"] = _at_equal_size(effective, n, size, rng, DRAWS // 4, SUBSETS)
    of_one = found["vendi"]
    found["vendi_share"] = Figure(*(part / size for part in (of_one.value, of_one.low, of_one.high)))

    def compressed(subsets: Sequence[Rows]) -> Floats:
        return np.array([spread.compression_ratio([sample.words[i] for i in s]) for s in subsets])

    def shared(subsets: Sequence[Rows]) -> Floats:
        return np.array([spread.repeated_frames([sample.frames[i] for i in s]) for s in subsets])

    few = min(size, MOST_TEXTS)
    found["compression"] = _at_equal_size(compressed, n, few, rng, TEXT_DRAWS, TEXT_SUBSETS)
    found["frames"] = _at_equal_size(shared, n, few, rng, TEXT_DRAWS, TEXT_SUBSETS)
    ends = {
        "distance": (0, 2),
        "vendi": (1, size),
        "vendi_share": (1 / size, 1),
        "compression": (0, 1e9),
        "frames": (0, 1),
    }
    return {name: _within(figure, *ends[name]) for name, figure in found.items()}, draws


def _within(figure: Figure, least: float, most: float) -> Figure:
    """No end of an interval beyond what the figure can be."""
    return Figure(figure.value, min(max(figure.low, least), figure.value), max(min(figure.high, most), figure.value))


def _at_equal_size(
    measure: Callable[[Sequence[Rows]], Floats], n: int, size: int, rng: np.random.Generator, draws: int, each: int
) -> Figure:
    """The mean of ``measure`` over subsets of ``size`` of n texts; bootstrap samples give only their distinct texts."""
    import numpy as np

    whole = np.arange(n)
    value = float(measure([np.sort(rng.choice(whole, size, replace=False)) for _ in range(20 * each)]).mean())
    subsets = []
    for _ in range(draws):
        drawn = np.unique(rng.integers(0, n, n))
        while len(drawn) < size:
            drawn = np.unique(rng.integers(0, n, n))
        subsets += [np.sort(rng.choice(drawn, size, replace=False)) for _ in range(each)]
    means = measure(subsets).reshape(draws, each).mean(1)
    return widened(value, means, n)


def change_over(values: Sequence[float], draws: Sequence[Floats], sizes: Sequence[int]) -> Figure:
    """By how much ``values`` rise (above 0) or fall along their line of least squares from first to last.

    ``draws`` are the bootstrap draws of each value; two values at least.
    """
    import numpy as np

    at = np.arange(len(values)) - (len(values) - 1) / 2
    slope = at / float(at @ at) * (len(values) - 1)
    variance = [float(np.var(d)) * n / (n - 1) for d, n in zip(draws, sizes, strict=True)]
    error = math.sqrt(float(np.square(slope) @ np.array(variance)))
    half = t_quantile((1 + CONFIDENCE) / 2, max(sum(sizes) - len(sizes), 4)) * error
    value = float(slope @ np.array(values))
    return Figure(value, value - half, value + half)


def widest_gap(values: Sequence[float], draws: Sequence[Floats], sizes: Sequence[int]) -> Figure:
    """The difference of the largest and the smallest of ``values``; its interval allows for the choice among all pairs.

    Bonferroni's correction: k values make k(k-1)/2 pairs.
    """
    import numpy as np

    order = np.argsort(values)
    ends = (int(order[0]), int(order[-1]))
    error = math.sqrt(sum(float(np.var(draws[i])) * sizes[i] / (sizes[i] - 1) for i in ends))
    pairs = len(values) * (len(values) - 1) / 2
    freedom = max(min(sizes[i] for i in ends) - 1, 4)
    half = t_quantile(1 - (1 - CONFIDENCE) / 2 / pairs, freedom) * error
    value = values[ends[1]] - values[ends[0]]
    return Figure(value, value - half, value + half)
