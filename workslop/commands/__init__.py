"""Commands that cli.py adds to the program, one file each: a command parses, calls the library, prints."""

from __future__ import annotations

import click

COMMANDS: tuple[click.Command, ...] = ()
