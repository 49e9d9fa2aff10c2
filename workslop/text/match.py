"""Finds literal phrases and patterns in a draft's prose. Knows nothing of rules: both signals and rules may use it.

Phrases are compared word by word through an index on their first word, so hundreds of them cost one walk over the
words. Patterns are compiled when their first letters are seen, not before: most texts need only a few.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from workslop.text.draft import prose
from workslop.text.listing import lowered
from workslop.types import Block, BlockKind, Draft, Span

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_SPOT = re.compile(r"\w+|[^\w\s]")  # where a match may begin: not inside a word, or a long word would cost its square
_STEM = 2  # letters of a first word that key the index of word beginnings
_MOST_VARIANTS = 200
_NEAR = 80  # characters looked at before and after a match
_SAME_LENGTH = str.maketrans({"’": "'", "‘": "'", "‑": "-", "‐": "-", "\n": " ", "\r": " ", "\t": " ", "\u00a0": " "})
# What a pattern is made of: an escape, a class, a look behind (of fixed width), or a space that no sign repeats.
_SPACE = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?<[=!](?:[^()]|\([^()]*\))*\)| (?![?*+{])", re.S)


@dataclass(frozen=True, slots=True)
class Entry:
    """What to look for under one key. ``unless`` silences a match when it occurs anywhere in the same sentence,
    links and quotations included.

    Fewer than ``least`` matches in a draft (in every ``per`` words, where given) count as none.
    """

    key: str
    lang: str = "any"
    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    scope: tuple[BlockKind, ...] = ("paragraph", "item")
    least: int = 1
    per: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A match: ``term`` is the phrase or pattern that matched, as it was written."""

    key: str
    span: Span
    term: str


def fold(text: str) -> str:
    """Lower case, plain apostrophes and hyphens, and spaces for line ends, at equal length, so that offsets hold."""
    return lowered(text).translate(_SAME_LENGTH)


def check_phrase(phrase: str) -> str | None:
    """Why ``phrase`` cannot be used, or None."""
    if phrase.count("(") != phrase.count(")") or re.search(r"\([^)]*\(", phrase):
        return "brackets must come in pairs, and not inside each other"
    bare = re.sub(r"[(|)*\s]", " ", phrase.replace("’", "'"))
    if not bare.strip():
        return "it holds no word"
    if re.sub(_WORD, "", bare).strip():
        return "a phrase holds words, '*' at the end of a word and (a|b) only: write a pattern for other signs"
    if re.search(r"\*\w|(^|[\s(|])\*", phrase):
        return "'*' may only stand at the end of a word"
    return None if len(_variants(phrase)) <= _MOST_VARIANTS else "it has too many alternatives"


def check_pattern(pattern: str) -> str | None:
    """Why ``pattern`` cannot be used, or None: it must compile and stay linear."""
    try:
        re.compile(pattern)
    except re.error as error:
        return f"it is no regular expression ({error})"
    bare = re.sub(r"\\.", "a", pattern)
    if re.search(r"(\.|\[\^[^\]]*\])[*+]", re.sub(r"\\[^WSDwsd]", "a", pattern)) or re.search(r"\\[WSD][*+]", pattern):
        return "an open-ended '.*' or '[^…]*' can be slow: give it a limit, as in '[^.]{0,60}'"
    many = r"(?:[+*]|\{\d*,\}|\{(?:\d+,)?(?:[6-9]|\d\d+)\})"
    if re.search(r"\([^()]*[+*][^()]*\)" + many, re.sub(r"\[[^\]]*\]", "a", bare)):
        return "a repeat inside a repeat can be slow"
    if fold(bare) != bare:
        return "case is ignored: write it in lower case"
    return None


@lru_cache(maxsize=8192)
def _variants(phrase: str) -> list[tuple[str, ...]]:
    """The word sequences a phrase with (a|b) alternatives stands for."""
    parts = re.split(r"\(([^)]*)\)", fold(phrase))
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    return [tuple("".join(choice).split()) for choice in product(*choices)]


