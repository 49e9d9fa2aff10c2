"""A quick look in a terminal: the verdict, the questions of the brief, what to ask the author."""

from __future__ import annotations

import io
import shlex
from collections.abc import Iterator

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from workslop.lang import message
from workslop.report.groups import grouped
from workslop.report.view import SYMBOLS, AskRow, CheckRow, PushRow, View, view
from workslop.report.words import number
from workslop.rounds import Rounds
from workslop.types import Review

CHECKLIST_LINES = 12
SINCE_LINES = 6  # of each group
_STYLES = {"answered": "green", "partial": "yellow", "gestured": "magenta", "missing": "red", "unjudged": "dim"}
_SINCE_STYLES = {"closed": "green", "lost": "red", "new": "yellow", "standing": "magenta"}
_SEVERITY_STYLES = {"error": "red", "warning": "yellow", "note": "dim"}
_SCALE = 30


def render(
    review: Review, *, width: int = 100, colour: bool = False, explain: bool = False, rounds: Rounds | None = None
) -> str:
    """The quick look, at most ``width`` columns wide; without ``colour`` it holds no escape sequences at all."""
    shown = view(review, rounds)
    out = io.StringIO()
    console = Console(
        file=out,
        width=max(width, 40),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    why = _why(shown) if explain else ()
    for part in (_head(shown), _since(shown), _asks(shown), why, _checklist(shown), _foot(shown, review)):
        for piece in part:
            console.print(piece)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _head(shown: View) -> Iterator[RenderableType]:
    yield Text(shown.eyebrow, "dim")
    yield Text()
    yield Text(shown.verdict, "bold")
    yield Text()
    line = Text(shown.gladness)
    if shown.score is not None:
        full = min(_SCALE, max(0, round(shown.score / 100 * _SCALE)))
        line.append("  ").append("█" * full).append("░" * (_SCALE - full), "dim")
    yield line
    for key, sign in (("gladness.up", 1), ("gladness.down", -1)):
        rows = [row for row in shown.pushes if row.points is not None and row.points * sign > 0]
        if rows:
            yield Padding(Text(message(shown.lang, key, pushes=_pushes(shown.lang, rows))), (0, 0, 0, 2))
    if shown.norm:
        yield Padding(Text(shown.norm), (0, 0, 0, 2))


def _pushes(lang: str, rows: list[PushRow]) -> str:
    return ", ".join(message(lang, "gladness.push", name=row.effect, points=row.points_text) for row in rows)


def _since(shown: View) -> Iterator[RenderableType]:
    if shown.since is None:
        return
    yield Text()
    yield Text(shown.since.title, "bold")
    yield Text(shown.since.tally)
    for remark in shown.since.remarks:
        yield Text(remark, "dim")
    for group in shown.since.groups:
        yield Text()
        yield Text(f"{group.symbol} {group.title}", _SINCE_STYLES.get(group.key, ""))
        for line in group.lines[:SINCE_LINES]:
            yield Padding(Text(line), (0, 0, 0, 4))
        left = len(group.lines) - SINCE_LINES
        if left > 0:
            more = message(shown.lang, "report.rest", n=number(shown.lang, left))
            yield Padding(Text(more, "dim"), (0, 0, 0, 4))


def _asks(shown: View) -> Iterator[RenderableType]:
    lang = shown.lang
    yield Text()
    if not shown.asks:
        yield Text(message(lang, "report.no_asks" if shown.brief_path else "report.no_brief"))
        return
    yield Text(message(lang, "report.asks"), "bold")
    tally = Text()
    for at, (status, n) in enumerate(shown.tally):
        tally.append(" · " if at else "")
        tally.append(f"{SYMBOLS[status]} {n} {message(lang, f'status.{status}')}", _STYLES[status])
    yield tally
    yield Text()
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, expand=False, header_style="dim")
    table.add_column(message(lang, "column.status"), no_wrap=True)
    table.add_column(message(lang, "column.ask"), ratio=5)
    table.add_column(message(lang, "column.missing"), ratio=5)
    lines = all(spot.place.label is None for row in shown.asks for spot in row.spots)
    table.add_column(
        message(lang, "column.line" if lines else "column.place"), no_wrap=lines, ratio=None if lines else 3
    )
    for row in shown.asks:
        table.add_row(*_ask(row))
    yield table


def _ask(row: AskRow) -> tuple[Text, Text, Text, Text]:
    return (
        Text(f"{row.symbol} {row.word}", _STYLES[row.status]),
        Text(row.text),
        Text(row.missing),
        Text(_places(row), "dim"),
    )


def _places(row: AskRow) -> str:
    """Lines by their number alone (the column says what they are); a Word file's places by their label."""
    return ", ".join(dict.fromkeys(spot.where if spot.place.label else str(spot.place.line) for spot in row.spots))


def _why(shown: View) -> Iterator[RenderableType]:
    if not shown.asks:
        return
    yield Text()
    yield Text(message(shown.lang, "explain.title"), "bold")
    for row in shown.asks:
        yield Text(f"{row.symbol} {row.text}", _STYLES[row.status])
        for line in row.why:
            yield Padding(Text(line, "dim"), (0, 0, 0, 4))


def _checklist(shown: View) -> Iterator[RenderableType]:
    lang = shown.lang
    yield Text()
    yield Text(message(lang, "report.checklist"), "bold")
    if not shown.checklist:
        yield Text(shown.no_checklist)
    for title, rows in grouped(lang, shown.checklist[:CHECKLIST_LINES]):
        if title:
            yield Padding(Text(title, "italic"), (0, 0, 0, 1))
        yield from map(_item, rows)
    left = len(shown.checklist) - CHECKLIST_LINES
    if left > 0:
        yield Padding(Text(message(lang, "report.rest", n=number(lang, left)), "dim"), (0, 0, 0, 4))


def _item(row: CheckRow) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right", min_width=3, no_wrap=True)
    grid.add_column()
    grid.add_row(Text(f"{row.number}.", _SEVERITY_STYLES[row.severity]), Text(row.text))
    grid.add_row(Text(), Text(f"→ {row.question}", "cyan"))
    return grid


def _foot(shown: View, review: Review) -> Iterator[RenderableType]:
    lang = shown.lang
    yield Text()
    yield Text.assemble((f"{message(lang, 'report.findings')}: ", "bold"), shown.finding_counts)
    brief = f" --brief {shlex.quote(shown.brief_path)}" if shown.brief_path and review.brief else ""
    command = f"workslop review {shlex.quote(shown.draft_path)}{brief} --output review.html"
    if "-" not in (review.draft.source.path, review.brief.source.path if review.brief else ""):
        yield Text(message(lang, "report.more", command=command), "dim")
