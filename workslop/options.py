"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGES = click.Choice(["nl", "en"])
DRAFT_LANGUAGES = click.Choice(["nl", "en", "auto"])
FORMATS = click.Choice(["terminal", "markdown", "html", "json"])
FORMS_OF_CHECK = "compact (default), jsonl, sarif, github, gitlab, junit or checkstyle"

lang_option = click.option(
    "--lang", type=DRAFT_LANGUAGES, default="auto", show_default=True, help="Language of the draft."
)
report_lang_option = click.option(
    "--report-lang", type=LANGUAGES, help="Language of the report; by default the draft's."
)
page_lang_option = click.option(
    "--lang", "lang", type=LANGUAGES, help="Language of the page; by default the environment's."
)


def config_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options about the configuration, the same for every command."""
    given = click.option("--config", metavar="FILE", help="Use this configuration instead of the one that is found.")
    none = click.option("--no-config", is_flag=True, help="Use no configuration.")
    return given(none(command))