def first_letters(pattern: str) -> frozenset[str] | None:
    """The first two letters of what a pattern can match, or None where it starts with anything but plain letters."""
    head = re.match(r"\(\?:([^()\[\]?*+{}\\.]+)\)(?![?*{])", pattern)
    options = head[1].split("|") if head else [pattern]
    found = set()
    for option in options:
        letters = re.match(r"[^\W\d_]{2}", option)
        if not letters or re.match(r"[?*{]", option[2:3]) or (not head and "|" in _outside(pattern)):
            return None
        found.add(letters[0])
    return frozenset(found)


def _outside(pattern: str) -> str:
    """The pattern without what stands between brackets: an alternative there opens no second beginning."""
    bare, before = re.sub(r"\\.|\[[^\]]*\]", "", pattern), ""
    while bare != before:
        before, bare = bare, re.sub(r"\([^()]*\)", "", bare)
    return bare


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    # a space in a pattern stands for what lies between two words in a wrapped or indented line too
    return re.compile(_SPACE.sub(lambda found: " +" if found.group() == " " else found.group(), pattern))


@dataclass
class Matcher:
    """An index over entries; ``hits`` walks a text once."""

    entries: tuple[Entry, ...]
    _words: dict[str, list[tuple[int, tuple[str, ...], str]]] = field(default_factory=dict, init=False)
    _firsts: set[str] = field(default_factory=set, init=False)
    _pairs: dict[tuple[str, str], list[tuple[int, tuple[str, ...], str]]] = field(default_factory=dict, init=False)
    _stems: dict[str, list[tuple[int, tuple[str, ...], str]]] = field(default_factory=dict, init=False)
    _heads: dict[str, list[tuple[int, str]]] = field(default_factory=dict, init=False)
    _anywhere: list[tuple[int, str]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        for at, entry in enumerate(self.entries):
            for phrase in entry.phrases:
                for words in _variants(phrase):
                    if words[0].endswith("*"):
                        self._stems.setdefault(words[0][:_STEM], []).append((at, words, phrase))
                    elif len(words) == 1 or words[1].endswith("*"):
                        self._words.setdefault(words[0], []).append((at, words, phrase))
                    else:  # two words tell more than one: few texts hold "in order", all hold "in"
                        self._firsts.add(words[0])
                        self._pairs.setdefault((words[0], words[1]), []).append((at, words, phrase))
            for pattern in entry.patterns:
                letters = first_letters(pattern)
                if letters is None:
                    self._anywhere.append((at, pattern))
                for key in letters or ():
                    self._heads.setdefault(key, []).append((at, pattern))

    def hits(self, text: str) -> list[Hit]:
        """Every match in ``text``, by place; the longest of overlapping matches of one entry."""
        folded = fold(text)
        words = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(folded)]
        raw = [*self._phrase_hits(folded, words), *self._pattern_hits(folded, words)]
        raw.sort(key=lambda hit: (hit[0], hit[1], -hit[2]))
        kept: list[tuple[int, int, int, str]] = []
        for hit in raw:
            if kept and kept[-1][0] == hit[0] and hit[1] < kept[-1][2]:
                if hit[2] > kept[-1][2] and hit[1] == kept[-1][1]:
                    kept[-1] = hit
                continue
            if not _silenced(self.entries[hit[0]], folded, hit[1], hit[2]):
                kept.append(hit)
        kept.sort(key=lambda hit: (hit[1], hit[2]))
        return [Hit(self.entries[at].key, Span(start, end), term) for at, start, end, term in kept]

    def _phrase_hits(self, folded: str, words: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, int, str]]:
        last = len(words) - 1
        for at, (start, _, word) in enumerate(words):
            pairs = self._pairs.get((word, words[at + 1][2]), ()) if word in self._firsts and at < last else ()
            for entry, wanted, term in (*self._words.get(word, ()), *pairs, *self._stems.get(word[:_STEM], ())):
                end = _end_of(wanted, words, at, folded)
                if end is not None:
                    yield entry, start, end, term

    def _pattern_hits(self, folded: str, words: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, int, str]]:
        for start, _, word in words:
            for entry, pattern in self._heads.get(word[:2], ()):
                found = _compiled(pattern).match(folded, start)
                if found and found.end() > start and _whole(folded, start, found.end()):
                    yield entry, start, found.end(), pattern
        spots = [m.start() for m in _SPOT.finditer(folded)] if self._anywhere else []
        for entry, pattern in self._anywhere:
            done, match = 0, _compiled(pattern).match
            for start in spots:
                found = match(folded, start) if start >= done else None
                if found and found.end() > start and _whole(folded, start, found.end()):
                    done = found.end()
                    yield entry, start, done, pattern


