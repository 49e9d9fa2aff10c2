"""What stands in a brief and asks nothing of the text: done tasks, the head of a form, the writer's own questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from workslop.text.brief.constraints import key_name
from workslop.text.brief.shapes import ASKING, Shape
from workslop.text.brief.units import Unit, View
from workslop.text.brief.words import Words
from workslop.types import Source, Span

_ANSWERED = 3  # as many quoted passages with text between them are a letter answered line by line
_TALK = 2  # with fewer senders nobody answers
_NOTE = re.compile(r"(?<=\w\W)\[([^\[\]]{3,120})\]\s*$")
_NEAR = 600  # signs that the head of a form may be long
_SENDER = re.compile(
    r"\s*\[?[\d/.,\- ]{0,14}?\d{1,2}[:.]\d\d\]?\s*[–—-]?\s*(?P<name>[^\W\d][^:\n(]{0,30}?)\s*(?:\([^()\n]{0,30}\))?:\s"
)


def done(source: Source, unit: Unit, text: str, shape: Shape, words: Words) -> bool:
    """Whether an item is ticked off, or work around the text or a fixed point of an agenda ("Signatures", "AOB")."""
    ticked = re.search(r"\[[xX]\]\s*$", _before(source, unit.span))
    return bool(ticked or (shape not in ASKING and words.lists["task"].search(text[:200])))


def in_head(source: Source, units: Sequence[Unit], unit: Unit, words: Words) -> bool:
    """Whether a bold "key: value" stands in the head of a form, right beside one known to only say what the text is
    ("Alderman: Duinkerken" below "Subject: ...")."""
    if not unit.run_in:
        return False
    near = [one for one in units if one.run_in and abs(one.span.start - unit.span.start) < _NEAR]
    between = (sorted((one.span.start, unit.span.start)) for one in near if key_name(one.label, words) == "info")
    return any(not re.search(r"\n\s*\n", source.text[slice(*ends)]) for ends in between)


def length_note(unit: Unit, view: View, words: Words) -> Span | None:
    """Where an item ends on how long the answer may be, between brackets: "[max. 500 characters]"."""
    note = _NOTE.search(view.of(unit.span)) if unit.kind == "item" else None
    if note is None or not words.constraints["length"].search(note[1]):
        return None
    return Span(unit.span.start + note.start(1), unit.span.start + note.end(1))


def own_questions(source: Source, units: Sequence[Unit], words: Words) -> frozenset[int]:
    """The units in which the writer of the text asks: answered line by line, or in a chat."""
    return _answered(source, units) | _in_chat(source, units, words)


def _answered(source: Source, units: Sequence[Unit]) -> frozenset[int]:
    """The quoted lines of a letter that is answered line by line: it opens with one, and answers stand between them;
    what was asked stands in the answers."""
    quotes = [_line(source, unit.span).startswith(">") for unit in units]
    runs = sum(quoted for quoted, _ in groupby(quotes))
    if not quotes or not quotes[0] or runs < _ANSWERED:
        return frozenset()
    return frozenset(at for at, quoted in enumerate(quotes) if quoted)


def _in_chat(source: Source, units: Sequence[Unit], words: Words) -> frozenset[int]:
    """The questions in a chat of whoever says there to be the one that writes ("I'll rewrite the vacancy")."""
    said: list[tuple[int, str]] = []
    sender = ""
    for at, unit in enumerate(units):
        if unit.label == "#":  # a line that only says who wrote what follows, and when
            sender = source.text[unit.span.start : unit.span.end].strip(" *_").split("*")[0].strip()
        elif found := _SENDER.match(_line(source, unit.span)):
            sender = found["name"]
        if sender and unit.label != "#":
            said.append((at, sender))
    texts = {at: source.text[units[at].span.start : units[at].span.end] for at, _ in said}
    writes, you = words.lists["writes"], words.lists["you"]
    writers = {name for at, name in said if you.match(name) or writes.search(texts[at][:300])}
    if len({name for _, name in said}) < _TALK:
        return frozenset()
    return frozenset(at for at, name in said if name in writers and texts[at].rstrip().endswith("?"))


def _before(source: Source, span: Span) -> str:
    return source.text[source.text.rfind("\n", 0, span.start) + 1 : span.start]


def _line(source: Source, span: Span) -> str:
    return _before(source, span)[:80] + source.text[span.start : span.start + 1]
