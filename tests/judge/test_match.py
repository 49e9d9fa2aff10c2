"""Matching phrases and patterns in prose."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from workslop.judge import kinds, rulebook
from workslop.text.match import Entry, Matcher, check_pattern, check_phrase, draft_hits, first_letters, fold
from workslop.types import Draft

MakeDraft = Callable[..., Draft]


def found(text: str, **entry: object) -> list[str]:
    hits = Matcher((Entry("k", **entry),)).hits(text)  # type: ignore[arg-type]
    return [hit.span.of(text) for hit in hits]


@pytest.mark.parametrize(
    ("phrase", "text", "hits"),
    [
        ("op de plank", "Het lag OP  de\nplank.", ["OP  de\nplank"]),
        ("op de plank", "Het lag op de plankenvloer, op, de plank.", []),
        ("plank*", "planken, Plank en zeeplank", ["planken", "Plank"]),
        ("(op|onder) de plank", "onder de plank", ["onder de plank"]),
        ("de rol*", "de rollen", ["de rollen"]),
        ("foto's", "Foto’s van de dag", ["Foto’s"]),
        ("game-changer*", "een game‑changer", ["game‑changer"]),
        ("de stad", "de **stad** en de “oude” stad", []),
    ],
)
def test_phrases(phrase: str, text: str, hits: list[str]) -> None:
    assert found(text, phrases=(phrase,)) == hits


def test_the_longest_of_overlapping_phrases_counts_once() -> None:
    assert found("het verschil maken telt", phrases=("het verschil", "het verschil maken", "verschil maken")) == [
        "het verschil maken"
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "hits"),
    [
        (r"niet [^.]{1,20} maar", "Niet dit maar dat. niet. Maar", ["Niet dit maar"]),
        (r"(?:van|naar) huis", "naar huis, vannaar huis, naar huiswerk", ["naar huis"]),
        (r"\w{3}heid", "vrijheid en waarheid", []),
        (r"\w+heid", "vrijheid en waarheid", ["vrijheid", "waarheid"]),
    ],
)
def test_patterns(pattern: str, text: str, hits: list[str]) -> None:
    assert found(text, patterns=(pattern,)) == hits


def test_what_stands_before_and_after_silences() -> None:
    text = "een plank, de plank en plank: hout"
    assert found(text, phrases=("plank",)) == ["plank"] * 3
    assert found(text, phrases=("plank",), not_before=("een",)) == ["plank"] * 2
    assert found(text, phrases=("plank",), not_after=(":", r"en\b")) == ["plank"]


def test_unless_looks_at_the_sentence_alone(make_draft: MakeDraft) -> None:
    draft = make_draft("De kosten dalen fors. De omzet daalde fors, met 4 procent.")
    entry = Entry("k", "nl", phrases=("fors",), unless=(r"\d",))
    assert [hit.span.start for hit in draft_hits(draft, [entry])["k"]] == [16]


def test_only_the_authors_prose_is_read(make_draft: MakeDraft) -> None:
    text = (
        "# Een plank\n\nEen plank, `een plank` en zij zei: “Dat is een plank en geen balk van eikenhout.”\n\n"
        "> Een plank.\n\n- een plank\n\n"
        "```\neen plank\n```\n\n| een plank | x |\n| --- | --- |\n| een plank | y |\n"
    )
    draft = make_draft(text)
    hits = draft_hits(draft, [Entry("k", "nl", phrases=("een plank",))])["k"]
    assert [draft.source.place(hit.span.start).line for hit in hits] == [3, 7]
    heading = draft_hits(draft, [Entry("k", "nl", phrases=("een plank",), scope=("heading",))])["k"]
    assert [draft.source.place(hit.span.start).line for hit in heading] == [1]


def test_another_languages_entry_never_fires(make_draft: MakeDraft) -> None:
    entries = [
        Entry("nl", "nl", phrases=("plank",)),
        Entry("en", "en", phrases=("plank",)),
        Entry("any", phrases=("plank",)),
    ]
    assert set(draft_hits(make_draft("Een plank.", "nl"), entries)) == {"nl", "any"}
    assert set(draft_hits(make_draft("A plank.", "en"), entries)) == {"en", "any"}


def test_least_counts_per_so_many_words(make_draft: MakeDraft) -> None:
    short, long = "Een plank en een plank.", "Een plank en een plank. " + "Het regent hier bijna elke dag. " * 40
    entry = Entry("k", "nl", phrases=("plank",), least=2, per=100)
    assert len(draft_hits(make_draft(short), [entry])["k"]) == 2
    assert "k" not in draft_hits(make_draft(long), [entry])
    assert len(draft_hits(make_draft(long), [Entry("k", "nl", phrases=("plank",), least=2)])["k"]) == 2


def test_folding_keeps_the_length() -> None:
    for text in ("İstanbul’s Straße", "ÀÉ‑ŒẞΣ", ""):
        assert len(fold(text)) == len(text)


def test_first_letters() -> None:
    assert first_letters(r"niet \w+") == {"ni"}
    assert first_letters(r"(?:van|naar) huis") == {"va", "na"}
    assert first_letters(r"(?:van|naar)? huis") is None
    assert first_letters(r"van|naar") is None
    assert first_letters(r"va?n") is None
    assert first_letters(r"\w+") is None


def test_bad_phrases_and_patterns() -> None:
    assert check_phrase("op de (plank|tafel*)") is None
    assert check_phrase("op de (plank")
    assert check_phrase("*plank")
    assert check_phrase(" ")
    assert check_pattern(r"niet [^.]{0,60} maar") is None
    assert check_pattern(r"(?:\w+ ){0,3}maar") is None
    assert check_pattern(r"(?:\w+ ){0,30}maar")
    assert check_pattern(r"[^.]*maar")


def test_a_thousand_words_are_quick(make_draft: MakeDraft) -> None:
    rules = rulebook.load_rules()
    words = " ".join(case.text for rule in rules if rule.lang == "nl" for case in rule.cases).split()
    random.Random(1).shuffle(words)
    draft = make_draft(" ".join(words[:1000]))
    kinds.phrase_hits(draft, rules)
    start = time.perf_counter()
    kinds.phrase_hits(draft, rules)
    assert time.perf_counter() - start < 0.15  # about 0.006 s on an idle core


@pytest.mark.parametrize(
    "text", ["niet " * 3000, "van de eerste " * 1500, "wordt " * 3000, "a" * 20000, "heid, " * 3000]
)
def test_no_text_makes_it_slow(make_draft: MakeDraft, text: str) -> None:
    draft = make_draft(text)
    start = time.perf_counter()
    kinds.phrase_hits(draft, rulebook.load_rules())
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize("between", [" ", "\n", "\r\n", "\n   ", "  ", "\t", "\u00a0"])
@pytest.mark.parametrize(
    "entry", [Entry("k", phrases=("a crucial role",)), Entry("k", patterns=("(?:played|play) a crucial role",))]
)
def test_a_wrapped_line_hides_nothing(entry: Entry, between: str) -> None:
    text = f"It played{between}a{between}crucial{between}role in all."
    [hit] = Matcher((entry,)).hits(text)
    assert hit.span.of(text).split()[-3:] == ["a", "crucial", "role"]
    assert text[hit.span.end :] == " in all."
