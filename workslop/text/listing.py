"""How often word lists speak in a text: many lists at once, in one walk over its words.

One pattern a list says the same; but to make thirty large patterns takes longer than to read a short text with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from workslop.lang import load

RUN = re.compile(r"\w+")
_STEM = 3  # letters of a beginning that key the index


@dataclass(frozen=True, slots=True)
class _Term:
    """A word or group of words of a list; ``rank`` is its place: of those that fit at one place the lowest counts."""

    name: str
    rank: int
    first: str  # the letters up to the first sign or space
    starred: bool  # ``first`` is only a beginning
    rest: str  # the whole as a pattern where it goes on after ``first``, else empty


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of ``words`` as whole words; ``*`` at the end stands for any ending."""
    return "(?:" + "|".join(_pattern(word) for word in _ordered(words)) + ")"


def any_of(patterns: Iterable[str]) -> str:
    """A regular expression for any of ``patterns``, in their order; those that begin a word are tried only there."""
    runs: list[tuple[bool, list[str]]] = []
    for pattern in patterns:
        bare = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "", pattern)
        while (inner := re.sub(r"\([^()]*\)", "", bare)) != bare:
            bare = inner
        opens = pattern.startswith(r"\b") and "|" not in bare
        if not runs or runs[-1][0] != opens:
            runs.append((opens, []))
        runs[-1][1].append(f"(?:{pattern.removeprefix(chr(92) + 'b') if opens else pattern})")
    return "|".join(rf"\b(?:{'|'.join(run)})" if opens else "|".join(run) for opens, run in runs)


def lowered(text: str) -> str:
    """``text`` in lower case, at equal length, so that offsets hold."""
    low = text.lower()
    if len(low) != len(text):  # 'İ' and a few others grow when lowered
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low


@dataclass(frozen=True, slots=True)
class Openers:
    """How the terms of a list begin: with a word, two words in a row, or letters after which any may come."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    stems: tuple[str, ...]

    def among(self, runs: Sequence[str]) -> bool:
        """Whether a term of the list can stand in a text of which these are the lower-cased words (``RUN``)."""
        if not self.words.isdisjoint(runs) or not self.pairs.isdisjoint(pairwise(runs)):
            return True
        return bool(self.stems) and any(run.startswith(self.stems) for run in runs)


def openers(terms: Iterable[str]) -> Openers:
    """How the ``terms`` of a list begin, to spare searches. Raises ValueError for one that opens with a sign."""
    words, pairs, stems = set(), set(), set()
    for term in terms:
        runs = RUN.findall(term.lower())
        if not term[:1].isalnum():
            raise ValueError(f"{term!r} does not begin with a letter or digit")
        if len(runs) > 1 and not (len(runs) == 2 and term.endswith("*")):
            pairs.add((runs[0], runs[1]))
        elif len(runs) > 1 or not term.endswith("*"):
            words.add(runs[0])
        else:
            stems.add(runs[0])
    return Openers(frozenset(words), frozenset(pairs), tuple(sorted(stems)))


def count_listed(text: str, lang: str, file: str, names: Sequence[str]) -> dict[str, int]:
    """How often each of the lists ``names`` of ``file`` (lang/<lang>/<file>.toml) speaks in ``text``.

    As ``alternatives`` finds them, one after the other without overlap, case ignored. Raises KeyError for a language or
    list we don't have.
    """
    counts = dict.fromkeys(names, 0)
    words, stems, signs = _index(lang, file, tuple(names))
    reached = dict.fromkeys(names, 0)
    for run in RUN.finditer(text):
        low, start = run[0].lower(), run.start()
        fits = words.get(low, ()) if len(low) < _STEM else (*words.get(low, ()), *stems.get(low[:_STEM], ()))
        best: dict[str, tuple[int, int]] = {}
        for term in fits:
            if start >= reached[term.name] and (term.name not in best or term.rank < best[term.name][0]):
                end = _end(term, text, low, start, run.end())
                if end is not None:
                    best[term.name] = (term.rank, end)
        for name, (_, end) in best.items():
            counts[name] += 1
            reached[name] = end
    runs = [run.lower() for run in RUN.findall(text)] if signs else ()
    for name, pattern, first, others in signs:
        if any(sign in text for sign in first) or others.among(runs):
            counts[name] = len(_compiled(pattern).findall(text))
    return counts


def _end(term: _Term, text: str, low: str, start: int, end: int) -> int | None:
    if term.starred and not low.startswith(term.first):
        return None
    if not term.rest:
        return end
    found = _compiled(term.rest).match(text, start)
    return found.end() if found else None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _ordered(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _pattern(word: str) -> str:
    core = re.escape(word.removesuffix("*")).replace(r"\ ", r"\s+")
    left = r"(?<!\w)" if word[:1].isalnum() else ""
    right = r"\w*" if word.endswith("*") else r"(?!\w)" if word[-1:].isalnum() else ""
    return left + core + right


@cache
def _index(
    lang: str, file: str, names: tuple[str, ...]
) -> tuple[dict[str, list[_Term]], dict[str, list[_Term]], list[tuple[str, str, str, Openers]]]:
    """Terms by their first word, by how it begins, and as one pattern the lists with a term that begins with a sign,
    with those signs and how its other terms begin."""
    words: dict[str, list[_Term]] = {}
    stems: dict[str, list[_Term]] = {}
    signs: list[tuple[str, str, str, Openers]] = []
    for name in names:
        listed = load(lang, file)[name]
        terms = [_term(name, rank, word) for rank, word in enumerate(_ordered(listed))]
        if any(term is None for term in terms):
            first = "".join(sorted({word[0] for word in listed if not word[0].isalnum()}))
            signs.append((name, alternatives(listed), first, openers(word for word in listed if word[0].isalnum())))
            continue
        for term in filter(None, terms):
            index, key = (stems, term.first[:_STEM]) if term.starred else (words, term.first)
            index.setdefault(key, []).append(term)
    return words, stems, signs


def _term(name: str, rank: int, word: str) -> _Term | None:
    """None where it can't be found by its first letters."""
    found = RUN.match(word)
    first = found[0].lower() if found else ""
    whole, starred = first == word.lower(), first + "*" == word.lower()
    if not word[:1].isalnum() or (starred and len(first) < _STEM):
        return None
    return _Term(name, rank, first, starred, "" if whole or starred else _pattern(word))
