"""The rounds of a draft in words: what changed since the round before, for every renderer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from workslop.lang import message
from workslop.report.words import count, number, one_line, place_text, plain, short
from workslop.rounds import AskRound, LostAnswer, Rounds
from workslop.types import Finding, Review

_QUOTE_LENGTH = 90


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one sort; ``symbol`` tells it without colour."""

    key: str  # closed | standing | new | lost | dropped | findings
    symbol: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """The section: one line that adds it up, groups with something in them, and what to keep in mind."""

    title: str
    tally: str
    groups: tuple[Group, ...]
    remarks: tuple[str, ...]


def since(review: Review, rounds: Rounds) -> Since:
    """``rounds`` in the words of the report of ``review``, every text on one line."""
    lang = review.report_lang
    groups = (
        Group("lost", "✗", message(lang, "rounds.lost"), tuple(_lost(lang, one) for one in rounds.lost)),
        Group("new", "+", message(lang, "rounds.new"), tuple(_ask(lang, one) for one in rounds.new)),
        Group("standing", "○", message(lang, "rounds.standing"), tuple(_ask(lang, one) for one in rounds.standing)),
        Group("closed", "✓", message(lang, "rounds.closed"), tuple(_ask(lang, one) for one in rounds.closed)),
        Group("dropped", "–", message(lang, "rounds.dropped"), tuple(_ask(lang, one) for one in rounds.dropped)),
        Group(
            "findings", "+", message(lang, "rounds.findings_new"),
            tuple(_finding(review, one) for one in rounds.findings_new),
        ),
    )  # fmt: skip
    return Since(
        message(lang, "rounds.title"),
        _tally(lang, rounds),
        tuple(group for group in groups if group.lines),
        tuple(_remarks(lang, rounds)),
    )


def wire(rounds: Rounds) -> dict[str, Any]:
    """``rounds`` for other programs: docs/wire.md, "Keys beyond the form"."""
    asks = {
        key: [{"ask": r.ask, "text": r.text, "before": r.before, "now": r.now} for r in getattr(rounds, key)]
        for key in ("closed", "standing", "new", "dropped")
    }
    lost = [
        {"ask": one.ask, "text": one.text, "now": one.now, "gone": list(one.gone), "still": list(one.still)}
        for one in rounds.lost
    ]
    return {
        **asks,
        "lost": lost,
        "findings": {
            "gone": [{"rule": one.rule, "quote": one.quote} for one in rounds.findings_gone],
            "still": rounds.findings_still,
            "new": [{"rule": one.rule, "quote": one.quote} for one in rounds.findings_new],
        },
        "gladness": {"before": rounds.score[0], "now": rounds.score[1]},
        "same_tool": rounds.same_tool,
        "same_asks": rounds.same_asks,
    }


def _tally(lang: str, rounds: Rounds) -> str:
    asks = (
        ("ask_closed", len(rounds.closed)), ("ask_standing", len(rounds.standing)), ("ask_new", len(rounds.new)),
        ("ask_lost", len(rounds.lost)),
    )  # fmt: skip
    found = (
        ("finding_gone", len(rounds.findings_gone)), ("finding_still", rounds.findings_still),
        ("finding_new", len(rounds.findings_new)),
    )  # fmt: skip
    told = [count(lang, noun, n) for noun, n in (*asks, *found) if n]
    return " · ".join(told) or message(lang, "rounds.nothing")


def _ask(lang: str, one: AskRound) -> str:
    before, now = (message(lang, f"status.{status or 'unjudged'}") for status in (one.before, one.now))
    text = one_line(one.text)
    if one.now == "answered" or one.ask is None:
        return message(lang, "rounds.was", ask=text, before=before)
    if one.before is None or one.before == one.now:
        return message(lang, "rounds.same", ask=text, now=now)
    return message(lang, "rounds.moved", ask=text, before=before, now=now)


def _lost(lang: str, one: LostAnswer) -> str:
    text, now = one_line(one.text), message(lang, f"status.{one.now}")
    if not one.gone:
        return message(lang, "rounds.lost_still", ask=text, now=now)
    quotes = "; ".join(message(lang, "rounds.quote", quote=short(quote, _QUOTE_LENGTH)) for quote in one.gone)
    return message(lang, "rounds.lost_gone", ask=text, now=now, quotes=quotes)


def _finding(review: Review, finding: Finding) -> str:
    lang, source = review.report_lang, review.draft.source
    where, words = message(lang, "place.whole"), one_line(finding.message)
    if finding.span is not None:
        where = place_text(lang, source.place(finding.span.start))
        quoted = short(plain(finding.span.of(source.text), source.format), _QUOTE_LENGTH)
        words = message(lang, "rounds.quote", quote=quoted)
    return message(lang, "rounds.finding", where=where, words=words, rule=one_line(finding.rule))


def _remarks(lang: str, rounds: Rounds) -> Iterator[str]:
    if None not in rounds.score:
        before, now = (number(lang, score or 0.0, 0) for score in rounds.score)
        yield message(lang, "rounds.gladness", before=before, now=now)
    if not rounds.same_asks:
        yield message(lang, "rounds.other_asks")
    if not rounds.same_tool:
        yield message(lang, "rounds.other_tool")
