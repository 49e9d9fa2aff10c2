"""What the comments in a Word file say, and how they are put into the parts of the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree

import docx
import docx_samples as samples
import pytest
import review_samples
from docx_read import commented, names, part, told
from docx_samples import reviewed

from workslop.report.docx_out import annotate_docx
from workslop.report.docx_parts import with_child, with_inside, with_spaces
from workslop.text.docx import read_docx
from workslop.types import ChecklistItem, Finding, Measure, Review, Span, Verdict

WHEN = datetime(2026, 3, 12, 9, 30)


def _full() -> Review:
    """The hand-made Dutch review, its places moved to a Word file that holds the same words."""
    review = review_samples.dutch()
    document = docx.Document()
    for block in review.draft.blocks:
        if block.kind != "table":
            document.add_paragraph(block.span.of(review.draft.text))
    source = read_docx(samples.saved(document), "memo.docx")

    def moved(span: Span) -> Span:
        start = source.text.index(span.of(review.draft.text))
        return Span(start, start + span.end - span.start)

    def findings(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(replace(f, span=moved(f.span) if f.span else None) for f in found)

    def verdict(v: Verdict) -> Verdict:
        return replace(v, evidence=tuple(map(moved, v.evidence)), candidates=())

    def item(c: ChecklistItem) -> ChecklistItem:
        return replace(c, refs=tuple(map(moved, c.refs)))

    return replace(
        review, draft=replace(review.draft, source=source, blocks=(), sentences=()), measures=(), waivers=(),
        verdicts=tuple(map(verdict, review.verdicts)), findings=findings(review.findings),
        checklist=tuple(map(item, review.checklist)),
    )  # fmt: skip


def _same(review: Review) -> bytes:
    document = docx.Document()
    for line in review.draft.text.split("\n"):
        document.add_paragraph(line)
    return samples.saved(document)


def test_what_the_comments_say() -> None:
    review = _full()
    out = annotate_docx(review, _same(review))
    summary, *rest = told(out)
    lines = "\n".join(summary[2])
    assert commented(out)["0"] == review.draft.text.split()[0]
    assert all(" ".join(c.question.split()) in lines and " ".join(c.text.split()) in lines for c in review.checklist)
    assert "Te vragen aan de auteur:" in lines and review.gladness.verdict in lines
    open_asks = [v for v in review.verdicts if v.status in ("partial", "gestured") and v.evidence]
    placed = [f for f in review.findings if f.span]
    assert open_asks and placed and len(rest) == len(open_asks) + len(placed)
    questions = {c.ask: c.question for c in review.checklist if c.ask}
    for v in open_asks:
        ask = next(a for a in review.brief.asks if a.id == v.ask) if review.brief else None
        number = next(n for n, (_, _, p) in enumerate(told(out)) if n and ask and p[0].endswith(f": {ask.text}"))
        assert commented(out)[str(number)].strip() == v.evidence[0].of(review.draft.text).strip()
        assert questions.get(v.ask, "") in told(out)[number][2][-1]
    for f in review.findings:
        if f.span is None:
            assert f.message in lines or f.question in lines
    in_english = annotate_docx(replace(review, report_lang="en"), _same(review))
    assert "Ask the author:" in told(in_english)[0][2]


def test_what_is_said_once_is_not_said_again() -> None:
    review = _full()
    gap = next(v for v in review.verdicts if v.status == "partial" and v.evidence)
    of_ask = Measure("coverage", "partial", 1.0, "share", ask=gap.ask)
    twice = replace(review.findings[0], span=gap.evidence[0], measure=of_ask)
    nuance = replace(review.findings[0], signal="nuance", span=None, message="Nergens staat een tegengeluid.")
    before = told(annotate_docx(review, _same(review), when=WHEN))
    after = told(annotate_docx(replace(review, findings=(*review.findings, twice, nuance)), _same(review), when=WHEN))
    assert after == before
    lone = replace(review, findings=(nuance,), checklist=())
    assert any(nuance.message in line for line in told(annotate_docx(lone, _same(review)))[0][2])


def test_texts_that_try_to_get_out_are_only_words() -> None:
    data = samples.report()
    nasty = '</w:t>\x00\ufffe\ud800<w:t>&amp; "q" \u202e ]]>'
    review = reviewed(data, "lang")
    out = annotate_docx(replace(review, findings=(replace(review.findings[0], message=nasty, rule=nasty),)), data)
    assert "</w:t>␀" in told(out)[1][2][0] and len(told(out)) == 2


@pytest.mark.parametrize(
    ("xml", "out"),
    [
        ("<a/>", "<a><b/></a>"),
        ("<a ></a>", "<a ><b/></a>"),
        ('<?xml version="1.0"?><!-- <a> --><x:a z="/>"/>', '<?xml version="1.0"?><!-- <a> --><x:a z="/>"><b/></x:a>'),
        ("<a><c/></a ><!-- </a> -->", "<a><c/><b/></a ><!-- </a> -->"),
        ("<a><a/></a>\n<!-- after -->", "<a><a/><b/></a>\n<!-- after -->"),
    ],
)
def test_put_in_before_the_end_of_the_root(xml: str, out: str) -> None:
    assert with_inside(xml, "<b/>") == out


def test_a_child_has_the_prefix_of_its_root() -> None:
    assert with_child('<p:a xmlns:p="u"/>', "b", ' c="1"/>') == '<p:a xmlns:p="u"><p:b c="1"/></p:a>'


def test_prefixes_are_declared_once() -> None:
    once = with_spaces('<w:a xmlns:w="u"/>', {"w": "u", "w14": "v"}, "w14")
    assert with_spaces(once, {"w": "u", "w14": "v"}, "w14") == once
    assert once.count("xmlns:w14=") == once.count('mc:Ignorable="w14"') == 1
    more = with_spaces('<w:a xmlns:w="u" xmlns:mc="m" mc:Ignorable="w15 wp14">x</w:a>', {"w14": "v"}, "w14")
    assert 'mc:Ignorable="w14 w15 wp14"' in more and ElementTree.fromstring(more).text == "x"


def test_comments_under_another_name_and_empty() -> None:
    data = samples.with_comments()
    relations = part(data, "word/_rels/document.xml.rels").replace(b'"comments.xml"', b'"/word/notes/mine.xml"')
    empty = f'<c:comments xmlns:c="{samples.W}"/>'.encode()
    parts = {"word/_rels/document.xml.rels": relations, "word/notes/mine.xml": empty}
    data = samples.with_parts(data, parts, without=("word/comments.xml",))
    out = annotate_docx(reviewed(data, "nauw"), data)
    assert "word/comments.xml" not in names(out) and part(out, "word/_rels/document.xml.rels").count(b"mine.xml") == 1
    assert len(list(ElementTree.fromstring(part(out, "word/notes/mine.xml")))) == 2
    assert set(commented(out)) == {"0", "1", "2", "3"}  # the document still names two that the file has lost


def test_words_own_styles_for_comments_are_used() -> None:
    kinds = (("paragraph", "Tekstopmerking", "annotation text"), ("character", "Verwijzing", "annotation reference"))
    inner = "".join(
        f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/></w:style>' for kind, id_, name in kinds
    )
    styles = f'<w:styles xmlns:w="{samples.W}">{inner}</w:styles>'
    data = samples.with_parts(samples.linked(), {"word/styles.xml": styles.encode()})
    out = annotate_docx(reviewed(data, "rapport"), data)
    assert b'<w:pStyle w:val="Tekstopmerking"/>' in part(out, "word/comments.xml")
    assert b'<w:rStyle w:val="Verwijzing"/></w:rPr><w:commentReference' in part(out, "word/document.xml")
