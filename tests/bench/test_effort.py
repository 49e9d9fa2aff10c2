"""What a reviewer reads before having met every gap: on a made case with a stub for the review, worked out by hand."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bench import effort
from bench.effort import Read, read_until

TEXT = "Het gaat goed. De kosten zijn beheersbaar. Er is veel gebeurd. Jan Vos beslist."
ITEMS = [
    {"id": "q1", "brief_text": "Wat kost het?"},
    {"id": "q2", "brief_text": "Wanneer gaat de brug dicht?"},
    {"id": "q3", "brief_text": "Wie beslist er?"},
]
SENTENCES = [TEXT.index(start) for start in ("Het", "De", "Er", "Jan")] + [len(TEXT) + 1]


def labels(q2: str = "missing") -> dict[str, Any]:
    items = {
        "q1": {"label": "gestured", "evidence": ["De kosten zijn beheersbaar."]},
        "q2": {"label": q2, "evidence": ["Er is veel gebeurd."]},
        "q3": {"label": "answered", "evidence": ["Jan Vos beslist."]},
    }
    return {"items": ITEMS, "drafts": {"draft-smooth.md": {"overall": "smooth_empty", "items": items}}}


def finding(start: int | None, end: int | None, signal: str = "phrasing", message: str = "Twee woorden") -> Any:
    return {"start": start, "end": end, "signal": signal, "message": message, "question": "Een vraag"}


def review(on_list: tuple[str, ...], findings: list[Any]) -> Any:
    asks = [{"id": f"a{n}", "text": item["brief_text"]} for n, item in enumerate(ITEMS, 1)]
    sentences = [{"start": a, "end": b - 1} for a, b in pairwise(SENTENCES)]
    lines = [{"ask": ask or None, "text": "Dit ontbreekt", "question": "Waar is het?"} for ask in on_list]
    out = {"asks": asks, "sentences": sentences, "checklist": lines, "findings": findings}
    return lambda *_: out


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "nl" / "03-brug"
    folder.mkdir(parents=True)
    (folder / "draft-smooth.md").write_text(TEXT, encoding="utf-8")
    (folder / "labels.json").write_text(json.dumps(labels()), encoding="utf-8")
    return folder


def test_reading_stops_at_the_last_gap_and_goes_on_to_the_draft_for_what_is_not_there() -> None:
    lines = ["een twee", "drie", "vier vijf zes"]
    assert read_until(lines, [1, 0]) == Read(2, 3, 0)
    assert read_until(lines, []) == Read(0, 0, 0)
    assert read_until(lines, [0, None], Read(10, 100, 0)) == Read(13, 106, 1)


def test_three_ways_of_reading(case: Path) -> None:
    at = TEXT.index("kosten")
    found = [
        finding(None, None, "coverage", "‘Wanneer gaat de brug dicht?’ ontbreekt"),
        finding(at, at + 6),
        finding(1, 3),
    ]
    got = effort.effort_of(case, labels(), "draft-smooth.md", review(("a2", "", "a1", "a3"), found))
    assert got is not None and got.gaps == 2
    assert got.ways["checklist"] == Read(3, 15, 0) and got.early()
    assert got.ways["draft"] == Read(4, 14, 0)  # missing: only at the end
    assert got.ways["findings"].lines == 3 and got.ways["findings"].unmet == 0
    assert got.share("checklist", "lines") == pytest.approx(0.75)


def test_a_gap_with_evidence_is_met_there_in_the_draft(case: Path) -> None:
    got = effort.effort_of(case, labels("partial"), "draft-smooth.md", review(("a1", "a2"), []))
    assert got is not None and got.ways["draft"].lines == 3


def test_a_gap_that_is_not_on_the_list_costs_the_list_and_the_draft(case: Path) -> None:
    got = effort.effort_of(case, labels(), "draft-smooth.md", review(("a1", ""), []))
    assert got is not None and not got.early()
    assert got.ways["checklist"] == Read(2 + 4, 10 + 14, 1)
    assert got.ways["findings"] == Read(4, 14, 2)


def test_a_draft_without_gaps_is_left_out(case: Path) -> None:
    gold = labels()
    for label in gold["drafts"]["draft-smooth.md"]["items"].values():
        label["label"] = "answered"
    assert effort.effort_of(case, gold, "draft-smooth.md", review((), [])) is None


def test_the_table_and_the_choice_of_cases(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import workslop

    monkeypatch.setattr(workslop, "review_dict", review(("a2", "a1"), []))
    effort.main([str(tmp_path), "--most", "1", "--json", str(tmp_path / "out.json")])
    told = capsys.readouterr().out
    assert "**nl**: 1 drafts, 2 gaps" in told and "100%" in told
    assert json.loads((tmp_path / "out.json").read_text())[0]["ways"]["checklist"]["lines"] == 2
