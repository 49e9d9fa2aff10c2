"""The checklist: what comes first, what breaks the brief's terms, and that each line ends in a question."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))

from reviewing import LANGUAGES, asked, reviewed

from workslop.judge.checklist import MOST_CLAIMS, MOST_EMPTY, MOST_PHRASES, NUANCE, checklist
from workslop.text import draft_from_source
from workslop.types import Brief, ChecklistItem, Constraint, Finding, Measure, Source, Span, Status, Verdict

KINDS = ("ask", "constraint", "evidence", "nuance", "specificity", "sameness", "phrasing")
TEXT = "De brug gaat dicht. Het werk kost veel. " * 30
DRAFT = draft_from_source(Source("d.md", TEXT, "markdown"), lang="nl")
BRIEF = (
    "1. Wat kost het werk aan de brug?\n2. Wie doet het werk?\n3. Hoe lang duurt het, en waarom?\n"
    "4. Waar rijden de bussen?\n"
)


def finding(signal: str, at: int | None, value: float = 0.9, rule: str = "nl/x") -> Finding:
    span = Span(at, at + 5) if at is not None else None
    measure = Measure(signal, "m", value, "share", span=span)
    return Finding(rule, signal, "note", f"{signal} {at}", "", f"Wat bedoel je met {at}?", span, "x", measure)


def verdicts(*statuses: Status) -> list[Verdict]:
    spans = [() if s == "missing" else (Span(0, 19),) for s in statuses]
    return [
        Verdict(f"a{n}", s, 0.1 * n, 0.8, own, lacks=("cost",), missing="geen bedrag")
        for n, (s, own) in enumerate(zip(statuses, spans, strict=True), 1)
    ]


def items(*statuses: Status, findings: list[Finding] | None = None, lang: str = "nl") -> tuple[ChecklistItem, ...]:
    nuance = dict.fromkeys(NUANCE, 0.0)
    return checklist(DRAFT, asked(BRIEF), verdicts(*statuses), findings or [], nuance, lang)


def test_order_and_ids() -> None:
    found = [finding(s, n * 10) for s in ("phrasing", "specificity", "sameness", "evidence") for n in range(2)]
    given = items("partial", "missing", "answered", "gestured", findings=found)
    assert [i.id for i in given] == [f"c{n}" for n in range(1, len(given) + 1)]
    assert [i.ask for i in given[:3]] == ["a2", "a4", "a1"]
    assert [KINDS.index(i.kind) for i in given] == sorted(KINDS.index(i.kind) for i in given)
    assert [i.severity for i in given[:3]] == ["error", "error", "warning"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_ends_in_a_question_in_the_reports_language(lang: str) -> None:
    statuses: tuple[Status, ...] = ("partial", "missing", "answered", "gestured")
    given = items(*statuses, lang=lang)
    assert all(i.text.strip() and i.question.endswith("?") for i in given)
    other = items(*statuses, lang="en" if lang == "nl" else "nl")
    assert not {i.question for i in other} & {i.question for i in given}


def test_the_least_answered_of_a_status_comes_first() -> None:
    given = items("gestured", "gestured", "gestured", "gestured")
    assert [i.ask for i in given if i.kind == "ask"] == ["a1", "a2", "a3", "a4"]


def test_answered_asks_and_asks_not_in_the_brief_give_no_line() -> None:
    assert not [i for i in items("answered", "answered") if i.kind == "ask"]
    assert checklist(DRAFT, None, verdicts("missing"), [], {}, "nl") == ()


def test_findings_are_bounded_worst_first_and_about_the_whole_draft_before_that() -> None:
    found = [finding("specificity", 10 * n, value=n / 20) for n in range(15)] + [finding("specificity", None, 0.1)]
    found += [finding("evidence", 10 * n) for n in range(9)]
    found += [finding("sameness", None, rule=f"any/{n}") for n in range(3)]
    found += [finding("phrasing", 10 * n, rule=f"nl/{n // 3}") for n in range(9)]
    given = items(findings=found)
    own = {k: [i for i in given if i.kind == k] for k in KINDS}
    assert len(own["evidence"]) == MOST_CLAIMS and len(own["specificity"]) == MOST_EMPTY
    assert len(own["sameness"]) == 1 and len(own["phrasing"]) == MOST_PHRASES
    assert [i.refs for i in own["specificity"][:3]] == [(), (Span(140, 145),), (Span(130, 135),)]
    assert [i.refs[0].start for i in own["phrasing"]] == [0, 30]  # one a rule


def test_nuance_is_one_line_and_only_where_there_is_little() -> None:
    counts = dict.fromkeys(NUANCE, 0.0)
    (line,) = checklist(DRAFT, None, [], [], counts, "nl")
    assert line.kind == "nuance" and "een uitzondering" in line.text
    shown = counts | {"limit": 2.0, "exception": 1.0}
    (line,) = checklist(DRAFT, None, [], [], shown, "nl")
    assert "een uitzondering" not in line.text
    assert checklist(DRAFT, None, [], [], shown | {"minority": 1.0}, "nl") == ()
    assert checklist(DRAFT, None, [], [], {}, "nl") == ()


def constrained(text: str, *constraints: Constraint, fmt: str = "markdown") -> list[tuple[str, str]]:
    draft = draft_from_source(Source("d.md", text, fmt), lang="nl")
    brief = Brief(Source("b.md", "", "markdown"), "nl", (), constraints)
    given = checklist(draft, brief, [], [], {}, "nl")
    assert all(i.kind == "constraint" and i.question.endswith("?") for i in given)
    return [(i.text, "".join(r.of(text) for r in i.refs)) for i in given]


MUST = Constraint("must_mention", "Noem het warmtenet", Span(0, 5), ("warmtenet",))
NOT = Constraint("do_not", "Niets over het warmtenet", Span(0, 5), ("warmtenet",))


@pytest.mark.parametrize(
    "text",
    [
        "Het Warmtenet komt er.",
        "# Warmtenet\n\nTekst.",
        "| a | b |\n|---|---|\n| warmtenet | 3 |\n",
        "- warmtenet",
        "> Het warmtenet",
        "Het **warmtenet**.",
    ],
)
def test_a_term_that_must_be_there_is_seen_wherever_a_reader_sees_it(text: str) -> None:
    assert constrained(text, MUST) == []


@pytest.mark.parametrize(
    "text",
    [
        "Niets.",
        "---\ntags: warmtenet\n---\n\nNiets.",
        "<!-- warmtenet -->\n\nNiets.",
        "```\nwarmtenet\n```",
        "[hier](https://x.nl/warmtenet).",
        "Het warmtenetwerk.",
    ],
)
def test_and_not_where_a_reader_does_not(text: str) -> None:
    ((told, _),) = constrained(text, MUST)
    assert "‘warmtenet’" in told


def test_a_term_that_may_not_be_there_is_pointed_at_in_the_authors_own_words() -> None:
    ((told, quote),) = constrained("Wij bouwen aan het\nWarmtenet van Oost.", NOT)
    assert quote == "Warmtenet" and "‘warmtenet’" in told
    for text in (
        "> Het warmtenet komt.",
        "`warmtenet` is een code.",
        "Jansen: “het warmtenet komt er echt”.",
        "Niets.",
    ):
        assert constrained(text, NOT) == []


@pytest.mark.parametrize(
    ("limit", "words", "key"),
    [
        ((None, 100), 111, "hooguit 100"),
        ((None, 100), 110, ""),
        ((200, None), 179, "minstens 200"),
        ((200, None), 180, ""),
        ((100, 200), 150, ""),
    ],
)
def test_length(limit: tuple[int | None, int | None], words: int, key: str) -> None:
    given = constrained("woord " * words, Constraint("length", "", Span(0, 1), limit=limit))
    assert [key in told and str(words) in told for told, _ in given] == ([True] if key else [])


def test_length_counts_what_a_reader_reads() -> None:
    text = (
        "---\ntitle: een twee drie\n---\n\n# een\n\ntwee [drie](https://example.org/vier/vijf) <!-- zes zeven -->\n\n"
        "| vier | vijf |\n|---|---|\n| zes | zeven |\n\n```\nniet dit\n```\n"
    )
    ((told, _),) = constrained(text, Constraint("length", "", Span(0, 1), limit=(100, None)))
    assert "telt 7 woorden" in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_whole_review_puts_the_gaps_first(lang: str) -> None:
    glad = {
        "nl": "Wij zetten in op verbinding en vertrouwen. Samen maken wij het verschil voor de toekomst. ",
        "en": "We are committed to connection and trust. Together we make a difference for the future. ",
    }
    review = reviewed(glad[lang] * 12, BRIEF, report_lang=lang)
    kinds = [KINDS.index(i.kind) for i in review.checklist]
    assert kinds == sorted(kinds) and review.checklist[0].kind == "ask"
