"""Drafts held against each other: which sentences several of them say, and what only one says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workslop.corpora.sets import Piece
from workslop.corpora.spread import unit
from workslop.types import InputError

if TYPE_CHECKING:
    from workslop.corpora.spread import Rows

LEAST, MOST = 2, 50  # drafts
LEAST_WORDS = 4  # of a sentence: "Why?" and a heading in bold say nothing that can be compared
# Cosine of two sentences, less what all sentences share, from which they say the same: read off pairs of corpora/drafts
# (docs/spread.md). Unrelated sentences lie closer together in one language than in the other.
THRESHOLD = {"nl": 0.60, "en": 0.64}
_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in its draft. ``near``: cosine to the sentence of another draft that is most like it, -1..1."""

    draft: int
    path: str
    place: str
    text: str
    near: float


@dataclass(frozen=True, slots=True)
class Same:
    """Sentences that say the same, one a draft; ``likeness``: their lowest link, -1..1.

    ``also``: sentences like one of them, said twice in a draft or sharing a part: they don't count in ``drafts``.
    ``figures_differ``: some name figures that others, which name figures too, don't have.
    """

    sentences: tuple[Said, ...]
    also: tuple[Said, ...]
    drafts: int
    likeness: float
    figures_differ: bool


@dataclass(frozen=True)
class Compared:
    """``by_all`` and ``by_some`` in the order of the first draft that says it; ``by_one`` by draft, in its own order.

    ``shares``: for each draft the share of its sentences that no other says, None without sentences.
    """

    lang: str
    paths: tuple[str, ...]
    counts: tuple[int, ...]
    by_all: tuple[Same, ...]
    by_some: tuple[Same, ...]
    by_one: tuple[Said, ...]
    shares: tuple[float | None, ...]
    threshold: float
    duplicates: tuple[tuple[str, str], ...]


def check_drafts(pieces: Sequence[Piece]) -> str:
    """The language of the drafts. Raises InputError for too few or many, for two languages, and for none of ours."""
    if not LEAST <= len(pieces) <= MOST:
        raise InputError(f"Comparing takes {LEAST} to {MOST} drafts; there {_are(len(pieces))}")
    for piece in pieces:
        if not piece.text.total:
            raise InputError(f"{piece.path} holds no sentence of prose: leave it out")
    first: dict[str, str] = {}
    for piece in pieces:
        first.setdefault(str(piece.text.lang), piece.path)
    if len(first) > 1:
        told = ", ".join(f"{lang if lang != 'None' else 'unknown'} (such as {path})" for lang, path in first.items())
        raise InputError(f"The drafts are in different languages: {told}; compare those of one language at a time")
    lang, path = next(iter(first.items()))
    if lang not in THRESHOLD:
        raise InputError(f"The drafts are neither Dutch nor English (such as {path}): they can't be compared")
    return lang


def _are(n: int) -> str:
    return "is 1" if n == 1 else f"are {n}"


def compare(pieces: Sequence[Piece], rows: Sequence[Rows], centre: Rows) -> Compared:
    """Match the sentences of drafts in one language; ``rows`` are their vectors, ``centre`` that of the language.

    Two sentences of different drafts say the same where each is the other's nearest in that draft, above THRESHOLD.
    Groups grow from the most alike pair on, one sentence a draft; what is left over and still like a sentence of
    another draft stands beside that one's group. Raises InputError as ``check_drafts`` does.
    """
    import numpy as np

    lang = check_drafts(pieces)
    kept = [[i for i, s in enumerate(p.text.sentences) if len(s.split()) >= LEAST_WORDS] for p in pieces]
    where = [(d, i) for d, own in enumerate(kept) for i in own]
    owner = np.array([d for d, _ in where], int)
    if not where:
        raise InputError(f"The drafts have no sentence of {LEAST_WORDS} words or more: there is nothing to compare")
    vectors = unit(np.concatenate([r[own] for r, own in zip(rows, kept, strict=True)]) - centre)
    likeness = vectors @ vectors.T
    likeness[owner[:, None] == owner[None, :]] = -1
    groups = _linked(likeness, owner, THRESHOLD[lang])
    beside = _beside(groups, likeness, THRESHOLD[lang])
    said = [
        Said(d, p.path, p.places[i], p.text.sentences[i], float(likeness[n].max()))
        for n, (d, i) in enumerate(where)
        for p in (pieces[d],)
    ]
    same = [
        _same([said[i] for i in sorted(own)], [said[i] for i in also], _lowest(own, likeness))
        for own, also in zip(groups, beside, strict=True)
    ]
    return _compared(lang, pieces, said, sorted(same, key=lambda s: -s.drafts))


