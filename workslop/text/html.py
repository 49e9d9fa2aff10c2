"""HTML to blocks whose spans point into the raw text: tags are holes, nothing is rewritten."""

from __future__ import annotations

import re
from html import unescape

from workslop.text.inline import address_holes, in_order
from workslop.text.pieces import Piece, names, trimmed
from workslop.text.quotes import MIN_WORDS, quotations
from workslop.types import BlockKind, Hole, HoleKind, Span

_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]*)")
_TAG_STOP = re.compile(r"[>\"']")
_SPACE_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#8239|#8201|#x0*a0|#x202f);", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_LOCAL = re.compile(r"href\s*=\s*[\"']?#", re.I)
_WORD = re.compile(r"\w+")
_LAYOUT = re.compile(r"<(?:/?table|h[1-6])\b|role\s*=\s*[\"']?presentation", re.I)

_SKIPPED = names(
    "script style nav template noscript svg math title textarea select button iframe object audio video canvas"
)
_CODE = names("code kbd samp var tt")
_BLOCKS = names(
    "p div section article main header footer aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td "
    "th caption blockquote pre hr figure figcaption address details summary form fieldset legend body html head center"
)
_RIGHT_ALIGNED = "“„«‹‘€$£¥([¿¡"


def read_html(text: str) -> list[Piece]:
    """The blocks of an HTML text in order. Scripts, styles, navigation and the like have none; ``pre`` is code."""
    return scan_html(text, 0, len(text))


def scan_html(text: str, start: int, end: int) -> list[Piece]:
    """The blocks of ``text[start:end]``, however broken the HTML is; linear in its length."""
    scanner = _Scanner(text, start, end)
    scanner.run()
    return scanner.pieces


def entity_view(text: str) -> str:
    """``text`` with each character reference as the sign it stands for, filled to the same length."""

    def sign(found: re.Match[str]) -> str:
        char, size = unescape(found[0]), len(found[0])
        if len(char) != 1 or char == "&" or char.isspace():
            return " " * size if char.isspace() else found[0]
        if char.isalpha():
            return char * size
        opening = found.start() == 0 or text[found.start() - 1] in " \t\r\n>(["
        return char.rjust(size) if char in _RIGHT_ALIGNED or (char in "\"'" and opening) else char.ljust(size)

    return _ENTITY.sub(sign, text) if "&" in text else text


