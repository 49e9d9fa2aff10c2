"""Two rounds of one draft: what was closed, what stands, what is new, what was lost."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import review_samples
from click.testing import CliRunner

from workslop import cli
from workslop.report import render, wire
from workslop.rounds import Rounds, compare_rounds, read_previous
from workslop.types import InputError, Review, Status

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "review.schema.json").read_text(encoding="utf-8"))


def judged(review: Review, *statuses: Status) -> Review:
    """``review`` with these statuses for its first questions."""
    first = tuple(
        replace(v, status=s, evidence=() if s == "missing" else v.evidence)
        for v, s in zip(review.verdicts, statuses, strict=False)
    )
    return replace(review, verdicts=(*first, *review.verdicts[len(first) :]))


def earlier(review: Review) -> dict[str, Any]:
    """What the JSON report of ``review`` reads back as."""
    return json.loads(wire.to_json(review))  # type: ignore[no-any-return]


@pytest.fixture
def now() -> Review:
    return judged(review_samples.dutch(), "answered", "partial", "missing", "gestured")


@pytest.fixture
def rounds(now: Review) -> Rounds:
    before = earlier(judged(now, "missing", "gestured", "answered"))
    before["asks"] = [ask for ask in before["asks"] if ask["id"] != "a4"]
    before["asks"].append({**before["asks"][0], "id": "a9", "text": "Wie betaalt dat?", "status": "partial"})
    quote = now.draft.text[before["findings"][0]["start"] :][:20]
    before["asks"][2]["evidence"] = [{"text": "Woorden die weg zijn."}, {"text": f" {quote}\n"}]
    return compare_rounds(now, before)


def test_gaps_are_closed_stand_are_new_or_are_no_longer_asked(now: Review, rounds: Rounds) -> None:
    assert now.brief is not None
    texts = [ask.text for ask in now.brief.asks]
    assert [(r.text, r.before, r.now) for r in rounds.closed] == [(texts[0], "missing", "answered")]
    assert (texts[1], "gestured", "partial") in [(r.text, r.before, r.now) for r in rounds.standing]
    assert [(r.text, r.before, r.now) for r in rounds.new] == [(texts[3], None, "gestured")]
    assert [(r.text, r.ask) for r in rounds.dropped] == [("Wie betaalt dat?", None)]
    assert rounds.same_asks and rounds.same_tool


def test_a_lost_answer_says_which_of_its_words_are_gone(now: Review, rounds: Rounds) -> None:
    (lost,) = rounds.lost
    assert lost.now == "missing" and lost.gone == ("Woorden die weg zijn.",) and len(lost.still) == 1


def test_the_same_review_again_closes_and_loses_nothing() -> None:
    for make in (review_samples.dutch, review_samples.english, review_samples.hostile):
        review = make()
        same = compare_rounds(review, earlier(review))
        assert not (same.closed or same.new or same.lost or same.dropped or same.findings_gone or same.findings_new)
        assert same.findings_still == sum(f.signal != "coverage" for f in review.findings)
        assert all(one.before == one.now for one in same.standing)


def test_questions_are_known_by_their_words_and_not_by_id_case_or_full_stop(now: Review) -> None:
    before = earlier(judged(now, "missing"))
    for n, ask in enumerate(before["asks"]):
        ask["id"], ask["text"] = f"x{n}", f"  {ask['text'].rstrip('?.').upper()} ?"
    assert [one.ask for one in compare_rounds(now, before).closed] == ["a1"]


def test_a_question_asked_twice_pairs_off_in_order(now: Review) -> None:
    assert now.brief is not None
    first, second, *rest = now.brief.asks
    twice = replace(now, brief=replace(now.brief, asks=(first, replace(second, text=first.text), *rest)))
    found = compare_rounds(twice, earlier(judged(twice, "gestured", "missing")))
    assert [(one.ask, one.before) for one in (*found.closed, *found.standing)][:2] == [
        ("a1", "gestured"), ("a2", "missing"),
    ]  # fmt: skip


def test_findings_are_known_by_rule_and_words_and_counted(now: Review) -> None:
    before = earlier(now)
    gone = {**before["findings"][0], "rule": "nl/oud", "quote": "woorden van toen"}
    moved = [{**f, "start": None, "line": 99} for f in before["findings"][1:]]
    before["findings"] = [gone, *moved]
    found = compare_rounds(now, before)
    assert [one.rule for one in found.findings_gone] == ["nl/oud"]
    assert found.findings_new == now.findings[:1] and found.findings_still == len(moved) - 1  # one is about a question
    twice = replace(now, findings=(*now.findings, now.findings[0]))
    assert len(compare_rounds(twice, earlier(now)).findings_new) == 1


def test_another_brief_and_another_tool_are_said(now: Review) -> None:
    other = earlier(review_samples.english())
    other["tool"]["models"]["encoder"] = "another"
    found = compare_rounds(now, other)
    assert not found.same_asks and not found.same_tool
    text = render(now, "terminal", rounds=found)
    assert "geen vraag gemeen" in text and "andere modellen" in text


def test_rounds_without_a_brief_compare_findings_only(now: Review) -> None:
    bare = replace(now, brief=None, verdicts=())
    found = compare_rounds(bare, earlier(bare))
    assert found.same_asks and not found.standing and found.findings_still


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_every_form_shows_the_section_and_none_without(now: Review, rounds: Rounds, form: str) -> None:
    text = " ".join(render(now, form, rounds=rounds).split())
    for words in ("Sinds de vorige ronde", "Alsnog beantwoord", "Antwoord verdwenen", "Woorden die weg zijn."):
        assert words in text
    assert "1 vraag alsnog beantwoord" in text and "Niet meer gevraagd" in text
    assert "vorige ronde" not in render(now, form)


def test_the_terminal_stays_within_its_width(now: Review, rounds: Rounds) -> None:
    assert max(map(len, render(now, "terminal", width=60, rounds=rounds).splitlines())) <= 60


def test_hostile_words_of_the_earlier_round_do_nothing(now: Review) -> None:
    before = earlier(now)
    before["asks"][0] |= {"text": "<script>alert(1)</script> \x1b[31m \u202e", "status": "missing"}
    found = compare_rounds(now, before)
    assert "\x1b" not in render(now, "terminal", rounds=found)
    page = render(now, "html", rounds=found)
    assert "<script>alert" not in page and "\u202e" not in page


def test_the_wire_form_has_the_rounds_only_where_there_are_two(now: Review, rounds: Rounds) -> None:
    form = json.loads(render(now, "json", rounds=rounds))
    jsonschema.Draft202012Validator(SCHEMA).validate(form)
    assert form["rounds"]["closed"][0]["before"] == "missing" and form["rounds"]["lost"][0]["gone"]
    assert "rounds" not in wire.to_dict(now)


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        ({"schema": "other/1"}, "schema 'other/1'"),
        ({"schema": None}, "no review of workslop"),
        ({"asks": None}, "asks must be a list"),
        ({"asks": [{"text": "x", "status": "ja"}]}, "asks[0].status"),
        ({"asks": [{"text": 3, "status": None}]}, "asks[0].text"),
        ({"asks": [{"text": "x", "status": [1]}]}, "asks[0].status"),
        ({"asks": [{"text": "x", "status": "answered", "evidence": [{}]}]}, "asks[0].evidence[0].text"),
        ({"findings": [[]]}, "findings[0] must be an object"),
        ({"findings": [{"rule": "a/b", "signal": "x", "quote": 1}]}, "findings[0].quote"),
        ({"gladness": 4}, "gladness must be an object"),
        ({"gladness": {"score": True}}, "gladness.score"),
        ({"tool": {"models": 2}}, "tool.models"),
    ],
)
def test_a_damaged_review_is_one_sentence_that_names_the_key(
    now: Review, tmp_path: Path, damage: dict[str, Any], named: str
) -> None:
    path = tmp_path / "v1.json"
    path.write_text(json.dumps({**copy.deepcopy(earlier(now)), **damage}), encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_previous(path)
    assert named in str(told.value) and str(path) in str(told.value) and "\n" not in str(told.value)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe\x00", b"[]", b"3", b"[" * 100_000, b"\x89PNG\r\n"])
def test_what_is_no_review_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(InputError, match=r"(?i)json"):
        read_previous(tmp_path / "x")
    with pytest.raises(InputError, match="check the path"):
        read_previous(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_report_that_a_shell_wrote_in_its_own_encoding_is_read(now: Review, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "v1.json").write_text(wire.to_json(now), encoding=encoding)
    assert compare_rounds(now, read_previous(tmp_path / "v1.json")).findings_still


def test_the_command(now: Review, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_review", lambda *_, **__: now)
    path = tmp_path / "v1.json"
    path.write_text(wire.to_json(judged(now, "missing")), encoding="utf-8")
    done = CliRunner().invoke(cli.main, ["review", "v2.md", "--brief", "b.md", "--previous", str(path)])
    assert done.exit_code == 0 and "Alsnog beantwoord" in done.stdout
    path.write_text("{", encoding="utf-8")
    done = CliRunner().invoke(cli.main, ["review", "v2.md", "--brief", "b.md", "--previous", str(path)])
    assert done.exit_code == 2 and done.stderr.count("\n") == 1 and "no JSON" in done.stderr
