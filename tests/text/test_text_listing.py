"""A search for the words of a list is spared only where none of them stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workslop.lang import LANGUAGES, load
from workslop.text.facts import listed
from workslop.text.listing import RUN, openers

LISTS = ("idioms", "months", "weekdays", "seasons", "relative_dates", "fractions", "number_words")
JOINS = st.sampled_from([" ", ", ", "-", "", "_", "\n", ". ", "'"])


def texts(lang: str, name: str) -> st.SearchStrategy[str]:
    """Terms of the list, whole, in capitals or cut, between other words and signs."""
    terms = st.sampled_from([term.replace("*", "s") for term in load(lang, "lexicon")[name]])
    words = st.sampled_from(["de", "één", "x", "3", "The", "ja", "Ǆ"])
    piece = st.one_of(terms, terms.map(str.upper), terms.map(lambda term: term[:-1]), words)
    return st.lists(st.tuples(piece, JOINS), max_size=5).map(lambda pieces: "".join(a + b for a, b in pieces))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
@given(data=st.data())
def test_where_a_term_stands_its_opening_is_among_the_words(lang: str, name: str, data: st.DataObject) -> None:
    text = data.draw(texts(lang, name))
    runs = [run.lower() for run in RUN.findall(text)]
    if listed(lang, name).search(text):
        assert openers(load(lang, "lexicon")[name]).among(runs), text


def test_a_text_without_the_words_is_not_searched() -> None:
    known = openers(["two thirds", "half", "doubl*"])
    assert [known.among(text.split()) for text in ("two halves", "half", "they doubled", "two thirds of it")] == [
        False, True, True, True,
    ]  # fmt: skip


def test_a_term_that_opens_with_a_sign_cannot_be_found_by_its_words() -> None:
    with pytest.raises(ValueError, match=r"'\?\?' does not begin"):
        openers(["half", "??"])
