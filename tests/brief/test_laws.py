"""Whatever the text: asks or one InputError; exact, ordered places; bounded time."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workslop.text.brief import read_brief
from workslop.types import Brief, InputError, Source

PLAIN = """why how what who wat wie waarom hoe explain noem geef leg uit en and , : ; . ? ! - * ** # | > 1. a) (a) " '
“ ” do not geen max 500 woorden words tone: doelgroep: must mention moet erin [ ] ``` --- <b> </b> é 🙂"""
WORDS = st.sampled_from([*PLAIN.split(), "\n", "\n\n", "\n- ", "\t", "\u00a0", "\r\n", "\n    "])
BRIEFISH = st.lists(WORDS, max_size=60).map(" ".join)


def check(brief: Brief) -> None:
    text = brief.source.text
    spans = [ask.span for ask in brief.asks]
    assert brief.asks
    assert all(ask.text == ask.span.of(text) and ask.text.strip() for ask in brief.asks)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert [ask.id for ask in brief.asks] == [f"a{number}" for number in range(1, len(spans) + 1)]
    assert all(ask.parts for ask in brief.asks)
    assert all(c.text == c.span.of(text) and c.text for c in brief.constraints)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(BRIEFISH, st.text(max_size=300)),
    st.sampled_from(["markdown", "text", "html"]),
    st.sampled_from([None, "nl", "en", "de"]),
)
def test_any_text(text: str, fmt: str, lang: str | None) -> None:
    try:
        brief = read_brief(Source("b", text, fmt), lang)
    except InputError as error:
        assert str(error).startswith("b: ") and "\n" not in str(error)
    else:
        check(brief)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"- How many things {i}, and why does it cost so much in place {i}?" for i in range(300)),
        "- Explain why " + "the thing and how it goes, which we know, " * 250 + "?",
        "I want to know why " + "the thing and how it goes, which we know, " * 250 + ".",
        "- " + "a, " * 3000,
        "- why" + " " * 20_000 + "x?",
        "a: " * 5000 + "why?",
        "> " * 15 + "why did it stop?",
        "- What\n" + "  - a\n" * 2000,
        "| q | what must be in it |\n|---|---|\n" + "".join(f"| {i} | Why {i}? |\n" for i in range(500)),
        "[FK: " * 4000 + "why?",
        "[max. 5 words " * 2000 + "\n- why?",
        "".join(f"**Key {i}:** a value\n" for i in range(400)) + "\nWhy?",
        "## Must mention\n" + "- a term\n" * 500 + "\n- why?",
    ],
    ids=[
        "300 asks",
        "long ask",
        "long sentence",
        "commas",
        "blanks",
        "colons",
        "quotes",
        "children",
        "table",
        "remarks",
        "brackets",
        "head",
        "terms",
    ],
)
def test_time_is_bounded(text: str) -> None:
    start = time.perf_counter()
    check(read_brief(Source("b", text, "markdown"), "en"))
    assert time.perf_counter() - start < 8  # two busy cores; alone these take under a second and a half


def test_three_hundred_asks() -> None:
    text = "\n".join(f"- How many things {i}?" for i in range(300))
    assert len(read_brief(Source("b", text, "markdown"), "en").asks) == 300
