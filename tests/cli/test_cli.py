"""The commands: what they print, where, and with what exit code."""

from __future__ import annotations

import json
import os
import re
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
import review_samples
from click.testing import CliRunner, Result

from workslop import cli
from workslop.types import InputError, Review

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line over hand-made Reviews: 'broken.md' can't be read, 'clean.md' has no findings."""

    def review(draft: str, brief: str | None, lang: str, report_lang: str | None, **_: Any) -> Review:
        if draft == "broken.md":
            raise InputError(f"{draft} does not exist: check the path")
        base = review_samples.english() if "en" in (lang, report_lang) else review_samples.dutch()
        made = replace(base, findings=()) if draft == "clean.md" else base
        return made if brief else replace(made, brief=None, verdicts=())

    monkeypatch.setattr(cli, "_review", review)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")

    def call(*args: str, **more: Any) -> Result:
        return CliRunner().invoke(cli.main, list(args), **more)

    return call


def test_review_on_the_terminal_has_no_colour_without_a_terminal(run: Run) -> None:
    done = run("review", "notitie.md", "--brief", "brief.md")
    assert done.exit_code == 0 and done.stdout.startswith("Gelezen: notitie.md, naast de opdracht brief.md\n")
    assert "\x1b" not in done.stdout and done.stderr == ""


@pytest.mark.parametrize(("form", "begin"), [("markdown", "## "), ("html", "<!doctype html>"), ("json", "{")])
def test_review_forms(run: Run, form: str, begin: str) -> None:
    done = run("review", "notitie.md", "--brief", "brief.md", "--format", form)
    assert done.exit_code == 0 and done.stdout.lstrip().startswith(begin)


@pytest.mark.parametrize(
    ("name", "begin"), [("r.html", "<!doctype html>"), ("r.md", "## "), ("r.json", "{"), ("r.txt", "Gelezen")]
)
def test_output_says_the_form_by_its_extension(run: Run, tmp_path: Path, name: str, begin: str) -> None:
    done = run("review", "notitie.md", "--output", str(tmp_path / name))
    assert (done.exit_code, done.output) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8").lstrip().startswith(begin)
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_format_given_wins_from_the_extension(run: Run, tmp_path: Path) -> None:
    run("review", "notitie.md", "--output", str(tmp_path / "r.txt"), "--format", "json")
    assert json.loads((tmp_path / "r.txt").read_text(encoding="utf-8"))["schema"] == "workslop.review/1"


def test_json_on_standard_output_is_utf8_whatever_the_terminal_speaks(run: Run) -> None:
    done = run("review", "notitie.md", "--brief", "brief.md", "--format", "json")
    assert "‘na de zomer’" in done.stdout_bytes.decode("utf-8")


def test_explain_asks(run: Run) -> None:
    assert "Hoe elke vraag is gewogen" in run("review", "notitie.md", "--brief", "b.md", "--explain-asks").stdout


def test_check_prints_lines_and_counts_on_stderr(run: Run) -> None:
    done = run("check", "notitie.md", "clean.md", "--verbose")
    assert done.exit_code == 1
    assert re.fullmatch(r"(?:notitie\.md(?::\d+:\d+)?: (?:note|warning|error) \S+ .+\n){6}", done.stdout)
    assert done.stderr == "2 bestanden: 1 fout, 2 waarschuwingen, 3 opmerkingen\n"


def test_check_of_a_clean_file_is_0(run: Run) -> None:
    done = run("check", "clean.md")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "1 bestand: 0 bevindingen\n")


@pytest.mark.parametrize(
    ("worst", "fail_on", "code"),
    [
        ("note", "note", 1),
        ("note", "warning", 0),
        ("warning", "warning", 1),
        ("warning", "error", 0),
        ("error", "error", 1),
    ],
)
def test_fail_on(run: Run, monkeypatch: pytest.MonkeyPatch, worst: Any, fail_on: str, code: int) -> None:
    base = review_samples.dutch()
    made = replace(base, findings=(replace(base.findings[0], severity=worst),))
    monkeypatch.setattr(cli, "_review", lambda *_, **__: made)
    assert run("check", "notitie.md", "--fail-on", fail_on).exit_code == code


def test_check_goes_on_after_an_unreadable_file_and_ends_2(run: Run) -> None:
    done = run("check", "broken.md", "notitie.md")
    assert done.exit_code == 2
    assert done.stdout.count("notitie.md") == 3
    assert done.stderr.splitlines() == [
        "workslop: broken.md does not exist: check the path",
        "1 bestand: 1 fout, 2 waarschuwingen, 3 opmerkingen; 3 opmerkingen niet getoond (met --verbose wel); "
        "1 bestand niet gelezen",
    ]


def test_a_mistake_is_one_sentence_and_2(run: Run) -> None:
    done = run("review", "broken.md")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "workslop: broken.md does not exist: check the path\n"


@pytest.mark.parametrize("args", [("review", "-", "--brief", "-"), ("check", "-", "-")])
def test_standard_input_is_read_once(run: Run, args: tuple[str, ...]) -> None:
    done = run(*args, input="x")
    assert done.exit_code == 2 and "only once" in done.stderr


@pytest.mark.parametrize(
    "args",
    [(), ("review",), ("check",), ("review", "a", "--format", "pdf"), ("nonsense",), ("check", "a", "--fail-on", "x")],
)
def test_wrong_use_is_2(run: Run, args: tuple[str, ...]) -> None:
    assert run(*args).exit_code == 2


