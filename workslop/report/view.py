"""A Review in the words of its report: what every renderer shows, said once. Renderers lay it out and escape it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from workslop.lang import message
from workslop.report.since import Since, since
from workslop.report.words import (
    count,
    element,
    known,
    measured,
    number,
    one_line,
    path_text,
    place_text,
    plain,
    sentence,
    severity_counts,
    share,
    short,
    signed,
)
from workslop.rounds import Rounds
from workslop.types import Ask, Draft, Gladness, Place, Push, Review, Severity, Span, Verdict

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


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A line of the checklist: what the reviewer sees, and the question to send."""

    number: int
    kind: str
    severity: Severity
    severity_word: str
    text: str
    question: str
    spots: tuple[Spot, ...]


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


@dataclass(frozen=True, slots=True)
class View:
    """All a report shows."""

    lang: str
    eyebrow: str
    title: str
    draft_path: str
    brief_path: str | None
    verdict: str
    score: float | None
    score_text: str
    band: str | None
    gladness: str
    asks: tuple[AskRow, ...]
    tally: tuple[tuple[str, int], ...]  # (status, how many), in the order of SYMBOLS, zeros left out
    checklist: tuple[CheckRow, ...]
    no_checklist: str  # what to say where the checklist is empty
    findings: tuple[FindingRow, ...]
    finding_counts: str
    pushes: tuple[PushRow, ...]  # the strongest first, unmeasured ones last
    waivers: tuple[tuple[Spot, str, str], ...]  # place, rule, reason
    waiver_title: str
    ran: tuple[tuple[str, str], ...]
    since: Since | None = None


def _why_empty(review: Review) -> str:
    """The message for a checklist with nothing in it: nothing to ask, or asks that were not judged."""
    unjudged = review.brief is not None and review.brief.asks and not review.verdicts
    return "not_judged" if unjudged else "no_checklist"


def view(review: Review, rounds: Rounds | None = None) -> View:
    """``review`` in words of ``review.report_lang``: every text on one line, without signs that work on a terminal."""
    lang, draft = review.report_lang, review.draft
    draft_path = path_text(lang, draft.source.path)
    brief_path = path_text(lang, review.brief.source.path) if review.brief else None
    asks = _asks(review)
    return View(
        lang=lang,
        eyebrow=message(lang, "report.eyebrow_brief", draft=draft_path, brief=brief_path)
        if brief_path
        else message(lang, "report.eyebrow", draft=draft_path),
        title=title_of(draft) or draft_path,
        draft_path=draft_path,
        brief_path=brief_path,
        verdict=one_line(review.gladness.verdict),
        score=review.gladness.score,
        score_text=number(lang, review.gladness.score, 0) if review.gladness.score is not None else "",
        band=review.gladness.band,
        gladness=_gladness(lang, review.gladness),
        asks=asks,
        tally=_tally(asks),
        checklist=_checklist(review),
        no_checklist=message(lang, f"report.{_why_empty(review)}"),
        findings=_findings(review),
        finding_counts=severity_counts(lang, review.findings),
        pushes=_pushes(lang, review.gladness.pushes),
        waivers=tuple((spot(review, w.span), one_line(w.rule), one_line(w.reason)) for w in review.waivers if w.used),
        waiver_title=count(lang, "waiver", sum(w.used for w in review.waivers)),
        ran=tuple((one_line(name), one_line(version)) for name, version in review.ran.items()),
        since=since(review, rounds) if rounds else None,
    )


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


def title_of(draft: Draft) -> str:
    """The draft's first heading, without its mark-up; empty where it has none."""
    heading = next((block for block in draft.blocks if block.kind == "heading"), None)
    if heading is None:
        return ""
    out, at = [], heading.span.start
    for hole in (h for h in heading.holes if h.kind in ("markup", "link", "comment")):
        out.append(draft.text[at : hole.span.start])
        at = max(at, hole.span.end)
    return short("".join([*out, draft.text[at : heading.span.end]]), 160)


def _gladness(lang: str, gladness: Gladness) -> str:
    if gladness.score is None or gladness.band is None:
        if gladness.why is None:
            return message(lang, "gladness.unmeasured")
        return message(lang, "gladness.unmeasured_why", why=known(lang, "why", gladness.why))
    band = message(lang, f"band.{gladness.band}")
    return message(lang, "gladness.full", score=number(lang, gladness.score, 0), band=band)


def _asks(review: Review) -> tuple[AskRow, ...]:
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


def _tally(asks: Iterable[AskRow]) -> tuple[tuple[str, int], ...]:
    counts = Counter(row.status for row in asks)
    return tuple((status, counts[status]) for status in SYMBOLS if counts[status])


def _checklist(review: Review) -> tuple[CheckRow, ...]:
    lang = review.report_lang
    return tuple(
        CheckRow(
            number=n,
            kind=message(lang, f"kind.{item.kind}"),
            severity=item.severity,
            severity_word=message(lang, f"severity.{item.severity}"),
            text=one_line(item.text),
            question=one_line(item.question),
            spots=tuple(spot(review, span) for span in item.refs),
        )
        for n, item in enumerate(review.checklist, 1)
    )


def _findings(review: Review) -> tuple[FindingRow, ...]:
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


def _pushes(lang: str, pushes: Iterable[Push]) -> tuple[PushRow, ...]:
    rows = [_push(lang, push) for push in pushes]
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
