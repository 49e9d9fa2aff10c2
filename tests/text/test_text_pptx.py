"""PowerPoint files, made here part by part: order, titles, bullets, tables, diagrams, notes, and files that are wrong."""
# ruff: noqa: E501 (a case reads best on one line)

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from pptx_samples import Slide, packed, paragraph, pptx, relations, table, text, tree
from text_laws import check_laws

from workslop.cli import main
from workslop.report.words import label_text
from workslop.text import draft_from_source, read_source
from workslop.text.pptx import read_pptx
from workslop.types import InputError

_TITLE = text("Wachttijd aan de balie", role="title")


def _shown(data: bytes) -> list[tuple[str, int, str, str | None]]:
    draft = draft_from_source(read_pptx(data, "stuk.pptx"))
    check_laws(draft)
    return [(b.kind, b.level, b.span.of(draft.text), draft.source.place(b.span.start).label) for b in draft.blocks]


def test_slides_in_order_with_notes_and_hidden_ones() -> None:
    first = Slide(text("Kwartaal", "drie", role="ctrTitle") + text("Voor de raad", role="subTitle 1"))
    second = Slide(text("Tekst eerst in de volgorde.", role="body 1") + _TITLE, notes=text("", role="sldImg") + text("Noem het verschil met Q2.", "Tweede alinea.", role="body 1") + text("3", role="sldNum"))  # fmt: skip
    third = Slide(text("Los kader.") + text("Gemeente", role="ftr") + text("1 mei", role="dt 10"), hidden=True)
    assert _shown(pptx(first, second, third, order=(1, 3, 2))) == [
        ("heading", 1, "Kwartaal drie", "slide 1"),
        ("paragraph", 0, "Voor de raad", "slide 1"),
        ("paragraph", 0, "Los kader.", "slide 2, hidden"),
        ("heading", 2, "Wachttijd aan de balie", "slide 3"),
        ("item", 1, "Tekst eerst in de volgorde.", "slide 3"),
        ("paragraph", 0, "Noem het verschil met Q2.", "slide 3, notes"),
        ("paragraph", 0, "Tweede alinea.", "slide 3, notes"),
    ]


def test_bullets_of_the_paragraph_and_levels() -> None:
    look = '<a:pPr lvl="1"><a:buChar char="•"/></a:pPr>'
    box = text(paragraph("punt", look), paragraph("geen punt", "<a:pPr><a:buNone/></a:pPr>"), "gewoon", "- getikt punt")
    shown = [(kind, level, words) for kind, level, words, _ in _shown(pptx(_TITLE + box))][1:]
    assert shown == [
        ("item", 2, "punt"),
        ("paragraph", 0, "geen punt"),
        ("paragraph", 0, "gewoon"),
        ("item", 1, "getikt punt"),
    ]


