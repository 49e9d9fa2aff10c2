"""A Review as Markdown, for a pull request or a mail: every text from draft, brief and rules is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from workslop.lang import message
from workslop.report.groups import grouped
from workslop.report.view import SYMBOLS, FindingRow, Spot, View, view
from workslop.rounds import Rounds
from workslop.types import Review

_SIGNS = re.compile(r"[\\`*_\[\]<>|~$&#]")
_AT_START = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")
_MENTION = re.compile(r"@(?=\w)")


def render(review: Review, *, explain: bool = False, rounds: Rounds | None = None) -> str:
    """The review as Markdown; ``explain`` adds how each question was weighed."""
    shown = view(review, rounds)
    parts = (_head(shown), _since(shown), _asks(shown), _checklist(shown), _findings(shown), _why(shown, explain))
    return "".join(f"{line}\n" for part in parts for line in part)


def escape(text: str) -> str:
    """``text`` as Markdown that shows it and does nothing: no mark-up, no links made, nobody mentioned."""
    text = _SIGNS.sub(r"\\\g<0>", text)
    text = _AT_START.sub(lambda m: f"\\{m[0]}" if not m[0].isdigit() else f"{m[0]}\\", text)
    # GitHub reads a mention after rendering; an empty comment between sign and name is what stops it.
    return _MENTION.sub("@<!-- -->", text)


def _head(shown: View) -> Iterator[str]:
    yield f"## {escape(shown.title)}"
    yield ""
    yield f"**{escape(shown.verdict)}**"
    yield ""
    yield escape(shown.eyebrow)
    yield ""
    yield escape(shown.gladness)
    yield ""
    for row in shown.pushes:
        yield f"- {row.points_text} {escape(row.name)}: {escape(row.value)}"
    if shown.norm:
        yield from ("", escape(shown.norm))


def _since(shown: View) -> Iterator[str]:
    if shown.since is None:
        return
    yield from ("", f"### {escape(shown.since.title)}", "", escape(shown.since.tally))
    for remark in shown.since.remarks:
        yield from ("", f"*{escape(remark)}*")
    for group in shown.since.groups:
        yield from ("", f"**{group.symbol} {escape(group.title)}**", "")
        yield from (f"- {escape(line)}" for line in group.lines)


def _asks(shown: View) -> Iterator[str]:
    lang = shown.lang
    yield from ("", f"### {message(lang, 'report.asks')}", "")
    if not shown.asks:
        yield message(lang, "report.no_asks" if shown.brief_path else "report.no_brief")
        return
    yield " · ".join(f"{SYMBOLS[status]} {n} {message(lang, f'status.{status}')}" for status, n in shown.tally)
    yield ""
    yield _row(message(lang, f"column.{name}") for name in ("number", "status", "ask", "missing", "place"))
    yield "| ---: | --- | --- | --- | --- |"
    for row in shown.asks:
        cells = (row.text, row.missing or "–", _wheres(row.spots) or "–")
        yield _row([str(row.number), f"{row.symbol} {row.word}", *map(escape, cells)])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _wheres(spots: Iterable[Spot]) -> str:
    return ", ".join(dict.fromkeys(spot.where for spot in spots))


def _checklist(shown: View) -> Iterator[str]:
    yield from ("", f"### {message(shown.lang, 'report.checklist')}", "")
    if not shown.checklist:
        yield escape(shown.no_checklist)
    for title, rows in grouped(shown.lang, shown.checklist):
        if title:
            yield from ("", f"**{escape(title)}**", "")
        for row in rows:
            where = _wheres(row.spots)
            yield f"- [ ] {escape(row.text)}{f' · {escape(where)}' if where else ''}  "
            yield f"  *{escape(row.question)}*"


def _findings(shown: View) -> Iterator[str]:
    lang = shown.lang
    yield from ("", f"### {message(lang, 'report.findings')}", "")
    if not shown.findings:
        yield message(lang, "report.no_findings")
        return
    yield from (f"<details><summary>{escape(shown.finding_counts)}</summary>", "")
    for row in shown.findings:
        yield _finding(lang, row)
    yield from ("", "</details>")


def _finding(lang: str, row: FindingRow) -> str:
    where = row.spot.where if row.spot else message(lang, "place.whole")
    advice = f" {escape(row.advice)}" if row.advice else ""
    return f"- **{row.severity_word}**, {escape(where)}: {escape(row.message)}{advice} ({escape(row.rule)})"


def _why(shown: View, explain: bool) -> Iterator[str]:
    if not explain or not shown.asks:
        return
    yield from ("", f"### {message(shown.lang, 'explain.title')}", "")
    for row in shown.asks:
        yield f"- {row.symbol} {escape(row.text)}"
        yield from (f"  - {escape(line)}" for line in row.why)
