"""Gladness over time as a small drawing: a dot a draft, a line through the medians of its weeks, months or years."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LEAST = 3  # drafts with a day and a score
WIDTH, HEIGHT = 640, 150
_LEFT, _TOP, _BOTTOM = 30, 6, 20
_MONTHS_FROM, _YEARS_FROM = 70, 365 * 4  # days between first and last from which it is told by month, by year


@dataclass(frozen=True, slots=True)
class Trend:
    """``dots`` and ``line`` are SVG paths; ``periods`` are (name, how many drafts, median score), the oldest first."""

    dots: str
    line: str
    periods: tuple[tuple[str, int, float], ...]
    first: date
    last: date


def trend(scores: Sequence[tuple[date, float]]) -> Trend | None:
    """The drawing of (day, score 0..100); None for fewer than LEAST, or all on one day."""
    points = sorted(scores)
    if len(points) < LEAST or points[0][0] == points[-1][0]:
        return None
    first, last = points[0][0], points[-1][0]
    days = (last - first).days

    def at(day: float, score: float) -> str:
        x = _LEFT + (WIDTH - _LEFT - _TOP) * day / days
        y = _TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - min(max(score, 0.0), 100.0) / 100)
        return f"{x:.4g} {y:.4g}"

    groups: dict[str, list[tuple[int, float]]] = {}
    for day, score in points:
        groups.setdefault(_period(day, days), []).append(((day - first).days, score))
    middles = [
        (statistics.mean(day for day, _ in group), statistics.median(score for _, score in group))
        for group in groups.values()
    ]
    return Trend(
        dots="".join(f"M{at((day - first).days, score)}h0" for day, score in points),
        line="M" + "L".join(at(*middle) for middle in middles),
        periods=tuple((name, len(group), middles[n][1]) for n, (name, group) in enumerate(groups.items())),
        first=first,
        last=last,
    )


def height(score: float) -> float:
    """Where a score stands in the drawing."""
    return _TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - score / 100)


def _period(day: date, days: int) -> str:
    if days >= _YEARS_FROM:
        return f"{day:%Y}"
    if days >= _MONTHS_FROM:
        return f"{day:%Y-%m}"
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
