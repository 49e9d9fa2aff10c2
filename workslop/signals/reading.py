"""What the signals read of a draft: the words of each sentence, without what isn't the author's prose."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from workslop import models
from workslop.lang import LANGUAGES
from workslop.text import sentence_texts
from workslop.text.facts import WORD
from workslop.text.inline import FILLER
from workslop.text.spelling import mended
from workslop.types import Draft, HoleKind, Sentence

if TYPE_CHECKING:
    from workslop.embed import Vectors

LEAST_WORDS = 6  # below this no language can be told
_PROSE: tuple[HoleKind, ...] = ("code", "link", "markup", "comment")
_SHOWN: tuple[HoleKind, ...] = ("markup", "comment")


def prose_texts(draft: Draft) -> list[str]:
    """The text of each sentence with mark-up, code, addresses and comments blank, character for character.

    Quotations stay: their words say what a sentence is about, and that it quotes somebody.
    """
    return [text.replace(FILLER, " ") for text in sentence_texts(draft, _PROSE)]


def shown_texts(draft: Draft) -> list[str]:
    """The same with code and addresses in place: an address may be what was asked for."""
    return [text.replace(FILLER, " ") for text in sentence_texts(draft, _SHOWN)]


def words_of_prose(draft: Draft) -> list[list[str]]:
    """The words of each sentence of the author's own prose, as they stand."""
    texts = zip(draft.sentences, prose_texts(draft), strict=True)
    return [WORD.findall(text) for sentence, text in texts if sentence.prose]


def vector_texts(draft: Draft) -> list[str]:
    """What is encoded of each sentence: its prose on one line, without slips of the keyboard and with a capital.

    A vector moves with the first capital and with two letters swapped, what is said doesn't. Rows of tables stay.
    """
    texts = zip(draft.sentences, prose_texts(draft), strict=True)
    return [_tidy(sentence, " ".join(text.split())) for sentence, text in texts]


def _tidy(sentence: Sentence, text: str) -> str:
    return text if sentence.kind == "row" or sentence.lang not in LANGUAGES else tidied(text, sentence.lang)


def tidied(text: str, lang: str) -> str:
    """``text``, a sentence in ``lang``, without slips of the keyboard and with a capital, as it is encoded."""
    text = mended(text, lang)
    if lang == "nl" and text.startswith("ij"):
        return "IJ" + text[2:]
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]  # "iPhone" keeps its own


def vector_logits(draft: Draft, model: str) -> list[float | None]:
    """What the vector of each sentence adds to the log-odds of ``model``; None for each without vectors."""
    if draft.vectors is None:
        return [None] * len(draft.sentences)
    import numpy as np

    weights = np.asarray(models.load(model).vector, np.float32)
    return [float(x) for x in cast("Vectors", draft.vectors) @ weights]


def why_unread(draft: Draft) -> str | None:
    """Why nothing that hangs on language can be measured of ``draft``, or None where it can.

    "no_prose": no sentence with a word; "too_short": too few words to tell the language; "language": one we don't have.
    """
    if draft.lang in LANGUAGES:
        return None
    words = sum(len(WORD.findall(text)) for text in prose_texts(draft))
    if draft.lang is None and words < LEAST_WORDS:
        return "too_short" if words else "no_prose"
    return "language"


def known(lang: str | None) -> str:
    """``lang`` where we have its word lists, else "en": for code that must weigh a sentence of any language."""
    return lang if lang in LANGUAGES and lang else "en"
