"""Plain text: notes, mail, chat."""
# ruff: noqa: E501 (a case reads best on one line)

from __future__ import annotations

import pytest
from text_laws import read, shape, units

LONG = "Dit is een alinea van gewone tekst die lang genoeg is om als lopende tekst te tellen."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Een.\n\nTwee.", ["paragraph: Een.", "paragraph: Twee."]),
        # a margin
        (
            "De gemeente heeft in het afgelopen jaar besloten om de balie\nop zaterdag te sluiten, want het was er stil.",
            [
                "paragraph: De gemeente heeft in het afgelopen jaar besloten om de balie\nop zaterdag te sluiten, want het was er stil."
            ],
        ),
        # chat
        (
            "[12:03] Noor: hoi\n[12:04] Jan: heb jij de cijfers?\n[12:05] Noor: nee",
            [
                "paragraph: [12:03] Noor: hoi",
                "paragraph: [12:04] Jan: heb jij de cijfers?",
                "paragraph: [12:05] Noor: nee",
            ],
        ),
        # notes
        ("- een\n- twee\n  door\n3) drie", ["item: een", "item: twee\n  door", "item: drie"]),
        ("• een\n→ twee\na) drie", ["item: een", "item: twee", "item: drie"]),
        # mail
        (
            f"Van: Jan\nAan: Piet\nOnderwerp: x\n\n{LONG}\n\n> Wat jij schreef.\n> Nog wat.",
            [
                "front_matter: Van: Jan\nAan: Piet\nOnderwerp: x",
                f"paragraph: {LONG}",
                "quote: Wat jij schreef.\n> Nog wat.",
            ],
        ),
        # headings
        (f"Inleiding\n\n{LONG}", ["heading: Inleiding", f"paragraph: {LONG}"]),
        (f"1.2 Kosten\n\n{LONG}", ["heading: 1.2 Kosten", f"paragraph: {LONG}"]),
        (f"KOSTEN\n======\n{LONG}", ["heading: KOSTEN", f"paragraph: {LONG}"]),
        (f"Beste Jan,\n\n{LONG}", ["paragraph: Beste Jan,", f"paragraph: {LONG}"]),
        (f"{LONG}\n\nGroet\n\nJan", [f"paragraph: {LONG}", "paragraph: Groet", "paragraph: Jan"]),
        # the rest
        ("naam\tbedrag\nJan\t12", ["table: naam\tbedrag\nJan\t12", "row: naam\tbedrag", "row: Jan\t12"]),
        ("Inleiding ...... 3\nKosten ......... 7", ["toc: Inleiding ...... 3\nKosten ......... 7"]),
        ("```\nx\n```\nDaarna.", ["code: ```\nx\n```", "paragraph: Daarna."]),
        ("Een.\n-----------------\n\n*****\nTwee", ["heading: Een.", "paragraph: Twee"]),
    ],
)
def test_blocks(text: str, wanted: list[str]) -> None:
    assert [f"{kind}: {body}" for kind, body in shape(read(text, "text"))] == wanted


def test_levels() -> None:
    draft = read(f"1 Een\n\n{LONG}\n\n1.1 Twee\n\n{LONG}\n\n- a\n  - b\n", "text")
    assert [(b.kind, b.level) for b in draft.blocks] == [
        ("heading", 1), ("paragraph", 0), ("heading", 2), ("paragraph", 0), ("item", 1), ("item", 2),
    ]  # fmt: skip
    assert draft.blocks[3].headings == (0, 2)


def test_addresses_are_holes_and_sentences_end() -> None:
    draft = read("Kijk op www.x.nl. Mail jan@x.nl! Klaar", "text")
    assert units(draft) == ["Kijk op www.x.nl.", "Mail jan@x.nl!", "Klaar"]
    assert [hole.kind for hole in draft.blocks[0].holes] == ["link", "link"]


def test_offsets_with_carriage_returns() -> None:
    text = f"Inleiding\r\n\r\n{LONG}\r\n- een\r\n- twee\r\n"
    assert [body for _, body in shape(read(text, "text"))] == ["Inleiding", LONG, "een", "twee"]