def test_bullets_of_layout_and_master() -> None:
    relation = {"l": ("slideLayout", "../slideLayouts/layout1.xml")}
    body = text("eerste", paragraph("dieper", '<a:pPr lvl="1"/>'), role="body 1")
    layout = text("x", role="body 1", style="<a:lvl1pPr><a:buNone/></a:lvl1pPr>")
    names = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    master = f'<p:sldMaster {names}><p:txStyles><p:bodyStyle><a:lvl2pPr><a:buChar char="–"/></a:lvl2pPr></p:bodyStyle></p:txStyles></p:sldMaster>'
    data = pptx(
        Slide(_TITLE + body, relation),
        ppt__slideLayouts__layout1_x=tree("sldLayout", layout),
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["ppt/slideLayouts/_rels/layout1.xml.rels"] = relations({"m": ("slideMaster", "/ppt/slideMasters/m.xml")})
    parts["ppt/slideMasters/m.xml"] = master
    shown = [(kind, level, words) for kind, level, words, _ in _shown(packed(parts))][1:]
    assert shown == [("paragraph", 0, "eerste"), ("item", 2, "dieper")]


def test_lines_typed_within_a_paragraph() -> None:
    line = "<a:p><a:r><a:t>Meer omzet</a:t></a:r><a:br/><a:r><a:t>Minder kosten, maar</a:t></a:r><a:br/><a:r><a:t>niet in mei</a:t></a:r><a:fld type='slidenum'><a:t>7</a:t></a:fld></a:p>"
    shown = _shown(pptx(_TITLE + text(line)))
    assert [words for *_, words, _ in shown][1:] == ["Meer omzet", "Minder kosten, maar niet in mei"]


def test_tables_groups_and_alternatives() -> None:
    grouped = f"<p:grpSp><p:grpSpPr/>{text('In een groep.')}<p:grpSp>{text('Dieper in een groep.')}</p:grpSp></p:grpSp>"
    both = f"<mc:AlternateContent><mc:Choice>{text('Nieuw.')}</mc:Choice><mc:Fallback>{text('Oud.')}</mc:Fallback></mc:AlternateContent>"
    box = table(["Let op. Dit is een kader."])
    shown = _shown(pptx(_TITLE + grouped + table(["Maand", "Minuten"], ["maart", "14"]) + box + both))
    assert [(kind, words) for kind, _, words, _ in shown][1:] == [
        ("paragraph", "In een groep."),
        ("paragraph", "Dieper in een groep."),
        ("table", "Maand | Minuten\nmaart | 14"),
        ("row", "Maand | Minuten"),
        ("row", "maart | 14"),
        ("paragraph", "Let op. Dit is een kader."),
        ("paragraph", "Nieuw."),
    ]


def _diagram(points: str, links: str) -> bytes:
    frame = (
        '<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds r:dm="d"/></a:graphicData></a:graphic></p:graphicFrame>'
    )
    names = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    data = f"<dgm:dataModel {names}><dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst></dgm:dataModel>"
    return pptx(Slide(_TITLE + frame, {"d": ("diagramData", "../diagrams/data1.xml")}), ppt__diagrams__data1_x=data)


def _point(name: str, words: str, kind: str = "node") -> str:
    return f'<dgm:pt modelId="{name}" type="{kind}"><dgm:t>{paragraph(words)}</dgm:t></dgm:pt>'


def test_diagrams() -> None:
    points = (
        _point("0", "", "doc")
        + _point("2", "Tweede")
        + _point("1", "Eerste")
        + _point("3", "Onder")
        + _point("9", "weg", "pres")
    )
    links = "".join(
        f'<dgm:cxn modelId="c{a}{b}" srcId="{a}" destId="{b}" srcOrd="{n}"/>'
        for a, b, n in [(0, 1, 0), (0, 2, 1), (1, 3, 0)]
    )
    shown = [(kind, level, words) for kind, level, words, _ in _shown(_diagram(points, links))][1:]
    assert shown == [("item", 1, "Eerste"), ("item", 2, "Onder"), ("item", 1, "Tweede")]
    ring = "".join(f'<dgm:cxn srcId="{a}" destId="{b}"/>' for a, b in [(0, 1), (1, 0), (1, 1)])
    assert _shown(_diagram(_point("0", "", "doc") + _point("1", "Eerste"), ring))[0][2] == "Wachttijd aan de balie"


def test_a_title_by_its_size() -> None:
    shown = _shown(pptx(text("Kleine tekst die uitlegt.", size=1400) + text("Onze aanpak", size=4000)))
    assert [(kind, words) for kind, _, words, _ in shown] == [
        ("heading", "Onze aanpak"),
        ("paragraph", "Kleine tekst die uitlegt."),
    ]


def test_nothing_outside_the_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "notes.xml").write_text(tree("notes", text("geheim")))
    away = {"n": ("notesSlide", (tmp_path / "notes.xml").as_uri()), "u": ("notesSlide", "../../../../etc/passwd")}
    assert [words for *_, words, _ in _shown(pptx(Slide(_TITLE, away)))] == ["Wachttijd aan de balie"]


