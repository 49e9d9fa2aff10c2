"""What a brief asks of the form: audience, length, tone, deadline, words that must or must not occur."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workslop.text.brief.lengths import word_limit
from workslop.text.brief.words import Words
from workslop.types import Constraint, ConstraintKind, Span

_FIELD = re.compile(r"\s*(?P<key>[^\s:?!,;][^:?!,;]{0,45}?)\s*:(?=\s|$)\s*(?P<value>.*)$")
_QUOTED = re.compile(r"\"([^\"]{2,60})\"|“([^”]{2,60})”|„([^”“]{2,60})[”“]|‘([^’]{2,60})’|(?<!\w)'([^']{2,60})'(?!\w)")
_NAME = re.compile(r"(?<=\s)[^\W\d_a-zà-ÿ][\w&'’.-]*(?:\s+[^\W\d_a-zà-ÿ][\w&'’.-]*)*")
_LISTED = re.compile(r"\s*[,;•|]\s*")
_TERM_WORDS = 5
_NAME_WORDS = 3
LOOK = 600
_FORM: tuple[ConstraintKind, ...] = ("length", "tone", "audience", "deadline")
FIELD_KINDS: dict[str, ConstraintKind] = {
    "audience": "audience", "length": "length", "tone": "tone", "deadline": "deadline", "do_not": "do_not",
    "terms": "must_mention", "must_mention": "must_mention", "other": "other",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A "key: value": which list its key is of, and where the value stands in the text looked at."""

    name: str
    start: int


def field_of(text: str, words: Words) -> Field | None:
    """The known "key: value" at the head of ``text``, or None."""
    found = _FIELD.match(text[:LOOK])
    if not found:
        return None
    name = key_name(found["key"], words)
    return Field(name, found.start("value")) if name else None


def key_name(key: str, words: Words) -> str | None:
    """Which list of field keys has ``key`` ("Doelgroep": "audience"), or None."""
    bare = re.sub(r"\s*\([^()]*\)|\s+\d{1,2}$|^\d{1,2}[.)]\s+", "", key.strip()).strip(" *_.:–—-#")
    if len(bare.split()) > 6:
        return None
    return next((name for name, pattern in words.fields.items() if pattern.search(bare)), None)


def field_constraint(name: str, text: str, span: Span, words: Words) -> Constraint | None:
    """The constraint of a field called ``name`` with the value ``text`` at ``span``, or None."""
    kind = FIELD_KINDS.get(name)
    if kind is None or span.start >= span.end:
        return None
    if kind == "other" and words.constraints["length"].search(text):
        kind = "length"
    terms = terms_of(text, listed=True) if kind in ("must_mention", "do_not") else ()
    return Constraint(kind, text, span, terms, word_limit(text, words) if kind == "length" else None)


def form_constraints(kind: ConstraintKind, text: str, span: Span, words: Words) -> list[Constraint]:
    """What a line under a heading for ``kind`` asks of the form: a length with its limit, else the whole line."""
    if kind == "length":
        found = [c for c in sentence_constraints(text, span, words) if c.kind == kind and c.limit]
        return found or [Constraint(kind, text, span)]
    terms = terms_of(text, listed=kind == "must_mention") if kind in ("do_not", "must_mention") else ()
    return [Constraint(kind, text, span, terms)]


def sentence_constraints(text: str, span: Span, words: Words, strict: bool = False) -> Iterator[Constraint]:
    """The constraints one sentence sets. ``strict``: only what can't be content (a ban, a number of words or pages)."""
    view = text[:LOOK]
    ban = words.constraints["do_not"]
    if ban.match(view.lstrip()) if strict else ban.search(view):
        yield Constraint("do_not", text, span, terms_of(text))
    limit = word_limit(view, words) if words.constraints["length"].search(view) else None
    if limit:
        yield Constraint("length", text, span, limit=limit)
    if strict:
        return
    for kind in _FORM[1:]:
        if words.constraints[kind].search(view):
            yield Constraint(kind, text, span)
    if words.constraints["must_mention"].search(view):
        listed = terms_of(text.partition(":")[2], listed=True)
        yield Constraint("must_mention", text, span, listed or terms_of(text) or _names(text))


def _names(text: str) -> tuple[str, ...]:
    """Runs of capitalised words after the first word of ``text``."""
    return tuple(found.group().rstrip(".,;:!?") for found in _NAME.finditer(text))


def bare_terms(texts: Sequence[str], words: Words) -> bool:
    """Whether the items of a must-mention list are bare names: each short, without an article or a question word."""
    article = re.compile(rf"(?:{words.article})(?!\w)", re.IGNORECASE)
    opens = words.openings.clause
    return all(len(text.split()) <= _NAME_WORDS and not article.match(text) and not opens.match(text) for text in texts)


def terms_of(text: str, listed: bool = False) -> tuple[str, ...]:
    """The literal words that can be looked for: what stands in quotes, else (``listed``) the short items of a list."""
    quoted = tuple(next(filter(None, found.groups())) for found in _QUOTED.finditer(text))
    if quoted or not listed:
        return quoted
    pieces = [re.sub(r"\s*\([^()]*\)", "", piece).strip(" .*_-–—") for piece in _LISTED.split(text)]
    return tuple(piece for piece in pieces if piece and len(piece.split()) <= _TERM_WORDS)
