"""What holds of the terminal, markdown and compact forms whatever the texts are."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import review_samples
from markdown_it import MarkdownIt

from workslop.report import compact, markdown, render, terminal
from workslop.types import Gladness, Review


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
@pytest.mark.parametrize("make", [review_samples.dutch, review_samples.english, review_samples.hostile])
def test_no_line_is_wider_than_the_terminal(make: object, width: int) -> None:
    text = terminal.render(make(), width=width, explain=True)  # type: ignore[operator]
    assert max(map(len, text.splitlines())) <= width


def test_colour_only_when_asked() -> None:
    assert "\x1b" not in terminal.render(review_samples.dutch())
    assert "\x1b[" in terminal.render(review_samples.dutch(), colour=True)
    assert "\x1b[31mred" not in terminal.render(review_samples.hostile(), colour=True)


def test_status_is_a_sign_and_a_word() -> None:
    text = terminal.render(review_samples.dutch())
    for status in ("✓ beantwoord", "◐ deels", "○ alleen aangestipt", "✗ ontbreekt"):
        assert status in text


def test_the_terminal_shows_twelve_lines_of_the_checklist_and_says_how_many_are_left() -> None:
    review = review_samples.dutch()
    items = tuple(replace(review.checklist[0], id=f"c{n}", text=f"regel nummer {n}") for n in range(1, 16))
    text = terminal.render(replace(review, checklist=items))
    assert "regel nummer 12" in text and "regel nummer 13" not in text
    assert "en nog 3, zie de hele lezing" in text


def bare(review: Review) -> Review:
    return replace(
        review,
        brief=None,
        verdicts=(),
        findings=(),
        checklist=(),
        gladness=Gladness(None, None, (), "Te kort.", "too_short"),
    )


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "json"])
def test_a_review_with_nothing_to_say(form: str) -> None:
    text = render(bare(review_samples.dutch()), form)
    if form != "json":
        assert "Zonder opdracht valt niet te zeggen" in text
        assert "te kort om te meten" in text
        assert "Geen regel sloeg aan" in text or "0 bevindingen" in text


def test_a_word_file_is_read_by_its_labels() -> None:
    review = review_samples.dutch()
    source = replace(review.draft.source, marks=((0, "Aanleiding, alinea 1"),), format="docx")
    labelled = replace(review, draft=replace(review.draft, source=source))
    assert "Aanleiding, alinea 1" in terminal.render(labelled)
    assert "Aanleiding, alinea 1" in markdown.render(labelled)


def test_standard_input_is_named_and_no_command_is_given_for_it() -> None:
    review = review_samples.dutch()
    piped = replace(review, draft=replace(review.draft, source=replace(review.draft.source, path="-")))
    text = terminal.render(piped)
    assert "standaardinvoer" in text and "workslop review" not in text


def test_markdown_shows_hostile_text_and_does_nothing_with_it() -> None:
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    html = parser.render(markdown.render(review_samples.hostile(), explain=True))
    inert = html.replace("<details>", "").replace("<summary>", "")
    assert set(re.findall(r"<(\w+)", inert)) <= {
        "h2", "h3", "p", "strong", "em", "ul", "li", "ol", "table", "thead", "tbody", "tr", "th", "td", "br",
    }  # fmt: skip
    assert html.count("&lt;script&gt;alert(1)") >= 8
    assert "@<!-- -->team" in html


@pytest.mark.parametrize(
    "text",
    [
        "# kop",
        "- punt",
        "1. een",
        "12) twaalf",
        "+ plus",
        "= gelijk",
        "*ster*",
        "[x](y)",
        "a|b",
        "<b>",
        "&amp;",
        "~~weg~~",
    ],
)
def test_escaped_text_reads_as_it_was(text: str) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(markdown.escape(text))
    shown = html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert shown == f"<p>{text}</p>\n"


def test_compact_lines_are_one_line_each_with_an_exact_place() -> None:
    review = review_samples.dutch()
    lines = compact.lines(review)
    assert len(lines) == len(review.findings)
    for line, finding in zip(lines, review.findings, strict=True):
        place = re.match(r"notitie\.md(?::(\d+):(\d+))?: (note|warning|error) (\S+) ", line)
        assert place
        if finding.span is None:
            assert place[1] is None
            continue
        row = review.draft.text.splitlines()[int(place[1]) - 1]
        assert row[int(place[2]) - 1 :].startswith((finding.quote or "").splitlines()[0])
    assert all(len(line.splitlines()) == 1 for line in compact.lines(review_samples.hostile()))


def test_an_unknown_form_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        render(review_samples.dutch(), "papyrus")