def test_by_name_by_content_and_as_asked(tmp_path: Path) -> None:
    data = pptx(_TITLE)
    for name in ("a.pptx", "a.pptm", "a.ppsx", "a.bin"):
        (tmp_path / name).write_bytes(data)
        assert read_source(str(tmp_path / name)).format == "pptx"
    assert read_source("-", io.BytesIO(data)).format == "pptx"
    assert read_source("-", io.BytesIO(data), "powerpoint").format == "pptx"


@pytest.mark.parametrize(
    ("label", "nl", "en"),
    [
        ("slide 3", "dia 3", "slide 3"),
        ("slide 3, notes", "dia 3, notities", "slide 3, notes"),
        ("slide 5, hidden, notes", "dia 5, verborgen, notities", "slide 5, hidden, notes"),
        ("¶12 · slide 3", "¶12 · slide 3", "¶12 · slide 3"),
    ],
)
def test_place_in_words(label: str, nl: str, en: str) -> None:
    assert (label_text("nl", label), label_text("en", label)) == (nl, en)


# files that are wrong


def _one_sentence(data: bytes, *words: str) -> None:
    with pytest.raises(InputError) as error:
        read_pptx(data, "stuk.pptx")
    said = str(error.value)
    assert "\n" not in said and len(said) < 300
    for word in ("stuk.pptx", *words):
        assert word in said


_BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p:sld xmlns:p="p">&b;</p:sld>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"iets", ("no readable",)),
        (b"PK\x03\x04rest", ("no readable",)),
        (packed({"word/document.xml": "<x/>"}), ("no PowerPoint",)),
        (packed({"ppt/presentation.xml": "<x/>"}), ("no PowerPoint",)),
        (pptx(), ("no text",)),
        (pptx(text("")), ("no text",)),
        (pptx(_TITLE, ppt__slides__slide1_x="<p:sld"), ("slide1.xml",)),
        (pptx(_TITLE, ppt__slides__slide1_x=_BOMB), ("entities",)),
        (pptx(_TITLE, ppt__slides__slide1_x=_BOMB.decode().encode("utf-16")), ("entities",)),
        (pptx(_TITLE, ppt__slides__slide1_x=_BOMB.decode().encode("utf-16-le")), ("entities",)),
        (pptx(_TITLE, ppt__slides__slide1_x=b"<a>" + b" " * 30_000_000), ("unpacks to more than 10 MB",)),
        (pptx(*(f"{_TITLE}<!--{' ' * 9_000_000}-->" for _ in range(7))), ("unpacks to more than 60 MB",)),
    ],
)
def test_files_that_are_wrong(data: bytes, words: tuple[str, ...]) -> None:
    _one_sentence(data, *words)


def test_a_slide_that_is_missing() -> None:
    with zipfile.ZipFile(io.BytesIO(pptx(_TITLE))) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist() if "slide1.xml" not in n}
    _one_sentence(packed(parts), "missing")


def test_deep_nesting_and_many_shapes_in_time() -> None:
    deep = "<p:grpSp>" * 20_000 + _TITLE + "</p:grpSp>" * 20_000
    assert len(_shown(pptx(deep))) == 1
    assert len(_shown(pptx(text("Een korte regel.") * 4_000))) == 4_000


def test_damage_anywhere_is_one_sentence_or_none() -> None:
    whole = pptx(Slide(_TITLE + table(["a", "b"], ["c", "d"]), notes=text("Notitie.", role="body 1")))
    dice = random.Random(7)
    for turn in range(300):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            read_pptx(bytes(data[: len(data) - turn * 7]), "stuk.pptx")
        except InputError as error:
            assert "\n" not in str(error)


def test_the_command_says_it_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.pptx").write_bytes(b"PK\x03\x04rest")
    result = CliRunner().invoke(main, ["check", str(tmp_path / "a.pptx")])
    assert result.exit_code == 2 and "Traceback" not in result.output
