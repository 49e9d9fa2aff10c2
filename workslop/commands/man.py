"""workslop man: the manual page, made from the help of every command."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

_SECTIONS = """.SH EXIT STATUS
.TP
.B 0
Nothing at or above \\-\\-fail\\-on.
.TP
.B 1
Something.
.TP
.B 2
Something could not be read, or was asked for wrongly; standard error says what.
.SH ENVIRONMENT
.TP
.B NO_COLOR
No colour.
.TP
.B WORKSLOP_CACHE
The folder for what is kept between runs; by default the platform's folder for caches.
.TP
.B LANG, LC_ALL, LC_MESSAGES
Dutch or English, where a draft doesn't decide.
.SH FILES
.TP
.B workslop.toml
What holds for the texts of a folder; in pyproject.toml the table [tool.workslop].
.SH SEE ALSO
.B workslop
.I COMMAND
.B \\-\\-help
"""


@click.command(short_help="Print the manual page.")
@click.pass_context
def man(ctx: click.Context) -> None:
    """Print the manual page in roff: workslop man > workslop.1, and man ./workslop.1 shows it."""
    click.echo(page(ctx.find_root()), nl=False)


def page(root: click.Context) -> str:
    """The manual page of the program of ``root``, as roff: its commands in order of name, with all their options."""
    program = root.command
    assert isinstance(program, click.Group)
    about = _paragraphs(program.help)
    lines = ['.TH WORKSLOP 1 "" "" "workslop"', ".SH NAME", f"workslop \\- {_roff(_headline(program))}"]
    lines += [".SH SYNOPSIS", ".B workslop", ".I COMMAND", "[OPTIONS] [ARGUMENTS]", ".SH DESCRIPTION"]
    lines += [*about, ".SH OPTIONS", *_options(program, root), ".SH COMMANDS"]
    for path, command, context in _commands(program, root):
        usage = " ".join(command.collect_usage_pieces(context))
        lines += [f'.SS "{_roff(path)} {_roff(usage)}"', *_paragraphs(command.help), *_options(command, context)]
    return "\n".join(lines) + "\n" + _SECTIONS


def _commands(
    group: click.Group, context: click.Context, before: str = "workslop"
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Each command by its whole name; of a group the commands in it."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        own = click.Context(command, info_name=name, parent=context)
        yield f"{before} {name}", command, own
        if isinstance(command, click.Group):
            yield from _commands(command, own, f"{before} {name}")


def _options(command: click.Command, context: click.Context) -> list[str]:
    lines = []
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record and record[1]:
            lines += [".TP", f".B {_roff(record[0])}", _roff(" ".join(record[1].split()))]
    return lines


def _headline(command: click.Command) -> str:
    """The first sentence of a command's help, as a name's line wants it."""
    text = " ".join((command.help or "").split("\n\n", 1)[0].split())
    return (text[:1].lower() + text[1:]).rstrip(".")


def _paragraphs(text: str | None) -> list[str]:
    """Paragraphs; one that click must not wrap (it begins with a backspace) keeps its lines."""
    lines: list[str] = []
    for paragraph in (text or "").split("\n\n"):
        as_is = paragraph.lstrip().startswith("\b")
        rows = [row.strip() for row in paragraph.replace("\b", "").splitlines() if row.strip()]
        body = [_roff(row) for row in rows] if as_is else [_roff(" ".join(rows))]
        lines += [".PP", *([".nf", *body, ".fi"] if as_is else body)]
    return lines


def _roff(text: str) -> str:
    """Text without what roff would obey: backslashes, hyphens that are minus signs, a full stop that opens a line."""
    text = re.sub(r"[\r\n]+", " ", text).replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{text}" if text[:1] in (".", "'") else text
