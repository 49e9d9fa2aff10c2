"""A statement that must be in the text ("Must be in it: the trial started in March"): does the text state it?

That is another question than whether an ask is answered: the statement holds its answer, so shared words speak for it,
and half a statement counts as none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from workslop import models
from workslop.lang import LANGUAGES, load
from workslop.signals.retrieval import Relations
from workslop.types import Ask, Status

WORDS = (3, 40)  # least and most of a statement


def is_statement(ask: Ask, lang: str | None) -> bool:
    """Whether ``ask`` is a sentence that the brief wants to see in the text, and not something it wants answered."""
    one_thing = not ask.parts[1:] and "?" not in ask.text and ":" not in ask.text
    if not ask.must or not one_thing or lang is None or lang not in LANGUAGES:
        return False
    if not WORDS[0] <= len(ask.text.split()) <= WORDS[1]:
        return False
    signs = _signs(lang)
    text = ask.text.strip(" -•*\t“”\"'")
    if signs["asking"].match(text) or signs["wanting"].search(text):
        return False
    first = re.match(r"\S+\s+", text)
    return bool(first and signs["verb"].search(text, first.end()))


@cache
def _signs(lang: str) -> dict[str, Any]:
    found = load(lang, "statement")
    return {name: re.compile(rf"\b{found[name]}\b", re.I) for name in ("verb", "asking", "wanting")}


def stated_figures(related: Relations, index: int) -> dict[str, float]:
    """How near the draft comes to statement ``index`` at its nearest unit: share of its words 0..1, and cosine."""
    near = related.near
    return {"words": float(near["words"][index].max()), "cosine": float(near["cosine"][index].max())}


def chances_stated(related: Relations, index: int) -> dict[Status, float]:
    """The probability that the draft states it ("answered") or doesn't ("missing")."""
    name = "stated" if related.sentences.shape[-1] > 1 else "stated_lexical"
    p = models.load(name).probability(stated_figures(related, index))
    return {"answered": p, "partial": 0.0, "gestured": 0.0, "missing": 1 - p}
