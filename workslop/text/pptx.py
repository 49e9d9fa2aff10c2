"""PowerPoint files to text and blocks: slides in the order of the show, each with its notes after it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from workslop.text.laid_out import LaidOutSource, Line, laid_out
from workslop.text.pptx_bullets import Bullets
from workslop.text.pptx_parts import Package, child, local, reference
from workslop.text.pptx_shapes import Shape, paragraphs, shapes
from workslop.types import InputError

_LEFT_OUT = ("dt", "ftr", "hdr", "sldNum", "sldImg")  # what the master repeats on every slide, and the picture in notes
_TITLES = ("title", "ctrTitle")
_LONGEST_TITLE = 15  # words, of a text that is a title by its size alone


def read_pptx(data: bytes, path: str, name: str | None = None) -> LaidOutSource:
    """The PowerPoint file in ``data``: title, paragraphs, items and table rows each on a line, slide by slide.

    A place is "slide 3", "slide 3, notes", "slide 3, hidden". Footers, dates, slide numbers and what is only drawn are
    left out; macros are not looked at. Raises InputError where it is no such file, is damaged, declares XML entities,
    or unpacks to more than the limits of pptx_parts.
    """
    deck = Package(data, name or path)
    main = deck.target("", "officeDocument") or "ppt/presentation.xml"
    presentation = deck.tree(main)
    if presentation is None or local(presentation) != "presentation":
        raise InputError(f"{deck.name} is a zip file but no PowerPoint presentation: save it as .pptx and try again")
    targets = deck.targets(main)
    bullets = Bullets(deck)
    lines: list[Line] = []
    named = child(presentation, "sldIdLst")
    wanted = [targets[reference(one)].part for one in _all(named) if reference(one) in targets]
    for number, part in enumerate(dict.fromkeys(wanted), 1):
        lines.extend(_slide(deck, bullets, part, number))
    if not any(line.text.strip() for line in lines):
        raise InputError(f"{deck.name} has no text on its slides (pictures of text are not read): give the text itself")
    return laid_out(path, "pptx", lines)


def _slide(deck: Package, bullets: Bullets, part: str, number: int) -> Iterator[Line]:
    root = deck.tree(part)
    if root is None:
        raise deck.damaged(f"{part} is missing")
    targets = deck.targets(part)
    hidden = ", hidden" if root.get("show") in ("0", "false") else ""
    label = f"slide {number}{hidden}"
    held = [shape for shape in shapes(child(root, "cSld", "spTree")) if shape.role not in _LEFT_OUT]
    title = _title(held)
    if title is not None:
        text = " ".join(" ".join(one.text.split()) for one in paragraphs(title.element)).strip()
        yield Line("heading", text, label, 1 if title.role == "ctrTitle" else 2)
    layout = next((target.part for target in targets.values() if target.kind == "slideLayout"), None)
    for shape in held:
        if shape is title:
            continue
        if shape.diagram:
            target = targets.get(shape.diagram)
            yield from _diagram(deck.tree(target.part) if target else None, label)
        elif local(shape.element) == "tbl":
            yield from _table(shape.element, label)
        else:
            yield from _text(shape, bullets, layout, label)
    notes = next((target.part for target in targets.values() if target.kind == "notesSlide"), None)
    if notes:
        tree = deck.tree(notes)
        for shape in shapes(None if tree is None else child(tree, "cSld", "spTree")):
            if shape.role not in _LEFT_OUT and not shape.diagram and local(shape.element) != "tbl":
                yield from _text(shape, None, None, f"{label}, notes")


def _title(held: list[Shape]) -> Shape | None:
    """The title; on a slide without one, the short text in letters larger than all others, as designers set it."""
    filled = [shape for shape in held if shape.words]
    for shape in filled:
        if shape.role in _TITLES:
            return shape
    if any(shape.role for shape in filled) or len(filled) < 2:
        return None
    largest = max(filled, key=lambda shape: shape.size)
    alone = sum(shape.size == largest.size for shape in filled) == 1
    words = largest.words.split()
    return largest if alone and len(words) <= _LONGEST_TITLE and words[-1][-1] not in ".!,;:" else None


def _text(shape: Shape, bullets: Bullets | None, layout: str | None, label: str) -> Iterator[Line]:
    """A line for each paragraph, and for each line within one that its author began anew."""
    inherited: dict[int, bool] = {}
    for paragraph in paragraphs(shape.element):
        marked, level = paragraph.bullet, paragraph.level
        if marked is None and bullets is not None:
            if level not in inherited:
                inherited[level] = bullets.of(shape, level, layout)
            marked = inherited[level]
        for text in _typed_lines(paragraph.text):
            yield Line("item" if marked else "paragraph", text, label, level + 1 if marked else 0)


def _typed_lines(text: str) -> Iterator[str]:
    """The lines of a paragraph; one that begins in lower case goes on with the line before it."""
    out: list[str] = []
    for line in filter(None, (" ".join(piece.split()) for piece in text.split("\n"))):
        if out and line[0].islower():
            out[-1] += f" {line}"
        else:
            out.append(line)
    return iter(out)


def _table(table: Element, label: str) -> Iterator[Line]:
    """A line for each row; a table of one column only draws a box, and holds ordinary paragraphs."""
    rows = [[cell for cell in row if local(cell) == "tc"] for row in table if local(row) == "tr"]
    if all(len(cells) <= 1 for cells in rows):
        for cell in (cell for cells in rows for cell in cells):
            yield from _text(Shape(cell), None, None, label)
        return
    number = 0
    for cells in rows:
        shown = [" ".join(" ".join(p.text.split()) for p in paragraphs(cell)) for cell in cells if not _merged(cell)]
        if any(text.strip() for text in shown):
            number += 1
            yield Line("row", " | ".join(text.strip() for text in shown), label, row=number)


def _merged(cell: Element) -> bool:
    return "1" in (cell.get("hMerge"), cell.get("vMerge")) or "true" in (cell.get("hMerge"), cell.get("vMerge"))


def _diagram(data: Element | None, label: str) -> Iterator[Line]:
    """The texts of a SmartArt diagram as items, those below another deeper than it."""
    points: dict[str, Element] = {}
    for point in _all(child(data, "ptLst")):
        if point.get("type", "node") in ("node", "asst", "doc"):
            points[point.get("modelId", "")] = point
    below: dict[str, list[tuple[int, str]]] = {}
    for link in _all(child(data, "cxnLst")):
        if link.get("type", "parOf") == "parOf":
            order = link.get("srcOrd", "0")
            at = int(order) if order.isdigit() and len(order) < 9 else 0
            below.setdefault(link.get("srcId", ""), []).append((at, link.get("destId", "")))
    held = {destination for links in below.values() for _, destination in links}
    stack = [(name, 0) for name in reversed(points) if name not in held]
    while stack:
        name, depth = stack.pop()
        if name not in points:  # seen before: a ring
            continue
        point = points.pop(name)
        body = child(point, "t")
        text = " ".join(" ".join(one.text.split()) for one in paragraphs(body)).strip() if body is not None else ""
        if text:
            yield Line("item", text, label, max(depth, 1))
        deeper = depth + (bool(text) or point.get("type") == "doc")
        stack.extend((one, deeper) for _, one in sorted(below.get(name, ()), reverse=True))


def _all(element: Element | None) -> list[Element]:
    return [] if element is None else list(element)
