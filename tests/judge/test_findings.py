"""Rules, matches and measures become findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workslop.judge import kinds, rulebook
from workslop.judge.findings import judge, number
from workslop.types import Ask, Brief, Draft, Measure, Rule, Source, Span, Verdict

MakeDraft = Callable[..., Draft]
ALL = rulebook.index(rulebook.load_rules())
TEXT = "De ploeg telde 41 kratten. " * 60


def rule(id: str, **body: Any) -> Rule:
    found = ALL[id]
    return replace(found, body={**found.body, **body})


def test_quote_is_the_text_and_findings_come_by_place(make_draft: MakeDraft) -> None:
    text = "# Plan\n\nWij leveren maatwerk.\nEr is een samenspel\nvan factoren.\n"
    found = judge(make_draft(text), ALL.values(), (), "nl")
    assert [f.rule for f in found] == ["nl/maatwerk", "nl/samenspel-van-factoren"]
    assert all(f.span is not None and f.quote == f.span.of(text) for f in found)
    assert found[1].message.startswith("‘samenspel van factoren’: ")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_texts_are_in_the_reports_language(make_draft: MakeDraft, lang: str) -> None:
    chosen = ALL["nl/maatwerk"]
    (found,) = judge(make_draft("Wij leveren maatwerk."), [chosen], (), lang)
    assert found.message == chosen.message[lang].replace("{quote}", "maatwerk")
    assert (found.advice, found.question) == (chosen.advice[lang], chosen.question[lang])


def test_most_and_count(make_draft: MakeDraft) -> None:
    text = "Impact telt. Een integrale aanpak. Wendbaar blijven. Slagkracht tonen. Veerkracht ook."
    found = judge(make_draft(text), [rule("nl/containerbegrip", most=2)], (), "nl")
    assert [f.quote for f in found] == ["Impact", "integrale"]
    assert "een van 5 containerbegrippen" in found[0].message


def test_a_match_inside_a_longer_one_of_the_same_signal_is_not_said_twice(make_draft: MakeDraft) -> None:
    long = replace(ALL["nl/maatwerk"], id="nl/lang", body={"phrases": ["oog voor maatwerk"]})
    draft = make_draft("Met oog voor maatwerk.")
    assert [f.rule for f in judge(draft, [ALL["nl/maatwerk"], long], (), "nl")] == ["nl/lang"]
    other = replace(long, signal="evidence")
    assert len(judge(draft, [ALL["nl/maatwerk"], other], (), "nl")) == 2


def test_swap_names_the_plainer_word(make_draft: MakeDraft) -> None:
    (found,) = judge(make_draft("Middels deze brief hoort u van ons."), [ALL["nl/ambtelijk-woord"]], (), "nl")
    assert (found.quote, found.message) == ("Middels", "‘Middels’: gewoner is ‘met’.")


def test_braces_in_a_quotation_stay(make_draft: MakeDraft) -> None:
    chosen = replace(ALL["nl/maatwerk"], body={"patterns": [r"veld \{count\} hier"]})
    (found,) = judge(make_draft("Het veld {count} hier staat open."), [chosen], (), "nl")
    assert found.message.startswith("‘veld {count} hier’")


def test_a_rule_with_one_language_falls_back_on_it(make_draft: MakeDraft) -> None:
    chosen = replace(ALL["nl/maatwerk"], message={"en": "“{quote}”"}, advice={}, question={})
    (found,) = judge(make_draft("Wij leveren maatwerk."), [chosen], (), "nl")
    assert (found.message, found.advice) == ("“maatwerk”", "")


def sentences(draft: Draft, values: list[float | None], name: str = "emptiness") -> list[Measure]:
    spans = [s.span for s in draft.sentences]
    return [
        Measure("specificity", name, v, "share", span=s, why=None if v is not None else "te kort")
        for s, v in zip(spans, values, strict=True)
    ]


def test_a_sentence_limit_keeps_the_worst_and_shows_them_by_place(make_draft: MakeDraft) -> None:
    draft = make_draft("Een zin. Nog een zin. Een derde zin. Een vierde zin.")
    measures = sentences(draft, [0.8, 0.9, None, 0.75])
    found = judge(draft, [ALL["any/emptiness"]], measures, "nl")
    assert [f.quote for f in found] == ["Een zin.", "Nog een zin."]
    assert [f.quote for f in judge(draft, [rule("any/emptiness", most=1)], measures, "nl")] == ["Nog een zin."]
    assert found[0].measure is measures[0]


def test_a_sentence_limit_reads_prose_only(make_draft: MakeDraft) -> None:
    draft = make_draft("# Een kop\n\nEen zin.")
    assert [f.quote for f in judge(draft, [ALL["any/emptiness"]], sentences(draft, [0.9, 0.9]), "nl")] == ["Een zin."]


def test_a_draft_limit_fills_in_its_figures(make_draft: MakeDraft) -> None:
    measures = [Measure("sameness", "rhythm", 0.214, "cv"), Measure("sameness", "repetition", 0.123, "share")]
    chosen = [ALL["any/even-rhythm"], ALL["any/repetition"]]
    nl = judge(make_draft(TEXT), chosen, measures, "nl")
    assert [f.span for f in nl] == [None, None]
    assert "variatie 0,21, onder 0,35" in nl[0].message
    assert nl[1].message.startswith("12% van")
    assert "variation 0.21, below 0.35" in judge(make_draft(TEXT), chosen, measures, "en")[0].message
    assert judge(make_draft("Een korte tekst."), chosen, measures, "nl") == ()


def test_not_measured_is_never_beyond_a_limit(make_draft: MakeDraft) -> None:
    draft = make_draft(TEXT)
    chosen = [r for r in ALL.values() if r.kind in ("limit", "question")]
    assert judge(draft, chosen, (), "nl") == ()
    measures = [Measure(r.signal, str(r.body["measure"]), None, "x", why="kapot") for r in chosen]
    assert judge(draft, chosen, measures, "nl") == ()


@pytest.mark.parametrize("rule_", [r for r in ALL.values() if r.kind in ("limit", "question")], ids=lambda r: r.id)
def test_every_limit_speaks_beyond_it_and_is_silent_at_it(make_draft: MakeDraft, rule_: Rule) -> None:
    draft = make_draft(TEXT, "nl")
    place, limit = rule_.body.get("on", "draft"), kinds.rule_limit(rule_)
    span = draft.sentences[0].span if place == "sentence" else None
    at = Measure(rule_.signal, str(rule_.body["measure"]), limit, "x", span=span, ask="a1" if place == "ask" else None)
    assert judge(draft, [rule_], [at], "nl") == ()
    beyond = replace(at, value=limit + (0.1 if "above" in rule_.body else -0.1))
    for lang in ("nl", "en"):
        (found,) = judge(draft, [rule_], [beyond], lang)
        assert "{" not in found.message + found.advice + found.question
        assert found.question


def test_another_languages_limit_is_silent(make_draft: MakeDraft) -> None:
    chosen = replace(ALL["any/repetition"], lang="en")
    measure = Measure("sameness", "repetition", 0.5, "share")
    assert judge(make_draft(TEXT, "nl"), [chosen], [measure], "nl") == ()
    assert judge(make_draft(TEXT, "en"), [chosen], [measure], "nl")


def brief(text: str) -> Brief:
    ask = Ask("a1", text, Span(0, len(text)), "quantity", ())
    return Brief(Source("brief.md", text, "markdown"), "nl", (ask,), ())


def test_asks_speak_by_their_status(make_draft: MakeDraft) -> None:
    draft = make_draft("De kosten zijn beheersbaar. Verder niets.")
    chosen = [ALL[f"any/ask-{name}"] for name in ("missing", "gestured", "partial")]
    gestured = Verdict("a1", "gestured", 0.1, 0.9, (draft.sentences[0].span,), missing="een bedrag")
    (found,) = judge(draft, chosen, (), "nl", brief=brief("Wat kost het?"), verdicts=[gestured])
    assert (found.rule, found.quote) == ("any/ask-gestured", "De kosten zijn beheersbaar.")
    assert found.message == "Over ‘Wat kost het?’ staat er wel iets, maar geen antwoord."
    assert found.advice.endswith("Nodig: een bedrag.")
    missing = Verdict("a1", "missing", 0.1, 0.9, ())
    (found,) = judge(draft, chosen, (), "en", brief=brief("Wat kost het?"), verdicts=[missing])
    assert (found.rule, found.span) == ("any/ask-missing", None)
    assert found.advice.endswith("Needed: an answer to what was asked.")
    answered = Verdict("a1", "answered", 0.9, 0.9, ())
    assert judge(draft, chosen, (), "nl", brief=brief("Wat kost het?"), verdicts=[answered]) == ()


def test_a_measure_given_for_an_ask_comes_before_its_verdict(make_draft: MakeDraft) -> None:
    verdict = Verdict("a1", "missing", 0.1, 0.9, ())
    given = Measure("coverage", "missing", 0.2, "share", ask="a1")
    draft = make_draft("Tekst.")
    assert judge(draft, [ALL["any/ask-missing"]], (), "nl", brief_measures=[given], verdicts=[verdict]) == ()


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    assert [number(v, "nl") for v in (0.35, 12.0, 0.806)] == ["0,35", "12", "0,81"]
    assert number(0.5, "en") == "0.5"


def test_nothing_is_found_in_an_empty_text(make_draft: MakeDraft, tmp_path: Path) -> None:
    assert judge(make_draft(""), ALL.values(), (), "nl") == ()
