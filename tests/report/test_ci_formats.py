"""The forms that CI systems read: every place in them is the draft's own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import review_samples
from ci_samples import ROOT, SAMPLES, SARIF, SCHEMA, commands, found, made, read, results

from workslop.identity import identities, shown_path
from workslop.judge.rulebook import load_rules
from workslop.report.many import render_many
from workslop.types import Finding, Measure, Review, Span


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("rules", [(), load_rules()], ids=["no rules", "all rules"])
@pytest.mark.parametrize("reviews", [(), SAMPLES[:1], SAMPLES, SAMPLES[:1] * 2])
def test_sarif_is_valid(reviews: Sequence[Review], rules: Any) -> None:
    log = json.loads(render_many(reviews, "sarif", rules=rules))
    SARIF.validate(log)
    run = log["runs"][0]
    listed = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert listed == sorted(set(listed))
    for result in run["results"]:
        assert listed[result["ruleIndex"]] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][place["index"]]["location"]["uri"] == place["uri"]


@pytest.mark.parametrize("damage", ["version", "ruleIndex", "startLine", "uri"])
def test_the_schema_has_teeth(damage: str) -> None:
    log = json.loads(render_many(SAMPLES[:1], "sarif"))
    result = next(r for r in log["runs"][0]["results"] if "region" in r["locations"][0]["physicalLocation"])
    place = result["locations"][0]["physicalLocation"]
    if damage == "version":
        log["version"] = "2.0.0"
    elif damage == "ruleIndex":
        result["ruleIndex"] = -1
    elif damage == "startLine":
        place["region"]["startLine"] = 0
    else:
        place["artifactLocation"]["uri"] = "with space.md"
    assert not SARIF.is_valid(log)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_sarif_tells_what_a_rule_is_about_in_the_language_of_the_report(lang: str) -> None:
    rules = {rule.id: rule for rule in load_rules()}
    review = replace(SAMPLES[0], report_lang=lang)
    told = json.loads(render_many([review], "sarif", rules=tuple(rules.values())))["runs"][0]["tool"]["driver"]["rules"]
    one = next(rule for rule in told if rule["id"] == "any/ask-missing")
    assert one["shortDescription"]["text"] == rules["any/ask-missing"].about[lang]
    assert rules["any/ask-missing"].keep[lang] in one["help"]["markdown"]
    assert one["defaultConfiguration"] == {"level": "error"}


def test_regions_are_the_words_quoted() -> None:
    for review in SAMPLES[:2]:
        lines = review.draft.text.split("\n")
        spoken = [f for f in review.findings if f.span]
        placed = [
            r["locations"][0]["physicalLocation"]["region"]
            for r in results([review])
            if "region" in r["locations"][0]["physicalLocation"]
        ]
        assert len(spoken) == len(placed) >= 3
        for finding, at in zip(spoken, placed, strict=True):
            assert at["startLine"] == at["endLine"]
            assert lines[at["startLine"] - 1][at["startColumn"] - 1 : at["endColumn"] - 1] == finding.quote


def test_columns_count_characters_and_a_place_may_run_over_lines() -> None:
    text = "🙂 é It was\nvery good. End.\n"
    at = results([made(text, found(text, "It was\nvery"))])[0]["locations"][0]["physicalLocation"]["region"]
    assert at == {"startLine": 1, "startColumn": 5, "endLine": 2, "endColumn": 5}
    ((_, properties, _),) = commands(render_many([made(text, found(text, "It was\nvery"))], "github"))
    assert (properties["line"], properties["endLine"]) == ("1", "2") and "col" not in properties


def test_a_finding_about_the_whole_draft_has_no_false_line() -> None:
    review = made("A.\n", found("A.\n", None))
    assert "region" not in results([review])[0]["locations"][0]["physicalLocation"]
    assert render_many([review], "compact") == "draft.md: warning en/x Too smooth.\n"
    assert "line=" not in render_many([review], "github")
    assert "line" not in render_many([review], "checkstyle")
    (entry,) = json.loads(render_many([review], "gitlab"))
    assert entry["location"]["lines"] == {"begin": 1} and "whole text" in entry["description"]  # GitLab wants a line


def test_in_word_the_heading_says_where() -> None:
    text = "Costs are managed. End.\n"
    review = made(text, found(text, "managed"), path="a.docx", fmt="docx")
    source = replace(review.draft.source, marks=((0, "Money › Costs"),))
    review = replace(review, draft=replace(review.draft, source=source))
    (result,) = results([review])
    assert result["message"]["text"].startswith("Too smooth. (Money › Costs)")
    assert "region" not in result["locations"][0]["physicalLocation"]
    for form in ("github", "gitlab", "junit", "checkstyle"):
        assert "Money › Costs" in render_many([review], form)
    assert "line=" not in render_many([review], "github") + render_many([review], "checkstyle")


def test_fingerprints_stay_when_lines_move_and_go_when_the_sentence_is_edited() -> None:
    text = "It was very good. Nobody left.\n"
    before = read(text, "very good")
    moved = "# New\n\nNobody left. It was very\ngood.\n"
    after = read(moved, "very\ngood")
    edited = "It was very good indeed. Nobody left.\n"
    other = read(edited, "very good")

    def prints(review: Review) -> tuple[Any, Any]:
        return results([review])[0]["partialFingerprints"], json.loads(render_many([review], "gitlab"))[0][
            "fingerprint"
        ]

    assert prints(before) == prints(after)
    assert all(a != b for a, b in zip(prints(before), prints(other), strict=True))


def test_fingerprints_tell_equal_findings_apart() -> None:
    text = "Very good and very good.\n"
    twice = (
        Finding("en/x", "phrasing", "note", "m", "", "", Span(5, 9), "good"),
        Finding("en/x", "phrasing", "note", "m", "", "", Span(19, 23), "good"),
    )
    reviews = [made(text, *twice), made(text, *twice, path="other.md")]
    assert len({entry["fingerprint"] for entry in json.loads(render_many(reviews, "gitlab"))}) == 4
    assert len({str(result["partialFingerprints"]) for result in results(reviews[:1])}) == 2
    names = [case.get("name") for case in ET.fromstring(render_many(reviews[:1], "junit")).iter("testcase")]
    assert names == ["en/x: good", "en/x: good (2)"]


def test_two_rules_about_the_whole_draft_have_two_fingerprints() -> None:
    review = made("A.\n", found("A.\n", None), found("A.\n", None, rule="en/y"))
    assert len({str(result["partialFingerprints"]) for result in results([review])}) == 2


def test_a_question_is_known_by_its_words_not_by_its_number() -> None:
    review = review_samples.english()
    assert review.brief
    measures = [Measure("coverage", "missing", 1.0, "share", ask=ask) for ask in ("a1", "a2")]
    findings = tuple(Finding("any/ask-missing", "coverage", "error", "m", "", "", measure=m) for m in measures)
    one, other = identities(replace(review, findings=findings))
    asks = review.brief.asks
    swapped = (replace(asks[0], text=asks[1].text), replace(asks[1], text=asks[0].text), *asks[2:])
    brief = replace(review.brief, asks=swapped)
    assert identities(replace(review, brief=brief, findings=findings)) == (other, one)
    (first, _) = ET.fromstring(render_many([replace(review, findings=findings)], "junit")).iter("testcase")
    assert asks[0].text[:30] in (first.get("name") or "")


def test_severities_in_each_form() -> None:
    text = "One two three.\n"
    review = made(text, *(found(text, q, s) for q, s in (("One", "note"), ("two", "warning"), ("three", "error"))))
    assert [r["level"] for r in results([review])] == ["note", "warning", "error"]
    assert [level for level, _, _ in commands(render_many([review], "github"))] == ["notice", "warning", "error"]
    assert [e["severity"] for e in json.loads(render_many([review], "gitlab"))] == ["info", "minor", "major"]
    checkstyle = ET.fromstring(render_many([review], "checkstyle"))
    assert [e.get("severity") for e in checkstyle.iter("error")] == ["info", "warning", "error"]
    suites = ET.fromstring(render_many([review], "junit"))
    assert [f.get("type") for f in suites.iter("failure")] == ["warning", "error"]
    assert (suites.get("tests"), suites.get("failures")) == ("3", "2")


def test_a_draft_without_findings_passes() -> None:
    review = made("Fine.\n")
    (case,) = ET.fromstring(render_many([review], "junit")).iter("testcase")
    assert not list(case)
    assert render_many([review], "github") == render_many([review], "compact") == ""
    assert json.loads(render_many([review], "gitlab")) == results([review]) == []
    (file,) = ET.fromstring(render_many([review], "checkstyle"))
    assert file.get("name") == "draft.md" and not list(file)


def test_json_lines_are_wire_reviews() -> None:
    wire = json.loads((ROOT / "docs" / "review.schema.json").read_text(encoding="utf-8"))
    lines = render_many(SAMPLES, "jsonl").splitlines()
    assert len(lines) == len(SAMPLES)
    for line in lines:
        jsonschema.Draft202012Validator(wire).validate(json.loads(line))


def test_paths_are_relative_to_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    inside, outside = tmp_path / "top" / "één map" / "a#b.md", tmp_path / "else.md"
    reviews = [made("A.\n", found("A.\n", None), path=str(p)) for p in (inside, outside, "top/x.md", "-")]
    places = [
        r["locations"][0]["physicalLocation"]["artifactLocation"] for r in results(reviews, root=tmp_path / "top")
    ]
    assert places[0]["uri"] == "%C3%A9%C3%A9n%20map/a%23b.md"
    assert unquote(places[1]["uri"]) == f"file://{outside}" and "uriBaseId" not in places[1]
    assert [place["uri"] for place in places[2:]] == ["x.md", "-"]
    compact = render_many(reviews, "compact", root=tmp_path / "top").splitlines()
    assert [line.partition(": ")[0] for line in compact] == ["één map/a#b.md", str(outside), "x.md", "-"]
    SARIF.validate(json.loads(render_many(reviews, "sarif", root=tmp_path / "top")))


def test_a_path_through_a_link_is_relative_too(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert shown_path(str(tmp_path / "link" / "a.md"), tmp_path / "real") == "a.md"
    assert shown_path("./a//b/../c.md") == "a/c.md"
