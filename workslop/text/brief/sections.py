"""What stands above each unit: the heading or lead-in it falls under, and what that says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workslop.text.brief.constraints import field_of, key_name, sentence_constraints
from workslop.text.brief.shapes import sentences_of
from workslop.text.brief.units import Unit, View
from workslop.text.brief.words import Words

_BY_FIELD = {
    "audience": "audience", "length": "length", "tone": "tone", "do_not": "dont", "terms": "terms",
    "must_mention": "must",
}  # fmt: skip
_LEAD_WORDS = 30
_TITLE_WORDS = 8
_FEW = 3


@dataclass(frozen=True, slots=True)
class Context:
    """``mode`` is what the lines above announce: ask, must, dont, terms, info, a kind of constraint, or neutral."""

    mode: str = "neutral"
    topic: str = ""
    led: bool = False  # a line that ends in a colon announces this list
    section: bool = False  # below a heading of its own, not just below the title
    role: str = ""  # "lead" or "title": the unit announces others and is no ask itself


def read_contexts(units: Sequence[Unit], view: View, words: Words) -> list[Context]:
    """The context of each unit, in order."""
    contexts: list[Context] = []
    named = _has_title(units)
    headings: list[tuple[int, str, str]] = []  # depth, text, mode
    lead = Context()
    styled = _styled(units, view, words)
    for index, unit in enumerate(units):
        text = view.of(unit.span).strip()
        title = _title_depth(units, index, text, words, styled)
        if title is not None:
            first = (
                named
                and (unit.kind != "item" or not index)
                and not any(context.role == "title" for context in contexts)
            )
            while headings and headings[-1][0] >= title:
                headings.pop()
            mode = "neutral" if first and len(text.split()) > _FEW else mode_of(text, words)
            headings.append((0 if first else title, text.strip(" :.*_"), mode))
            lead = Context()
            contexts.append(Context(headings[-1][2], _topic(headings[:-1]), role="title"))
            continue
        above = next((mode for _, _, mode in reversed(headings) if mode != "neutral"), "neutral")
        if unit.kind in ("line", "field") and _is_lead(units, index, text, view) and not _holds_value(text, words):
            said = mode_of(_last(text), words)
            said = "neutral" if text.endswith(".") and said not in ("ask", "must") else said
            lead = Context(said if said != "neutral" else above, _topic(headings), text.endswith(":"))
            contexts.append(Context(above, _topic(headings), role="lead"))
        elif unit.kind in ("item", "quote", "row"):
            known = lead.led or lead.mode != "neutral"
            section = bool(headings and headings[-1][0])
            contexts.append(Context(lead.mode if known else above, _topic(headings), lead.led, section))
        else:
            lead = Context()
            contexts.append(Context(above, _topic(headings), section=bool(headings and headings[-1][0])))
    return contexts


def mode_of(text: str, words: Words) -> str:
    """What a heading or lead-in announces."""
    bare = text.strip(" :.*_#")
    name = key_name(bare, words)
    if name in _BY_FIELD:
        return _BY_FIELD[name]
    said = next((mode for mode, pattern in words.modes.items() if pattern.search(bare[:200])), "neutral")
    return "info" if said == "known" else said


def _has_title(units: Sequence[Unit]) -> bool:
    """Whether the first heading names the whole text: it is of the first level, or no other stands as high."""
    depths = [unit.depth for unit in units if unit.kind == "heading"]
    return not depths or depths[0] == 1 or all(depth > depths[0] for depth in depths[1:])


def _topic(headings: Sequence[tuple[int, str, str]]) -> str:
    return headings[-1][1] if headings else ""


def _last(text: str) -> str:
    ranges = sentences_of(text)
    return text[slice(*ranges[-1])] if ranges else text


def _holds_value(text: str, words: Words) -> bool:
    """ "Niet doen: wetsartikelen" says all there is to say: it announces nothing."""
    field = field_of(_last(text), words)
    return field is not None and bool(_last(text)[field.start :].strip())


def _is_lead(units: Sequence[Unit], index: int, text: str, view: View) -> bool:
    """A line just above a list or quotes, that ends in a colon or is short or unfinished."""
    following = units[index + 1] if index + 1 < len(units) else None
    if following and following.kind == "item" and _heads(units, index + 1, view.of(following.span).strip()):
        return False
    if following is None or following.kind not in ("item", "quote", "row") or following.label:
        return bool(re.search(r":$", text)) and following is not None
    return text.endswith(":") or not re.search(r"[.?!]\W*$", text) or len(_last(text).split()) <= _LEAD_WORDS


def _title_depth(units: Sequence[Unit], index: int, text: str, words: Words, styled: bool) -> int | None:
    """The depth of a heading, or of a line that works as one (capitals, or a known name on a line of its own)."""
    unit = units[index]
    if unit.kind == "heading":
        return unit.depth
    if unit.kind == "item" and _heads(units, index, text):
        return 7
    if index == 0 and unit.label and key_name(unit.label, words) is None and not (len(units) > 1 and units[1].label):
        return 1  # a bold name, then what the text is
    if unit.kind != "line" or re.search(r"[?!,;]\W*$|[.]$", text) or len(text.split()) > 2 * _TITLE_WORDS:
        return None
    opens = all(one.kind == "field" for one in units[:index])
    formal = any(sentence_constraints(text, unit.span, words, strict=True))
    formal = formal or bool(words.lists["closing"].match(text))
    if (
        opens
        and not formal
        and not text.endswith(":")
        and field_of(text, words) is None
        and (unit.alone or _opens_list(units, index))
    ):
        return 1  # the first line of a text names it
    if _runs_above(units, index, text) and (styled or key_name(text, words) is not None):
        return 7
    letters = [sign for sign in text if sign.isalpha()]
    if len(text.split()) > _TITLE_WORDS:
        return None
    capitals = len(letters) >= 3 and all(sign.isupper() for sign in letters)
    bare = text.rstrip(" :")
    named = key_name(bare, words) is not None or any(pattern.fullmatch(bare) for pattern in words.modes.values())
    return 7 if capitals or (named and (unit.alone or text.endswith(":") or _opens_list(units, index))) else None


def _styled(units: Sequence[Unit], view: View, words: Words) -> bool:
    """Whether the brief sets headings right above their text: two that are known by name do."""
    texts = ((at, view.of(unit.span).strip()) for at, unit in enumerate(units) if unit.kind == "line")
    known = sum(_runs_above(units, at, text) and key_name(text, words) is not None for at, text in texts)
    return known >= 2


def _runs_above(units: Sequence[Unit], index: int, text: str) -> bool:
    """Whether a short line stands right above other lines of its paragraph: "Audiences", then who they are."""
    first = not index or units[index - 1].group != units[index].group
    below = units[index + 1] if index + 1 < len(units) else None
    follows = below is not None and below.kind in ("line", "item") and below.group == units[index].group
    return first and follows and len(text.split()) <= _TITLE_WORDS and not re.search(r"[.?!,;:]\W*$", text)


def _heads(units: Sequence[Unit], index: int, text: str) -> bool:
    """Whether a numbered line is a heading: "5.1 Costs" with a line right below it, or the first line of the brief."""
    short = len(text.split()) <= _TITLE_WORDS and not re.search(r"[?.!,;:]\W*$", text)
    if not short or index + 1 >= len(units):
        return False
    unit, below = units[index], units[index + 1]
    return below.kind == "line" and (below.group == unit.group or not index)


def _opens_list(units: Sequence[Unit], index: int) -> bool:
    return index + 1 < len(units) and units[index + 1].kind in ("item", "quote")
