"""Shell completion and the manual page: what they print is accepted by the programs that read it, and whole."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from workslop.cli import main

SHELLS = ("bash", "zsh", "fish")


def printed(*words: str) -> str:
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == 0
    return result.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_reads_the_script(shell: str, tmp_path: Path) -> None:
    script = printed("completion", shell)
    assert f"_WORKSLOP_COMPLETE={shell}_complete" in script
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    path = tmp_path / "script"
    path.write_text(script, encoding="utf-8")
    assert subprocess.run([shell, "-n", str(path)], capture_output=True).returncode == 0


def completed(words: str, at: int) -> set[str]:
    env = {**os.environ, "_WORKSLOP_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    code = "from workslop.cli import main; main(prog_name='workslop')"
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, encoding="utf-8", check=True)
    return {line.partition(",")[2] for line in told.stdout.splitlines()}


def test_what_is_completed() -> None:
    assert {"check", "config", "corpus", "completion"} <= completed("workslop c", 1)
    assert completed("workslop check --j", 2) == {"--jobs"}
    assert completed("workslop check --fail-on ", 3) == {"note", "warning", "error"}


def test_another_shell_is_a_mistake() -> None:
    assert CliRunner().invoke(main, ["completion", "csh"]).exit_code == 2


def test_the_manual_page_has_every_command_and_option() -> None:
    page = printed("man").replace("\\-", "-").replace("\\(dq", '"')

    def held(group: click.Group, before: str) -> None:
        for name, command in group.commands.items():
            assert f'.SS "{before} {name} ' in page
            for parameter in command.params:
                if isinstance(parameter, click.Option):
                    assert parameter.opts[0] in page
            if isinstance(command, click.Group):
                held(command, f"{before} {name}")

    assert isinstance(main, click.Group)
    held(main, "workslop")
    for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES"):
        assert f".SH {section}\n" in page


def test_nothing_in_the_page_is_obeyed_by_mistake() -> None:
    known = {"TH", "SH", "SS", "TP", "PP", "B", "I", "nf", "fi"}
    for line in printed("man").splitlines():
        assert not line.startswith("'")
        assert not line.startswith(".") or re.match(r"\.(\w+)", line)[1] in known  # type: ignore[index]
    if shutil.which("groff"):
        done = subprocess.run(
            ["groff", "-man", "-ww", "-z", "-Tutf8"], input=printed("man"), capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0 and not done.stderr
