"""The words of ``lang/<lang>/brief.toml``, compiled; the code of this package knows no word of a language.

Briefs mix languages (an English template around Dutch questions), so the lists that read structure are those of both
languages together, the brief's own first; only the kinds of answer are asked of one language at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from workslop.lang import LANGUAGES, load
from workslop.types import AskKind

MODES = ("known", "dont", "terms", "must", "ask", "info")
FIELDS = ("audience", "length", "tone", "deadline", "do_not", "terms", "must_mention", "other", "info", "ask")
LENGTHS = ("words", "pages", "both_sides", "most", "least")
MARKS = ("cleft", "be", "yes_no", "wanted_after", "opens_with", "bound", "back", "relates")
LISTS = (
    "asker", "to_writer", "not_ask", "continuation", "anaphora", "documents", "finite", "relative", "closing",
    "whether", "addressed", "task", "denial", "writes", "you",
)  # fmt: skip
CONSTRAINTS = ("do_not", "length", "tone", "audience", "deadline", "must_mention")


def words(patterns: Iterable[str], lead: str = "", tail: str = "") -> re.Pattern[str]:
    """A pattern for any of ``patterns`` as whole words, between ``lead`` and ``tail``."""
    ends = [pattern + (r"(?=\S)" if pattern.endswith(" ") else r"(?!\w)") for pattern in patterns]
    return re.compile(rf"{lead}(?<!\w)(?:{'|'.join(ends)}){tail}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the kind of answer wanted, and how heavily it counts."""

    kind: AskKind
    weight: float
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Openings:
    """Where an ask begins within a sentence."""

    question_word: str  # source of a pattern: a question word, with its preposition
    clause: re.Pattern[str]  # a question word at this place
    inverted: re.Pattern[str]  # a verb before its subject at this place
    verb_first: re.Pattern[str]  # such a verb with any word after it
    imperative: re.Pattern[str]
    announced: re.Pattern[str]  # a verb of telling or knowing up to and with the question word after it, its last group
    wish: re.Pattern[str]
    lead: re.Pattern[str]
    noun_lead: re.Pattern[str]


@dataclass(frozen=True)
class Words:
    """All compiled lists for a brief."""

    modes: Mapping[str, re.Pattern[str]]
    fields: Mapping[str, re.Pattern[str]]
    constraints: Mapping[str, re.Pattern[str]]
    openings: Openings
    lists: Mapping[str, re.Pattern[str]]
    length: Mapping[str, re.Pattern[str]]
    numbers: Mapping[str, float]
    joint: str  # sources of patterns: what joins two parts of an ask, what may stand after it, what joins a rider
    joint_extra: str
    along: str
    aside: re.Pattern[str]  # a fragment that wants nothing of its own
    comment: str  # what opens a comment after the ask ("because they all have an opinion")
    after_comma: str
    so: str
    article: str
    indefinite: str
    contrast: str
    whether: str
    main_subject: str
    therefore: str
    preposition: str
    temporal: re.Pattern[str]
    range_signs: tuple[str, ...]
    loosely: str  # "500-ish words"
    pronoun: str
    marks: Mapping[str, re.Pattern[str]]  # cleft, yes_no, wanted_after, opens_with


def _tables(lang: str) -> list[dict[str, Any]]:
    return [load(one, "brief") for one in sorted(LANGUAGES, key=lambda one: one != lang)]


def _joined(tables: list[dict[str, Any]], group: str, name: str) -> list[str]:
    return [pattern for table in tables for pattern in table[group].get(name, [])]


