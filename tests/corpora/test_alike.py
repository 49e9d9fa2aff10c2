"""Drafts held against each other: groups by hand-made vectors, laws, mistakes, and a few real sentences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workslop.corpora import alike
from workslop.corpora.alike import compare
from workslop.corpora.files import Text
from workslop.corpora.sets import Piece, centre_of
from workslop.types import InputError

DIM = 12


def draft(name: str, *sentences: str, lang: str | None = "en") -> Piece:
    """A draft of these sentences, one a line."""
    text = Text(name, lang, "|".join(sentences), 100, len(sentences), (tuple(sentences),) if sentences else ())
    return Piece(text, tuple(str(n) for n in range(1, len(sentences) + 1)))


def vectors(*directions: int, tilt: float = 0.0) -> Any:
    """A row for each direction, each turned a little towards the last one."""
    rows = np.zeros((len(directions), DIM), np.float32)
    rows[range(len(directions)), directions] = 1
    rows[:, -1] += tilt
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


ZERO = np.zeros(DIM, np.float32)


def test_all_some_and_one() -> None:
    drafts = [
        draft("a.md", "the bridge opens in May", "it costs two million", "parking is free there"),
        draft("b.md", "it costs two million euros", "the bridge opens in May"),
        draft("c.md", "the bridge opens in spring", "nobody asked the neighbours"),
    ]
    found = compare(drafts, [vectors(0, 1, 2), vectors(1, 0, tilt=0.2), vectors(0, 3, tilt=0.1)], ZERO)
    assert [[f"{s.path}:{s.place}" for s in same.sentences] for same in found.by_all] == [
        ["a.md:1", "b.md:2", "c.md:1"]
    ]
    assert [[f"{s.path}:{s.place}" for s in same.sentences] for same in found.by_some] == [["a.md:2", "b.md:1"]]
    assert [f"{s.path}:{s.place}" for s in found.by_one] == ["a.md:3", "c.md:2"]
    assert found.counts == (3, 2, 2)
    assert found.shares == (pytest.approx(1 / 3), 0, 0.5)


def test_what_a_draft_says_twice_stands_beside_the_group() -> None:
    drafts = [
        draft("a.md", "the bridge opens in May", "again the bridge opens in May"),
        draft("b.md", "the bridge opens in May"),
    ]
    again = np.vstack([vectors(0), vectors(0, tilt=0.3)])
    found = compare(drafts, [again, vectors(0)], ZERO)
    assert [(s.path, s.place) for s in found.by_all[0].sentences] == [("a.md", "1"), ("b.md", "1")]
    assert [(s.path, s.place) for s in found.by_all[0].also] == [("a.md", "2")]
    assert found.by_all[0].drafts == 2
    assert found.by_one == ()


def test_no_chain_of_small_steps() -> None:
    steps = [np.array([[np.cos(a), np.sin(a)]], np.float32) for a in (0.0, 0.8, 1.6)]
    drafts = [draft(f"{name}.md", f"some words of {name}") for name in "abc"]
    found = compare(drafts, steps, np.zeros(2, np.float32))
    assert found.by_all == ()
    assert [same.drafts for same in found.by_some] == [2]
    assert len(found.by_some[0].also) == 1 and found.by_one == ()


def test_other_figures_are_told() -> None:
    rows = [vectors(0), vectors(0)]
    differ = compare(
        [draft("a.md", "it costs 4.2 million euros"), draft("b.md", "it costs 5.1 million euros")], rows, ZERO
    )
    same = compare(
        [draft("a.md", "it costs 4.2 million in 2026"), draft("b.md", "it costs 4.2 million euros")], rows, ZERO
    )
    assert differ.by_all[0].figures_differ
    assert not same.by_all[0].figures_differ


def test_duplicate_drafts_are_named() -> None:
    found = compare(
        [draft("a.md", "the bridge opens in May"), draft("b.md", "the bridge opens in May")], [vectors(0)] * 2, ZERO
    )
    assert found.duplicates == (("b.md", "a.md"),)


@pytest.mark.parametrize(
    ("drafts", "said"),
    [
        ([draft("a.md", "one sentence stands here")], "2 to 50 drafts; there is 1"),
        ([draft(f"{n}.md", "one sentence stands here") for n in range(51)], "there are 51"),
        ([draft("a.md", "one sentence stands here"), draft("b.md")], "b.md holds no sentence"),
        (
            [draft("a.md", "one sentence stands here"), draft("b.md", "hier staat een zin", lang="nl")],
            r"different languages: en \(such as a.md\), nl \(such as b.md\)",
        ),
        (
            [draft("a.md", "ein Satz steht hier", lang="de"), draft("b.md", "noch ein Satz hier", lang="de")],
            "neither Dutch",
        ),
        ([draft("a.md", "Why?"), draft("b.md", "Who?")], "4 words or more"),
    ],
)
def test_what_can_not_be_compared(drafts: list[Piece], said: str) -> None:
    with pytest.raises(InputError, match=said):
        compare(drafts, [vectors(*([0] * len(d.text.sentences))) for d in drafts], ZERO)


@given(st.lists(st.integers(1, 6), min_size=2, max_size=6), st.integers(0, 1000))
def test_every_sentence_stands_in_one_place(sizes: list[int], seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows = [chance.normal(size=(n, 3)).astype(np.float32) for n in sizes]
    drafts = [draft(f"{d}.md", *(f"sentence {i} of draft {d}" for i in range(n))) for d, n in enumerate(sizes)]
    found = compare(drafts, [r / np.linalg.norm(r, axis=1, keepdims=True) for r in rows], np.zeros(3, np.float32))
    groups = found.by_all + found.by_some
    placed = [s for same in groups for s in (*same.sentences, *same.also)] + list(found.by_one)
    assert len(placed) == len(set(placed)) == sum(sizes)
    assert all(same.drafts == len(sizes) for same in found.by_all)
    assert all(2 <= same.drafts < len(sizes) for same in found.by_some)
    assert all(same.likeness >= alike.THRESHOLD["en"] - 1e-5 for same in groups)


REAL = {
    "nl": (
        ("De balie in Oud-Wessem sluit op 1 april.", "Het hoofdkantoor komt aan het Stationsplein."),
        ("Per 1 april gaat de balie in Oud-Wessem dicht.", "Huurders betalen volgend jaar niet meer."),
    ),
    "en": (
        ("The desk in Harlow closes on 1 April.", "The head office moves to Station Square."),
        ("From 1 April the desk in Harlow will be closed.", "Tenants will not pay more next year."),
    ),
}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_real_vectors_find_the_paraphrase(lang: str) -> None:
    from workslop import embed

    encoder = embed.load("e5")
    one, other = REAL[lang]
    drafts = [draft("a.md", *one, lang=lang), draft("b.md", *other, lang=lang)]
    rows = [encoder.encode(list(own)) for own in (one, other)]
    found = compare(drafts, rows, centre_of(encoder.encode, lang))
    assert [[s.text for s in same.sentences] for same in found.by_all] == [[one[0], other[0]]]
    assert [s.text for s in found.by_one] == [one[1], other[1]]
