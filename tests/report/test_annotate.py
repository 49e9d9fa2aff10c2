"""The annotated draft: every word shown once, every place marked, in whatever order the spans come."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import review_samples
from hypothesis import given
from hypothesis import strategies as st

from workslop.report.annotate import Piece, Run, Shown, annotate
from workslop.report.view import spot
from workslop.types import Block, Draft, Finding, Hole, Review, Source, Span


def pieces(shown: tuple[Shown, ...]) -> list[Piece]:
    return [piece for block in shown for cell in block.cells for run in cell for piece in run.pieces]


def runs(shown: tuple[Shown, ...]) -> list[Run]:
    return [run for block in shown for cell in block.cells for run in cell]


def letters(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("make", [review_samples.dutch, review_samples.english])
def test_every_word_of_the_draft_is_shown_once_and_in_order(make: object) -> None:
    review: Review = make()  # type: ignore[operator]
    shown = " ".join("".join(p.text for run in cell for p in run.pieces) for b in annotate(review) for cell in b.cells)
    assert letters(shown) == letters(review.draft.text)


def test_every_finding_evidence_and_reference_has_one_anchor() -> None:
    review = review_samples.dutch()
    anchors = [anchor for piece in pieces(annotate(review)) for anchor in piece.anchors]
    wanted = [f"f{n}" for n, f in enumerate(review.findings, 1) if f.span]
    wanted += [f"e{n}-{k}" for n, v in enumerate(review.verdicts, 1) for k in range(1, len(v.evidence) + 1)]
    wanted += [f"c{n}-{k}" for n, item in enumerate(review.checklist, 1) for k in range(1, len(item.refs) + 1)]
    assert sorted(anchors) == sorted(wanted)


def test_a_finding_within_a_finding_is_cut_but_read_as_one() -> None:
    review = review_samples.dutch()
    outer, inner = review.findings[2], review.findings[3]
    mine = [run for run in runs(annotate(review)) if 3 in run.findings]
    assert [run.findings for run in mine] == [(3,), (3, 4), (3,)]
    assert "".join(p.text for run in mine for p in run.pieces) == outer.quote
    assert "".join(p.text for p in mine[1].pieces) == inner.quote
    assert [run.opens for run in mine] == [True, True, False]


def test_emphasis_links_and_lists_show_as_what_they_mean() -> None:
    shown = annotate(review_samples.dutch())
    looks = {piece.look: piece.text for piece in pieces(shown) if piece.look}
    assert looks["link"] == " (https://example.org/noord)"
    assert [p.text for p in pieces(shown) if p.look == "strong"] == ["Uitbreiden:", "Handhaven:", "Spreiden:"]
    assert {b.marker for b in shown if b.kind == "item"} == {"•"}
    assert not [p for p in pieces(shown) if "**" in p.text or "](" in p.text]


def test_a_table_is_cells() -> None:
    rows = [b for b in annotate(review_samples.dutch()) if b.kind == "row"]
    assert [["".join(p.text for r in cell for p in r.pieces) for cell in row.cells] for row in rows] == [
        ["Optie", "Extra plekken"],
        ["Uitbreiden", "400"],
        ["Handhaven", "ongeveer 150"],
    ]


def test_bars_lie_within_their_block_and_carry_the_measure() -> None:
    review = review_samples.dutch()
    bars = [bar for block in annotate(review) for bar in block.bars]
    assert bars and all(b.top >= 0 and b.top + b.height <= 100.001 for b in bars)
    assert any(b.value == 0.93 for b in bars)
    told = [p.empty for p in pieces(annotate(review)) if p.empty is not None]
    assert min(told) >= 2 / 3 and len(told) == sum(b.value >= 2 / 3 for b in bars)


def test_a_web_page_shows_its_words_and_not_its_tags() -> None:
    text = "<p>Ruim 3 &lt; 4 &amp; <b>nu</b> af.</p>\n<script>x()</script>"
    start, end = text.index("Ruim"), text.index("</p>")
    bold = Span(text.index("<b>"), text.index("<b>") + 3), Span(text.index("</b>"), text.index("</b>") + 4)
    block = Block("paragraph", Span(start, end), holes=tuple(Hole("markup", s) for s in bold))
    draft = Draft(Source("t.html", text, "html"), "nl", (block,), ())
    finding = Finding("x/y", "phrasing", "note", "m", "a", "q", Span(start, end), text[start:end])
    review = replace(review_samples.dutch(), draft=draft, brief=None, verdicts=(), checklist=(), findings=(finding,))
    review = replace(review, measures=(), waivers=())
    assert "".join(p.text for p in pieces(annotate(review))) == "Ruim 3 < 4 & nu af."
    assert spot(review, finding.span or Span(0, 0)).quote == "Ruim 3 < 4 & nu af."


def test_a_web_pages_row_is_cells_and_its_break_is_white_space() -> None:
    text = "<tr><td>een<br>twee</td><td>drie</td></tr>"
    start, end = text.index("een"), text.index("</td></tr>")
    at = text.index("<br>")
    tags = Hole("markup", Span(at, at + 4)), Hole("markup", Span(text.index("</td>"), text.index("drie")))
    draft = Draft(Source("t.html", text, "html"), "nl", (Block("row", Span(start, end), holes=tags),), ())
    review = replace(review_samples.dutch(), draft=draft, brief=None, verdicts=(), checklist=(), findings=())
    (row,) = annotate(replace(review, measures=(), waivers=()))
    assert ["".join(p.text for run in cell for p in run.pieces) for cell in row.cells] == ["een\ntwee", "drie"]


def test_a_mark_on_signs_alone_still_has_an_anchor() -> None:
    text = "# Kop\n\n| | |\n|---|---|\n| a | b |\n"
    draft = review_samples.draft_of(text, "nl", "t.md")
    blocks = (*draft.blocks[:1], Block("row", Span(7, 12)), *[b for b in draft.blocks if b.span.start > 20])
    findings = tuple(Finding("x/y", "phrasing", "note", "m", "a", "q", Span(*s)) for s in ((7, 12), (0, 1), (12, 22)))
    review = replace(review_samples.dutch(), brief=None, verdicts=(), checklist=(), measures=(), waivers=())
    shown = annotate(replace(review, draft=replace(draft, blocks=blocks), findings=findings))
    assert [(b.kind, b.anchors) for b in shown] == [("heading", ("f2",)), ("row", ("f1", "f3")), ("row", ())]


def test_words_outside_every_block_are_shown_faintly() -> None:
    review = review_samples.dutch()
    blocks = tuple(b for b in review.draft.blocks if b.kind != "quote")
    shown = annotate(replace(review, draft=replace(review.draft, blocks=blocks)))
    gaps = [p.text for b in shown if b.kind == "gap" for c in b.cells for r in c for p in r.pieces]
    assert gaps == ["> “Het moet gewoon af”, zei een reiziger."]


TEXT = "Een zin over fietsen. Nog een zin, met **nadruk** erin.\n\nEen tweede alinea staat hier."


@given(
    st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(lambda s: s[0] < s[1]), max_size=8)
)
def test_any_findings_leave_the_words_as_they_are(spans: list[tuple[int, int]]) -> None:
    cut = TEXT.index("\n")
    blocks = (Block("paragraph", Span(0, cut)), Block("paragraph", Span(cut + 2, len(TEXT))))
    draft = Draft(Source("t.md", TEXT, "markdown"), "nl", blocks, ())
    findings = tuple(Finding("x/y", "phrasing", "note", "m", "a", "q", Span(*s), TEXT[s[0] : s[1]]) for s in spans)
    base = review_samples.dutch()
    shown = annotate(
        replace(base, draft=draft, brief=None, verdicts=(), checklist=(), findings=findings, measures=(), waivers=())
    )
    assert "".join(p.text for p in pieces(shown)) == TEXT.replace("\n\n", "")
    for n, (start, end) in enumerate(spans, 1):
        told = "".join(p.text for run in runs(shown) if n in run.findings for p in run.pieces)
        assert told == TEXT[start:end].replace("\n", "")
    anchors = [anchor for p in pieces(shown) for anchor in p.anchors]
    assert len(anchors) == len(set(anchors)) >= sum(bool(TEXT[s:e].strip("\n")) for s, e in spans)
