"""The words about an ask: what is missing, the line, the question."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workslop.judge.wording import LONGEST, ask_line, ask_question, short, told_missing, with_missing
from workslop.lang import LANGUAGES, load
from workslop.text.facts import FactKind
from workslop.types import Ask, AskKind, Candidate, Span, Status, Verdict

KINDS = get_args(AskKind)
FOUND = (*get_args(FactKind), "quantity", "cost", "person", "place", "comparison", "evidence", "example")
TEXT = "De kosten zijn ‘beheersbaar’. Verder niets."


def ask(text: str = "Wat kost het?", kind: AskKind = "cost") -> Ask:
    return Ask("a1", text, Span(0, len(text)), kind, ())


def verdict(status: Status, **more: object) -> Verdict:
    evidence = () if status == "missing" else (Span(0, 29),)
    return Verdict("a1", status, 0.3, 0.8, evidence, **{"lacks": ("cost",), **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("status", ["missing", "gestured", "partial"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_and_status_has_words(lang: str, status: Status, kind: AskKind) -> None:
    for found in ((), *(((name, "40"),) for name in FOUND)):
        one = with_missing(verdict(status, lacks=(kind,), has=found), lang)
        assert one.missing and "{" not in one.missing
        line, question = ask_line(ask(), one, lang), ask_question(ask(), one, TEXT, lang)
        assert "Wat kost het?" in line and "Wat kost het?" in question
        assert question.endswith("?") and "{" not in line + question and ".." not in question


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answered_ask_misses_nothing(lang: str) -> None:
    assert told_missing(verdict("answered", lacks=()), lang) is None


def test_what_is_there_is_told_with_its_words() -> None:
    told = told_missing(verdict("gestured", has=(("date", "Q3"),)), "nl")
    assert told is not None and "geen bedrag" in told and "(Q3)" in told
    told = told_missing(verdict("gestured", has=(("date", "Q3"),)), "en")
    assert told is not None and "no amount" in told and "(Q3)" in told


@pytest.mark.parametrize(("lang", "quoted"), [("nl", "‘Waarom stijgt het’"), ("en", "“Waarom stijgt het”")])
def test_the_open_part_of_a_half_answer_is_told(lang: str, quoted: str) -> None:
    one = with_missing(verdict("partial", open_parts=("Waarom stijgt het",)), lang)
    assert one.missing is not None and quoted in one.missing
    assert "Waarom stijgt het" in ask_question(ask(), one, TEXT, lang)


def test_what_is_left_open_says_so() -> None:
    left = verdict("missing", candidates=(Candidate(Span(0, 5), 0.1, 0.1, "open"),))
    assert told_missing(left, "nl") != told_missing(verdict("missing"), "nl")


def test_a_quotation_inside_a_quotation_and_its_full_stop_make_way() -> None:
    question = ask_question(ask("Noem het bedrag."), verdict("gestured"), TEXT, "nl")
    assert "‘De kosten zijn 'beheersbaar'’" in question and "‘Noem het bedrag’" in question


@given(st.text(max_size=400), st.integers(2, 200))
def test_short_is_one_line_and_bounded(text: str, most: int) -> None:
    told = short(text, most)
    assert len(told) <= most + 1 and "\n" not in told and told == told.strip()
    assert short("kort") == "kort" and len(short("woord " * 90)) <= LONGEST + 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_of_both_languages_are_the_same_keys(lang: str) -> None:
    own, other = load(lang, "review"), load("nl" if lang == "en" else "en", "review")
    assert {g: set(t) for g, t in own.items()} == {g: set(t) for g, t in other.items()}
    assert set(own["need"]) == set(KINDS) and set(own["no"]) >= set(KINDS)
    assert set(own["has"]) >= set(FOUND)
