"""The cross-encoder's part: ask and passage read together, for the candidates that the ranking brings up.

For each ask the CANDIDATES units that the ranking puts first are read with their headings. Of these the best two and
three are then read as one passage, so that an answer that stands in two places counts as one, and so is the best one
with its neighbours or its list. What it says becomes named figures beside those of ``decision``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workslop import models
from workslop.signals.decision import sigmoids
from workslop.signals.retrieval import Relations, heading_path
from workslop.types import Ask, Draft, Part

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from workslop.signals.context import Judge

    Row = NDArray[np.float64]

CANDIDATES = 10  # recall of labelled evidence among them: docs/methods.md
MOST_PAIRS, FEWEST = 1000, 3  # a brief of hundreds of asks gets fewer candidates an ask, so that time stays bounded
JOINED = (2, 3)
PASSAGES = ("joined2", "joined3", "window")
BEST_THREE = PASSAGES.index("joined3")
RANK_NAMES = ("rank", "relevance", "relevant", "answered", "partial", "ahead", "behind", "unclaimed")
BY_LANGUAGE = ("ce_relevance", "ce_joined3_answered", "words", "context", "ce_evident_answered")
LIST_REACH = 3  # items before and after one that are read with it
MAX_PARTS = 4  # of an ask, weighed apart
UNCLAIMED = -6.0  # relevance logit to another ask, where none was read with the unit


@dataclass(frozen=True)
class Weighed:
    """One ask's candidates, best of the ranking first.

    ``units`` are their indices, ``relevance`` logits, ``status`` probabilities (n, 3) of gestured, partial, answered;
    ``joined`` is the same for the best two, the best three, and the best one with its neighbours, each as one passage;
    ``claimed`` is the highest relevance of each candidate to another ask; ``parts`` is, for each part of an ask
    that has more than one, the probability 0..1 that the best three answer it.
    """

    units: tuple[int, ...]
    relevance: Row
    status: Row
    joined: tuple[tuple[float, Row], ...]
    claimed: Row
    parts: Row


def weigh(asks: Sequence[Ask], draft: Draft, related: Relations, rank: Row, judge: Judge) -> tuple[Weighed, ...]:
    """Read the candidates of every ask: first each by itself, then the best together. ``rank``: (asks, units)."""
    import numpy as np

    framed = _framed(draft, related)
    most = max(FEWEST, min(CANDIDATES, MOST_PAIRS // max(len(asks), 1)))
    chosen = [[int(j) for j in np.argsort(-row)[:most]] for row in rank]
    alone = _scored(judge, [[(a.text, framed[j]) for j in best] for a, best in zip(asks, chosen, strict=True)])
    claimed = _claimed([list(scores[:, 0]) for scores in alone], chosen)
    first = [
        Weighed(tuple(best), s[:, 0], _softmax(s[:, 1:]), (), c, s[:0, 0])  # what is read together comes after
        for best, s, c in zip(chosen, alone, claimed, strict=True)
    ]
    return _together(asks, related, first, rank, judge)


def _together(
    asks: Sequence[Ask], related: Relations, first: Sequence[Weighed], rank: Row, judge: Judge
) -> tuple[Weighed, ...]:
    """``first`` with what is read together, and the parts of double asks: of what the first reading found best."""
    import numpy as np

    pairs = []
    for ask, w, row in zip(asks, first, rank, strict=True):
        best = [w.units[k] for k in np.argsort(-reranked(w, row))]
        passages = _joined(best, related)
        pairs.append([(ask.text, p) for p in passages] + [(p.text, passages[BEST_THREE]) for p in _parts(ask)])
    n, out = len(PASSAGES), []
    for w, scores in zip(first, _scored(judge, pairs), strict=True):
        status = _softmax(scores[:, 1:])
        joined = tuple((float(scores[k, 0]), status[k]) for k in range(n))
        out.append(replace(w, joined=joined, parts=status[n:, 2]))
    return tuple(out)


def _scored(judge: Judge, groups: Sequence[Sequence[tuple[str, str]]]) -> list[Row]:
    """The scores of each group of pairs, read in one batch; shape (pairs, 4) a group."""
    import numpy as np

    scores = np.asarray(judge.score([pair for group in groups for pair in group]), np.float64)
    ends = np.cumsum([len(group) for group in groups])
    return np.split(scores, ends[:-1])


def _parts(ask: Ask) -> tuple[Part, ...]:
    """The parts that are weighed apart: none of an ask that is one question."""
    return ask.parts[:MAX_PARTS] if len(ask.parts) > 1 else ()


def _joined(best: Sequence[int], related: Relations) -> list[str]:
    """The passages of PASSAGES, without headings; ``best`` holds at least one unit."""
    groups = [sorted(best[:n]) for n in JOINED]
    groups.append(_window(best[0], related))
    return [" ".join(related.texts[j] for j in group) for group in groups]


def _window(top: int, related: Relations) -> list[int]:
    """The unit with its neighbours in the paragraph; an item with its list, and the line that announces it."""
    units = related.units
    if units[top].kind != "item":
        near = range(max(top - 1, 0), min(top + 2, len(units)))
        return [j for j in near if units[j].block == units[top].block]
    first, last = top, top
    while first > 0 and units[first - 1].kind == "item" and top - first < LIST_REACH:
        first -= 1
    while last + 1 < len(units) and units[last + 1].kind == "item" and last - top < LIST_REACH:
        last += 1
    announced = first > 0 and units[first - 1].kind != "item" and related.texts[first - 1].rstrip().endswith(":")
    return list(range(first - announced, last + 1))


def _claimed(relevance: Sequence[Sequence[float]], chosen: Sequence[Sequence[int]]) -> list[Row]:
    """For each ask and candidate, the highest relevance that the same unit has to another ask."""
    import numpy as np

    by_unit: dict[int, list[tuple[float, int]]] = {}
    for i, (values, units) in enumerate(zip(relevance, chosen, strict=True)):
        for value, unit in zip(values, units, strict=True):
            by_unit.setdefault(unit, []).append((value, i))
    return [
        np.array([max((v for v, other in by_unit[u] if other != i), default=UNCLAIMED) for u in units], float)
        for i, units in enumerate(chosen)
    ]


def _framed(draft: Draft, related: Relations) -> list[str]:
    paths = [heading_path(draft, unit) for unit in related.units]
    return [f"{path}: {text}" if path else text for path, text in zip(paths, related.texts, strict=True)]


def _softmax(logits: Row) -> Row:
    import numpy as np

    exps = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(exps / exps.sum(-1, keepdims=True))


def rank_features(weighed: Weighed, rank: Row) -> Row:
    """Shape (candidates, len(RANK_NAMES)): is a candidate what speaks to the ask? ``rank`` is the ask's row."""
    import numpy as np

    light, relevance = rank[list(weighed.units)], weighed.relevance
    second = np.sort(relevance)[-2:].max() if len(relevance) else 0.0
    return np.column_stack([
        light, relevance, sigmoids(relevance), weighed.status[:, 2], weighed.status[:, 1],
        relevance - second, light - light.max(initial=-50.0), relevance - weighed.claimed,
    ])  # fmt: skip


