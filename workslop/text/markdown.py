"""Markdown to blocks: markdown-it-py finds the blocks and their lines, this the exact characters in those lines."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from workslop.text.inline import inline_holes
from workslop.text.pieces import Lines, Piece, trimmed
from workslop.text.templates import without_templates
from workslop.types import BlockKind, Hole, Span

if TYPE_CHECKING:
    from collections.abc import Collection

    from markdown_it import MarkdownIt
    from markdown_it.token import Token as Mark

_FRONT = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_FRONT_LINE = re.compile(r"""\s*(?:#|\[[\w."' -]+\]|-\s|["']?[\w. -]{1,80}["']?\s{0,9}[:=](?:\s|$))""")
_PREFIX = re.compile(r"[ \t]*(?:>[ \t]?|(?:[-*+]|\d{1,9}[.)])[ \t]+|[ \t]+)*")
_QUOTE_PREFIX = re.compile(r"[ \t]*(?:>[ \t]?)+[ \t]*")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_ALERT = re.compile(r"\[!\w+\][+-]?[ \t]*")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).){1,100}?)(?<=\S)\1:?[ \t]*$")
_TOC_MARK = re.compile(r"\[\[?_?toc_?\]?\]|\$\{toc\}|\{:\s*toc\s*\}|\{\{<?\s*toc\s*>?\}\}|<!--\s*toc\s*-->", re.I)
_DIRECTIVE = re.compile(
    r"(?::::+|!!!|\?\?\?\+?|===)(?:[ \t]*\S.*)?$|\{%.*%\}$|\{\{[<%].*[>%]\}\}$|\{:.*\}$|\\(?:newpage|pagebreak)$"
    r"|\*\[[^\]\n]+\]:.*$"
)
_TOC_LINE = re.compile(r"\n[ \t]*\{:\s*toc\b[^{}\n]*\}$")  # kramdown: the item above it stands for the contents
_MAX_BOLD_HEADING = 12


def read_markdown(text: str) -> list[Piece]:
    """The blocks of a Markdown text in order; spans point into ``text`` as it is, whatever its line endings."""
    front = front_matter_end(text)
    # markdown-it reads a NUL as U+FFFD; doing so first keeps its content equal to ours, character for character.
    walk = _Walk(text.replace("\0", "\ufffd"), front)
    if front:
        walk.pieces.append(Piece("front_matter", *trimmed(text, 0, front)))
    walk.run()
    return without_templates(text, walk.pieces, front)


def front_matter_end(text: str) -> int:
    """Where YAML (``---``) or TOML (``+++``) front matter ends, 0 where there is none.

    A text may also begin with a thematic break: the first line in between must look like a setting.
    """
    opening = _FRONT.match(text)
    if not opening:
        return 0
    fence = re.escape(opening[1]) if opening[1] == "+++" else r"(?:---|\.\.\.)"
    closing = re.compile(rf"(?:^|(?<=[\n\r])){fence}[ \t]*(?:\r\n|\r|\n|\Z)").search(text, opening.end())
    if not closing:
        return 0
    body = text[opening.end() : closing.start()].strip()
    return closing.end() if not body or _FRONT_LINE.match(body) else 0


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark").enable("table")
    footnote_plugin(parser)
    return parser.disable(["inline", "footnote_tail"])


