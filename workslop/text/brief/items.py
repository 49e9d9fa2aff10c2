"""Which words of a list item, a cell or a labelled line are the ask: its explanation is not."""

from __future__ import annotations

import re

from workslop.text.brief.shapes import ASKING, Shape, sentences_of, shape_of
from workslop.text.brief.words import Words, words_for

_LEANS = 4
_SHORT = 14
_CLOSES = re.compile(r"[\s\"'“”‘’„(\[*_]*")


def pick(text: str, lang: str) -> tuple[int, int]:
    """The range of ``text`` that asks: its first sentence that does, with what that leans on and what carries it on."""
    words = words_for(lang)
    ranges = sentences_of(text)[:40]
    if not ranges:
        return 0, len(text)
    shapes = [shape_of(text[start:end], words, listed=True) for start, end in ranges]
    first = next((at for at, shape in enumerate(shapes) if shape in ASKING), 0)
    last = first
    while last + 1 < len(ranges) and _carries_on(text[slice(*ranges[last + 1])], shapes[last + 1], words):
        last += 1
    if first and _leans(text[slice(*ranges[first])], text[slice(*ranges[first - 1])], words):
        first -= 1
    elif first == last == 0 and shapes[0] == "noun" and len(text[slice(*ranges[0])].split()) <= 2 and len(ranges) > 1:
        last = 1
    return ranges[first][0], _end(text, ranges[first][0], ranges[last][1])


def _leans(sentence: str, before: str, words: Words) -> bool:
    """ "Who pays?" needs the sentence before it; so does a bare name of two words before a clause, but not "Yes."."""
    reply = words.openings.lead.fullmatch(before.rstrip(" .!,") + " ")
    return not reply and (len(sentence.split()) <= _LEANS or len(before.split()) <= 2)


def _carries_on(sentence: str, shape: Shape, words: Words) -> bool:
    """A short order or fragment after an ask belongs to it ("Name the three features."); an explanation does not."""
    opened = _CLOSES.match(sentence)
    at = opened.end() if opened else 0
    if sentence.lstrip().startswith("(") or words.constraints["do_not"].match(sentence[at:]):
        return False
    if shape == "question":
        return True
    carries = words.lists["continuation"].match(sentence, at) and len(sentence.split()) <= _SHORT
    return bool(carries and shape in (*ASKING, "noun"))


def _end(text: str, start: int, end: int) -> int:
    """Without a bracketed aside of a whole sentence at the end ("(names please, readers like that)")."""
    aside = re.search(r"[.?!]\s+\([^()]*\)\s*$", text[start:end])
    return start + aside.start() + 1 if aside else end
