"""Kinds of answer and the elements of an ask."""

from __future__ import annotations

import pytest

from workslop.text.brief import parts_of

PARTS = [
    ("en", "Number of accounts that left in Q3, and how that compares with Q2", ["quantity", "comparison"]),
    (
        "en",
        "At what temperature must the fridge line stay, and how long may a box be out of it?",
        ["quantity", "quantity"],
    ),
    ("en", "Who owns the win-back calls, and from when", ["person", "date"]),
    ("en", "Funds: total cost, your own contribution, the grant share", ["cost", "cost", "quantity"]),
    ("en", "how many payments failed, and the amount", ["quantity", "quantity"]),
    ("en", "Why did churn rise?", ["cause"]),
    ("nl", "hoeveel, en hoe verhoudt zich dat tot Q2", ["quantity", "comparison"]),
    ("nl", "Noem wie die oppakt en per wanneer", ["person", "date"]),
    ("nl", "Wat levert het per jaar op en wat kost het per jaar?", ["cost", "cost"]),
    ("nl", "Worden de fietsen duurder, ja of nee?", ["yes_no"]),
    ("nl", "Verantwoording: bron, aantal respondenten, periode", ["evidence", "quantity", "evidence"]),
    ("nl", "Wat betekent dit in fte, en voor wie?", ["quantity", "person"]),
]


@pytest.mark.parametrize(("lang", "text", "kinds"), PARTS)
def test_parts(lang: str, text: str, kinds: list[str]) -> None:
    parts = parts_of(text, lang)
    assert [part.kind for part in parts] == kinds
    assert all(part.text in text for part in parts)


def test_many_parts_stay_bounded() -> None:
    text = "Explain " + ", ".join(f"why thing {i} costs so much" for i in range(500))
    assert len(parts_of(text, "en")) <= 12
