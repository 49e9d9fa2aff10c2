"""workslop corpus: a house's own profile of glad and solid text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workslop.options import DRAFT_LANGUAGES, LANGUAGES
from workslop.screen import counter, environment_language, show
from workslop.types import InputError

if TYPE_CHECKING:
    from workslop.embed import Encoder

encoder_option = click.option(
    "--encoder", default="e5", show_default=True, help="e5, or st: with a sentence-transformers model."
)
page_option = click.option("--report-lang", type=LANGUAGES, help="Language of what is shown.")


@click.group(short_help="Profiles of your own texts, glad and solid.")
def corpus() -> None:
    """Build and show the profile of a house: what its glad and its solid texts look like, as figures."""


@corpus.command()
@click.argument("name")
@click.option("--glad", multiple=True, required=True, metavar="GLOB", help="Glad texts: file, folder or glob; repeat.")
@click.option("--solid", multiple=True, required=True, metavar="GLOB", help="Solid texts, the same way.")
@click.option("--lang", type=DRAFT_LANGUAGES, default="auto", show_default=True, help="Leave out texts in another one.")
@encoder_option
@click.option("--output", metavar="FILE", help="Where to write it; by default profiles/NAME.profile.json.")
@click.option("--sentences", type=click.IntRange(2, 10_000), help="Sentences read of a text at most.")
@click.option("--skip", is_flag=True, help="Leave out duplicates and files that can't be read.")
@click.option("--quote", is_flag=True, help="Keep a few short passages of the texts in the profile.")
@page_option
def build(
    name: str, glad: tuple[str, ...], solid: tuple[str, ...], lang: str, encoder: str, output: str | None,
    sentences: int | None, skip: bool, quote: bool, report_lang: str | None,
) -> None:  # fmt: skip
    """Make the profile NAME of two piles of texts: --glad and --solid."""
    from workslop.corpora.build import build as run
    from workslop.corpora.build import check_name
    from workslop.corpora.page import house_page, written_lines
    from workslop.corpora.store import to_json
    from workslop.report.files import write_whole

    check_name(name)
    path, told = _target(name, output), report_lang or environment_language()
    own = None if lang == "auto" else lang
    how: dict[str, Any] = {"cap": sentences, "skip": skip, "quote": quote}
    house = run(name, glad, solid, _encoder(encoder), lang=own, progress=counter() or (lambda *_: None), **how)
    write_whole(path, to_json(house))
    show(_clean(house_page(house, told)))
    click.echo(_clean("\n".join(written_lines(house, path, told))), err=True)


@corpus.command("show")
@click.argument("name")
@click.option("--draft", metavar="FILE", help="Where this draft lies, and which sentences pull it there.")
@encoder_option
@page_option
def show_profile(name: str, draft: str | None, encoder: str, report_lang: str | None) -> None:
    """Show what is in the profile NAME: a name in profiles/, a file, or a shipped one (nl, en)."""
    from workslop.corpora import load_profile, page, read_house, shipped_names
    from workslop.corpora.store import find_house

    told = report_lang or environment_language()
    path = find_house(name)
    if name in shipped_names() and not draft and not path.is_file():
        show(_clean(page.shipped_page(load_profile(name), told)))
        return
    house = read_house(path)
    if draft is None:
        show(_clean(page.house_page(house, told)))
        return
    from workslop.corpora.pull import place
    from workslop.text import read_draft

    text = read_draft(draft)
    show(_clean(page.draft_page(text, house, place(text, house, _encoder(encoder)), told)))


def _target(name: str, output: str | None) -> str:
    """Where the profile goes; found out before the long work. Raises InputError where that can't be."""
    from workslop.corpora.store import find_house

    path = Path(output) if output else find_house(name)
    try:
        if output is None:
            path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(f"The folder {path.parent} can't be made: {(error.strerror or 'refused').lower()}") from error
    if path.is_dir():
        raise InputError(f"{path} is a folder: give --output the name of a file")
    if not path.parent.is_dir():
        raise InputError(f"{path} can't be written: the folder {path.parent} does not exist")
    if not path.name.endswith(".json"):
        raise InputError(f"--output {path}: the name of a profile's file must end in .json")
    return path.as_posix()


def _encoder(name: str) -> Encoder:
    from workslop import embed

    try:
        return embed.load(name)
    except embed.EncoderUnavailable as error:
        raise InputError(str(error)) from error


def _clean(text: str) -> str:
    from workslop.report.words import clean

    return clean(text)
