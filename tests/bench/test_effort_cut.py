"""What a cut-off on the probability of an answer gives, on hand-made drafts."""

from __future__ import annotations

from bench.effort import FIRST
from bench.effort_cut import Asked, asked_of, table
from workslop.judge import checklist


def draft(gaps: tuple[str | None, ...], listed: int = 1, others: int = 0, smooth: bool = True) -> Asked:
    answered = ((0.9, "d"), (0.55, "b"), (0.7, "c"))
    return Asked("nl", smooth, gaps, tuple(f"x{n}" for n in range(listed)), others, answered)


def test_the_least_sure_come_first_and_fill_the_first_lines() -> None:
    assert draft(()).checks(0.8) == ("b", "c") and draft(()).checks(0.0) == () and draft(()).checks(1.0)[-1] == "d"
    assert draft((), listed=FIRST - 2).checks(1.0) == ("b", "c")
    assert draft((), listed=FIRST - 3, others=2).checks(1.0) == ("b",)
    assert draft((), listed=FIRST + 3).checks(1.0) == ()


def test_all_gaps_early() -> None:
    assert not draft(("x0", "c")).early(0.6) and draft(("x0", "c")).early(0.75)
    assert not draft(("x0", None)).early(1.0)  # an ask that was never read can't be met
    assert not draft((f"x{FIRST}",), listed=FIRST + 1).early(1.0)


def test_where_enough_is_open_every_answer_is_listed() -> None:
    half = draft(("d",), listed=3)  # three of six open
    assert half.checks(0.0, 0.5) == ("b", "c", "d") and half.checks(0.0, 0.51) == ()
    assert half.early(0.0, 0.5) and not half.early(0.6, 0.51)


def test_the_table_counts_drafts_lines_and_gaps() -> None:
    drafts = [draft(("x0", "c")), draft(("d",)), draft(("b",), smooth=False)]
    assert table(drafts, [(0.75, 1.01)]).splitlines()[-1] == "| 0.75 | 1.01 | 1 of 2 | 2.0 | 2.0 | 2 of 6 |"


def test_a_draft_as_the_wire_tells_it() -> None:
    labels = {
        "items": [{"id": "i1", "brief_text": "Wat kost het?"}, {"id": "i2", "brief_text": "Wie doet het?"}],
        "drafts": {
            "d.md": {"overall": "smooth_empty", "items": {"i1": {"label": "missing"}, "i2": {"label": "answered"}}}
        },
    }
    asks = [("a1", "Wat kost het?", "missing", 0.1), ("a2", "Wie doet het?", "answered", 0.7)]
    out = {
        "asks": [
            {"id": i, "text": t, "start": 20 * n, "end": 20 * n + len(t), "status": s, "answered_probability": p}
            for n, (i, t, s, p) in enumerate(asks)
        ],
        "checklist": [
            {"ask": "a1", "kind": "ask"},
            {"ask": "a2", "kind": "ask"},
            {"ask": None, "kind": "constraint"},
        ],
    }
    one = asked_of("nl", labels, "d.md", out)
    assert one.gaps == ("a1",) and one.listed == ("a1",) and one.others == 1 and one.answered == ((0.7, "a2"),)
    assert FIRST == checklist.FIRST
