"""Spread as drawings: the distance of each group with its interval, and the set as a map in two dimensions."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from workslop.lang import load
from workslop.report.svg_parts import STYLE, diamond, frame, scaled
from workslop.report.words import number, short

WIDTH, HEIGHT, MAP_HEIGHT = 720, 260, 420
LEFT, RIGHT, TOP, BOTTOM = 56, 24, 34, 44
LABELS = 12  # names below the plot at most
NAMED = 8  # texts named on the map at most
Data = Mapping[str, Any]


def plot(data: Data, lang: str, ident: str = "spread") -> str:
    """The distance of each measured group of ``data`` (one language, as the JSON form has it) with its interval.

    "" where fewer than two groups are measured.
    """
    told = [group for group in data["groups"] if group["figures"]]
    if len(told) < 2:
        return ""
    ordered = data["unit"] in ("month", "quarter", "year")
    figures = [group["figures"]["distance"] for group in told]
    low, high = min(f["low"] for f in figures), max(f["high"] for f in figures)
    room = max((high - low) * 0.08, 0.005)
    low, high = max(float(low - room), 0.0), float(high + room)
    step = (WIDTH - LEFT - RIGHT) / len(told)

    def at(value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low), 1) + 0.0

    middles = [(round(LEFT + step * (n + 0.5), 1), f) for n, f in enumerate(figures)]
    every = -(-len(told) // LABELS)  # names that fit below the plot
    parts = [_grid(low, high, at, lang)]
    if ordered:
        way = "L".join(f"{x:g} {at(f['value']):g}" for x, f in middles)
        parts.append(f'<path class="line" d="M{way}"/>')
    for n, ((x, f), group) in enumerate(zip(middles, told, strict=True)):
        parts.append(_whisker(x, at(f["low"]), at(f["high"])))
        parts.append(f'<circle class="solid" cx="{x:g}" cy="{at(f["value"]):g}" r="4.5"/>')
        if n % every == 0:
            name = html.escape(_fit(group["name"], max(int(step * every / 7), 4)))
            parts.append(f'<text x="{x:g}" y="{HEIGHT - 24}" text-anchor="middle">{name}</text>')
            parts.append(f'<text class="small" x="{x:g}" y="{HEIGHT - 9}" text-anchor="middle">n={group["n"]}</text>')
    words = load(lang, "spread")
    title = words["page"]["plot"].format(unit=words["unit"][data["unit"]])
    values = "; ".join(f"{g['name']}: {interval(lang, g['figures']['distance'])}" for g in told)
    return _svg(ident, lang, HEIGHT, title, words["page"]["plot_desc"].format(values=values), parts, data["lang"])


def map_of(data: Data, lang: str, ident: str = "map") -> str:
    """The texts of ``data`` as dots in the plane where they differ most, outliers as diamonds with their names.

    "" for fewer than three texts.
    """
    dots = data["dots"]
    if len(dots) < 3:
        return ""
    points = scaled([(d["x"], d["y"]) for d in dots], WIDTH, MAP_HEIGHT - TOP, 30)
    parts, named = [], {far["path"] for far in data["far"][:NAMED]}
    for (x, y), dot in zip(points, dots, strict=True):
        y = round(y + TOP, 1)
        hint = f"<title>{html.escape(dot['path'])}</title>"
        mark = diamond(x, y, 7, "far") if dot["outlier"] else f'<circle class="a" cx="{x:g}" cy="{y:g}" r="4"/>'
        parts.append(f"<g>{hint}{mark}</g>")
        if dot["path"] in named:
            side, shift = ("end", -11) if x > WIDTH / 2 else ("start", 11)
            name = html.escape(short(PurePath(dot["path"]).name, 36))
            parts.append(f'<text class="small" x="{x + shift:g}" y="{y + 4:g}" text-anchor="{side}">{name}</text>')
    words = load(lang, "spread")["page"]
    out = ", ".join(d["path"] for d in dots if d["outlier"]) or words["none"]
    shown = number(lang, data["shown"] * 100, 0) + "%"
    return _svg(
        ident, lang, MAP_HEIGHT, words["map"], words["map_desc"].format(shown=shown, outliers=out), parts, data["lang"]
    )


def whole(spreads: Sequence[Data], lang: str) -> str:
    """All drawings in one file, below each other."""
    drawn = [
        (text, height)
        for n, data in enumerate(spreads)
        for text, height in ((plot(data, lang, f"spread-{n}"), HEIGHT), (map_of(data, lang, f"map-{n}"), MAP_HEIGHT))
        if text
    ]
    y, parts = 0, []
    for text, height in drawn:
        placed = f'<svg x="0" y="{y}" width="{WIDTH}" height="{height}" class="plot"'
        parts.append(text.rstrip("\n").replace('<svg class="plot"', placed, 1))
        y += height + 12
    words = load(lang, "spread")["page"]
    box = f'viewBox="0 0 {WIDTH} {max(y - 12, 1)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="group" lang="{lang}" aria-labelledby="all-title">'
    return f'{head}<title id="all-title">{html.escape(words["title"])}</title>{"".join(parts)}</svg>\n'


def interval(lang: str, figure: Mapping[str, float], digits: int = 2) -> str:
    """A figure with the ends of its interval: 0.41 (0.38–0.44)."""
    value, low, high = (fixed(lang, figure[key], digits) for key in ("value", "low", "high"))
    return f"{value} ({low}–{high})"


def fixed(lang: str, value: float, digits: int) -> str:
    """A figure with all its digits, so that columns line up."""
    text = f"{value + 0.0:.{digits}f}".replace("-", "−")
    return text.replace(".", ",") if lang == "nl" else text


def _fit(name: str, most: int) -> str:
    return name if len(name) <= most else "…" + name[-(most - 1) :]


def _whisker(x: float, low: float, high: float) -> str:
    return f'<path class="whisker" d="M{x:g} {low:g}V{high:g}M{x - 5:g} {low:g}h10M{x - 5:g} {high:g}h10" fill="none"/>'


def _grid(low: float, high: float, at: Any, lang: str) -> str:
    out = []
    for k in range(5):
        value = low + (high - low) * k / 4
        y = at(value)
        out.append(f'<line class="grid" x1="{LEFT}" y1="{y:g}" x2="{WIDTH - RIGHT}" y2="{y:g}"/>')
        out.append(f'<text class="small" x="{LEFT - 6}" y="{y + 4:g}" text-anchor="end">{fixed(lang, value, 2)}</text>')
    return "".join(out)


def _svg(ident: str, lang: str, height: int, title: str, desc: str, parts: Sequence[str], of: str) -> str:
    name = html.escape(ident)
    head = html.escape(f"{title} ({load(lang, 'spread')['lang'][of]})")
    return (
        f'<svg class="plot" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" lang="{lang}" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{head}</title>'
        f'<desc id="{name}-desc">{html.escape(desc)}</desc><style>{STYLE}</style>{frame(WIDTH, height)}'
        f'<text x="16" y="21" aria-hidden="true">{head}</text>{"".join(parts)}</svg>\n'
    )
