"""PDF files, made here by hand: lines joined to paragraphs, what repeats left out, and files that are wrong."""
# ruff: noqa: E501 (a case reads best on one line)

from __future__ import annotations

import builtins
import io
import logging
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_samples import column, drawing, pdf
from text_laws import check_laws

from workslop.cli import main
from workslop.report.words import place_text
from workslop.text import draft_from_source, read_source
from workslop.text.pdf import MAX_PAGES, read_pdf
from workslop.text.pdf_words import Joiner
from workslop.types import InputError, Place

pypdf = pytest.importorskip("pypdf")

_LONG = [
    "In maart wachtte een bezoeker van het stadskantoor veertien minuten aan de balie.",
    "Dat is drie minuten langer dan een jaar eerder, en twee keer zo lang als de norm die",
    "de raad in 2023 heeft vastgesteld. De meeste bezoekers kwamen voor een paspoort.",
]


def _shown(data: bytes) -> list[tuple[str, int, str, str | None]]:
    draft = draft_from_source(read_pdf(data, "stuk.pdf"))
    check_laws(draft)
    return [(b.kind, b.level, b.span.of(draft.text), draft.source.place(b.span.start).label) for b in draft.blocks]


def test_paragraphs_headings_items() -> None:
    page = [
        (70, 780, 24, "B", "Wachttijd aan de balie"),
        (70, 745, 15, "B", "Wat we zagen"),
        *column(_LONG, y=720),
        (70, 660, 11, "B", "Oorzaken"),
        (70, 640, 11, "R", "• Er is een vacature die al sinds"),
        (80, 626, 11, "R", "januari openstaat."),
        (70, 612, 11, "R", "• Het nieuwe systeem is traag."),
        (90, 598, 11, "R", "– vooral in de ochtend"),
        *column(["De balie krijgt er in juni twee medewerkers bij."], y=570),
    ]
    assert _shown(pdf([page])) == [
        ("heading", 1, "Wachttijd aan de balie", "page 1"),
        ("heading", 2, "Wat we zagen", "page 1"),
        ("paragraph", 0, " ".join(_LONG), "page 1"),
        ("heading", 3, "Oorzaken", "page 1"),
        ("item", 1, "Er is een vacature die al sinds januari openstaat.", "page 1"),
        ("item", 1, "Het nieuwe systeem is traag.", "page 1"),
        ("item", 2, "vooral in de ochtend", "page 1"),
        ("paragraph", 0, "De balie krijgt er in juni twee medewerkers bij.", "page 1"),
    ]


def test_headers_footers_and_page_numbers_go() -> None:
    pages = [
        [
            (70, 810, 8, "R", "Gemeente Voorbeeld – vertrouwelijk"),
            (70, 790, 18, "B", f"Stap {number + 7}"),
            *column([*_LONG, "", f"Dit is alinea {number} van het stuk.", "", *_LONG], y=700),
            (500, 30, 8, "R", f"Pagina {number} van 5"),
        ]
        for number in range(1, 6)
    ]
    source = read_pdf(pdf(pages), "stuk.pdf")
    assert "vertrouwelijk" not in source.text and "Pagina" not in source.text
    assert "Dit is alinea 4" in source.text and "Stap 11\n" in source.text
    assert source.place(source.text.index("alinea 4")).label == "page 4"
    two = [[*column(_LONG), (70, 30, 11, "R", f"Gemeente {number}")] for number in (1, 2)]
    assert "Gemeente" not in read_pdf(pdf(two), "stuk.pdf").text
    running = [
        [
            (70, 810, 9, "R", f"Hoofdstuk {'ABCDE'[n]}: {n + 4}"),
            *column([f"Dit gaat over punt {n} van de lijst."], y=760),
            *column(_LONG),
            *column(_LONG),
        ]
        for n in range(5)
    ]
    assert "Hoofdstuk" not in read_pdf(pdf(running), "stuk.pdf").text  # it differs, and counts with the pages


def test_a_short_file_keeps_its_first_and_last_line() -> None:
    assert _shown(pdf([column(_LONG)]))[0][2] == " ".join(_LONG)
    assert "Slot." in read_pdf(pdf([[*column(_LONG), (70, 300, 11, "R", "Slot.")]] * 2), "stuk.pdf").text


