"""What a sentence holds, with its place; and the figures made of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workslop.lang import LANGUAGES, load
from workslop.text.facts import MARKS, MOST, Facts, read_facts
from workslop.text.features import form_features, rarity, sentence_features

TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(
            [
                *("12,5%", "€ 1.250", "£4,100", "3 maart 2026", "May", "Jan de Vries", "de helft", "half", "Q3"),
                *("14:30", "2024/25", "a@b.nl", "“Dat doen we hier niet”", "0318-555120", ",", ".", "two weeks"),
                *("drie weken", "III", "İ", " "),
            ]
        ),
        max_size=12,
    ).map(" ".join),
)  # fmt: skip


def told(text: str, lang: str) -> list[tuple[str, str]]:
    return [(f.kind, f.span.of(text)) for f in read_facts(text, lang).facts]


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_places_lie_within_the_text_and_figures_are_finite(text: str, lang: str) -> None:
    facts = read_facts(text, lang)
    for fact in facts.facts:
        assert 0 <= fact.span.start < fact.span.end <= len(text)
        assert fact.span.of(text).strip()
    apart = [f.span for f in facts.facts if f.kind != "quote"]
    assert not any(a.overlaps(b) for n, a in enumerate(apart) for b in apart[:n])
    assert set(facts.marks) == set(MARKS) and min(facts.marks.values()) >= 0
    figures = sentence_features(text, lang) | form_features(text, lang)
    assert all(abs(v) < 100 for v in figures.values())
    assert figures == sentence_features(text, lang) | form_features(text, lang)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het kost € 1.250.", [("money", "€ 1.250")]),
        ("Het kost 12,5 miljoen euro.", [("money", "12,5 miljoen euro")]),
        ("Dat is 12,5% meer.", [("percent", "12,5%")]),
        ("Na drie weken begon het.", [("duration", "drie weken")]),
        ("De sporthal krijgt 46 meter leuning.", [("measure", "46 meter")]),
        ("Het begint op 3 maart 2026 om 14.30 uur.", [("date", "3 maart 2026"), ("time", "14.30 uur")]),
        ("De helft kwam niet.", [("fraction", "De helft")]),
        ("Daar woont Jan.", [("name", "Jan")]),
        ("Dat was op 3 jan.", [("date", "3 jan")]),
        (
            "Volgens Jansen, Bakker en De Vries klopt dat.",
            [("name", "Jansen"), ("name", "Bakker"), ("name", "De Vries")],
        ),
        ("Bel Sanne Mulder op 0318-555120.", [("name", "Sanne Mulder"), ("contact", "0318-555120")]),
        ("Dat past niet in één zin.", []),
        ("In de wereld van vandaag telt dat.", []),
        ("Paragraaf twee gaat over het UWV.", [("count", "twee"), ("name", "UWV")]),
        ("DE BRUG GAAT OP SLOT.", []),
        ("Het liep van 2024 tot 2025.", [("date", "2024"), ("date", "2025")]),
    ],
)
def test_dutch(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text, "nl") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs £4,100.", [("money", "£4,100")]),
        ("That is 12.5 per cent more.", [("percent", "12.5 per cent")]),
        ("It took three weeks.", [("duration", "three weeks")]),
        ("We meet on 5 May at 2:30 pm.", [("date", "5 May"), ("time", "2:30 pm")]),
        ("You may go in May.", [("date", "May")]),
        ("May we go?", []),
        ("Sales fall in autumn.", [("date", "autumn")]),
        ("Half of them left.", [("fraction", "Half")]),
        ("They met Jones, Baker and Smith.", [("name", "Jones"), ("name", "Baker"), ("name", "Smith")]),
        ("These are two sides of the same coin.", []),
        ("In today's world that counts.", []),
        ("Write to a.b@example.org.", [("contact", "a.b@example.org")]),
        ("“We never come here any more”, she said.", [("quote", "“We never come here any more”")]),
        ("I'm sure I was there.", []),
    ],
)
def test_english(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text, "en") == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_without_full_stops_is_read_in_bounded_time(lang: str) -> None:
    for text in ("3 maart 12 € 40 Jansen, " * 20_000, "a.b-c@" * 50_000, "1.234.567," * 50_000, "(" * 100_000):
        start = time.perf_counter()
        facts = read_facts(text, lang)
        assert time.perf_counter() - start < 1.5
        assert all(f.span.end <= MOST for f in facts.facts)


def test_a_language_we_do_not_have_raises() -> None:
    with pytest.raises(KeyError):
        read_facts("Guten Tag", "de")


def test_polish_is_no_feature_of_content() -> None:
    plain = "We telden drie weken lang, elke dag, de fietsen."
    dashed = "We telden drie weken lang — elke dag — de fietsen"
    assert sentence_features(plain, "nl") == sentence_features(dashed, "nl")


def test_a_rare_word_is_rarer_and_a_compound_counts_by_its_halves() -> None:
    assert rarity("mensen", "nl") < rarity("leuning", "nl") <= rarity("qqzzx", "nl")
    assert rarity("stadsbrug", "nl") < rarity("qqzzxbrug", "nl")


def test_counting() -> None:
    facts = read_facts("Op 3 maart kwamen 12 mensen en 40 euro.", "nl")
    assert isinstance(facts, Facts)
    assert (facts.count(), facts.count("money"), facts.count("money", "date")) == (3, 1, 2)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_lexicon_holds_no_word_twice_and_no_list_that_nothing_reads(lang: str) -> None:
    data = load(lang, "lexicon")
    read = {
        *MARKS,
        *("months", "weekdays", "seasons", "relative_dates", "number_words", "fractions", "money_units", "big"),
        *("percent_units", "duration_units", "measure_units", "abstract_endings", "openers", "function_words"),
        *("idioms", "number_beside", "capital_only"),
    }
    assert set(data) == read
    assert {k: [w for w in v if v.count(w) > 1] for k, v in data.items() if len(set(v)) < len(v)} == {}
