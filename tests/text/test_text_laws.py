"""Laws of the readers: whatever the text, spans are true, ordered and within bounds, and nothing fails."""
# ruff: noqa: E501 (a case reads best on one line)

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from text_laws import check_laws

from workslop.text import draft_from_source, prose, sentence_texts
from workslop.types import Source

FORMATS = st.sampled_from(["markdown", "text", "html"])
# Crumbs of mark-up in a bag: far likelier to meet each other here than in random characters.
CRUMBS = [
    "\n", "\r\n", "\r", "\n\n", " ", "  \n", "\t", "    ", "a", "Een zin. ", "Zo? ", "B", "1. ", "- ", "* ", "> ", ">", "# ", "## ",
    "#", "---\n", "+++\n", "===\n", "```\n", "~~~", "`", "``", "**", "*", "_", "~~", "[", "]", "(", ")", "[a](b)", "![x](y)", "[^1]",
    "[^1]: ", "[a]: /u\n", "|a|b|\n|-|-|\n|c|d|\n", "|", "<!--", "-->", "<p>", "</p>", "<b>", "</b>", "<table>", "<tr>", "<td>",
    "</table>", "<ul><li>", "</ul>", "<pre>", "</pre>", "<code>", "</code>", "<script>", "<a href=\"#x\">", "</a>", "<br>", "<q>", "</q>",
    "<nav>", "<", ">", "&amp;", "&nbsp;", "&ldquo;", "&rdquo;", "\"", "“", "”", "„", "«", "»", "‘", "’", "'", "een twee drie", "[TOC]",
    "[x] ", "[!NOTE]", "title: x\n", "https://x.nl/a", "jan@x.nl", "\0", "\xa0", "\u2028", "\x85", "\x1c", "\ufeff", "é", "😀", "\\", ":::", "$",
    "**Kop**\n", "a\tb\n", ".....3\n", "14:02 x\n", "From: a\nTo: b\n", "...", "…", "\u200b",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(CRUMBS), max_size=40).map("".join), FORMATS)
@example("- a\n\n      b\n\xa0", "markdown")
@example("| a |\n|---|\n\x1c", "markdown")
def test_laws_on_mark_up(text: str, fmt: str) -> None:
    draft = draft_from_source(Source("x", text, fmt), lang="nl")
    check_laws(draft)
    for block in draft.blocks:
        assert len(prose(text, block)) == block.span.end - block.span.start
    assert [len(view) for view in sentence_texts(draft)] == [s.span.end - s.span.start for s in draft.sentences]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), FORMATS)
def test_laws_on_any_characters(text: str, fmt: str) -> None:
    check_laws(draft_from_source(Source("x", text, fmt)))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(CRUMBS), max_size=30).map("".join))
def test_line_endings_do_not_change_the_blocks(text: str) -> None:
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "").replace("\x1c", "")
    windows = unix.replace("\n", "\r\n")
    one, two = (draft_from_source(Source("x", body, "markdown"), lang="nl") for body in (unix, windows))
    assert [b.kind for b in one.blocks] == [b.kind for b in two.blocks]
    for left, right in zip(one.sentences, two.sentences, strict=True):
        assert left.span.of(unix) == right.span.of(windows).replace("\r\n", "\n")


@pytest.mark.parametrize("size", [1_000])
@pytest.mark.parametrize("fmt", ["markdown", "text", "html"])
@pytest.mark.parametrize(
    "unit",
    [
        "*a ",
        "[a](",
        "<a '",
        '"a ',
        "> ",
        "`",
        "(",
        "- a\n",
        "|a|b|\n",
        "J. ",
        "<!--",
        "a@",
        "<code>",
        "…",
        "a\n",
        "De 12. Zin. ",
        "- [a](#b)\n",
    ],
)
def test_time_grows_with_length_only(unit: str, fmt: str, size: int) -> None:
    """Ten times as long may take thirty times as long (noise included), not a hundred."""

    def seconds(count: int) -> float:
        source = Source("x", unit * count, fmt)
        best = 9.0
        for _ in range(3):
            begin = time.perf_counter()
            draft_from_source(source, lang="nl")
            best = min(best, time.perf_counter() - begin)
        return best

    assert seconds(size * 10) < 0.02 + 30 * seconds(size)


def test_drafts_of_a_thousand_words_are_quick() -> None:
    text = Path(__file__).with_name("sample_nl.md").read_text(encoding="utf-8")
    source = Source("x", (text * (1000 // len(text.split()) + 1)), "markdown")
    draft_from_source(source, lang="nl")
    begin = time.perf_counter()
    draft_from_source(source, lang="nl")
    assert time.perf_counter() - begin < 0.1  # 0.02 on an idle machine
