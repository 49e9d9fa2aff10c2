"""What a configuration says for a file, where it says it, and what it says of its own mistakes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workslop.config import Config, find_config, load_config, rows, settings_finder, settings_for, texts
from workslop.config.globs import covers
from workslop.config.lines import key_lines, line_of
from workslop.config.read import KEYS
from workslop.config.tiers import SUBSTANCE
from workslop.judge.kinds import rule_limit
from workslop.judge.rulebook import load_rules
from workslop.types import InputError

Write = Callable[..., Config]
RULE = """\
kind = "phrase"
signal = "phrasing"
severity = "warning"
source = "test"

[message]
nl = "‘{quote}’ staat er."

[body]
phrases = ["op de plank"]
"""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a configuration in a folder of its own, where the test then works, and reads it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "huis" / "nl").mkdir(parents=True)
    (tmp_path / "huis" / "nl" / "plank.toml").write_text(RULE, encoding="utf-8")

    def make(text: str, name: str = "workslop.toml") -> Config:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return load_config(tmp_path / name)

    return make


WHOLE = """\
# what the house wants
fail-on = "error"
accept = [
  "robuust netwerk",  # a product = ours
  "Deep Dive",
]
rule-folders = ["huis"]
exclude = ["archief/"]

[rules]
"nl/*" = "note"
"nl/kortom" = "error"
"any/ask-" = "off"

[thresholds]
"any/emptiness" = 0.9

[languages]
"en/**" = "en"
"**/*.nl.md" = "nl"

[briefs]
"campagne/*.md" = "opdrachten/campagne.md"

[[tier]]
paths = ["campagne/**"]
tier = "excel"

