"""Reading rules: what is wrong in a user's file is said in one sentence with file, line and key."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from workslop.judge import rulebook
from workslop.types import InputError

RuleFile = Callable[..., Path]


def test_the_folder_is_found_in_a_checkout_and_in_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (rulebook.rules_dir() / "nl").is_dir()
    package = tmp_path / "workslop"
    (package / "_rules").mkdir(parents=True)
    (package / "judge").mkdir()
    monkeypatch.setattr(rulebook, "__file__", str(package / "judge" / "rulebook.py"))
    assert rulebook.rules_dir() == package / "_rules"
    (package / "_rules").rmdir()
    assert rulebook.rules_dir() == tmp_path / "rules"


def test_index_finds_a_rule_by_id() -> None:
    rules = rulebook.load_rules()
    assert rulebook.index(rules)["any/emptiness"].signal == "specificity"
    assert [rule.id for rule in rules] == sorted(rule.id for rule in rules)


def test_a_users_rule_is_added_and_replaces_ours(rule_file: RuleFile) -> None:
    folder = rule_file()
    rule_file(name="maatwerk")
    rules = rulebook.index(rulebook.load_rules([folder]))
    assert rules["nl/plank"].lang == "nl"
    assert rules["nl/maatwerk"].body == {"phrases": ["op de plank"]}


def test_two_folders_with_the_same_rule(rule_file: RuleFile, tmp_path: Path) -> None:
    folder = rule_file()
    with pytest.raises(InputError, match=r"the rule nl/plank is also in .*plank\.toml; rename one of them\.$"):
        rulebook.load_rules([folder, str(folder)])


@pytest.mark.parametrize("missing", [True, False])
def test_a_folder_that_is_missing_or_empty(tmp_path: Path, missing: bool) -> None:
    folder = tmp_path / "eigen"
    if not missing:
        folder.mkdir()
    with pytest.raises(InputError, match="no such folder" if missing else "no rules here"):
        rulebook.load_rules([folder])


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        ({"severity =": "severty ="}, 3, "unknown key 'severty'; the nearest right one is 'severity'"),
        ({'kind = "phrase"': 'kind = "frase"'}, 1, "'kind' is 'frase'; the nearest right one is 'phrase'"),
        ({'signal = "phrasing"': 'signal = "phrasings"'}, 2, "nearest right one is 'phrasing'"),
        ({'"note"': '"notice"'}, 3, "'severity' is 'notice'; the nearest right one is 'note'"),
        ({'source = "test"': 'source = "test"\nscope = ["alinea"]'}, 5, "'scope' holds 'alinea'; use one of: heading"),
        ({"en =": "de ="}, 8, "unknown key 'de' in [message]"),
        ({"{count}": "{cuont}"}, 7, "'message' has an unknown {cuont}; the nearest right one is 'count'"),
        ({"phrases =": "phrase ="}, 11, "unknown key 'phrase' in [body]; the nearest right one is 'phrases'"),
        ({'["op de plank"]': '"op de plank"'}, 11, "'phrases' must be a list of texts"),
        ({"op de plank": "op de plank, ja"}, 11, "write a pattern for other signs"),
        ({"phrases = [": "patterns = ['a(b', "}, 11, "it is no regular expression"),
        ({"phrases = [": "patterns = ['(a+)+', "}, 11, "a repeat inside a repeat"),
        ({"phrases = [": "patterns = ['a.*b', "}, 11, "give it a limit"),
        ({"phrases = [": "patterns = ['Aap', "}, 11, "write it in lower case"),
        ({'["op de plank"]': '["op de plank"]\nleast = 0'}, 12, "'least' must be a whole number from 1"),
        ({'phrases = ["op de plank"]': "most = 3"}, 10, "a phrase rule needs 'phrases' or 'patterns'"),
        ({'"phrase"': '"limit"', " {count}": "", 'phrases = ["op de plank"]': "above = 1"}, 10, "needs 'measure'"),
        ({"severity = ": "severity "}, 3, "this is not valid TOML"),
        ({'severity = "note"\n': ""}, 1, "the key 'severity' is missing"),
    ],
)
def test_a_mistake_names_file_line_and_key(rule_file: RuleFile, change: dict[str, str], line: int, says: str) -> None:
    folder = rule_file(change)
    with pytest.raises(InputError) as caught:
        rulebook.load_rules([folder])
    message = str(caught.value)
    assert f"plank.toml, line {line}: " in message
    assert says in message
    assert message.endswith(".")
    assert "\n" not in message


def test_a_mistake_in_the_second_case_has_its_own_line(rule_file: RuleFile) -> None:
    cases = '\n[[cases]]\ntext = "x"\nflags = []\n\n[[cases]]\ntext = "y"\nflag = []'
    folder = rule_file({'["op de plank"]': f'["op de plank"]\n{cases}'})
    with pytest.raises(InputError, match=r"line 19: unknown key 'flag' in \[cases\]; the nearest right one is 'flags'"):
        rulebook.load_rules([folder])


def test_a_file_that_is_not_utf8(rule_file: RuleFile) -> None:
    folder = rule_file()
    (folder / "nl" / "plank.toml").write_bytes(b'kind = "\xff"')
    with pytest.raises(InputError, match=r"plank\.toml: cannot be read as UTF-8"):
        rulebook.load_rules([folder])


def test_loading_is_fast() -> None:
    best = min(_seconds() for _ in range(3))
    assert best < 0.3  # about 0.03 s on an idle core


def _seconds() -> float:
    start = time.perf_counter()
    rulebook.load_rules()
    return time.perf_counter() - start
