"""Where in ``word/document.xml`` each stretch of a paragraph's text stands, to the character.

The part is cut into tags and never built up again: what is written back later is the author's own XML with something
put in between. The part must be well-formed XML without declared entities (workslop.text.docx.read_part, and a parse).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workslop.text.docx_styles import STRICT, W

TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[(?P<cdata>.*?)\]\]>|<\?.*?\?>"
    r"|<(?P<close>/)?(?P<name>[^\s/>]++)(?P<attrs>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>",
    re.S,
)
_XMLNS = re.compile(r"xmlns(?::([\w.-]+))?\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_UNIT = re.compile(r"&[^;]*;|\r\n|.", re.S)
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_LOCKED = re.compile(r"<(?:\w+:)?(?:text|date|comboBox|dropDownList|dataBinding)[\s/>]")
_CONTENT = re.compile(r"<(?:\w+:)?sdtContent[\s/>]")
_LONGEST_CONTROL = 20_000  # characters of the properties of a content control
_FIELD = re.compile(r"fldCharType\s*=\s*[\"'](\w+)")

# A run may stand at any depth of these, and so may the mark of a comment.
_OPEN = frozenset({"hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "bdo", "dir"})
# What the reader of text.docx_body leaves out; the text in a box is that of paragraphs of its own.
_SILENT = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "rt", "txbxContent", "sdtPr", "sdtEndPr"}
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class Run:
    """A ``w:r`` of a paragraph: ``head`` is its opening tag with its ``w:rPr``; its content lies in first..last."""

    start: int
    head: str
    first: int = -1
    last: int = -1
    end: int = -1
    close: str = ""
    letters: list[Unit] = field(default_factory=list)


@dataclass(slots=True)
class Unit:
    """An element that a comment goes around: a child of a run, or what stands in a paragraph and is no run.

    ``content`` is where the characters ``raw`` of a ``w:t`` begin, -1 where the unit can't be cut in two.
    """

    start: int
    tag: str
    run: Run | None = None
    end: int = -1
    content: int = -1
    raw: str = ""
    ends: list[int] = field(default_factory=list)

    def within(self, count: int) -> int:
        """Where the first ``count`` characters of its text end."""
        if "&" not in self.raw and "\r" not in self.raw:
            return self.content + count
        if not self.ends:
            self.ends = [0, *(unit.end() for unit in _UNIT.finditer(self.raw))]
        return self.content + self.ends[count]

    @property
    def before(self) -> int:
        """Where a mark before it stands: before its run where nothing comes before it there."""
        return self.run.start if self.run and self.start == self.run.first else self.start

    @property
    def after(self) -> int:
        """Where a mark after it stands."""
        return self.run.end if self.run and self.end == self.run.last else self.end


@dataclass(slots=True)
class Piece:
    """Text as the reader has it, and the unit it stands in; ``field``: the first and last run of the field it is in."""

    text: str
    unit: Unit
    note: bool = False
    field: tuple[Run, Run] | None = None


@dataclass(slots=True)
class Paragraph:
    """A ``w:p``; ``host`` is what a paragraph in a text box hangs in, as no comment can stand in the box."""

    pieces: list[Piece] = field(default_factory=list)
    host: Unit | None = None


class Scan:
    """The ``w:p`` of a document in the reader's own numbering, and their runs, in order."""

    def __init__(self, xml: str) -> None:
        self.xml = xml
        self.paragraphs: list[Paragraph] = []
        self.runs: list[Run] = []
        self.prefix = ""  # of the document's own elements, with its colon
        self.strict = False
        self._stack: list[tuple[str, dict[str, str]]] = [("", {})]
        self._paragraph: Paragraph | None = None
        self._run: Run | None = None
        self._unit: Unit | None = None
        self._depths = {"p": 0, "r": 0, "unit": 0, "silent": 0}
        self._letters = -1  # where the characters of the open w:t begin
        self._fields: list[tuple[Run, int, list[str]]] = []
        for tag in TOKEN.finditer(xml):
            if tag["name"] is None:
                continue
            if not tag["close"]:
                self._start(tag)
            if tag["close"] or tag["attrs"].endswith("/"):
                self._end(tag)

    # elements

    def _start(self, tag: re.Match[str]) -> None:
        spaces = self._stack[-1][1]
        if "xmlns" in tag["attrs"]:
            spaces = {**spaces, **{m[1] or "": m[2] or m[3] or "" for m in _XMLNS.finditer(tag["attrs"])}}
        prefix, _, name = tag["name"].rpartition(":")
        if len(self._stack) == 1:
            self.prefix = f"{prefix}:" if prefix else ""
            self.strict = "{" + spaces.get(prefix, "") + "}" == STRICT
        own = "{" + spaces.get(prefix, "") + "}" == (STRICT if self.strict else W)
        self._stack.append((name, spaces))
        if own and name == "p":
            self._begin_paragraph()
        elif self._paragraph is not None:
            self._inside(tag, name, own)

    def _begin_paragraph(self) -> None:
        self.paragraphs.append(Paragraph(host=self._unit))
        if self._paragraph is None:
            self._paragraph, self._fields = self.paragraphs[-1], []
            self._depths["p"] = len(self._stack)

    def _inside(self, tag: re.Match[str], name: str, own: bool) -> None:
        depth = len(self._stack)
        if self._unit is None:
            if self._run is None and own and name == "r":
                self._run, self._depths["r"] = Run(tag.start(), tag[0]), depth
            elif self._run is not None and name == "rPr":
                self._run.head = ""  # its end tells how long the head is
            elif self._run is not None or name not in _OPEN or (name == "sdt" and self._locked(tag)):
                self._unit, self._depths["unit"] = Unit(tag.start(), tag[0], self._run), depth
                if self._run and self._run.first < 0:
                    self._run.first = tag.start()
        if self._depths["silent"] == 0 and name in _SILENT:
            self._depths["silent"] = depth
            self._instruction(tag, name)
        if self._depths["silent"] == 0:
            self._sign(tag, name)

    def _locked(self, tag: re.Match[str]) -> bool:
        """Whether a content control holds plain text or data, which a comment can't stand in."""
        content = _CONTENT.search(self.xml, tag.end(), tag.end() + _LONGEST_CONTROL)
        return content is not None and _LOCKED.search(self.xml, tag.end(), content.start()) is not None

    def _end(self, tag: re.Match[str]) -> None:
        name, depth = self._stack[-1][0], len(self._stack)
        if self._letters >= 0 and name == "t":
            self._end_letters(tag)
        if depth == self._depths["silent"]:
            self._depths["silent"] = 0
        if self._unit and depth == self._depths["unit"]:
            self._unit.end, self._depths["unit"] = tag.end(), 0
            if self._run:
                self._run.last = tag.end()
            self._unit = None
        elif self._run and depth == self._depths["r"] + 1 and name == "rPr":
            self._run.head = self.xml[self._run.start : tag.end()]
        elif self._run and depth == self._depths["r"]:
            self._run.end, self._run.close = tag.end(), tag[0]
            self.runs.append(self._run)
            self._run, self._depths["r"] = None, 0
        elif self._paragraph is not None and depth == self._depths["p"]:
            self._paragraph = None
        self._stack.pop()

    # text

    def _sign(self, tag: re.Match[str], name: str) -> None:
        if name == "t":
            self._letters = -1 if tag["attrs"].endswith("/") else tag.end()
        elif name in _SIGNS:
            page = name in ("br", "cr") and re.search(r"\btype\s*=\s*[\"'](?!textWrapping)", tag["attrs"])
            self._add(" " if page else _SIGNS[name])
        elif name == "footnoteReference":
            self._add("", note=True)
        elif name == "fldChar" and self._run and (kind := _FIELD.search(tag["attrs"])):
            self._field(kind[1], self._run)

    def _end_letters(self, tag: re.Match[str]) -> None:
        raw, unit = self.xml[self._letters : tag.start()], self._unit
        if unit and unit.run and self._depths["unit"] == len(self._stack) and "<" not in raw:
            unit.content, unit.raw = self._letters, raw
            unit.run.letters.append(unit)
        self._letters = -1
        self._add(characters(raw))

    def _add(self, text: str, note: bool = False) -> None:
        if self._paragraph and self._unit and (text or note):
            self._paragraph.pieces.append(Piece(text, self._unit, note))

    def _instruction(self, tag: re.Match[str], name: str) -> None:
        if name == "instrText" and self._fields:
            self._fields[-1][2].append(self.xml[tag.end() : self.xml.find("<", tag.end())])

    def _field(self, kind: str, run: Run) -> None:
        """Text within a field is written anew by Word: a comment goes around the field, but for a link's own words."""
        if kind == "begin":
            self._fields.append((run, len(self._paragraph.pieces) if self._paragraph else 0, []))
        elif kind == "end" and self._fields:
            begin, first, words = self._fields.pop()
            if self._paragraph and "".join(words).split()[:1] != ["HYPERLINK"]:
                for piece in self._paragraph.pieces[first:]:
                    piece.field = (begin, run)


def characters(raw: str) -> str:
    """The characters that XML text stands for: references read, line ends as one sign, comments left out."""
    out, at = [], 0
    for mark in TOKEN.finditer(raw) if "<" in raw else ():
        out += [_read(raw[at : mark.start()]), mark["cdata"] or ""]
        at = mark.end()
    return "".join([*out, _read(raw[at:])])


def _read(raw: str) -> str:
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    return _REFERENCE.sub(lambda m: chr(int(m[1], 16) if m[1] else int(m[2])) if m[1] or m[2] else _NAMED[m[3]], raw)
