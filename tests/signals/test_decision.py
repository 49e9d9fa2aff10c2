"""The status of an ask agrees with what is shown beside it."""

from __future__ import annotations

import pytest

from workslop.signals.verdict import LIKELY, TOUCHED, agreed
from workslop.types import Status


@pytest.mark.parametrize(
    ("status", "answered", "evident", "told"),
    [
        ("gestured", 0.1, TOUCHED - 0.01, "missing"),  # no place speaks of the ask: there is no gesture to quote
        ("gestured", 0.1, TOUCHED, "gestured"),
        ("partial", 0.1, 0.05, "partial"),
        ("missing", LIKELY, 0.9, "missing"),
        ("missing", LIKELY + 0.01, 0.9, "answered"),
        ("gestured", LIKELY + 0.01, 0.1, "answered"),
        ("answered", 0.2, 0.1, "answered"),  # chosen by the whole draft, below the limit: the checklist lists it
    ],
)
def test_the_status_agrees_with_chance_and_place(status: Status, answered: float, evident: float, told: Status) -> None:
    assert agreed(status, answered, evident) == told
