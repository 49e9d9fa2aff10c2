"""How alike the texts of a set are, group by group: by month, author or folder, each language apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from workslop.corpora import spread
from workslop.corpora.intervals import MOST_SIZE, Figure, Sample, change_over, figures_of, widest_gap
from workslop.corpora.sets import Piece

if TYPE_CHECKING:
    from workslop.corpora.spread import Floats, Rows

LEAST = 6  # texts in a group that is measured
MOST_WORDS = 200  # of each text where words are compared
NEAREST, FARTHEST = 5, 5  # named
UNITS = ("month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Group:
    """The texts of a period, author or folder; ``figures`` None: fewer than LEAST. ``farthest`` differs most here."""

    name: str
    n: int
    figures: Mapping[str, Figure] | None
    farthest: str | None


@dataclass(frozen=True, slots=True)
class Far:
    """A text far from the rest: mean distance to the others, whether beyond the fence, and its farthest sentence."""

    path: str
    group: str
    distance: float
    outlier: bool
    sentence: str
    place: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts near each other, and their cosine distance."""

    one: str
    other: str
    distance: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A text on the map."""

    path: str
    group: str
    x: float
    y: float
    outlier: bool


@dataclass(frozen=True)
class Spread:
    """The texts of one language. ``verdict``: alike, same, different (over periods); equal, unequal (other groups);
    too_few, one_group. ``change`` is what it rests on; ``size`` and ``words`` are what groups are compared at.
    ``distance`` and ``vendi`` are those of all texts together; ``shown`` is the share of variance on the map.
    """

    lang: str
    n: int
    unit: str
    groups: tuple[Group, ...]
    size: int
    words: int
    change: Figure | None
    verdict: str
    distance: float | None
    vendi: float | None
    far: tuple[Far, ...]
    near: tuple[Pair, ...]
    dots: tuple[Dot, ...]
    shown: float
    ungrouped: tuple[str, ...]


def measure(pieces: Sequence[Piece], rows: Sequence[Rows], centre: Rows, by: str) -> Spread:
    """The spread of the texts ``pieces`` of one language, ``by`` "month", "author-field" or "folder".

    ``rows`` are the sentence vectors of each, ``centre`` that of its language. Months with few texts are put together
    to quarters, and those to years. Texts without a group count in the map and the distances, and are named.
    """
    import numpy as np

    lang = str(pieces[0].text.lang)
    vectors = np.stack([spread.document_vector(own, centre) for own in rows])
    unit, names = group_names(pieces, by)
    groups, parts, size, words = _groups(pieces, vectors, names)
    change, verdict = _verdict(groups, parts, unit in UNITS)
    several = len(pieces) > 1
    means = spread.mean_distances(vectors) if several else np.zeros(1)
    beyond = means > spread.outlier_fence(means) if len(pieces) >= LEAST else np.zeros(len(pieces), bool)
    flat, shown = spread.plane_of(vectors)
    order = np.argsort(-means, kind="stable")[: max(FARTHEST, int(beyond.sum()))]
    return Spread(
        lang, len(pieces), unit, groups, size, words, change, verdict,
        spread.mean_distance(vectors) if several else None, spread.vendi(vectors),
        tuple(_far(pieces, rows, vectors, centre, names, means, int(i), bool(beyond[i])) for i in order if several),
        _nearest(pieces, vectors),
        tuple(
            Dot(p.path, names[i] or "", float(flat[i, 0]), float(flat[i, 1]), bool(beyond[i]))
            for i, p in enumerate(pieces)
        ),
        shown, tuple(p.path for p, name in zip(pieces, names, strict=True) if name is None),
    )  # fmt: skip


def group_names(pieces: Sequence[Piece], by: str) -> tuple[str, list[str | None]]:
    """The unit, and the group of each of ``pieces``; None for a text without a day or an author."""
    if by == "folder":
        return "folder", [PurePath(p.path).parent.as_posix() for p in pieces]
    if by == "author-field":
        return "author", [p.author or None for p in pieces]
    for unit, namer in _NAMERS.items():
        names = [namer(p) if p.day else None for p in pieces]
        counts = [names.count(name) for name in set(names) - {None}]
        enough = sum(n >= LEAST for n in counts)
        if enough >= 2 and 2 * sum(n for n in counts if n >= LEAST) >= sum(counts):
            return unit, names
    if sum(counts) and max(counts) == sum(counts):  # all in one year: months say more than a year
        return "month", [_month(p) if p.day else None for p in pieces]
    return "year", names


def _month(piece: Piece) -> str:
    return f"{piece.day:%Y-%m}"


def _quarter(piece: Piece) -> str:
    return f"{piece.day.year}-Q{(piece.day.month + 2) // 3}" if piece.day else ""


def _year(piece: Piece) -> str:
    return f"{piece.day:%Y}"


_NAMERS: Mapping[str, Callable[[Piece], str]] = {"month": _month, "quarter": _quarter, "year": _year}


def _groups(
    pieces: Sequence[Piece], vectors: Rows, names: Sequence[str | None]
) -> tuple[tuple[Group, ...], list[Floats], int, int]:
    """The groups in order of name, the bootstrap draws of those measured, and what they are compared at."""
    import numpy as np

    members = {name: [i for i, own in enumerate(names) if own == name] for name in sorted({n for n in names if n})}
    sizes = [len(own) for own in members.values() if len(own) >= LEAST]
    # half of the smallest: so many distinct texts a bootstrap sample has, and every group is measured on as many
    size = min(min(sizes) // 2, MOST_SIZE) if sizes else 0
    words = min(min(p.words for p in pieces), MOST_WORDS)
    groups, draws = [], []
    for name, own in members.items():
        figures = None
        if len(own) >= LEAST:
            figures, drawn = figures_of(_sample([pieces[i] for i in own], vectors[own], words), size)
            draws.append(drawn)
        means = spread.mean_distances(vectors[own]) if len(own) > 2 else None
        far = pieces[own[int(np.argmax(means))]].path if means is not None else None
        groups.append(Group(name, len(own), figures, far))
    return tuple(groups), draws, size, words


def _sample(pieces: Sequence[Piece], rows: Rows, words: int) -> Sample:
    cut = [spread.first_words(p.text.sentences, words) for p in pieces]
    lang = str(pieces[0].text.lang)
    return Sample(rows, tuple(" ".join(own) for own in cut), tuple(spread.frames(own, lang) for own in cut))


def _verdict(groups: Sequence[Group], draws: Sequence[Floats], in_order: bool) -> tuple[Figure | None, str]:
    told = [group for group in groups if group.figures]
    values = [group.figures["distance"].value for group in told if group.figures]
    sizes = [group.n for group in told]
    if len(told) < 2:
        return None, "too_few" if len(groups) > 1 or not told else "one_group"
    change = change_over(values, draws, sizes) if in_order else widest_gap(values, draws, sizes)
    if not in_order:
        return change, "unequal" if change.low > 0 else "equal"
    return change, "alike" if change.high < 0 else "different" if change.low > 0 else "same"


def _far(
    pieces: Sequence[Piece], rows: Sequence[Rows], vectors: Rows, centre: Rows, names: Sequence[str | None],
    means: Floats, i: int, outlier: bool,
) -> Far:  # fmt: skip
    """The sentence that makes a text differ most is the one least like the middle of the other texts."""
    import numpy as np

    others = vectors.sum(0) - vectors[i]
    at = int(np.argmin(spread.unit(rows[i] - centre) @ others))
    piece = pieces[i]
    return Far(piece.path, names[i] or "", float(means[i]), outlier, piece.text.sentences[at], piece.places[at])


def _nearest(pieces: Sequence[Piece], vectors: Rows) -> tuple[Pair, ...]:
    """The pairs with the smallest distance, each text's own nearest only: linear in memory for a row at a time."""
    import numpy as np

    found: set[tuple[float, int, int]] = set()
    for i in range(len(pieces)):
        near = vectors @ vectors[i]
        near[i] = -2
        j = int(np.argmax(near))
        if i != j:
            found.add((round(max(1 - float(near[j]), 0.0), 6), min(i, j), max(i, j)))
    return tuple(Pair(pieces[i].path, pieces[j].path, d) for d, i, j in sorted(found)[:NEAREST])
