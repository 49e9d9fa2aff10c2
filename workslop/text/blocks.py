"""A Source to its blocks: the reader for its format, then tables of contents, headings above, and language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from workslop.text.inline import masked
from workslop.text.language import SAMPLE, block_language, detect
from workslop.text.pieces import Piece
from workslop.types import Block, Source, Span

_TOC_TITLE = re.compile(
    r"(?:inhoud(?:sopgave|soverzicht)?|op deze pagina|in dit (?:artikel|stuk|document)|overzicht van dit \w+"
    r"|(?:table of )?contents|on this page|in this (?:article|post|document|guide)|toc)\W*",
    re.I,
)
_LINK_ONLY = re.compile(r"[\d.)\s]*\[[^\[\]]+\]\((#?)([^\s()]*+)[^()]*+\)[\s.,;\d]*")
_SILENT = ("code", "front_matter", "comment", "toc")


def parse_blocks(source: Source, lang: str | None = "auto") -> tuple[Block, ...]:
    """The blocks of ``source``, in the order of the text, each with the headings above it and its language.

    ``lang`` is the document's language, which short blocks take over; "auto" finds it out. Never fails on any text.
    """
    pieces = fold_contents(source.text, _pieces(source))
    if lang == "auto":
        lang = document_language(source.text, pieces)
    blocks: list[Block] = []
    above: list[tuple[int, int]] = []  # level and index of the headings that are open
    for piece in pieces:
        if piece.kind == "heading" and not piece.quoted:
            while above and above[-1][0] >= piece.level:
                above.pop()
        path = tuple(index for _, index in above)
        if piece.kind == "heading" and not piece.quoted:
            above.append((piece.level, len(blocks)))
        span = Span(piece.start, piece.end)
        own = None
        if piece.kind not in _SILENT:
            own = block_language(masked(source.text, span, piece.holes), lang, prose=piece.kind != "table")
        blocks.append(Block(piece.kind, span, piece.level, own, path, piece.holes, piece.quoted))
    return tuple(blocks)


def document_language(text: str, pieces: Iterable[Piece | Block]) -> str | None:
    """The language of the prose in ``pieces``, quotations and all; code, comments and link targets don't count."""
    parts: list[str] = []
    size = 0
    for piece in pieces:
        if size > SAMPLE:
            break
        if piece.kind not in _SILENT and piece.kind != "table":
            span = piece.span if isinstance(piece, Block) else Span(piece.start, piece.end)
            parts.append(masked(text, span, piece.holes, ("code", "link", "markup", "comment")))
            size += len(parts[-1])
    return detect("\n".join(parts))


def _pieces(source: Source) -> list[Piece]:
    laid_out = getattr(source, "layout", None)  # a Word file's structure was read with its text
    if laid_out is not None:
        return [Piece(b.kind, b.span.start, b.span.end, b.level, b.quoted, b.holes) for b in laid_out]
    if source.format == "markdown":
        from workslop.text.markdown import read_markdown

        return read_markdown(source.text)
    if source.format == "html":
        from workslop.text.html import read_html

        return read_html(source.text)
    from workslop.text.plain import read_plain

    return read_plain(source.text)


def fold_contents(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """A list of (nearly) only in-page links, or of links under a heading "Contents", becomes one block ``toc``."""
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        group, stop = pieces[at].group, at + 1
        while group and stop < len(pieces) and pieces[stop].group == group:
            stop += 1
        members = pieces[at:stop]
        title = out[-1] if out and out[-1].kind in ("heading", "paragraph") else None
        if group and _is_contents(text, members, title):
            out.append(Piece("toc", members[0].start, members[-1].end, 0, members[0].quoted))
        else:
            out.extend(members)
        at = stop
    return out


def _is_contents(text: str, members: Sequence[Piece], title: Piece | None) -> bool:
    items = [piece for piece in members if piece.kind == "item"]
    if len(items) < 2:
        return False
    links = [_LINK_ONLY.fullmatch(text, piece.start, piece.end) for piece in items]
    local = sum(piece.contents for piece in items)
    local += sum(1 for link in links if link and (link[1] or "://" not in link[2]))
    titled = title is not None and _TOC_TITLE.fullmatch(masked(text, Span(title.start, title.end), title.holes).strip())
    return local >= 0.8 * len(items) or bool(titled and sum(map(bool, links)) >= 0.8 * len(items))
