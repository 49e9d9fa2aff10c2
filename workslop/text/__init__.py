"""Files in, records out: sources, blocks, sentences, tokens."""

from __future__ import annotations

from workslop.text.blocks import document_language, parse_blocks
from workslop.text.draft import draft_from_source, prose, read_draft
from workslop.text.inline import masked
from workslop.text.language import detect
from workslop.text.sentences import sentence_texts, split_sentences, tokenize
from workslop.text.source import MAX_BYTES, read_source

__all__ = [
    "MAX_BYTES",
    "detect",
    "document_language",
    "draft_from_source",
    "masked",
    "parse_blocks",
    "prose",
    "read_draft",
    "read_source",
    "sentence_texts",
    "split_sentences",
    "tokenize",
]
