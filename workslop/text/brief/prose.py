"""Asks in running text: "Ik wil lezen waar we leden verliezen en hoe dat komt. Daarna: welke vestiging sluit."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from workslop.text.brief.constraints import sentence_constraints
from workslop.text.brief.kinds import kind_of
from workslop.text.brief.shapes import (
    LOOK,
    after_colon,
    asked_at,
    bound_at,
    has_verb,
    is_question,
    shape_of,
    skip_leads,
)
from workslop.text.brief.words import Words, words_for
from workslop.types import Span

# What follows one of these is comment, not the ask.
_TAIL = re.compile(r"\s+[–—-]\s|;\s|\s\[|\s\((?![^()]*\?)|\.\s*$")
_SHORT_LABEL = 4
_FEW = 3


@cache
def _cuts(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = words_for(lang)
    opening = rf"(?:{words.openings.question_word}|(?:{words.whether})(?!\w))"
    joint = re.compile(
        rf"(?P<comma>,)?\s+(?:{words.joint})\s+(?:(?:{words.joint_extra}|{words.along})\s+)*(?={opening}|{words.openings.inverted.pattern})"
        rf"|(?P<list>[,;])\s+(?={opening}|{words.openings.inverted.pattern})",
        re.IGNORECASE,
    )
    back = rf"(?:{words.so})\s+(?:{words.openings.imperative.pattern})\s+(?:{words.pronoun})(?!\w)"  # "so put that in"
    comment = re.compile(rf",?\s+(?:{words.comment})(?!\w)|,\s+(?:{words.after_comma})\s|[,;]\s+{back}", re.IGNORECASE)
    noun = re.compile(
        rf",\s+(?:{words.joint})\s+(?:(?:{words.along})\s+(?=(?:{words.article})\s)|(?=(?:{words.indefinite})\s))",
        re.IGNORECASE,
    )
    return joint, comment, noun


@cache
def _orders(lang: str) -> re.Pattern[str]:
    """A second order or wish joined to the first: "..., and to say |where the traffic will go"."""
    words = words_for(lang)
    return re.compile(
        rf",?\s+(?:{words.joint})\s+(?:\w+\s+){{0,2}}?(?={words.openings.announced.pattern})", re.IGNORECASE
    )


def sentence_asks(sentence: str, lang: str, mode: str, section: bool) -> list[tuple[int, int]]:
    """The asks in a sentence below what announces ``mode``; one that sets the form of the text asks nothing."""
    words = words_for(lang)
    shape = shape_of(sentence, words)
    if mode == "info" and shape != "imperative":
        return []  # a question between the lines of a background is the writer's own
    if words.constraints["do_not"].match(sentence, skip_leads(sentence, words)):
        # "Not that the arts are good for you, but |why people have nowhere to go"
        contrast = rf",\s+(?:{words.contrast})\s+(?={words.openings.clause.pattern})"
        if turn := re.search(contrast, sentence[:LOOK], re.IGNORECASE):
            at = turn.end()
            return [(at + left, at + right) for left, right in asks_in(sentence[at:], lang, announced=True)]
    formal = tuple(sentence_constraints(sentence, Span(0, 0), words))
    formal = tuple(c for c in formal if c.kind != "must_mention" or c.terms)  # "The cost should be in it" asks
    named = any(c.kind == "must_mention" for c in formal)
    if (formal and shape in ("noun", "statement")) or (named and shape == "imperative"):
        return []
    return asks_in(sentence, lang, mode in ("ask", "must"), mode != "info" and section)


def asks_in(text: str, lang: str, announced: bool = False, section: bool = False) -> list[tuple[int, int]]:
    """The asks in one sentence of running text, as ranges of ``text``.

    ``announced``: what stands above says that asks follow. ``section``: it stands below a heading of its own, where a
    bare noun phrase may be all there is.
    """
    words = words_for(lang)
    shape = shape_of(text, words)
    core = skip_leads(text, words)
    if shape == "small_talk" or (words.lists["not_ask"].match(text[core:]) and not is_question(text)):
        return []
    if words.constraints["do_not"].match(text[core:]) and not is_question(text):
        return []
    start = _opening(text, core, shape, words, lang, announced)
    if start is None and section and shape == "noun":
        start = _fragment(text, core, words, lang)
    if start is None:
        return []
    if opens := words.marks["opens_with"].match(text, start):
        start = len(text) - len(text[opens.end() :].lstrip())
    whole = is_question(text) and start != asked_at(text, words)
    whole = whole or bool(words.openings.imperative.match(text, start))
    pieces = list(_pieces(text, start, whole, lang))
    least = _FEW if words.openings.imperative.match(text, core) else _FEW + 1  # "what we do" in passing is too little
    return [
        piece
        for piece in pieces
        if piece[0] == core
        or is_question(text)
        or len(text[slice(*piece)].split()) >= least
        or _just_told(text, piece[0], words)
    ]


def _just_told(text: str, start: int, words: Words) -> bool:
    """Whether an order stands right before ``start``: "we should say |who's paying"."""
    before = text[:start].split()[-1:]
    return bool(before) and bool(words.openings.imperative.fullmatch(before[0]))


def _fragment(text: str, core: int, words: Words, lang: str) -> int | None:
    """A noun phrase that makes up a sentence below its own heading: "Respons, veldwerkperiode, manier van werven."."""
    phrase = text[core:]
    if (
        len(phrase.split()) < _FEW
        or words.lists["closing"].match(phrase)
        or words.lists["documents"].search(" ".join(phrase.split()[:5]))
    ):
        return None
    article = re.match(rf"(?:{words.article})\s", phrase, re.IGNORECASE)
    return core if article or kind_of([phrase], lang) != "other" else None


def _opening(text: str, core: int, shape: str, words: Words, lang: str, announced: bool) -> int | None:
    """Where the ask begins, or None where the sentence asks nothing."""
    openings = words.openings
    told = asked_at(text, words)
    if shape == "question":
        colon = after_colon(text, words)
        cleft = colon is not None and words.marks["cleft"].search(text[core:colon].rstrip(" :")[-12:])
        if not cleft and (openings.clause.match(text, core) or openings.inverted.match(text, core)):
            return core
        if colon is not None:
            label = text[core:colon]
            enough = len(text[colon:].split()) > _FEW
            connects = bool(words.openings.lead.match(text.lstrip(" \"'“‘(")))  # "And then the big question: ..."
            return colon if enough and (connects or len(label.split()) > _SHORT_LABEL) else core
        return told if told is not None else core
    if ordered := openings.imperative.match(text, core):
        if told is None and re.match(rf"\s+(?:{words.pronoun})(?!\w)", text[ordered.end() :], re.IGNORECASE):
            return None  # "Put both in", "Beschrijf dat precies": of what was asked before
        near = told is not None and len(text[core:told].split()) <= 7 and not re.search(r"[,;:]", text[core:told])
        return told if near else core
    colon = after_colon(text, words)
    if told is not None and (shape != "clause" or _cleft(text, core, told, words)):
        return told if colon is None else min(told, colon)
    if shape == "clause":
        if colon is not None and words.marks["cleft"].search(text[core:colon].rstrip(" :")[-12:]):
            return colon  # "What they all want to know: how many ..."
        return core if _asks_bare(text, core, words, announced) else None
    if colon is not None:
        announces = words.modes["must"].search(text[core:colon])  # "Must be in: when we open"
        return core if len(text[core:colon].split()) <= _SHORT_LABEL and not announces else colon
    if (bound := bound_at(text, words)) is not None:
        return bound
    return _order_within(text, words) or _labelled(text, core, words, lang) or _noun(text, core, words, lang, announced)


def _cleft(text: str, core: int, told: int, words: Words) -> bool:
    """ "Wat ze altijd willen weten is waarom": the ask is what follows "is"."""
    return bool(words.marks["be"].search(text[core:told].rstrip(" :")[-8:]))


def _asks_bare(text: str, core: int, words: Words, announced: bool) -> bool:
    """A clause that opens with a question word and has no question mark: an ask, unless a main clause follows it."""
    main = re.search(
        rf",\s+(?!(?:{words.comment})\s)(?:\w+\s+)?(?:{words.main_subject})(?!\w)", text[core:], re.IGNORECASE
    )
    temporal = words.temporal.match(text, core)
    return announced or not (temporal and main)


def _order_within(text: str, words: Words) -> int | None:
    """An order halfway ("..., dus beschrijf ook het protocol"), or what it points back to ("I wonder |which goes most,
    so put that in")."""
    order = words.openings.imperative.pattern
    ahead = (
        rf"^(?:{words.preposition})\s(?:[^\s,;:]+\s){{0,5}}[^\s,;:]+,"  # "For the four largest, |set side by side ..."
    )
    found = re.search(rf"(?:[,;–—]\s+(?:{words.so})|;|{ahead})\s+(?={order})", text[:LOOK], re.IGNORECASE)
    if not found:
        therefore = re.search(
            rf"[,;]\s+(?:{words.therefore})\s+(?={words.openings.clause.pattern})", text[:LOOK], re.IGNORECASE
        )
        return therefore.end() if therefore else None
    back = re.match(rf"{order}\s+(?:{words.pronoun})(?!\w)", text[found.end() :], re.IGNORECASE)
    if not back:
        return found.end()
    told = re.search(rf"(?<=\w)\s+(?={words.openings.clause.pattern})", text[: found.start()], re.IGNORECASE)
    return told.end() if told else None


def _labelled(text: str, core: int, words: Words, lang: str) -> int | None:
    """A noun phrase after a short label: "About the desk: |the number of visitors"."""
    label = re.match(r"[^:?]{2,40}:\s+", text[core:])
    if not label or len(label.group().split()) > _SHORT_LABEL or not text.rstrip().endswith("."):
        return None
    phrase = text[core + label.end() :]
    enough = len(phrase.split()) >= _FEW and not has_verb(phrase, words)
    return core + label.end() if enough and kind_of([phrase], lang) != "other" else None


def _noun(text: str, core: int, words: Words, lang: str, announced: bool) -> int | None:
    """A noun phrase that is asked for: after "then", "also", "I want to see", or where the section says so."""
    after = words.marks["wanted_after"].search(text, core)
    if after and len(text[core : after.start()].split()) >= 2 and not has_verb(text[core : after.start()], words):
        return core  # "An example of ... would be smart"
    wish = words.openings.wish.search(text, core, core + 80)
    led = core > 0 and bool(words.openings.noun_lead.match(text.lstrip(" \"'*_(")))
    start = wish.end() if wish else core
    phrase = text[start:].lstrip(" ,:")
    start = len(text) - len(phrase)
    if len(phrase.split()) < _FEW or (wish and words.lists["documents"].search(" ".join(phrase.split()[:4]))):
        return None
    wanted = (led or announced) and not has_verb(phrase, words)
    if wish and has_verb(phrase, words, noun=True) and not words.openings.clause.match(phrase):
        return None
    if wish:
        wanted = bool(re.match(rf"(?:{words.article})\s", phrase, re.IGNORECASE)) or kind_of([phrase], lang) != "other"
    return start if wanted and not words.lists["closing"].match(phrase) else None


def _pieces(text: str, start: int, direct: bool, lang: str) -> Iterator[tuple[int, int]]:
    """``text`` from ``start``, cut where the sentence goes on to another ask, without the comment that ends each."""
    joint, _, noun = _cuts(lang)
    joints = joint.finditer(text, start + 2, start + LOOK)
    cuts = [found for found in joints if _separate(text, start, found, direct, lang)]
    cuts += [found for found in _orders(lang).finditer(text, start + 2, start + LOOK) if not direct]
    cuts += [found for found in noun.finditer(text, start + 2, start + LOOK) if not direct]
    at, stop = start, len(text)
    if start and text[start - 1] in "\"“‘'„«":
        stop = start + len(text[start:].rstrip(" \"”’'“»"))
    for cut in sorted(cuts, key=lambda found: found.start()):
        if cut.start() > at:
            yield at, _trimmed(text, at, cut.start(), lang)
            at = cut.end()
    yield at, _trimmed(text, at, stop, lang)


def _separate(text: str, start: int, cut: re.Match[str], direct: bool, lang: str) -> bool:
    """Whether the clause after ``cut`` is an ask of its own: not in one question, nor leaning on the one before."""
    words = words_for(lang)
    following = re.split(r"[,;]\s|\s[–—]\s", text[cut.end() :], maxsplit=1)[0]
    rest = following.split()
    comma = cut["comma"] or cut["list"]
    if direct or len(rest) <= (_FEW - 1 if comma else _FEW) or len(text[start : cut.start()].split()) <= _FEW:
        return False
    if comma and words.marks["relates"].search(" ".join(rest[:8])):
        return False
    if words.marks["back"].search(" ".join(rest[:8])):
        return False  # "how many take part, and how many of them ...": one thing asked, in two steps
    leans = words.lists["anaphora"].search(" ".join(rest[1:])) and len(rest) <= (_FEW + 1 if comma else 2 * _FEW)
    return not leans


def _trimmed(text: str, start: int, end: int, lang: str) -> int:
    _, comment, _ = _cuts(lang)
    floor = start + len(" ".join(text[start:end].split()[:_FEW]))
    ends = [found.start() for pattern in (_TAIL, comment) if (found := pattern.search(text, floor, end))]
    return min([end, *ends])
