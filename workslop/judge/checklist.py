"""The checklist: what a reviewer must see, worst first, each line with a question that can be sent as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workslop.judge.sentence_lines import MOST_PHRASES, as_told, sentence_lines, worst
from workslop.judge.wording import ask_line, ask_question, check_line, check_question, listed
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

FIRST = 12  # lines that a reviewer is sure to read
UNSURE = 0.8  # below it an ask that is called answered gets a line of its own; docs/methods.md, "Review effort"
DOUBTED = 0.3  # share of asks left open from which every answer gets one: such a draft isn't taken at its word
MOST_ABSENT = 4  # kinds of nuance that are named
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
    """Asks left out, touched on and half answered; broken constraints; asks that may not be answered after all;
    claims, nuance, emptiest sentences, phrases.

    Ids are c1, c2 … in that order; ``lang`` is the report's language. ``nuance`` maps each kind of nuance to how many
    units show it, empty where it was not measured. The lines to check (``is_check``) end within the first FIRST.
    """
    sure = [*_asks(draft, brief, verdicts, lang), *_constraints(draft, brief, lang)]
    lines = [
        *sure,
        *list(_checks(draft, brief, verdicts, lang))[: max(FIRST - len(sure), 0)],
        *(_Line(*told) for told in sentence_lines(draft, findings, "evidence", lang)),
        *_nuance(nuance, lang),
        *(_Line(*told) for told in sentence_lines(draft, findings, "specificity", lang)),
        *(_Line(*as_told(f)) for f in (*worst(findings, "sameness", 1), *worst(findings, "phrasing", MOST_PHRASES))),
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


def _checks(draft: Draft, brief: Brief | None, verdicts: Sequence[Verdict], lang: str) -> Iterator[_Line]:
    """Asks that are called answered, the least sure first: a gap may hide there. All of them in a doubted draft."""
    by_id = {a.id: a for a in brief.asks} if brief else {}
    own = [v for v in verdicts if v.ask in by_id]
    doubted = sum(v.status in _ORDER for v in own) >= DOUBTED * len(own)
    answered = [v for v in own if v.status == "answered" and (doubted or v.answered_probability < UNSURE)]
    for verdict in sorted(answered, key=lambda v: v.answered_probability):
        ask = by_id[verdict.ask]
        text, question = check_line(ask, verdict, lang), check_question(ask, verdict, draft.text, lang)
        yield _Line("ask", text, question, "note", verdict.evidence, ask.id)


def is_check(item: ChecklistItem) -> bool:
    """Whether a line is about an ask that looks answered: to look at, not yet to ask."""
    return item.kind == "ask" and item.severity == "note"


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


def _nuance(counts: dict[str, float], lang: str) -> Iterator[_Line]:
    """One line for all that is absent: eight lines that say "no" teach less than one that lists them."""
    absent = [kind for kind in NUANCE if counts.get(kind) == 0]
    if counts and len(NUANCE) - len(absent) < NUANCE_ENOUGH:
        named = absent[:MOST_ABSENT]
        kinds = listed([phrase(lang, f"nuance.{kind}") for kind in named], lang)
        question = " ".join(phrase(lang, f"nuance_question.{kind}") for kind in named[:2])
        yield _Line("nuance", phrase(lang, "nuance.text", kinds=kinds), question, "warning")
