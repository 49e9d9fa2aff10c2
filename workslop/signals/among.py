"""An ask among the others of its brief: what its figures say beside theirs, and what all say of the draft.

A brief asks, and its draft may gesture at every ask in the ask's own words: there, shared words speak against an
answer. A text that was not written to the questions (an encyclopedia's page, a page of public information) gestures at
none: there, they speak for one. So two decisions are fitted, and figures of the whole draft say which of them holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workslop import models
from workslop.signals.decision import STATUSES, probabilities, sigmoids
from workslop.signals.judging import Weighed
from workslop.signals.retrieval import Relations
from workslop.types import Ask, Status

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.float64]

    Figures = dict[str, float]
    Chances = dict[Status, float]

NEAR = ("cosine", "context", "words")
BESIDE = ("words", "cosine", "ce_relevance_most", "ce_evident_answered")
WINDOW = 3  # units, about a paragraph


def placed(related: Relations) -> list[Figures]:
    """For each ask the best unit and the best WINDOW of units, by what sets this ask and this unit apart from others.

    ``<relation>_apart``: the highest value less the means of its ask and of its unit; ``_apart_window`` the same over
    neighbours; ``_window`` the mean over neighbours as it is.
    """
    out: list[Figures] = [{} for _ in range(len(related.asks))]
    for name in NEAR:
        values = related.near[name]
        apart = values - values.mean(1, keepdims=True) - values.mean(0, keepdims=True) + values.mean()
        rows = zip(apart.max(1), _windows(apart).max(1), _windows(values).max(1), strict=True)
        for own, (best, window, plain) in zip(out, rows, strict=True):
            own[f"{name}_apart"], own[f"{name}_apart_window"] = float(best), float(window)
            own[f"{name}_window"] = float(plain)
    return out


def _windows(values: Row) -> Row:
    """Means over neighbouring units; the mean of all where there are fewer than WINDOW."""
    import numpy as np

    n = min(WINDOW, values.shape[1])
    sums = np.cumsum(np.pad(values, ((0, 0), (1, 0))), 1)
    return np.asarray((sums[:, n:] - sums[:, :-n]) / n)


def beside(figures: Sequence[Figures]) -> list[Figures]:
    """For each ask, how far some figures stand above their mean over all asks of the brief."""
    n = max(len(figures), 1)
    means = {name: sum(f.get(name, 0.0) for f in figures) / n for name in BESIDE}
    return [{f"{name}_beside": f.get(name, 0.0) - mean for name, mean in means.items()} for f in figures]


def draft_figures(asks: Sequence[Ask], weighed: Sequence[Weighed], figures: Sequence[Figures]) -> Figures:
    """What all asks together say of brief and draft.

    Of what the judge finds relevant, the shares ``draft_gestured`` and ``draft_answered``; how near the asks' words and
    vectors come; how much is relevant to an ask; how many asks are double, and how long they are (tens of words).
    """
    import numpy as np

    relevant = [sigmoids(w.relevance) for w in weighed]
    mass = sum(float(r.sum()) for r in relevant) + 1e-6
    words = np.array([f.get("words", 0.0) for f in figures])
    return {
        "draft_gestured": sum(float(r @ w.status[:, 0]) for r, w in zip(relevant, weighed, strict=True)) / mass,
        "draft_answered": sum(float(r @ w.status[:, 2]) for r, w in zip(relevant, weighed, strict=True)) / mass,
        "draft_relevant": mass / len(asks) / 10,
        "draft_words": float(words.mean()),
        "draft_words_spread": float(words.std()),
        "draft_cosine": float(np.mean([f.get("cosine", 0.0) for f in figures])),
        "draft_double": float(np.mean([len(a.parts) > 1 for a in asks])),
        "draft_length": float(np.mean([len(a.text.split()) for a in asks])) / 10,
    }


def chances(
    asks: Sequence[Ask], weighed: Sequence[Weighed], related: Relations, figures: Sequence[Figures]
) -> list[tuple[Chances, Chances]]:
    """For each ask the probability of each status, and the same as the status is chosen by.

    The second also knows how much of the rest of the draft gestures: a gap is likelier among gaps. That makes better
    choices over all drafts, and worse order within one.
    """
    draft = draft_figures(asks, weighed, figures)
    public = models.load("decision_register").probability(draft)
    found = []
    for own, place, other in zip(figures, placed(related), beside(figures), strict=True):
        outside = probabilities(own | place | other, "decision_public")
        found.append(tuple(
            _mixed(probabilities(own | more, name), outside, public)
            for name, more in (("decision_judged", {}), ("decision_chosen", draft))
        ))  # fmt: skip
    return [(told, chosen) for told, chosen in found]


def _mixed(own: Chances, outside: Chances, share: float) -> Chances:
    return {status: (1 - share) * own[status] + share * outside[status] for status in STATUSES}