def _end_of(wanted: tuple[str, ...], words: Sequence[tuple[int, int, str]], at: int, folded: str) -> int | None:
    """Where the phrase that starts at word ``at`` ends, or None when it isn't there."""
    if at + len(wanted) > len(words):
        return None
    for offset, want in enumerate(wanted):
        _, end, word = words[at + offset]
        if not (word.startswith(want[:-1]) if want[-1] == "*" else word == want):
            return None
        if offset and not folded[words[at + offset - 1][1] : words[at + offset][0]].isspace():
            return None
    return end


def _whole(folded: str, start: int, end: int) -> bool:
    """True when the match cuts no word in two."""
    cut_before = start > 0 and folded[start - 1].isalnum() and folded[start].isalnum()
    return not cut_before and not (end < len(folded) and folded[end].isalnum() and folded[end - 1].isalnum())


def _silenced(entry: Entry, folded: str, start: int, end: int) -> bool:
    before = folded[max(0, start - _NEAR) : start]
    return any(_compiled(rf"(?:{p})\s*\Z").search(before) for p in entry.not_before) or any(
        _compiled(rf"\s*(?:{p})").match(folded, end) for p in entry.not_after
    )


@lru_cache(maxsize=16)
def matcher(entries: tuple[Entry, ...]) -> Matcher:
    """The index for these entries, built once."""
    return Matcher(entries)


def draft_hits(draft: Draft, entries: Iterable[Entry]) -> Mapping[str, tuple[Hit, ...]]:
    """The hits of each key in the draft's own prose, by place; keys without hits are left out.

    An entry reads the blocks in its scope that are in its language; a block whose language cannot be told counts as
    the draft's.
    """
    wanted = tuple(entries)
    found: dict[str, list[Hit]] = {}
    words: dict[str, int] = {}
    indexes: dict[tuple[object, ...], Matcher] = {}
    sentences: dict[int, list[Span]] = {}
    for sentence in draft.sentences:
        sentences.setdefault(sentence.block, []).append(sentence.span)
    for number, block in enumerate(draft.blocks):
        lang = block.lang or draft.lang
        kind = (block.kind, lang, block.quoted)
        if kind not in indexes:
            here = (e for e in wanted if e.lang in ("any", lang) and block.kind in e.scope and _owned(block, e))
            indexes[kind] = matcher(tuple(here))
        if indexes[kind].entries:
            _collect(draft, block, indexes[kind], sentences.get(number, []), found, words)
    by_key = {entry.key: entry for entry in wanted}
    return {key: tuple(hits) for key, hits in found.items() if len(hits) >= _needed(by_key[key], words[key])}


def _owned(block: Block, entry: Entry) -> bool:
    return not block.quoted or "quote" in entry.scope


def _needed(entry: Entry, words: int) -> int:
    return max(entry.least, round(entry.least * words / entry.per)) if entry.per else entry.least


def _collect(
    draft: Draft, block: Block, index: Matcher, bounds: list[Span], found: dict[str, list[Hit]], words: dict[str, int]
) -> None:
    """Adds the hits and the words of one block, at the draft's own offsets."""
    text = prose(draft.text, block)
    size = len(_WORD.findall(text))
    for entry in index.entries:
        words[entry.key] = words.get(entry.key, 0) + size
    starts = [span.start for span in bounds]
    unless = {entry.key: entry.unless for entry in index.entries if entry.unless}
    for hit in index.hits(text):
        span = Span(hit.span.start + block.span.start, hit.span.end + block.span.start)
        at = bisect_right(starts, span.start) - 1
        around = bounds[at] if at >= 0 and bounds[at].contains(span) else block.span
        sentence = fold(around.of(draft.text))  # as it stands, links and quotations too: they may hold the source
        if not any(_compiled(pattern).search(sentence) for pattern in unless.get(hit.key, ())):
            found.setdefault(hit.key, []).append(Hit(hit.key, span, hit.term))
