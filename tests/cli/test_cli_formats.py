"""check --format, --baseline and --diff-only: what is printed, what is written, what fails."""

from __future__ import annotations

import json
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner

from workslop.cli import main

EMPTY = "In today's fast-paced world it is important to note that synergy plays a crucial role in success.\n"
LEEG = "In de huidige snel veranderende wereld is het belangrijk om op te merken dat samenwerking cruciaal is.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.md").write_text(EMPTY, encoding="utf-8")
    (tmp_path / "b é.md").write_text(LEEG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_several_forms_at_once(folder: Path) -> None:
    words = ["check", "a.md", "b é.md", "--format", "sarif:out.sarif", "--format", "junit:out.xml", "--format", "jsonl"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 1
    paths = [json.loads(line)["draft"]["path"] for line in result.stdout.splitlines()]
    assert paths == ["a.md", "b é.md"]
    sarif = json.loads((folder / "out.sarif").read_text(encoding="utf-8"))
    assert {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in sarif["runs"][0]["results"]} == {
        "a.md", "b%20%C3%A9.md",
    }  # fmt: skip
    assert ET.parse(folder / "out.xml").getroot().tag == "testsuites"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "sarf"], "did you mean sarif"),
        (["--format", "sarif:"], "names no file"),
        (["--format", "sarif", "--format", "github"], "would be printed"),
        (["--baseline", "none.toml"], "none.toml"),
        (["--diff-only", "HEAD"], "git"),
    ],
)
def test_a_mistake_is_one_sentence(folder: Path, words: list[str], told: str) -> None:
    result = CliRunner().invoke(main, ["check", "a.md", *words])
    assert result.exit_code == 2 and told in result.stderr and len(result.stderr.strip().splitlines()) == 1


def test_a_baseline_is_silent_about_old_findings(folder: Path) -> None:
    made = CliRunner().invoke(main, ["baseline", "a.md", "b é.md"], env={"LANG": "nl_NL.UTF-8"})
    assert made.exit_code == 0 and "vastgelegd in workslop-baseline.toml" in made.stderr
    (folder / "a.md").write_text(f"# A new heading\n\n{EMPTY}", encoding="utf-8")
    known = ["check", "a.md", "b é.md", "--baseline", "workslop-baseline.toml"]
    assert CliRunner().invoke(main, known).exit_code == 0
    (folder / "a.md").write_text(
        f"{EMPTY}\nEvery stakeholder plays a crucial role in this journey.\n", encoding="utf-8"
    )
    result = CliRunner().invoke(main, known)
    assert result.exit_code == 1 and "a.md:3:" in result.stdout and "a.md:1:" not in result.stdout


def test_only_changed_lines_speak(folder: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words], cwd=folder, check=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "x")
    with (folder / "a.md").open("a", encoding="utf-8") as file:
        file.write("\nEvery stakeholder plays a crucial role in this journey.\n")
    result = CliRunner().invoke(main, ["check", "a.md", "b é.md", "--diff-only", "HEAD"])
    assert result.exit_code == 1 and "a.md:3:" in result.stdout
    assert "a.md:1:" not in result.stdout and "b é.md:" not in result.stdout


@pytest.mark.parametrize(("words", "measured"), [([], 0), (["--verbose"], 1), (["--fail-on", "note"], 1)])
def test_what_can_only_be_a_note_is_measured_where_notes_are_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], measured: int
) -> None:
    from workslop.signals import readability

    seen, real = [], readability.measure
    monkeypatch.setattr(readability, "measure", lambda *given: seen.append(1) or real(*given))
    assert CliRunner().invoke(main, ["check", "a.md", *words]).exit_code == 1
    assert len(seen) == measured
