"""The words about an ask: what is missing, the line, the question."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workslop.judge.wording import LONGEST, ask_line, ask_question, bare, quotable, short, told_missing, with_missing
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


def test_a_part_with_a_mark_of_its_own_has_no_full_stop_after_it() -> None:
    one = verdict("partial", open_parts=("hoeveel is er van de € 48.000 gebleven?",))
    question = ask_question(ask("Wat is er gedaan, en hoeveel is er van de € 48.000 gebleven?"), one, TEXT, "nl")
    assert "‘hoeveel is er van de € 48.000 gebleven?’ " in question and "?." not in question and "?’." not in question


@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_of_one_kind_are_told_together_and_brackets_are_not_nested(lang: str) -> None:
    has = (("quantity", "6.4"), ("quantity", "6.2"), ("cost", "(€ 52.300)"), ("name", "TODO Arjen"), ("date", "Q3"))
    one = with_missing(verdict("gestured", has=has, lacks=("method",)), lang)
    told = {
        "nl": "wel getallen (6.4 en 6.2) en een bedrag (€ 52.300)",
        "en": "figures (6.4 and 6.2) and an amount (€ 52.300)",
    }
    assert one.missing is not None and one.missing.endswith(told[lang])
    line = ask_line(ask("Hoe gaat het?"), one, lang)
    assert "((" not in line and "))" not in line and line.endswith(").")


def test_what_is_lacking_is_not_said_to_be_there_nor_what_the_ask_itself_says() -> None:
    one = verdict("gestured", lacks=("cost",), has=(("money", "€ 5"), ("name", "Brugstraat")))
    assert told_missing(one, "nl", ask("Wat kost de Brugstraat?")) == "geen bedrag"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("Wie zijn de bezoekers?", "person", "group"),
        ("who are our visitors", "person", "group"),
        ("Wie van de bezoekers is de contactpersoon: naam en nummer?", "person", "person"),
        ("Wie doet het?", "person", "person"),
        ("Welke winkel doet mee?", "risk", "other"),
        ("Which store takes part?", "risk", "other"),
        ("Stand van zaken in de winkel", "risk", "topic"),
        ("What could go wrong", "risk", "risk"),
        ("the store where it went wrong, by name", "risk", "topic"),
        ("Waarop is de keuze gebaseerd?", "decision", "other"),
        ("Wat kost het?", "cost", "cost"),
        ("the price per window", "cost", "cost"),
    ],
)
def test_a_kind_that_does_not_fit_the_words_is_not_asked_for(lang: str, text: str, kind: AskKind, key: str) -> None:
    need = load(lang, "review")["need"]
    for status in ("missing", "gestured"):
        question = ask_question(ask(text, kind), verdict(status, lacks=(kind,)), TEXT, lang)  # type: ignore[arg-type]
        assert question.endswith(need[key])
    told = told_missing(verdict("gestured", lacks=(kind,)), lang, ask(text, kind))
    assert told is not None and (load(lang, "review")["no"][kind] in told) == (key == kind)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("9 · Waarop is de keuze gebaseerd?", "Waarop is de keuze gebaseerd?"),
        ("3. Wie doet het;", "Wie doet het"),
        ('"Wie volgt Ab op, en wanneer?"', "Wie volgt Ab op, en wanneer?"),
        ('wanneer begint die?"', "wanneer begint die?"),
        ("Wat is 'kostendekkend'?", "Wat is 'kostendekkend'?"),
        ("2026 in cijfers", "2026 in cijfers"),
        ("**Kosten**:", "Kosten"),
    ],
)
def test_an_ask_stands_bare_in_a_line(text: str, shown: str) -> None:
    assert bare(text) == shown


def test_a_row_of_a_table_is_quoted_by_its_cells() -> None:
    assert quotable("| Docenten | 38.400 |  | 37.950 |") == "Docenten, 38.400, 37.950"


def test_the_quotation_is_the_place_that_says_most() -> None:
    first, best = Span(0, 29), Span(30, 43)
    weighed = (Candidate(first, 0.2, 0.3), Candidate(best, 0.9, 0.9))
    one = Verdict("a1", "gestured", 0.3, 0.8, (first, best), weighed)
    assert "‘Verder niets’" in ask_question(ask(), one, TEXT, "nl")


@example(",00", 2)
@given(st.text(max_size=400), st.integers(2, 200))
def test_short_is_one_line_and_bounded(text: str, most: int) -> None:
    told = short(text, most)
    assert len(told) <= most + 1 and "\n" not in told and told == told.strip()
    assert short("kort") == "kort" and len(short("woord " * 90)) <= LONGEST + 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_of_both_languages_are_the_same_keys(lang: str) -> None:
    own, other = load(lang, "review"), load("nl" if lang == "en" else "en", "review")
    assert {g: set(t) for g, t in own.items()} == {g: set(t) for g, t in other.items()}
    assert (
        set(own["need"]) == {*KINDS, "topic", "group"}
        and set(own["has"]) == set(own["has_many"])
        and set(own["no"]) >= set(KINDS)
    )
    assert set(own["has"]) >= set(FOUND)
