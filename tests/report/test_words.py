"""Figures, plurals, places and safe text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workslop.report import words
from workslop.types import Place


@pytest.mark.parametrize(
    ("value", "digits", "nl", "en"),
    [
        (1234.5, 2, "1.234,5", "1,234.5"),
        (0.0, 2, "0", "0"),
        (-0.001, 2, "0", "0"),
        (100.0, 0, "100", "100"),
        (7.25, 2, "7,25", "7.25"),
    ],
)
def test_figures(value: float, digits: int, nl: str, en: str) -> None:
    assert (words.number("nl", value, digits), words.number("en", value, digits)) == (nl, en)


@pytest.mark.parametrize(("value", "nl"), [(9.5, "+9,5"), (3.0, "+3,0"), (-2.46, "−2,5"), (0.01, "0,0")])
def test_signed_figures(value: float, nl: str) -> None:
    assert words.signed("nl", value) == nl


def test_measures_with_their_units() -> None:
    assert words.measured("nl", 0.17, "share") == "17%"
    assert words.measured("nl", 0.17, "share of words") == "17% van de woorden"
    assert words.measured("en", 14.2, "per 1000") == "14.2 per 1,000 words"
    assert words.measured("en", 1.5, "furlongs") == "1.5 furlongs"


def test_plurals() -> None:
    assert [words.count("nl", "finding", n) for n in (0, 1, 2)] == ["0 bevindingen", "1 bevinding", "2 bevindingen"]
    assert words.count("en", "file", 1200) == "1,200 files"


def test_places() -> None:
    assert words.place_text("nl", Place(12, 3)) == "regel 12"
    assert words.place_text("nl", Place(12, 3, "Gevolgen,\x00 alinea 2")) == "Gevolgen,␀ alinea 2"


@given(st.text())
def test_clean_text_works_on_no_terminal(text: str) -> None:
    out = words.one_line(text)
    assert out.isprintable() or not [
        c for c in out if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066\u2028"
    ]
    out.encode()
    assert words.clean(words.clean(text)) == words.clean(text)


@given(st.text(), st.integers(10, 60))
def test_short_text_is_short_and_the_beginning(text: str, length: int) -> None:
    out = words.short(text, length)
    assert len(out) <= length
    assert words.one_line(text).startswith(out.removesuffix("…").rstrip()) or "…" in text


def test_known_brings_unknown_keys_through_safely() -> None:
    assert words.known("nl", "why", "too_short") == "te kort om te meten"
    assert words.known("nl", "why", "why.too_short") == "te kort om te meten"
    assert words.known("nl", "why", "no \x1b[31msuch") == "no ␛[31msuch"