[[tier]]
paths = ["campagne/intern/**"]
tier = "average-is-fine"
"""


def test_every_value_says_where_it_stands(write: Write, tmp_path: Path) -> None:
    held = settings_for(write(WHOLE), "campagne/x.nl.md")
    assert (held.fail_on, held.origin["fail-on"]) == ("error", "workslop.toml:2")
    assert (held.accept, held.origin["accept"]) == (("robuust netwerk", "Deep Dive"), "workslop.toml:3")
    assert (held.rule_folders, held.origin["rule-folders"]) == ((tmp_path / "huis",), "workslop.toml:7")
    assert (held.levels["nl/kortom"], held.origin["rules.nl/kortom"]) == ("error", "workslop.toml:12")
    assert (held.levels["nl/plank"], held.origin["rules.nl/plank"]) == ("note", "workslop.toml:11")
    assert (held.levels["any/ask-missing"], held.origin["rules.any/ask-missing"]) == ("off", "workslop.toml:13")
    assert (held.thresholds["any/emptiness"], held.origin["thresholds.any/emptiness"]) == (0.9, "workslop.toml:16")
    assert (held.lang, held.origin["language"]) == ("nl", "workslop.toml:20")
    assert (held.brief, held.origin["brief"]) == (tmp_path / "opdrachten" / "campagne.md", "workslop.toml:23")
    assert (held.tier, held.origin["tier"]) == ("excel", "workslop.toml:27")
    assert (held.excluded, held.origin["exclude"]) == (False, "default")
    assert held.origin["rules.en/delve"] == "default"
    rules = {rule.id: rule for rule in held.rules}
    assert rule_limit(rules["any/emptiness"]) == 0.9 and rules["nl/kortom"].severity == "error"
    assert "any/ask-missing" not in rules


def test_the_last_entry_that_covers_a_file_wins(write: Write) -> None:
    config = write(WHOLE)
    assert settings_for(config, "campagne/intern/x.md").tier == "average-is-fine"
    assert settings_for(config, "nieuws/x.md").tier == "sound"
    assert settings_for(config, "en/x.nl.md").lang == "nl" and settings_for(config, "en/x.md").lang == "en"
    assert settings_for(config, "archief/oud/x.md").excluded


def test_pyproject_says_the_same_with_lines_of_its_own(write: Write) -> None:
    head = '[project]\nname = "x"\n\n[tool.workslop]\n'
    text = WHOLE.replace("[[tier]]", "[[tool.workslop.tier]]")
    for table in ("rules", "thresholds", "languages", "briefs"):
        text = text.replace(f"\n[{table}]", f"\n[tool.workslop.{table}]")
    held, own = (
        settings_for(write(head + text, "pyproject.toml"), "campagne/x.md"),
        settings_for(write(WHOLE), "campagne/x.md"),
    )
    assert (held.rules, held.levels, held.lang, held.brief, held.tier) == (
        own.rules,
        own.levels,
        own.lang,
        own.brief,
        own.tier,
    )
    moved = {key: origin.replace("workslop.toml", "pyproject.toml") for key, origin in own.origin.items()}
    assert {k: _down(o, -4) for k, o in held.origin.items()} == moved


def _down(origin: str, by: int) -> str:
    name, colon, line = origin.rpartition(":")
    return f"{name}:{int(line) + by}" if colon else origin


def test_without_a_configuration_everything_is_the_default() -> None:
    held = settings_for(None, "x.md")
    assert held.rules == tuple(rule for rule in load_rules() if rule.status == "stable")
    assert set(held.origin.values()) == {"default"} and held.fail_on == "warning"


# tiers


def test_excel_makes_notes_about_substance_fail_and_turns_all_on(write: Write) -> None:
    held = settings_for(write('tier = [{paths = ["*"], tier = "excel"}]'), "x.md")
    rules = {rule.id: rule for rule in held.rules}
    for rule in load_rules():
        assert rule.id in rules
        if rule.status == "preview":
            assert rules[rule.id].severity == "note"
        elif rule.signal in SUBSTANCE:
            assert rules[rule.id].severity != "note"
        else:
            assert rules[rule.id].severity == rule.severity


def test_average_is_fine_hears_only_asks_and_claims(write: Write) -> None:
    held = settings_for(write('rule-folders = ["huis"]\ntier = [{paths = ["*"], tier = "average-is-fine"}]'), "x.md")
    assert {rule.severity for rule in held.rules} == {"warning"}
    assert {rule.signal for rule in held.rules if rule.id != "nl/plank"} == {"coverage", "evidence"}
    assert {"any/ask-missing", "any/ask-partial", "any/unsupported", "nl/plank"} <= {rule.id for rule in held.rules}


def test_a_rule_written_out_wins_over_the_tier_and_over_a_glob_after_it(write: Write) -> None:
    text = 'tier = [{paths = ["*"], tier = "average-is-fine"}]\n[rules]\n"any/emptiness" = "on"\n"any/*" = "off"\n'
    held = settings_for(write(text), "x.md")
    assert [rule.id for rule in held.rules if rule.lang == "any"] == ["any/emptiness"]
    assert held.levels["any/emptiness"] == "warning"


def test_on_turns_on_a_rule_that_is_on_trial(write: Write) -> None:
    trial = next(rule for rule in load_rules() if rule.status == "preview")
    assert settings_for(None, "x.md").levels[trial.id] == "off"
    assert settings_for(write(f'[rules]\n"{trial.id}" = "on"'), "x.md").levels[trial.id] == trial.severity


# finding it


def test_the_nearest_configuration_upwards_to_the_repository(tmp_path: Path) -> None:
    deep = tmp_path / "repo" / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "workslop.toml").write_text("")
    (tmp_path / "repo" / ".git").write_text("gitdir: elsewhere")  # a worktree has a file there
    assert find_config(deep / "x.md") is None
    (tmp_path / "repo" / "pyproject.toml").write_text("[tool.ruff]\n[tool.other] # workslop")
    assert find_config(deep / "x.md") is None
    (tmp_path / "repo" / "pyproject.toml").write_text("[tool.workslop]\n")
    assert find_config(deep / "x.md") == tmp_path / "repo" / "pyproject.toml"
    (tmp_path / "repo" / "workslop.toml").write_text("")
    assert find_config(deep / "x.md") == tmp_path / "repo" / "workslop.toml"
    (deep / "pyproject.toml").write_text("[tool.workslop]\n")
    assert find_config(deep / "x.md") == deep / "pyproject.toml" == find_config(deep)


def test_no_configuration_costs_a_few_questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    real, asked = os.stat, []
    monkeypatch.setattr(os, "stat", lambda *a, **k: (asked.append(a), real(*a, **k))[1])
    assert find_config(tmp_path / "x.md") is None
    assert len(asked) <= 6


# mistakes

MISTAKES = [
    ('fail-on = "error"\nfail-onn = "x"', 2, "unknown key 'fail-onn'; did you mean 'fail-on'?"),
    ('\nfail-on = "warn"', 2, "'fail-on' is 'warn'; did you mean 'warning'?"),
    ("fail-on = 3", 1, "'fail-on' is 3; use one of: note, warning, error"),
    ('[rules]\n\n"nl/kortoom" = "off"', 3, "there is no rule 'nl/kortoom'; did you mean 'nl/kortom'?"),
    ('[rules]\n"en/zzzz*" = "off"', 2, "there is no rule 'en/zzzz*'; 'workslop rules --no-config' lists ours"),
    ('rules = { "nl/kortom" = "of" }', 1, "'nl/kortom' is 'of'; did you mean 'off'?"),
    ('[rules]\n"nl/kortom" = true', 2, "'nl/kortom' is True; use one of: off, on, note, warning, error"),
    ("rules = 3", 1, "'rules' must be a table, [rules]"),
    ('accept = [\n "a",\n 3]', 1, "'accept' must be a list of texts that are not empty"),
    ('# x\nexclude = "a"', 2, "'exclude' must be a list of texts that are not empty"),
    ('rule-folders = ["nergens"]', 1, "there is no folder 'nergens' with rules: paths start at workslop.toml"),
    ('[languages]\n"a" = "nl"\n"b" = "de"', 3, "'b' is 'de'; use one of: nl, en"),
    ("[briefs]\na = 1", 2, "'a' must be a text that is not empty"),
    ('[thresholds]\n"any/emptiness" = "high"', 2, "the limit of 'any/emptiness' must be a number, not 'high'"),
    ('[thresholds]\n"any/emptiness" = true', 2, "the limit of 'any/emptiness' must be a number, not True"),
    ('[thresholds]\n"any/emptyness" = 1', 2, "'any/emptyness' is no rule's id; did you mean 'any/emptiness'?"),
    ('[[tier]]\npaths = ["a"]\ntier = "excel"\n[[tier]]\npaths = ["b"]\ntier = "excell"', 6,
     "'tier' is 'excell'; did you mean 'excel'?"),
    ('[[tier]]\npaths = ["a"]\n', 1, "this tier has no 'tier': give paths and a tier"),
    ('[[tier]]\npath = ["a"]\n', 2, "unknown key 'path'; did you mean 'paths'?"),
    ('[tier]\npaths = ["a"]\n', 1, "'tier' must be tables, each with paths and a tier, below [[tier]]"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "what"), MISTAKES)
def test_a_mistake_names_its_line_and_the_nearest_right_word(write: Write, text: str, line: int, what: str) -> None:
    with pytest.raises(InputError) as told:
        write(text)
    assert str(told.value) == f"workslop.toml:{line}: {what}"


def test_a_mistake_in_pyproject_has_its_line_there(write: Write) -> None:
    with pytest.raises(InputError, match=r"^pyproject\.toml:5: there is no rule 'nl/kortoom'"):
        write('[project]\nrules = 1\n\n[tool.workslop.rules]\n"nl/kortoom" = "off"', "pyproject.toml")


def test_a_limit_for_a_rule_without_one(write: Write) -> None:
    with pytest.raises(InputError, match=r"^workslop\.toml:2: the rule 'nl/kortom' has no limit; .*any/emptiness"):
        write('[thresholds]\n"nl/kortom" = 1')


def test_what_is_no_toml_and_what_is_not_there(write: Write, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^workslop\.toml:2: this is not valid TOML"):
        write("a = 1\nb = = 2")
    with pytest.raises(InputError, match=r"^geen\.toml does not exist"):
        load_config(tmp_path / "geen.toml")


def test_a_mistake_in_an_own_rule_is_told_from_its_own_file(write: Write, tmp_path: Path) -> None:
    (tmp_path / "huis" / "nl" / "plank.toml").write_text(RULE.replace("severity", "severty"), encoding="utf-8")
    with pytest.raises(InputError, match=r"plank\.toml, line 3: unknown key 'severty'"):
        write('rule-folders = ["huis"]')


# lines and patterns


def test_lines_of_keys_past_strings_brackets_and_dots() -> None:
    text = 'a = """\n[b]\nc = 1\n"""\n"x.y" = [\n  "d = 1", # [\n  "]",\n]\n[t]\nu . "v" = 1\n'
    text += "w = '#'\n[[n]]\nk = 1\n[[n]]\nk = 2\n"
    lines = key_lines(text)
    assert [lines[key] for key in [("a",), ("x.y",), ("t",), ("t", "u"), ("t", "u", "v"), ("t", "w")]] == [
        1,
        5,
        9,
        10,
        10,
        11,
    ]
    assert (lines["n", 0, "k"], lines["n", 1, "k"], line_of(lines, ("n", 1, "zz"))) == (13, 15, 14)
    assert ("b",) not in lines and ("t", "d") not in lines


@given(st.text(alphabet="[]{}\"'#=.\\\nab ", max_size=60))
def test_lines_never_fail_on_valid_toml(text: str) -> None:
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(data) == {key[0] for key in key_lines(text) if key}


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("campaign/**", "campaign/a/b.md", True),
        ("campaign/**", "old/campaign/b.md", False),
        ("campaign", "old/campaign/b.md", True),
        ("campaign/", "campaign/b.md", True),
        ("*.md", "a/b.md", True),
        ("/*.md", "a/b.md", False),
        ("a/*.md", "a/b/c.md", False),
        ("a/**/c.md", "a/c.md", True),
        ("**/c.md", "c.md", True),
        ("a?.md", "ab.md", True),
        ("[!a]x", "ax", False),
        ("[!a]x", "bx", True),
        ("[a-c]x", "bx", True),
        ("a.md", "axmd", False),
        ("[z-a]", "[z-a]", True),
    ],
)
def test_patterns(pattern: str, path: str, fits: bool) -> None:
    assert covers(pattern, path) is fits


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_pattern_is_a_pattern(pattern: str, path: str) -> None:
    assert covers(pattern, path) in (True, False)


# folders


def test_the_texts_in_a_folder(write: Write, tmp_path: Path) -> None:
    write('exclude = ["oud/"]\n[briefs]\n"*.md" = "opdracht.md"')
    for name in (
        "b.md", "a.TXT", "c.html", "d.docx", "e.py", ".x.md", "~$d.docx", "b.brief.md", "opdracht.md",
        "oud/x.md", ".git/x.md", "node_modules/x.md", "env/pyvenv.cfg", "env/x.md", "sub/z.markdown",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    named = [name for name, _ in texts(".", settings_finder())]
    assert named == ["a.TXT", "b.md", "c.html", "d.docx", "sub/z.markdown"]
    assert "oud/x.md" in [name for name, _ in texts(".", settings_finder(off=True))]
    with pytest.raises(InputError, match="there is no text in this folder"):
        texts("huis", settings_finder())


def test_the_example_in_the_documentation_is_whole_and_right(write: Write, tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "config.md").read_text(encoding="utf-8")
    example = page.partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "huis").rename(tmp_path / "house-rules")
    config = write(example)
    assert {key[0] for key in config.lines if key} == set(KEYS)
    assert settings_for(config, "campaign/spring.md").tier == "excel"
    assert settings_for(config, "intranet/a/b.md").tier == "average-is-fine"
    assert settings_for(config, "x.draft.md").excluded and not settings_for(config, "x.md").excluded


def test_rows_name_the_origin_of_each(write: Write) -> None:
    table = {key: (value, origin) for key, value, origin in rows(settings_for(write(WHOLE), "nieuws/x.md"))}
    assert table["tier"] == ("sound", "default") and table["fail-on"] == ("error", "workslop.toml:2")
    assert table["rules.nl/kortom"] == ("error", "workslop.toml:12")
    many = next(key for key in table if key.startswith("rules ("))
    assert table[many] == ("note", "workslop.toml:11")
