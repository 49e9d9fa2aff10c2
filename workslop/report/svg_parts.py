"""What the drawings share: their style for light and dark, a frame, marks, and points put to scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

# Colour never tells alone: kinds differ in shape, and what matters has a label. Names are under .plot, so that a page
# keeps its own.
STYLE = (
    ".plot{--p:#fbfaf7;--i:#1f1d1a;--s:#5c5850;--l:#dcd7cc;--a:#0b5b63;--b:#835500;--o:#a32a1c;"
    "max-width:100%;height:auto}"
    "@media (prefers-color-scheme:dark){"
    ".plot{--p:#181715;--i:#ebe7df;--s:#aaa397;--l:#3b3832;--a:#7fc8cf;--b:#e2b052;--o:#f0917f}}"
    ".plot text{font:12px system-ui,sans-serif;fill:var(--i);paint-order:stroke;stroke:var(--p);stroke-width:3px}"
    ".plot .small{font-size:11px;fill:var(--s)}"
    ".plot .paper{fill:var(--p);stroke:var(--l)}.plot .grid{stroke:var(--l)}"
    ".plot .a{fill:none;stroke:var(--a);stroke-width:1.5}"
    ".plot .b{fill:none;stroke:var(--b);stroke-width:1.5}"
    ".plot .solid{fill:var(--a)}.plot .line{stroke:var(--a);fill:none;stroke-width:2}"
    ".plot .whisker{stroke:var(--i);stroke-width:1.5}"
    ".plot .own,.plot .far{fill:var(--o)}.plot text.own{font-weight:600}"
)


def scaled(
    points: Sequence[tuple[float, float]], width: float, height: float, margin: float, *, alike: bool = True
) -> list[tuple[float, float]]:
    """``points`` moved and stretched to fill a drawing within ``margin``; y goes up.

    The same in both directions, or with ``alike`` False each as far as there is room.
    """
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    sides = ((width - 2 * margin, wide), (height - 2 * margin, high))
    scales = [room / size if size > 1e-9 else math.inf for room, size in sides]
    along, up = (min(scales), min(scales)) if alike else scales
    along, up = (0.0 if math.isinf(s) else s for s in (along, up))  # all in one place: nothing to stretch
    middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    return [
        (round(width / 2 + (x - middle[0]) * along, 1), round(height / 2 - (y - middle[1]) * up, 1)) for x, y in points
    ]


def frame(width: float, height: float) -> str:
    """The paper that a drawing stands on."""
    return f'<rect class="paper" x="0.5" y="0.5" width="{width - 1:g}" height="{height - 1:g}" rx="3"/>'


def diamond(x: float, y: float, size: float, kind: str) -> str:
    """A filled diamond of class ``kind`` around a point."""
    return f'<path class="{kind}" d="M{x:g} {y - size:g}l{size:g} {size:g}l{-size:g} {size:g}l{-size:g} {-size:g}z"/>'
