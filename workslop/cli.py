"""The command line: each command parses, calls the library, prints, and gives an exit code.

Exit codes: 0 nothing at or above --fail-on, 1 something, 2 could not run. Imports of the library stand inside the
functions that need them: help and mistakes in the arguments cost no start-up.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from workslop.types import SEVERITIES, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workslop.types import Finding, Review

LANGUAGES = click.Choice(["nl", "en"])
DRAFT_LANGUAGES = click.Choice(["nl", "en", "auto"])
FORMATS = click.Choice(["terminal", "markdown", "html", "json"])

lang_option = click.option(
    "--lang", type=DRAFT_LANGUAGES, default="auto", show_default=True, help="Language of the draft."
)
report_lang_option = click.option(
    "--report-lang", type=LANGUAGES, help="Language of the report; by default the draft's."
)
page_lang_option = click.option(
    "--lang", "lang", type=LANGUAGES, help="Language of the page; by default the environment's."
)


class Commands(click.Group):
    """A group in which a mistake in what the user gave is one sentence and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except InputError as error:
            _complain(error)
            ctx.exit(2)
        except KeyboardInterrupt:
            ctx.exit(130)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the version, read from the installed package only when it is asked for."""
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    click.echo(f"workslop {version('workslop')}")
    ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def main() -> None:
    """Show a reviewer what a polished draft leaves out.

    Unanswered questions of the brief, empty sentences, claims with nothing under them. Dutch and English.
    Nothing leaves this machine.
    """


@main.command()
@click.argument("draft")
@click.option("--brief", metavar="FILE", help="What the draft was asked to do; - reads standard input.")
@click.option(
    "--format", "form", type=FORMATS, help="Form of the report; by default by --output's extension, else terminal."
)
@click.option("--output", metavar="FILE", help="Write the report to this file.")
@lang_option
@report_lang_option
@click.option("--explain-asks", is_flag=True, help="Show how each question of the brief was weighed.")
def review(
    draft: str,
    brief: str | None,
    form: str | None,
    output: str | None,
    lang: str,
    report_lang: str | None,
    explain_asks: bool,
) -> None:
    """Read DRAFT against its brief, and show what it leaves out.

    DRAFT is a Markdown, text, HTML or Word file; - reads standard input.
    """
    from workslop.report import render
    from workslop.report.files import form_of, write_whole

    _one_stdin(draft, brief)
    result = _review(draft, brief, lang, report_lang)
    form = form or (form_of(output) if output else None) or "terminal"
    text = render(result, form, width=_width(), colour=not output and _colour(), explain=explain_asks)
    if output:
        write_whole(output, text)
    else:
        _show(text, exact=form != "terminal")


@main.command(short_help="Print the findings in FILES, one a line.")
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option(
    "--fail-on", type=click.Choice(SEVERITIES), default="warning", show_default=True, help="Least severity that fails."
)
@lang_option
@report_lang_option
@click.pass_context
def check(ctx: click.Context, files: tuple[str, ...], fail_on: str, lang: str, report_lang: str | None) -> None:
    """Print the findings in FILES, one a line: path:line:column: severity rule message.

    Exit code 0: nothing at or above --fail-on; 1: something; 2: a file could not be read.
    """
    from workslop.report.compact import lines

    _one_stdin(*files)
    found: list[Finding] = []
    unread = 0
    for path in files:
        try:
            result = _review(path, None, lang, report_lang, vectors=False)  # many files: no encoder
            _show("".join(f"{line}\n" for line in lines(result)))
            found += result.findings
        except InputError as error:
            unread += 1
            _complain(error)
    _count(len(files) - unread, found, unread, report_lang or _environment_language())
    ctx.exit(_code(found, unread, fail_on))


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
    _show(brief_page(read, report_lang or _known_language(read.lang)))


@main.command(short_help="List the rules, or explain one.")
@click.argument("rule_id", metavar="[ID]", required=False)
@page_lang_option
def rules(rule_id: str | None, lang: str | None) -> None:
    """List the rules, or explain the rule ID: what it finds, why, and when to keep the words."""
    from workslop.judge.rulebook import load_rules
    from workslop.report.pages import rule_page, rules_page

    known = {rule.id: rule for rule in load_rules()}
    lang = lang or _environment_language()
    if rule_id is None:
        _show(rules_page(tuple(known.values()), lang))
    else:
        _show(rule_page(known[_known_id("rule", rule_id, tuple(known))], lang))


@main.command(short_help="List the signals, or explain one.")
@click.argument("signal_id", metavar="[ID]", required=False)
@page_lang_option
def signals(signal_id: str | None, lang: str | None) -> None:
    """List the signals, or explain the signal ID: what it measures, how, and its limits."""
    from workslop.report.pages import signal_page, signals_page
    from workslop.signals import SIGNALS

    known = tuple(info.id for info in SIGNALS)
    lang = lang or _environment_language()
    _show(signals_page(known, lang) if signal_id is None else signal_page(_known_id("signal", signal_id, known), lang))


def _review(draft: str, brief: str | None, lang: str, report_lang: str | None, vectors: bool = True) -> Review:
    from workslop.review import review as run

    return run(draft, brief, lang=lang, report_lang=report_lang, vectors=vectors)


def _one_stdin(*paths: str | None) -> None:
    if paths.count("-") > 1:
        raise InputError("standard input (-) can be read only once: give the other text as a file")


def _known_id(noun: str, wanted: str, known: Sequence[str]) -> str:
    """``wanted`` where it is known; a rule also by its name alone when that name is one rule's."""
    fits = [one for one in known if one == wanted] or [one for one in known if one.partition("/")[2] == wanted]
    if len(fits) == 1:
        return fits[0]
    import difflib

    near = fits or difflib.get_close_matches(wanted, known, n=1, cutoff=0.5)
    hint = f"; did you mean {' or '.join(near)}?" if near else f"; 'workslop {noun}s' lists them"
    raise InputError(f"there is no {noun} '{wanted}'{hint}")


def _code(found: Sequence[Finding], unread: int, fail_on: str) -> int:
    least = SEVERITIES.index(fail_on)
    return 2 if unread else int(any(SEVERITIES.index(finding.severity) >= least for finding in found))


def _count(files: int, found: Sequence[Finding], unread: int, lang: str) -> None:
    from workslop.lang import message
    from workslop.report.words import count, severity_counts

    line = message(lang, "check.total", files=count(lang, "file", files), findings=severity_counts(lang, found))
    click.echo(f"{line}; {count(lang, 'unread', unread)}" if unread else line, err=True)


def _complain(error: InputError) -> None:
    from workslop.report.words import one_line

    click.echo(f"workslop: {one_line(str(error))}", err=True)


def _environment_language() -> str:
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "nl" if next((name for name in names if name), "").lower().startswith("nl") else "en"


def _known_language(lang: str | None) -> str:
    return lang if lang in ("nl", "en") else _environment_language()


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width() -> int:
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 120)


def _show(text: str, exact: bool = False) -> None:
    """Print ``text``. A sign that the terminal's encoding doesn't have becomes a question mark, never a traceback;
    ``exact``: for a program or a file, always UTF-8."""
    if exact:
        click.echo(text.encode("utf-8", "replace"), nl=False)
        return
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding, "replace"), nl=False)


if __name__ == "__main__":
    main()
