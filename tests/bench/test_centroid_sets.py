"""The figures of the centroid benchmark: what is drawn, what is held out, what an interval says."""

from __future__ import annotations

import numpy as np
import pytest

from bench import centroid_data, centroid_sets


def row(n: int, label: str) -> dict[str, str]:
    text = f"The council met on day {n}. It spoke of roads. Nobody left early that night."
    return {
        "id": f"{label}{n}",
        "text": text + f" It was {label}.",
        "label": label,
        "domain": "news",
        "pair_id": str(n),
    }


def test_as_many_of_each_label_and_the_same_by_seed() -> None:
    rows = [row(n, label) for n in range(12) for label in ("human", "ai")]
    drawn = centroid_data.drawn(rows + rows, "en", most=5)
    assert [x.glad for x in drawn] == [True] * 5 + [False] * 5
    assert drawn == centroid_data.drawn(rows, "en", most=5) and len({x.text for x in drawn}) == 10
    assert all(len(x.sentences) == 4 and x.group.isdigit() for x in drawn)


def test_a_text_is_read_to_the_cap_evenly() -> None:
    text = " ".join(f"On day {n} they dug a hole." for n in range(40))
    one = centroid_data.one_of(text, "en", True, "g", cap=4)
    assert one and [s.split()[2] for s in one.sentences] == ["5", "15", "25", "35"]
    assert centroid_data.one_of("Too short.", "en", True, "g") is None


def test_no_prompt_of_our_texts_is_on_both_sides() -> None:
    texts = centroid_data.own_texts("nl")
    assert sum(x.glad for x in texts) >= 150 and sum(not x.glad for x in texts) >= 60
    means, glad = np.zeros((len(texts), 384)), np.array([x.glad for x in texts])
    assert centroid_sets.across(texts, means, glad) == pytest.approx(np.zeros(len(texts)))


def test_an_interval_that_isnt_a_point_also_where_all_is_in_order() -> None:
    glad = np.array([True] * 8 + [False] * 8)
    found = centroid_sets.told(np.arange(16)[::-1], glad)
    assert found["auroc"] == 1 and found["95%"][0] < 0.9 and found["95%"][1] == 1 and found["n"] == [8, 8]
    mixed = centroid_sets.told(np.tile([0, 1], 8), glad)
    assert mixed["auroc"] == 0.5 and mixed["95%"][0] < 0.5 < mixed["95%"][1]
