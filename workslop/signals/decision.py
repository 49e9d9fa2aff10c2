"""From weighed sentences to a status per ask: answered, partial, gestured or missing, over the whole draft.

A logistic model over named figures of the best candidates; parts of an ask are weighed apart, so that "how many, and
why" with only a number is partial. Fitted on corpora/drafts, cross-validated by case; docs/methods.md has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workslop import models
from workslop.text.features import sentence_features
from workslop.types import Ask, Status

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.float64]

STATUSES: tuple[Status, ...] = ("answered", "partial", "gestured", "missing")
TOP = 5
KINDS = ("yes_no", "list", "quantity", "person", "date", "cause", "method", "comparison", "cost", "example", "evidence")


def decision_features(
    ask: Ask, rank: Row, answers: Row, parts: Sequence[Row], near: dict[str, Row], texts: Sequence[str], lang: str
) -> dict[str, float]:
    """Named figures of one ask over the whole draft.

    ``rank`` and ``answers`` are log-odds per unit; ``parts`` the answer log-odds of each part of the ask;
    ``near`` the relations of ask and unit (``retrieval.Relations.near``, one row).
    """
    import numpy as np

    if not len(rank):
        return {"nothing": 1.0}
    order = np.argsort(-rank)[:TOP]
    p_rank, p_answer = sigmoids(rank), sigmoids(answers)
    weight = p_rank / p_rank.sum()
    first, second = order[0], order[min(1, len(order) - 1)]
    both = int(np.argmax(rank + 0.5 * answers))
    open_ends = [sentence_features(texts[j], lang)["placeholder"] for j in order[:3]]
    joint = [float((p_rank * sigmoids(part)).max()) for part in parts] or [float((p_rank * p_answer).max())]
    return {
        "rank_1": float(rank[first]),
        "rank_2": float(rank[second]),
        "answer_1": float(answers[first]),
        "answer_2": float(answers[second]),
        "answer_top3": float(answers[order[:3]].max()),
        "answer_top5": float(answers[order].max()),
        "rank_both": float(rank[both]),
        "answer_both": float(answers[both]),
        "joint_max": float((p_rank * p_answer).max()),
        "joint_mean": float((weight * p_answer).sum()),
        "joint_sum": float((p_rank * p_answer).sum()),
        "rank_mass": float(np.log(p_rank.sum() + 1e-3)),
        "cosine": float(near["cosine"].max()),
        "context": float(near["context"].max()),
        "words": float(near["words"].max()),
        "open_1": open_ends[0],
        "open_3": max(open_ends),
        **_open_ends(p_rank, near, texts, lang),
        "parts": float(min(len(parts), 3)),
        "part_least": min(joint),
        "part_most": max(joint),
        "part_gap": max(joint) - min(joint),
        **{f"kind_{k}": float(ask.kind == k) for k in KINDS},
    }


def _open_ends(rank: Row, near: dict[str, Row], texts: Sequence[str], lang: str) -> dict[str, float]:
    """How near the unit that its author left open (TODO, ??) is to the ask, itself and by its heading; 0 if none."""
    left = [j for j, text in enumerate(texts) if sentence_features(text, lang)["placeholder"]]
    if not left:
        return {"open_rank": 0.0, "open_context": 0.0, "open_heading": 0.0}
    return {
        "open_rank": float(rank[left].max()),
        "open_context": _height(near["context"], left),
        "open_heading": _height(near["heading"], left),
    }


def _height(relation: Row, units: Sequence[int]) -> float:
    """How many deviations the best of ``units`` stands above the mean of the draft."""
    spread = float(relation.std())
    return float((relation[list(units)].max() - relation.mean()) / spread) if spread > 1e-9 else 0.0


def sigmoids(x: Row) -> Row:
    """The logistic function of each log-odds, safe for large ones."""
    import numpy as np

    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))))


def probabilities(features: dict[str, float], name: str = "decision") -> dict[Status, float]:
    """The probability of each status, under the models ``<name>_<status>``; they sum to 1."""
    import math

    logits = {status: models.load(f"{name}_{status}").logit(features) for status in STATUSES}
    top = max(logits.values())
    exps = {status: math.exp(value - top) for status, value in logits.items()}
    total = sum(exps.values())
    return {status: value / total for status, value in exps.items()}


def choose(p: dict[Status, float]) -> Status:
    """The status to report: probability times a factor that brings rare ones forward (bench/fit/coverage.py, boost)."""
    model = models.load("decision_boost")
    factor = dict(zip(model.names, model.weights, strict=True))
    return max(STATUSES, key=lambda s: p[s] * factor[s])
