"""Commands that cli.py adds to the program, one file each: a command parses, calls the library, prints."""

from __future__ import annotations

import click

from workslop.commands.cache import command as cache
from workslop.commands.compare import compare
from workslop.commands.completion import completion
from workslop.commands.corpus import corpus
from workslop.commands.man import man
from workslop.commands.spread import spread

COMMANDS: tuple[click.Command, ...] = (cache, compare, completion, corpus, man, spread)
