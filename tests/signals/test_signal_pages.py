"""Every signal and measure is explained in both languages, and docs/signals.md says the same."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))
sys.path.insert(0, str(Path(__file__).parents[2]))

from review_texts import NEUTRAL
from reviewing import LANGUAGES, reviewed

from bench import docs
from workslop.lang import load
from workslop.signals import SIGNALS, measure
from workslop.signals.context import Context

KEYS = ("name", "measures", "method", "calibrated_on", "limits")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_signal_has_its_texts(lang: str) -> None:
    texts = load(lang, "signals")
    assert list(texts) == [info.id for info in SIGNALS]
    for signal, own in texts.items():
        assert set(own) == {*KEYS, "figures"}, signal
        assert all(own[key].strip() and len(own[key]) < 700 for key in KEYS)
        assert not own["name"].endswith(".") and all(own[key].endswith(".") for key in KEYS[1:])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_measure_is_explained_and_nothing_else(lang: str) -> None:
    texts = load(lang, "signals")
    brief = {"nl": "- Wat kost een avond?\n", "en": "- What does an evening cost?\n"}
    measured = {(m.signal, m.name) for own in LANGUAGES for m in reviewed(NEUTRAL[own], brief[own]).measures}
    assert measured == {(signal, name) for signal, own in texts.items() for name in own["figures"]}


def test_both_languages_explain_the_same() -> None:
    nl, en = load("nl", "signals"), load("en", "signals")
    assert {s: list(t["figures"]) for s, t in nl.items()} == {s: list(t["figures"]) for s, t in en.items()}
    for signal in nl:  # figures in the text (words, sentences) are the same in both
        digits = [
            sorted(re.findall(r"\d+", " ".join(t[signal][k] for k in KEYS).replace(".", "").replace(",", "")))
            for t in (nl, en)
        ]
        assert digits[0] == digits[1], signal


def test_limits_in_the_texts_are_those_of_the_code() -> None:
    from workslop.review import LEAST_FOR_NUANCE
    from workslop.signals import centroid, evidence, phrasing, readability, retrieval, sameness, specificity

    told = {s: t["limits"].replace(",", "") for s, t in load("en", "signals").items()}
    for signal, figure in {
        "phrasing": phrasing.LEAST_WORDS, "specificity": specificity.LEAST_WORDS, "centroid": centroid.LEAST_SENTENCES,
        "coverage": retrieval.MAX_UNITS, "evidence": evidence.LEAST_WORDS, "nuance": LEAST_FOR_NUANCE,
        "sameness": sameness.LEAST_SENTENCES, "readability": readability.LEAST_WORDS,
    }.items():  # fmt: skip
        assert re.search(rf"\b{figure}\b", told[signal]), signal


def test_the_page_is_up_to_date() -> None:
    assert docs.PATH.read_text(encoding="utf-8") == docs.signals_page(), "run python -m bench.docs"


def test_an_unknown_signal_raises() -> None:
    with pytest.raises(KeyError):
        measure("smell", reviewed("Hallo").draft, Context())
