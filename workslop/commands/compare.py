"""workslop compare: which drafts say the same, and what only one of them says."""

from __future__ import annotations

from dataclasses import asdict

import click

from workslop.commands.spread import encoder_option, page_option, vector_cache
from workslop.options import config_options, not_both
from workslop.screen import counter, environment_language, show
from workslop.types import InputError


@click.command(short_help="Show what DRAFTS say alike, and what only one says.")
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFTS...")
@click.option("--all", "everything", is_flag=True, help="Show every sentence; by default the first of each list.")
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), help="Form of the report.")
@click.option("--output", metavar="FILE", help="Write the report to this file.")
@encoder_option
@page_option
@config_options
def compare(
    drafts: tuple[str, ...], everything: bool, form: str | None, output: str | None, encoder: str,
    report_lang: str | None, config: str | None, no_config: bool,
) -> None:  # fmt: skip
    """Hold 2 to 50 DRAFTS in one language against each other, sentence by sentence.

    Shown is what all of them say, what some say, and what stands in one alone, each with its place.
    """
    from workslop.config import settings_finder
    from workslop.corpora.alike import check_drafts
    from workslop.corpora.alike import compare as run
    from workslop.corpora.sets import centre_of
    from workslop.gathering import gather
    from workslop.report.compare_page import compare_page
    from workslop.report.encode import json_text
    from workslop.report.files import form_of, write_whole

    not_both({"--config": config, "--no-config": no_config})
    form = form or (form_of(output) if output else None) or "terminal"
    if form not in ("terminal", "json"):
        raise InputError(f"--output {output}: compare writes text (.txt) or JSON (.json)")
    gathered = gather(drafts, settings_finder(config, no_config), cap=None)
    if gathered.unread:
        raise InputError(gathered.unread[0][1])
    pieces = gathered.pieces
    lang = check_drafts(pieces)
    cache = vector_cache(encoder)
    cache.fill([piece.text for piece in pieces], counter() or (lambda *_: None))
    found = run(pieces, [cache.rows(p.text) for p in pieces], centre_of(cache.encoder.encode, lang))
    data = asdict(found) | {"encoder": cache.encoder.id}
    text = json_text(data) if form == "json" else compare_page(data, report_lang or environment_language(), everything)
    write_whole(output, text) if output else show(text, exact=form != "terminal")
