"""Kinds of nuance on the passages of corpora/nuance: what is in the files, and a floor under what is found."""

from __future__ import annotations

import pytest

from bench.nuance import HALVES, Score, for_fitting, found_in, of_texts, passages, scores, texts
from workslop.lang import LANGUAGES
from workslop.signals.context import Context
from workslop.signals.nuance import KINDS, measure
from workslop.text import draft_from_source
from workslop.types import Source

# Reached when the patterns were last changed; corpora/nuance/README.md says what these figures are worth.
FLOORS = {("nl", "fit"): 0.95, ("nl", "test"): 0.75, ("en", "fit"): 0.9, ("en", "test"): 0.78}
LEAST_PRECISION = 0.95


@pytest.mark.parametrize(("lang", "half"), FLOORS)
def test_recall_and_precision_stay_above_their_floor(lang: str, half: str) -> None:
    found = scores(passages(lang, half))
    assert found["all"].recall >= FLOORS[lang, half]
    assert found["all"].precision >= LEAST_PRECISION
    assert all(found[kind].precision >= 0.75 and found[kind].recall >= 0.5 for kind in KINDS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_passages_are_many_alike_in_both_halves_and_a_third_is_without(lang: str) -> None:
    halves = [passages(lang, half) for half in HALVES]
    rows = [row for half in halves for row in half]
    assert sorted(row["id"] for row in rows) == list(range(len(rows))) and len(rows) >= 80
    assert len({row["text"] for row in rows}) == len(rows)
    assert all(row["lang"] == lang and set(row["labels"]) <= set(KINDS) for row in rows)
    for half in halves:
        assert 0.3 <= sum(not row["labels"] for row in half) / len(half) <= 0.5
        assert all(sum(kind in row["labels"] for row in half) >= 4 for kind in KINDS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_passage_without_nuance_is_taken_for_some(lang: str) -> None:
    rows = [row for half in HALVES for row in passages(lang, half) if not row["labels"]]
    assert sum(bool(found_in(row["text"], lang)) for row in rows) <= 1


def test_a_score_without_passages_is_whole() -> None:
    empty = Score(0, 0, 0)
    assert (empty.recall, empty.precision) == (1.0, 1.0)
    assert (Score(3, 4, 6).recall, Score(3, 4, 6).precision) == (0.75, 0.5)


@pytest.mark.parametrize(("lang", "recall"), [("nl", 0.6), ("en", 0.45)])
def test_what_texts_by_other_writers_hold_is_found(lang: str, recall: float) -> None:
    _, wholes = of_texts(lang)
    assert wholes["all"].recall >= recall and wholes["all"].precision >= 0.8


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_said_without_vectors(lang: str) -> None:
    text = " ".join(row["text"] for row in texts(lang)[0])
    told = {m.name: m for m in measure(draft_from_source(Source("", text, "markdown"), lang=lang), Context())}
    assert all(told[kind].value is None and told[kind].why == "no_encoder" for kind in (*KINDS, "kinds"))
    assert told["absolute"].value is not None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_vectors_find_more_than_patterns(lang: str) -> None:
    assert of_texts(lang)[1]["all"].recall > 2 * of_texts(lang, patterns=True)[1]["all"].recall


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_of_the_test_texts_is_fitted_on(lang: str) -> None:
    fitted = {row["text"] for row in for_fitting()}
    sentences = [row for doc in texts(lang) for row in doc]
    assert len(sentences) >= 170 and all(set(row["labels"]) <= set(KINDS) for row in sentences)
    assert not fitted & {row["text"] for row in sentences}
