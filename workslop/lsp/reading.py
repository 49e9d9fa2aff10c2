"""The text of a buffer, as the author sees it, to a review."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from workslop.types import InputError, Review, Rule, Source

if TYPE_CHECKING:
    from workslop.config import Settings

_LANGUAGE_IDS = {"markdown": "markdown", "mdx": "markdown", "quarto": "markdown", "rmd": "markdown", "html": "html"}
_EXTENSIONS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Buffer:
    """A text that is open in the editor. ``path`` is where it belongs, saved or not; None where nobody can tell."""

    uri: str
    version: int
    language_id: str
    text: str
    path: str | None = None


@dataclass(frozen=True)
class Reading:
    """What came of a buffer: ``review`` is None for a text without words or that the configuration leaves out.

    ``rules`` are those that a finding can name; ``trouble`` says what is wrong with the configuration.
    """

    buffer: Buffer
    review: Review | None = None
    rules: Mapping[str, Rule] | None = None
    trouble: str | None = None


class StaleError(Exception):
    """The text was changed while it was being read."""


def read(buffer: Buffer, stale: Callable[[], bool] = lambda: False) -> Reading:
    """The review of a buffer's own text, without the encoder and without a brief.

    A mistake in the configuration is told in ``trouble``, and the text is reviewed without it. Raises StaleError as
    soon as ``stale`` says so.
    """
    trouble, settings = None, None
    try:
        settings = _settings(buffer)
    except InputError as error:
        trouble = str(error)
    if not buffer.text.strip() or (settings and settings.excluded):
        return Reading(buffer, trouble=trouble)
    from workslop.judge.rulebook import load_rules

    review = _review(buffer, settings, stale)
    rules = {rule.id: rule for rule in (*load_rules(), *(settings.rules if settings else ()))}
    return Reading(buffer, review, rules, trouble)


def _settings(buffer: Buffer) -> Settings | None:
    """What the configuration asks of the buffer; it is read anew each time, for its author may be at work too."""
    if buffer.path is None:
        return None
    from workslop.config import settings_finder

    return settings_finder()(buffer.path)


def _review(buffer: Buffer, settings: Settings | None, stale: Callable[[], bool]) -> Review:
    from workslop.embed import DEFAULT
    from workslop.judge.rulebook import load_rules
    from workslop.review import plan, review_draft
    from workslop.text import draft_from_source

    def progress(_: str = "") -> None:
        if stale():
            raise StaleError

    # half a pair can't be written as UTF-8 anywhere; its replacement is as long, so that places stay true
    text = _SURROGATES.sub("\ufffd", buffer.text)
    draft = draft_from_source(
        Source(buffer.path or buffer.uri, text, _format(buffer)), lang=(settings.lang if settings else None) or "auto"
    )
    progress()
    todo = plan(load_rules(), vectors=False, settings=settings)
    return review_draft(draft, None, todo, report_lang=None, encoder=DEFAULT, progress=progress, settings=settings)


def _format(buffer: Buffer) -> str:
    """What the editor says it is, else what the name says, else plain text."""
    suffix = PurePath(buffer.path or buffer.uri).suffix.lower()
    return _LANGUAGE_IDS.get(buffer.language_id.lower()) or _EXTENSIONS.get(suffix, "text")
