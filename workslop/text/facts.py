"""What a sentence holds: figures with their unit, dates, names, roles, quotations, and marks of cause, choice, doubt.

Word lists stand in ``lang/<lang>/lexicon.toml``; the code knows no word of a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from workslop.lang import load
from workslop.types import Span

FactKind = Literal[
    "money", "percent", "duration", "measure", "date", "time", "fraction", "count", "name", "contact", "quote"
]

# Marks are counted, not placed: how often a list of the lexicon speaks in a sentence.
MARKS: tuple[str, ...] = (
    "cause", "contrast", "comparison", "decision", "yes_no", "method", "risk", "definition", "example", "evidence",
    "place", "roles", "hedges", "vague", "abstract", "absolute", "generic_actors", "placeholders", "announce",
    "claim", "sourced",
)  # fmt: skip

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*", re.UNICODE)
_NUMBER = r"(?<![\w.,])[+-]?\d{1,3}(?:[.,  ]\d{3})+(?:[.,]\d+)?(?!\d)|(?<![\w])\d+(?:[.,:/]\d+)*"
_CURRENCY = r"[€$£]"
_QUOTE = re.compile(r"“[^”]{12,}”|„[^”“]{12,}[”“]|\"[^\"\n]{12,}\"|‘[^’\n]{15,}’(?!\w)|(?<!\w)'[^'\n]{15,}'(?!\w)|«[^»]{12,}»")
_CONTACT = re.compile(r"\b[\w.+-]+@[\w-]+\.\w+|https?://\S+|\bwww\.\S+|(?<!\d)(?:\+\d{2}[ -]?)?0\d{1,4}[ -]?\d{2,4}(?:[ -]?\d{2,4}){1,3}(?!\d)")
_ACRONYM = re.compile(r"^[A-Z][A-Z0-9&-]+$|^[A-Z]+\d+$")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be checked, with its place in the text it was found in."""

    kind: FactKind
    span: Span


