"""A Review as text: each form in its own file, imported when it is asked for. Nothing here prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workslop.types import Review

if TYPE_CHECKING:
    from workslop.rounds import Rounds

FORMATS = ("terminal", "markdown", "html", "json")


def render(
    review: Review, form: str, *, width: int = 100, colour: bool = False, explain: bool = False,
    rounds: Rounds | None = None,
) -> str:  # fmt: skip
    """``review`` in one of FORMATS; ``width`` and ``colour`` are the terminal's, ``explain`` its and markdown's.

    ``rounds`` (workslop.rounds) adds what changed since an earlier review.
    """
    if form == "terminal":
        from workslop.report import terminal

        return terminal.render(review, width=width, colour=colour, explain=explain, rounds=rounds)
    if form == "markdown":
        from workslop.report import markdown

        return markdown.render(review, explain=explain, rounds=rounds)
    if form == "html":
        from workslop.report import html

        return html.render(review, rounds)
    if form == "json":
        from workslop.report import wire

        return wire.to_json(review, rounds)
    raise KeyError(form)
