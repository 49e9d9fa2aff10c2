"""Slips of the keyboard are read as the word meant, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workslop.lang import LANGUAGES, zipf
from workslop.signals.reading import vector_texts
from workslop.text import read_draft
from workslop.text.features import rarity
from workslop.text.spelling import LEAST, mended, word_meant

WORDS = {lang: sorted(w for w in zipf(lang) if len(w) >= LEAST + 1 and w.isalpha()) for lang in LANGUAGES}


@pytest.mark.parametrize(
    ("lang", "slip", "meant"),
    [
        ("nl", "medewrekers", "medewerkers"),  # two letters swapped
        ("nl", "interesante", "interessante"),  # one of a double left out
        ("nl", "planninng", "planning"),  # one doubled
        ("en", "develpoment", "development"),
        ("en", "comittee", "committee"),
        ("en", "proccess", "process"),
        ("nl", "medewerkers", None),  # listed itself
        ("nl", "geluidsmeting", None),  # unlisted, and near nothing
        ("en", "filer", None),  # too short to say
        ("en", "Develpoment", None),  # may be a name
        ("en", "q2reulsts", None),
    ],
)
def test_slips(lang: str, slip: str, meant: str | None) -> None:
    assert word_meant(slip, lang) == meant


@pytest.mark.parametrize("lang", LANGUAGES)
@given(data=st.data())
def test_what_comes_back_is_listed_and_one_slip_away(lang: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(WORDS[lang]))
    at = data.draw(st.integers(0, len(word) - 2))
    slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    meant = word_meant(slip, lang)
    if slip in zipf(lang) or not slip.islower():
        assert meant is None
    else:
        assert meant is not None
        assert zipf(lang)[meant] >= zipf(lang)[word]  # the commonest of its neighbours
        assert abs(len(meant) - len(slip)) <= 1
        assert rarity(slip, lang) <= rarity(word, lang) or lang == "nl"  # Dutch: it may fall into two halves first


@pytest.mark.parametrize("lang", LANGUAGES)
@given(text=st.text(max_size=80))
def test_mending_twice_is_mending_once_and_keeps_what_is_no_word(lang: str, text: str) -> None:
    once = mended(text, lang)
    assert mended(once, lang) == once
    assert len(once.split()) == len(text.split())


def test_a_slip_is_as_common_as_the_word_meant() -> None:
    assert rarity("develpoment", "en") == rarity("development", "en") < rarity("dvlopment", "en")


def test_only_the_encoded_text_is_put_right(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    text = (
        "ijzel kost ons twee dagen per winter. de medewrekers melden dat bij Liina.\n\n"
        "iPhones krijgen ze niet.\n\n| medewrekers | 14 |\n| --- | --- |\n| planninng | 3 |\n"
    )
    path.write_text(text, encoding="utf-8")
    draft = read_draft(str(path), lang="nl")
    assert draft.text == text
    texts = vector_texts(draft)
    assert texts[:3] == [
        "IJzel kost ons twee dagen per winter.",
        "De medewerkers melden dat bij Liina.",
        "iPhones krijgen ze niet.",
    ]
    assert any("planninng" in row for row in texts[3:])  # a cell is data


def test_a_rough_opening_is_encoded_as_a_smooth_one(tmp_path: Path) -> None:
    smooth, rough = tmp_path / "a.md", tmp_path / "b.md"
    smooth.write_text("The committee meets every Tuesday. Each branch sends one person.\n", encoding="utf-8")
    rough.write_text("the comittee meets every Tuesday. each branch sends one person.\n", encoding="utf-8")
    a, b = (vector_texts(read_draft(str(p), lang="en")) for p in (smooth, rough))
    assert a == b
