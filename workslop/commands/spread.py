"""workslop spread: how alike the texts of a set are, over time or between authors or folders."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workslop.options import config_options, not_both
from workslop.screen import counter, environment_language, show
from workslop.types import InputError

if TYPE_CHECKING:
    from workslop.corpora.vectors import VectorCache
    from workslop.gathering import Gathered

FORMS = {".json": "json", ".html": "html", ".htm": "html", ".svg": "svg", ".txt": "terminal"}
GROUPS = ("month", "author-field", "folder")
encoder_option = click.option(
    "--encoder", default="e5", show_default=True, help="e5, or st: with a sentence-transformers model."
)
page_option = click.option("--report-lang", type=click.Choice(["nl", "en"]), help="Language of what is shown.")


@click.command(short_help="Show how alike the texts in PATHS are, over time.")
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option("--since", metavar="YYYY-MM", help="Leave out texts from before this month.")
@click.option("--by", type=click.Choice(GROUPS), default="month", show_default=True, help="What is compared.")
@click.option("--format", "form", type=click.Choice(["terminal", "json", "html", "svg"]), help="Form of the report.")
@click.option("--output", metavar="FILE", help="Write the report to this file; its extension tells the form.")
@encoder_option
@page_option
@config_options
def spread(
    paths: tuple[str, ...], since: str | None, by: str, form: str | None, output: str | None, encoder: str,
    report_lang: str | None, config: str | None, no_config: bool,
) -> None:  # fmt: skip
    """Show how alike the texts in PATHS (files, folders, globs) are, month by month.

    A text's day is the 'date' in its front matter, else that of the commit in which it first appeared. Each language
    is measured apart.
    """
    from workslop.config import settings_finder
    from workslop.gathering import gather, month_of, with_days
    from workslop.report.files import write_whole
    from workslop.report.spread_page import render

    not_both({"--config": config, "--no-config": no_config})
    first = month_of(since) if since else None
    form = form or (FORMS.get(Path(output).suffix.lower()) if output else None) or "terminal"
    gathered = gather(paths, settings_finder(config, no_config), counter() or (lambda *_: None))
    if by == "month" or first:
        gathered = with_days(gathered, first)
    text = render(_measured(gathered, by, since, encoder), form, report_lang or environment_language())
    write_whole(output, text) if output else show(text, exact=form != "terminal")


def vector_cache(encoder: str) -> VectorCache:
    """The vectors by ``encoder``, kept between runs. Raises InputError where it can't be loaded."""
    from workslop import embed
    from workslop.corpora.vectors import VectorCache

    try:
        return VectorCache(embed.load(encoder))
    except embed.EncoderUnavailable as error:
        raise InputError(str(error)) from error


def _measured(gathered: Gathered, by: str, since: str | None, encoder: str) -> dict[str, Any]:
    """The JSON form: the spread of each language, and what was left out."""
    from workslop.corpora.periods import LEAST, measure
    from workslop.corpora.sets import LEAST_WORDS, centre_of, sort_out

    found = sort_out(gathered.pieces)
    usable = [piece for own in found.by_lang.values() for piece in own]
    if len(usable) < 2:
        left = (
            f"{len(found.duplicates)} duplicate, {len(found.short)} short, {len(found.other_lang)} in another language"
        )
        raise InputError(
            f"Spread needs at least two texts of {LEAST_WORDS} words; there {'is one' if usable else 'is none'} "
            f"(left out: {left}, {len(found.empty)} empty)"
        )
    cache = vector_cache(encoder)
    cache.fill([piece.text for piece in usable], counter() or (lambda *_: None))
    spreads = []
    for lang, own in found.by_lang.items():
        centre = centre_of(cache.encoder.encode, lang)
        spreads.append(asdict(measure(own, [cache.rows(p.text) for p in own], centre, by)) | {"least": LEAST})
    return {
        "by": by, "since": since, "encoder": cache.encoder.id, "spreads": spreads, "duplicates": found.duplicates,
        "empty": found.empty, "short": found.short, "other_lang": found.other_lang, "unread": gathered.unread,
        "dated": dict(gathered.dated), "before": gathered.before, "repository": gathered.repository,
        "shallow": gathered.shallow, "least_words": LEAST_WORDS,
    }  # fmt: skip
