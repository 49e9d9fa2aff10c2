"""The brief that goes with a draft: named in it, beside it, or in the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from workslop.config import brief_for, load_config, settings_for
from workslop.types import InputError


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("stukken").mkdir()
    Path("opdracht.md").write_text("Wat kost het?")
    Path("stukken/x.md").write_text("De proef is geslaagd.")


def settings(glob: str, brief: str = "opdracht.md") -> object:
    Path("workslop.toml").write_text(f'[briefs]\n"{glob}" = "{brief}"\n')
    return settings_for(load_config("workslop.toml"), "stukken/x.md")


def test_none() -> None:
    assert brief_for("stukken/x.md") is None
    assert brief_for("stukken/niet-daar.md") is None
    assert brief_for("stukken/x.md", settings("andere/*")) is None  # type: ignore[arg-type]


def test_from_the_configuration() -> None:
    assert brief_for("stukken/x.md", settings("stukken/*")) == ("opdracht.md", "workslop.toml:2")  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"^workslop\.toml:2: the brief 'weg\.md' does not exist"):
        brief_for("stukken/x.md", settings("stukken/*", "weg.md"))  # type: ignore[arg-type]


@pytest.mark.parametrize("ending", ["md", "docx", "txt"])
def test_beside_the_draft_goes_before_the_configuration(ending: str) -> None:
    Path(f"stukken/x.brief.{ending}").write_text("Waarom?")
    found = brief_for("stukken/x.md", settings("stukken/*"))  # type: ignore[arg-type]
    assert found == (f"stukken/x.brief.{ending}", "")
    assert brief_for(f"stukken/x.brief.{ending}") is None


@pytest.mark.parametrize(
    "front",
    ["---\ntitle: X\nbrief: {}\n---\n", '\ufeff---\r\ntitle: X\r\nbrief: "{}"\r\n---\r\n', "+++\nbrief = '{}'\n+++\n"],
)
def test_front_matter_goes_first(front: str) -> None:
    Path("stukken/x.brief.md").write_text("Waarom?")
    Path("stukken/x.md").write_bytes((front.format("../opdracht.md") + "\nDe proef.").encode())
    line = 2 if front.startswith("+++") else 3
    assert brief_for("stukken/x.md") == ("opdracht.md", f"stukken/x.md:{line}")


def test_front_matter_of_another_program_is_let_be() -> None:
    Path("stukken/x.md").write_text("---\nbrief: Schrijf over de kosten\n---\nDe proef.")
    assert brief_for("stukken/x.md") is None
    Path("stukken/x.md").write_text("---\ntitle: X\n---\n\nbrief: ../opdracht.md\n")
    assert brief_for("stukken/x.md") is None


def test_a_brief_named_and_not_there() -> None:
    Path("stukken/x.md").write_text("---\nbrief: weg.md\n---\nDe proef.")
    with pytest.raises(InputError, match=r"^stukken/x\.md:2: the brief 'weg\.md' does not exist"):
        brief_for("stukken/x.md")
