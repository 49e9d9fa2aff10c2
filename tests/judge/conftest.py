"""Small helpers for the tests of rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workslop.text import draft_from_source
from workslop.types import Draft, Source

RULE = """\
kind = "phrase"
signal = "phrasing"
severity = "note"
source = "test"

[message]
nl = "‘{quote}’ staat er {count} keer."
en = "“{quote}” stands there {count} times."

[body]
phrases = ["op de plank"]
"""


@pytest.fixture
def make_draft() -> Callable[..., Draft]:
    """A Draft of Markdown text, Dutch unless told otherwise."""

    def make(text: str, lang: str = "nl") -> Draft:
        return draft_from_source(Source("draft.md", text, "markdown"), lang=lang)

    return make


@pytest.fixture
def rule_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a rule below a user's folder and gives the folder: ``change`` maps lines to lines."""

    def write(change: dict[str, str] | None = None, *, name: str = "plank", lang: str = "nl", text: str = RULE) -> Path:
        for old, new in (change or {}).items():
            assert old in text
            text = text.replace(old, new)
        (tmp_path / lang).mkdir(exist_ok=True)
        (tmp_path / lang / f"{name}.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write
