"""Statements that must be in the text: told from asks, and found by their words."""

from __future__ import annotations

import pytest

from workslop import review
from workslop.signals.stated import is_statement
from workslop.types import Ask, Span

STATEMENTS = {
    "nl": ["De proef begon in maart.", "De contributie stijgt niet", "Het fietspad wordt in juni geopend."],
    "en": ["The trial started in March.", "Members pay £12 and that is all.", "The old pool was closed in 2019."],
}
ASKS = {
    "nl": ["Hoeveel leden zegden op?", "de prijs per plaat", "Vermeld wanneer de proef begon", "bezetting: zomers"],
    "en": ["How many members left?", "the price per window", "Say when the trial started", "what was closed, and why"],
}  # fmt: skip


def _ask(text: str, must: bool = True) -> Ask:
    return Ask("a1", text, Span(0, len(text)), "other", (), must)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_statement_is_told_from_an_ask(lang: str) -> None:
    assert [t for t in STATEMENTS[lang] if not is_statement(_ask(t), lang)] == []
    assert [t for t in ASKS[lang] if is_statement(_ask(t), lang)] == []


def test_only_what_must_be_in_the_text_and_only_in_our_languages() -> None:
    assert not is_statement(_ask(STATEMENTS["en"][0], must=False), "en")
    assert not is_statement(_ask(STATEMENTS["en"][0]), "de")
    assert not is_statement(_ask("It is " + "very " * 60 + "late."), "en")


@pytest.mark.parametrize(
    ("head", "said", "unsaid", "text"),
    [
        (
            "Must be in it:", "The pool closes in June.", "Members pay twelve pounds a month.",
            "The pool was built long ago. It closes in June, and the roof goes first. We thank all our swimmers.",
        ),
        (
            "Moet erin staan:", "Het zwembad sluit in juni.", "Leden betalen twaalf euro per maand.",
            "Het zwembad is oud. Het bad sluit in juni, en het dak gaat er het eerst af. Dank aan alle zwemmers.",
        ),
    ],
)  # fmt: skip
def test_what_is_stated_is_found_and_what_is_not_is_missing(
    tmp_path: object, head: str, said: str, unsaid: str, text: str
) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "brief.md").write_text(f"{head}\n\n- {said}\n- {unsaid}\n", encoding="utf-8")
    (folder / "draft.md").write_text(text + "\n", encoding="utf-8")
    found = review(str(folder / "draft.md"), str(folder / "brief.md"), vectors=False).verdicts
    assert [v.status for v in found] == ["answered", "missing"]
    assert found[0].answered_probability > 0.6 > 0.4 > found[1].answered_probability
