"""The output that README.md shows is what the program prints.

A comment ``<!-- shown: COMMAND | until: REGEX -->`` stands above a code block; the block holds the command
after a ``$`` and its output up to the first line that REGEX matches. ``make readme`` writes the blocks anew.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from click.testing import CliRunner

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BLOCK = re.compile(r"(<!-- shown: (?P<command>[^|]+?) \| until: (?P<until>.+?) -->\n```text\n)(?P<text>.*?)```\n", re.S)


def output(command: str, until: str) -> str:
    """What the block holds: the command, and its output up to the line that ``until`` matches."""
    from workslop.cli import main

    program, *args = shlex.split(command)
    assert program == "workslop", command
    done = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1"}).invoke(main, args, catch_exceptions=False)
    kept: list[str] = []
    for line in done.stdout.splitlines():
        if re.match(until, line):
            return "\n".join([f"$ {command}", *kept]).rstrip() + "\n[…]\n"
        kept.append(line.rstrip())
    raise AssertionError(f"no line of the output matches {until!r}: {command}")


def fresh(text: str) -> str:
    """``text`` with every block written anew."""
    return BLOCK.sub(lambda m: f"{m[1]}{output(m['command'], m['until'])}```\n", text)


if __name__ == "__main__":
    import os

    os.chdir(ROOT)
    README.write_text(fresh(README.read_text(encoding="utf-8")), encoding="utf-8")