@dataclass(frozen=True, slots=True)
class Facts:
    """What a passage holds. ``marks`` counts hits of each lexicon list; ``words`` are the lower-cased words."""

    facts: tuple[Fact, ...]
    marks: dict[str, int]
    words: tuple[str, ...]
    commas: int
    capitals: int

    def count(self, *kinds: FactKind) -> int:
        """How many facts are of these kinds (all kinds when none is named)."""
        return sum(not kinds or f.kind in kinds for f in self.facts)

    def of(self, *kinds: FactKind) -> tuple[Fact, ...]:
        """The facts of these kinds, in order of place."""
        return tuple(f for f in self.facts if f.kind in kinds)


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of ``words`` as whole words; ``*`` at the end stands for any ending."""
    parts = []
    for word in sorted(words, key=len, reverse=True):
        core = re.escape(word.removesuffix("*")).replace(r"\ ", r"\s+")
        left = r"(?<!\w)" if word[:1].isalnum() else ""
        right = r"\w*" if word.endswith("*") else r"(?!\w)" if word[-1:].isalnum() else ""
        parts.append(left + core + right)
    return "(?:" + "|".join(parts) + ")"


@cache
def lists(lang: str) -> dict[str, re.Pattern[str]]:
    """The compiled word lists of ``lang``, by name."""
    data = load(lang, "lexicon")
    return {name: re.compile(alternatives(words), re.IGNORECASE) for name, words in data.items()}


@cache
def function_words(lang: str) -> frozenset[str]:
    """The words of ``lang`` that carry no topic."""
    return frozenset(load(lang, "lexicon")["function_words"])


@cache
def _figures(lang: str) -> re.Pattern[str]:
    data = load(lang, "lexicon")
    words = alternatives(data["number_words"])
    big = alternatives(data["big"])
    unit = alternatives(
        [*data["money_units"], *data["percent_units"], *data["duration_units"], *data["measure_units"], "%", "‰"]
    )
    months = alternatives(data["months"])
    return re.compile(
        rf"(?P<cur>{_CURRENCY}\s*)?(?P<num>{_NUMBER}|{words})(?P<ord>(?:e|de|ste|st|nd|rd|th)(?!\w))?(?P<dash>,?-(?!\w))?"
        rf"(?:\s*(?P<big>{big}))?(?:[\s-]*(?P<unit>{unit}))?(?P<month>\s+{months})?",
        re.IGNORECASE,
    )


@cache
def _dates(lang: str) -> re.Pattern[str]:
    data = load(lang, "lexicon")
    month = alternatives(m for m in data["months"])
    return re.compile(
        rf"{month}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d))?(?:,?\s+\d{{4}})?|(?<!\w)[QK][1-4](?!\w)|(?<![\d.,€$£])(?:19|20)\d\d(?![\d%])(?:[-/–]\d{{2,4}})?"
        rf"|{alternatives(data['weekdays'])}|{alternatives(data['seasons'])}|{alternatives(data['relative_dates'])}"
        rf"|(?<!\d)\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}(?!\d)|(?<!\w)week\s+\d{{1,2}}(?!\d)",
        re.IGNORECASE,
    )


def _figure_kind(match: re.Match[str], text: str, units: dict[str, frozenset[str]]) -> FactKind | None:
    number = match["num"]
    unit = re.sub(r"\s+", " ", (match["unit"] or "").lower())
    if match["month"]:
        return "date"
    if match["cur"] or unit in units["money"]:
        return "money"
    if unit in units["percent"]:
        return "percent"
    if unit in units["duration"]:
        return "duration" if ":" not in number else "time"
    if unit:
        return "measure"
    if re.fullmatch(r"\d{1,2}:\d{2}", number):
        return "time"
    if re.fullmatch(r"(?:19|20)\d\d", number) or "/" in number:
        return None  # a year or a date: the date pattern decides
    return "count"


@cache
def _units(lang: str) -> dict[str, frozenset[str]]:
    data = load(lang, "lexicon")
    return {
        "money": frozenset(data["money_units"]),
        "percent": frozenset([*data["percent_units"], "%", "‰"]),
        "duration": frozenset(data["duration_units"]),
    }


def _names(text: str, lang: str, taken: list[Span]) -> list[Fact]:
    """Runs of capitalised words that do not merely open a sentence (token F .886 on Dutch; see docs/signals.md)."""
    found: list[Fact] = []
    run: list[re.Match[str]] = []
    start_of_clause, known = True, function_words(lang)
    calendar = lists(lang)

    def close() -> None:
        if run:
            span = Span(run[0].start(), run[-1].end())
            if not any(span.overlaps(t) for t in taken):
                found.append(Fact("name", span))
            run.clear()

    previous = 0
    for match in WORD.finditer(text):
        word, gap = match.group(), text[previous : match.start()]
        start_of_clause = previous == 0 or bool(re.search(r"[.!?:…•|]|^\W*$", gap)) and not gap.strip() == ""
        previous = match.end()
        capital = word[0].isupper()
        low = word.lower()
        if run and gap not in (" ", "-", " & ", "'") and not re.fullmatch(r"\.? ", gap):
            close()
        if not capital or calendar["months"].fullmatch(low) or calendar["weekdays"].fullmatch(low) or re.fullmatch(r"[QK][1-4]", word):
            close()
        elif start_of_clause and not _ACRONYM.match(word):
            close()
            following = WORD.search(text, match.end())
            if low not in known and following and following.group()[0].isupper() and text[match.end() : following.start()] == " ":
                run.append(match)
        elif low not in known or run or _ACRONYM.match(word):
            if word != "I" and not word.startswith("I'"):
                run.append(match)
    close()
    return found


@lru_cache(maxsize=8192)
def read_facts(text: str, lang: str) -> Facts:
    """What ``text`` (a sentence or short passage) of language ``lang`` holds; places are offsets into ``text``.

    Raises KeyError for a language we don't have. Names are found by capitals: a sentence in capitals gives none,
    and a name of one word that opens a sentence is missed.
    """
    units, found, taken = _units(lang), [], []

    def take(kind: FactKind, span: Span) -> None:
        if not any(span.overlaps(t) for t in taken):
            found.append(Fact(kind, span))
            taken.append(span)

    for match in _CONTACT.finditer(text):
        take("contact", Span(*match.span()))
    for match in _dates(lang).finditer(text):
        if not (lang == "en" and match.group() in ("may", "mar", "march", "fall", "spring")):
            before = re.search(r"(?<![\w.,])\d{1,2}(?:e|ste|st|nd|rd|th)?\s+(?:of\s+)?$", text[: match.start()])
            take("date", Span(before.start() if before and match.group()[0].isalpha() else match.start(), match.end()))
    for match in re.finditer(r"\b\d{1,2}[.:]\d{2}\s*(?:uur|u\b|am\b|pm\b|a\.m\.|p\.m\.|o'clock)|\b\d{1,2}:\d{2}\b|\b\d{1,2}\s?(?:am|pm)\b", text, re.IGNORECASE):
        take("time", Span(*match.span()))
    for match in lists(lang)["fractions"].finditer(text):
        take("fraction", Span(*match.span()))
    for match in _figures(lang).finditer(text):
        kind = _figure_kind(match, text, units)
        if kind:
            take(kind, Span(*match.span()))
    for match in _QUOTE.finditer(text):
        found.append(Fact("quote", Span(*match.span())))
    found += _names(text, lang, taken)
    table = lists(lang)
    marks = {name: len(table[name].findall(text)) for name in MARKS}
    words = tuple(w.group().lower() for w in WORD.finditer(text))
    capitals = sum(w[0].isupper() for w in text.split())
    return Facts(tuple(sorted(found, key=lambda f: f.span)), marks, words, text.count(",") + text.count(";"), capitals)
