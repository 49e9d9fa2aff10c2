"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workslop.types import InputError
from workslop.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LANGUAGES = click.Choice(["nl", "en"])
DRAFT_LANGUAGES = click.Choice(["nl", "en", "auto"])
FORMATS = click.Choice(["terminal", "markdown", "html", "json", "docx"])
FORMS_OF_CHECK = "compact (default), jsonl, sarif, github, gitlab, junit or checkstyle"

lang_option = click.option(
    "--lang", type=DRAFT_LANGUAGES, default="auto", show_default=True, help="Language of the draft."
)
report_lang_option = click.option(
    "--report-lang", type=LANGUAGES, help="Language of the report; by default the draft's."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(0, 256), metavar="N", default=1, show_default=True,
    help="Read drafts with N processes; 0: as many as there are cores.",
)  # fmt: skip
page_lang_option = click.option(
    "--lang", "lang", type=LANGUAGES, help="Language of the page; by default the environment's."
)


def config_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options about the configuration, the same for every command."""
    given = click.option("--config", metavar="FILE", help="Use this configuration instead of the one that is found.")
    none = click.option("--no-config", is_flag=True, help="Use no configuration.")
    return given(none(command))


def known_id(noun: str, wanted: str, known: Sequence[str]) -> str:
    """``wanted`` where it is known; a rule also by its name alone when that name is one rule's."""
    fits = [one for one in known if one == wanted] or [one for one in known if one.partition("/")[2] == wanted]
    if len(fits) == 1:
        return fits[0]
    import difflib

    near = fits or difflib.get_close_matches(wanted, known, n=1, cutoff=0.5)
    hint = f"; did you mean {' or '.join(near)}?" if near else f"; 'workslop {noun}s' lists them"
    raise InputError(f"there is no {noun} '{wanted}'{hint}")


def not_both(options: Mapping[str, object]) -> None:
    """Raise InputError where all of ``options`` are given."""
    if all(options.values()):
        raise InputError(f"{' and '.join(options)} can't go together: leave one out")


def one_stdin(*paths: str | None) -> None:
    """Raise InputError where standard input is asked for twice."""
    if paths.count("-") > 1:
        raise InputError("standard input (-) can be read only once: give the other text as a file")


def print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the version."""
    if not wanted or ctx.resilient_parsing:
        return
    click.echo(f"workslop {VERSION}")
    ctx.exit()
