"""review --format docx: the author's own file comes back with comments, and nothing else is ever written."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from workslop.cli import main


@pytest.fixture
def memo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    document = docx.Document()
    document.add_paragraph("Uit onderzoek blijkt dat klanten steeds meer waarde hechten aan gemak.")
    document.save("memo.docx")
    return tmp_path / "memo.docx"


@pytest.mark.parametrize("words", [["--format", "docx"], []])
def test_comments_are_written_into_a_copy(memo: Path, words: list[str]) -> None:
    before = memo.read_bytes()
    result = CliRunner().invoke(main, ["review", "memo.docx", *words, "--output", "uit.docx"])
    assert result.exit_code == 0, result.output
    told = [comment.text for comment in docx.Document("uit.docx").comments]
    assert any("welk onderzoek" in text for text in told)
    assert memo.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["memo.docx", "--format", "docx"], "add --output"),
        (["memo.docx", "--output", "memo.docx"], "is the draft itself"),
        (["a.md", "--output", "uit.docx"], "is no Word file"),
    ],
)
def test_a_mistake_is_one_sentence_and_writes_nothing(memo: Path, words: list[str], told: str) -> None:
    Path("a.md").write_text("Op 3 mei waren er 214 bezoekers in Venlo.\n", encoding="utf-8")
    before = memo.read_bytes()
    result = CliRunner().invoke(main, ["review", *words])
    assert result.exit_code == 2 and told in result.stderr and len(result.stderr.strip().splitlines()) == 1
    assert memo.read_bytes() == before and not Path("uit.docx").exists()
