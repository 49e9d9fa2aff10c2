"""Markdown: kinds, exact places, holes."""
# ruff: noqa: E501 (a case reads best on one line)

from __future__ import annotations

import pytest
from text_laws import read, shape, units

from workslop.text import prose

DOCUMENT = """\
---
title: Stuk
---

# Kop *een*

Eerste zin met **nadruk** en `code`. Tweede
zin loopt door.

Setext kop
==========

- een
- twee
  gaat door
  - dieper

    Nog een alinea.
1. [ ] taak

> Citaat van
> **iemand** anders.

| a | b |
|---|---|
| 1 | 2 |

```py
code = 1
```

    ook code

<!-- opmerking -->

Met noot.[^1]

[^1]: De noot zelf.

[ref]: https://voorbeeld.nl
"""


def test_kinds_and_places() -> None:
    assert shape(read(DOCUMENT)) == [
        ("front_matter", "---\ntitle: Stuk\n---"),
        ("heading", "Kop *een*"),
        ("paragraph", "Eerste zin met **nadruk** en `code`. Tweede\nzin loopt door."),
        ("heading", "Setext kop"),
        ("item", "een"),
        ("item", "twee\n  gaat door"),
        ("item", "dieper"),
        ("paragraph", "Nog een alinea."),
        ("item", "taak"),
        ("quote", "Citaat van\n> **iemand** anders."),
        ("table", "| a | b |\n|---|---|\n| 1 | 2 |"),
        ("row", "| a | b |"),
        ("row", "| 1 | 2 |"),
        ("code", "```py\ncode = 1\n```"),
        ("code", "ook code"),
        ("comment", "<!-- opmerking -->"),
        ("paragraph", "Met noot.[^1]"),
        ("paragraph", "De noot zelf."),
    ]


def test_carriage_returns_keep_offsets_true() -> None:
    text = DOCUMENT.replace("\n", "\r\n")
    assert [(k, t.replace("\r\n", "\n")) for k, t in shape(read(text))] == shape(read(DOCUMENT))


def test_units() -> None:
    assert units(read(DOCUMENT)) == [
        "Kop *een*",
        "Eerste zin met **nadruk** en `code`.",
        "Tweede\nzin loopt door.",
        "Setext kop",
        "een",
        "twee\n  gaat door",
        "dieper",
        "Nog een alinea.",
        "taak",
        "Citaat van\n> **iemand** anders.",
        "| a | b |",
        "| 1 | 2 |",
        "Met noot.[^1]",
        "De noot zelf.",
    ]


def test_prose_is_the_authors_own_running_text() -> None:
    draft = read(DOCUMENT)
    own = {sentence.kind for sentence in draft.sentences if sentence.prose}
    assert own == {"paragraph", "item"}
    said = read('"Dat komt nooit meer goed", zei hij. "Wij gaan er echt niet mee door." Hij lachte er hartelijk bij.')
    assert [sentence.prose for sentence in said.sentences] == [True, False, True]
    assert read("Hij zei dat hij 'er klaar mee' was en ging.").sentences[0].prose


def test_levels_and_headings_above() -> None:
    draft = read("# a\n\n## b\n\nx\n\n### c\n\n## d\n\n- y\n  - z\n\n# e\n\nw\n")
    above = {b.span.of(draft.text): [draft.blocks[i].span.of(draft.text) for i in b.headings] for b in draft.blocks}
    assert above == {
        "a": [], "b": ["a"], "x": ["a", "b"], "c": ["a", "b"], "d": ["a"], "y": ["a", "d"], "z": ["a", "d"], "e": [], "w": ["e"],
    }  # fmt: skip
    assert [b.level for b in draft.blocks if b.kind == "item"] == [1, 2]


@pytest.mark.parametrize(
    ("text", "kind", "holes"),
    [
        ("a `b c` d", "code", ["`b c`"]),
        ("a ``b ` c`` d", "code", ["``b ` c``"]),
        ("a `b d", "code", []),
        (r"a \`b\` d", "code", []),
        ("zie [de tekst](https://x.nl/a_(b) 'titel') hier", "link", ["](https://x.nl/a_(b) 'titel')"]),
        ("zie [de tekst][ref] en [ref] en [nee]\n\n[ref]: /x", "link", ["][ref]", "]"]),
        ("zie ![een plaatje](a.png).", "link", ["![een plaatje](a.png)"]),
        ("zie <https://x.nl> en <jan@x.nl>", "link", ["<https://x.nl>", "<jan@x.nl>"]),
        ("zie https://x.nl/a(b), www.y.nl. (http://z.nl)", "link", ["https://x.nl/a(b)", "www.y.nl", "http://z.nl"]),
        ("mail jan.p@x.co.nl!", "link", ["jan.p@x.co.nl"]),
        ("noot[^12] hier", "link", ["[^12]"]),
        ("**a** en __b__ en *c* en _d_ en ~~e~~", "markup", ["**", "**", "__", "__", "*", "*", "_", "_", "~~", "~~"]),
        ("2 * 3 * 4 en snake_case_naam en 5*", "markup", []),
        ("***a*** b", "markup", ["***", "***"]),
        ("een <b>vet</b> woord<br/>", "markup", ["<b>", "</b>", "<br/>"]),
        ("3 < 4 en <5", "markup", []),
        ("a <!-- b --> c", "comment", ["<!-- b -->"]),
        ('hij zei "dit is lang" en "kort"', "quote", ['"dit is lang"']),
        ("hij zei “dit is lang” en „dat is ook lang“ en «encore une fois»", "quote", None),
        ("zo'n 'echt heel lange' en 's avonds de jongens' boeken", "quote", ["'echt heel lange'"]),
        ('maat 5" bij 7" en 3\' lang', "quote", []),
        ('een "open citaat zonder einde', "quote", []),
        ('zie `"a b c"` hier', "quote", []),
    ],
)
def test_holes(text: str, kind: str, holes: list[str] | None) -> None:
    draft = read(text)
    found = [hole.span.of(text) for hole in draft.blocks[0].holes if hole.kind == kind]
    if holes is None:
        assert len(found) == 3
    else:
        assert found == holes


