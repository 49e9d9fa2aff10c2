"""How the command line speaks: to the terminal or to a program, in the language of the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from workslop.types import InputError


def complain(error: InputError) -> None:
    """Say what is wrong with what the user gave, on one line of standard error."""
    from workslop.report.words import one_line

    click.echo(f"workslop: {one_line(str(error))}", err=True)


def environment_language() -> str:
    """nl where the environment speaks Dutch, else en."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "nl" if next((name for name in names if name), "").lower().startswith("nl") else "en"


def known_language(lang: str | None) -> str:
    """``lang`` where we speak it, else the environment's."""
    return lang if lang in ("nl", "en") else environment_language()


def colour() -> bool:
    """Whether colour may be used on standard output."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The columns of the terminal, at most 120."""
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 120)


def counter() -> Callable[[int, int, str], None] | None:
    """What shows how far a long run is, on one line of standard error; None where nobody is looking."""
    if not sys.stderr.isatty():
        return None
    return lambda n, total, _: click.echo(f"\r{n}/{total}" + ("\r\x1b[K" if n == total else ""), nl=False, err=True)


def show(text: str, exact: bool = False) -> None:
    """Print ``text``. A sign that the terminal's encoding doesn't have becomes a question mark, never a traceback;
    ``exact``: for a program or a file, always UTF-8."""
    if exact:
        click.echo(text.encode("utf-8", "replace"), nl=False)
        return
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding, "replace"), nl=False)
