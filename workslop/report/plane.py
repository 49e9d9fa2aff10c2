"""Where a draft lies among reference texts in two dimensions, as one inline SVG for a page."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

from workslop.lang import load
from workslop.report.svg_parts import STYLE, diamond, frame, scaled
from workslop.types import Point

WIDTH, HEIGHT = 480, 320
NEAREST = 10


def plane(
    glad: Sequence[Point], solid: Sequence[Point], draft: Point, lang: str, ident: str = "plane", *, styled: bool = True
) -> str:
    """An SVG of glad (circles) and solid (squares) texts and the ``draft`` (a diamond with its name), in ``lang``.

    Coordinates are of one plane and need no scale. ``ident`` starts the ids: give each drawing on a page its own. Title
    and description say what it shows. ``styled`` False leaves the style to the page that it stands on. Raises
    ValueError without reference texts, or for a point that is not finite.
    """
    points = [*glad, *solid, draft]
    if len(points) < 2:
        raise ValueError("a plane needs reference texts")
    if not all(math.isfinite(value) for point in points for value in point):
        raise ValueError("every point must be finite")
    words, name = load(lang, "spread")["plane"], html.escape(ident)
    at = scaled(points, WIDTH, HEIGHT, 28, alike=False)  # the two directions have no unit in common
    near = sorted((math.dist(p, at[-1]), n >= len(glad)) for n, p in enumerate(at[:-1]))[:NEAREST]
    told = words["desc"].format(
        glad=len(glad), solid=len(solid), k=len(near), near=sum(not solid_one for _, solid_one in near)
    )
    marks = [f'<circle class="a" cx="{x}" cy="{y}" r="4"/>' for x, y in at[: len(glad)]]
    marks += [f'<rect class="b" x="{x - 4:g}" y="{y - 4:g}" width="8" height="8"/>' for x, y in at[len(glad) : -1]]
    x, y = at[-1]
    side = ("end", -12) if x > WIDTH / 2 else ("start", 12)
    own = html.escape(words["draft"])
    label = f'<text class="own" x="{x + side[1]:g}" y="{y + 4:g}" text-anchor="{side[0]}">{own}</text>'
    legend = (
        f'<circle class="a" cx="16" cy="{HEIGHT + 14}" r="4"/>'
        f'<text x="26" y="{HEIGHT + 18}">{html.escape(words["glad"])}</text>'
        f'<rect class="b" x="92" y="{HEIGHT + 10}" width="8" height="8"/>'
        f'<text x="106" y="{HEIGHT + 18}">{html.escape(words["solid"])}</text>'
        f'<text x="{WIDTH - 8}" y="{HEIGHT + 18}" text-anchor="end">{html.escape(words["right"])} →</text>'
    )
    style = f"<style>{STYLE}</style>" if styled else ""
    return (
        f'<svg class="plot" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + 28}" '
        f'role="img" lang="{lang}" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{html.escape(words["title"])}</title>'
        f'<desc id="{name}-desc">{html.escape(told)}</desc>{style}'
        f"{frame(WIDTH, HEIGHT)}{''.join(marks)}{diamond(x, y, 8, 'own')}{label}{legend}</svg>\n"
    )