def test_prose_blanks_what_is_not_the_authors() -> None:
    text = "Wij **willen** dit [zo](http://x.nl): `a` en “dat is niet zo”.\n"
    view = prose(text, read(text).blocks[0])
    blank = "\ufffc"
    assert view == (
        "Wij   willen   dit  zo" + blank * len("](http://x.nl)") + ": " + blank * 3 + " en " + blank * 16 + "."
    )


def test_mark_up_stays_with_its_sentence() -> None:
    assert units(read("**Let op.** Dit is *echt zo.* _Daarna_ niets.")) == [
        "**Let op.**",
        "Dit is *echt zo.*",
        "_Daarna_ niets.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- [Een](#een)\n- [Twee](#twee)\n  - [Drie](#drie)\n",
        "## Inhoud\n\n1. [Een](https://x.nl/een)\n2. [Twee](https://x.nl/twee)\n",
        "[TOC]\n",
        "[[_TOC_]]\n",
        "<!-- toc -->\n",
        "* [Een](./een.md)\n* [Twee](twee.md)\n",
    ],
)
def test_table_of_contents(text: str) -> None:
    draft = read(text)
    assert draft.blocks[-1].kind == "toc"
    assert all(sentence.kind == "heading" for sentence in draft.sentences)


def test_a_list_of_sources_is_no_table_of_contents() -> None:
    draft = read("## Bronnen\n\n- [CBS](https://cbs.nl/1)\n- [SCP](https://scp.nl/2)\n")
    assert [block.kind for block in draft.blocks] == ["heading", "item", "item"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("+++\ntitle = 'x'\n+++\n\ntekst", ["front_matter", "paragraph"]),
        ("---\n# opmerking\na: b\n...\ntekst", ["front_matter", "paragraph"]),
        ("---\n\nEen gewone zin.\n\n---\n\nNog een.", ["paragraph", "paragraph"]),
        ("---\ntitle: nooit gesloten\n\ntekst", ["paragraph", "paragraph"]),
        ("tekst\n\n---\na: b\n---\n", ["paragraph", "heading"]),
        ("> [!NOTE]\n> Onze eigen woorden.", ["paragraph"]),
        ("> - punt in citaat\n> - nog een", ["item", "item"]),
        ("**1a druk**\ndag: 88%", ["heading", "paragraph"]),
        ("**Een hele zin in het vet.**", ["paragraph"]),
        ("**Let op:** dit niet", ["paragraph"]),
        ("<details><summary>Meer</summary>\n\nBinnen.\n\n</details>", ["paragraph", "paragraph"]),
        ("::: note\n\nBinnen.\n\n:::", ["comment", "paragraph", "comment"]),
        ("{{< figure >}}\n\nTekst", ["comment", "paragraph"]),
        ("~~~\nx\n\ny", ["code"]),
        ("- item\n\n      code in item", ["item", "code"]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [block.kind for block in read(text).blocks] == kinds


def test_quoted_is_true_below_a_block_quote_only() -> None:
    draft = read("> # kop\n> tekst\n> - punt\n\neigen\n\n> [!TIP]\n> eigen")
    assert [block.quoted for block in draft.blocks] == [True, True, True, False, False]
    assert draft.blocks[3].headings == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a margin: one sentence
        ("De commissie heeft besloten om het voorstel van de\nfractie over te nemen en te publiceren.", 1),
        # notes, a line each
        ("14:02 5.18 out\n14:09 first customer noticed\n14:31 we get paged\n17:55 ok", 4),
        ("Wat doen we:\nbellen met de klant en daarna een mail sturen naar iedereen die het aangaat", 2),
        # somebody breaks lines at clauses
        ("Wij kozen dit,\nomdat het goedkoper was.", 1),
        ("Regel een  \nRegel twee", 2),
        ("een<br>Twee", 2),
        ("een<br>twee", 1),
    ],
)
def test_line_breaks(text: str, wanted: int) -> None:
    assert len(units(read(text))) == wanted


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("**Wat kost het?**", "heading"), ("**Kosten**", "heading"), ("**Dat kost veel.**", "paragraph"),
        ("**Let op:** dat kost veel", "paragraph"), ("**a, b en c,**", "paragraph"),
    ],
)  # fmt: skip
def test_a_short_line_in_bold_is_a_heading_unless_it_is_a_sentence(line: str, kind: str) -> None:
    blocks = read(f"Vooraf.\n\n{line}\n\nTwee euro per stuk.\n").blocks
    assert [b.kind for b in blocks] == ["paragraph", kind, "paragraph"]
    assert blocks[-1].headings == ((1,) if kind == "heading" else ())