class _Scanner:
    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.at, self.end = text, start, end
        self.view = text if "&" not in text else None  # for quotation marks, made when first needed
        self.pieces: list[Piece] = []
        self.first = self.last = -1  # the open block's characters
        self.holes: list[Hole] = []
        self.quotes = self.lists = self.group = 0
        self.heading = 0
        self.item = self.row = self.table = False
        self.table_at = -1
        self.linked = False  # inside a link within the page
        self.unlinked = False  # the open block has text outside such links
        self.q_open: list[int] = []
        self.missing: set[str] = set()  # closing signs that don't occur any more: not to be looked for again

    def run(self) -> None:
        while self.at < self.end:
            tag = self.text.find("<", self.at, self.end)
            tag = self.end if tag < 0 else tag
            self._words(self.at, tag)
            self.at = tag
            if tag < self.end:
                self._markup()
        self._flush()
        self._close_table()

    # pieces of text

    def _words(self, start: int, end: int) -> None:
        body = self.text[start:end]
        if not body.strip():
            return
        if self.first < 0:
            self.first = start + len(body) - len(body.lstrip())
        self.last = start + len(body.rstrip())
        self.unlinked = self.unlinked or not self.linked
        if "@" in body or "http" in body or "www." in body:
            self.holes += address_holes(self.text, max(start, self.first), self.last)
        if "&" in body:
            for space in _SPACE_ENTITY.finditer(self.text, start, end):
                self._hole("markup", *space.span())

    def _hole(self, kind: HoleKind, start: int, end: int) -> None:
        if self.first >= 0:
            self.holes.append(Hole(kind, Span(start, end)))

    def _find(self, sign: str, at: int) -> int:
        """Where ``sign`` is next, or -1; a sign that has run out is looked for only once, so that this stays linear."""
        if sign in self.missing:
            return -1
        found = self.text.find(sign, at, self.end)
        if found < 0:
            self.missing.add(sign)
        return found

    # mark-up

    def _markup(self) -> None:
        at = self.at
        if self.text.startswith("<!--", at):
            close = self._find("-->", at + 4)
            self._comment(at, self.end if close < 0 else close + 3)
            return
        if self.text.startswith(("<!", "<?"), at):
            close = self._find(">", at)
            self.at = self.end if close < 0 else close + 1
            self._hole("markup", at, self.at)
            return
        name = _NAME.match(self.text, at, self.end)
        close = self._tag_end(name.end()) if name else -1
        if not name or close < 0:
            self._words(at, at + 1)
            self.at = at + 1
            return
        self.at = close
        self._tag(name[1].lower(), self.text[at + 1] == "/", at, close)

    def _comment(self, at: int, end: int) -> None:
        self.at = end
        if self.first >= 0:
            self._hole("comment", at, end)
        else:
            self.pieces.append(Piece("comment", *trimmed(self.text, at, end), quoted=self.quotes > 0))

    def _tag_end(self, at: int) -> int:
        """After the ``>`` that ends the tag, attribute values read over; -1 where there is none."""
        if self._find(">", at) < 0:
            return -1
        while found := _TAG_STOP.search(self.text, at, self.end):
            if found[0] == ">":
                return found.end()
            close = self._find(found[0], found.end())
            at = found.end() if close < 0 else close + 1
        return -1

    def _tag(self, name: str, closing: bool, start: int, end: int) -> None:
        if name in _SKIPPED and not closing:
            self._skip(name, start, end)
        elif name == "pre" and not closing:
            self._flush()
            self.at = self._element_end(name, end)
            self.pieces.append(Piece("code", *trimmed(self.text, start, self.at), quoted=self.quotes > 0))
        elif name in _CODE and not closing:
            self._code(name, start, end)
        elif name in _BLOCKS:
            self._block(name, closing, start, end)
        else:
            if name == "a":
                self.linked = not closing and bool(_LOCAL.search(self.text, start, end))
            if name == "q":
                self._q(closing, start, end)
            self._hole("markup", start, end)

    def _skip(self, name: str, start: int, end: int) -> None:
        if self.text[end - 2] != "/":
            self.at = self._element_end(name, end)
        self._hole("code" if name == "math" else "markup", start, self.at)

    def _element_end(self, name: str, at: int) -> int:
        close = -1 if name in self.missing else self._close_of(name, at)
        if close < 0:
            self.missing.add(name)
            return self.end if name in ("script", "style", "pre") else at
        after = self.text.find(">", close, self.end)
        return self.end if after < 0 else after + 1

    def _close_of(self, name: str, at: int) -> int:
        found = re.compile(rf"</{name}\b", re.I).search(self.text, at, self.end)
        return found.start() if found else -1

    def _code(self, name: str, start: int, end: int) -> None:
        self.at = self._element_end(name, end)
        if self.at > end:
            if self.first < 0:
                self.first = start
            self.last = self.at
            self.unlinked = True
            self._hole("code", start, self.at)
        else:
            self._hole("markup", start, end)

    def _q(self, closing: bool, start: int, end: int) -> None:
        if not closing:
            self.q_open.append(end)
        elif self.q_open:
            left = max(self.q_open.pop(), self.first)
            if self.first >= 0 and len(_WORD.findall(self.text, left, start)) >= MIN_WORDS:
                self._hole("quote", left, start)

    # blocks

    def _block(self, name: str, closing: bool, start: int, end: int) -> None:
        if self.row and name not in ("tr", "table", "tbody", "thead", "tfoot"):
            self._hole("markup", start, end)  # cells and paragraphs within a row: one block
            return
        self._flush()
        self.heading = 0
        if name[0] == "h" and name[1:].isdigit() and not closing:
            self.heading = int(name[1])
        elif name == "blockquote":
            self.quotes = max(0, self.quotes + (-1 if closing else 1))
        elif name in ("ul", "ol"):
            self.group += not closing and not self.lists
            self.lists = max(0, self.lists + (-1 if closing else 1))
            self.item = False
        elif name == "li":
            self.item = not closing
        elif name == "table":
            self._close_table()
            self.table = not closing and self._is_data(end)
        elif name == "tr" and self.table:
            self.row = not closing
            if self.row and self.table_at < 0:
                self.table_at = len(self.pieces)

    def _is_data(self, at: int) -> bool:
        """A table with a table or headings in it only lays out the page."""
        found = _LAYOUT.search(self.text, at, self.end)
        return bool(found and found[0].lower() == "</table")

    def _close_table(self) -> None:
        rows = self.pieces[self.table_at :] if self.table_at >= 0 else []
        if rows:
            self.pieces.insert(self.table_at, Piece("table", rows[0].start, rows[-1].end, quoted=self.quotes > 0))
        self.table = self.row = False
        self.table_at = -1

    def _flush(self) -> None:
        if self.first < 0:
            return
        start, end = self.first, self.last
        holes = [hole for hole in self.holes if hole.span.end <= end]
        if any(hole.kind == "link" for hole in holes):
            holes = [hole for hole in holes if hole.span.start >= start]
        kind: BlockKind = "quote" if self.quotes else "paragraph"
        level = 0
        if self.heading:
            kind, level = "heading", self.heading
        elif self.row:
            kind = "row"
        elif self.item:
            kind, level, self.item = "item", max(1, self.lists), False
        if self.view is None:
            self.view = entity_view(self.text)
        holes += [self._whole_entities(hole) for hole in quotations(self.view, start, end, holes)]
        group = self.group if self.lists else 0
        self.pieces.append(Piece(kind, start, end, level, self.quotes > 0, in_order(holes), group, not self.unlinked))
        self.first = self.last = -1
        self.holes, self.unlinked, self.q_open = [], False, []

    def _whole_entities(self, hole: Hole) -> Hole:
        """A quotation whose marks are written ``&ldquo;`` takes them in whole."""
        start, end = hole.span.start, hole.span.end
        if self.text[start] == ";":
            start = self.text.rindex("&", 0, start)
        if self.text[end - 1] == "&":
            end = self.text.index(";", end) + 1
        return Hole("quote", Span(start, end))
