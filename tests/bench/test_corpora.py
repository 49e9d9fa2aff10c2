"""The labelled texts are what docs/corpora.md says, and their labels point at words that are there."""

from __future__ import annotations

import pytest
from corpus_counts import LANGUAGES, MARKS, PAGE, STATUSES, ask_rows, cases, page

from bench.briefs import FIRST, briefs, laid_beside

LABELS = ("answered", "partial", "gestured", "off_topic")


def test_the_page_has_the_counts_of_the_files() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert all(mark in text for mark in MARKS)
    assert text == page(), "python tests/bench/corpus_counts.py writes them anew"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_decides_a_row_stands_in_its_passage(lang: str) -> None:
    rows = ask_rows(lang)
    assert rows and {r["lang"] for r in rows} == {lang} and {r["label"] for r in rows} <= set(LABELS)
    assert [r["ask_id"] for r in rows if r["decides"] and r["decides"] not in r["passage"]] == []
    assert [r["ask_id"] for r in rows if (r["label"] == "off_topic") != (r["decides"] is None)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_labelled_of_a_draft_stands_in_it(lang: str) -> None:
    wrong = []
    for folder, case in cases(lang).items():
        brief = (folder / "brief.md").read_text(encoding="utf-8")
        wrong += [f"{folder.name}: {i['brief_text']}" for i in case["items"] if i["brief_text"] not in brief]
        for name, draft in case["drafts"].items():
            text = (folder / name).read_text(encoding="utf-8")
            quotes = [q for i in draft["items"].values() for q in i["evidence"]]
            quotes += [
                q for key in ("empty_sentences", "substantive_sentences", "unsupported_claims") for q in draft[key]
            ]
            wrong += [f"{folder.name}/{name}: {q}" for q in quotes if q not in text]
            assert {i["label"] for i in draft["items"].values()} <= set(STATUSES)
            assert all(bool(i["evidence"]) == (i["label"] != "missing") for i in draft["items"].values())
    assert wrong == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_asks_of_a_brief_stand_in_it_once_and_in_order(lang: str) -> None:
    own = briefs(lang)
    assert len({brief["id"] for brief in own}) == len(own) >= FIRST
    for brief in own:
        assert [brief["text"].count(ask) for ask in brief["asks"]] == [1] * len(brief["asks"]), brief["id"]
        places = [brief["text"].index(ask) for ask in brief["asks"]]
        assert places == sorted(places), brief["id"]


def test_asks_that_were_not_read_and_those_that_nobody_asked() -> None:
    brief = {"text": "- What does it cost?\n- Who pays for it?\n", "asks": ["What does it cost?", "the roof"]}
    assert laid_beside(brief) == (["the roof"], ["Who pays for it?"])
