"""Phrases mined from two piles: what is counted, weighed, merged, and written as rules."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workslop.corpora import mine_page
from workslop.corpora.mine import Doc, Mined, mine, phrases_of, place_of, ratio
from workslop.corpora.mine_read import read
from workslop.judge import rulebook
from workslop.types import InputError

PLACES = ("bridge", "roof", "school", "square", "harbour", "bus", "park", "shop", "clinic", "library", "farm", "canal")
EMPTY = "Every {s} is a seamless journey, they say."
SOLID = "On 4 March the {s} cost 1,200 pounds, and Ann Hale paid for it."


def docs(pattern: str, places: Sequence[str] = PLACES, name: str = "g") -> list[Doc]:
    return [Doc(f"{name}{n}.md", place, (pattern.format(s=place),)) for n, place in enumerate(places)]


def phrases(found: Mined) -> list[str]:
    return [one.phrase for one in found.found]


def test_a_phrase_of_glad_text_is_found_whole_with_its_counts() -> None:
    found = mine(docs(EMPTY), docs(SOLID, name="s"), "en", 10)
    first = found.found[0]
    assert first.phrase == "is a seamless journey"
    assert (first.glad.hits, first.glad.texts, first.glad.subjects) == (12, 12, 12)
    assert (first.solid.hits, first.solid.texts) == (0, 0)
    assert first.glad_example == "Every bridge is a seamless journey, they say." and first.solid_example == ""
    assert first.low < first.ratio < first.high and first.z > 0 and found.texts == (12, 12)


def test_parts_of_a_phrase_are_not_repeated() -> None:
    found = phrases(mine(docs(EMPTY), docs(SOLID), "en", 100))
    assert not any(one != other and f" {one} " in f" {other} " for one in found for other in found)
    assert len(found) == len(set(found))


def test_a_topic_word_of_one_subject_is_held_down() -> None:
    glad = docs("The seamless oyster trade grows.", ["oysters"] * 12)
    assert phrases(mine(glad, docs(SOLID), "en", 100)) == []
    spread = docs("The seamless oyster trade grows.")
    assert any("oyster" in phrase for phrase in phrases(mine(spread, docs(SOLID), "en", 100)))


def test_two_texts_are_too_few() -> None:
    glad = docs(SOLID)[:10] + docs("A holistic ecosystem awaits.", PLACES[:2])
    assert "holistic ecosystem" not in " ".join(phrases(mine(glad, docs(SOLID), "en", 100)))
    glad = docs(SOLID)[:10] + docs("A holistic ecosystem awaits.", PLACES[:3])
    assert "holistic ecosystem" in " ".join(phrases(mine(glad, docs(SOLID), "en", 100)))


def test_what_both_piles_say_is_not_found() -> None:
    assert phrases(mine(docs(EMPTY), docs(EMPTY, name="s"), "en", 100)) == []


def test_more_solid_texts_with_it_lower_z() -> None:
    def z(n: int) -> float:
        solid = docs(EMPTY, PLACES[:n], "s") + docs(SOLID, PLACES[n:], "t")
        found = mine(docs(EMPTY), solid, "en", 100).found
        return next((one.z for one in found if one.phrase == "is a seamless journey"), 0.0)

    values = [z(n) for n in (1, 2, 4, 8)]
    assert values == sorted(values, reverse=True) and values[0] > values[-1]


def test_dutch_too() -> None:
    glad = docs("Zo wordt de {s} een waardevolle stap vooruit.")
    assert "een waardevolle stap vooruit" in phrases(mine(glad, docs(SOLID), "nl", 10))


def test_a_rule_that_finds_it_is_named() -> None:
    asked: list[tuple[str, str]] = []

    def rule_of(phrase: str, sentence: str) -> str:
        asked.append((phrase, sentence))
        return "en/x" if "seamless" in phrase else ""

    found = mine(docs(EMPTY), docs(SOLID), "en", 10, rule_of).found
    assert {one.phrase: one.covered for one in found}["is a seamless journey"] == "en/x"
    assert all(place_of(phrase, sentence) for phrase, sentence in asked)


@given(st.lists(st.sampled_from(["good", "care,", "we", "4", "¦", "hand-made", "it's", "trust."]), max_size=12))
def test_phrases_run_over_no_sign_and_no_figure(words: list[str]) -> None:
    sentence = " ".join(words)
    for phrase, start in phrases_of(sentence):
        text = " ".join(phrase)
        assert sentence[start : start + len(text)] == text and 1 <= len(phrase) <= 5
        assert not any(sign in text for sign in ",.¦4")


@given(st.integers(0, 40), st.integers(0, 40), st.integers(40, 90), st.integers(40, 90))
def test_the_ratio_lies_in_its_interval_and_turns_over(a: int, b: int, m: int, n: int) -> None:
    value, low, high = ratio(a, m, b, n)
    turned = ratio(b, n, a, m)
    assert 0 < low <= value <= high
    assert (value, low, high) == pytest.approx((1 / turned[0], 1 / turned[2], 1 / turned[1]))


def test_rule_files_load_are_off_and_leave_covered_phrases_out(tmp_path: Path) -> None:
    glad = [*docs(EMPTY), *docs("Holistic ecosystems await.")]
    found = mine(glad, docs(SOLID), "en", 10, lambda phrase, _: "en/x" if "seamless" in phrase else "")
    n, there = mine_page.write(str(tmp_path), found)
    assert not list(tmp_path.rglob("*seamless*"))
    own = [rule for rule in rulebook.load_rules([tmp_path]) if rule.path.startswith(str(tmp_path))]
    assert n == len(own) == len(found.found) - 1 > 0 and there == 0
    assert {rule.status for rule in own} == {"preview"} and all(rule.id.startswith("en/mined-") for rule in own)
    assert all("accepted by nobody yet" in rule.source and "hits in" in rule.source for rule in own)
    path = Path(own[0].path)
    path.write_text(path.read_text().replace('"preview"', '"stable"'))
    assert mine_page.write(str(tmp_path), found) == (n, n) and '"stable"' in path.read_text()
    assert not list(tmp_path.rglob("*.new"))


def test_the_page_and_json_say_the_same() -> None:
    found = mine(docs(EMPTY), docs(SOLID), "en", 10)
    data = json.loads(mine_page.to_json(found))
    assert [one["phrase"] for one in data["found"]] == phrases(found) and data["schema"] == "workslop.mined/1"
    for lang, word in (("en", "glad 12 times in 12 texts (12 subjects)"), ("nl", "glad 12 keer in 12 teksten")):
        page = mine_page.page(found, lang)
        assert word in page and "1. is a seamless journey" in page


def rows(path: Path, texts: Sequence[str], **more: str) -> str:
    path.write_text("".join(json.dumps({"text": text, **more}) + "\n" for text in texts), encoding="utf-8")
    return str(path)


def test_json_lines_are_read_with_their_subject_and_doubles_count_once(tmp_path: Path) -> None:
    glad = rows(tmp_path / "g.jsonl", [EMPTY.format(s=p) for p in (*PLACES, "bridge")], lang="en", subject="Care: a")
    solid = rows(tmp_path / "s.jsonl", [f"# The head\n\n{SOLID.format(s=p)}\n\n> Quoted." for p in PLACES], lang="en")
    one, other, lang = read([glad], [solid], None, lambda *_: None)
    assert (len(one), len(other), lang) == (12, 12, "en")
    assert {doc.subject for doc in one} == {"care"} and len({doc.subject for doc in other}) == 12
    assert not any("head" in s or "Quoted" in s for doc in other for s in doc.sentences)


@pytest.mark.parametrize(
    ("line", "told"), [("{", "line 1: this is not valid JSON"), ('{"x": 1}', "line 1: the row has no 'text'")]
)
def test_a_broken_row_is_named(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "g.jsonl").write_text(line + "\n")
    with pytest.raises(InputError, match=told):
        read([str(tmp_path / "g.jsonl")], [str(tmp_path / "g.jsonl")], None, lambda *_: None)
