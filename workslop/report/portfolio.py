"""Many reviews as one page: a table to sort and filter, what is left out most, which rules fire most, the trend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from markupsafe import Markup

from workslop.lang import message
from workslop.report import trend
from workslop.report.html import environment, policy, template_text
from workslop.report.view import title_of
from workslop.report.words import count, number, one_line, path_text, share, short
from workslop.types import Review

MOST = 20  # lines of the tables of questions and rules
BANDS = ("glad", "mixed", "solid")
_OPEN = ("missing", "gestured", "partial")


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of one review: enough for the list, and no text of the draft.

    ``asks`` are (text, kind, status) of the questions that were judged; None: held against no brief.
    """

    title: str
    path: str
    href: str
    tier: str
    score: float | None = None
    band: str | None = None
    asks: tuple[tuple[str, str, str], ...] | None = None
    rules: Mapping[str, int] | None = None
    author: str = ""
    day: date | None = None

    @property
    def gaps(self) -> int | None:
        """How many questions are not fully answered; None without a brief."""
        return None if self.asks is None else sum(status in _OPEN for *_, status in self.asks)

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return sum((self.rules or {}).values())


@dataclass(frozen=True, slots=True)
class Left:
    """A question, or a kind of question: how often it was asked and not fully answered, and how."""

    text: str
    asked: int
    by: tuple[int, ...]  # in the order of missing, gestured, partial

    @property
    def left(self) -> int:
        """How often it was left open."""
        return sum(self.by)


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule, how often it spoke, and in how many drafts."""

    rule: str
    about: str
    findings: int
    drafts: int


def row_of(review: Review, href: str, tier: str, author: str, day: date | None) -> Row:
    """The row of ``review``, whose page is ``href``."""
    kinds = {ask.id: (one_line(ask.text), ask.kind) for ask in review.brief.asks} if review.brief else {}
    path = path_text(review.report_lang, review.draft.source.path)
    return Row(
        title=title_of(review.draft) or path,
        path=path,
        href=href,
        tier=tier,
        score=review.gladness.score,
        band=review.gladness.band,
        asks=tuple((*kinds[v.ask], v.status) for v in review.verdicts if v.ask in kinds) if kinds else None,
        rules=Counter(finding.rule for finding in review.findings),
        author=short(author, 80),
        day=day,
    )


def render(
    rows: Sequence[Row], lang: str, *, about: Mapping[str, str] | None = None, unread: Sequence[str] = ()
) -> str:  # fmt: skip
    """The page that lists ``rows``, most open questions first; ``about`` is what rules find, ``unread`` what failed.

    Every text is escaped, and nothing on the page can run but its own script.
    """
    style = template_text("page.css") + template_text("portfolio.css")
    script = template_text("portfolio.js")
    return environment().get_template("portfolio.html").render(
        p=_page(rows, lang, about or {}, unread),
        t=lambda key, **values: message(lang, key, **values),
        policy=policy(style, script),
        style=Markup(style),  # ours, as in html.py
        script=Markup(script),
    )  # fmt: skip


def most_left_out(rows: Iterable[Row]) -> tuple[Left, ...]:
    """The questions by how often they were left open; the same words in two briefs are one question."""
    return _left(((" ".join(text.casefold().split()), text, status) for text, _, status in _asked(rows)))


def kinds_left_out(rows: Iterable[Row], lang: str) -> tuple[Left, ...]:
    """The kinds of question by how often they were left open."""
    return _left(((kind, message(lang, f"ask_kind.{kind}"), status) for _, kind, status in _asked(rows)))


def most_fired(rows: Iterable[Row], about: Mapping[str, str]) -> tuple[Fired, ...]:
    """The rules by in how many drafts they spoke."""
    findings: Counter[str] = Counter()
    drafts: Counter[str] = Counter()
    for row in rows:
        findings.update(row.rules or {})
        drafts.update((row.rules or {}).keys())
    order = sorted(drafts, key=lambda rule: (-drafts[rule], -findings[rule], rule))
    return tuple(Fired(one_line(r), one_line(about.get(r, "")), findings[r], drafts[r]) for r in order)


def _asked(rows: Iterable[Row]) -> Iterable[tuple[str, str, str]]:
    return (ask for row in rows for ask in row.asks or ())


def _left(asked: Iterable[tuple[str, str, str]]) -> tuple[Left, ...]:
    """From (key, words, status); the first words of a key are shown."""
    words: dict[str, str] = {}
    found: dict[str, Counter[str]] = {}
    for key, text, status in asked:
        words.setdefault(key, text)
        found.setdefault(key, Counter())[status] += 1
    out = (Left(words[key], c.total(), tuple(c[status] for status in _OPEN)) for key, c in found.items())
    return tuple(sorted((one for one in out if one.left), key=lambda one: (-one.left, one.asked, one.text)))


def _page(rows: Sequence[Row], lang: str, about: Mapping[str, str], unread: Sequence[str]) -> SimpleNamespace:
    """What the template shows, in words of ``lang``."""
    asked, fired = most_left_out(rows), most_fired(rows, about)
    n_asks, n_gaps = sum(len(row.asks or ()) for row in rows), sum(row.gaps or 0 for row in rows)
    bands = Counter(row.band for row in rows)
    return SimpleNamespace(
        lang=lang,
        drafts=count(lang, "draft", len(rows)),
        rows=sorted(rows, key=_worst_first),
        bands=[(band, number(lang, bands[band])) for band in BANDS if bands[band]],
        all_bands=[band for band in BANDS if bands[band]],
        asked=message(lang, "portfolio.asked", gaps=number(lang, n_gaps), asks=number(lang, n_asks)) if n_asks else "",
        has_asks=any(row.asks is not None for row in rows),
        tiers=sorted({row.tier for row in rows}),
        authors=sorted({row.author for row in rows if row.author}, key=str.casefold),
        has_days=any(row.day for row in rows),
        left=asked[:MOST],
        left_more=_more(lang, len(asked)),
        kinds=kinds_left_out(rows, lang),
        statuses=_OPEN,
        fired=fired[:MOST],
        fired_more=_more(lang, len(fired)),
        most_drafts=max((one.drafts for one in fired), default=1),
        trend=trend.trend([(row.day, row.score) for row in rows if row.day and row.score is not None]),
        drawing=SimpleNamespace(width=trend.WIDTH, height=trend.HEIGHT, at=trend.height),
        number=lambda value, digits=0: number(lang, value, digits),
        share=lambda part, whole: share(lang, part / whole),
        unread=[one_line(text) for text in unread],
    )


def _more(lang: str, n: int) -> str:
    return message(lang, "portfolio.more", n=number(lang, n - MOST)) if n > MOST else ""


def _worst_first(row: Row) -> tuple[int, float, str]:
    return -(row.gaps if row.gaps is not None else -1), -(row.score if row.score is not None else -1.0), row.path
