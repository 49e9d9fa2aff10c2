"""Drafts that try to get out of their place, read as any other and written in every form: nothing works there."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import docx_samples as samples
import pytest
from ci_samples import SARIF, commands
from docx_read import letters, names, part, told
from markdown_it import MarkdownIt
from reviewing import reviewed
from test_html import Page

from workslop.report import portfolio, render
from workslop.report.docx_out import annotate_docx
from workslop.report.many import FORMS, render_many
from workslop.review import review
from workslop.types import InputError, Review

BIDI = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
NASTY: Mapping[str, str] = {
    "script": "<script>alert(1)</script><SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "handler": "\"'><img src=x onerror=alert(2)><svg/onload=alert(3)> <b onclick='alert(4)'>",
    "link": "[a](javascript:alert(5)) <a href='javascript:alert(6)'>x</a> <javascript:alert(7)> ![i](data:text/html,x)",
    "bidi": f"memo{BIDI}fdp.exe \u2028\u2029 end",
    "control": "red \x1b[31m \x1b]8;;http://evil.example\x07 \x9b2J \x85 \x7f \x08\x08 bell\x07",
    "nul": "before\x00after \x00",
    "out": "]]> --> </title></style></textarea> &lt;b&gt; ``` ~~~ | {{ 7*7 }} {% raw %} %0A::error::x @team $(id) `id`",
    "line": "word " * 200_000,
}
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
SGR = re.compile(r"\x1b\[[0-9;]*m")
MARKDOWN_TAGS = {
    "h2", "h3", "p", "strong", "em", "ul", "li", "ol", "table", "thead", "tbody", "tr", "th", "td", "br", "hr",
    "details", "summary", "input",
}  # fmt: skip


def text_of(nasty: str) -> str:
    """A draft in which the words stand in a heading, a sentence that rules speak of, a row, an item and a quotation."""
    return (
        f"# The desk {nasty[:300]}\n\nThe desk plays a crucial role in the district and {nasty} embraces change.\n\n"
        f"| a | {nasty[:200]} |\n| --- | --- |\n| 3 | {nasty[:200]} |\n\n- {nasty[:300]}\n\n> {nasty[:300]}\n\n"
        "Together we make a real difference for everyone. It goes without saying that the future is bright.\n"
    )


def brief_of(nasty: str) -> str:
    return f"1. What does the desk cost {nasty[:200]}?\n2. Who runs {nasty[:200]} it?\n\nMust mention: {nasty[:100]}\n"


@pytest.fixture(scope="session")
def reviews() -> Mapping[str, Review]:
    """Each of NASTY as draft and as brief, without models; no file: those with control signs aren't taken for text."""
    out = {name: reviewed(text_of(nasty), brief_of(nasty), lang="en") for name, nasty in NASTY.items()}
    assert all(one.checklist and one.findings and one.verdicts for one in out.values())
    return out


def held(text: str) -> None:
    text.encode("utf-8")
    assert not CONTROL.search(text)


def page_is_inert(text: str) -> None:
    page = Page(text)
    assert page.open == []
    assert sum(tag == "script" for tag, _ in page.elements) == 1
    assert not {tag for tag, _ in page.elements} & {"img", "iframe", "object", "embed", "base", "form"}
    assert not page.all("src") and not page.all("style") and not page.all("srcdoc")
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    assert not [href for href in page.all("href") if not (href.startswith(("#", "drafts/")) or href == "data:,")]
    policy = next(attrs["content"] for tag, attrs in page.elements if tag == "meta" and attrs.get("http-equiv"))
    assert policy and policy.startswith("default-src 'none'") and "unsafe" not in policy


@pytest.mark.parametrize("name", NASTY)
def test_html(reviews: Mapping[str, Review], name: str) -> None:
    text = render(reviews[name], "html")
    held(text)
    page_is_inert(text)


@pytest.mark.parametrize("name", NASTY)
def test_markdown(reviews: Mapping[str, Review], name: str) -> None:
    text = render(reviews[name], "markdown", explain=True)
    held(text)
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
    assert set(re.findall(r"<(\w+)", html)) <= MARKDOWN_TAGS
    assert not re.findall(r"<\w+[^>]*\s(?:on\w+|href|src)=", html)
    assert "@team" not in re.sub(r"@<!-- -->", "", html) or "@<!-- -->team" in html


@pytest.mark.parametrize("name", NASTY)
def test_terminal(reviews: Mapping[str, Review], name: str) -> None:
    text = render(reviews[name], "terminal", width=80, explain=True)
    held(text)
    assert max(map(len, text.splitlines())) <= 80
    held(SGR.sub("", render(reviews[name], "terminal", width=80, colour=True)))


@pytest.mark.parametrize("name", NASTY)
def test_json(reviews: Mapping[str, Review], name: str) -> None:
    text = render(reviews[name], "json")
    held(text)
    told_of = json.loads(text)
    source = reviews[name].draft.text
    assert all(f["quote"] == source[f["start"] : f["end"]] for f in told_of["findings"] if f["start"] is not None)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NASTY)
