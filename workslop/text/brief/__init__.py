"""A brief file to its asks and constraints, by rules and the word lists of ``lang/<lang>/brief.toml``."""

from __future__ import annotations

from collections.abc import Sequence

from workslop.lang import LANGUAGES
from workslop.text.blocks import document_language, parse_blocks
from workslop.text.brief.asks import Found, Reader
from workslop.text.brief.kinds import kind_of
from workslop.text.brief.parts import main_kind, parts_of
from workslop.text.brief.units import View, read_units
from workslop.text.brief.words import tell_language, words_for
from workslop.types import Ask, Brief, Constraint, InputError, Part, Source, Span

__all__ = ["kind_of", "parts_of", "read_brief"]


def read_brief(source: Source, lang: str | None = None) -> Brief:
    """What ``source`` asks of a draft. ``lang`` is the brief's language; None: find it out.

    Raises InputError where the brief is empty or asks nothing.
    """
    if not source.text.strip():
        raise InputError(
            f"{source.path}: the brief is empty; write one question or point per line, or leave the brief out"
        )
    blocks = parse_blocks(source)
    known = lang or document_language(source.text, blocks)
    reading = known if known in LANGUAGES else tell_language(source.text)
    view = View(source, blocks)
    reader = Reader(source, read_units(source, blocks, view), view, reading, words_for(reading))
    reader.run()
    found = _distinct(reader.asks)
    if not found:
        raise InputError(
            f'{source.path}: no asks found; an ask is a question, an order ("explain why ...") or a list item that'
            " names what must be in the text; write each on its own line"
        )
    asks = tuple(_ask(source, view, one, number, reading) for number, one in enumerate(found, 1))
    return Brief(source, known, asks, _clear_of(reader.constraints))


def _distinct(found: Sequence[Found]) -> list[Found]:
    """The asks in order of place, none overlapping another."""
    out: list[Found] = []
    for one in found:
        if not out or one.span.start >= out[-1].span.end:
            out.append(one)
    return out


def _clear_of(constraints: Sequence[Constraint]) -> tuple[Constraint, ...]:
    unique = {(one.kind, one.span): one for one in constraints}
    return tuple(sorted(unique.values(), key=lambda one: (one.span, one.kind)))


def _ask(source: Source, view: View, found: Found, number: int, lang: str) -> Ask:
    span = _with_marks(source.text, found.span)
    words = " ".join(view.of(found.span).split())
    own = tell_language(words, lang)
    kind = main_kind(words, own)
    if (
        kind == "other" and found.topic and found.named
    ):  # "| Cost | one-off and yearly |": the row says what the cell wants
        kind = kind_of([found.topic], own)
    parts = parts_of(words, own)
    if found.children:
        held = [" ".join(view.of(child).split()) for child in found.children]
        sorts = [kind_of([text], own) for text in held]
        parts = tuple(Part(text, kind if sort == "other" else sort) for text, sort in zip(held, sorts, strict=True))
    return Ask(f"a{number}", span.of(source.text), span, kind, parts, found.must, found.topic)


def _with_marks(text: str, span: Span) -> Span:
    """``span`` with the bold or italic signs that open or close just beside it and have their partner within."""
    start, end = span.start, span.end
    for sign in ("**", "__", "*", "_", "`"):
        if text.count(sign, start, end) % 2:
            if text.startswith(sign, start - len(sign)) and start >= len(sign):
                start -= len(sign)
            elif text.startswith(sign, end):
                end += len(sign)
    return Span(start, end)
