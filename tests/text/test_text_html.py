"""HTML: blocks point into the raw text; tags are holes; scripts and navigation are nobody's prose."""

from __future__ import annotations

import pytest
from text_laws import read, shape, units

from workslop.text import prose

PAGE = """<!DOCTYPE html>
<html lang="nl"><head><title>Niet mee</title><style>p { color: red }</style>
<script>if (a < b) { document.write("<p>nee</p>") }</script></head>
<body><nav><ul><li><a href="/">Thuis</a></li></ul></nav>
<h1 class="a>b">Een <em>kop</em></h1>
<p>Eerste zin met <b>nadruk</b>. Tweede zin met <code>x.y()</code> en <a href="https://x.nl">een link</a>.</p>
<ul><li>Punt een<ul><li>Dieper</li></ul></li><li><p>Punt twee.</p><p>Vervolg.</p></li></ul>
<blockquote><p>Wat een ander zei.</p></blockquote>
<pre>code
hier</pre><!-- weg -->
<table><thead><tr><th>Maand</th><th>Aantal</th></tr></thead>
<tbody><tr><td>maart</td><td><p>14</p></td></tr></tbody></table>
</body></html>
"""


def test_kinds_and_places() -> None:
    draft = read(PAGE, "html")
    assert shape(draft) == [
        ("heading", "Een <em>kop"),
        (
            "paragraph",
            'Eerste zin met <b>nadruk</b>. Tweede zin met <code>x.y()</code> en <a href="https://x.nl">een link</a>.',
        ),
        ("item", "Punt een"),
        ("item", "Dieper"),
        ("item", "Punt twee."),
        ("paragraph", "Vervolg."),
        ("quote", "Wat een ander zei."),
        ("code", "<pre>code\nhier</pre>"),
        ("comment", "<!-- weg -->"),
        ("table", "Maand</th><th>Aantal</th></tr></thead>\n<tbody><tr><td>maart</td><td><p>14"),
        ("row", "Maand</th><th>Aantal"),
        ("row", "maart</td><td><p>14"),
    ]
    assert [block.level for block in draft.blocks[:5]] == [1, 0, 1, 2, 1]
    assert draft.blocks[6].quoted
    assert units(draft)[1:3] == [
        "Eerste zin met <b>nadruk</b>.",
        'Tweede zin met <code>x.y()</code> en <a href="https://x.nl">een link</a>.',
    ]


def test_tags_are_holes() -> None:
    text = '<p>Dit is <b title="a>b">vet</b> <!-- c -->hier</p>'
    block = read(text, "html").blocks[0]
    assert [(hole.kind, hole.span.of(text)) for hole in block.holes] == [
        ("markup", '<b title="a>b">'), ("markup", "</b>"), ("comment", "<!-- c -->"),
    ]  # fmt: skip
    assert prose(text, block).split() == ["Dit", "is", "vet", "\ufffc" * 10 + "hier"]


def test_character_references() -> None:
    text = "<p>Hij zei &ldquo;dit is heel lang&rdquo; hier. Caf&eacute;&nbsp;is open.&nbsp;Kom maar &amp; snel.</p>"
    draft = read(text, "html")
    assert [hole.span.of(text) for hole in draft.blocks[0].holes if hole.kind == "quote"] == [
        "&ldquo;dit is heel lang&rdquo;"
    ]
    assert len(draft.sentences) == 3


def test_white_space_is_no_line_break_but_br_is() -> None:
    assert len(units(read("<p>Dit\nis\nEen\nZin</p>", "html"))) == 1
    assert len(units(read("<p>Regel een<br>Regel twee</p>", "html"))) == 2


def test_contents_are_links_within_the_page() -> None:
    draft = read('<ul><li><a href="#a">Een</a></li><li><a href="#b">Twee</a></li></ul><p>Tekst.</p>', "html")
    assert [block.kind for block in draft.blocks] == ["toc", "paragraph"]


def test_a_table_that_lays_out_is_no_table() -> None:
    draft = read("<table><tr><td><h1>Kop</h1><p>Een.</p></td><td><p>Twee.</p></td></tr></table>", "html")
    assert [block.kind for block in draft.blocks] == ["heading", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("<p>een<p>twee<li>drie", ["paragraph", "paragraph", "item"]),
        ("los <b>stuk", ["paragraph"]),
        ("<script>weg", []),
        ("<svg><text>weg</text></svg><p>ja", ["paragraph"]),
        ("a < b en c > d", ["paragraph"]),
        ("<p", ["paragraph"]),
        ("<a href='open>tekst", ["paragraph"]),
        ("<!-- open", ["comment"]),
        ("</div></ul></blockquote><p>ja</p>", ["paragraph"]),
        ("<p>a</p><nav>weg</nav>b", ["paragraph", "paragraph"]),
        ("<h2>Kop<p>tekst", ["heading", "paragraph"]),
        ("<dl><dt>Woord</dt><dd>Uitleg.</dd></dl>", ["paragraph", "paragraph"]),
    ],
)
def test_broken_pages(text: str, kinds: list[str]) -> None:
    assert [block.kind for block in read(text, "html").blocks] == kinds


def test_html_within_markdown_keeps_its_place() -> None:
    text = "# Kop\r\n\r\n<div>\r\n<p>Een <b>zin</b>.</p>\r\n</div>\r\n\r\nNog een.\r\n"
    assert shape(read(text)) == [("heading", "Kop"), ("paragraph", "Een <b>zin</b>."), ("paragraph", "Nog een.")]
