"""What a finding is about, apart from where it stands: the same after lines move, another after the words change."""

from __future__ import annotations

import hashlib
import os.path
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from workslop.types import Finding, Review, Sentence, Span

WHOLE = "whole"  # the identity of a finding about the whole draft: it has no words of its own
ASK = "ask-"  # begins the identity of a finding about a question of the brief, whatever the draft has beside it
_QUOTE_SIGNS = re.compile(r"\n[ \t]*(?:>[ \t]?)+")
_NO_CHARACTER = re.compile("[\ud800-\udfff]")


def identities(review: Review) -> tuple[str, ...]:
    """For each finding what it is about: a hash of the question asked, or of the words quoted and their sentence.

    Line breaks, indentation and place do not count; the report's language and the figures in a message neither.
    Equal findings have equal identities: ``numbered`` tells them apart.
    """
    sentences = sorted(review.draft.sentences, key=lambda sentence: sentence.span)
    starts = [sentence.span.start for sentence in sentences]
    asks = {ask.id: ask.text for ask in review.brief.asks} if review.brief else {}
    return tuple(_identity(review.draft.text, finding, sentences, starts, asks) for finding in review.findings)


def numbered(review: Review) -> tuple[tuple[Finding, str, int], ...]:
    """The findings with their identity and a number, from 1, that tells those of one rule and identity apart."""
    seen: Counter[tuple[str, str]] = Counter()
    out = []
    for finding, identity in zip(review.findings, identities(review), strict=True):
        seen[finding.rule, identity] += 1
        out.append((finding, identity, seen[finding.rule, identity]))
    return tuple(out)


def words(review: Review, finding: Finding) -> str:
    """What a reader knows the finding by: the question of the brief, else the words quoted; "" for the whole draft."""
    ask = finding.measure.ask if finding.measure else None
    if ask is not None:
        return next((one.text for one in (review.brief.asks if review.brief else ()) if one.id == ask), ask)
    return finding.quote or ""


def shown_path(path: str, root: Path | None = None) -> str:
    """``path`` with forward slashes, relative to ``root`` where it lies within; elsewhere absolute.

    Without ``root`` as given. Standard input stays "-". What isn't a character in a name becomes U+FFFD.
    """
    return path if path == "-" else _NO_CHARACTER.sub("\ufffd", _relative(path, root).as_posix())


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits that stand for ``parts``."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _relative(path: str, root: Path | None) -> Path:
    if root is None:
        return Path(os.path.normpath(path))
    full, top = (Path(os.path.normpath(Path(one).absolute())) for one in (path, root))
    for inside, base in ((full, top), (full.resolve(), top.resolve())):  # the second where a link leads there
        if inside.is_relative_to(base):
            return inside.relative_to(base)
    return full


def _identity(
    text: str, finding: Finding, sentences: Sequence[Sentence], starts: Sequence[int], asks: dict[str, str]
) -> str:
    ask = finding.measure.ask if finding.measure else None
    if ask is not None:
        return ASK + digest(_plain(asks.get(ask, ask)))
    if finding.span is None:
        return WHOLE
    return digest(_plain(finding.span.of(text)), _plain(_around(text, finding.span, sentences, starts)))


def _around(text: str, span: Span, sentences: Sequence[Sentence], starts: Sequence[int]) -> str:
    """The sentences that ``span`` touches: enough to tell equal words apart, no more than an author edits at once."""
    first = max(bisect_right(starts, span.start) - 1, 0)
    near = sentences[first : bisect_left(starts, span.end)]
    return " ".join(sentence.span.of(text) for sentence in near if sentence.span.overlaps(span))


def _plain(text: str) -> str:
    """The words as they are read: wrapped or not, with the signs of a quotation's lines or without."""
    return " ".join(unicodedata.normalize("NFC", _QUOTE_SIGNS.sub("\n", text)).split())
