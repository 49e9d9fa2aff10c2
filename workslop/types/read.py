"""What is read: a file and its text, blocks, sentences, tokens; a brief and its asks."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "quote", "code", "table", "row", "front_matter", "comment", "toc"]
HoleKind = Literal["code", "link", "markup", "quote", "comment"]
AskKind = Literal[
    "quantity", "cause", "person", "date", "place", "definition", "method", "comparison", "decision",
    "yes_no", "list", "example", "risk", "cost", "evidence", "other",
]  # fmt: skip
ConstraintKind = Literal["must_mention", "do_not", "audience", "length", "tone", "deadline", "other"]


class InputError(Exception):
    """A mistake in what the user gave: one clear sentence (what, where, what to do); the command exits with 2."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters of ``Source.text``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` in this range."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two ranges share at least one character."""
        return max(self.start, other.start) < min(self.end, other.end)

    def contains(self, other: Span) -> bool:
        """True when ``other`` lies wholly within this range."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Place:
    """A place as a person reads it: line and column from 1; ``label`` where there are no lines (DOCX: heading path)."""

    line: int
    column: int
    label: str | None = None


@dataclass(frozen=True)
class Source:
    """A file as read: ``text`` is decoded, and otherwise untouched (line endings stay as they are).

    ``marks`` are (offset, label) pairs, ascending, for formats whose lines mean nothing to a reader;
    the label of a place is that of the last mark at or before it.
    """

    path: str
    text: str
    format: str  # markdown | text | html | docx | pptx | pdf
    encoding: str = "utf-8"
    marks: tuple[tuple[int, str], ...] = ()

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, text = [0], self.text
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        return starts

    def place(self, offset: int) -> Place:
        """Line and column (from 1) of ``offset``, with the label of the nearest mark before it."""
        line = bisect_right(self._line_starts, offset)
        at = bisect_right(self.marks, (offset, "\U0010ffff"))
        return Place(line, offset - self._line_starts[line - 1] + 1, self.marks[at - 1][1] if at else None)


@dataclass(frozen=True, slots=True)
class Hole:
    """Part of a block that isn't the author's prose: inline code, a link's target, mark-up, a quotation, a comment."""

    kind: HoleKind
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the document: ``span`` is its content without the line's marker (``#``, ``-``, ``>``), with holes.

    A table is one block of kind ``table`` and a block ``row`` for each row. ``level`` is the heading's or item's depth
    (from 1). ``headings`` are the indices, in ``Draft.blocks``, of the headings above it, outermost first. ``quoted``
    is true below a block quote. ``lang`` is the block's own language, or None where it cannot be told.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    lang: str | None = None
    headings: tuple[int, ...] = ()
    holes: tuple[Hole, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign of a sentence: ``pos`` is a Universal POS tag, ``ent`` an entity label; None without pipeline."""

    span: Span
    text: str
    lemma: str | None = None
    pos: str | None = None
    ent: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit of reading: a sentence of prose or of an item, a table row, a heading. ``block`` indexes ``Draft.blocks``.

    ``prose`` is true when the words are the author's own running text (not a heading, row, quotation or code).
    """

    span: Span
    block: int
    kind: BlockKind
    lang: str | None
    prose: bool = True


@dataclass(frozen=True)
class Draft:
    """A text under review. ``tokens`` and ``vectors`` run parallel to ``sentences``, or are None where not planned."""

    source: Source
    lang: str | None
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[tuple[Token, ...], ...] | None = None
    vectors: object | None = None  # numpy.ndarray (n_sentences, dim), unit rows; object keeps this file import-free

    @property
    def text(self) -> str:
        """The text as read."""
        return self.source.text


@dataclass(frozen=True, slots=True)
class Part:
    """One wanted element of an ask, with its own kind ("hoeveel" and "hoe verhoudt zich dat tot Q2": two parts)."""

    text: str
    kind: AskKind


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing the brief wants.

    ``must`` is true for a 'must mention' line; ``topic`` holds the words of the heading or row it stands under.
    """

    id: str
    text: str
    span: Span
    kind: AskKind
    parts: tuple[Part, ...]
    must: bool = False
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Constraint:
    """What the brief asks of the form: a term that must occur, a thing not to do, an audience, a length, a tone.

    ``terms`` are the words of a must-mention or do-not line that can be looked for; ``limit`` is (least, most) words.
    """

    kind: ConstraintKind
    text: str
    span: Span
    terms: tuple[str, ...] = ()
    limit: tuple[int | None, int | None] | None = None


@dataclass(frozen=True)
class Brief:
    """What the draft was asked to do."""

    source: Source
    lang: str | None
    asks: tuple[Ask, ...]
    constraints: tuple[Constraint, ...]