def _linked(likeness: Rows, owner: Rows, threshold: float) -> list[tuple[int, ...]]:
    """Groups of at least two sentences, one a draft at most, from mutual nearest pairs, the most alike first.

    Two groups are joined only where the mean of all links between them reaches the threshold: no chain of small steps.
    """
    import numpy as np

    links = []
    drafts = int(owner.max()) + 1
    for one in range(drafts):
        for other in range(one + 1, drafts):
            a, b = np.flatnonzero(owner == one), np.flatnonzero(owner == other)
            if not len(a) or not len(b):
                continue
            block = likeness[np.ix_(a, b)]
            there, back = block.argmax(1), block.argmax(0)
            for i, j in enumerate(there):
                if back[j] == i and block[i, j] >= threshold:
                    links.append((-float(block[i, j]), int(a[i]), int(b[j])))
    group = {i: [i] for i in range(len(owner))}
    for _, i, j in sorted(links):
        one_side, other_side = group[i], group[j]
        if one_side is other_side or {owner[k] for k in one_side} & {owner[k] for k in other_side}:
            continue
        if float(likeness[np.ix_(one_side, other_side)].mean()) >= threshold:
            one_side.extend(other_side)
            group.update(dict.fromkeys(other_side, one_side))
    return [tuple(own) for i, own in group.items() if len(own) > 1 and i == min(own)]


def _beside(groups: Sequence[tuple[int, ...]], likeness: Rows, threshold: float) -> list[list[int]]:
    """For each group the sentences left over whose nearest elsewhere is in it."""
    out: list[list[int]] = [[] for _ in groups]
    of = {i: n for n, own in enumerate(groups) for i in own}
    for i in range(len(likeness)):
        j = int(likeness[i].argmax())
        if i not in of and j in of and likeness[i, j] >= threshold:
            out[of[j]].append(i)
    return out


def _compared(lang: str, pieces: Sequence[Piece], said: Sequence[Said], same: Sequence[Same]) -> Compared:
    taken = {id(s) for own in same for s in (*own.sentences, *own.also)}
    by_one = tuple(s for s in said if id(s) not in taken)
    counts = [sum(s.draft == d for s in said) for d in range(len(pieces))]
    alone = [sum(s.draft == d for s in by_one) for d in range(len(pieces))]
    first: dict[str, str] = {}
    prints = [(p.path, first.setdefault(p.text.fingerprint, p.path)) for p in pieces]
    return Compared(
        lang, tuple(p.path for p in pieces), tuple(counts),
        tuple(s for s in same if s.drafts == len(pieces)), tuple(s for s in same if s.drafts < len(pieces)), by_one,
        tuple(a / n if n else None for a, n in zip(alone, counts, strict=True)), THRESHOLD[lang],
        tuple((path, other) for path, other in prints if path != other),
    )  # fmt: skip


def _lowest(own: Sequence[int], likeness: Rows) -> float:
    """For the sentence that fits least: its best link within the group."""
    import numpy as np

    return float(likeness[np.ix_(own, own)].max(1).min())


def _same(sentences: Sequence[Said], also: Sequence[Said], likeness: float) -> Same:
    figures = [set(_FIGURE.findall(s.text)) for s in sentences]
    named = [own for own in figures if own]
    differ = any(not (one <= other or other <= one) for one in named for other in named)
    return Same(tuple(sentences), tuple(also), len(sentences), likeness, differ)
