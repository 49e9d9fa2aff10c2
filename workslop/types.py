"""The nouns of workslop: frozen records, standard library only.

Every place is a half-open range of characters of ``Source.text``, the text exactly as read.
``None`` as a value means "not measured"; the field ``why`` beside it says why.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Severity = Literal["note", "warning", "error"]
BlockKind = Literal["heading", "paragraph", "item", "quote", "code", "table", "row", "front_matter", "comment", "toc"]
HoleKind = Literal["code", "link", "markup", "quote", "comment"]
AskKind = Literal[
    "quantity", "cause", "person", "date", "place", "definition", "method", "comparison", "decision",
    "yes_no", "list", "example", "risk", "cost", "evidence", "other",
]  # fmt: skip
ConstraintKind = Literal["must_mention", "do_not", "audience", "length", "tone", "deadline", "other"]
Status = Literal["answered", "partial", "gestured", "missing"]
Band = Literal["solid", "mixed", "glad"]
ChecklistKind = Literal["ask", "nuance", "evidence", "specificity", "phrasing", "sameness", "constraint"]

SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")


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


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure, without opinion. ``name`` is unique within the signal ("emptiness"); ``parts`` say what made it up.

    ``value`` None means not measured, and ``why`` says why. ``n`` is the size of its base (words, sentences, asks).
    """

    signal: str
    name: str
    value: float | None
    unit: str
    n: int = 0
    why: str | None = None
    span: Span | None = None
    ask: str | None = None
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage weighed for an ask: ``probability`` that it answers, ``why`` (a message key or None) it falls short."""

    span: Span
    probability: float
    relevance: float
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the draft answers an ask. Probabilities 0..1; ``lacks`` and ``has`` name wanted elements by message key
    (``quantity``, ``date`` …) with the words found; ``missing`` is the same as a line in the report's language."""

    ask: str
    status: Status
    answered_probability: float
    confidence: float
    evidence: tuple[Span, ...]
    candidates: tuple[Candidate, ...] = ()
    lacks: tuple[str, ...] = ()
    has: tuple[tuple[str, str], ...] = ()
    open_parts: tuple[str, ...] = ()  # the parts of the ask, in its own words, that are not answered
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class RuleCase:
    """An example that runs as a test: ``flags`` are the exact quotes the rule must find in ``text``, in order."""

    text: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """An opinion as data: see docs/rules-format.md. Texts are by report language: {"nl": …, "en": …}."""

    id: str  # "nl/containerbegrip"
    lang: str  # nl | en | any
    kind: Literal["phrase", "swap", "limit", "question"]
    signal: str
    severity: Severity
    status: Literal["stable", "preview"]
    source: str
    about: Mapping[str, str]
    reason: Mapping[str, str]
    keep: Mapping[str, str]
    message: Mapping[str, str]
    advice: Mapping[str, str]
    question: Mapping[str, str]
    scope: tuple[BlockKind, ...]
    body: Mapping[str, object]
    cases: tuple[RuleCase, ...]
    example: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # {"before": {...}, "after": {...}}
    path: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that spoke. ``span`` None: about the whole draft. Texts are in the report's language.

    ``reason`` is why it matters; ``before`` and ``after`` are the rule's example, in the rule's own language where it
    has one. All three are empty where the rule doesn't say.
    """

    rule: str
    signal: str
    severity: Severity
    message: str
    advice: str
    question: str
    span: Span | None = None
    quote: str | None = None
    measure: Measure | None = None
    reason: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A place where the author keeps what a rule found, and why."""

    rule: str
    span: Span
    reason: str
    used: bool = False


@dataclass(frozen=True, slots=True)
class Push:
    """What a signal does to gladness: ``contribution`` in points of 100, above 0 towards glad; ``words`` by what."""

    signal: str
    value: float | None
    unit: str
    contribution: float | None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Gladness:
    """0 (solid) to 100 (glad), None where not measured; ``verdict`` is one sentence in the report's language."""

    score: float | None
    band: Band | None
    pushes: tuple[Push, ...]
    verdict: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A line for the reviewer: what is not there, and the question to send the author."""

    id: str
    kind: ChecklistKind
    text: str
    question: str
    severity: Severity
    refs: tuple[Span, ...] = ()
    ask: str | None = None


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plane:
    """A draft among its profile's texts: x towards glad (higher: nearer), y where those texts differ most besides."""

    glad: tuple[Point, ...]
    solid: tuple[Point, ...]
    draft: Point


@dataclass(frozen=True)
class Review:
    """All that was measured and found; ``ran`` names rules, models and versions; ``report_lang`` is nl or en.

    ``waived`` are the findings that the author keeps on purpose: they are not among ``findings``. ``plane`` is None
    where closeness was not measured or the profile holds no places of its texts.
    """

    draft: Draft
    brief: Brief | None
    report_lang: str
    measures: tuple[Measure, ...]
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    gladness: Gladness
    checklist: tuple[ChecklistItem, ...]
    waivers: tuple[Waiver, ...] = ()
    ran: Mapping[str, str] = field(default_factory=dict)
    waived: tuple[Finding, ...] = ()
    plane: Plane | None = None

    def measure(self, signal: str, name: str) -> Measure | None:
        """The draft-wide measure of that name, or None."""
        return next((m for m in self.measures if (m.signal, m.name, m.span) == (signal, name, None)), None)

    def sentence_measures(self, name: str) -> Mapping[Span, Measure]:
        """The measures of that name by sentence span."""
        return {m.span: m for m in self.measures if m.name == name and m.span is not None}


Spans = Sequence[Span]
