"""Reading ease, where constants for the language exist. The only file that imports textstat.

English: Flesch 1948, Journal of Applied Psychology 32(3), p. 221. Dutch: Douma 1960, De leesbaarheid van landbouwbladen.
Other formulas of textstat fall back to English figures without saying so; they aren't called.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from workslop.lang import LANGUAGES
from workslop.signals.context import Context
from workslop.text.facts import WORD
from workslop.types import Draft, Measure

ID = "readability"
NAMES = {"nl": "flesch_douma", "en": "flesch"}
LEAST_WORDS = 100  # the formulas were made for passages of a hundred words


@cache
def _textstat() -> Any:
    import textstat

    return textstat.textstat


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """Reading ease of the prose, about 0 (hard) to 100 (easy), and "word_length": mean letters a word."""
    del context
    prose = [s.span.of(draft.text) for s in draft.sentences if s.prose]
    words = [w for text in prose for w in WORD.findall(text)]
    length = Measure(
        ID, "word_length", round(sum(map(len, words)) / len(words), 3) if words else None, "letters", len(words),
        why=None if words else "no_prose",
    )  # fmt: skip
    name = NAMES.get(draft.lang or "", "flesch")
    if draft.lang not in LANGUAGES:
        return (Measure(ID, name, None, "points", len(words), why="language"), length)
    if len(words) < LEAST_WORDS:
        return (Measure(ID, name, None, "points", len(words), why="too_short"), length)
    return (Measure(ID, name, round(reading_ease(prose, draft.lang or ""), 1), "points", len(words)), length)


def reading_ease(sentences: list[str], lang: str) -> float:
    """Flesch (en) or Flesch-Douma (nl) over sentences that were split already; syllables as textstat counts them."""
    tool = _textstat()
    tool.set_lang(lang)
    words = [w for s in sentences for w in WORD.findall(s)]
    syllables = sum(tool.syllable_count(w) for w in words)
    per_sentence, per_word = len(words) / len(sentences), syllables / len(words)
    if lang == "nl":
        return float(206.84 - 0.93 * per_sentence - 77.0 * per_word)
    return float(206.835 - 1.015 * per_sentence - 84.6 * per_word)
