"""A word broken off at the end of a line: whether its hyphen was the margin's or the author's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from workslop.lang import LANGUAGES, zipf
from workslop.text.language import detect

SOFT = "\u00ad"
_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010]$")
_HEAD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SUSPENDED = frozenset(("en", "of", "tot", "and", "or", "to"))  # "in- en verkoop", "pre- and post-war"
_SAMPLE = 20_000


class Joiner:
    """Joins the lines of a paragraph; what a document writes elsewhere tells how it writes a broken word."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.words: frozenset[str] = frozenset(_inner(lines))
        self.lang: str | None = ""

    def join(self, left: str, right: str) -> str:
        """``left`` and the line after it as one text, which ends with ``right`` as it is."""
        if left.endswith(SOFT):
            return left.rstrip(SOFT) + right
        broken, head = _BROKEN.search(left), _HEAD.match(right)
        if not left.endswith(("-", "\u2010")) or right[:1].isspace():
            return f"{left} {right}"
        if head and head[0].lower() in _SUSPENDED:
            return f"{left} {right}"
        if left[:-1].endswith((" ", "-")) or len(left) < 2:
            return f"{left} {right}"  # a dash
        if broken is None or head is None or not right[0].islower():
            return left + right
        if left[: broken.start()].endswith("-") or self._hyphenated(broken[1], head[0]):  # "sim-only-abonnee"
            return left + right
        return left[:-1] + right

    def _hyphenated(self, before: str, after: str) -> bool:
        first, second = before.lower(), after.lower()
        if f"{first}-{second}" in self.words:
            return True
        if first + second in self.words or any(first + second in zipf(lang) for lang in LANGUAGES):
            return False
        if len(before) == 1 or (len(before) > 1 and before.isupper()):  # "e-mail", "HR-beleid"
            return True
        if self.lang == "":
            self.lang = detect(" ".join(self.lines)[:_SAMPLE])
        # English writes two words with a hyphen between them (decision-making); Dutch writes them as one.
        return self.lang == "en" and min(len(first), len(second)) > 2 and first in zipf("en") and second in zipf("en")


def _inner(lines: Iterable[str]) -> Iterable[str]:
    """The words of the document, but for those that a line ends or begins with."""
    for line in lines:
        found = _WORD.findall(line.lower())
        yield from found[1:-1]
