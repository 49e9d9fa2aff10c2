"""The Python interface: mistakes in what the user gives, what is imported, and that no connection is opened."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from review_texts import NEUTRAL

import workslop
from workslop.types import InputError

HEAVY = ("torch", "sentence_transformers", "transformers", "spacy", "sklearn")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(NEUTRAL["nl"], encoding="utf-8")
    return path


@pytest.mark.parametrize("brief", ["", "  \n\n", "---\ntone: warm\n---\n", "Groeten, Ineke"])
def test_a_brief_that_asks_nothing_is_one_sentence(draft: Path, tmp_path: Path, brief: str) -> None:
    path = tmp_path / "brief.md"
    path.write_text(brief, encoding="utf-8")
    with pytest.raises(InputError, match=r"brief\.md") as caught:
        workslop.review(draft, path, vectors=False)
    assert "\n" not in str(caught.value)


def test_a_draft_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.md") as caught:
        workslop.review(tmp_path / "nowhere.md", vectors=False)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"report_lang": "fr"}, "no language of the report 'fr': choose from nl, en"),
        ({"lang": "xx"}, "no language of the draft 'xx': choose from nl, en, auto"),
        ({"only": ["frasing"]}, "no signal 'frasing': choose from phrasing, "),
        ({"encoder": "bert"}, "Unknown encoder 'bert'"),
        ({"encoder": "st:/nowhere/at/all"}, "neither a local folder nor in the local cache|install workslop"),
    ],
)
def test_an_option_that_is_not_known_is_one_sentence(draft: Path, options: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=told) as caught:
        workslop.review(draft, **options)
    assert "\n" not in str(caught.value)


def test_draft_and_brief_cannot_share_standard_input() -> None:
    with pytest.raises(InputError, match="standard input"):
        workslop.review("-", "-", stdin=io.BytesIO(b"De brug kost vier miljoen."))


def test_standard_input_is_read() -> None:
    review = workslop.review("-", stdin=io.BytesIO(NEUTRAL["en"].encode()), vectors=False)
    assert review.draft.lang == "en" and review.gladness.score is not None


def test_only_the_signals_that_were_asked_for_run(draft: Path) -> None:
    review = workslop.review(draft, only=["phrasing", "sameness"])
    assert {m.signal for m in review.measures} == {"phrasing", "sameness"}
    assert {f.signal for f in review.findings} <= {"phrasing", "sameness"}
    assert review.ran["encoder"] == "none" and review.draft.vectors is None
    assert (review.gladness.score, review.gladness.why) == (None, "not_run")
    assert "te kort" not in review.gladness.verdict


def test_progress_is_told(draft: Path) -> None:
    steps: list[str] = []
    workslop.review(draft, vectors=False, progress=steps.append)
    assert steps == ["read", "signals"]


def _run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_starting_up_and_a_review_without_vectors_import_nothing_heavy(draft: Path) -> None:
    loaded = f"print(sorted(m for m in sys.modules if m.partition('.')[0] in {HEAVY!r}))"
    assert _run(f"import sys, workslop, workslop.cli; {loaded}") == "[]\n"
    assert _run(f"import sys, workslop; workslop.review({str(draft)!r}, vectors=False); {loaded}") == "[]\n"


def test_a_review_opens_no_socket(draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    brief = tmp_path / "brief.md"
    brief.write_text("- Hoeveel bezoekers kwamen er?\n", encoding="utf-8")
    assert workslop.review_dict(draft, brief)["asks"][0]["status"] in ("answered", "partial", "gestured", "missing")
    assert workslop.judge_passage("Wat kost het?", "Het kost 40 euro.")["status"]


@pytest.mark.parametrize(
    ("ask", "passage"),
    [
        ("", ""),
        ("Wat kost het?", ""),
        ("?", "\x00"),
        ("Was kostet es?", "Es kostet vierzig Euro und mehr nicht."),
        ("a " * 3000, "b " * 9000),
    ],
)
def test_a_passage_is_judged_whatever_it_holds(ask: str, passage: str) -> None:
    told = workslop.judge_passage(ask, passage)
    assert told["status"] in ("answered", "partial", "gestured", "missing")
    assert 0 <= told["answered_probability"] <= 1


def test_an_empty_passage_is_missing() -> None:
    assert workslop.judge_passage("Wat kost het?", "  ") == {"status": "missing", "answered_probability": 0.0}


@pytest.mark.parametrize(
    ("ask", "answer", "gesture"),
    [
        (
            "Wat kost de nieuwe stalling?",
            "De stalling kost 184.000 euro.",
            "De kosten zijn zorgvuldig in beeld gebracht.",
        ),
        (
            "Who runs the night shift from June?",
            "From 1 June Ioan Petrescu runs it.",
            "The night shift has our full attention.",
        ),
    ],
)
def test_an_answer_is_more_answering_than_a_gesture(ask: str, answer: str, gesture: str) -> None:
    yes, no = (workslop.judge_passage(ask, p)["answered_probability"] for p in (answer, gesture))
    assert yes > no


@pytest.mark.parametrize(
    "first",
    [
        "pass",
        "import workslop.review",
        "from workslop.review import plan",
        "from workslop import review",
        "workslop.review",
        "workslop.judge_passage",
    ],
)
def test_review_can_be_called_whatever_was_imported_before(draft: Path, first: str) -> None:
    call = f"print(workslop.review({str(draft)!r}, only=['sameness']).report_lang)"
    assert _run(f"import workslop; {first}; {call}; {call}") == "nl\nnl\n"
