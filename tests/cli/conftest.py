"""The hand-made Reviews of tests/report and the piles of tests/corpora serve the command line too."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

for _room in ("report", "corpora"):
    sys.path.insert(0, str(Path(__file__).parents[1] / _room))


@pytest.fixture
def run_on_piles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """workslop with a made encoder, in a folder with a glad and a solid pile, for a Dutch user."""
    from corpus_samples import FakeEncoder, write_piles

    from workslop import cli, embed

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKSLOP_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    monkeypatch.setattr(embed, "load", lambda name: FakeEncoder(f"fake/{name}"))
    write_piles(tmp_path)
    return lambda *args: CliRunner().invoke(cli.main, list(args))
