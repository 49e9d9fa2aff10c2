"""The benchmark of reviews on a made case, with a stub for the review: every figure can be worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bench import cases, people, quality, tables
from bench.figures import wilson
from bench.fit import data as fit_data
from bench.train_judge import data as judge_data

SMOOTH = "Wij borgen samen kwaliteit. De kosten zijn 40 euro. Er is veel gebeurd. Dit is de beste aanpak."
GOOD = "De kosten zijn 40 euro. De brug gaat dicht op 3 mei. Jan Vos beslist."
ITEMS = [
    {"id": "q1", "brief_text": "Wat kost het?", "asks": "cost"},
    {"id": "q2", "brief_text": "Wanneer gaat de brug dicht?", "asks": "date"},
    {"id": "q3", "brief_text": "Wie beslist er?", "asks": "person"},
]


def label(status: str, *evidence: str) -> dict[str, Any]:
    return {"label": status, "evidence": list(evidence), "what_is_missing": None}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "nl" / "01-brug"
    folder.mkdir(parents=True)
    (folder / "brief.md").write_text("\n".join(i["brief_text"] for i in ITEMS), encoding="utf-8")
    (folder / "draft-smooth.md").write_text(SMOOTH, encoding="utf-8")
    (folder / "draft-good.md").write_text(GOOD, encoding="utf-8")
    cost, date_, who = "De kosten zijn 40 euro.", "De brug gaat dicht op 3 mei.", "Jan Vos beslist."
    drafts = {
        "draft-smooth.md": {
            "overall": "smooth_empty",
            "items": {
                "q1": label("answered", cost),
                "q2": label("gestured", "Er is veel gebeurd."),
                "q3": label("missing"),
            },
            "empty_sentences": ["Wij borgen samen kwaliteit."],
            "substantive_sentences": [cost],
            "unsupported_claims": ["Dit is de beste aanpak."],
        },
        "draft-good.md": {
            "overall": "good",
            "items": {"q1": label("answered", cost), "q2": label("answered", date_), "q3": label("answered", who)},
            "empty_sentences": [],
            "substantive_sentences": [date_, who],
            "unsupported_claims": [],
        },
    }
    labels = {"lang": "nl", "genre": "memo", "items": ITEMS, "drafts": drafts}
    (folder / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    return tmp_path


def stub(draft: str, brief: str) -> dict[str, Any]:
    """A review that reads two of the three asks and one that isn't there, and takes a gesture for an answer."""
    assert brief.endswith("brief.md")
    text = Path(draft).read_text(encoding="utf-8")
    smooth = text == SMOOTH

    def at(words: str) -> dict[str, Any]:
        return {"start": text.index(words), "end": text.index(words) + len(words)}

    def ask(words: str, status: str, p: float, *places: str) -> dict[str, Any]:
        return {"text": words, "status": status, "answered_probability": p, "evidence": [at(w) for w in places]}

    date_ = ask("Wanneer gaat de brug dicht?", "answered", *((0.6, "40 euro") if smooth else (0.8, "3 mei")))
    sentences = ["Wij borgen samen kwaliteit.", "De kosten zijn 40 euro."] if smooth else ["Jan Vos beslist."]
    return {
        "asks": [
            ask("wat kost het", "answered", 0.9, "40 euro"),
            date_,
            ask("Houd het kort en leesbaar", "missing", 0.1),
        ],
        "gladness": {"score": 80.0 if smooth else 20.0, "band": "glad" if smooth else "solid", "signals": []},
        "sentences": [at(s) | {"emptiness": 0.9 if s.startswith("Wij") else 0.2} for s in sentences],
        "findings": [{"signal": "evidence", **at("beste aanpak")}] if smooth else [{"signal": "evidence", **at("Jan")}],
    }


def figures(case: Path) -> dict[str, Any]:
    return quality.measure_cases([case], ["judge"], 20, stub)["nl"]["judge"]


