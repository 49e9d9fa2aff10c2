"""Places where the author keeps what a rule found, and says why: comments in the draft.

``<!-- workslop: allow RULE: reason -->`` at the end of a line covers that line, on a line of its own the next block;
``allow-file`` covers the file. RULE is an id, a name alone, or a glob of either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from workslop.judge.rulebook import matching, nearest_id
from workslop.lang import phrase
from workslop.types import Draft, Finding, Measure, Rule, Severity, Span, Verdict, Waiver

RULE = "workslop/waiver"
_COMMENT = re.compile(r"<!--\s*workslop\s*:(.*?)-->", re.S | re.I)
_ALLOW = re.compile(r"\s*(allow-file|allow)\s+([^\s:]+)\s*(?::\s*(.*?))?\s*", re.S | re.I)
_ALONE = re.compile(r"[ \t>]*")  # what may stand before a comment on a line of its own
_WORD = re.compile(r"[^\W_]{2,}")
Trouble = Literal["no_reason", "unused", "unknown", "unclear"]


@dataclass(frozen=True, slots=True)
class _Comment:
    """A waiver as written: ``covers`` is the text it speaks of, None the file; ``rule`` is empty where unclear."""

    span: Span
    rule: str
    reason: str
    covers: Span | None


@dataclass(frozen=True, slots=True)
class Waived:
    """What stays of the findings (with what there is to say of the waivers), what was waived, and the waivers."""

    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    waivers: tuple[Waiver, ...]


def apply(
    draft: Draft, findings: Sequence[Finding], known: Sequence[str], able: Iterable[str], lang: str, level: str = "on"
) -> Waived:
    """The findings without those that a waiver with a reason covers; the narrowest waiver counts as used.

    ``known`` are all rule ids; ``able`` those that could speak here: of others nobody can say that a waiver isn't
    needed. ``level`` is that of the rule workslop/waiver: off, on (a warning, unused a note) or a severity for all.
    """
    comments = tuple(_comments(draft))
    if not comments:
        return Waived(tuple(findings), (), ())
    rules = [frozenset(matching(one.rule, known)) for one in comments]
    valid = [n for n, one in enumerate(comments) if rules[n] and one.reason]
    valid.sort(key=lambda n: (comments[n].covers is None, _size(comments[n])))
    used: set[int] = set()
    kept: list[Finding] = []
    waived: list[Finding] = []
    for finding in findings:
        if finding.span and any(one.span.contains(finding.span) for one in comments):
            continue  # in plain text a waiver is prose like any other, but the author didn't write it to be read
        by = next((n for n in valid if finding.rule in rules[n] and _covers(comments[n], finding)), None)
        (kept if by is None else waived).append(finding)
        used |= set() if by is None else {by}
    told = [] if level == "off" else list(_told(comments, rules, used, frozenset(able)))
    own = [_finding(draft, comments[n], trouble, sorted(rules[n]), known, lang, level) for n, trouble in told]
    waivers = tuple(Waiver(comments[n].rule, comments[n].span, comments[n].reason, n in used) for n in sorted(valid))
    return Waived(_ordered(kept, own), tuple(waived), waivers)


def able_to_speak(rules: Iterable[Rule], measures: Sequence[Measure], verdicts: Sequence[Verdict]) -> frozenset[str]:
    """The rules that could have found something: a limit without a measure, or without a brief, could not."""
    known = {(m.signal, m.name) for m in measures if m.value is not None}
    return frozenset(
        rule.id
        for rule in rules
        if rule.kind in ("phrase", "swap")
        or (rule.signal, rule.body.get("measure")) in known
        or (rule.signal == "coverage" and verdicts)
    )


def _comments(draft: Draft) -> Iterator[_Comment]:
    if "workslop" not in draft.text.lower():
        return
    places = None if draft.source.format in ("text", "docx") else _comment_places(draft)
    for found in _COMMENT.finditer(draft.text):
        span = Span(*found.span())
        if places is None or any(place.contains(span) for place in places):
            asked = _ALLOW.fullmatch(found[1])
            whole = asked is not None and asked[1].lower() == "allow-file"
            reason = " ".join((asked[3] or "").split()) if asked else ""
            covers = None if whole else _covered(draft, span)
            yield _Comment(span, asked[2] if asked else "", reason if _WORD.search(reason) else "", covers)


def _comment_places(draft: Draft) -> list[Span]:
    """The comments as the reader of the format knows them: what stands in code is an example."""
    holes = (hole.span for block in draft.blocks for hole in block.holes if hole.kind == "comment")
    return [*(block.span for block in draft.blocks if block.kind == "comment"), *holes]


def _covered(draft: Draft, span: Span) -> Span:
    """The line the comment ends, or when it has the line to itself the block that follows."""
    text = draft.text
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    ends = [at for sign in "\r\n" if (at := text.find(sign, span.end)) >= 0]
    end = min(ends, default=len(text))
    if not _ALONE.fullmatch(text, start, span.start) or text[span.end : end].strip():
        return Span(start, end)
    after = (b.span for b in draft.blocks if b.span.start >= span.end and b.kind not in ("comment", "front_matter"))
    return next(after, Span(span.end, span.end))


def _covers(comment: _Comment, finding: Finding) -> bool:
    if comment.covers is None:
        return True
    return finding.span is not None and comment.covers.overlaps(finding.span)


def _size(comment: _Comment) -> int:
    return comment.covers.end - comment.covers.start if comment.covers else 0


def _told(
    comments: Sequence[_Comment], rules: Sequence[frozenset[str]], used: set[int], able: frozenset[str]
) -> Iterator[tuple[int, Trouble]]:
    for number, comment in enumerate(comments):
        if not comment.rule:
            yield number, "unclear"
        elif not rules[number]:
            yield number, "unknown"
        elif not comment.reason:
            yield number, "no_reason"
        elif number not in used and rules[number] & able:
            yield number, "unused"


def _finding(
    draft: Draft, comment: _Comment, trouble: Trouble, ids: Sequence[str], known: Sequence[str], lang: str, level: str
) -> Finding:
    severity: Severity = "note" if trouble == "unused" else "warning"
    near = nearest_id(comment.rule, known) if trouble == "unknown" else None
    hint = phrase(lang, "waiver.nearest", rule=near) if near else phrase(lang, "waiver.list")
    texts = (
        phrase(lang, f"waiver.{trouble}{part}", rule=comment.rule, hint=hint) for part in ("", "_advice", "_question")
    )
    message, advice, question = texts
    # readers of a review know eight signals: this finding takes that of the rules it is about
    found = Finding(RULE, _signal(ids), severity, message, advice, question, comment.span, comment.span.of(draft.text))
    return found if level == "on" else replace(found, severity=level)  # type: ignore[arg-type]


def _signal(ids: Sequence[str]) -> str:
    from workslop.judge.rulebook import index, load_rules

    shipped = index(load_rules())
    return next((shipped[one].signal for one in ids if one in shipped), "phrasing")


def _ordered(kept: Sequence[Finding], own: Sequence[Finding]) -> tuple[Finding, ...]:
    """By place; findings about the whole draft stay last."""
    placed = [f for f in (*kept, *own) if f.span is not None]
    placed.sort(key=lambda f: (f.span.start, f.span.end, f.rule) if f.span else (0, 0, ""))
    return (*placed, *(f for f in kept if f.span is None))
