"""Lines of the checklist about sentences: those of one kind share a line, each kind with a question of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from workslop.judge.wording import listed, quotable
from workslop.lang import LANGUAGES, load, phrase
from workslop.types import ChecklistKind, Draft, Finding, Severity, Span

Told = tuple[ChecklistKind, str, str, Severity, tuple[Span, ...]]  # kind, text, question, severity, places

MOST_CLAIMS = 4
MOST_EMPTY = 6
MOST_PHRASES = 2
QUOTED = 100  # characters of a sentence among others
# A rule of somebody's own keeps the words it was given; only those of the project's two rules are put together.
UNSUPPORTED, EMPTY = "any/unsupported", "any/emptiness"


def sentence_lines(draft: Draft, findings: Sequence[Finding], signal: str, lang: str) -> list[Told]:
    """The worst findings of "evidence" or "specificity" as lines; those about the whole draft come first.

    ``lang`` is the report's language. A sentence that a line about evidence names isn't named again as empty.
    """
    if signal == "evidence":
        return _claims(draft, worst(findings, "evidence", MOST_CLAIMS), lang)
    told = {f.span for f in worst(findings, "evidence", MOST_CLAIMS) if f.span}
    left = [f for f in findings if f.span not in told or not f.span]
    return _empty(worst(left, "specificity", MOST_EMPTY), lang)


def worst(findings: Iterable[Finding], signal: str, most: int) -> list[Finding]:
    """The findings of a signal, worst first, one a rule for phrases; those about the whole draft come first."""
    own = [f for f in findings if f.signal == signal and not f.rule.startswith("any/ask-")]
    if signal in ("phrasing", "sameness"):
        own = list({f.rule: f for f in reversed(own)}.values())[::-1]
    own.sort(key=lambda f: (f.span is not None, -((f.measure.value or 0.0) if f.measure else 0.0)))
    return own[:most]


def as_told(finding: Finding, question: str | None = None) -> Told:
    """A finding as a line of its own; ``question`` in place of the rule's."""
    kind: ChecklistKind = finding.signal  # type: ignore[assignment]
    spans = (finding.span,) if finding.span else ()
    return kind, finding.message, question or finding.question, finding.severity, spans


def claim_kind(text: str, lang: str | None) -> str:
    """What a sentence claims, by its words: superlative, feeling, universal, prediction, cause, or else claim."""
    signs = _signs(lang) if lang in LANGUAGES else ()
    return next((kind for kind, sign in signs if sign.search(text)), "claim")


@cache
def _signs(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = load(lang, "review")["claim_sign"]
    return tuple((kind, re.compile(sign, re.IGNORECASE)) for kind, sign in found.items())


def _claims(draft: Draft, own: Sequence[Finding], lang: str) -> list[Told]:
    """By kind of claim, in the order of the worst of each."""
    groups: dict[str, list[Finding]] = {}
    for n, finding in enumerate(own):
        mine = finding.rule == UNSUPPORTED and finding.span is not None
        key = claim_kind(finding.span.of(draft.text), draft.lang) if mine and finding.span else f"{n}"
        groups.setdefault(key, []).append(finding)
    out: list[Told] = []
    for key, found in groups.items():
        question = None if key.isdigit() else phrase(lang, f"claims.{key}")
        out += [_together(found, "claims", question, lang) if len(found) > 1 else as_told(found[0], question)]
    return out


def _empty(own: Sequence[Finding], lang: str) -> list[Told]:
    """The sentences that could stand anywhere on one line, after what is about the whole draft."""
    mine = [f for f in own if f.rule == EMPTY and f.span]
    if len(mine) < 2:
        return [as_told(f) for f in own]
    whole = [as_told(f) for f in own if not f.span]
    others = [as_told(f) for f in own if f.span and f.rule != EMPTY]
    return [*whole, _together(mine, "empty", phrase(lang, "empty.question"), lang), *others]


def _together(found: Sequence[Finding], group: str, question: str | None, lang: str) -> Told:
    quote = "‘{}’" if lang == "nl" else "“{}”"
    quotes = listed([quote.format(quotable(f.quote or "", QUOTED)) for f in found], lang)
    kind, _, own, severity, _ = as_told(found[0])
    spans = tuple(f.span for f in found if f.span)
    return kind, phrase(lang, f"{group}.text", quotes=quotes), question or own, severity, spans
