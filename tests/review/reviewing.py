"""Helpers for tests of whole reviews."""

from __future__ import annotations

from functools import cache

from workslop.judge import rulebook
from workslop.review import Plan, plan, review_draft
from workslop.text import draft_from_source
from workslop.text.brief import read_brief
from workslop.types import Brief, Review, Source

LANGUAGES = ("nl", "en")


@cache
def _plan(vectors: bool) -> Plan:
    return plan(rulebook.load_rules(), vectors=vectors)


def asked(text: str, fmt: str = "markdown") -> Brief:
    """The brief in ``text``."""
    return read_brief(Source("brief.md", text, fmt))


def reviewed(
    text: str,
    brief: str | None = None,
    *,
    vectors: bool = False,
    lang: str = "auto",
    report_lang: str | None = None,
    fmt: str = "markdown",
) -> Review:
    """The review of ``text``, as ``workslop.review`` gives it for a file; without the encoder unless told otherwise."""
    return review_draft(
        draft_from_source(Source("draft.md", text, fmt), lang=lang),
        asked(brief) if brief is not None else None,
        _plan(vectors),
        report_lang=report_lang,
        encoder="e5",
        progress=lambda _: None,
    )


def overall(review: Review) -> dict[tuple[str, str], float | None]:
    """The draft-wide measures by signal and name."""
    return {(m.signal, m.name): m.value for m in review.measures if m.span is None and m.ask is None}


def by_sentence(review: Review, name: str) -> dict[str, float | None]:
    """A measure of each sentence by the sentence's words."""
    return {m.span.of(review.draft.text): m.value for m in review.measures if m.name == name and m.span}
