"""What a sentence holds: figures with their unit, dates, names, roles, quotations, and marks of cause, choice, doubt.

Word lists stand in ``lang/<lang>/lexicon.toml``; the code knows no word of a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from workslop.lang import load, zipf
from workslop.text.listing import RUN, Openers, count_listed, openers
from workslop.text.listing import alternatives as alternatives
from workslop.types import Span

FactKind = Literal[
    "money", "percent", "duration", "measure", "date", "time", "fraction", "count", "name", "contact", "quote"
]

# Marks are counted, not placed: how often a list of the lexicon speaks in a sentence.
MARKS: tuple[str, ...] = (
    "cause", "comparison", "decision", "yes_no", "method", "risk", "definition", "evidence", "place", "roles", "hedges",
    "vague", "abstract", "absolute", "generic_actors", "placeholders", "announce", "claim", "sourced",
)  # fmt: skip
MOST = 4000  # characters of a passage that are read: the cost grows with the square of a passage without full stops

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*", re.UNICODE)
_NUMBER = r"(?<![\w.,])[+-]?\d{1,3}(?:[.,  ]\d{3})+(?:[.,]\d+)?(?!\d)|(?<![\w])\d+(?:[.,:/]\d+)*"
_CURRENCY = r"[€$£]"
_QUOTE = re.compile(
    r"“[^”]{12,}”|„[^”“]{12,}[”“]|\"[^\"\n]{12,}\"|‘[^’\n]{15,}’(?!\w)|(?<!\w)'[^'\n]{15,}'(?!\w)|«[^»]{12,}»"
)
_CONTACT = re.compile(
    r"\b[\w.+-]{1,64}@[\w-]+\.\w+|https?://\S+|\bwww\.\S+"
    r"|(?<!\d)(?:\+\d{2}[ -]?)?0\d{1,4}[ -]?\d{2,4}(?:[ -]?\d{2,4}){1,3}(?!\d)"
)
_TIME = re.compile(
    r"\b\d{1,2}[.:]\d{2}\s*(?:uur|u\b|am\b|pm\b|a\.m\.|p\.m\.|o'clock)|\b\d{1,2}:\d{2}\b|\b\d{1,2}\s?(?:am|pm)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_DAY_BEFORE = re.compile(r"(?<![\w.,])\d{1,2}(?:e|ste|st|nd|rd|th)?\s+(?:of\s+)?$")
_COMMON = 4.5  # Zipf frequency from which a capital at the start of a clause says nothing
_ACRONYM = re.compile(r"^[A-Z][A-Z0-9&-]+$|^[A-Z]+\d+$")
_QUARTER = re.compile(r"[QK][1-4]")
_CLAUSE_ENDS = re.compile(r"[.!?:…•|“„\"‘«(\[\n]")
_COMMA = re.compile(r"[,;](?!\d)|\s[—–-]\s|—")
_JOINS = re.compile(r"[ '-]| & |\. ")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be checked, with its place in the text it was found in."""

    kind: FactKind
    span: Span


@dataclass(frozen=True, slots=True)
class Facts:
    """What a passage holds. ``marks`` counts hits of each lexicon list; ``words`` are the lower-cased words;
    ``commas`` counts commas, semicolons and dashes."""

    facts: tuple[Fact, ...]
    marks: dict[str, int]
    words: tuple[str, ...]
    commas: int

    def count(self, *kinds: FactKind) -> int:
        """How many facts are of these kinds (all kinds when none is named)."""
        return sum(not kinds or f.kind in kinds for f in self.facts)


@cache
def listed(lang: str, name: str) -> re.Pattern[str]:
    """The word list ``name`` of ``lang`` as one pattern. Raises KeyError for a language or list we don't have."""
    return re.compile(alternatives(load(lang, "lexicon")[name]), re.IGNORECASE)


@cache
def _openers(lang: str, *names: str) -> Openers:
    data = load(lang, "lexicon")
    return openers(word for name in names for word in data[name])


def count_marks(text: str, lang: str) -> dict[str, int]:
    """How often each list of MARKS speaks in ``text``. Raises KeyError for a language we don't have."""
    return count_listed(text, lang, "lexicon", MARKS)


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
    day = r"(?:\s+\d{1,2}(?:st|nd|rd|th)?(?!\d))?"
    return re.compile(
        rf"{alternatives(data['months'])}{day}(?:,?\s+\d{{4}})?"
        r"|(?<!\w)[QK][1-4](?!\w)|(?<![\d.,€$£])(?:19|20)\d\d(?![\d%])(?:[-/–]\d{2,4})?"
        rf"|{alternatives(data['weekdays'])}|{alternatives(data['seasons'])}|{alternatives(data['relative_dates'])}"
        r"|(?<!\d)\d{1,2}[-/]\d{1,2}[-/]\d{2,4}(?!\d)|(?<!\w)week\s+\d{1,2}(?!\d)",
        re.IGNORECASE,
    )


@cache
def _units(lang: str) -> dict[str, frozenset[str]]:
    data = load(lang, "lexicon")
    return {
        "money": frozenset(data["money_units"]),
        "percent": frozenset([*data["percent_units"], "%", "‰"]),
        "duration": frozenset(data["duration_units"]),
        "number_beside": frozenset(data["number_beside"]),
        "capital_only": frozenset(data["capital_only"]),
    }


