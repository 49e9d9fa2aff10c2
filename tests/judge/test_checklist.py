"""The checklist: what comes first, what breaks the brief's terms, and that each line ends in a question."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))

from reviewing import LANGUAGES, asked, reviewed

from workslop.judge.checklist import DOUBTED, FIRST, NUANCE, UNSURE, checklist, is_check
from workslop.judge.sentence_lines import MOST_CLAIMS, MOST_EMPTY, MOST_PHRASES, claim_kind
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


def test_an_answer_that_is_not_sure_is_to_be_checked_after_the_gaps_and_before_the_sentences() -> None:
    given = items("answered", "missing", "answered", "partial", findings=[finding("evidence", 0)])
    assert [i.ask for i in given[:5]] == ["a2", "a4", "a1", "a3", None]  # the least sure of the two first
    assert [is_check(i) for i in given[:5]] == [False, False, True, True, False]
    check = given[2]
    assert check.text == "Lijkt beantwoord (10%): Wat kost het werk aan de brug?" and check.severity == "note"
    assert check.question.endswith("lees ik als antwoord: ‘De brug gaat dicht’. Is dat het hele antwoord?")
    assert check.refs == (Span(0, 19),)


@pytest.mark.parametrize("gaps", [0, 8, 11, 12, 15])
def test_lines_to_check_end_within_the_first(gaps: int) -> None:
    brief = asked("".join(f"{n}. Wat kost werk {n}?\n" for n in range(1, gaps + 9)))
    statuses: list[Status] = ["missing"] * gaps + ["answered"] * 8
    given = checklist(DRAFT, brief, verdicts(*statuses), [], {}, "nl")
    low = [replace(v, answered_probability=0.3) for v in verdicts(*statuses)]
    given = checklist(DRAFT, brief, low, [], {}, "nl")
    assert sum(map(is_check, given)) == max(0, min(8, FIRST - gaps)) and len(given) == max(gaps, min(gaps + 8, FIRST))


def unsupported(text: str, at: int) -> Finding:
    return replace(finding("evidence", at, rule="any/unsupported"), span=Span(at, at + len(text)), quote=text)


def test_claims_of_one_kind_share_a_line_and_each_kind_has_its_question() -> None:
    claims = ["Wij zijn de beste.", "Niemand is zo goed als de grootste.", "Het zal vanzelf goedkomen."]
    draft = draft_from_source(Source("d.md", " ".join(claims), "markdown"), lang="nl")
    found = [unsupported(c, draft.text.index(c)) for c in claims]
    best, later = checklist(draft, None, [], found, {}, "nl")
    assert best.refs == (found[0].span, found[1].span) and best.question.startswith("Vergeleken waarmee")
    assert "‘Wij zijn de beste’ en ‘Niemand is zo goed als de grootste’" in best.text
    assert later.text == found[2].message and later.question.startswith("Waar steunt die verwachting op")
    own = [replace(f, rule="nl/eigen") for f in found]
    assert [i.question for i in checklist(draft, None, [], own, {}, "nl")] == [f.question for f in own]


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("nl", "Dat is de mooiste stad van het land.", "superlative"),
        ("nl", "Klanten zijn enthousiast.", "feeling"),
        ("nl", "Iedereen doet mee.", "universal"),
        ("nl", "Dat zal meer opleveren.", "prediction"),
        ("nl", "Het gaat beter dankzij de nieuwe aanpak.", "cause"),
        ("nl", "De straat is breed.", "claim"),
        ("nl", "Beste vrienden van het bedrijf,", "claim"),
        ("en", "It is the most trusted brand.", "superlative"),
        ("en", "Customers are happy.", "feeling"),
        ("en", "Every school takes part.", "universal"),
        ("en", "It will bring more.", "prediction"),
        ("en", "It got better because of the new plan.", "cause"),
        ("en", "The street is wide.", "claim"),
        (None, "Alles wat los zit.", "claim"),
        ("de", "Jeder will es.", "claim"),
    ],
)
def test_what_a_sentence_claims(lang: str | None, text: str, kind: str) -> None:
    assert claim_kind(text, lang) == kind


def test_empty_sentences_share_a_line_but_not_with_what_is_named_already() -> None:
    claim = unsupported("De br", 0)
    empty = [
        replace(finding("specificity", n * 10, value=n / 9, rule="any/emptiness"), quote=f"z{n}") for n in range(4)
    ]
    (_, line) = checklist(DRAFT, None, [], [claim, *empty], {}, "nl")
    assert [r.start for r in line.refs] == [30, 20, 10] and "‘z3’, ‘z2’ en ‘z1’" in line.text  # z0 is the claim
    assert line.question.endswith("?")


def test_answered_asks_and_asks_not_in_the_brief_give_no_line() -> None:
    sure = [replace(v, answered_probability=UNSURE) for v in verdicts("answered", "answered")]
    assert not [i for i in checklist(DRAFT, asked(BRIEF), sure, [], {}, "nl") if i.kind == "ask"]
    assert checklist(DRAFT, None, verdicts("missing"), [], {}, "nl") == ()


def test_a_draft_that_leaves_much_open_is_doubted_in_its_other_answers() -> None:
    statuses = ("missing", "gestured", *["answered"] * 5)
    brief = asked("".join(f"{n}. Wat kost deel {n}?\n" for n in range(1, 8)))
    told = [replace(v, answered_probability=0.99 if v.status == "answered" else 0.1) for v in verdicts(*statuses)]
    assert 2 / 7 < DOUBTED <= 2 / 6
    few = checklist(DRAFT, brief, told, [], {}, "nl")
    many = checklist(DRAFT, brief, told[:6], [], {}, "nl")
    assert [is_check(i) for i in few] == [False, False] and [is_check(i) for i in many] == [False] * 2 + [True] * 4


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
    assert line.kind == "nuance" and "iemand die het anders ziet" in line.text and "een uitzondering" not in line.text
    assert line.question.startswith("Wie ziet het anders") and line.question.count("?") == 2
    shown = counts | {"counter_view": 2.0, "trade_off": 1.0}
    (line,) = checklist(DRAFT, None, [], [], shown, "nl")
    assert "iemand die het anders ziet" not in line.text and "een uitzondering" in line.text
    assert line.question.startswith("Wat weet je nog niet zeker?")
    shown = shown | {"limit": 0.0}
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
