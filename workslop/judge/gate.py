"""The gate of the word "glad": does a draft gesture more than the texts that people write, in any register we measured?

Three measures, none of which needs vectors: how many different stock phrases, absolute words, names. A weighted sum
of them is held against a limit that at most two in a hundred texts by people reach, in each register
(``bench/fit/gate.py`` sets both, ``bench/false_positives.py`` reports). Few words tell little: counts are shrunk by
``SHRINK`` words, so that one phrase in a short text is no proof.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

SHRINK = 200.0  # words that are added to the draft's own
Scale = Literal["count", "rate", "plain"]


@dataclass(frozen=True, slots=True)
class Part:
    """A measure's part in the sum: ``weight`` a unit, the scaled value kept within ``low``..``high``."""

    signal: str
    measure: str
    scale: Scale
    weight: float
    low: float
    high: float


@cache
def parts(lang: str) -> tuple[float, tuple[Part, ...]]:
    """(bias, parts) of a language; the limit is a sum of 0. Raises FileNotFoundError for a language we don't have."""
    data = json.loads((files("workslop.models") / f"gladness_gate_{lang}.json").read_text(encoding="utf-8"))
    return float(data["bias"]), tuple(Part(**part) for part in data["parts"])


def scaled(value: float, words: int, scale: Scale) -> float:
    """A count as a rate per 100 words, a rate per 100 words as it is; both shrunk by SHRINK words ("plain": not)."""
    if scale == "count":
        return 100 * value / (words + SHRINK)
    return value * words / (words + SHRINK) if scale == "rate" else value


def above(lang: str, values: Mapping[tuple[str, str], float], words: int) -> float | None:
    """The sum, 0 at the limit, higher is gladder; None where one of the measures is missing.

    ``values``: draft-wide measures by (signal, name); ``words``: of running text.
    """
    total, own = parts(lang)
    for part in own:
        value = values.get((part.signal, part.measure))
        if value is None:
            return None
        total += part.weight * min(max(scaled(value, words, part.scale), part.low), part.high)
    return total
