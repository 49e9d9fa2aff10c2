"""Slips of the keyboard: a word with two letters swapped, or one doubled or left single, read as the word meant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from workslop.lang import zipf
from workslop.text.facts import WORD

LEAST = 6  # letters: a shorter word has neighbours by chance


@lru_cache(maxsize=8192)
def word_meant(word: str, lang: str) -> str | None:
    """The commonest listed word that the unlisted lower-case ``word`` is a slip of, or None.

    A slip swaps two letters that touch, doubles a letter, or leaves one of a double out. None too for a word that is
    listed itself, that holds anything but lower-case letters, or has fewer than LEAST. Raises KeyError for a language
    we don't have.
    """
    table = zipf(lang)
    if len(word) < LEAST or word in table or not (word.isalpha() and word.islower()):
        return None
    found = [other for other in _neighbours(word) if other in table]
    return max(found, key=lambda other: (table[other], other), default=None)


def mended(text: str, lang: str) -> str:
    """``text`` with each slip of a lower-case word put right; a capitalised word may be a name and stays."""
    return WORD.sub(lambda match: word_meant(match[0], lang) or match[0], text)


def _neighbours(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        before = word[at - 1] if at else ""
        if letter == before:
            yield word[:at] + word[at + 1 :]
        else:
            yield word[:at] + letter + word[at:]
            if before:
                yield word[: at - 1] + letter + before + word[at + 1 :]
