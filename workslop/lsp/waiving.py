"""Where a waiver for a finding goes, and how it is written there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workslop.judge.waivers import RULE
from workslop.lang import message
from workslop.types import Block, Draft, Finding

_MARGIN = re.compile(r"[ \t>]*")  # what a line of a nested item or a quotation begins with, the comment's too
_OPENED = re.compile(r"(?:<(?!html\b|body\b|head\b)[a-z][^<>]*>\s*)+\Z", re.I)
_FURTHEST = 2000  # characters that tags before a block of HTML may take


@dataclass(frozen=True, slots=True)
class Insertion:
    """A text that is put in at ``offset``."""

    offset: int
    text: str


def insertion(draft: Draft, finding: Finding, lang: str) -> Insertion | None:
    """A waiver for ``finding`` on a line above its block, for a finding about the whole draft above the first one.

    It counts once the author writes the reason. None for formats that show a comment to the reader, and for a finding
    about a waiver.
    """
    form = draft.source.format
    block = _block(draft, finding)
    if block is None or form not in ("markdown", "html") or finding.rule == RULE:
        return None
    allow = "allow" if finding.span else "allow-file"
    comment = f"<!-- workslop: {allow} {finding.rule}: {message(lang, 'lsp.reason')} -->"
    text, at = draft.text, block.span.start
    if form == "html":
        opened = _OPENED.search(text[max(0, at - _FURTHEST) : at])
        at -= len(opened[0]) if opened else 0
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    newline = "\r\n" if "\r\n" in text else "\n"
    if form == "html" and text[start:at].strip():
        return Insertion(at, f"{newline}{comment}{newline}")
    margin = _MARGIN.match(text, start)
    return Insertion(start, f"{margin[0] if margin else ''}{comment}{newline}")


def _block(draft: Draft, finding: Finding) -> Block | None:
    """The block the finding begins in: of a row the table, which a comment would break in two."""
    blocks = [b for b in draft.blocks if b.kind not in ("front_matter", "comment")]
    if finding.span is None:
        return next(iter(blocks), None)
    at = finding.span.start
    return next((b for b in blocks if b.kind != "row" and b.span.start <= at < b.span.end), None)