def one_mistake(done: Result) -> None:
    assert done.exit_code == 2
    assert re.fullmatch(r"workslop: [^\n]+\n", done.stderr)


def test_output_into_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    one_mistake(run("review", "notitie.md", "--output", str(tmp_path / "no" / "r.html")))


def test_output_that_is_a_folder(run: Run, tmp_path: Path) -> None:
    one_mistake(run("review", "notitie.md", "--output", str(tmp_path)))


def test_output_without_permission_keeps_the_old_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "r.html"
    old.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere, so the refusal is played
    one_mistake(run("review", "notitie.md", "--output", str(old)))
    assert old.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["r.html"]


def test_a_full_disk_leaves_the_old_file_and_no_scraps(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "r.html"
    old.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    one_mistake(run("review", "notitie.md", "--output", str(old)))
    assert old.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["r.html"]


def test_output_keeps_rights_and_follows_a_link(run: Run, tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    assert run("review", "notitie.md", "--output", str(link)).exit_code == 0
    assert link.is_symlink() and real.read_text(encoding="utf-8").startswith("## ")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_brief(run: Run) -> None:
    fixtures = Path(review_samples.__file__).parent / "fixtures"
    dutch = run("brief", str(fixtures / "nl" / "brief.md"))
    assert dutch.exit_code == 0 and "Waardoor staat het zo vol? [oorzaak" in dutch.stdout
    assert "Overgeslagen" in dutch.stdout and "Succes, en bel gerust!" in dutch.stdout
    english = run("brief", str(fixtures / "en" / "brief.md"))
    assert "why it is rising [cause" in english.stdout and "Requirements of form" in english.stdout
    assert "Questions (" in run("brief", str(fixtures / "nl" / "brief.md"), "--report-lang", "en").stdout


def test_brief_from_standard_input(run: Run) -> None:
    done = run("brief", "-", input="Hoeveel fietsen staan er?\nWaarom staat het zo vol?\n")
    assert done.exit_code == 0 and "standaardinvoer" in done.stdout


def test_brief_that_is_not_there(run: Run, tmp_path: Path) -> None:
    one_mistake(run("brief", str(tmp_path / "none.md")))


def test_rules(run: Run) -> None:
    from workslop.judge.rulebook import load_rules
    from workslop.report.pages import rule_page

    listed, rules = run("rules"), load_rules()
    assert listed.exit_code == 0 and listed.stdout.startswith("Regels (")
    assert all(f"\n{rule.id} " in listed.stdout for rule in rules)
    for rule in rules:
        for lang in ("nl", "en"):
            page = " ".join(rule_page(rule, lang).split())
            texts = (rule.about, rule.reason, rule.keep, rule.advice, rule.question)
            assert all(" ".join(text[lang].split()) in page for text in texts), rule.id
    assert run("rules", rules[0].id, "--lang", "en").stdout == rule_page(rules[0], "en")


def test_a_rule_by_its_name_alone_and_a_wrong_one(run: Run) -> None:
    from workslop.judge.rulebook import load_rules

    rule = next(r for r in load_rules() if r.lang == "nl")
    name = rule.id.partition("/")[2]
    assert run("rules", name).stdout.startswith(f"{rule.id}\n")
    wrong = run("rules", f"{rule.id}x")
    one_mistake(wrong)
    assert rule.id in wrong.stderr


def test_signals(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from workslop.report import pages

    names = ("name", "measures", "method", "calibrated_on", "limits")
    texts = {n: f"{n} in words" for n in names}
    monkeypatch.setattr(pages, "_signal", lambda signal, lang: texts)
    assert "phrasing     name in words: measures in words" in run("signals").stdout
    page = run("signals", "phrasing", "--lang", "en").stdout
    assert "Calibrated on\n  calibrated_on in words" in page
    one_mistake(run("signals", "frasing"))


@pytest.mark.parametrize(
    ("value", "word"), [("nl_BE.UTF-8", "Regels"), ("en_GB", "Rules"), ("C", "Rules"), ("", "Rules")]
)
def test_the_language_of_pages_is_the_environments(
    run: Run, monkeypatch: pytest.MonkeyPatch, value: str, word: str
) -> None:
    monkeypatch.setenv("LANG", value)
    assert run("rules").stdout.startswith(word)


def test_version(run: Run) -> None:
    done = run("--version")
    assert done.exit_code == 0 and re.fullmatch(r"workslop \d+\.\d+\S*\n", done.stdout)


def test_every_command_and_option_has_help() -> None:
    context = click.Context(cli.main)
    for name in cli.main.list_commands(context):
        command = cli.main.get_command(context, name)
        assert command and command.help
        assert all(p.help for p in command.params if isinstance(p, click.Option))


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    code = (
        "import sys\nsys.argv = ['workslop', '--help']\nfrom workslop.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "bad = {'rich', 'jinja2', 'spacy', 'numpy', 'workslop.review', 'markdown_it'} & set(sys.modules)\n"
        "assert not bad, bad\n"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.25


@pytest.mark.slow
def test_the_whole_path_from_a_file_to_a_page(tmp_path: Path) -> None:
    """Once without anything played: the command in a process of its own."""
    fixtures = Path(review_samples.__file__).parent / "fixtures" / "nl"
    page = tmp_path / "review.html"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "workslop.cli",
            "review",
            str(fixtures / "draft.md"),
            "--brief",
            str(fixtures / "brief.md"),
            "--output",
            str(page),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "Fietsenstalling station Zuid" in page.read_text(encoding="utf-8")
