"""How alike a set of texts is: measures on their vectors and on their words. Pure functions, no files."""

from __future__ import annotations

import gzip
import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workslop.text.facts import WORD, function_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.float32]
    Floats = NDArray[np.float64]

FRAME = 4  # words of a frame
LEAST_FUNCTION_WORDS = 2  # in a frame: a row of masked words alone is no template
MASK, FIGURE = "·", "#"
FENCE = 1.5  # quartile ranges above the third quartile: Tukey 1977, Exploratory Data Analysis


def unit(rows: Rows) -> Rows:
    """``rows``, shape (n, dim), each at length 1; a row of zeros stays one."""
    import numpy as np

    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(norms > 0, norms, 1), np.float32)


def document_vector(sentences: Rows, centre: Rows) -> Rows:
    """The unit row, shape (dim,), of a text: the mean of its sentences' rows (n, dim) less ``centre``, shape (dim,).

    Vectors of one encoder share most of their direction; ``centre``, the mean of sentences about anything, takes that
    out, and what is left tells texts apart.
    """
    import numpy as np

    return np.asarray(unit((sentences.mean(0) - centre)[None, :])[0], np.float32)


def mean_distance(rows: Rows) -> float:
    """Mean cosine distance between the texts of unit ``rows``, shape (n, dim): 0 alike, about 1 unrelated, at most 2.

    Raises ValueError for fewer than two.
    """
    import numpy as np

    n = len(rows)
    if n < 2:
        raise ValueError("a distance needs two texts")
    total = rows.sum(0, dtype=np.float64)
    own = float(np.square(rows, dtype=np.float64).sum())
    return 1 - (float(total @ total) - own) / (n * (n - 1))


def vendi(rows: Rows) -> float:
    """Effective number of distinct texts among unit ``rows``, shape (n, dim): 1 (all alike) to n (nothing in common).

    exp of the von Neumann entropy of K/n, K the cosines. Friedman and Dieng 2023, The Vendi Score (arXiv 2210.02410).
    Raises ValueError for no rows.
    """
    import numpy as np

    if not len(rows):
        raise ValueError("a Vendi score needs a text")
    n, dim = rows.shape
    own = rows.astype(np.float64)
    if n <= dim:
        return float(vendi_of_kernels((own @ own.T)[None, :, :])[0])
    # the smaller product has the same eigenvalues but zeros: 10,000 texts need no matrix of 10,000 by 10,000
    return min(float(vendi_of_kernels((own.T @ own)[None, :, :])[0]), float(n))


def vendi_of_kernels(kernels: Floats) -> Floats:
    """The Vendi score of each of ``kernels``, shape (sets, n, n), the trace put to 1; shape (sets,)."""
    import numpy as np

    n = kernels.shape[-1]
    weights = np.clip(np.linalg.eigvalsh(kernels / n), 0, None)
    weights = weights / weights.sum(-1, keepdims=True)
    logs = np.log(np.where(weights > 0, weights, 1))
    return np.asarray(np.clip(np.exp(-(weights * logs).sum(-1)), 1, n), np.float64)


def compression_ratio(texts: Sequence[str]) -> float:
    """Bytes of ``texts`` over their bytes after gzip, above 0: the higher, the more is said in the same words.

    Only for sets of the same size in bytes: longer ones compress better. gzip looks back 32 KB, no further. Shaib and
    others 2024, Standardizing the Measurement of Text Diversity (arXiv 2403.00553). Raises ValueError for no words.
    """
    data = "\n".join(texts).encode("utf-8", "replace")
    if not data.strip():
        raise ValueError("nothing to compress")
    return len(data) / len(gzip.compress(data, 9, mtime=0))


def frames(sentences: Sequence[str], lang: str) -> Counter[tuple[str, ...]]:
    """The function-word frames of a text: runs of FRAME words of a sentence, content words masked, figures as #.

    A stand-in for part-of-speech templates (Shaib and others 2024, Detection and Measurement of Syntactic Templates,
    arXiv 2407.00211) that needs no tagger. Frames with fewer than LEAST_FUNCTION_WORDS function words don't count.
    """
    known = function_words(lang)
    found: Counter[tuple[str, ...]] = Counter()
    for sentence in sentences:
        words = [w.lower() for w in WORD.findall(sentence)]
        shape = [w if w in known else FIGURE if w[0].isdigit() else MASK for w in words]
        for i in range(len(shape) - FRAME + 1):
            frame = tuple(shape[i : i + FRAME])
            if sum(w not in (MASK, FIGURE) for w in frame) >= LEAST_FUNCTION_WORDS:
                found[frame] += 1
    return found


def repeated_frames(own: Sequence[Counter[tuple[str, ...]]]) -> float:
    """Share of all frames of some texts that stand in at least two of them, 0..1; 0 where there are none."""
    texts = Counter(frame for counter in own for frame in counter)
    total = sum(map(Counter.total, own))
    return sum(n for counter in own for frame, n in counter.items() if texts[frame] > 1) / total if total else 0.0


def mean_distances(rows: Rows) -> Floats:
    """For each of unit ``rows``, shape (n, dim), n at least 2, its mean cosine distance to the others, shape (n,)."""
    import numpy as np

    total = rows.sum(0, dtype=np.float64)
    own = np.square(rows, dtype=np.float64).sum(1)
    return np.asarray(1 - (rows @ total - own) / (len(rows) - 1), np.float64)


def outlier_fence(values: Floats) -> float:
    """The value above which one of ``values`` lies far outside the others: Tukey's upper fence."""
    import numpy as np

    low, high = np.quantile(values, (0.25, 0.75))
    return float(high + FENCE * (high - low))


def plane_of(rows: Rows) -> tuple[Rows, float]:
    """``rows`` (n, dim) in the plane where they differ most, shape (n, 2), and the share of variance it shows, 0..1.

    Principal component analysis (Pearson 1901, Philosophical Magazine 2, p. 559). Directions have a fixed sign. What
    has no second direction gets zeros.
    """
    import numpy as np

    moved = rows - rows.mean(0)
    _, sizes, directions = np.linalg.svd(moved.astype(np.float64), full_matrices=False)
    signs = [math.copysign(1.0, d[np.abs(d).argmax()]) for d in directions[:2]]
    flat = np.zeros((len(rows), 2), np.float32)
    flat[:, : len(signs)] = (moved @ directions[:2].T) * signs
    total = float(np.square(sizes).sum())
    return flat, float(np.square(sizes[:2]).sum()) / total if total > 1e-12 else 0.0


def first_words(sentences: Sequence[str], most: int) -> list[str]:
    """The sentences up to ``most`` words in all, the last one cut off there."""
    kept: list[str] = []
    left = most
    for sentence in sentences:
        words = sentence.split()
        if left <= 0:
            break
        kept.append(" ".join(words[:left]))
        left -= len(words)
    return kept
