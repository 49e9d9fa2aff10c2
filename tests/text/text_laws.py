"""Helpers for the reader's tests."""

from __future__ import annotations

from workslop.text import draft_from_source
from workslop.types import Draft, Source


def check_laws(draft: Draft) -> None:
    """What holds of every draft, whatever the text."""
    text, size = draft.text, len(draft.text)
    at = table_end = 0
    for block in draft.blocks:
        span = block.span
        assert 0 <= span.start < span.end <= size
        assert span.of(text) == span.of(text).strip()
        if block.kind == "row":
            assert span.end <= table_end
        assert span.start >= at, (block, at)
        if block.kind == "table":
            at, table_end = span.start, span.end
        else:
            at = span.end
        assert all(0 <= index < len(draft.blocks) and draft.blocks[index].kind == "heading" for index in block.headings)
        assert list(block.headings) == sorted(block.headings)
        starts = [hole.span.start for hole in block.holes]
        assert starts == sorted(starts)
        for hole in block.holes:
            assert span.start <= hole.span.start < hole.span.end <= span.end, hole
    at = index = 0
    for sentence in draft.sentences:
        block = draft.blocks[sentence.block]
        assert sentence.block >= index and sentence.kind == block.kind
        assert block.span.contains(sentence.span) and sentence.span.start < sentence.span.end
        assert sentence.span.start >= at
        assert sentence.span.of(text) == sentence.span.of(text).strip()
        assert block.kind not in ("code", "front_matter", "comment", "toc", "table")
        index, at = sentence.block, sentence.span.end


def read(text: str, fmt: str = "markdown", lang: str | None = "auto") -> Draft:
    """A Draft from a text, with the laws checked."""
    draft = draft_from_source(Source("draft", text, fmt), lang=lang)
    check_laws(draft)
    return draft


def shape(draft: Draft) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(block.kind, block.span.of(draft.text)) for block in draft.blocks]


def units(draft: Draft) -> list[str]:
    """The text of each sentence."""
    return [sentence.span.of(draft.text) for sentence in draft.sentences]
