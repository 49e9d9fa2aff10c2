"""The checklist: what a reviewer must see, worst first, each line with a question that can be sent as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workslop.judge.wording import ask_line, ask_question
from workslop.lang import phrase
from workslop.text import masked
from workslop.text.facts import WORD, alternatives
from workslop.types import (
    Brief,
    ChecklistItem,
    ChecklistKind,
    Constraint,
    Draft,
    Finding,
    HoleKind,
    Severity,
    Span,
    Verdict,
)

MOST_CLAIMS = 4
MOST_EMPTY = 6
MOST_PHRASES = 2
NUANCE = ("counter_view", "trade_off", "uncertainty", "limit", "exception", "minority", "alternative", "reversal")
NUANCE_ENOUGH = 3  # kinds: a draft that shows so many has nuance
_SIGHT: tuple[HoleKind, ...] = ("link", "markup", "comment")  # what a reader doesn't see
_OWN: tuple[HoleKind, ...] = (*_SIGHT, "code", "quote")
_UNSEEN = ("front_matter", "comment", "toc", "code", "table")  # a table is seen through its rows
_ORDER = {"missing": 0, "gestured": 1, "partial": 2}


@dataclass(frozen=True, slots=True)
class _Line:
    kind: ChecklistKind
    text: str
    question: str
    severity: Severity
    refs: tuple[Span, ...] = ()
    ask: str | None = None


def checklist(
    draft: Draft, brief: Brief | None, verdicts: Sequence[Verdict], findings: Sequence[Finding],
    nuance: dict[str, float], lang: str,
) -> tuple[ChecklistItem, ...]:  # fmt: skip
    """Asks left out, touched on and half answered; broken constraints; claims, nuance, emptiest sentences, phrases.

    Ids are c1, c2 … in that order; ``lang`` is the report's language. ``nuance`` maps each kind of nuance to how many
    units show it, empty where it was not measured.
    """
    lines = [
        *_asks(draft, brief, verdicts, lang),
        *_constraints(draft, brief, lang),
        *_worst(findings, "evidence", MOST_CLAIMS),
        *_nuance(nuance, lang),
        *_worst(findings, "specificity", MOST_EMPTY),
        *_worst(findings, "sameness", 1),
        *_worst(findings, "phrasing", MOST_PHRASES),
    ]
    return tuple(
        ChecklistItem(f"c{n}", line.kind, line.text, line.question, line.severity, line.refs, line.ask)
        for n, line in enumerate(lines, 1)
    )


def _asks(draft: Draft, brief: Brief | None, verdicts: Sequence[Verdict], lang: str) -> Iterator[_Line]:
    by_id = {a.id: a for a in brief.asks} if brief else {}
    gaps = [v for v in verdicts if v.status in _ORDER and v.ask in by_id]
    for verdict in sorted(gaps, key=lambda v: (_ORDER[v.status], v.answered_probability)):
        ask = by_id[verdict.ask]
        severity: Severity = "warning" if verdict.status == "partial" else "error"
        text, question = ask_line(ask, verdict, lang), ask_question(ask, verdict, draft.text, lang)
        yield _Line("ask", text, question, severity, verdict.evidence, ask.id)


def _constraints(draft: Draft, brief: Brief | None, lang: str) -> Iterator[_Line]:
    for constraint in brief.constraints if brief else ():
        if constraint.kind in ("must_mention", "do_not"):
            yield from _terms(draft, constraint, lang)
        elif constraint.kind == "length" and constraint.limit:
            yield from _length(draft, constraint.limit, lang)


def _terms(draft: Draft, constraint: Constraint, lang: str) -> Iterator[_Line]:
    """Words that must be seen are looked for in all a reader sees; words that must not, in the author's own words."""
    wanted = constraint.kind == "must_mention"
    for term in constraint.terms:
        pattern = re.compile(alternatives([term]), re.IGNORECASE)
        found = _first(draft, pattern, _SIGHT if wanted else _OWN)
        if (found is not None) != wanted:
            key = f"constraint.{constraint.kind}"
            text, question = phrase(lang, key, term=term), phrase(lang, key + "_question", term=term)
            yield _Line("constraint", text, question, "warning", (found,) if found else ())


def _first(draft: Draft, pattern: re.Pattern[str], hidden: Sequence[HoleKind]) -> Span | None:
    """The first place of ``pattern`` in the text without ``hidden``; quoted blocks count only where quotes do."""
    for block in draft.blocks:
        if block.kind in _UNSEEN or ("quote" in hidden and (block.quoted or block.kind == "quote")):
            continue
        found = pattern.search(masked(draft.text, block.span, block.holes, hidden))
        if found:
            return Span(block.span.start + found.start(), block.span.start + found.end())
    return None


def _length(draft: Draft, limit: tuple[int | None, int | None], lang: str) -> Iterator[_Line]:
    """A tenth more or less than (least, most) words is what an editor lets pass."""
    seen = (b for b in draft.blocks if b.kind not in _UNSEEN)
    n = sum(len(WORD.findall(masked(draft.text, b.span, b.holes, _SIGHT))) for b in seen)
    least, most = limit
    key = "too_long" if most and n > most * 1.1 else "too_short" if least and n < least * 0.9 else None
    if key:
        told = phrase(lang, f"constraint.{key}", n=n, limit=most if key == "too_long" else least)
        yield _Line("constraint", told, phrase(lang, f"constraint.{key}_question"), "warning")


def _worst(findings: Iterable[Finding], signal: str, most: int) -> list[_Line]:
    """The findings of a signal, worst first, one a rule for phrases; those about the whole draft come first."""
    own = [f for f in findings if f.signal == signal and not f.rule.startswith("any/ask-")]
    if signal in ("phrasing", "sameness"):
        own = list({f.rule: f for f in reversed(own)}.values())[::-1]
    own.sort(key=lambda f: (f.span is not None, -((f.measure.value or 0.0) if f.measure else 0.0)))
    kind: ChecklistKind = signal  # type: ignore[assignment]
    return [_Line(kind, f.message, f.question, f.severity, (f.span,) if f.span else ()) for f in own[:most]]


def _nuance(counts: dict[str, float], lang: str) -> Iterator[_Line]:
    """One line for all that is absent: eight lines that say "no" teach less than one that lists them."""
    absent = [kind for kind in NUANCE if counts.get(kind) == 0]
    if counts and len(NUANCE) - len(absent) < NUANCE_ENOUGH:
        kinds = ", ".join(phrase(lang, f"nuance.{kind}") for kind in absent)
        yield _Line("nuance", phrase(lang, "nuance.text", kinds=kinds), phrase(lang, "nuance.question"), "warning")
