"""Sentence boundaries by rule, for Dutch and English, without spaCy.

Works on a view of the block in which mark-up is blank and code, links and comments are filler, so that a full stop in
``config.py`` or an address is no candidate. Each candidate stop is judged once, by the word before and the word after.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workslop.text.abbreviations import (
    BEFORE_NUMBER,
    LETTER_NOUNS,
    MAY_END,
    NEVER_END,
    SHORT_WORDS,
    SPLIT_ON_CAPITAL,
    STARTERS,
)
from workslop.text.language import FUNCTION_WORDS

# A stop, what closes with it (quotes, brackets, a note's number), then white space or the end.
_STOP = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>[\"'”’»›)\]“]*+)(?:\ufffc++|[¹²³⁰⁴-⁹]++|\[\d{1,4}\])*+"
    r"(?:[ \t\xa0]*(?:''|[”»’](?=\s|\Z)))?"
    r"(?P<gap>[ \t\r\n\f\v\xa0\u2000-\u200b\u202f\u3000]++|\Z)"
)
_BEFORE = re.compile(r"[^\s(\[{\"“”‘„«»—–]{1,40}$")
_OPENERS = re.compile(r"[\s\"'“”„«‹‘’(\[{<>*_~=+•·→►▪◦○●■□✓✔✗✘–—\-]*")
_ELIDED = re.compile(r"['’‘][stnmk]\s+[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")
_VOWEL = re.compile(r"[aeiouyéëï]")
_BULLET = re.compile(r"\s*(?:[•·→►▪◦○●■□✓✔✗✘]|[-=]+>)\s")
_NUMBERING = re.compile(r"(?<!\S)(\d{1,2})[.)](?=\s)")


def split(view: str, breaks: Sequence[int] = ()) -> list[tuple[int, int]]:
    """The sentences of ``view`` as ranges without white space at either end; empty ones are left out.

    ``breaks`` are offsets at which a sentence ends whatever the signs say (line breaks on purpose).
    """
    steps = _numbering(view)
    stops = (found for found in _STOP.finditer(view) if found.start() + 1 not in steps)
    cuts = sorted({*breaks, *steps.values(), *(found.end() for found in stops if _ends(view, found))})
    ranges, start = [], 0
    for cut in [*cuts, len(view)]:
        if cut > start:
            piece = view[start:cut]
            left = start + len(piece) - len(piece.lstrip())
            right = start + len(piece.rstrip())
            if left < right:
                ranges.append((left, right))
            start = cut
    return _rejoin(view, ranges)


def _numbering(view: str) -> dict[int, int]:
    """Steps numbered within running text ("1. bel 2. mail 3. wacht"): the end of each number to its start.

    Numbers count as steps when they follow each other, two at least, the first being 1 or (after a list's own 1) 2.
    """
    steps: dict[int, int] = {}
    run: list[re.Match[str]] = []
    for found in [*_NUMBERING.finditer(view), None]:
        if found and run and int(found[1]) == int(run[-1][1]) + 1:
            run.append(found)
            continue
        if len(run) >= 2 and int(run[0][1]) <= 2:
            steps.update((step.end(), step.start()) for step in run)
        run = [found] if found and int(found[1]) <= 2 else []
    return steps


def _rejoin(view: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Crumbs without a letter or digit belong to the sentence before them."""
    out: list[tuple[int, int]] = []
    for start, end in ranges:
        if out and not any(sign.isalnum() or sign == "\ufffc" for sign in view[start:end]):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _ends(view: str, found: re.Match[str]) -> bool:
    """Whether the stop ends a sentence."""
    if found.end() == len(view):
        return True
    stop, close = found["stop"], found["close"]
    if close.startswith((")", "]")) and view[found.start() - 1 : found.start()] in ("(", "["):
        return False  # "(?)", "(!)", "[…]"
    after = _OPENERS.match(view, found.end())
    at = after.end() if after else found.end()
    if _ELIDED.match(view, found.end()):  # 's Avonds, 't Is
        return _stop_ends(view, found, True, _word_at(view, found.end() + 2))
    if at >= len(view):
        return False
    capital = view[at].isupper() or view[at].istitle()
    if view[at].islower():
        return _before_lower(view, found, at, stop, close)
    return _stop_ends(view, found, capital, _word_at(view, at))


def _word_at(view: str, at: int) -> str:
    found = _WORD.search(view, at, at + 40)
    return found[0].lower() if found and found.start() <= at + 2 else ""


def _before_lower(view: str, found: re.Match[str], at: int, stop: str, close: str) -> bool:
    """A lower-case letter follows: no new sentence in polished text; in notes it can be."""
    if _BULLET.match(view, found.start("gap")):
        return True
    if any(sign in close for sign in "\"'”’»›“") or stop[0] == "…" or stop.startswith(".."):
        return False
    if view[at - 1] in "([" or (close and stop[0] != "."):
        return False
    return bool(close) or stop[0] in "!?" or _is_word(_word_before(view, found.start()), _word_at(view, at))


def _is_word(word: str, after: str) -> bool:
    """Whether the word before a full stop is whole, to the best of our knowledge: no abbreviation, known or likely."""
    bare = word.lower()
    if bare[-1:].isdigit() or bare.endswith(("%", ")", "]", "€")):
        return after in FUNCTION_WORDS or not (bare.isdigit() and len(bare) <= 2)
    if any(bare in words for words in (NEVER_END, BEFORE_NUMBER, MAY_END, SPLIT_ON_CAPITAL)) or not bare.isalpha():
        return False
    if len(bare) < 3:
        return len(bare) == 2 and bare in SHORT_WORDS
    return len(bare) >= 5 or bare in SHORT_WORDS or bool(_VOWEL.search(bare) and after in FUNCTION_WORDS)


def _stop_ends(view: str, found: re.Match[str], capital: bool, after: str) -> bool:
    """A capital, a digit or another sign follows: a new sentence, unless the word before is an abbreviation."""
    if found["stop"] != ".":
        return found["stop"][0] in "!?" or capital or not found["stop"].startswith(("..", "…")) or bool(found["close"])
    if found["close"]:
        return True
    word = _word_before(view, found.start())
    bare = word.lower().lstrip("§#~±")
    if not bare:
        return True
    if len(word) > 1 and word.isupper() and "." not in word:  # "de VS", "the EU": no abbreviation that wants a stop
        return True
    number = not capital and view[found.end() : found.end() + 4].lstrip("€$£ §#~±+-")[:1].isdigit()
    if len(word) == 1 and word.isupper():
        return _initial_ends(view, found.start(), after)
    if bare in SPLIT_ON_CAPITAL or bare in MAY_END:
        return _may_end(bare, capital, number, after)
    if bare in NEVER_END:
        return False
    if bare in BEFORE_NUMBER:
        return not number
    if len(word) == 1 and word.islower():
        return capital and after in STARTERS
    if _DOTTED.fullmatch(bare):
        return capital and after in STARTERS
    return not (bare.isdigit() and len(bare) <= 3 and _starts_unit(view, found.start() - len(word)))


def _may_end(bare: str, capital: bool, number: bool, after: str) -> bool:
    if number:
        return bare in SPLIT_ON_CAPITAL and bare not in BEFORE_NUMBER
    if bare in SPLIT_ON_CAPITAL and capital:
        return True
    return after in STARTERS


def _initial_ends(view: str, at: int, after: str) -> bool:
    """One letter and a full stop: an initial ("J. Jansen"), unless it names something ("plan B. Daarna")."""
    if _starts_unit(view, at - 1):  # "A. Alleen vergunningen"
        return False
    before = _WORD.findall(view, max(0, at - 30), at - 1)
    if before and before[-1].lower() in LETTER_NOUNS:
        return True
    return after in STARTERS and not (before and before[-1][0].isupper())


def _starts_unit(view: str, at: int) -> bool:
    """A number at the very start, "1. Inleiding", numbers what follows."""
    head = view[max(0, at - 20) : at].rstrip(" \t*_")
    return head[-1] in "\n\r" if head else at <= 20


def _word_before(view: str, at: int) -> str:
    found = _BEFORE.search(view, max(0, at - 40), at)
    if not found:
        return ""
    word = found[0].lstrip("'’")
    tail = word.rpartition("/")[2]  # "en/of nr." ends in "nr", "17/6" is a date
    return tail if tail.replace(".", "").isalpha() else word
