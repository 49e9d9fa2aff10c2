"""Readability and sameness against figures worked out by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))

from review_texts import NEUTRAL
from reviewing import overall, reviewed

from workslop.lang import LANGUAGES
from workslop.signals.phrasing import places
from workslop.signals.readability import CONSTANTS, NAMES, reading_ease
from workslop.signals.sameness import repetition
from workslop.types import Span


def test_flesch_by_hand() -> None:
    # 3 and 5 words, 8 words in 2 sentences; syllables 1+1+1 and 1+2+1+2+1 = 10
    assert reading_ease(["The cat sat.", "The baker sold apples then."], "en") == pytest.approx(
        206.835 - 1.015 * 8 / 2 - 84.6 * 10 / 8
    )


def test_douma_by_hand() -> None:
    # 3 and 4 words, 7 words in 2 sentences; syllables 1+1+1 and 1+2+2+2 = 10
    ease = reading_ease(["De kat zat.", "De bakker bakte taarten."], "nl")
    assert ease == pytest.approx(206.84 - 0.93 * 7 / 2 - 77 * 10 / 7)


def test_only_languages_with_constants() -> None:
    assert set(CONSTANTS) == set(NAMES) == set(LANGUAGES)
    with pytest.raises(KeyError):
        reading_ease(["Guten Tag."], "de")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_longer_words_and_sentences_read_harder(lang: str) -> None:
    easy, hard = {
        "nl": (
            "De kat zat op de mat. ",
            "De verantwoordelijkheidsverdeling binnen organisatieonderdelen veronderstelt overeenstemming. ",
        ),
        "en": (
            "The cat sat on the mat. ",
            "Organisational responsibilities necessitate interdepartmental understanding. ",
        ),
    }[lang]
    name = NAMES[lang]
    values = [overall(reviewed(t * 30, lang=lang))["readability", name] for t in (easy, hard)]
    assert values[0] is not None and values[1] is not None and values[0] > 80 > 20 > values[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_readability_needs_a_hundred_words(lang: str) -> None:
    short = reviewed(". ".join(NEUTRAL[lang].split(". ")[:5]), lang=lang)
    assert overall(short)["readability", NAMES[lang]] is None
    assert short.measure("readability", NAMES[lang]).why == "too_short"  # type: ignore[union-attr]
    assert overall(short)["readability", "word_length"] is not None


def test_repetition() -> None:
    assert repetition([*"abcdef"]) == 0
    assert repetition([*"abcdabcd"]) == pytest.approx(1 / 5)  # five runs, "a b c d" twice
    assert repetition([*"aaaaaa"]) == pytest.approx(2 / 3)  # three runs, all the same
    assert repetition([*"abcd"]) == repetition([]) == 0


def _sentences(*lengths: int) -> str:
    words = iter(f"w{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(600))
    return " ".join(" ".join(next(words) for _ in range(n)).capitalize() + "." for n in lengths)


def test_rhythm_and_openings() -> None:
    even, uneven = reviewed(_sentences(*[8] * 10), lang="nl"), reviewed(_sentences(2, 14, *[8] * 6), lang="nl")
    assert overall(even)["sameness", "rhythm"] == 0
    assert overall(uneven)["sameness", "rhythm"] == pytest.approx(3 / 8, abs=1e-4)  # deviation sqrt(72 / 8), mean 8
    assert overall(even)["sameness", "openings"] == pytest.approx(0.1)
    words = ("bouwen", "verven", "kopen", "huren", "slopen", "zien", "meten", "doen")
    same = " ".join(f"Wij {word} het huis nummer {n} hier." for n, word in enumerate(words))
    assert overall(reviewed(same, lang="nl"))["sameness", "openings"] == 1
    assert overall(reviewed(_sentences(*[8] * 7), lang="nl"))["sameness", "rhythm"] is None


def test_moulds() -> None:
    alike = "\n\n".join(_sentences(10, 10) for _ in range(5))
    unlike = "\n\n".join(_sentences(*lengths) for lengths in ([4, 4], [10, 10], [20, 20], [5, 5, 5], [30, 4]))
    assert overall(reviewed(alike, lang="nl"))["sameness", "moulds"] == 1
    value = overall(reviewed(unlike, lang="nl"))["sameness", "moulds"]
    assert value is not None and value < 0.5


def test_a_place_on_which_several_rules_fall_counts_once() -> None:
    assert places([]) == 0
    assert places([Span(0, 5), Span(3, 9), Span(8, 12)]) == 1
    assert places([Span(0, 5), Span(5, 9), Span(20, 22), Span(20, 30)]) == 3
