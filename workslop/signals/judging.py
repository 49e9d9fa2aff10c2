"""The cross-encoder's part: ask and passage read together, for the candidates that the ranking brings up.

For each ask the best CANDIDATES units are read with their headings, and the best two and three read as one passage, so
that an answer that stands in two places counts as one. What it says becomes named figures beside those of ``decision``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workslop import models
from workslop.signals.retrieval import Relations, heading_path
from workslop.types import Ask, Draft

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from workslop.signals.context import Judge

    Row = NDArray[np.float64]

CANDIDATES = 10  # recall of labelled evidence among them: docs/methods.md
JOINED = (2, 3)
RANK_NAMES = ("rank", "relevance", "relevant", "answered", "partial", "ahead", "behind")


@dataclass(frozen=True)
class Weighed:
    """One ask's candidates, best of the ranking first.

    ``units`` are their indices, ``relevance`` logits, ``status`` probabilities (n, 3) of gestured, partial, answered;
    ``joined`` is the same for the best two and three as one passage.
    """

    units: tuple[int, ...]
    relevance: Row
    status: Row
    joined: tuple[tuple[float, Row], ...]


def weigh(asks: Sequence[Ask], draft: Draft, related: Relations, rank: Row, judge: Judge) -> tuple[Weighed, ...]:
    """Read the candidates of every ask, in one batch. ``rank`` has shape (asks, units)."""
    import numpy as np

    framed = _framed(draft, related)
    pairs: list[tuple[str, str]] = []
    chosen = [[int(j) for j in np.argsort(-row)[:CANDIDATES]] for row in rank]
    for ask, best in zip(asks, chosen, strict=True):
        pairs += [(ask.text, framed[j]) for j in best]
        pairs += [(ask.text, " ".join(related.texts[j] for j in sorted(best[:n]))) for n in JOINED]
    scores = np.asarray(judge.score(pairs), np.float64)
    out, at = [], 0
    for best in chosen:
        own = scores[at : at + len(best) + len(JOINED)]
        at += len(own)
        status = _softmax(own[:, 1:])
        n = len(best)
        joined = tuple((float(own[n + k, 0]), status[n + k]) for k in range(len(JOINED)))
        out.append(Weighed(tuple(best), own[:n, 0], status[:n], joined))
    return tuple(out)


def _framed(draft: Draft, related: Relations) -> list[str]:
    paths = [heading_path(draft, unit) for unit in related.units]
    return [f"{path}: {text}" if path else text for path, text in zip(paths, related.texts, strict=True)]


def _softmax(logits: Row) -> Row:
    import numpy as np

    exps = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(exps / exps.sum(-1, keepdims=True))


def _sigmoid(x: Row) -> Row:
    import numpy as np

    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))))


def rank_features(weighed: Weighed, rank: Row) -> Row:
    """Shape (candidates, len(RANK_NAMES)): is a candidate what speaks to the ask? ``rank`` is the ask's row."""
    import numpy as np

    light, relevance = rank[list(weighed.units)], weighed.relevance
    second = np.sort(relevance)[-2:].max() if len(relevance) else 0.0
    return np.column_stack([
        light, relevance, _sigmoid(relevance), weighed.status[:, 2], weighed.status[:, 1],
        relevance - second, light - light.max(initial=-50.0),
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
    relevant, evident = _sigmoid(weighed.relevance), _sigmoid(order)
    gestured, partial, answered = weighed.status.T
    either = partial + answered
    out = {
        "ce_relevance": float(weighed.relevance[top]),
        "ce_relevance_most": float(weighed.relevance.max()),
        "ce_answered": float(answered[top]),
        "ce_partial": float(partial[top]),
        "ce_gestured": float(gestured[top]),
        "ce_rank": float(order[top]),
        "ce_odds": _odds(answered[top], gestured[top]),
        "ce_relevant_answered": float((relevant * answered).max()),
        "ce_relevant_either": float((relevant * either).max()),
        "ce_evident_answered": float((evident * answered).max()),
        "ce_evident_either": float((evident * either).max()),
        "ce_evident_sum": float(evident.sum()),
        "ce_mean_answered": float((evident * answered).sum() / evident.sum()),
        "ce_mean_partial": float((evident * partial).sum() / evident.sum()),
    }
    for n, (relevance, status) in zip(JOINED, weighed.joined, strict=True):
        out |= {
            f"ce_joined{n}_relevance": relevance, f"ce_joined{n}_answered": float(status[2]),
            f"ce_joined{n}_partial": float(status[1]), f"ce_joined{n}_odds": _odds(status[2], status[0]),
        }  # fmt: skip
    return out


def _odds(a: float, b: float) -> float:
    import math

    return math.log(max(float(a), 1e-6) / max(float(b), 1e-6))


def passage_features(scores: Row) -> dict[str, float]:
    """Named figures of one pair: relevance logit and status probabilities. ``scores`` has shape (4,)."""
    status = _softmax(scores[None, 1:])[0]
    return {
        "relevance": float(scores[0]),
        "relevant": float(_sigmoid(scores[0:1])[0]),
        "gestured": float(status[0]),
        "partial": float(status[1]),
        "answered": float(status[2]),
        "odds_answered": _odds(status[2], status[0] + status[1]),
        "odds_gestured": _odds(status[0], status[1] + status[2]),
    }