def _figure_kind(match: re.Match[str], units: dict[str, frozenset[str]]) -> FactKind | None:
    number, unit = match["num"], " ".join((match["unit"] or "").lower().split())
    kind: FactKind | None = "measure" if unit else "count"
    if match["month"]:
        kind = "date"
    elif match["cur"] or unit in units["money"]:
        kind = "money"
    elif unit in units["percent"]:
        kind = "percent"
    elif unit in units["duration"]:
        kind = "duration" if ":" not in number else "time"
    elif not unit and re.fullmatch(r"\d{1,2}:\d{2}", number):
        kind = "time"
    elif not unit and (re.fullmatch(r"(?:19|20)\d\d", number) or "/" in number):
        kind = None  # a year or a date: the date pattern decides
    return kind


def _date_spans(text: str, lang: str) -> Iterator[Span]:
    """Dates, a day before its month included. A doubtful word ("jan", "May") needs a number beside it or a capital."""
    units = _units(lang)
    for match in _dates(lang).finditer(text):
        start, word = match.start(), match.group()
        before = _DAY_BEFORE.search(text, max(0, start - 12), start) if word[0].isalpha() else None
        numbered = before is not None or any(c.isdigit() for c in word)
        if word.lower() in units["number_beside"] and not numbered:
            continue
        if word.lower() in units["capital_only"] and not numbered and (word.islower() or start == 0):
            continue
        yield Span(before.start() if before else start, match.end())


def _names(text: str, lang: str) -> Iterator[Span]:
    """Runs of capitalised words that do not merely open a sentence; a text in capitals gives none."""
    if text.isupper():
        return
    words = list(WORD.finditer(text))
    run: list[re.Match[str]] = []
    for at, match in enumerate(words):
        gap = text[words[at - 1].end() : match.start()] if at else ""
        if run and not _JOINS.fullmatch(gap):
            yield Span(run[0].start(), run[-1].end())
            run = []
        opens = at == 0 or (not run and bool(_CLAUSE_ENDS.search(gap)))
        following = words[at + 1] if at + 1 < len(words) else None
        if _in_name(match, following, text, lang, opens, bool(run)):
            run.append(match)
        elif run:
            yield Span(run[0].start(), run[-1].end())
            run = []
    if run:
        yield Span(run[0].start(), run[-1].end())


def _in_name(
    match: re.Match[str], following: re.Match[str] | None, text: str, lang: str, opens: bool, running: bool
) -> bool:
    """Does this word belong to a name? One that opens a clause only as an acronym, or where it is rare and a capital
    follows; a particle ("De", "The") only within a name or before one."""
    word, low = match.group(), match.group().lower()
    if not word[0].isupper() or word == "I" or word.startswith(("I'", "I’")) or _QUARTER.fullmatch(word):
        return False
    units = _units(lang)
    if low not in units["number_beside"] and (
        listed(lang, "months").fullmatch(low) or listed(lang, "weekdays").fullmatch(low)
    ):
        return False
    if _ACRONYM.match(word):
        return True
    ahead = following is not None and following.group()[0].isupper() and text[match.end() : following.start()] == " "
    if low in function_words(lang):
        return running or (ahead and not opens)
    return not opens or (ahead and zipf(lang).get(low, 0.0) < _COMMON)


@lru_cache(maxsize=32_768)
def read_facts(text: str, lang: str) -> Facts:
    """What ``text`` (a sentence or short passage) of language ``lang`` holds; places are offsets into ``text``.

    Of a longer text the first MOST characters are read. Raises KeyError for a language we don't have. Names are found
    by capitals: a sentence in capitals gives none, and a name of one word that opens a sentence is missed. A number or
    date inside an idiom of the lexicon ("two sides of the same coin") is none.
    """
    text = text[:MOST]
    runs = [run.lower() for run in RUN.findall(text)]
    numbered = bool(_DIGIT.search(text))

    def may_hold(*names: str) -> bool:  # most sentences hold no word of a list: then there is no need to search
        return _openers(lang, *names).among(runs)

    found: list[Fact] = []
    idioms = listed(lang, "idioms").finditer(text) if may_hold("idioms") else ()
    taken = [Span(*m.span()) for m in idioms]

    def take(kind: FactKind | None, span: Span) -> None:
        if kind and not any(span.overlaps(t) for t in taken):
            found.append(Fact(kind, span))
            taken.append(span)

    for match in _CONTACT.finditer(text):
        take("contact", Span(*match.span()))
    if numbered or may_hold("months", "weekdays", "seasons", "relative_dates"):
        for span in _date_spans(text, lang):
            take("date", span)
    for match in _TIME.finditer(text) if numbered else ():
        take("time", Span(*match.span()))
    for match in listed(lang, "fractions").finditer(text) if may_hold("fractions") else ():
        take("fraction", Span(*match.span()))
    for match in _figures(lang).finditer(text) if numbered or may_hold("number_words") else ():
        take(_figure_kind(match, _units(lang)), Span(*match.span()))
    lower = not numbered and text.isascii() and text[1:] == text[1:].lower()  # then no word of it can be a name
    for span in () if lower else _names(text, lang):
        take("name", span)
    found += [Fact("quote", Span(*m.span())) for m in _QUOTE.finditer(text)]
    marks = count_marks(text, lang)
    words = tuple(w.group().lower() for w in WORD.finditer(text))
    return Facts(tuple(sorted(found, key=lambda f: f.span)), marks, words, len(_COMMA.findall(text)))