def reranked(weighed: Weighed, rank: Row) -> Row:
    """Log-odds that each candidate is evidence, by ranking and cross-encoder together; shape (candidates,)."""
    import numpy as np

    model = models.load("evidence_rank_judged")
    weights = dict(zip(model.names, model.weights, strict=True))
    return np.asarray(rank_features(weighed, rank) @ np.array([weights[n] for n in RANK_NAMES]) + model.bias)


def judged_features(weighed: Weighed, order: Row) -> dict[str, float]:
    """Named figures of an ask over its candidates; ``order`` are the log-odds of ``reranked``."""
    import numpy as np

    if not len(order):
        return {}
    top = int(np.argmax(order))
    relevant, evident = sigmoids(weighed.relevance), sigmoids(order)
    gestured, partial, answered = weighed.status.T
    either = partial + answered
    out = {
        "ce_relevance": float(weighed.relevance[top]),
        "ce_relevance_most": float(weighed.relevance.max()),
        "ce_answered": float(answered[top]),
        "ce_partial": float(partial[top]),
        "ce_gestured": float(gestured[top]),
        "ce_rank": float(order[top]),
        "ce_unclaimed": float(relevant[top] - sigmoids(weighed.claimed)[top]),
        "ce_odds": _odds(answered[top], gestured[top]),
        "ce_relevant_answered": float((relevant * answered).max()),
        "ce_relevant_either": float((relevant * either).max()),
        "ce_evident_answered": float((evident * answered).max()),
        "ce_evident_either": float((evident * either).max()),
        "ce_evident_sum": float(evident.sum()),
        "ce_mean_answered": float((evident * answered).sum() / evident.sum()),
        "ce_mean_partial": float((evident * partial).sum() / evident.sum()),
    }
    for name, (relevance, status) in zip(PASSAGES, weighed.joined, strict=True):
        out |= {
            f"ce_{name}_relevance": relevance, f"ce_{name}_answered": float(status[2]),
            f"ce_{name}_partial": float(status[1]), f"ce_{name}_odds": _odds(status[2], status[0]),
        }  # fmt: skip
    whole = float(weighed.joined[BEST_THREE][1][2])
    return out | {
        "ce_part_least": float(weighed.parts.min(initial=1.0)) if len(weighed.parts) else whole,
        "ce_part_most": float(weighed.parts.max(initial=0.0)) if len(weighed.parts) else whole,
        "ce_part_gap": float(np.ptp(weighed.parts)) if len(weighed.parts) else 0.0,
    }


def by_language(figures: dict[str, float], lang: str | None) -> dict[str, float]:
    """Figures whose weight differs by language, once more for Dutch: repeated words and relevance differ there."""
    nl = float(lang == "nl")
    return {"nl": nl, **{f"nl_{name}": nl * figures.get(name, 0.0) for name in BY_LANGUAGE}}


def _odds(a: float, b: float) -> float:
    import math

    return math.log(max(float(a), 1e-6) / max(float(b), 1e-6))


def passage_features(scores: Row) -> dict[str, float]:
    """Named figures of one pair: relevance logit and status probabilities. ``scores`` has shape (4,)."""
    status = _softmax(scores[None, 1:])[0]
    return {
        "relevance": float(scores[0]),
        "relevant": float(sigmoids(scores[0:1])[0]),
        "gestured": float(status[0]),
        "partial": float(status[1]),
        "answered": float(status[2]),
        "odds_answered": _odds(status[2], status[0] + status[1]),
        "odds_gestured": _odds(status[0], status[1] + status[2]),
    }
