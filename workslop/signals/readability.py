"""Reading ease, where constants for the language exist. The only file that imports textstat.

English: Flesch 1948, Journal of Applied Psychology 32(3), p. 221. Dutch: Douma 1960, De leesbaarheid van
landbouwbladen. Other formulas of textstat fall back to English figures without saying so; they aren't called.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from workslop.signals.context import Context
from workslop.signals.reading import prose_texts, why_unread, words_of_prose
from workslop.text.facts import WORD
from workslop.types import Draft, Measure

ID = "readability"
NAMES = {"nl": "flesch_douma", "en": "flesch"}
# Points: constant, for each word a sentence, for each syllable a word.
CONSTANTS = {"nl": (206.84, 0.93, 77.0), "en": (206.835, 1.015, 84.6)}
LEAST_WORDS = 100  # the formulas were made for passages of a hundred words


@cache
def _textstat() -> Any:
    import textstat

    return textstat.textstat


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """Reading ease of the prose, about 0 (hard) to 100 (easy), and "word_length": mean characters a word, any language.

    The ease is read from the sentences in the draft's own language; None below LEAST_WORDS words and for a language
    without constants.
    """
    del context
    every = [word for words in words_of_prose(draft) for word in words]
    length = round(sum(map(len, every)) / len(every), 3) if every else None
    mean_length = Measure(ID, "word_length", length, "letters", len(every), why=None if every else "no_prose")
    name = NAMES.get(draft.lang or "", "flesch")
    views = zip(draft.sentences, prose_texts(draft), strict=True)
    own = [text for s, text in views if s.prose and s.lang == draft.lang and WORD.search(text)]
    n = sum(len(WORD.findall(text)) for text in own)
    why = why_unread(draft) or (("too_short" if n else "no_prose") if n < LEAST_WORDS else None)
    ease = None if why else round(reading_ease(own, draft.lang or ""), 1)
    return (Measure(ID, name, ease, "points", n, why=why), mean_length)


def reading_ease(sentences: Sequence[str], lang: str) -> float:
    """Flesch (en) or Flesch-Douma (nl) over sentences that were split already; syllables as textstat counts them.

    Raises KeyError for a language without constants; needs a word at least.
    """
    constant, a_word, a_syllable = CONSTANTS[lang]
    tool = _textstat()
    tool.set_lang(lang)
    words = [w for s in sentences for w in WORD.findall(s)]
    syllables = sum(tool.syllable_count(w) for w in words)
    return float(constant - a_word * len(words) / len(sentences) - a_syllable * syllables / len(words))