class _Walk:
    """The walk along markdown-it's tokens; ``pieces`` is the result."""

    def __init__(self, text: str, front: int) -> None:
        self.text, self.front = text, front
        self.lines = Lines(text)
        self.base = self.lines.number(front) if front else 0
        self.pieces: list[Piece] = []
        self.references: Collection[str] = ()
        self.lists = self.quotes = self.group = 0
        self.alerts: list[bool] = []
        self.first_of_item = False
        self.heading: int | None = None
        self.in_table = False
        self.last_level = 0

    def run(self) -> None:
        environment: dict[str, dict[str, object]] = {}
        tokens = _parser().parse(self.text[self.lines.starts[self.base] if self.front else 0 :], environment)
        self.references = environment.get("references", {}).keys()
        for token in tokens:
            handler = getattr(self, f"on_{token.type}", None)
            if handler:
                handler(token)

    # containers

    def on_bullet_list_open(self, _: Mark) -> None:
        if not self.lists:
            self.group += 1
        self.lists += 1

    def on_bullet_list_close(self, _: Mark) -> None:
        self.lists -= 1

    on_ordered_list_open, on_ordered_list_close = on_bullet_list_open, on_bullet_list_close

    def on_list_item_open(self, _: Mark) -> None:
        self.first_of_item = True

    def on_list_item_close(self, _: Mark) -> None:
        self.first_of_item = False

    def on_blockquote_open(self, _: Mark) -> None:
        self.quotes += 1
        self.alerts.append(False)

    def on_blockquote_close(self, _: Mark) -> None:
        self.quotes -= 1
        self.alerts.pop()

    # leaves

    def on_heading_open(self, token: Mark) -> None:
        self.heading = int(token.tag[1])

    def on_heading_close(self, _: Mark) -> None:
        self.heading = None

    def on_table_open(self, token: Mark) -> None:
        self.in_table = True
        first, last = self._range(token)
        self._leaf(
            "table", self._row_start(first), trimmed(self.text, self.lines.starts[first], self.lines.ends[last])[1]
        )

    def on_table_close(self, _: Mark) -> None:
        self.in_table = False

    def on_tr_open(self, token: Mark) -> None:
        line = self._range(token)[0]
        end = trimmed(self.text, self.lines.starts[line], self.lines.ends[line])[1]
        start = self._row_start(line)
        self._leaf("row", start, end, inline_holes(self.text, start, end, self.references) if start < end else ())

    def on_fence(self, token: Mark) -> None:
        first, last = self._range(token)
        start = self.text.find(token.markup, self.lines.starts[first], self.lines.ends[first])
        self._leaf("code", max(start, self.lines.starts[first]), self._end(last))

    def on_code_block(self, token: Mark) -> None:
        first, last = self._range(token)
        content = token.content.split("\n", 1)[0].strip()
        start = self.text.rfind(content, self.lines.starts[first], self.lines.ends[first]) if content else -1
        self._leaf("code", max(start, self.lines.starts[first]), self._end(last))

    def on_html_block(self, token: Mark) -> None:
        first, last = self._range(token)
        start = self.text.find("<", self.lines.starts[first], self.lines.ends[first])
        start, end = trimmed(self.text, max(start, self.lines.starts[first]), self._end(last))
        if _TOC_MARK.fullmatch(self.text, start, end):
            self._leaf("toc", start, end)
            return
        from workslop.text.html import scan_html

        for piece in scan_html(self.text, start, end):
            piece.quoted = piece.quoted or self._quoted()
            self.pieces.append(piece)

    def on_inline(self, token: Mark) -> None:
        if self.in_table or not token.map or not token.content.strip():
            return
        start, end = self._place(token)
        if self.heading is not None:
            self.last_level = self.heading if not self.quotes else self.last_level
            self._prose("heading", start, end, self.heading)
            return
        if self.first_of_item:
            self.first_of_item = False
            if task := _TASK.match(self.text, start, end):
                start = task.end()
            self._prose("item", start, end, self.lists)
            return
        self._paragraph(start, end)

    def _paragraph(self, start: int, end: int) -> None:
        if self.quotes and (alert := _ALERT.match(self.text, start, end)):
            self.alerts[-1] = True  # "> [!NOTE]" is a coloured box of the author's own words
            start = trimmed(self.text, alert.end(), end)[0]
            if quote := _QUOTE_PREFIX.match(self.text, start, end):
                start = quote.end()
        if start < end and _TOC_MARK.fullmatch(self.text, start, end):
            self._leaf("toc", start, end)
            return
        if not self.quotes and not self.lists:
            start = self._bold_heading(start, end)
        self._prose("quote" if self._quoted() else "paragraph", start, end, 0)

    def _bold_heading(self, start: int, end: int) -> int:
        """A first line in bold, short, without a stop or a question, heads the rest; returns where that begins."""
        line_end = min(self.lines.ends[self.lines.number(start)], end)
        bold = _BOLD_LINE.match(self.text, start, line_end)
        if not bold or bold[2][-1] in ".!,;" or len(bold[2].split()) > _MAX_BOLD_HEADING:
            return start
        self._prose("heading", start, trimmed(self.text, start, line_end)[1], min(self.last_level + 1, 6))
        return trimmed(self.text, line_end, end)[0] if line_end < end else end

    # places

    def _range(self, token: Mark) -> tuple[int, int]:
        """First and last line of a token, in the whole text."""
        first, after = token.map or (0, 1)
        last = len(self.lines) - 1
        first = min(first + self.base, last)
        return first, max(first, min(after - 1 + self.base, last))

    def _end(self, line: int) -> int:
        return self.lines.ends[line]

    def _row_start(self, line: int) -> int:
        prefix = _PREFIX if self.lists else _QUOTE_PREFIX if self.quotes else re.compile(r"[ \t]*")
        start, end = self.lines.starts[line], self.lines.ends[line]
        found = prefix.match(self.text, start, end)
        return found.end() if found else start

    def _place(self, token: Mark) -> tuple[int, int]:
        """The characters of an inline token: its first and last line stand at the end of their source lines."""
        content = token.content.strip().split("\n")
        line, last = self._range(token)
        first_line = content[0].rstrip()
        while line < last and first_line not in self.lines.raw(line):
            line += 1
        raw = self.lines.raw(line)
        at = (
            raw.find(first_line, raw.find("#")) if token.level == 1 and self._atx(token, raw) else raw.rfind(first_line)
        )
        start = self.lines.starts[line] + max(at, 0)
        if len(content) == 1:
            return trimmed(self.text, start, start + len(first_line))
        final = min(line + len(content) - 1, len(self.lines) - 1)
        return trimmed(self.text, start, self.lines.ends[final])

    def _atx(self, token: Mark, raw: str) -> bool:
        return self.heading is not None and "#" in raw and token.content in raw

    def _quoted(self) -> bool:
        return self.quotes > 0 and not (self.alerts and self.alerts[-1])

    # output

    def _prose(self, kind: BlockKind, start: int, end: int, level: int) -> None:
        if start >= end:
            return
        if not self.quotes and all(_DIRECTIVE.match(line.strip()) for line in self.text[start:end].splitlines()):
            self._leaf("comment", start, end)
            return
        if _TOC_LINE.search(self.text, start, end):
            self._leaf("toc", start, end)
            return
        holes = inline_holes(self.text, start, end, self.references)
        if self.quotes:
            holes = tuple(sorted((*holes, *self._line_prefixes(start, end)), key=lambda hole: hole.span.start))
        self._leaf(kind, start, end, holes, level)

    def _line_prefixes(self, start: int, end: int) -> list[Hole]:
        """The ``>`` at the start of each further line of a paragraph in a block quote."""
        holes = []
        for line in range(self.lines.number(start) + 1, self.lines.number(max(end - 1, start)) + 1):
            prefix = _QUOTE_PREFIX.match(self.text, self.lines.starts[line], min(self.lines.ends[line], end))
            if prefix and prefix.end() > prefix.start():
                holes.append(Hole("markup", Span(*prefix.span())))
        return holes

    def _leaf(self, kind: BlockKind, start: int, end: int, holes: tuple[Hole, ...] = (), level: int = 0) -> None:
        start, end = trimmed(self.text, start, end)
        if start < end:
            group = self.group if self.lists else 0
            self.pieces.append(Piece(kind, start, end, level, self._quoted(), holes, group))