def test_the_figures_of_a_case(case: Path) -> None:
    told = {name: (f["value"], f["n"]) for name, f in figures(case).items()}
    assert told["asks.found"] == (4 / 6, 6)
    assert told["asks.extra"] == (1.0, 2)
    # labels: answered, gestured, missing and three times answered; every one is called answered
    assert told["ask4"] == pytest.approx((2 * 4 / (4 + 6) / 3, 6))
    assert told["ask4.smooth"] == pytest.approx((2 * 1 / (1 + 3) / 3, 3))
    assert told["gap.p"] == (None, 0)
    assert told["gap.r"] == (0.0, 2)
    assert told["gap.f1"][0] == 0.0
    # gaps 0.4 (gestured) and 0 (never read) against 0.1, 0.1, 0.2 and 0 (answered, never read): 4 + 0.5 of 8
    assert told["gap.auroc"] == (4.5 / 8, 6)
    assert told["gap.smooth"] == (0.5, 3)
    assert told["evidence"] == (3 / 5, 5)
    assert told["empty"] == (1.0, 3)
    assert told["unsup.r"] == (1.0, 1)
    assert told["unsup.fa"] == (1 / 3, 3)
    assert told["glad.good"] == (1.0, 2)
    assert told["glad.messy"] == (None, 1)


def test_one_case_has_no_interval_and_two_have(case: Path) -> None:
    one = figures(case)["evidence"]
    assert one["low"] is one["high"] is None
    labels = json.loads((case / "nl/01-brug/labels.json").read_text(encoding="utf-8"))
    docs = [cases.score_draft(case / "nl/01-brug", labels, name, stub) for name in ("draft-smooth.md", "draft-good.md")]
    docs = [*docs, *(cases.Scored(**{**vars_of(d), "case": "02"}) for d in docs[:1])]
    again = cases.with_intervals(docs, 50)["evidence"]
    assert again["low"] <= again["value"] <= again["high"]
    assert again == cases.with_intervals(docs, 50)["evidence"]


def vars_of(doc: cases.Scored) -> dict[str, Any]:
    return {name: getattr(doc, name) for name in doc.__dataclass_fields__}


def test_an_ask_that_was_not_judged_counts_as_a_gap_nobody_was_told_of(case: Path) -> None:
    def unjudged(draft: str, brief: str) -> dict[str, Any]:
        out = stub(draft, brief)
        out["asks"] = [a | {"status": None, "answered_probability": None, "evidence": []} for a in out["asks"]]
        return out

    told = quality.measure_cases([case], ["judge"], 2, unjudged)["nl"]["judge"]
    assert told["gap.r"]["value"] == 0.0 and told["asks.found"]["value"] == 4 / 6


def test_of_our_own_drafts_only_held_out_cases_count() -> None:
    found = cases.case_folders(cases.OWN_CASES)
    for lang, trained in (("nl", range(65, 73)), ("en", range(53, 57))):
        numbers = [int(p.name[:2]) for p in sorted((cases.OWN_CASES / lang).iterdir())]
        held = [n for n in numbers if n % 3 == 0 or (n > 36 and n not in trained)]
        assert sorted(int(p.name[:2]) for p in found if p.parent.name == lang) == held
        assert 30 < len(held) < len(numbers)


def test_cases_to_measure_on_are_neither_fitted_nor_trained_on(monkeypatch: pytest.MonkeyPatch) -> None:
    folders = cases.unseen_folders()
    names = {f"{p.parent.name}/{p.name}" for p in folders}
    assert {name[:5] for name in names} >= {f"nl/{n}" for n in range(55, 61)}
    every = [SimpleNamespace(case=f"{p.parent.name}/{p.name}") for p in (*folders, cases.OWN_CASES / "nl" / "01-x")]
    monkeypatch.setattr(fit_data, "drafts", lambda: iter(every))
    assert [d.case for d in fit_data.fitted_on()] == ["nl/01-x"]
    monkeypatch.setattr(judge_data, "questions", lambda _: every)
    trained = [q.case for held in (True, False) for q in judge_data.draft_questions(held)]
    assert trained == ["nl/01-x"]


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (1, 10, 0.0179, 0.4042),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, Statistics in Medicine 17(8), table I
    ],
)
def test_wilson_interval(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=1e-4)


def test_wilson_interval_of_nothing_is_everything() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_macro_f1_is_over_the_labels_that_occur() -> None:
    assert cases.macro_f1([("answered", "answered"), ("missing", "answered")]) == pytest.approx(2 / 3 / 2)
    assert cases.macro_f1([]) is None


ROWS = [
    {"ask_id": "a", "label": "answered", "trap": "plain"},
    {"ask_id": "a", "label": "gestured", "trap": "overlap"},
    {"ask_id": "b", "label": "answered", "trap": "plain"},
    {"ask_id": "b", "label": "gestured", "trap": "overlap"},
    {"ask_id": "b", "label": "partial", "trap": "plain"},
    {"ask_id": "b", "label": "off_topic", "trap": "plain"},
]


