"""What holds of every review, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from review_texts import NEUTRAL
from reviewing import LANGUAGES, by_sentence, overall, reviewed

from workslop.lang import load
from workslop.types import Review

WHYS = set(load("en", "messages")["why"])
PIECES = {
    "nl": [
        "De brug kost 4,2 miljoen euro.",
        "Wij zetten in op verbinding.",
        "Volgens Jansen sluit de zaal op 3 maart.",
        "Dat is van groot belang.",
        "Niemand weet waarom.",
        "Elf van de twaalf bewoners waren tegen.",
    ],
    "en": [
        "The bridge costs 4.2 million pounds.",
        "We are committed to excellence.",
        "According to Jones the hall closes on 3 March.",
        "This is of great importance.",
        "Nobody knows why.",
        "Eleven of the twelve residents were against it.",
    ],
}
UNIT = ("emptiness", "specificity", "unsupported", "mean_emptiness", "empty_share", "mean_unsupported",
        "unsupported_share", "rhythm_share", "repetition", "openings", "moulds", "answered", "unanswered")  # fmt: skip
ANY_TEXT = st.text(max_size=400)
MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            ["# ", "- ", "> ", "| a | b |\n|---|---|\n", "```\n", "---\n", "<!-- ", " -->", "\n\n", "**", "[x](", "1. "]
        ),
        st.sampled_from([s for pieces in PIECES.values() for s in pieces]),
        st.text(max_size=12),
    ),
    max_size=14,
).map("".join)  # fmt: skip


def check(review: Review) -> None:
    """The laws."""
    text = review.draft.text
    for m in review.measures:
        assert (m.value is None) == (m.why is not None), m
        assert m.why is None or m.why in WHYS, m
        assert m.value is None or m.name not in UNIT or 0 <= m.value <= 1, m
        assert m.span is None or 0 <= m.span.start < m.span.end <= len(text)
    for f in review.findings:
        assert f.span is None or f.quote == f.span.of(text)
        assert f.message and f.question and "{" not in f.message.replace(f.quote or "", "")
    g = review.gladness
    assert (g.score is None) == (g.band is None) == (g.why is not None)
    assert g.score is None or 0 <= g.score <= 100
    assert g.verdict.strip()
    assert [p.signal for p in g.pushes] == [
        *("phrasing", "specificity", "centroid", "coverage", "evidence", "nuance", "sameness", "readability")
    ]
    assert [i.id for i in review.checklist] == [f"c{n}" for n in range(1, len(review.checklist) + 1)]
    assert all(i.text.strip() and i.question.strip().endswith("?") for i in review.checklist)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(ANY_TEXT, MARKUP), st.sampled_from(["markdown", "text", "html"]))
def test_any_text_gives_a_review_and_the_same_one_twice(text: str, fmt: str) -> None:
    first = reviewed(text, fmt=fmt)
    check(first)
    again = reviewed(text, fmt=fmt)
    assert (again.measures, again.findings, again.gladness) == (first.measures, first.findings, first.gladness)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(MARKUP, st.sampled_from(["nl", "en", "de"]))
def test_a_forced_language_gives_a_review(text: str, lang: str) -> None:
    check(reviewed(text, lang=lang))


@pytest.mark.parametrize(
    "text", ["\x00 nul \x00", "\ud800 half", "a" * 30_000, "🙂 " * 300, "| a |\n" * 50, "١٢٣ " * 60]
)
def test_awkward_texts_with_the_encoder(text: str) -> None:
    check(reviewed(text, lang="nl", vectors=True))


@pytest.mark.parametrize("vectors", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_neutral_text_obeys_the_laws_and_reads_the_same_twice(lang: str, vectors: bool) -> None:
    first = reviewed(NEUTRAL[lang], vectors=vectors)
    check(first)
    again = reviewed(NEUTRAL[lang], vectors=vectors)
    assert (again.measures, again.gladness) == (first.measures, first.gladness)


ADDED = {
    "front matter": lambda t: (
        "---\ntitle: Samenspel van factoren in een snel veranderende wereld\ntags: [robust, seamless]\n---\n\n" + t
    ),
    "fenced code": lambda t: t + "\n```\nIn today's fast-paced world, 12% of cases of Jansen = always\n```\n",
    "indented code": lambda t: t + "\n    always = 'In een snel veranderende wereld' # 1.250 euro\n",
    "comment": lambda t: (
        t + "\n<!-- Zonder twijfel het beste, in today's fast-paced world. Kost 40 euro op 3 maart. -->\n"
    ),
    "comment in a paragraph": lambda t: t.replace(
        ". ", ". <!-- TODO Zonder twijfel 40 euro, unless Jansen objects --> ", 1
    ),
}


@pytest.mark.parametrize("vectors", [False, True])
@pytest.mark.parametrize("what", ADDED)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_no_prose_changes_no_measure(lang: str, what: str, vectors: bool) -> None:
    if vectors and what not in ("front matter", "comment in a paragraph"):
        pytest.skip("one of each sort is enough with the encoder")
    plain, more = reviewed(NEUTRAL[lang], vectors=vectors), reviewed(ADDED[what](NEUTRAL[lang]), vectors=vectors)
    assert overall(more) == overall(plain)
    assert len(more.findings) == len(plain.findings)
    if what != "comment in a paragraph":
        assert by_sentence(more, "emptiness") == by_sentence(plain, "emptiness")


@pytest.mark.parametrize("vectors", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_order_of_paragraphs_changes_no_sentence(lang: str, vectors: bool) -> None:
    head, *paragraphs = NEUTRAL[lang].strip().split("\n\n")
    there = reviewed(NEUTRAL[lang], vectors=vectors)
    back = reviewed("\n\n".join([head, *paragraphs[::-1]]), vectors=vectors)
    for name in ("emptiness", "specificity", "unsupported"):
        assert by_sentence(there, name) == pytest.approx(by_sentence(back, name), abs=2e-4)
    keys = [k for k in overall(there) if k[1] not in ("rhythm", "repetition")]
    assert {k: overall(there)[k] for k in keys} == pytest.approx({k: overall(back)[k] for k in keys}, abs=2e-4)


NOTHING = {
    "empty": ("", "no_prose"),
    "white": (" \n\n\t", "no_prose"),
    "one word": ("Hallo", "too_short"),
    "only code": ("```\nDe brug kost vier miljoen en dat is veel geld.\n```", "no_prose"),
    "only a table": (
        "| Post | Bedrag in euro voor het jaar |\n|---|---|\n| De zaal en de kosten van het huis | 410 |\n",
        "no_prose",
    ),
    "only front matter": ("---\ntitle: De brug kost vier miljoen en dat is veel\n---\n", "no_prose"),
    "german": (
        "Der Bericht beschreibt die Lage der Stadt und die Kosten, die im nächsten Jahr erwartet werden. " * 6,
        "language",
    ),
    "french": (
        "Le rapport décrit la situation de la ville et les coûts attendus pour l'année prochaine. " * 6,
        "language",
    ),
}


@pytest.mark.parametrize("what", NOTHING)
def test_what_cannot_be_measured_is_none_with_a_why(what: str) -> None:
    text, why = NOTHING[what]
    for vectors in (False, True):
        review = reviewed(text, vectors=vectors)
        check(review)
        assert (review.gladness.score, review.gladness.why) == (None, why)
        hanging = [
            m
            for m in review.measures
            if m.signal in ("phrasing", "centroid") or m.name in ("mean_emptiness", "mean_unsupported")
        ]
        assert hanging and all(m.value is None for m in hanging)  # fmt: skip


def test_the_verdict_names_a_language_we_do_not_have() -> None:
    assert "‘de’" in reviewed(NOTHING["german"][0], report_lang="nl").gladness.verdict
    assert "“fr”" in reviewed(NOTHING["french"][0]).gladness.verdict
    assert "language" not in reviewed("").gladness.verdict.lower()


def test_a_language_we_do_not_have_gets_what_is_free_of_language() -> None:
    values = overall(
        reviewed(" ".join(f"Der Bericht beschreibt die Lage Nummer {n} und die Kosten der Stadt." for n in range(12)))
    )
    assert values["sameness", "repetition"] is not None and values["readability", "word_length"] is not None
    assert values["readability", "flesch"] is None


def test_a_block_in_another_language_is_read_in_its_own() -> None:
    mixed = (
        NEUTRAL["nl"] + "\nThe council decided on 3 March that the bridge is to be closed for nine weeks this summer.\n"
    )
    review = reviewed(mixed)
    english = [m for m in review.sentence_measures("emptiness").values() if "council" in m.span.of(mixed)]
    assert review.draft.lang == "nl" and english[0].value is not None and english[0].value < 0.5
    german = (
        NEUTRAL["nl"]
        + "\nDer Rat hat am dritten März beschlossen, dass die Brücke im Sommer für neun Wochen gesperrt wird.\n"
    )
    (value,) = [m for m in reviewed(german).sentence_measures("emptiness").values() if "Brücke" in m.span.of(german)]
    assert (value.value, value.why) == (None, "language")


def test_without_a_brief_coverage_says_so() -> None:
    review = reviewed(NEUTRAL["nl"])
    assert review.verdicts == () and next(m for m in review.measures if m.signal == "coverage").why == "no_brief"
