"""The elements an ask names: "how many, and how that compares with Q2" wants two."""

from __future__ import annotations

import re
from functools import cache

from workslop.text.brief.kinds import kind_of
from workslop.text.brief.shapes import ASKING, is_question, shape_of
from workslop.text.brief.words import words_for
from workslop.types import AskKind, Part

# An ask with more elements than this is a list of its own; what follows stays in the last part.
MOST = 12
LOOK = 3000
SENTENCE = re.compile(r"(?<=[.?!])[\"'”’)]*\s+(?=\S)")
LABEL = re.compile(r"(:\s| [–—] )")
TRIM = " \t\r\n,;:.*_|•·-–—"


@cache
def _joints(lang: str) -> re.Pattern[str]:
    """Where one clause of an ask ends and the next begins: the match is what stands between them."""
    openings = words_for(lang).openings
    opening = rf"(?:{openings.question_word}|{openings.inverted.pattern}|{openings.imperative.pattern})"
    joint = words_for(lang).joint
    extra = words_for(lang).joint_extra
    return re.compile(
        rf"[,;]?\s+(?:{joint})\s+(?:(?:{extra})\s+)?(?={opening})|[,;]\s+(?=(?:{extra})?\s*{openings.question_word})|;\s+",
        re.IGNORECASE,
    )


@cache
def _noun_joints(lang: str) -> re.Pattern[str]:
    """Where a noun phrase may be joined to what went before; it is a part only when it wants something of its own."""
    return re.compile(rf"(?P<comma>,)?\s+(?:{words_for(lang).joint}|{words_for(lang).along})\s+", re.IGNORECASE)


def parts_of(text: str, lang: str) -> tuple[Part, ...]:
    """The wanted elements of the ask ``text``, in order, each with its kind; one part when it names one thing."""
    pieces = split_parts(text, lang)
    main = main_kind(text, lang)
    kinds: list[AskKind] = [kind_of([piece], lang) for piece in pieces]
    if len(pieces) == 1:
        return (Part(pieces[0], main),)
    # A fragment without a sign of its own ("total, Friday, Saturday") wants what the whole wants.
    return tuple(Part(piece, main if kind == "other" else kind) for piece, kind in zip(pieces, kinds, strict=True))


def main_kind(text: str, lang: str) -> AskKind:
    """The kind of the main thing that the ask ``text`` wants."""
    pieces = split_parts(text, lang)
    return kind_of(pieces, lang, text[: text.find(pieces[0]) + len(pieces[0])])


def split_parts(text: str, lang: str) -> list[str]:
    """The words of each wanted element of ``text``; never empty."""
    look, rest = text[:LOOK], text[LOOK:]
    pieces: list[str] = []
    sentences = SENTENCE.split(look)
    while len(sentences) > 1 and is_question(look) and shape_of(sentences[0], words_for(lang)) not in ASKING:
        del sentences[0]  # "Someone brings in 400 cans. Must I accept?"
    for sentence in [one for one in sentences if not re.fullmatch(r"\([^()]*\)\W*", one)] or sentences:
        pieces += _split_sentence(sentence, lang)
    pieces = [piece for piece in map(_bare, pieces) if piece and not words_for(lang).aside.fullmatch(piece)]
    if not pieces:
        return [text]
    if len(pieces) > MOST or rest:
        at = text.find(pieces[min(len(pieces), MOST) - 1])
        pieces = [*pieces[: MOST - 1], text[at:].strip(TRIM)]
    return pieces


def _bare(piece: str) -> str:
    piece = piece.strip(TRIM)
    return piece.rstrip(")") if "(" not in piece else piece


def _split_sentence(sentence: str, lang: str) -> list[str]:
    label, colon, tail = [*LABEL.split(sentence, maxsplit=1), "", ""][:3]
    openings = words_for(lang).openings
    if colon and tail:
        clauses = _clauses(tail, lang)
        if len(clauses) == 1 and not _asks(tail, lang):
            clauses = _listed(tail, lang)
        if len(clauses) > 1 or not openings.clause.match(label.strip()):
            asked = _asks(tail, lang) or len(clauses) > 1
            return clauses if asked else _clauses(sentence, lang)
        return [label, *clauses]
    clauses = _clauses(sentence, lang)
    if len(clauses) == 1 and not _asks(sentence, lang):
        listed = _listed(sentence, lang)
        return listed if len(listed) > 2 and max(len(one.split()) for one in listed) <= 3 else _nouns(sentence, lang)
    return [noun for clause in clauses for noun in _nouns(clause, lang)]


def _asks(text: str, lang: str) -> bool:
    openings = words_for(lang).openings
    return any(pattern.match(text.strip()) for pattern in (openings.clause, openings.inverted, openings.imperative))


def _clauses(sentence: str, lang: str) -> list[str]:
    return [clause for clause in _joints(lang).split(sentence) if clause and clause.strip(TRIM)]


def _listed(text: str, lang: str) -> list[str]:
    pieces = re.split(
        rf",\s+(?:(?:{words_for(lang).joint})\s+)?|\s+(?:{words_for(lang).joint})\s+", text, flags=re.IGNORECASE
    )
    return [piece for piece in pieces if piece.strip(TRIM)]


def _nouns(clause: str, lang: str) -> list[str]:
    """``clause`` cut where a noun phrase of another kind is joined to it ("..., and the amount", ", with an owner")."""
    for joint in _noun_joints(lang).finditer(clause):
        left, right = clause[: joint.start()], clause[joint.end() :]
        if len(left.split()) < 2 and not joint["comma"]:
            continue
        added, had = kind_of([right], lang), kind_of([left], lang)
        if added != "other" and (joint["comma"] or added != had != "other") and not _has_verb(right, lang):
            return [left, *_nouns(right, lang)]
    return [clause]


def _has_verb(text: str, lang: str) -> bool:
    return bool(words_for(lang).lists["finite"].search(" ".join(text.split()[:4])))
