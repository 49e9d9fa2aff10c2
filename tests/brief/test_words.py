"""The word lists: the same in both languages, and each pattern readable."""

from __future__ import annotations

import re
from typing import get_args

from workslop.lang import load
from workslop.types import AskKind

NL, EN = load("nl", "brief"), load("en", "brief")


def test_both_languages_have_the_same_lists() -> None:
    assert set(NL) == set(EN)
    groups = [name for name, value in EN.items() if isinstance(value, dict) and name != "length"]
    assert {name: sorted(NL[name]) for name in groups} == {name: sorted(EN[name]) for name in groups}


def test_each_kind_has_signs_in_both_languages() -> None:
    wanted = set(get_args(AskKind)) - {"other"}
    assert {entry["kind"] for entry in NL["kinds"]} == wanted == {entry["kind"] for entry in EN["kinds"]}


def test_every_pattern_compiles_on_its_own() -> None:
    for table in (NL, EN):
        for group in table.values():
            lists = group.values() if isinstance(group, dict) else []
            for patterns in lists:
                assert all(re.compile(pattern) for pattern in patterns if isinstance(patterns, list))
        assert all(re.compile(sign) for entry in table["kinds"] for sign in entry["signs"])
