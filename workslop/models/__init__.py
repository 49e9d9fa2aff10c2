"""Fitted figures: logistic models over named features, as JSON files beside this one.

Each file says on what it was fitted and how well it does on what it was not fitted on; ``bench/fit`` makes them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Logistic:
    """P(y) = 1 / (1 + exp(-(bias + sum of weight * feature))); ``vector`` weighs an embedding, or is empty."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    vector: tuple[float, ...] = ()
    about: str = ""

    def logit(self, features: Mapping[str, float]) -> float:
        """The log-odds; a feature that isn't given counts as 0."""
        return self.bias + sum(w * features.get(n, 0.0) for n, w in zip(self.names, self.weights, strict=True))

    def probability(self, features: Mapping[str, float], vector_logit: float = 0.0) -> float:
        """0..1; ``vector_logit`` is the inner product with ``vector``, computed by the caller for many rows at once."""
        return sigmoid(self.logit(features) + vector_logit)

    def leading(self, features: Mapping[str, float], most: int) -> dict[str, float]:
        """What the ``most`` strongest features add to the log-odds, strongest first, without those that add nothing."""
        return strongest(self.parts(features), most)

    def parts(self, features: Mapping[str, float]) -> list[tuple[str, float]]:
        """What each feature adds to the log-odds, in the model's order, without those that add nothing."""
        weighed = [(n, w * features[n]) for n, w in zip(self.names, self.weights, strict=True) if n in features]
        return [part for part in weighed if part[1]]


def strongest(parts: Sequence[tuple[str, float]], most: int) -> dict[str, float]:
    """The ``most`` parts of the log-odds that weigh most, either way, strongest first."""
    return dict(sorted(parts, key=lambda part: -abs(part[1]))[:most])


def sigmoid(x: float) -> float:
    """The logistic function, safe for large ``x``."""
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


@cache
def load(name: str) -> Logistic:
    """The model in ``<name>.json``, read once a process. Raises FileNotFoundError when there is none."""
    data = json.loads((files(__package__) / f"{name}.json").read_text(encoding="utf-8"))
    weights: dict[str, float] = data["weights"]
    vector: Sequence[float] = data.get("vector", ())
    return Logistic(tuple(weights), tuple(weights.values()), data["bias"], tuple(vector), data.get("about", ""))
