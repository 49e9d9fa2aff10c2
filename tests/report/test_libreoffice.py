"""Word files there and back through LibreOffice: files as it writes them, and what it reads in ours.

Each sample is written anew by LibreOffice, commented by workslop, and opened by LibreOffice again, which writes it as a
Word file and as a PDF with the comments in it. A file that needs repair isn't opened, and so isn't there.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx_read import by_number, commented, letters
from docx_samples import SAMPLES, reviewed
from pypdf import PdfReader

from workslop.report.docx_out import annotate_docx
from workslop.text.docx import read_docx

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice on this machine"),
]
NOTES = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
WHOLE = {"fields": "tabel drie hieronder"}  # LibreOffice makes a comment within a field stand on all of the field


@dataclass(frozen=True)
class Trip:
    """Where the files of one way through LibreOffice lie, by name of the sample."""

    written: Path  # the samples as LibreOffice writes them
    commented: Path  # those with our comments
    again: Path  # the commented ones, opened and written by LibreOffice
    printed: Path  # the commented ones as PDF


def convert(files: Iterator[Path], form: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation=file://{folder.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(files))], check=True, timeout=300, capture_output=True)
    return folder


def chosen(data: bytes) -> str:
    """Words of the file that stand in it once, the longest of them."""
    words = re.findall(r"[^\W\d_]{3,}", read_docx(data, "a").text)
    return max((w for w in words if read_docx(data, "a").text.count(w) == 1), key=len)


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Trip:
    root = tmp_path_factory.mktemp("libreoffice")
    own, ours = root / "own", root / "commented"
    own.mkdir(), ours.mkdir()
    for name, make in SAMPLES.items():
        (own / f"{name}.docx").write_bytes(make())
    written = convert(own.iterdir(), "docx", root / "written")
    for path in written.iterdir():
        data = path.read_bytes()
        (ours / path.name).write_bytes(annotate_docx(reviewed(data, chosen(data)), data))
    again = convert(ours.iterdir(), "docx", root / "again")
    return Trip(written, ours, again, convert(ours.iterdir(), NOTES, root / "printed"))


@pytest.mark.parametrize("name", SAMPLES)
def test_there_and_back(trip: Trip, name: str) -> None:
    before, after = ((folder / f"{name}.docx").read_bytes() for folder in (trip.written, trip.commented))
    assert letters(after) == letters(before)
    again = (trip.again / f"{name}.docx").read_bytes()
    assert read_docx(again, "a").text == read_docx(before, "a").text
    ours = {n: "".join(text) for n, (author, _, text) in by_number(again).items() if author == "workslop"}
    on = [words for n, words in commented(again).items() if ours.get(n, "").startswith("Bevinding 1 <&>")]
    assert on == [WHOLE.get(name, chosen(before))]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_comments_are_in_its_pdf(trip: Trip, name: str) -> None:
    notes = [
        str(note.get_object().get("/Contents", ""))
        for page in PdfReader(trip.printed / f"{name}.pdf").pages
        for note in page.get("/Annots", [])
    ]
    assert sum(note.startswith("Bevinding 1 <&>") for note in notes) == 1
    assert sum("Een oordeel." in note for note in notes) == 1
