"""Kinds of nuance and primary data: what is one, what only looks like one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from workslop.lang import LANGUAGES, load
from workslop.signals.evidence import is_primary
from workslop.signals.nuance import KINDS, marks, patterns

DATA = {
    lang: tomllib.loads((Path(__file__).parent / "data" / f"nuance_{lang}.toml").read_text(encoding="utf-8"))
    for lang in LANGUAGES
}
CASES = [(lang, kind, text) for lang in LANGUAGES for kind in DATA[lang] for text in DATA[lang][kind]["hits"]]
LOOK_ALIKES = [(lang, kind, text) for lang in LANGUAGES for kind in DATA[lang] for text in DATA[lang][kind]["misses"]]


def shows(kind: str, text: str, lang: str) -> bool:
    return is_primary(text, lang) if kind == "primary" else bool(marks(text, lang)[kind])


@pytest.mark.parametrize(("lang", "kind", "text"), CASES)
def test_hits(lang: str, kind: str, text: str) -> None:
    assert shows(kind, text, lang)


@pytest.mark.parametrize(("lang", "kind", "text"), LOOK_ALIKES)
def test_look_alikes(lang: str, kind: str, text: str) -> None:
    assert not shows(kind, text, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_cases_and_every_look_alike_is_no_nuance_at_all(lang: str) -> None:
    assert set(DATA[lang]) == {*KINDS, "primary"} and set(load(lang, "nuance")) == set(KINDS)
    for cases in DATA[lang].values():
        assert len(cases["hits"]) >= 6 and len(cases["misses"]) >= 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_places_are_the_words(lang: str) -> None:
    for _, kind, text in [c for c in CASES if c[0] == lang and c[1] != "primary"]:
        assert all(0 <= s.start < s.end <= len(text) for s in marks(text, lang)[kind])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_patterns_stay_quick_on_a_long_line(lang: str) -> None:
    import time

    text = ("als de kosten stijgen en wie niet wil if the costs rise and anyone who has not " * 200)[:12_000]
    start = time.perf_counter()
    marks(text, lang)
    assert time.perf_counter() - start < 2
    assert all(p.pattern for p in patterns(lang).values())
