"""The figures that all benchmarks share, against values worked out by hand."""

from __future__ import annotations

import math

from bench.figures import auroc, folds


def test_auroc_counts_the_pairs_that_are_in_order() -> None:
    # 0.9 beats both, 0.4 beats 0.1 only: 3 of 4 pairs
    assert auroc([0.9, 0.4], [0.1, 0.5]) == 0.75


def test_auroc_counts_a_tie_as_half() -> None:
    # 0.5 against 0.5 half, against 0.2 whole; 0.2 against 0.5 none, against 0.2 half: 2 of 4
    assert auroc([0.5, 0.2], [0.5, 0.2]) == 0.5
    assert auroc([1.0, 1.0], [1.0]) == 0.5
    assert auroc([3.0, 2.0], [2.0]) == 0.75


def test_auroc_at_its_ends_and_where_there_is_nothing() -> None:
    assert auroc([2, 3], [0, 1]) == 1.0
    assert auroc([0, 1], [2, 3]) == 0.0
    assert math.isnan(auroc([], [1.0])) and math.isnan(auroc([1.0], []))


def test_folds_never_split_a_group_and_test_every_row_once() -> None:
    groups = ["a", "b", "a", "c", "d", "c", "a", "e"]
    tested: list[int] = []
    for train, test in folds(groups, 3):
        assert not {groups[k] for k in train} & {groups[k] for k in test}
        tested += [int(k) for k in test]
    assert sorted(tested) == list(range(len(groups)))
