"""The wire form: the schema holds, and every place is the draft's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import review_samples

from workslop.report import wire
from workslop.types import Review

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "review.schema.json").read_text(encoding="utf-8"))
REVIEWS = (review_samples.dutch, review_samples.english, review_samples.hostile)


def places(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object in the tree that has a start and an end."""
    if isinstance(tree, dict):
        if "start" in tree and tree["start"] is not None:
            yield tree
        for value in tree.values():
            yield from places(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from places(value)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("make", REVIEWS)
def test_a_review_is_valid(make: Any) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(wire.to_dict(make()))


@pytest.mark.parametrize("key", ["status", "evidence", "answered_probability"])
def test_the_schema_refuses_an_ask_without_what_the_form_promises(key: str) -> None:
    form = wire.to_dict(review_samples.dutch())
    del form["asks"][0][key]
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(form)


def test_the_schema_refuses_evidence_for_missing_and_null_without_why() -> None:
    check = jsonschema.Draft202012Validator(SCHEMA)
    form = wire.to_dict(review_samples.dutch())
    form["asks"][0]["status"] = "missing"
    assert not check.is_valid(form)
    form = wire.to_dict(review_samples.dutch())
    form["sentences"][0].pop("emptiness_why")
    assert not check.is_valid(form)


@pytest.mark.parametrize("make", REVIEWS)
def test_every_place_is_exact(make: Any) -> None:
    review: Review = make()
    form, text = wire.to_dict(review), review.draft.text
    assert review.brief is not None
    for ask in form["asks"]:
        assert ask["text"] == review.brief.source.text[ask["start"] : ask["end"]]
    for key in ("sentences", "findings", "checklist", "waivers", "asks"):
        inner = [ask["evidence"] + ask["candidates"] for ask in form[key]] if key == "asks" else form[key]
        for place in places(inner):
            words = text[place["start"] : place["end"]]
            assert words, place
            assert words == place.get("text", words) == place.get("quote", words)
            line = text[: place["start"]].count("\n") + 1
            assert place["line"] == line
            if "column" in place:
                assert place["column"] == place["start"] - (text.rfind("\n", 0, place["start"]) + 1) + 1


def test_a_finding_about_the_whole_draft_has_no_line() -> None:
    whole = [f for f in wire.to_dict(review_samples.dutch())["findings"] if f["rule"] == "nl/voorbehoud"]
    assert [(f["start"], f["end"], f["line"], f["column"], f["quote"]) for f in whole] == [(None,) * 5]


def test_an_ask_without_a_verdict_is_null_with_a_why_and_still_valid() -> None:
    form = wire.to_dict(replace(review_samples.dutch(), verdicts=()))
    assert {(a["status"], a["answered_probability"], a["why"]) for a in form["asks"]} == {(None, None, "not judged")}
    jsonschema.Draft202012Validator(SCHEMA).validate(form)


def test_without_a_brief() -> None:
    form = wire.to_dict(replace(review_samples.english(), brief=None, verdicts=()))
    assert form["brief"] is None and form["asks"] == []
    jsonschema.Draft202012Validator(SCHEMA).validate(form)


def test_a_label_stands_beside_line_and_column() -> None:
    review = review_samples.english()
    source = replace(review.draft.source, marks=((0, "Background, paragraph 1"),))
    form = wire.to_dict(replace(review, draft=replace(review.draft, source=source)))
    assert form["findings"][0]["label"] == "Background, paragraph 1"
    jsonschema.Draft202012Validator(SCHEMA).validate(form)


def test_json_text_says_the_same_and_holds_nothing_a_terminal_obeys() -> None:
    review = review_samples.hostile()
    text = wire.to_json(review)
    assert json.loads(text) == json.loads(json.dumps(wire.to_dict(review)))
    assert not [
        sign for sign in text if sign != "\n" and (ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 or sign in "\u202e\u2066")
    ]


def test_dutch_words_stay_readable_in_json() -> None:
    assert "‘na de zomer’" in wire.to_json(review_samples.dutch())
