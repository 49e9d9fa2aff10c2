"""README.md tells the truth: its commands run, its output is what they print, its Python works, its links hold."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from project_files import ROOT
from shown_output import BLOCK, output

from workslop.cli import main

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = [line.strip() for line in re.findall(r"(?m)^ {4}(\S.*)$", re.sub(r"(?s)```.*?```", "", TEXT))]
COMMANDS = [line for line in LINES if line.startswith("workslop ")]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples, as a reader would have them."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_line_of_commands_is_of_a_known_program() -> None:
    assert len(COMMANDS) >= 8
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    extras = set(
        tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    )
    for line in LINES:
        program, *args = shlex.split(line)
        if program == "make":
            assert re.search(rf"(?m)^{args[0]}:", makefile), line
        elif program == "pip":
            assert args[0] == "install" and re.fullmatch(r"\.(?:\[(\w+)\])?", args[1]), line
            assert set(re.findall(r"\[(\w+)\]", args[1])) <= extras, line
        else:
            assert program == "workslop", line


def test_every_command_of_the_program_is_told_of() -> None:
    for name in main.list_commands(click.Context(main)):
        assert re.search(rf"(?m)^\| `{name}\b", TEXT), name
        assert name == "lsp" or any(line.split()[1] == name for line in COMMANDS), name  # lsp waits for an editor


@pytest.mark.slow
@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_runs(line: str, elsewhere: Path) -> None:
    command, _, given = line.partition(" < ")
    text = (elsewhere / given).read_text(encoding="utf-8") if given else None
    done = CliRunner().invoke(main, shlex.split(command)[1:], input=text, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    for name in re.findall(r"--output (\S+)", command):
        assert (elsewhere / name).stat().st_size > 1000


@pytest.mark.slow
@pytest.mark.parametrize("block", list(BLOCK.finditer(TEXT)), ids=lambda block: block["command"].split()[2])
def test_the_output_shown_is_what_is_printed(block: re.Match[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """But for figures, which may differ by a rounding between processors. After a change: make readme."""

    def plain(text: str) -> str:
        return re.sub(r"[█░]+", "", re.sub(r"\d+(?:[.,]\d+)?", "0", text))

    monkeypatch.chdir(ROOT)
    assert plain(output(block["command"], block["until"])) == plain(block["text"])


@pytest.mark.slow
def test_the_python_runs_and_runs_again_in_one_process(elsewhere: Path) -> None:
    (code,) = re.findall(r"(?s)```python\n(.*?)```", TEXT)
    done = subprocess.run([sys.executable, "-c", code + code], cwd=elsewhere, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert len(done.stdout.splitlines()) >= 2 * (7 + 3 + 2)


@pytest.mark.parametrize("name", ["README.md", *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md")))])
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert os.path.exists(page.parent / target), target  # noqa: PTH110
