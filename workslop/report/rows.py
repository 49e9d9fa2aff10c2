"""The lines of a report in words: asks with their verdicts, the checklist, findings, what pushes gladness."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workslop.lang import message
from workslop.report.words import (
    element,
    known,
    measured,
    one_line,
    place_text,
    plain,
    sentence,
    share,
    short,
    signed,
)
from workslop.types import Ask, ChecklistItem, Place, Push, Review, Severity, Span, Verdict

# A sign for each verdict, so that none is told by colour alone.
SYMBOLS = {"answered": "✓", "partial": "◐", "gestured": "○", "missing": "✗", "unjudged": "?"}
_QUOTE_LENGTH = 90
_MOST_CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the draft, with its words and how a reader finds it."""

    span: Span
    place: Place
    where: str
    quote: str


@dataclass(frozen=True, slots=True)
class AskRow:
    """A question of the brief with its verdict, in words; ``why`` are the lines that explain the verdict."""

    number: int
    text: str
    status: str
    symbol: str
    word: str
    missing: str
    spots: tuple[Spot, ...]
    why: tuple[str, ...]
    best: int = 0  # which of ``spots`` to show where there is room for one


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A line of the checklist: what the reviewer sees, and the question to send.

    ``told`` is ``text`` without what the line about the ask of number ``ask`` says already.
    """

    number: int
    kind: str
    severity: Severity
    severity_word: str
    text: str
    question: str
    spots: tuple[Spot, ...]
    told: str = ""
    ask: int | None = None
    best: int = 0


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding in words; ``spot`` None: about the whole draft."""

    number: int
    rule: str
    signal: str
    severity: Severity
    severity_word: str
    message: str
    advice: str
    question: str
    spot: Spot | None
    reason: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class PushRow:
    """What a signal does to gladness, in words; ``points`` None: not measured."""

    name: str  # what the value is of
    effect: str  # what it does here: "many stock phrases", "few stock phrases"
    value: str
    points: float | None
    points_text: str


def spot(review: Review, span: Span) -> Spot:
    """A span of the draft as a reader finds it."""
    source = review.draft.source
    place = source.place(span.start)
    return Spot(
        span,
        place,
        place_text(review.report_lang, place),
        short(plain(span.of(source.text), source.format), _QUOTE_LENGTH),
    )


def asks(review: Review) -> tuple[AskRow, ...]:
    """The brief's questions in its order; without a brief none."""
    if review.brief is None:
        return ()
    verdicts = {verdict.ask: verdict for verdict in review.verdicts}
    return tuple(_ask(review, n, ask, verdicts.get(ask.id)) for n, ask in enumerate(review.brief.asks, 1))


def _ask(review: Review, n: int, ask: Ask, verdict: Verdict | None) -> AskRow:
    status = verdict.status if verdict else "unjudged"
    return AskRow(
        number=n,
        text=one_line(ask.text),
        status=status,
        symbol=SYMBOLS[status],
        word=message(review.report_lang, f"status.{status}"),
        missing=sentence(one_line(verdict.missing or "")) if verdict else "",
        spots=tuple(spot(review, span) for span in verdict.evidence) if verdict else (),
        why=_why(review, verdict) if verdict else (),
        best=(verdict.best or 0) if verdict else 0,
    )


