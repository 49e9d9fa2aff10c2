"""workslop corpus: a house's own profile of glad and solid text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workslop.options import DRAFT_LANGUAGES, LANGUAGES
from workslop.screen import counter, environment_language, show
from workslop.types import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workslop.corpora import House
    from workslop.corpora.pull import Placed
    from workslop.embed import Encoder

encoder_option = click.option(
    "--encoder", default="e5", show_default=True, help="e5, or st: with a sentence-transformers model."
)
page_option = click.option("--report-lang", type=LANGUAGES, help="Language of what is shown.")


@click.group(short_help="Profiles of your own texts, glad and solid.")
def corpus() -> None:
    """Build and show the profile of a house: what its glad and its solid texts look like, as figures; mine phrases."""


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
@click.option("--plot", metavar="FILE", help="With --draft: also draw it among the texts, as SVG.")
@encoder_option
@page_option
def show_profile(name: str, draft: str | None, plot: str | None, encoder: str, report_lang: str | None) -> None:
    """Show what is in the profile NAME: a name in profiles/, a file, or a shipped one (nl, en)."""
    from workslop.corpora import load_profile, page, read_house, shipped_names
    from workslop.corpora.store import find_house

    if plot and not draft:
        raise InputError("--plot draws a draft among the texts of the profile: give --draft as well")
    if plot and not plot.lower().endswith(".svg"):
        raise InputError(f"--plot {plot}: the drawing is SVG, so the name of its file must end in .svg")
    told = report_lang or environment_language()
    path = find_house(name)
    if name in shipped_names() and not draft and not path.is_file():
        show(_clean(page.shipped_page(load_profile(name), told)))
        return
    house = read_house(path)
    show(_clean(_placed_page(draft, house, encoder, plot, told) if draft else page.house_page(house, told)))


def _placed_page(path: str, house: House, encoder: str, plot: str | None, lang: str) -> str:
    """The page of the draft at ``path`` beside ``house``; its drawing is written to ``plot`` where that is given."""
    from workslop.corpora.page import draft_page
    from workslop.corpora.pull import place
    from workslop.text import read_draft

    text = read_draft(path)
    placed = place(text, house, _encoder(encoder))
    if plot:
        _draw(plot, placed, house, lang)
    return draft_page(text, house, placed, lang)


def _draw(path: str, placed: Placed, house: House, lang: str) -> None:
    """Write the drawing of the draft among the texts of ``house``."""
    from workslop.report.files import write_whole
    from workslop.report.plane import plane

    own = placed.plane
    if own is None:
        raise InputError(
            f"The profile {house.name!r} was built before the places of its texts were kept: build it again"
        )
    write_whole(path, plane(own.glad, own.solid, own.draft, lang))


@corpus.command()
@click.argument("name", required=False)
@click.option("--glad", multiple=True, metavar="GLOB", help="Glad texts, as for build; .jsonl: a 'text' a line.")
@click.option("--solid", multiple=True, metavar="GLOB", help="Solid texts, the same way.")
@click.option("--lang", type=DRAFT_LANGUAGES, default="auto", show_default=True, help="Leave out texts in another one.")
@click.option("--top", type=click.IntRange(1, 10_000), default=100, show_default=True, help="Phrases shown at most.")
@click.option("--output", metavar="FOLDER", help="Also write rule files there, off until you accept them.")
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@page_option
def mine(
    name: str | None, glad: tuple[str, ...], solid: tuple[str, ...], lang: str, top: int, output: str | None,
    form: str, report_lang: str | None,
) -> None:  # fmt: skip
    """Find phrases that --glad texts use more than --solid ones; or those of the profile NAME, if still there."""
    from workslop.corpora import mine_page
    from workslop.corpora.mine import mine as run
    from workslop.corpora.mine_read import read

    patterns = _patterns(name, glad, solid)
    one, other, own = read(*patterns, None if lang == "auto" else lang, counter() or (lambda *_: None))
    found = run(one, other, own, top, _rule_of(own))
    told = report_lang or environment_language()
    if output:
        written = mine_page.write(output, found)
        click.echo(_clean("\n".join(mine_page.written_lines(output, *written, told))), err=True)
    show(mine_page.to_json(found) if form == "json" else _clean(mine_page.page(found, told)), exact=form == "json")


def _patterns(
    name: str | None, glad: tuple[str, ...], solid: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The patterns of both piles: given, or those that the profile remembers."""
    if name is None:
        if not glad or not solid:
            raise InputError("Mining needs two piles: give --glad and --solid, or the name of a profile you built")
        return glad, solid
    if glad or solid:
        raise InputError("Give either the name of a profile, or --glad and --solid")
    from workslop.corpora import read_house, shipped_names
    from workslop.corpora.store import find_house

    path = find_house(name)
    if name in shipped_names() and not path.is_file():
        raise InputError(f"The shipped profile '{name}' holds figures only, no texts: give --glad and --solid")
    piles = read_house(path).piles
    return piles["glad"].patterns, piles["solid"].patterns


def _rule_of(lang: str) -> Callable[[str, str], str]:
    """(phrase, a sentence that holds it) -> the id of the phrase or swap rule whose match runs over it, or ""."""
    from workslop.corpora.mine import place_of
    from workslop.judge import kinds, rulebook
    from workslop.text import draft_from_source
    from workslop.types import Source

    rules = [r for r in rulebook.load_rules() if r.kind in ("phrase", "swap") and r.lang in (lang, "any")]

    def rule_of(phrase: str, sentence: str) -> str:
        at, end = place_of(phrase, sentence)
        hits = kinds.phrase_hits(draft_from_source(Source("sentence.txt", sentence, "text"), lang=lang), rules)
        over = (key for key, spans in hits.items() if any(s.start < end and at < s.end for s in spans))
        return next(iter(sorted(over)), "")

    return rule_of


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
