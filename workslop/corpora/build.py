"""Builds the profile of a house from two piles of its texts: glad ones and solid ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from workslop.corpora import figures
from workslop.corpora.files import Progress, Read, Text, expand, read_piles, spread_evenly
from workslop.corpora.profile import load_profile, profiles_dir
from workslop.corpora.store import LEVELS, PILES, House, Level, Pile
from workslop.corpora.vectors import VectorCache
from workslop.embed import is_fitted
from workslop.types import InputError
from workslop.version import VERSION

if TYPE_CHECKING:
    from workslop.corpora.figures import Flags, Rows
    from workslop.embed import Encoder

MOST, LEAST_CAP, BUDGET = 32, 1, 20_000  # sentences: of a text at most, at least, and of all texts together about
MEASURED = 100  # texts of a pile that are read to MOST however many there are: on these the figures are
OUTERMOST = 5
QUOTES, QUOTE_CHARS = 8, 240
_NAME = re.compile(r"\w[\w.-]{0,60}")


@dataclass(frozen=True)
class _Measured:
    """The texts in one row: means (n, dim), which are glad, which measured; what they add up to by pile and level."""

    means: Rows
    glad: Flags
    measured: Flags
    levels: dict[str, dict[str, Level]]


def caps_for(files: dict[str, tuple[str, ...]], cap: int | None = None) -> dict[str, list[int]]:
    """How many sentences are read of each file: ``cap``, or by default MOST, as long as that stays within BUDGET.

    Of more files MEASURED a pile, evenly spread, are read to MOST, and of the others what is left, LEAST_CAP at least:
    for the axis many texts count, for a text's own place many sentences.
    """
    n = sum(map(len, files.values()))
    if cap is not None or n * MOST <= BUDGET:
        return {pile: [cap or MOST] * len(paths) for pile, paths in files.items()}
    chosen = {pile: set(spread_evenly(len(paths), MEASURED)) for pile, paths in files.items()}
    whole = sum(map(len, chosen.values()))
    rest = max(LEAST_CAP, min(MOST - 1, (BUDGET - whole * MOST) // max(n - whole, 1)))
    return {pile: [MOST if i in chosen[pile] else rest for i in range(len(paths))] for pile, paths in files.items()}


def check_name(name: str) -> None:
    """Raise InputError for a name that can't be a file's, or that a shipped profile has."""
    if not _NAME.fullmatch(name):
        raise InputError(f"{name!r} can't be the name of a profile: use letters, digits, '-', '_' and '.'")
    if (profiles_dir() / f"{name}.json").is_file():
        raise InputError(f"There is a shipped profile {name!r}: choose another name")


def build(
    name: str, glad: Sequence[str], solid: Sequence[str], encoder: Encoder, *, lang: str | None = None,
    cap: int | None = None, skip: bool = False, quote: bool = False, progress: Progress = lambda *_: None,
) -> House:  # fmt: skip
    """The profile of the texts that the patterns ``glad`` and ``solid`` name; nothing is written but cached vectors.

    Of each text at most ``cap`` sentences are read (None: ``caps_for`` says how many). ``skip`` leaves out what can't
    be used, ``quote`` keeps a few short passages. Time and cache grow with the texts; in memory stand the kept
    sentences and one vector a text. Raises InputError for texts that can't be used, and for piles that can't be told
    apart.
    """
    import numpy as np

    check_name(name)
    named = {"glad": expand(glad, "glad"), "solid": expand(solid, "solid")}
    caps = caps_for(named, cap)
    piles, own_lang = read_piles(named, lang, caps, skip, progress)
    cache = VectorCache(encoder)
    cache.fill([text for pile in PILES for text in piles[pile].texts], progress)
    found = _measured(piles, cache)
    fitted = is_fitted(encoder)
    basis = figures.style_basis() if fitted else None
    held, folds = figures.held_out(found.means, found.glad, basis)
    axis = figures.axis_of(found.means, found.glad, basis)
    held, glad_here = held[found.measured], found.glad[found.measured]
    value, low, high = _told_apart(held, glad_here)
    scale, offset = _scale(held, glad_here, own_lang)
    closeness = held * scale + offset
    patterns = {"glad": tuple(glad), "solid": tuple(solid)}
    across = figures.across_of(found.means, axis) * scale
    points = np.column_stack((closeness, found.means[found.measured] @ across))
    own = {"glad": points[glad_here], "solid": points[~glad_here]}
    made = {
        pile: _pile(pile, piles[pile], patterns[pile], found.levels[pile], own[pile], axis * scale, cache, quote)
        for pile in PILES
    }
    return House(
        name, own_lang, encoder.id, fitted, encoder.dim, datetime.now(UTC).date().isoformat(),
        VERSION, max(map(max, caps.values())), "style" if fitted else "within",
        axis * scale, offset, value, low, high, folds, made, across=across,
    )  # fmt: skip


def _measured(piles: dict[str, Read], cache: VectorCache) -> _Measured:
    """One pass over the vectors, a text at a time."""
    import numpy as np

    dim = cache.encoder.dim
    texts = tuple(text for pile in PILES for text in piles[pile].texts)
    means, row = np.zeros((len(texts), dim), np.float32), 0
    levels: dict[str, dict[str, Level]] = {}
    for pile in PILES:
        sums = {level: figures.Spread(dim) for level in LEVELS}
        for text in piles[pile].texts:
            rows = cache.rows(text)
            means[row] = rows.mean(0)
            sums["sentence"].add(rows)
            if text.measured:  # a few sentences are no document, and hardly a paragraph
                sums["document"].add(means[row : row + 1])
                sums["paragraph"].add(_paragraphs(text, rows))
            row += 1
        levels[pile] = {level: Level(s.n, s.spread, s.centroid) for level, s in sums.items()}
    glad = np.arange(len(texts)) < len(piles["glad"].texts)
    return _Measured(means, glad, np.array([text.measured for text in texts]), levels)


def _paragraphs(text: Text, rows: Rows) -> Rows:
    """The mean of the rows of each paragraph, shape (paragraphs, dim)."""
    import numpy as np

    ends = np.cumsum([len(paragraph) for paragraph in text.paragraphs])
    return np.array([part.mean(0) for part in np.split(rows, ends[:-1])], np.float32)


def _told_apart(held: Rows, glad: Flags) -> tuple[float, float, float]:
    m, n = int(glad.sum()), int((~glad).sum())
    value = figures.auroc(held[glad], held[~glad])
    low, high = figures.interval(value, m, n)
    if low <= 0.5:
        raise InputError(
            f"The piles can't be told apart: AUROC {value:.2f} ({low:.2f} to {high:.2f}) over {m} glad and {n} solid "
            "texts held out; look whether each text lies in the right pile, or add more"
        )
    return value, low, high


def _scale(held: Rows, glad: Flags, lang: str) -> tuple[float, float]:
    """Factor and offset that bring the medians of both piles where the shipped profile has them.

    Gladness counts in points a unit of closeness, which was set with that profile.
    """
    import numpy as np

    shipped = load_profile(lang)
    middle = len(shipped.glad_quantiles) // 2
    above, below = shipped.glad_quantiles[middle], shipped.solid_quantiles[middle]
    high, low = float(np.median(held[glad])), float(np.median(held[~glad]))
    if high <= low:
        raise InputError("The piles can't be told apart: half of the glad texts lie below half of the solid ones")
    factor = (above - below) / (high - low)
    return factor, below - factor * low


def _pile(
    pile: str, read: Read, patterns: tuple[str, ...], levels: dict[str, Level], points: Rows, axis: Rows,
    cache: VectorCache, quote: bool,
) -> Pile:  # fmt: skip
    """A second pass over the vectors of the texts that are measured, for what needs the axis.

    ``points``, shape (n, 2), are their places on the axis and across it.
    """
    import numpy as np

    own = points[:, 0]
    measured = [text for text in read.texts if text.measured]
    sampling, best = 0.0, list[tuple[float, str]]()
    sign = 1.0 if pile == "glad" else -1.0
    for text in measured:
        along = cache.rows(text) @ axis
        sampling += figures.sampling_variance(along, text.total) / len(measured)
        if quote:
            best += zip((along * sign).tolist(), text.sentences, strict=True)
            best = sorted((q for q in best if len(q[1]) <= QUOTE_CHARS), reverse=True)[:QUOTES]
    order = [(measured[i].path, float(own[i])) for i in np.argsort(own * sign)]
    return Pile(
        patterns, len(read.texts), sum(t.words for t in read.texts), sum(t.total for t in read.texts),
        sum(len(t.sentences) for t in read.texts), len(measured),
        {"short": read.short, "other_lang": read.other_lang, "skipped": read.skipped},
        figures.deciles(own, figures.shrinkage(own, sampling)), levels,
        tuple(order[:OUTERMOST]), tuple(order[::-1][:OUTERMOST]),
        tuple(t.fingerprint for t in read.texts), tuple(sentence for _, sentence in best),
        tuple((x, y) for x, y in points.tolist()),
    )  # fmt: skip
