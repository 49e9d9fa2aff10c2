"""What is measured, found and told: measures, verdicts, rules and findings, gladness, the checklist, the review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workslop.types.read import BlockKind, Brief, Draft, Span

Severity = Literal["note", "warning", "error"]
Status = Literal["answered", "partial", "gestured", "missing"]
Band = Literal["solid", "mixed", "glad"]
ChecklistKind = Literal["ask", "nuance", "evidence", "specificity", "phrasing", "sameness", "constraint"]

SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")


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

    @property
    def best(self) -> int | None:
        """The index of the piece of evidence that says most about the ask, None without evidence.

        Evidence stands in the order of the text. A gesture is the place nearest to the ask; what looks like an answer
        is weighed by how likely it is one.
        """
        if not self.evidence:
            return None
        touched = self.status == "gestured"
        weights = {c.span: c.relevance if touched else c.relevance * c.probability for c in self.candidates}
        return max(range(len(self.evidence)), key=lambda n: weights.get(self.evidence[n], 0.0))


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