def _why(review: Review, verdict: Verdict) -> tuple[str, ...]:
    """The lines that explain a verdict: its probability, what was found and what not, the passages weighed."""
    lang = review.report_lang
    lines = [
        message(
            lang,
            "explain.answered",
            probability=share(lang, verdict.answered_probability),
            confidence=share(lang, verdict.confidence),
        )
    ]
    if verdict.has:
        has = (
            message(lang, "explain.item", kind=element(lang, kind), words=one_line(words))
            for kind, words in verdict.has
        )
        lines.append(message(lang, "explain.has", has=", ".join(has)))
    if verdict.lacks:
        lines.append(
            message(lang, "explain.lacks", lacks=", ".join(known(lang, "lacks", key) for key in verdict.lacks))
        )
    for candidate in verdict.candidates[:_MOST_CANDIDATES]:
        at = spot(review, candidate.span)
        told = {
            "place": at.where,
            "relevance": share(lang, candidate.relevance),
            "probability": share(lang, candidate.probability),
            "quote": at.quote,
        }
        if candidate.why:
            told["why"] = known(lang, "why", candidate.why)
        lines.append(message(lang, "explain.candidate_why" if candidate.why else "explain.candidate", **told))
    return tuple(lines)


def checklist(review: Review) -> tuple[CheckRow, ...]:
    """The lines of the checklist in its order."""
    verdicts = {verdict.ask: verdict for verdict in review.verdicts}
    numbers = {ask.id: n for n, ask in enumerate(review.brief.asks if review.brief else (), 1)}
    return tuple(
        _check(review, n, item, verdicts.get(item.ask or ""), numbers.get(item.ask or ""))
        for n, item in enumerate(review.checklist, 1)
    )


def _check(review: Review, n: int, item: ChecklistItem, verdict: Verdict | None, ask: int | None) -> CheckRow:
    lang = review.report_lang
    return CheckRow(
        number=n,
        kind=message(lang, f"kind.{item.kind}"),
        severity=item.severity,
        severity_word=message(lang, f"severity.{item.severity}"),
        text=one_line(item.text),
        question=one_line(item.question),
        spots=tuple(spot(review, span) for span in item.refs),
        told=_told(lang, verdict) or one_line(item.text),
        ask=ask,
        best=(verdict.best or 0) if verdict and verdict.evidence == item.refs else 0,
    )


def _told(lang: str, verdict: Verdict | None) -> str:
    """What an answer lacks; with the verdict's word where that line alone doesn't tell it.

    Of an ask that looks answered, how likely that is.
    """
    if verdict is not None and verdict.status == "answered":
        return f"{message(lang, 'status.answered')} ({share(lang, verdict.answered_probability)})"
    if verdict is None or not verdict.missing:
        return ""
    missing = one_line(verdict.missing)
    return missing if verdict.status == "missing" else f"{message(lang, f'status.{verdict.status}')}: {missing}"


def findings(review: Review) -> tuple[FindingRow, ...]:
    """The findings in the review's order."""
    lang = review.report_lang
    return tuple(
        FindingRow(
            number=n,
            rule=one_line(finding.rule),
            signal=known(lang, "signal", finding.signal),
            severity=finding.severity,
            severity_word=message(lang, f"severity.{finding.severity}"),
            message=one_line(finding.message),
            advice=one_line(finding.advice),
            question=one_line(finding.question),
            spot=spot(review, finding.span) if finding.span else None,
            reason=one_line(finding.reason),
            before=one_line(finding.before),
            after=one_line(finding.after),
        )
        for n, finding in enumerate(review.findings, 1)
    )


def pushes(lang: str, found: Iterable[Push]) -> tuple[PushRow, ...]:
    """What the signals do to gladness, the strongest first."""
    rows = [_push(lang, push) for push in found]
    return tuple(sorted(rows, key=lambda row: -abs(row.points) if row.points is not None else 1.0))


def _push(lang: str, push: Push) -> PushRow:
    why = known(lang, "why", push.why) if push.why else ""
    if push.value is None:
        key = "gladness.not_measured_why" if why else "gladness.not_measured"
        value = message(lang, key, why=why)
    else:
        value = measured(lang, push.value, push.unit)
    return PushRow(
        name=known(lang, "signal_value", push.signal),
        effect=known(lang, "signal_down" if (push.contribution or 0) < 0 else "signal_up", push.signal),
        value=value,
        points=push.contribution,
        points_text=signed(lang, push.contribution) if push.contribution is not None else "–",
    )