def test_a_sentence_over_the_page() -> None:
    pages = [
        column([*_LONG, "Het duurt nog tot het najaar voordat de vacature die al lang openstaat"]),
        column(["zal zijn vervuld.", "", *_LONG]),
    ]
    shown = _shown(pdf(pages))
    assert any("openstaat zal zijn vervuld." in text for _, _, text, _ in shown)


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["Dit is het onder-", "zoek naar de balie."], "Dit is het onderzoek naar de balie."),
        (["Wij kennen de in-", "en verkoop."], "Wij kennen de in- en verkoop."),
        (["Hij woont in Noord-", "Holland."], "Hij woont in Noord-Holland."),
        (["Het sim-only-abonnement en het sim-only-", "abonnement."], "Het sim-only-abonnement en het sim-only-abonnement."),
        (["This is about decision-", "making in the council of the city."], "This is about decision-making in the council of the city."),
        (["This is about the com-", "mittee and what it wants to decide."], "This is about the committee and what it wants to decide."),
        (["De e-mail komt per e-", "mail aan."], "De e-mail komt per e-mail aan."),
        (["Een zachte\u00ad", "streep."], "Een zachtestreep."),
        (["Dat is –", "denk ik – zo."], "Dat is – denk ik – zo."),
        (["De balie -", "niet de kas - is dicht."], "De balie - niet de kas - is dicht."),
    ],
)  # fmt: skip
def test_words_broken_at_the_end_of_a_line(lines: list[str], joined: str) -> None:
    assert Joiner(lines).join(*lines) == joined


_LEFT = [
    "In maart wachtte men aan de",
    "balie veertien minuten, en dat",
    "is lang voor een paspoort dat",
    "al klaar ligt bij de kassa van",
    "het stadskantoor, waar niemand",
    "weet wie er aan de beurt is en",
    "wie er nog moet wachten.",
]
_RIGHT = ["Het college wil dat de wachttijd", "korter wordt en trekt daar geld", "voor uit, maar zegt er niet bij", "hoeveel dat is en waar het dan", "vandaan komt, zodat de raad er", "niet over kan besluiten voor de", "zomer van dit jaar begint."]  # fmt: skip


@pytest.mark.parametrize("by_line", [False, True])
def test_two_columns(by_line: bool) -> None:
    left, right = column(_LEFT, x=60, y=600), column(_RIGHT, x=310, y=600)
    drawn = [one for pair in zip(left, right, strict=True) for one in pair] if by_line else left + right
    title = [(60, 700, 20, "B", "Een kop die over beide kolommen heen loopt")]
    shown = _shown(pdf([title + drawn]))
    assert [text for _, _, text, _ in shown] == [title[0][4], " ".join(_LEFT), " ".join(_RIGHT)]


def test_rows_of_a_table_are_no_columns() -> None:
    rows = [("Maand", "Minuten"), ("Januari", "11"), ("Februari", "12"), ("Maart", "14")]
    cells = [
        (x, 600 - 14 * n, 11, "R", word) for n, row in enumerate(rows) for x, word in zip((70, 300), row, strict=True)
    ]
    shown = _shown(pdf([column(_LONG) + cells]))
    assert [text for kind, _, text, _ in shown if kind == "row"] == [
        "Maand | Minuten",
        "Januari | 11",
        "Februari | 12",
        "Maart | 14",
    ]


def test_contents_and_watermark() -> None:
    askew = b"BT /R 60 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (CONCEPT) Tj ET\n"
    lines = column(
        ["1 Inleiding . . . . . . . . . . . . . . . . 3", "2 Kosten . . . . . . . . . . . . . . . . . . 7"], y=500
    )
    shown = _shown(pdf([askew + drawing(column(_LONG) + lines)]))
    assert [kind for kind, *_ in shown] == ["paragraph", "toc", "toc"]


def test_turned_pages_read_as_others() -> None:
    body = b"\n".join(f"BT /R 11 Tf 0 1 -1 0 {100 + 14 * n} 60 Tm (".encode() + line.encode() + b") Tj ET" for n, line in enumerate(_LONG))  # fmt: skip
    assert _shown(pdf([body]))[0][2] == " ".join(_LONG)


