"""The body of a Word document as lines: one per paragraph, one per table row."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from workslop.text.docx_styles import Style, W, is_on, namespace, number_in
from workslop.types import BlockKind

_MAX_BOLD_HEADING = 12
_DEEPEST_ITEM = 9
_PARAGRAPH_NUMBER = "paragraph-number"  # set on each w:p while reading; no attribute of Word's has this name


@dataclass(slots=True)
class Line:
    """A line of the extracted text. ``parts``: (start, end, paragraph) within it; ``row`` counts from 1 in a table."""

    kind: BlockKind
    text: str
    level: int = 0
    row: int = 0
    note: int = 0
    parts: list[tuple[int, int, int]] = field(default_factory=list)


class Body:
    """Reads the document into ``lines``, holding no more than one child of the body in memory at a time."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self.styles = styles
        self.lines: list[Line] = []
        self.notes: dict[str, int] = {}
        self.ns = W
        self.heading = 0
        self.boxes: list[Element] = []

    def read(self, document: bytes) -> None:
        """Adds the lines of ``word/document.xml``."""
        depth = count = 0
        body: Element | None = None
        for event, element in ElementTree.iterparse(io.BytesIO(document), events=("start", "end")):
            if event == "start":
                depth += 1
                if depth == 1:
                    self.ns = namespace(element.tag)
                elif depth == 2:
                    body = element
                if element.tag == f"{self.ns}p":
                    element.set(_PARAGRAPH_NUMBER, str(count))
                    count += 1
            else:
                depth -= 1
                if depth == 2 and body is not None:
                    if body.tag == f"{self.ns}body":
                        self._child(element)
                    body.clear()

    def read_notes(self, footnotes: bytes | None) -> None:
        """Adds the footnotes that the text refers to, each on a line that begins with its number in brackets."""
        if footnotes is None or not self.notes:
            return
        for note in ElementTree.fromstring(footnotes).iter(f"{self.ns}footnote"):
            number = self.notes.get(note.get(f"{self.ns}id", ""))
            if number:
                body = " ".join(filter(None, (self._text(p).strip() for p in note.iter(f"{self.ns}p"))))
                text = f"[{number}] {body}"
                self.lines.append(Line("paragraph", text, note=number, parts=[(0, len(text), -1)]))

    # structure

    def _child(self, child: Element) -> None:
        stack = [child]
        while stack:
            element = stack.pop()
            name = element.tag.removeprefix(self.ns)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                stack.extend(reversed(self._table(element)))
            elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                stack.extend(reversed(element))
            if self.boxes:  # text boxes stand after the paragraph that holds them
                stack.extend(p for box in reversed(self.boxes) for p in reversed(box))
                self.boxes = []

    def _paragraph(self, element: Element) -> None:
        text = self._text(element)
        style = self._style(element)
        kind, level = style.kind, style.level
        bold = kind == "paragraph" and self._is_bold_heading(element, text, style)
        if kind == "heading" and text.strip():
            self.heading = level
        elif bold:
            kind, level = "heading", min(self.heading + 1, 9)
        number = int(element.get(_PARAGRAPH_NUMBER, "-1"))
        self.lines.append(Line(kind, text, level, parts=[(0, len(text), number)]))

    def _style(self, element: Element) -> Style:
        ns = self.ns
        properties = element.find(f"{ns}pPr")
        if properties is None:
            return Style()
        reference = properties.find(f"{ns}pStyle")
        style = self.styles.get("" if reference is None else reference.get(f"{ns}val", ""), Style())
        outline = number_in(properties.find(f"{ns}outlineLvl"), ns)
        if outline is not None and outline < 9 and style.kind == "paragraph":
            return Style("heading", outline + 1)
        numbered = properties.find(f"{ns}numPr/{ns}numId")
        if numbered is None or style.kind not in ("paragraph", "item"):
            return style
        if not number_in(numbered, ns):  # number 0 takes the style's own numbering away
            return Style()
        depth = number_in(properties.find(f"{ns}numPr/{ns}ilvl"), ns)
        return Style("item", min((depth or 0) + 1, _DEEPEST_ITEM))

    def _is_bold_heading(self, element: Element, text: str, style: Style) -> bool:
        """A short paragraph in bold from end to end, without a stop or with a question mark, heads what follows."""
        body = text.strip()
        if not body or body[-1] in ".!,;:" or len(body.split()) > _MAX_BOLD_HEADING or "\n" in body:
            return False
        for run in element.iter(f"{self.ns}r"):
            if any((t.text or "").strip() for t in run.iter(f"{self.ns}t")):
                switch = run.find(f"{self.ns}rPr/{self.ns}b")
                if not (style.bold if switch is None else is_on(switch, self.ns)):
                    return False
        return any(letter.isalpha() for letter in body)

    def _table(self, table: Element) -> list[Element]:
        """Adds a line per row; a table of one column only draws a box: its contents come back as ordinary ones."""
        ns = self.ns
        rows = [list(row.iter(f"{ns}tc")) for row in _rows(table, ns)]
        if all(len(cells) <= 1 for cells in rows):
            return [child for cells in rows for cell in cells for child in cell]
        number = 0
        for cells in rows:
            line = Line("row", "")
            for index, cell in enumerate(cells):
                self._cell(line, cell, first=index == 0)
            if line.text.strip(" |"):
                number += 1
                line.row = number
                self.lines.append(line)
        self.boxes = []
        return []

    def _cell(self, line: Line, cell: Element, first: bool) -> None:
        line.text += "" if first else " | "
        begun = False
        for paragraph in cell.iter(f"{self.ns}p"):
            text = " ".join(self._text(paragraph).split())
            if text:
                line.text += " " if begun else ""
                start, begun = len(line.text), True
                line.text += text
                line.parts.append((start, len(line.text), int(paragraph.get(_PARAGRAPH_NUMBER, "-1"))))

    # text

    def _text(self, paragraph: Element) -> str:
        """The words of a paragraph as a reader sees them: insertions in, deletions and field codes out."""
        ns, out = self.ns, []
        stack: list[Element] = list(reversed(paragraph))
        while stack:
            element = stack.pop()
            name = element.tag.rpartition("}")[2]
            if name == "t":
                out.append(element.text or "")
            elif name in ("tab", "ptab"):
                out.append("\t")
            elif name in ("br", "cr"):
                out.append("\n" if element.get(f"{ns}type", "textWrapping") == "textWrapping" else " ")
            elif name in ("noBreakHyphen", "softHyphen"):
                out.append("-" if name == "noBreakHyphen" else "")
            elif name == "footnoteReference":
                identity = element.get(f"{ns}id", "")
                out.append(f"[{self.notes.setdefault(identity, len(self.notes) + 1)}]")
            elif name == "txbxContent":
                self.boxes.append(element)
            elif name not in ("del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "rt"):
                stack.extend(reversed(element))
        return "".join(out)


def _rows(table: Element, ns: str) -> Iterator[Element]:
    """The rows of a table, those within content controls too, but not those of a table inside it."""
    stack = list(reversed(table))
    while stack:
        element = stack.pop()
        if element.tag == f"{ns}tr":
            yield element
        elif element.tag in (f"{ns}sdt", f"{ns}sdtContent", f"{ns}customXml", f"{ns}ins"):
            stack.extend(reversed(element))
