"""The commands with a configuration, with briefs by convention, and over folders: real files, no encoder."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from workslop import cli
from workslop import review as library

Run = Callable[..., Result]
NL = (
    "De portier, Anneke de Vries, was nauw betrokken bij de telling van 61 bezoekers op dinsdag 12 maart 2024 in Zeist."
)
EN = "On 12 March 2024 Anna Price of the Leeds desk had to delve into 61 forms that cost 300 euros."


@pytest.fixture
def asked() -> list[tuple[str, str | None, bool]]:
    """What was reviewed: draft, brief, whether with vectors."""
    return []


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[tuple[str, str | None, bool]]) -> Run:
    """The command line in a folder with a Dutch and an English text; vectors are asked for and never made."""
    real: Any = cli._review

    def review(
        draft: str, brief: str | None, lang: str, report_lang: str | None, vectors: bool = True, **more: Any
    ) -> Any:
        asked.append((draft, brief, vectors))
        return real(draft, brief, lang, report_lang, False, **more)

    monkeypatch.setattr(cli, "_review", review)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    (tmp_path / "nl").mkdir()
    (tmp_path / "en").mkdir()
    (tmp_path / "nl" / "stuk.md").write_text(NL, encoding="utf-8")
    (tmp_path / "en" / "piece.md").write_text(EN, encoding="utf-8")
    return lambda *args: CliRunner().invoke(cli.main, list(args))


def configure(text: str, name: str = "workslop.toml") -> None:
    Path(name).write_text(text, encoding="utf-8")


def rules_in(done: Result) -> list[str]:
    return re.findall(r"^\S+ (?:note|warning|error) (\S+)", done.stdout, re.M)


def test_a_folder_is_read_in_order(run: Run, asked: list[tuple[str, str | None, bool]]) -> None:
    Path("nl/stuk.brief.md").write_text("Wat kost het?")
    done = run("check", ".", "--verbose")
    assert [draft for draft, *_ in asked] == ["en/piece.md", "nl/stuk.md"]
    assert {"nl/goede-samenspraak", "en/delve"} <= set(rules_in(done)) and done.stderr.startswith("2 bestanden: ")


def test_a_folder_without_texts_is_2(run: Run) -> None:
    Path("leeg").mkdir()
    done = run("check", "leeg")
    assert done.exit_code == 2 and done.stderr.startswith("workslop: leeg: there is no text in this folder")


def test_notes_are_left_out_and_counted(run: Run) -> None:
    bare, verbose, strict = (run("check", "nl", *more) for more in ((), ("--verbose",), ("--fail-on", "note")))
    assert " note " not in bare.stdout and " note " in verbose.stdout and strict.stdout == verbose.stdout
    assert re.search(r"; (1 opmerking|\d+ opmerkingen) niet getoond \(met --verbose wel\)\n$", bare.stderr)
    assert "niet getoond" not in verbose.stderr + strict.stderr
    assert (bare.exit_code, verbose.exit_code, strict.exit_code) == (0, 0, 1)
    assert "not shown (--verbose shows" in run("check", "en", "--report-lang", "en").stderr


def test_quiet_is_only_the_count_and_nothing_when_clean(run: Run) -> None:
    clean, failing = run("check", "nl", "--quiet"), run("check", "nl", "--quiet", "--fail-on", "note")
    assert (clean.exit_code, clean.output) == (0, "")
    assert (failing.exit_code, failing.stdout) == (1, "") and failing.stderr.count("\n") == 1


def test_rules_accepted_words_and_fail_on(run: Run) -> None:
    configure('fail-on = "error"\n[rules]\n"nl/goede-samenspraak" = "error"\n"en/*" = "off"\n')
    done = run("check", "nl", "en", "--verbose")
    assert done.exit_code == 1 and ": error nl/goede-samenspraak " in done.stdout and "en/delve" not in done.stdout
    assert run("check", "en").exit_code == 0
    configure('accept = ["Nauw Betrokken"]')
    assert "nl/goede-samenspraak" not in rules_in(run("check", "nl", "--verbose"))
    configure('accept = ["betrok"]')  # part of a word is no word
    assert "nl/goede-samenspraak" in rules_in(run("check", "nl", "--verbose"))


@pytest.mark.parametrize(
    ("term", "silent"),
    [("Nauw  betrokken", True), ("betrokken", True), ("nauw", True), ("betrok", False), ("zeer nauw betrokken", False)],
)
def test_accepted_words_are_held_against_whole_words(run: Run, term: str, silent: bool) -> None:
    configure(f'accept = ["{term}"]')
    assert ("nl/goede-samenspraak" not in rules_in(run("check", "nl", "--verbose"))) is silent


def test_fail_on_given_wins_and_is_each_files_own(run: Run) -> None:
    configure('fail-on = "note"', "nl/workslop.toml")
    done = run("check", "nl", "en")
    assert done.exit_code == 1 and {rule[:3] for rule in rules_in(done)} == {"nl/"}
    assert run("check", "nl", "en", "--fail-on", "error").exit_code == 0


def test_config_given_and_no_config(run: Run) -> None:
    configure('fail-on = "note"')
    assert run("check", "nl").exit_code == 1
    assert run("check", "nl", "--no-config").exit_code == 0
    configure('fail-on = "note"\nexclude = ["nl/"]', "ander.toml")
    done = run("check", "nl/stuk.md", "--config", "ander.toml")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "0 bestanden: 0 bevindingen; 1 bestand overgeslagen vanwege exclude\n"
    both = run("check", "nl", "--config", "ander.toml", "--no-config")
    assert both.exit_code == 2 and "can't go together" in both.stderr


@pytest.mark.parametrize("args", [("check", "nl", "en"), ("review", "nl/stuk.md"), ("config", "nl/stuk.md")])
def test_a_mistake_in_the_configuration_is_one_sentence(run: Run, args: tuple[str, ...]) -> None:
    configure('fail-onn = "note"')
    done = run(*args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "workslop: workslop.toml:1: unknown key 'fail-onn'; did you mean 'fail-on'?\n"


def test_own_rules_and_the_language_of_a_path(run: Run) -> None:
    Path("huis/en").mkdir(parents=True)
    Path("huis/en/desk.toml").write_text(
        'kind = "phrase"\nsignal = "phrasing"\nseverity = "error"\nsource = "house"\n'
        '[message]\nen = "Say “counter”, not “{quote}”."\n[body]\nphrases = ["desk"]\n',
        encoding="utf-8",
    )
    configure('rule-folders = ["huis"]\n[languages]\n"nl/**" = "en"')
    done = run("check", "nl", "en")
    assert "error en/desk Say “counter”, not “desk”." in done.stdout and done.exit_code == 1
    assert "en/desk" in run("rules").stdout and "en/desk" not in run("rules", "--no-config").stdout
    assert run("rules", "desk").exit_code == 0
    assert '"language": "en"' in run("review", "nl/stuk.md", "--format", "json").stdout
    assert '"language": "nl"' in run("review", "nl/stuk.md", "--format", "json", "--lang", "nl").stdout


def test_a_tier_silences_style(run: Run) -> None:
    configure('[[tier]]\npaths = ["nl/**"]\ntier = "average-is-fine"')
    assert not [rule for rule in rules_in(run("check", "nl", "--verbose")) if rule == "nl/goede-samenspraak"]
    assert "en/delve" in rules_in(run("check", "en", "--verbose"))


def test_gladness_is_measured_the_same_whatever_is_silent(run: Run, tmp_path: Path) -> None:
    from workslop.config import load_config, settings_for

    configure('[rules]\n"*" = "off"')
    Path("nl/stuk.md").write_text("\n\n".join([NL] * 6), encoding="utf-8")
    settings = settings_for(load_config("workslop.toml"), "nl/stuk.md")
    silent: Any = library("nl/stuk.md", vectors=False, settings=settings)  # type: ignore[operator]
    usual: Any = library("nl/stuk.md", vectors=False)  # type: ignore[operator]
    assert usual.gladness.score is not None and silent.gladness == usual.gladness
    assert usual.findings and not silent.findings and not silent.checklist


def test_waivers_in_a_check(run: Run) -> None:
    Path("nl/stuk.md").write_text(f"<!-- workslop: allow nl/*: citaat -->\n\n{NL}\n", encoding="utf-8")
    assert not rules_in(run("check", "nl", "--verbose"))
    Path("nl/stuk.md").write_text(f"<!-- workslop: allow nl/* -->\n\n{NL}\n", encoding="utf-8")
    done = run("check", "nl")
    assert (rules_in(done), done.exit_code) == (["workslop/waiver"], 1)
    configure('[rules]\n"workslop/waiver" = "off"')
    assert run("check", "nl").exit_code == 0


def test_a_waived_finding_is_kept_apart(run: Run) -> None:
    Path("nl/stuk.md").write_text(f"<!-- workslop: allow goede-samenspraak: citaat -->\n\n{NL}\n", encoding="utf-8")
    made: Any = library("nl/stuk.md", vectors=False)  # type: ignore[operator]
    assert [f.rule for f in made.waived] == ["nl/goede-samenspraak"] and made.waivers[0].used
    assert "nl/goede-samenspraak" not in [f.rule for f in made.findings]
    done = run("review", "nl/stuk.md", "--format", "json")
    assert '"reason": "citaat"' in done.stdout and '"nl/goede-samenspraak"' not in done.stdout


# briefs by convention


def test_review_uses_the_brief_beside_the_draft_and_says_so(
    run: Run, asked: list[tuple[str, str | None, bool]]
) -> None:
    Path("nl/stuk.brief.md").write_text("Wat kostte de avond?\nWie kwamen er?\n", encoding="utf-8")
    done = run("review", "nl/stuk.md")
    assert asked == [("nl/stuk.md", "nl/stuk.brief.md", True)]
    assert done.stderr.startswith("Opdracht: nl/stuk.brief.md (staat naast het stuk")
    assert "Wat kostte de avond?" in done.stdout
    bare = run("review", "nl/stuk.md", "--no-brief")
    assert bare.stderr == "" and asked[-1] == ("nl/stuk.md", None, True)
    assert run("review", "nl/stuk.md", "--no-brief", "--brief", "nl/stuk.brief.md").exit_code == 2


def test_review_says_where_the_brief_is_named(run: Run, asked: list[tuple[str, str | None, bool]]) -> None:
    Path("brief.md").write_text("What did the evening cost?\n")
    Path("en/piece.md").write_text(f"---\nbrief: ../brief.md\n---\n\n{EN}")
    done = run("review", "en/piece.md", "--report-lang", "en")
    assert done.stderr.startswith("Brief: brief.md (named at en/piece.md:2") and asked[-1][1] == "brief.md"


def test_check_with_briefs(run: Run, asked: list[tuple[str, str | None, bool]]) -> None:
    Path("brief.md").write_text("Noem het aantal vrijwilligers.\nWaarom bleef de donderdag achter?\n", encoding="utf-8")
    configure('[briefs]\n"nl/**" = "brief.md"')
    assert not [rule for rule in rules_in(run("check", "nl", "en")) if rule.startswith("any/ask-")]
    asked.clear()
    done = run("check", ".", "--no-cache", "--with-briefs")
    assert asked == [("en/piece.md", None, False), ("nl/stuk.md", "brief.md", True)]  # the brief itself is no draft
    assert done.exit_code == 1 and any(rule.startswith("any/ask-") for rule in rules_in(done))


# what holds


def test_config_says_what_holds_and_where_it_comes_from(run: Run) -> None:
    configure('fail-on = "error"\n\n[rules]\n"nl/goede-samenspraak" = "off"\n')
    done = run("config", "nl/stuk.md")
    assert done.stdout.startswith("Wat geldt voor nl/stuk.md\nInstellingen: workslop.toml\n")
    assert re.search(r"^fail-on +error +workslop\.toml:1$", done.stdout, re.M)
    assert re.search(r"^tier +sound +standaard$", done.stdout, re.M)
    assert re.search(r"^rules\.nl/goede-samenspraak +off +workslop\.toml:4$", done.stdout, re.M)
    assert "No configuration found" in run("config", "--no-config", "--lang", "en").stdout


def test_config_shows_the_brief_that_would_be_used(run: Run) -> None:
    Path("nl/stuk.brief.md").write_text("Wat kost het?")
    assert re.search(r"^brief +nl/stuk\.brief\.md +naast het stuk$", run("config", "nl/stuk.md").stdout, re.M)


def test_help_loads_no_configuration() -> None:
    code = (
        "import sys\nsys.argv = ['workslop', '--help']\nfrom workslop.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "bad = [name for name in sys.modules if name.startswith(('workslop.config', 'workslop.judge', 'tomllib'))]\n"
        "assert not bad, bad\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
