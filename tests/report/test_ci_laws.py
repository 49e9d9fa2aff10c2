"""The forms for CI systems parse whatever a draft says; targets; and the page that shows them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
import review_samples
from ci_samples import ROOT, SARIF, commands, found, made, results
from hypothesis import given
from hypothesis import strategies as st

from workslop.baseline import make_baseline
from workslop.report.many import FORMS, parse_target, parse_targets, render_many
from workslop.types import Finding, InputError, Source, Span

# what gets out of its place if anything does, between letters that may be anything
ODD = (
    "\n",
    "\r\n",
    "\r",
    "::error::",
    "%0A",
    "%",
    ",",
    ":",
    "]]>",
    "<!--",
    "&amp;",
    '"',
    "'",
    "\\",
    "\x00",
    "\x1b[31m",
)
ODD += ("\x85", "\u2028", "\u202e", "\u2066", "\ufffe", "\uffff", "\ud800", "\U0001f600", "é", "](x)", "{0}", "#", "?")
ANYTHING = st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=8)), max_size=6).map("".join)


@given(message=ANYTHING, advice=ANYTHING, quote=ANYTHING, rule=ANYTHING.filter(bool), path=ANYTHING)
def test_every_form_stays_in_form_whatever_it_is_told(
    message: str, advice: str, quote: str, rule: str, path: str
) -> None:
    text = f"{quote} is true. Plain end.\n"
    findings = tuple(
        Finding(rule, "phrasing", severity, message, advice, advice, span, quote or None)
        for severity in ("note", "error")
        for span in (Span(0, len(quote)), None)
    )
    review = replace(
        made("Plain.\n", *findings), draft=replace(made("P.\n").draft, source=Source(path, text, "markdown"))
    )
    texts = {form: render_many([review, review], form) for form in FORMS}
    for form, out in texts.items():
        out.encode("utf-8")
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", out), form
    SARIF.validate(json.loads(texts["sarif"]))
    assert len(json.loads(texts["gitlab"])) == 8
    assert len([json.loads(line) for line in texts["jsonl"].splitlines()]) == 2
    assert len(texts["compact"].splitlines()) == len(commands(texts["github"])) == 8
    assert len(list(ET.fromstring(texts["junit"]).iter("testcase"))) == 8
    assert len(list(ET.fromstring(texts["checkstyle"]).iter("error"))) == 8


@given(words=ANYTHING, title=ANYTHING.filter(bool))
def test_a_workflow_command_gives_back_its_words(words: str, title: str) -> None:
    from workslop.report.words import clean, one_line

    review = made("A.\n", found("A.\n", None, rule=title, message=words))
    for _, properties, message in commands(render_many([review], "github")):
        assert properties["title"] == clean(title)
        assert message == "\n".join(filter(None, (one_line(words), "Say who.")))


def test_words_of_a_draft_become_no_link() -> None:
    review = made("A.\n", found("A.\n", None, message="See [the site](https://example.org)."))
    assert "](" not in results([review])[0]["message"]["text"]


def test_an_unknown_form_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        render_many([], "pdf")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("sarif", ("sarif", None)),
        ("sarif:out.sarif", ("sarif", "out.sarif")),
        ("junit:C:\\x.xml", ("junit", "C:\\x.xml")),
    ],
)
def test_a_target_is_a_form_and_a_file(text: str, target: tuple[str, str | None]) -> None:
    assert parse_target(text) == target


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sariff:x", "did you mean sarif"),
        ("SARIF", "did you mean sarif"),
        ("zzz", "choose from compact"),
        ("sarif:", "no file after the colon"),
        ("sarif: ", "no file after the colon"),
        ("", "choose from compact"),
    ],
)
def test_a_wrong_target_is_one_sentence(text: str, told: str) -> None:
    with pytest.raises(InputError) as error:
        parse_target(text)
    assert told in str(error.value) and "\n" not in str(error.value)


def test_several_targets_need_places_of_their_own() -> None:
    assert parse_targets(["compact", "sarif:a", "junit:b"]) == (("compact", None), ("sarif", "a"), ("junit", "b"))
    with pytest.raises(InputError, match="both compact and github would be printed"):
        parse_targets(["compact", "github"])
    with pytest.raises(InputError, match="would be written to a"):
        parse_targets(["sarif:a", "junit:a"])
    assert parse_target("html:x.html", ("terminal", "html")) == ("html", "x.html")


SHOWN = "# The trial\n\nThe desk plays a crucial role in the district.\n"
EXAMPLE = replace(
    made(
        SHOWN,
        replace(
            found(SHOWN, "plays a crucial role in", rule="en/crucial-role"),
            message="“plays a crucial role in” says that something matters, not what it does.",
            advice="Write what it does, for whom, and how much difference that makes.",
            question="What does it do exactly, and what goes wrong without it?",
        ),
        path="docs/memo.md",
    ),
    gladness=review_samples.hostile().gladness,
)
BLOCK = re.compile(r"<!-- form: (\w+) -->\n```\w*\n(.*?)```\n", re.S)
PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def test_the_page_shows_every_form() -> None:
    assert [form for form, _ in BLOCK.findall(PAGE)] == [form for form in FORMS if form != "jsonl"]
    assert all(f"`{form}`" in PAGE for form in FORMS)


def test_the_line_of_a_baseline_that_is_shown_is_what_is_written() -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), re.S)
    assert shown in make_baseline([EXAMPLE])


@pytest.mark.parametrize(("form", "shown"), BLOCK.findall(PAGE))
def test_what_the_page_shows_is_what_is_written(form: str, shown: str) -> None:
    if form == "sarif":  # the page shows the finding alone
        assert [json.loads(shown)] == results([EXAMPLE])
    elif form == "gitlab":
        assert json.loads(shown) == json.loads(render_many([EXAMPLE], form))
    else:
        assert shown == render_many([EXAMPLE], form)
