"""A Review as text: each form in its own file, imported when it is asked for. Nothing here prints."""

from __future__ import annotations

from workslop.types import Review

FORMATS = ("terminal", "markdown", "html", "json")


def render(review: Review, form: str, *, width: int = 100, colour: bool = False, explain: bool = False) -> str:
    """``review`` in one of FORMATS; ``width`` and ``colour`` are the terminal's, ``explain`` its and markdown's."""
    if form == "terminal":
        from workslop.report import terminal

        return terminal.render(review, width=width, colour=colour, explain=explain)
    if form == "markdown":
        from workslop.report import markdown

        return markdown.render(review, explain=explain)
    if form == "html":
        from workslop.report import html

        return html.render(review)
    if form == "json":
        from workslop.report import wire

        return wire.to_json(review)
    raise KeyError(form)
