"""What a sentence of a brief looks like: a question, an order, a clause that asks, a noun phrase, a statement."""

from __future__ import annotations

import re
from typing import Literal

from workslop.text.brief.words import Words
from workslop.text.splitter import split

Shape = Literal["question", "imperative", "clause", "embedded", "noun", "statement", "small_talk"]
ASKING: tuple[Shape, ...] = ("question", "imperative", "clause", "embedded")
# Sentences are looked at this far: what a brief asks stands early, and a longer look would cost time.
LOOK = 1500
_CLAUSE = 4  # "whether", a subject, a verb and what it says: less is no clause
_QUESTION = re.compile(r"\?[\"'”’)\]]*\s*(?:\([^()]*\)\s*)?\S?\s*$")
_SAID = re.compile(r"(?<=[?\"'”’])\s+[–—]\s+(?=\S[^?]*$)")
_OPEN = re.compile(r"[\s\"'“”‘’„«(\[>*_•·–—-]*")


def sentences_of(text: str) -> list[tuple[int, int]]:
    """The sentences of ``text`` (one line, mark-up blanked) as ranges."""
    ranges: list[tuple[int, int]] = []
    for start, end in split(text):
        said = _SAID.search(text, start, end)  # "Do you work at night?" – Mrs Pieterse
        ranges.append((start, said.start() if said else end))
    return ranges


def skip_leads(text: str, words: Words, start: int = 0) -> int:
    """Where the words proper of ``text`` begin, after quotes, dashes and lead words ("Also: ", "o ja, ")."""
    at = start
    while True:
        opened = _OPEN.match(text, at)
        at = opened.end() if opened else at
        lead = words.openings.lead.match(text, at)
        if not lead or not text[lead.end() :].strip(" .?!") or words.openings.inverted.match(text, at):
            return at
        at = lead.end()


def is_question(text: str) -> bool:
    """Whether ``text`` ends in a question mark (quotes, brackets and one sign after it aside)."""
    return bool(_QUESTION.search(text[-300:]))


def shape_of(text: str, words: Words, listed: bool = False) -> Shape:
    """The shape of one sentence or line; ``listed``: it is a point of a list, where a question may lack its mark."""
    text = text[:LOOK] + (text[-2:] if len(text) > LOOK else "")
    at = skip_leads(text, words)
    lists, openings = words.lists, words.openings
    core = text[at:]
    if _to_writer(core, words):
        return "small_talk"
    if is_question(text):
        return "question"
    if lists["not_ask"].match(core):
        return "statement"
    if openings.imperative.match(text, at):
        return "imperative"
    either_or = bool(words.marks["yes_no"].search(text))
    inverted = openings.verb_first.match(text, at) if either_or else listed and openings.inverted.match(text, at)
    whether = lists["whether"].match(text, at)
    if openings.clause.match(text, at) or inverted or (whether and (at or _whole(core[len(whether.group()) :], words))):
        return "clause"
    if asked_at(text, words, listed) is not None or after_colon(text, words) is not None:
        return "embedded"
    return "statement" if has_verb(core, words) else "noun"


def _to_writer(core: str, words: Words) -> bool:
    """Whether ``core`` is small talk or work for the writer: a question word at its head makes it content, unless the
    request stands there too ("How are you") or after a comma ("What a job, can you do it")."""
    found = words.lists["to_writer"].search(core[:160])
    if not found or _told(core, words):
        return False
    asks = words.openings.clause.match(core) or after_colon(core, words) is not None
    return not asks or not found.start() or bool(re.search(r"[,.;:–—-]\s+$", core[: found.start()]))


def _whole(rest: str, words: Words) -> bool:
    """ "Of een sportclub het spoelen mag overnemen": a clause with its own subject and no other beside it."""
    subject = re.match(rf"\s+(?:{words.main_subject}|{words.article})(?!\w)", rest, re.IGNORECASE)
    return bool(subject) and not re.search(rf",\s+(?!(?:{words.joint})\s)", rest, re.IGNORECASE)


def addressed(text: str, words: Words) -> bool:
    """Whether ``text`` asks whoever writes: in running text "you" after the verb is that person."""
    return is_question(text) and bool(words.lists["addressed"].match(text, skip_leads(text, words)))


def asks_often(text: str, words: Words) -> bool:
    """Whether more than one sentence of a paragraph asks by itself."""
    return sum(shape_of(text[start:end], words) in ASKING for start, end in sentences_of(text)) > 1


def tells(text: str, words: Words) -> bool:
    """Whether ``text`` is an order about content: "Describe for whom it is meant"."""
    return shape_of(text, words) == "imperative" and asked_at(text, words, listed=True) is not None


def _told(core: str, words: Words) -> bool:
    """Whether a request to the writer asks for content after all ("can you explain why ...")."""
    told = words.openings.announced.search(core[:300])
    return bool(told and words.openings.imperative.match(told.group()))


def asked_at(text: str, words: Words, listed: bool = False) -> int | None:
    """Where a question word stands after a verb of telling, wanting or asking: "we want to know |why".

    In running text one of the words that show a wish must stand before it; in a list (``listed``) that is understood.
    """
    for found in words.openings.announced.finditer(text, 0, LOOK):
        at = found.start(found.lastindex or 0)
        if (
            words.lists["whether"].match(text, at)
            and len(re.split(r"[\[(]", text[at:], maxsplit=1)[0].split()) < _CLAUSE
        ):
            continue  # "the question or its urgency", where "or" and "whether" are one word
        if words.lists["not_ask"].match(text[at : at + 80]):
            continue  # "let us talk about what the note must contain"
        if listed or words.lists["asker"].search(text, max(0, found.start() - 200), at):
            return at
    return None


def bound_at(text: str, words: Words) -> int | None:
    """Where the order begins in "the tenderer shall |state the number of vehicles"."""
    for bound in words.marks["bound"].finditer(text, 0, LOOK):
        if words.openings.imperative.match(text, bound.end()):
            return bound.end()
    return None


def after_colon(text: str, words: Words, start: int = 0) -> int | None:
    """Where a clause that asks begins after a colon: "Money: |what does it cost"."""
    for colon in re.finditer(r"[:;](?=\s)| [–—-] ", text[start : start + LOOK]):
        at = skip_leads(text, words, start + colon.end())
        if words.lists["not_ask"].match(text[at : at + 80]):
            continue
        if words.openings.clause.match(text, at) or words.openings.inverted.match(text, at):
            return at
    return None


def has_verb(core: str, words: Words, noun: bool = False) -> bool:
    """Whether ``core`` is a statement: a finite verb before the first word that opens a subordinate clause or comma.

    ``noun``: it opens with an article, which in Dutch may be a pronoun too ("het").
    """
    head = re.split(r"[,;:(–—]", core, maxsplit=1)[0]
    relative = words.lists["relative"].search(head, 1)
    verb = words.lists["finite"].search(head)
    pronoun = not noun and words.lists["relative"].match(head)
    return bool(verb and (pronoun or not relative or verb.start() < relative.start()))
