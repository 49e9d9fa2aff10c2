"""Reading: encodings, line endings, formats, and every way a file can be wrong."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workslop.text import MAX_BYTES, read_source
from workslop.types import InputError

TEXT = "# Één kop\r\n\r\nDe prijs is € 5 – niet méér.\nKlaar.\r\n"


@pytest.mark.parametrize(
    ("encoding", "mark", "name"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\0\0", "utf-32-le"),
        ("cp1252", b"", "cp1252"),
    ],
)
def test_text_comes_back_as_written(tmp_path: Path, encoding: str, mark: bytes, name: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(mark + TEXT.encode(encoding))
    source = read_source(str(path))
    assert (source.text, source.encoding, source.format) == (TEXT, name, "markdown")


@given(st.text(alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_survives_utf8(text: str) -> None:
    if text.strip() and not text.startswith(("\ufeff", "%PDF", "{\\rtf", "GIF8")):
        assert read_source("-", io.BytesIO(text.encode()), "text").text == text


@pytest.mark.parametrize(
    ("name", "body", "wanted"),
    [
        ("a.txt", "# geen kop", "text"),
        ("a.md", "gewoon", "markdown"),
        ("a.HTM", "<p>x", "html"),
        ("a.rst", "Gewone tekst zonder iets.", "text"),
        ("a", "# Kop\n\ntekst", "markdown"),
        ("a.note", "<!DOCTYPE html><p>x</p>", "html"),
        ("a.adoc", "- een\n- twee", "markdown"),
    ],
)
def test_format_by_extension_or_look(tmp_path: Path, name: str, body: str, wanted: str) -> None:
    (tmp_path / name).write_text(body)
    assert read_source(str(tmp_path / name)).format == wanted


def test_format_given_overrules(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("# Kop")
    assert read_source(str(tmp_path / "a.txt"), fmt="md").format == "markdown"
    assert read_source("-", io.BytesIO(b"# Kop\n"), "html").format == "html"


def test_standard_input() -> None:
    source = read_source("-", io.BytesIO("Één zin.".encode()))
    assert (source.path, source.text, source.format) == ("-", "Één zin.", "text")


def _one_sentence(error: pytest.ExceptionInfo[InputError], *words: str) -> None:
    message = str(error.value)
    assert "\n" not in message, message
    assert len(message) < 300, message
    for word in words:
        assert word in message


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf \n", "no text"),
        (b"\x00\x01\x02\x03" * 50, "not text"),
        (b"abc\x01\x02\x03\x04\x05\x06def", "not text"),
        (b"a\x81\x8d\x8f" * 40, "not text"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
        (b"\x89PNG\r\n", "image"),
        (b"\xff\xfea", "damaged"),
        (b"PK\x03\x04rest", "Word"),
    ],
)
def test_bytes_that_are_no_text(tmp_path: Path, data: bytes, word: str) -> None:
    path = tmp_path / "stuk.md"
    path.write_bytes(data)
    with pytest.raises(InputError) as error:
        read_source(str(path))
    _one_sentence(error, "stuk.md", word)


def test_missing_directory_and_odd_paths(tmp_path: Path) -> None:
    for path, word in [
        (tmp_path / "weg.md", "does not exist"),
        (tmp_path, "directory"),
        (tmp_path / "a\0b", "path"),
        (tmp_path / ("x" * 5000), "read"),
    ]:
        with pytest.raises(InputError) as error:
            read_source(str(path))
        _one_sentence(error, word)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "dicht.md"
    path.write_text("tekst")
    path.chmod(0)
    with pytest.raises(InputError) as error:
        read_source(str(path))
    _one_sentence(error, "permission")


@pytest.mark.parametrize("name", ["a.pdf", "a.odt", "a.doc", "a.pptx"])
def test_formats_that_are_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("iets")
    with pytest.raises(InputError) as error:
        read_source(str(tmp_path / name))
    _one_sentence(error, name, ".docx")


def test_unknown_format() -> None:
    with pytest.raises(InputError, match="markdown, text, html, docx"):
        read_source("-", io.BytesIO(b"x"), "latex")


def test_too_large_is_not_read_whole() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= MAX_BYTES + 1
            return b"a" * size

    with pytest.raises(InputError, match="20 MB"):
        read_source("-", Endless())  # type: ignore[arg-type]
