"""Whether a paragraph stands behind a bullet, where only the layout or the master says so."""

from __future__ import annotations

from itertools import islice
from xml.etree.ElementTree import Element

from workslop.text.pptx_parts import Package, child, local
from workslop.text.pptx_shapes import Shape, bullet_of, shapes

_MOST = 200  # placeholders of a layout
_BODY = ("body", "half", "qtr")  # a master has one body, whatever its part of the slide is in a layout


class Bullets:
    """Looks a shape's bullets up: its own list style, its layout's, its master's. Layouts are read once."""

    def __init__(self, deck: Package) -> None:
        self.deck = deck
        self.read: dict[str, tuple[list[Shape], list[Shape], Element | None]] = {}

    def of(self, shape: Shape, level: int, layout: str | None) -> bool:
        """Whether a paragraph of ``shape`` at ``level`` has a bullet; a body of which nothing is known has."""
        own = _styled(shape, level)
        if own is not None or not shape.role or shape.role == "subTitle":
            return bool(own)
        on_layout, on_master, style = self._layout(layout) if layout else ([], [], None)
        found = [one for one in on_layout if one.index == shape.index and shape.index] or [
            one for one in on_layout if one.role == shape.role
        ]
        role = found[0].role if found else shape.role
        found += [one for one in on_master if _same(one.role, role)]
        for one in found:
            styled = _styled(one, level)
            if styled is not None:
                return styled
        known = bullet_of(child(style, f"lvl{level + 1}pPr"))
        return role in _BODY and known is not False

    def _layout(self, part: str) -> tuple[list[Shape], list[Shape], Element | None]:
        if part not in self.read:
            master = self.deck.target(part, "slideMaster")
            root = self.deck.tree(master) if master else None
            style = child(root, "txStyles", "bodyStyle")
            self.read[part] = (_placeholders(self.deck.tree(part)), _placeholders(root), style)
        return self.read[part]


def _placeholders(root: Element | None) -> list[Shape]:
    held = (shape for shape in shapes(child(root, "cSld", "spTree")) if shape.role)
    return list(islice(held, _MOST))


def _same(one: str, other: str) -> bool:
    return one == other or (one in _BODY and other in _BODY)


def _styled(shape: Shape, level: int) -> bool | None:
    """What the list style of the shape says of a level."""
    body = next((one for one in shape.element if local(one) == "txBody"), None)
    return bullet_of(child(body, "lstStyle", f"lvl{level + 1}pPr"))
