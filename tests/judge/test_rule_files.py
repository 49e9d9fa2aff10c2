"""Every rule file of the project: complete in both languages, and its cases hold."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from workslop.judge import kinds, rulebook
from workslop.text.match import first_letters
from workslop.types import Draft, Rule

RULES = rulebook.load_rules()
TEXTS = ("about", "reason", "keep", "message", "advice", "question")
WRITTEN = [rule for rule in RULES if rule.kind in ("phrase", "swap")]
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
each_written = pytest.mark.parametrize("rule", WRITTEN, ids=lambda rule: rule.id)


def test_there_are_enough_dutch_rules_and_ids_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert sum(rule.lang == "nl" for rule in RULES) >= 45


@each_rule
def test_texts_stand_in_both_languages(rule: Rule) -> None:
    for name in TEXTS:
        texts = getattr(rule, name)
        assert {lang for lang in ("nl", "en") if texts.get(lang, "").strip()} == {"nl", "en"}, name
        assert texts["nl"] != texts["en"], name
    assert all(len(text) <= 200 for text in rule.message.values())
    wanted = {"nl", "en"} if rule.lang == "any" else {rule.lang}
    assert set(rule.example) == {"before", "after"}
    assert all(set(texts) == wanted for texts in rule.example.values())
    assert rule.source.strip()


@each_written
def test_a_written_rule_states_its_rate(rule: Rule) -> None:
    assert re.search(r"per 1,000 words.*\d", rule.source)


@each_written
def test_cases_hold(rule: Rule, make_draft: Callable[..., Draft]) -> None:
    assert sum(bool(case.flags) for case in rule.cases) >= 2
    assert sum(not case.flags for case in rule.cases) >= 2
    for case in rule.cases:
        draft = make_draft(case.text, rule.lang)
        spans = kinds.phrase_hits(draft, [rule]).get(rule.id, ())
        assert tuple(span.of(case.text) for span in spans) == case.flags, case.text


@each_written
def test_the_example_gets_better(rule: Rule, make_draft: Callable[..., Draft]) -> None:
    assert not kinds.phrase_hits(make_draft(rule.example["after"][rule.lang], rule.lang), [rule])


@each_written
def test_patterns_start_with_letters_so_that_they_are_fast(rule: Rule) -> None:
    slow = [pattern for pattern in kinds.entry(rule).patterns if first_letters(pattern) is None]
    assert len(slow) <= 1, slow


def test_every_file_of_the_folder_is_a_rule() -> None:
    files = {path for path in rulebook.rules_dir().rglob("*") if path.is_file() and path.suffix != ".md"}
    assert {str(path) for path in files} == {rule.path for rule in RULES}
