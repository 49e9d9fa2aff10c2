"""The command line: each command parses, calls the library, prints, and gives an exit code.

Exit codes: 0 nothing at or above --fail-on, 1 something, 2 could not run. Imports of the library stand inside the
functions that need them: help and mistakes in the arguments cost no start-up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workslop.commands import COMMANDS
from workslop.options import (
    DRAFT_LANGUAGES,
    FORMATS,
    FORMS_OF_CHECK,
    config_options,
    jobs_option,
    known_id,
    lang_option,
    not_both,
    one_stdin,
    page_lang_option,
    print_version,
    report_lang_option,
)
from workslop.screen import colour, complain, counter, environment_language, known_language, show, width
from workslop.types import SEVERITIES, InputError

if TYPE_CHECKING:
    from workslop.config import SettingsOf
    from workslop.types import Review


class Commands(click.Group):
    """A group in which a mistake in what the user gave is one sentence and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except InputError as error:
            complain(error)
            ctx.exit(2)
        except KeyboardInterrupt:
            ctx.exit(130)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=print_version, help="Show the version."
)
def main() -> None:
    """Show a reviewer what a polished draft leaves out.

    Unanswered questions of the brief, empty sentences, claims with nothing under them. Dutch and English.
    Nothing leaves this machine.
    """


@main.command()
@click.argument("draft")
@click.option("--brief", metavar="FILE", help="What the draft was asked to do; - reads standard input.")
@click.option(
    "--no-brief", is_flag=True, help="Look for no brief; by default the one that goes with the draft is used."
)
@click.option(
    "--format", "form", type=FORMATS, help="Form of the report; by default by --output's extension, else terminal."
)
@click.option("--output", metavar="FILE", help="Write the report to this file.")
@click.option("--previous", metavar="FILE", help="The JSON report of an earlier round: show what changed since.")
@lang_option
@report_lang_option
@click.option("--explain-asks", is_flag=True, help="Show how each question of the brief was weighed.")
@config_options
def review(
    draft: str, brief: str | None, no_brief: bool, form: str | None, output: str | None, previous: str | None,
    lang: str, report_lang: str | None, explain_asks: bool, config: str | None, no_config: bool,
) -> None:  # fmt: skip
    """Read DRAFT against its brief, and show what it leaves out.

    DRAFT is a Markdown, text, HTML, Word, PowerPoint or PDF file; - reads standard input.
    """
    from workslop.checking import own_brief
    from workslop.report import render
    from workslop.report.files import form_of, write_commented, write_whole
    from workslop.rounds import compare_rounds, read_previous

    one_stdin(draft, brief)
    not_both({"--brief": brief, "--no-brief": no_brief})
    before = read_previous(previous) if previous else None
    settings = _finder(config, no_config)(draft)
    if not brief and not no_brief:
        brief, told = own_brief(draft, settings, report_lang or environment_language())
        click.echo(told, err=True, nl=bool(told))
    result = _review(draft, brief, lang, report_lang, settings=settings)
    rounds = compare_rounds(result, before, previous or "") if before else None
    form = form or (form_of(output) if output else None) or "terminal"
    if form == "docx":
        write_commented(result, output)
        return
    text = render(result, form, width=width(), colour=not output and colour(), explain=explain_asks, rounds=rounds)
    write_whole(output, text) if output else show(text, exact=form != "terminal")


@main.command(short_help="Print the findings in FILES, one a line.")
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="Least severity that fails; by default the configuration's, else warning.",
)
@click.option("--format", "forms", multiple=True, metavar="FORM[:FILE]", help=f"{FORMS_OF_CHECK}; may be repeated.")
@click.option("--baseline", metavar="FILE", help="Leave out what this baseline knows ('workslop baseline' makes one).")
@click.option("--diff-only", metavar="BASE", help="Only what touches lines that changed since this commit or branch.")
@click.option("--with-briefs", is_flag=True, help="Hold each draft that has a brief against it; takes longer.")
@click.option("--verbose", is_flag=True, help="Print notes too; they are printed anyway where they fail.")
@click.option("--quiet", is_flag=True, help="Print only the count, and nothing where nothing fails.")
@jobs_option
@click.option("--no-cache", is_flag=True, help="Read every text anew, and keep nothing for a next run.")
@lang_option
@report_lang_option
@config_options
@click.pass_context
def check(
    ctx: click.Context, /, files: tuple[str, ...], forms: tuple[str, ...], lang: str, report_lang: str | None,
    config: str | None, no_config: bool, baseline: str | None, diff_only: str | None, no_cache: bool, jobs: int,
    **how: Any,
) -> None:  # fmt: skip
    """Print the findings in FILES, one a line: path:line:column: severity rule message.

    Of a folder the Markdown, text, HTML, Word, PowerPoint and PDF files are read; hidden ones are not.
    Exit code 0: nothing at or above --fail-on; 1: something; 2: a file could not be read.
    """
    from workslop.checking import PRINTED, Tally, known_before, pieces, total
    from workslop.report.many import parse_targets
    from workslop.workers import Reader, cores

    one_stdin(*files)
    not_both({"--verbose": how["verbose"], "--quiet": how["quiet"]})
    tally = Tally(**how, **known_before(files, baseline, diff_only))
    targets, notes = parse_targets(forms) or PRINTED, how["verbose"] or how["fail_on"] == "note"
    figures = any(form == "jsonl" for form, _ in targets)
    reader = Reader(
        _review, config, no_config, lang, report_lang, notes=notes, figures=figures, kept=not no_cache, jobs=cores(jobs)
    )
    for piece in pieces(files, _finder(config, no_config), tally, reader, targets):
        complain(piece) if isinstance(piece, InputError) else show(piece, exact=targets != PRINTED)
    line = total(tally, report_lang or environment_language())
    click.echo(line, err=True, nl=bool(line))
    ctx.exit(tally.code)


