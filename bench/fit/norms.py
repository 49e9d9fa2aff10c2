"""Norms: deciles of what texts by people hold, per 100 words, by language and genre. Only the figures go into workslop.

The texts stay outside (bench/fit/human.py); where they are not at hand, the files stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from bench.fit import human
from bench.fit.data import CachedEncoder, Labelled
from bench.fit.logistic import MODELS
from workslop.models.norms import POOLED
from workslop.signals import specificity
from workslop.signals.context import Context

WHEN = "November 2026"


def run(docs: list[Labelled], encoder: CachedEncoder) -> None:
    """Write norms_<lang>.json."""
    del docs, encoder
    found: dict[str, dict[str, list[dict[str, float]]]] = {}
    for text in human.texts():
        figures = {m.name: m.value for m in specificity.measure(text.draft, Context()) if m.span is None}
        own = {name: figures[name] for name in specificity.NORMED if figures.get(name) is not None}
        if own:
            by_genre = found.setdefault(text.lang, {})
            by_genre.setdefault(human.genre_of(text.register), []).append(own)
    if not found:
        print("no texts by people at hand, the norms stay as they are")
    for lang, genres in found.items():
        counts = ", ".join(f"{name} {len(rows)}" for name, rows in genres.items())
        about = (
            f"Deciles (0, 10 … 100%) of texts by people, per 100 words: {counts}; about {human.WORDS} words at most; "
            f"{WHEN}. '{POOLED}': every genre with the same weight. Sets: docs/norms.md."
        )
        data = {"about": about, "genres": {POOLED: pooled(genres)} | {name: _genre(r) for name, r in genres.items()}}
        (MODELS / f"norms_{lang}.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
        print(lang, about)


def _genre(rows: Sequence[dict[str, float]]) -> dict[str, Any]:
    return {"n": len(rows), "deciles": {name: deciles([r[name] for r in rows]) for name in specificity.NORMED}}


def pooled(genres: dict[str, list[dict[str, float]]]) -> dict[str, Any]:
    """As ``_genre`` over all genres, each with the same weight however many texts it has."""
    least = max(len(rows) for rows in genres.values())
    drawn = [rows[k * len(rows) // least] for rows in genres.values() for k in range(least)]
    return _genre(drawn) | {"n": sum(map(len, genres.values()))}


def deciles(values: Sequence[float]) -> list[float]:
    """The 0th, 10th … 100th percentile."""
    return [round(float(v), 3) for v in np.quantile(values, np.linspace(0, 1, 11))]
