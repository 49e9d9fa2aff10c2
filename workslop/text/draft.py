"""From a path or a Source to a Draft."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from workslop.text.blocks import document_language, parse_blocks
from workslop.text.inline import ALL_KINDS, masked
from workslop.text.sentences import split_sentences, tokenize
from workslop.text.source import read_source
from workslop.types import Block, Draft, Source


def read_draft(
    path: str,
    *,
    lang: str | None = "auto",
    tokens: bool = False,
    pipeline: bool = False,
    stdin: BinaryIO | None = None,
    fmt: str | None = None,
) -> Draft:
    """The text at ``path`` (``-``: standard input) as a Draft; see read_source for formats and InputError.

    ``lang`` "auto" finds the language out; another value is taken as the document's. ``tokens`` loads spaCy;
    ``pipeline`` adds lemma, part of speech and entities where a pipeline for the language is installed.
    """
    return draft_from_source(read_source(path, stdin, fmt), lang=lang, tokens=tokens, pipeline=pipeline)


def draft_from_source(
    source: Source, *, lang: str | None = "auto", tokens: bool = False, pipeline: bool = False
) -> Draft:
    """The Draft of a Source already read; works on any text, an empty one too."""
    blocks = parse_blocks(source, lang)
    if lang == "auto":
        lang = document_language(source.text, blocks)
    draft = Draft(source, lang, blocks, split_sentences(source, blocks, lang))
    return replace(draft, tokens=tokenize(draft, pipeline)) if tokens or pipeline else draft


def prose(text: str, block: Block) -> str:
    """The text of ``block`` with all that isn't the author's prose blanked, character for character.

    Mark-up becomes spaces; code, link targets, quotations and comments become runs of U+FFFC: offsets stay true.
    """
    return masked(text, block.span, block.holes, ALL_KINDS)
