"""Briefs in odd shapes: the asks that are read, their kinds, and the constraints (data/*.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from workslop.text.brief import read_brief
from workslop.types import Constraint, Source

DATA = Path(__file__).parent / "data"
BRIEFS = [
    pytest.param(lang, brief, id=f"{lang}: {brief['name']}")
    for lang in ("nl", "en")
    for brief in tomllib.loads((DATA / f"{lang}.toml").read_text(encoding="utf-8"))["brief"]
]


def bare(text: str) -> str:
    return text.strip(' .?"“”*')


def fits(found: Constraint, wanted: dict[str, Any]) -> bool:
    limit = tuple(None if size < 0 else size for size in wanted["limit"]) if "limit" in wanted else found.limit
    terms = tuple(wanted.get("terms", found.terms))
    return (found.kind, found.limit, found.terms) == (wanted["kind"], limit, terms)


@pytest.mark.parametrize(("lang", "brief"), BRIEFS)
def test_asks_and_kinds(lang: str, brief: dict[str, Any]) -> None:
    read = read_brief(Source("brief.md", brief["text"], brief["format"]))
    assert [bare(ask.text) for ask in read.asks] == [bare(text) for text, _ in brief["asks"]]
    assert [(ask.text, ask.kind) for ask in read.asks] == [
        (ask.text, kind) for ask, (_, kind) in zip(read.asks, brief["asks"], strict=True)
    ]


@pytest.mark.parametrize(("lang", "brief"), BRIEFS)
def test_constraints(lang: str, brief: dict[str, Any]) -> None:
    read = read_brief(Source("brief.md", brief["text"], brief["format"]))
    left = list(read.constraints)
    for wanted in brief["constraints"]:
        match = next((found for found in left if fits(found, wanted)), None)
        assert match is not None, (wanted, read.constraints)
        left.remove(match)


@pytest.mark.parametrize(("lang", "brief"), BRIEFS)
def test_language_is_the_briefs_own(lang: str, brief: dict[str, Any]) -> None:
    assert read_brief(Source("brief.md", brief["text"], brief["format"])).lang in (lang, None)


def test_every_kind_of_answer_has_a_fixture_in_both_languages() -> None:
    kinds = {lang: {kind for _, kind in brief["asks"]} for lang, brief in (param.values for param in BRIEFS)}
    assert set(kinds) == {"nl", "en"}