def test_figures_of_passages() -> None:
    told = [
        ("answered", 0.9),
        ("gestured", 0.2),
        ("answered", 0.5),
        ("answered", 0.7),
        ("partial", 0.4),
        ("missing", 0.0),
    ]
    outs = [{"status": s, "answered_probability": p} for s, p in told]
    found = {name: f["value"] for name, f in quality.row_figures(ROWS, outs).items()}
    assert found["pairs"] == 0.5
    assert found["ans.gest"] == 0.75 and found["ans.part"] == 1.0
    assert found["ans.rest"] == 7 / 8
    assert found["f1x4"] == pytest.approx((4 / 5 + 2 / 3 + 1 + 1) / 4)
    assert not [name for name in found if name.startswith("trap")]  # too few rows
    many = quality.row_figures(ROWS * 4, outs * 4)
    assert many["trap.overlap"] == {"value": 0.75, "n": 8}


def test_texts_by_people_and_models(tmp_path: Path) -> None:
    texts = [("human", "een kort stukje"), ("human", "nog zoiets"), ("ai", "indrukwekkende vergezichten"), ("?", "weg")]
    rows = [{"text": text, "label": label, "lang": "nl"} for label, text in texts]
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")

    def engine(draft: str, stdin: Any) -> dict[str, Any]:
        assert draft == "-"
        text = stdin.read().decode()
        if text == "nog zoiets":
            return {"gladness": {"score": None, "band": None, "signals": []}}
        push = {"id": "centroid", "contribution": 7.0}
        glad = text.startswith("indruk")
        return {"gladness": {"score": 70.0 if glad else 40.0, "band": "glad" if glad else "mixed", "signals": [push]}}

    human, ai = people.measure_texts([tmp_path], 10, 100, engine)
    assert (human["label"], human["n"], human["unscored"], human["mean"]) == ("human", 1, 1, 40.0)
    assert human["mixed"]["value"] == 1.0 and human["glad"]["value"] == 0.0
    assert (ai["label"], ai["auroc"]) == ("ai", {"scores": 1.0, "lengths": 1.0})
    assert ai["points"] == {"centroid": 7.0}
    table = tables.text_table([human, ai])
    assert "| mixed | people | 1 (1 too short or not scored) | 40 | 100% (21%–100%) | 0% (0%–79%) |" in table


def test_a_text_is_cut_after_a_word() -> None:
    assert people.first_words("een twee\n\ndrie vier", 3) == "een twee\n\ndrie"
    assert people.first_words("een twee", 3) == "een twee"


def test_leaving_out_is_undone_afterwards() -> None:
    from workslop import embed
    from workslop.embed import cross_encoder

    real = embed.load, cross_encoder.load
    with quality.without("vectors"):
        with pytest.raises(embed.EncoderUnavailable):
            embed.load("e5")
        with pytest.raises(embed.EncoderUnavailable):
            cross_encoder.load()
    with quality.without("judge"):
        assert embed.load is real[0] and cross_encoder.load is not real[1]
    with quality.without(""):
        assert (embed.load, cross_encoder.load) == real


def test_without_judge_and_vectors_a_review_says_so(tmp_path: Path) -> None:
    from workslop import review_dict

    draft, brief = tmp_path / "draft.md", tmp_path / "brief.md"
    draft.write_text(GOOD, encoding="utf-8")
    brief.write_text("1. Wat kost het?\n", encoding="utf-8")
    with quality.without("vectors"):
        models = review_dict(str(draft), str(brief))["tool"]["models"]
    assert models["encoder"].startswith("none") and not models["asks"].startswith("cross-encoder")


def test_tables_go_between_the_marks_and_other_sections_stay() -> None:
    text = "Voor\n<!-- figures -->\n<!-- /figures -->\nNa\n"
    once = tables.put_between_marks(text, {"Labelled cases": "een", "Texts": "twee"})
    twice = tables.put_between_marks(once, {"Labelled cases": "drie"})
    assert twice.startswith("Voor\n<!-- figures -->\n") and twice.endswith("<!-- /figures -->\nNa\n")
    assert (
        "een" in once and "een" not in twice and "### Labelled cases\n\ndrie" in twice and "### Texts\n\ntwee" in twice
    )
    assert tables.put_between_marks(twice, {}) == twice
    with pytest.raises(ValueError, match="no place"):
        tables.put_between_marks("Voor", {})


def test_a_command_names_no_place_outside_the_repository(tmp_path: Path) -> None:
    args = quality._arguments().parse_args([str(tmp_path / "cases" / "nl"), "corpora/drafts", "--ablation"])
    assert quality._command(args) == "python -m bench.quality …/cases/nl corpora/drafts --ablation"
