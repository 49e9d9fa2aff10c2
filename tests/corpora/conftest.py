"""A folder with two piles, where the test works, and a cache of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_samples import write_piles


@pytest.fixture
def piles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKSLOP_CACHE", str(tmp_path / "cache"))
    write_piles(tmp_path)
    return tmp_path
