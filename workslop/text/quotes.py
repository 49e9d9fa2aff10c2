"""Quotations within a block: three words or more between quotation marks are somebody's words, not the author's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workslop.types import Hole, Span

MIN_WORDS = 3
MAX_CHARACTERS = 2000

_MARK = re.compile(r"[\"“”„«»‘’‚‹›']")
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_CLOSERS = {"“": "”“", "„": '”“"', "«": "»", "‹": "›", '"': '"', "‘": "’", "‚": "’‘", "'": "'", "”": "”"}
_OPENERS_FIRST = "„«‹“‚‘\"'”"
# 's avonds, 't, 'n, 'em, '90s: an apostrophe, not the start of a quotation
_ELISION = re.compile(r"['’‘](?:[stnmkrzd]|ns|em|er|tis|twas|til|cause|bout|\d\d?s?)(?!\w)", re.I)


def quotations(text: str, start: int, end: int, holes: Sequence[Hole] = ()) -> list[Hole]:
    """The quotations of at least three words in ``text[start:end]``, marks included, outermost only.

    Marks inside ``holes`` (code, link targets, tags) don't count. Single straight quotes open only before a letter that
    is no elision and close only before white space or a sign, so that apostrophes stay apostrophes.
    """
    dead = sorted((hole.span for hole in holes if hole.kind != "quote"), key=lambda span: span.start)
    found: list[Hole] = []
    opened: tuple[int, str] | None = None
    skip = 0
    for mark in _MARK.finditer(text, start, end):
        at, sign = mark.start(), mark[0]
        while skip < len(dead) and dead[skip].end <= at:
            skip += 1
        if skip < len(dead) and dead[skip].start <= at:
            continue
        if opened and at - opened[0] > MAX_CHARACTERS:
            opened = None
        if opened and sign in _CLOSERS[opened[1]] and _closes(text, at, start, end):
            if len(_WORD.findall(text, opened[0] + 1, at)) >= MIN_WORDS:
                found.append(Hole("quote", Span(opened[0], at + 1)))
            opened = None
        elif _opens(text, at, sign, start, end) and (opened is None or _stronger(sign, opened[1])):
            opened = (at, sign)
    return found


def _stronger(sign: str, than: str) -> bool:
    """A double mark that opens within a single one is more likely a quotation than the single one was."""
    return (than in "'‘‚’" and sign in '"“„«') or sign == than


def _opens(text: str, at: int, sign: str, start: int, end: int) -> bool:
    if sign not in _OPENERS_FIRST or at + 1 >= end:
        return False
    before, after = (text[at - 1] if at > start else " "), text[at + 1]
    if after.isspace() or (before.isalnum() and sign not in "„«‹"):
        return False
    if sign == "”":  # Swedish and careless typing: ”zo”
        return after.isalnum()
    return sign not in "'‘" or (after.isalnum() and not _ELISION.match(text, at, end))


def _closes(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return not before.isspace() and not after.isalnum()
