"""Norms: where a figure of a draft lies among texts that people wrote, in the same language and genre.

``norms_<lang>.json`` holds deciles only; ``bench/fit/norms.py`` counts them and docs/norms.md says on what.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

POOLED = "all"  # every genre of the language, each with the same weight


@dataclass(frozen=True, slots=True)
class Norms:
    """Deciles (11 values, 0 to 100%) of each figure in ``n`` texts of one genre."""

    genre: str
    n: int
    deciles: Mapping[str, tuple[float, ...]]

    def percentile(self, name: str, value: float) -> float | None:
        """Share of the texts below ``value``, 0..100, equals counted half; None for a figure without norms."""
        known = self.deciles.get(name)
        if known is None:
            return None
        return (_share(known, value, bisect_left(known, value)) + _share(known, value, bisect_right(known, value))) / 2


def _share(deciles: tuple[float, ...], value: float, at: int) -> float:
    """Percent of texts, by linear interpolation between the deciles on both sides of place ``at``."""
    if at == 0 or at == len(deciles):
        return 100.0 if at else 0.0
    low, high = deciles[at - 1], deciles[at]
    return 10.0 * (at - 1 + (value - low) / (high - low))


@cache
def load(lang: str, genre: str = POOLED) -> Norms:
    """The norms of a language and genre. Raises FileNotFoundError and KeyError for one we don't have."""
    data = json.loads((files(__package__) / f"norms_{lang}.json").read_text(encoding="utf-8"))
    found = data["genres"][genre]
    return Norms(genre, found["n"], {name: tuple(values) for name, values in found["deciles"].items()})


def known_genre(lang: str | None, genre: str) -> str:
    """``genre`` where there are norms of it in the language, POOLED elsewhere."""
    return genre if lang in ("nl", "en") and genre in genres(lang) else POOLED


@cache
def genres(lang: str) -> tuple[str, ...]:
    """The genres of a language, POOLED first."""
    data = json.loads((files(__package__) / f"norms_{lang}.json").read_text(encoding="utf-8"))
    return tuple(data["genres"])
