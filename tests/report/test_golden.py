"""Whole reports against files: WORKSLOP_UPDATE_GOLDEN=1 writes them anew, and the diff is for a person to read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import review_samples

from workslop.report import compact, markdown, pages, terminal
from workslop.types import Review

GOLDEN = Path(__file__).parents[1] / "golden"
SAMPLES: dict[str, Callable[[], Review]] = {"nl": review_samples.dutch, "en": review_samples.english}
FORMS: dict[str, Callable[[Review], str]] = {
    "markdown.md": markdown.render,
    "markdown-explained.md": lambda review: markdown.render(review, explain=True),
    "terminal-80.txt": lambda review: terminal.render(review, width=80),
    "terminal-120.txt": lambda review: terminal.render(review, width=120, explain=True),
    "compact.txt": lambda review: "\n".join(compact.lines(review)) + "\n",
    "brief.txt": lambda review: pages.brief_page(review.brief, review.report_lang) if review.brief else "",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", SAMPLES)
def test_golden(lang: str, form: str) -> None:
    text, path = FORMS[form](SAMPLES[lang]()), GOLDEN / f"{lang}-{form}"
    if os.environ.get("WORKSLOP_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