def test_by_name_by_content_and_as_asked(tmp_path: Path) -> None:
    data = pdf([column(_LONG)])
    for name in ("a.pdf", "a.bin", "a.md"):
        (tmp_path / name).write_bytes(data)
        assert read_source(str(tmp_path / name)).format == "pdf"
    assert read_source("-", io.BytesIO(data)).format == "pdf"
    assert read_source("-", io.BytesIO(data), "pdf").format == "pdf"


def test_place_in_words() -> None:
    assert place_text("nl", Place(1, 1, "page 4")) == "pagina 4"
    assert place_text("en", Place(1, 1, "page 4")) == "page 4"


# files that are wrong


def _one_sentence(data: bytes, *words: str) -> None:
    with pytest.raises(InputError) as error:
        read_pdf(data, "stuk.pdf")
    text = str(error.value)
    assert "\n" not in text and len(text) < 300
    for word in ("stuk.pdf", *words):
        assert word in text


def test_no_text_layer() -> None:
    _one_sentence(pdf([b"0 0 100 100 re f", b""]), "no text layer", "OCR")
    assert _shown(pdf([b"0 0 100 100 re f", column(_LONG)]))[0][3] == "page 2"


def test_protected() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([column(_LONG)])))
    writer.encrypt("geheim", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    _one_sentence(out.getvalue(), "protected")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([column(_LONG)])))
    writer.encrypt("", "eigenaar", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "veertien minuten" in read_pdf(out.getvalue(), "stuk.pdf").text


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"iets", b"%PDF-1.4\n" + b"\0" * 5000, pdf([])])
def test_damaged(data: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    _one_sentence(data)
    assert capfd.readouterr() == ("", "")


def test_cut_off_anywhere(capfd: pytest.CaptureFixture[str]) -> None:
    data = pdf([column(_LONG)] * 3)
    for at in range(0, len(data), 97):
        try:
            read_pdf(data[:at], "stuk.pdf")
        except InputError as error:
            assert "\n" not in str(error)
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("pypdf").level == logging.NOTSET


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_anywhere_is_one_sentence_or_none(data: Any) -> None:
    body = bytearray(pdf([column(_LONG), column(_LONG)]))
    for _ in range(data.draw(st.integers(1, 12))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        check_laws(draft_from_source(read_pdf(bytes(body), "stuk.pdf"), lang="nl"))
    except InputError as error:
        assert "\n" not in str(error)


def test_a_page_that_draws_too_much() -> None:
    _one_sentence(pdf([column(_LONG), b"0 0 m 1 1 l S\n" * 800_000]), "page 2", "drawing")


def test_a_line_of_many_bits_and_many_lines_in_time() -> None:
    start = time.monotonic()
    bits = [(70 + n / 100, 700, 11, "R", "a") for n in range(8_000)]
    assert len(_shown(pdf([bits]))) == 1
    lines = column(["een regel van een alinea die nooit ophoudt"] * 8_000, y=700, step=0.0)
    assert _shown(pdf([[(x, y - 12 * n, *rest) for n, (x, y, *rest) in enumerate(lines)]]))[0][0] == "paragraph"
    assert time.monotonic() - start < 30


def test_many_pages_in_time() -> None:
    start = time.monotonic()
    source = read_pdf(pdf([column([f"Alinea {n} is anders.", *_LONG * 10]) for n in range(MAX_PAGES)]), "stuk.pdf")
    assert time.monotonic() - start < 60 and source.marks[-1][1] == f"page {MAX_PAGES}"
    _one_sentence(pdf([column(_LONG)] * (MAX_PAGES + 1)), "501 pages")


def test_without_pypdf(monkeypatch: pytest.MonkeyPatch) -> None:
    there = builtins.__import__

    def absent(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "pypdf":
            raise ImportError(name)
        return there(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", absent)
    _one_sentence(pdf([column(_LONG)]), "workslop[pdf]")


def test_the_command_says_it_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 ...")
    result = CliRunner().invoke(main, ["check", str(tmp_path / "a.pdf")])
    assert result.exit_code == 2 and "Traceback" not in result.output