def _openings(tables: list[dict[str, Any]]) -> Openings:
    def either(name: str) -> str:  # the longest first: "last one" before "last"
        return "|".join(sorted(_joined(tables, "ask", name), key=len, reverse=True))

    by_language = []
    announced = []
    for table in tables:
        ask = {name: "|".join(values) for name, values in table["ask"].items()}
        question = rf"(?:(?:{ask['prepositions']})\s+)?(?:{ask['wh']})(?!\w)"
        by_language.append(question)
        direct = rf"(?:{ask['gap']})(?:\s+(?:{ask['gap']}))?(?:\s+(?:{ask['gap']}))?[\s,:]+"
        announced.append(
            rf"(?:{ask['announce']})(?!\w)[,:]?\s+(?:{direct})?({question}|(?:{ask['whether']})(?!\w))"
            rf"|(?:{ask['announce']})(?!\w)(?:[\s,]+[^\s,.;:?!]+){{1,5}}?[\s,]+((?:{ask['firm_wh']})(?!\w))"
        )
    question_word = "|".join(by_language)
    return Openings(
        question_word,
        re.compile(rf"(?<!\w)(?:{question_word})", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{either('aux')})\s+(?:{either('subjects')})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{either('aux')})\s+\w", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{either('imperative')})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{'|'.join(announced)})", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{either('wish')})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?:{either('leads')})(?!\w)[,:;!.…-]*\s+", re.IGNORECASE),
        re.compile(rf"(?:{either('noun_leads')})(?!\w)[,:]?\s+", re.IGNORECASE),
    )


@cache
def words_for(lang: str) -> Words:
    """The lists for a brief of ``lang`` (those of the other language follow its own)."""
    tables = _tables(lang)
    return Words(
        modes={name: words(_joined(tables, "mode", name)) for name in MODES},
        fields={name: words(_joined(tables, "field", name), "^", "$") for name in FIELDS},
        constraints={name: words(_joined(tables, "constraint", name)) for name in CONSTRAINTS},
        openings=_openings(tables),
        lists={name: words(_joined(tables, "ask", name)) for name in LISTS},
        length={name: words(_joined(tables, "length", name)) for name in LENGTHS},
        numbers={word: size for table in tables for word, size in table["length"]["numbers"].items()},
        joint="|".join(_joined(tables, "parts", "joint")),
        joint_extra="|".join(_joined(tables, "parts", "extra")),
        along="|".join(_joined(tables, "parts", "along")),
        aside=words(_joined(tables, "parts", "aside")),
        comment="|".join(_joined(tables, "parts", "comment")),
        after_comma="|".join(_joined(tables, "parts", "after_comma")),
        so="|".join(_joined(tables, "parts", "so")),
        article="|".join(_joined(tables, "parts", "article")),
        contrast="|".join(_joined(tables, "parts", "contrast")),
        indefinite="|".join(_joined(tables, "parts", "indefinite")),
        whether="|".join(_joined(tables, "ask", "whether")),
        therefore="|".join(_joined(tables, "parts", "therefore")),
        preposition="|".join(_joined(tables, "ask", "prepositions")),
        main_subject="|".join(_joined(tables, "ask", "subjects")),
        temporal=words(_joined(tables, "parts", "temporal")),
        pronoun="|".join(_joined(tables, "parts", "pronoun")),
        marks={name: words(_joined(tables, "parts", name)) for name in MARKS},
        loosely="|".join(_joined(tables, "length", "loosely")),
        range_signs=tuple(_joined(tables, "length", "range")),
    )


@cache
def signs_for(lang: str) -> tuple[Sign, ...]:
    """The signs of each kind of answer in ``lang``."""
    return tuple(
        Sign(cast(AskKind, entry["kind"]), float(entry["weight"]), words(entry["signs"]))
        for entry in load(lang, "brief")["kinds"]
    )


@cache
def _function_words(lang: str) -> frozenset[str]:
    return frozenset(load(lang, "brief")["function_words"])


def tell_language(text: str, otherwise: str = "en") -> str:
    """Which of our languages has more of its function words in ``text``; ``otherwise`` where they are even."""
    found = re.findall(r"[^\W\d_]+", text.lower()[:20_000])
    counts = {lang: sum(word in _function_words(lang) for word in found) for lang in LANGUAGES}
    best = max(counts, key=lambda lang: counts[lang])
    return best if list(counts.values()).count(counts[best]) == 1 else otherwise
