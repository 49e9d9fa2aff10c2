"""workslop corpus mine as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from workslop.judge import rulebook

Run = Callable[..., Result]
MINE = ("corpus", "mine", "--glad", "glad/**/*.md", "--solid", "solid")


def test_phrases_are_shown_with_counts_and_the_rule_that_finds_them(run_on_piles: Run) -> None:
    done = run_on_piles(*MINE)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Woorden (nl) die 12 gladde teksten vaker gebruiken dan 12 concrete: ")
    assert "1. " in done.stdout and "   glad:     " in done.stdout
    assert "wordt al gevonden door de regel nl/" in done.stdout
    english = run_on_piles(*MINE, "--report-lang", "en", "--top", "1").stdout
    assert english.startswith("Phrases in nl that 12 glad texts use more than 12 solid ones: 1 of ")
    assert "\n2. " not in english


def test_json_holds_the_same(run_on_piles: Run) -> None:
    data = json.loads(run_on_piles(*MINE, "--format", "json", "--lang", "nl").stdout)
    assert data["lang"] == "nl" and data["texts"] == [12, 12]
    assert all(one["glad"]["texts"] >= 3 and one["z"] > 0 for one in data["found"])


def test_a_profile_remembers_its_texts(run_on_piles: Run) -> None:
    run_on_piles("corpus", "build", "huis", "--glad", "glad/**/*.md", "--solid", "solid")
    assert run_on_piles("corpus", "mine", "huis").stdout == run_on_piles(*MINE).stdout


def test_rule_files_load_and_are_off(run_on_piles: Run) -> None:
    done = run_on_piles(*MINE, "--output", "voorstel")
    n = len(list(Path("voorstel/nl").glob("mined-*.toml")))
    assert done.exit_code == 0 and n
    assert done.stderr.startswith(f"{n} regels staan als voorstel in voorstel, alle met status")
    own = [rule for rule in rulebook.load_rules(["voorstel"]) if "/mined-" in rule.id]
    assert len(own) == n and {rule.status for rule in own} == {"preview"}
    assert f"{n} daarvan stonden er al" in run_on_piles(*MINE, "--output", "voorstel").stderr
    Path("workslop.toml").write_text('rule-folders = ["voorstel"]\n')
    checked = run_on_piles("check", "glad/00.md", "--format", "jsonl")
    assert checked.exit_code in (0, 1) and "mined-" not in checked.stdout


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("corpus", "mine"), "Mining needs two piles"),
        (("corpus", "mine", "--glad", "glad"), "Mining needs two piles"),
        (("corpus", "mine", "huis", "--glad", "glad"), "Give either the name of a profile"),
        (("corpus", "mine", "nl"), "holds figures only, no texts"),
        (("corpus", "mine", "weg"), "There is no profile profiles/weg.profile.json"),
        (("corpus", "mine", "--glad", "weg/*.md", "--solid", "solid"), "--glad 'weg/*.md' names no file"),
        (("corpus", "mine", "--glad", "glad/00.md", "--solid", "solid"), "The glad pile has 1 text in nl"),
        (("corpus", "mine", "--glad", "glad", "--solid", "glad"), "is in both piles"),
        ((*MINE, "--lang", "en"), "The glad pile has 0 texts in en"),
        ((*MINE, "--output", "glad/00.md"), "can't be made"),
    ],
)
def test_mistakes_are_one_sentence_and_2(run_on_piles: Run, args: tuple[str, ...], told: str) -> None:
    done = run_on_piles(*args)
    assert done.exit_code == 2 and done.stdout == ""
    assert done.stderr.startswith("workslop: ") and told in done.stderr and done.stderr.count("\n") == 1
