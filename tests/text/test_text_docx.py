"""Word files, made here with python-docx: text, structure, labels, and files that are wrong."""
# ruff: noqa: E501 (a case reads best on one line)

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from text_laws import check_laws

from workslop.text import draft_from_source, read_draft, read_source
from workslop.text.docx import WordSource, read_docx
from workslop.types import InputError


def _save(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def _report() -> docx.document.Document:
    document = docx.Document()
    document.add_heading("Wachttijd", 0)
    document.add_heading("Inleiding", 1)
    document.add_paragraph("In maart wachtte men 14 minuten. Dat is lang.")
    document.add_paragraph("")
    document.add_heading("Kosten", 2)
    document.add_paragraph("eerste punt", style="List Bullet")
    document.add_paragraph("dieper punt", style="List Bullet 2")
    document.add_paragraph("wat een ander zei", style="Quote")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Maand", "Minuten", "maart", "14"], strict=True):
        cell.text = text
    document.add_paragraph("- getikt punt")
    document.add_paragraph().add_run("Vette kop").bold = True
    document.add_paragraph("Regel een\nRegel twee, zie https://x.nl.")
    return document


def _read(document: object) -> WordSource:
    return read_docx(_save(document), "stuk.docx")


def test_a_question_in_bold_is_a_heading_and_a_sentence_in_bold_is_not() -> None:
    document = docx.Document()
    for text, bold in (("Wat kost het?", True), ("Twee euro.", False), ("Dat is veel.", True)):
        document.add_paragraph().add_run(text).bold = bold
    assert [b.kind for b in draft_from_source(_read(document)).blocks] == ["heading", "paragraph", "paragraph"]


def test_text_structure_and_labels() -> None:
    source = _read(_report())
    draft = draft_from_source(source)
    check_laws(draft)
    assert draft.lang == "nl"
    shown = [(b.kind, b.level, b.span.of(draft.text), draft.source.place(b.span.start).label) for b in draft.blocks]
    assert shown == [
        ("heading", 1, "Wachttijd", "¶1 · Wachttijd"),
        ("heading", 1, "Inleiding", "¶2 · Inleiding"),
        ("paragraph", 0, "In maart wachtte men 14 minuten. Dat is lang.", "¶3 · Inleiding"),
        ("heading", 2, "Kosten", "¶4 · Inleiding › Kosten"),
        ("item", 1, "eerste punt", "¶5 · Inleiding › Kosten"),
        ("item", 2, "dieper punt", "¶6 · Inleiding › Kosten"),
        ("quote", 0, "wat een ander zei", "¶7 · Inleiding › Kosten"),
        ("table", 0, "Maand | Minuten\nmaart | 14", "¶8, row 1 · Inleiding › Kosten"),
        ("row", 0, "Maand | Minuten", "¶8, row 1 · Inleiding › Kosten"),
        ("row", 0, "maart | 14", "¶8, row 2 · Inleiding › Kosten"),
        ("item", 1, "getikt punt", "¶9 · Inleiding › Kosten"),
        ("heading", 3, "Vette kop", "¶10 · Inleiding › Kosten › Vette kop"),
        ("paragraph", 0, "Regel een\nRegel twee, zie https://x.nl.", "¶11 · Inleiding › Kosten › Vette kop"),
    ]
    assert [s.span.of(draft.text) for s in draft.sentences[-2:]] == ["Regel een", "Regel twee, zie https://x.nl."]
    assert [hole.kind for hole in draft.blocks[-1].holes] == ["link"]


def test_anchors_name_the_paragraph_in_the_file() -> None:
    document = _report()
    source = _read(document)
    paragraphs = list(document.element.body.iter(qn("w:p")))
    for start, end, number in source.anchors:
        wanted = "".join(t.text or "" for t in paragraphs[number].iter(qn("w:t")))
        assert source.text[start:end].replace("\n", "") == wanted


def test_by_extension_and_by_content(tmp_path: Path) -> None:
    data = _save(_report())
    for name in ("a.docx", "a.bin"):
        (tmp_path / name).write_bytes(data)
        assert read_source(str(tmp_path / name)).format == "docx"
    assert read_source("-", io.BytesIO(data)).format == "docx"
    assert len(read_draft(str(tmp_path / "a.docx")).sentences) > 8


def _with_parts(data: bytes, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = {f"word/{name}.xml": body for name, body in parts.items()}
        for item in old.infolist():
            if item.filename not in names:
                new.writestr(item, old.read(item.filename))
        for name, body in names.items():
            new.writestr(name, body)
    return out.getvalue()


_OPEN = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def _body(inner: str) -> bytes:
    return _with_parts(_save(docx.Document()), document=f"{_OPEN}{inner}</w:body></w:document>".encode())


def test_insertions_in_deletions_out_fields_out() -> None:
    inner = (
        "<w:p><w:r><w:t>Een </w:t></w:r><w:ins><w:r><w:t>nieuw</w:t></w:r></w:ins><w:del><w:r><w:delText>oud</w:delText>"
        "</w:r></w:del><w:hyperlink><w:r><w:t> woord</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:tab/><w:t>x</w:t><w:noBreakHyphen/><w:t>y</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In een veld.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert read_docx(_body(inner), "a.docx").text == "Een nieuw woord\tx-y\nIn een veld."


def test_footnotes_stand_at_the_end() -> None:
    inner = '<w:p><w:r><w:t>Een bewering.</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="-1"><w:p/></w:footnote><w:footnote w:id="7"><w:p><w:r><w:t>CBS, 2024.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    source = read_docx(_with_parts(_body(inner), footnotes=notes.encode()), "a.docx")
    assert source.text == "Een bewering.[1]\n[1] CBS, 2024."
    draft = draft_from_source(source)
    assert [b.span.of(source.text) for b in draft.blocks] == ["Een bewering.[1]", "CBS, 2024."]
    assert source.place(len(source.text) - 1).label == "[1]"
    assert [(source.text[start:end], n) for start, end, n in source.anchors] == [
        ("Een bewering.[1]", 0),
        ("[1] CBS, 2024.", -1),
    ]


def test_a_box_of_one_column_holds_ordinary_paragraphs() -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=1)._cells[0].text = "Let op. Dit is een kader."
    draft = draft_from_source(_read(document))
    assert [(b.kind, len(draft.sentences)) for b in draft.blocks] == [("paragraph", 2)]


def test_table_of_contents_style() -> None:
    document = docx.Document()
    style = document.styles.add_style("toc 1", 1)
    document.add_paragraph("Inleiding\t3", style=style)
    document.add_paragraph("Tekst.")
    assert [b.kind for b in draft_from_source(_read(document)).blocks] == ["toc", "paragraph"]


def test_outline_level_makes_a_heading() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Mijn kop")
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "1")
    paragraph._p.get_or_add_pPr().append(level)
    block = draft_from_source(_read(document)).blocks[0]
    assert (block.kind, block.level) == ("heading", 2)


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"geen zip", "no readable Word file"),
        (b"PK\x03\x04" + b"x" * 50, "no readable Word file"),
        (_zip(x=b"y"), "no Word document"),
        (_body(""), "no text"),
        (_with_parts(_save(docx.Document()), document=b"<w:document><open>"), "damaged"),
        (_with_parts(_save(docx.Document()), document=b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), "entities"),
        (
            _with_parts(
                _save(docx.Document()), document=b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
            ),
            "entities",
        ),
        (_save(docx.Document())[:2000], "no readable Word file"),
    ],
)
def test_files_that_are_wrong(tmp_path: Path, data: bytes, word: str) -> None:
    path = tmp_path / "stuk.docx"
    path.write_bytes(data)
    with pytest.raises(InputError) as error:
        read_source(str(path))
    assert word in str(error.value)
    assert "stuk.docx" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = _with_parts(_save(docx.Document()), document=b"<a>" + b" " * 61_000_000 + b"</a>")
    assert len(bomb) < 200_000
    with pytest.raises(InputError, match="60 MB"):
        read_docx(bomb, "a.docx")


def test_deep_nesting_ends() -> None:
    deep = "<w:sdt><w:sdtContent>" * 3000 + "<w:p><w:r><w:t>diep</w:t></w:r></w:p>" + "</w:sdtContent></w:sdt>" * 3000
    assert read_docx(_body(deep), "a.docx").text == "diep"
