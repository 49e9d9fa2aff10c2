"""The shapes of a slide in the order in which PowerPoint reads them, groups opened, and the paragraphs in a shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from workslop.text.pptx_parts import child, local, reference

_DEEPEST = 8  # the lowest list level, from 0
_FIELDS_LEFT_OUT = ("slidenum", "datetime")


@dataclass(frozen=True)
class Shape:
    """What holds text: an ``sp`` or a ``tbl``. ``role`` and ``index`` are its placeholder's.

    ``role`` is "" where it is none, "body" for the one without a type. ``diagram`` is the relation of a diagram's data.
    """

    element: Element
    role: str = ""
    index: str = ""
    diagram: str = ""

    @cached_property
    def words(self) -> str:
        """All its text."""
        if self.diagram or local(self.element) == "tbl":
            return ""
        return " ".join(paragraph.text for paragraph in paragraphs(self.element)).strip()

    @cached_property
    def size(self) -> int:
        """The largest size of letters that it sets itself, in hundredths of a point; 0: none."""
        sizes = (e.get("sz", "") for e in self.element.iter() if local(e) in ("rPr", "defRPr"))
        return max((int(size) for size in sizes if size.isdigit() and len(size) < 9), default=0)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text, line breaks as ``\\n``; ``level`` from 0; ``bullet`` None where it says nothing itself."""

    text: str
    level: int
    bullet: bool | None


def shapes(tree: Element | None) -> Iterator[Shape]:
    """The shapes below ``tree`` with text in them, a table or a diagram; a group's stand in its place."""
    stack = list(reversed(tree)) if tree is not None else []
    while stack:
        element = stack.pop()
        name = local(element)
        if name in ("grpSp", "Choice", "Fallback"):
            stack.extend(reversed(element))
        elif name == "AlternateContent":
            stack.extend(reversed(_alternatives(element)))
        elif name == "sp":
            yield _shape(element)
        elif name == "graphicFrame":
            yield from _frame(element)


def _alternatives(element: Element) -> list[Element]:
    """One of the ways in which the same thing is written: the first, which later versions read."""
    return list(element)[:1]


def _shape(element: Element) -> Shape:
    holder = next((one for one in element if local(one) == "nvSpPr"), None)
    place = child(holder, "nvPr", "ph")
    if place is None:
        return Shape(element)
    kind = place.get("type", "obj")
    return Shape(element, "body" if kind == "obj" else kind, place.get("idx", ""))


def _frame(element: Element) -> Iterator[Shape]:
    data = child(element, "graphic", "graphicData")
    for one in data if data is not None else ():
        if local(one) == "tbl":
            yield Shape(one)
        elif local(one) == "relIds":
            yield Shape(one, diagram=reference(one, "dm"))


def paragraphs(holder: Element) -> Iterator[Paragraph]:
    """The paragraphs with text of a shape, a cell or a text body."""
    body = child(holder, "txBody")
    for element in body if body is not None else holder:
        if local(element) == "p":
            text = _words(element)
            if text.strip():
                look = child(element, "pPr")
                yield Paragraph(text, level_of(look), bullet_of(look))


def level_of(look: Element | None) -> int:
    """The list level of a ``pPr``, from 0."""
    level = "" if look is None else look.get("lvl", "")
    return min(int(level), _DEEPEST) if level.isdigit() and len(level) < 9 else 0


def bullet_of(look: Element | None) -> bool | None:
    """Whether a ``pPr`` or ``lvl1pPr`` sets a bullet or number, or takes it away; None where it says nothing."""
    for element in look if look is not None else ():
        if local(element) in ("buChar", "buAutoNum", "buBlip"):
            return True
        if local(element) == "buNone":
            return False
    return None


def _words(paragraph: Element) -> str:
    out: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = local(element)
        if name == "t":
            out.append((element.text or "").replace("\v", "\n").replace("_x000B_", "\n"))
        elif name == "br":
            out.append("\n")
        elif name == "AlternateContent":
            stack.extend(reversed(_alternatives(element)))
        elif name == "fld" and element.get("type", "").startswith(_FIELDS_LEFT_OUT):
            continue
        elif name not in ("pPr", "rPr", "endParaRPr"):
            stack.extend(reversed(element))
    return "".join(out).replace("\r", "\n").replace("\u2028", "\n")