def test_forms_for_ci(reviews: Mapping[str, Review], name: str, form: str) -> None:
    one = reviews[name]
    text = render_many([one], form)
    held(text)
    if form == "sarif":
        SARIF.validate(json.loads(text))
    elif form == "gitlab":
        assert len(json.loads(text)) == len(one.findings)
    elif form == "jsonl":
        (line,) = text.splitlines()
        assert json.loads(line)["schema"] == "workslop.review/1"
    elif form == "github":
        assert len(commands(text)) == len(one.findings)
    elif form == "compact":
        assert len(text.splitlines()) == len(one.findings)
    else:
        root = ET.fromstring(text)
        assert {e.tag for e in root.iter()} <= {
            "testsuites", "testsuite", "testcase", "failure", "skipped", "properties", "property", "system-out",
            "checkstyle", "file", "error",
        }  # fmt: skip
        assert len([e for e in root.iter() if e.tag in ("testcase", "error")]) == len(one.findings)


@pytest.mark.parametrize("name", NASTY)
def test_portfolio(reviews: Mapping[str, Review], name: str) -> None:
    nasty = NASTY[name][:400]
    one = reviews[name]
    source = replace(one.draft.source, path=f"{nasty}.md")
    row = portfolio.row_of(
        replace(one, draft=replace(one.draft, source=source)), "drafts/x.html", "sound", nasty, date(2026, 1, 2)
    )
    text = portfolio.render([row, row], "en", about={f.rule: nasty for f in one.findings}, unread=[nasty])
    held(text)
    page_is_inert(text)


def word_file(nasty: str) -> bytes:
    """The draft in a Word file, as far as XML can hold it."""
    document = docx.Document()
    for line in text_of(re.sub("[\x00-\x08\x0b-\x1f]", "", nasty)).split("\n\n"):
        document.add_paragraph(line)
    return samples.saved(document)


@pytest.mark.parametrize("name", NASTY)
def test_comments_in_a_word_file(name: str, tmp_path: Path) -> None:
    data = word_file(NASTY[name][:20_000])
    draft, brief = tmp_path / "memo.docx", tmp_path / "brief.md"
    draft.write_bytes(data)
    brief.write_text(re.sub(CONTROL, "", brief_of(NASTY[name])), encoding="utf-8")
    out = annotate_docx(review(draft, brief, lang="en", vectors=False), data)
    assert letters(out) == letters(data)
    lines = [line for _, _, paragraphs in told(out) for line in paragraphs]
    assert len(lines) > 3
    held("\n".join(lines))
    for entry in names(out):
        if entry.endswith((".xml", ".rels")):
            ET.fromstring(part(out, entry))
    assert b"javascript:" not in part(out, "word/_rels/document.xml.rels")
    assert part(out, "word/_rels/document.xml.rels").count(b"TargetMode=") == 0


@pytest.mark.parametrize("name", ["nul", "control"])
def test_a_file_with_signs_that_no_text_has_is_no_text(name: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_bytes(text_of(NASTY[name]).encode())
    with pytest.raises(InputError, match="is not text") as error:
        review(path, vectors=False)
    assert not CONTROL.search(str(error.value))


def test_a_file_with_macros_is_read_for_its_words_alone(tmp_path: Path) -> None:
    path = tmp_path / "memo.docx"
    path.write_bytes(samples.macros())
    one = review(path, lang="nl", vectors=False)
    assert "lang & lastig" in one.draft.text
    page_is_inert(render(one, "html"))
    assert part(annotate_docx(one, samples.macros()), "word/vbaProject.bin") == bytes(range(256)) * 40


def spoilt(**parts: bytes) -> bytes:
    return samples.with_parts(samples.report(), {f"word/{name}.xml": body for name, body in parts.items()})


SECRET = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w">&x;</w:document>'
LAUGHS = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="w">&b;</w:document>'


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: spoilt(document=SECRET), "entities"),
        (lambda: spoilt(document=LAUGHS), "entities"),
        (lambda: spoilt(document=SECRET.decode().encode("utf-16")), "entities|damaged|read"),
        (lambda: spoilt(document=b"<a>" + b" " * 61_000_000 + b"</a>"), "60 MB"),
    ],
    ids=["external", "laughs", "wide", "bomb"],
)
@pytest.mark.parametrize("as_brief", [False, True])
def test_files_that_would_reach_out_or_fill_the_memory_are_refused(
    make: object, words: str, as_brief: bool, tmp_path: Path
) -> None:
    bad, good = tmp_path / "bad.docx", tmp_path / "good.md"
    bad.write_bytes(make())  # type: ignore[operator]
    good.write_text("Wat kost het?\n", encoding="utf-8")
    with pytest.raises(InputError, match=words) as error:
        review(good, bad, vectors=False) if as_brief else review(bad, vectors=False)
    assert "bad.docx" in str(error.value) and "\n" not in str(error.value) and "root:" not in str(error.value)


def test_a_zip_in_a_zip_is_no_word_file(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../evil.sh", b"x")
    path = tmp_path / "bad.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../word/document.xml", inner.getvalue())
    with pytest.raises(InputError, match="no Word document"):
        review(path, vectors=False)
    assert [p.name for p in tmp_path.iterdir()] == ["bad.docx"]