@main.command(short_help="Write a page about many DRAFTS, and one about each.")
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFTS...")
@click.option(
    "--output", metavar="FOLDER", required=True, help="Where the pages go: a new folder, or an earlier report."
)
@click.option("--with-briefs", is_flag=True, help="Hold each draft that has a brief against it; takes longer.")
@jobs_option
@lang_option
@report_lang_option
@config_options
@click.pass_context
def report(
    ctx: click.Context, /, drafts: tuple[str, ...], output: str, with_briefs: bool, jobs: int, lang: str,
    report_lang: str | None, config: str | None, no_config: bool,
) -> None:  # fmt: skip
    """Review DRAFTS into FOLDER: index.html lists them, to sort and filter, and links to the reading of each.

    Of a folder the texts are read, as 'workslop check' does.
    """
    from workslop.portfolio import write_portfolio
    from workslop.report.total import site_line
    from workslop.workers import Reader, cores

    one_stdin(*drafts)
    own = report_lang or environment_language()
    read = Reader(_review, config, no_config, lang, report_lang, with_briefs, jobs=cores(jobs))
    how: dict[str, Any] = {"lang": own, "with_briefs": with_briefs, "progress": counter()}
    site = write_portfolio(drafts, output, _finder(config, no_config), read, **how)
    for error in site.unread:
        complain(error)
    click.echo(site_line(own, site.drafts, str(site.index)), err=True)
    ctx.exit(2 if site.unread else 0)


@main.command(short_help="Record today's findings, so that only new ones speak.")
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option(
    "--output", metavar="FILE", default="workslop-baseline.toml", show_default=True, help="Where to write it."
)
@lang_option
@config_options
def baseline(files: tuple[str, ...], output: str, lang: str, config: str | None, no_config: bool) -> None:
    """Record the findings in FILES by their words: 'workslop check --baseline FILE' is silent about them.

    A paragraph that moves stays known; a sentence that changes speaks.
    """
    from workslop.checking import baseline_of
    from workslop.report.files import write_whole
    from workslop.report.total import baseline_line
    from workslop.workers import Reader

    text, n = baseline_of(files, _finder(config, no_config), Reader(_review, config, no_config, lang, figures=False))
    write_whole(output, text)
    click.echo(baseline_line(environment_language(), n, output), err=True)


@main.command(short_help="Show what holds for FILE, and where that comes from.")
@click.argument("file", required=False, default=".")
@page_lang_option
@config_options
def config(file: str, lang: str | None, config: str | None, no_config: bool) -> None:
    """Show what the configuration asks of FILE, and where each value comes from; without FILE, of this folder."""
    from workslop.config import brief_for, rows, settings_for
    from workslop.report.config_page import config_page

    settings = _finder(config, no_config)(file) or settings_for(None, file)
    table = rows(settings, brief_for(file, settings))
    off = sum(level == "off" for level in settings.levels.values())
    lang = lang or environment_language()
    show(config_page(file, settings.config, table, len(settings.levels) - off, off, lang))


@main.command(short_help="Show how BRIEF is read.")
@click.argument("brief")
@click.option("--lang", type=DRAFT_LANGUAGES, default="auto", show_default=True, help="Language of the brief.")
@report_lang_option
def brief(brief: str, lang: str, report_lang: str | None) -> None:
    """Show how BRIEF is read: its questions, its requirements, and what was passed over."""
    from workslop.report.pages import brief_page
    from workslop.text.brief import read_brief
    from workslop.text.source import read_source

    read = read_brief(read_source(brief), None if lang == "auto" else lang)
    show(brief_page(read, report_lang or known_language(read.lang)))


@main.command(short_help="List the rules, or explain one.")
@click.argument("rule_id", metavar="[ID]", required=False)
@page_lang_option
@config_options
def rules(rule_id: str | None, lang: str | None, config: str | None, no_config: bool) -> None:
    """List the rules, or explain the rule ID: what it finds, why, and when to keep the words."""
    from workslop.judge.rulebook import load_rules
    from workslop.report.pages import rule_page, rules_page

    settings = _finder(config, no_config)(".")
    known = {rule.id: rule for rule in load_rules(settings.rule_folders if settings else ())}
    lang = lang or environment_language()
    if rule_id is None:
        show(rules_page(tuple(known.values()), lang))
    else:
        show(rule_page(known[known_id("rule", rule_id, tuple(known))], lang))


@main.command(short_help="List the signals, or explain one.")
@click.argument("signal_id", metavar="[ID]", required=False)
@page_lang_option
def signals(signal_id: str | None, lang: str | None) -> None:
    """List the signals, or explain the signal ID: what it measures, how, and its limits."""
    from workslop.report.pages import signal_page, signals_page
    from workslop.signals import SIGNALS

    known = tuple(info.id for info in SIGNALS)
    lang = lang or environment_language()
    show(signals_page(known, lang) if signal_id is None else signal_page(known_id("signal", signal_id, known), lang))


@main.command()
def lsp() -> None:
    """Speak to an editor: a language server on standard input and output (docs/editors.md)."""
    from workslop.lsp import serve

    serve()


for _command in COMMANDS:
    main.add_command(_command)


def _review(
    draft: str, brief: str | None, lang: str, report_lang: str | None, vectors: bool = True, **how: Any
) -> Review:  # fmt: skip
    from workslop.review import review as run

    return run(draft, brief, lang=lang, report_lang=report_lang, vectors=vectors, **how)


def _finder(config: str | None, no_config: bool) -> SettingsOf:
    from workslop.config import settings_finder

    not_both({"--config": config, "--no-config": no_config})
    return settings_finder(config, no_config)


if __name__ == "__main__":
    main()
