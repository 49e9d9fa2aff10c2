"""A Review in the words of its report: what every renderer shows, said once. Renderers lay it out and escape it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from workslop.lang import message
from workslop.report.norms import norm_line
from workslop.report.rows import (
    SYMBOLS,
    AskRow,
    CheckRow,
    FindingRow,
    PushRow,
    Spot,
    asks,
    checklist,
    findings,
    pushes,
    spot,
)
from workslop.report.since import Since, since
from workslop.report.words import count, known, number, one_line, path_text, severity_counts, short
from workslop.rounds import Rounds
from workslop.types import Draft, Gladness, Review

__all__ = ["SYMBOLS", "AskRow", "CheckRow", "FindingRow", "PushRow", "Spot", "View", "spot", "title_of", "view"]


_NO_TEXT = ("front_matter", "comment", "toc")


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
    norm: str  # how it lies beside texts by people; empty where nothing stands out
    waivers: tuple[tuple[Spot, str, str], ...]  # place, rule, reason
    waiver_title: str
    ran: tuple[tuple[str, str], ...]
    since: Since | None = None


def view(review: Review, rounds: Rounds | None = None) -> View:
    """``review`` in words of ``review.report_lang``: every text on one line, without signs that work on a terminal."""
    lang, draft = review.report_lang, review.draft
    draft_path = path_text(lang, draft.source.path)
    brief_path = path_text(lang, review.brief.source.path) if review.brief else None
    rows = asks(review)
    return View(
        lang=lang,
        eyebrow=message(lang, "report.eyebrow_brief", draft=draft_path, brief=brief_path)
        if brief_path
        else message(lang, "report.eyebrow", draft=draft_path),
        title=title_of(draft) or PurePath(draft_path).name or draft_path,
        draft_path=draft_path,
        brief_path=brief_path,
        verdict=one_line(review.gladness.verdict),
        score=review.gladness.score,
        score_text=number(lang, review.gladness.score, 0) if review.gladness.score is not None else "",
        band=review.gladness.band,
        gladness=_gladness(lang, review.gladness),
        asks=rows,
        tally=_tally(rows),
        checklist=checklist(review),
        no_checklist=message(lang, f"report.{_why_empty(review)}"),
        findings=findings(review),
        finding_counts=severity_counts(lang, review.findings),
        pushes=pushes(lang, review.gladness.pushes),
        norm=norm_line(review),
        waivers=tuple((spot(review, w.span), one_line(w.rule), one_line(w.reason)) for w in review.waivers if w.used),
        waiver_title=count(lang, "waiver", sum(w.used for w in review.waivers)),
        ran=tuple((one_line(name), one_line(version)) for name, version in review.ran.items()),
        since=since(review, rounds) if rounds else None,
    )


def _why_empty(review: Review) -> str:
    """The message for a checklist with nothing in it: nothing to ask, or asks that were not judged."""
    unjudged = review.brief is not None and review.brief.asks and not review.verdicts
    return "not_judged" if unjudged else "no_checklist"


def title_of(draft: Draft) -> str:
    """The draft's first heading of level 1, without its mark-up; empty where it has none.

    A heading of a lower level is the title of a part ("Background"), not of the draft; so is one of several of level 1
    that stands below text, as in a letter with headings in bold.
    """
    seen = [block for block in draft.blocks if block.kind not in _NO_TEXT and not block.quoted]
    first = [block for block in seen if block.kind == "heading" and block.level == 1]
    if not first or (len(first) > 1 and first[0] is not seen[0]):
        return ""
    heading = first[0]
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


def _tally(asks: Iterable[AskRow]) -> tuple[tuple[str, int], ...]:
    counts = Counter(row.status for row in asks)
    return tuple((status, counts[status]) for status in SYMBOLS if counts[status])
