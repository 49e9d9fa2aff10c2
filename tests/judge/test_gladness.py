"""Gladness: it adds up, polish does not raise it, no phrase sinks a text, and what is no prose does not count."""

from __future__ import annotations

import hashlib
import json
import random
import re
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))

from review_texts import NEUTRAL
from reviewing import LANGUAGES, overall, reviewed

from workslop.judge import gate, rulebook
from workslop.judge.gladness import SOLID_BELOW, band_of, points, terms
from workslop.text.match import _variants
from workslop.types import Review, Rule

PAIRS = tomllib.loads((Path(__file__).parent / "gladness_pairs.toml").read_text(encoding="utf-8"))
MIDDLE = {
    "nl": "De beveiliging was de grootste post, omdat het gebouw anders leeg staat",
    "en": "Security was the largest item, because the building is otherwise empty",
}
MOST_BY_POLISH = 5.0
SMOOTH = 60.0  # points that a glad pair reaches
MOST_BY_PHRASE = 3.0
SAMPLE = 20  # phrases a language that are tried with the encoder, at 1 to 2 s each
PHRASE_RULES = [r for r in rulebook.load_rules() if r.kind == "phrase" and r.status == "stable"]


def read(text: str) -> tuple[str, str]:
    """(plain, polished)."""
    plain, polished = (re.sub(r"\[\[([^|\]]*)\|?([^\]]*)\]\]", rf"\{n}", text.strip()) for n in (1, 2))
    assert "[[" not in plain + polished
    return plain, polished


@cache
def neutral(lang: str, vectors: bool) -> Review:
    return reviewed(NEUTRAL[lang], vectors=vectors)


def score(text: str, lang: str, vectors: bool = False) -> float:
    value = reviewed(text, lang=lang, vectors=vectors).gladness.score
    assert value is not None
    return value


@pytest.mark.parametrize("vectors", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_contributions_and_base_add_up(lang: str, vectors: bool) -> None:
    review = neutral(lang, vectors)
    base, _ = terms(lang, not vectors)
    given = sum(p.contribution or 0.0 for p in review.gladness.pushes)
    assert review.gladness.score == pytest.approx(base + given, abs=0.06 * len(review.gladness.pushes))
    values = {k: v for k, v in overall(review).items() if v is not None}
    exact, shares = points(lang, values, not vectors)
    assert exact == pytest.approx(base + sum(shares.values()))


@pytest.mark.parametrize("lexical", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_terms_are_bounded_and_point_the_way_a_reader_expects(lang: str, lexical: bool) -> None:
    base, parts = terms(lang, lexical)
    lowest, highest = base, base
    for term in parts:
        ends = [term.weight * (v - term.reference) for v in (term.low, term.high)]
        lowest, highest = lowest + min(ends), highest + max(ends)
        assert term.low <= term.reference <= term.high or term.weight == 0
        assert (term.weight <= 0) == (term.measure == "kinds") or term.weight == 0
        assert max(map(abs, ends)) <= 25
    assert lowest < SOLID_BELOW < SMOOTH < highest
    huge = {(t.signal, t.measure): 1e9 * (1 if t.weight >= 0 else -1) for t in parts}
    assert points(lang, huge, lexical)[0] <= 100
    assert points(lang, {k: -v for k, v in huge.items()}, lexical)[0] >= 0


@pytest.mark.parametrize("vectors", [False, True])
@pytest.mark.parametrize(("lang", "name"), [(lang, name) for lang in LANGUAGES for name in PAIRS[lang]])
def test_polish_alone_hardly_moves_the_score(lang: str, name: str, vectors: bool) -> None:
    plain, polished = (score(text, lang, vectors) for text in read(PAIRS[lang][name]))
    assert abs(polished - plain) <= MOST_BY_POLISH, (plain, polished)


@pytest.mark.parametrize("vectors", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_glad_stands_above_solid_however_rough_or_polished(lang: str, vectors: bool) -> None:
    scores = {name: [score(t, lang, vectors) for t in read(text)] for name, text in PAIRS[lang].items()}
    glad = [s for name, both in scores.items() if name.startswith("glad") for s in both]
    solid = [s for name, both in scores.items() if name.startswith("solid") for s in both]
    assert min(glad) > SMOOTH and max(solid) < (SOLID_BELOW if vectors else SMOOTH), scores


def phrases(rule: Rule) -> list[str]:
    """Every literal phrase of a rule, and what its cases flag by pattern; as it would stand in mid-sentence."""
    literal = [
        " ".join(w.rstrip("*") for w in words) for p in rule.body.get("phrases", ()) for words in _variants(p)[:3]
    ]  # type: ignore[attr-defined]
    found = [" ".join(f.split()).strip(" ,.;:!?—–") for case in rule.cases for f in case.flags]
    return list(dict.fromkeys(p[0].lower() + p[1:] for p in [*literal, *found] if p))


def moved(phrase: str, lang: str, vectors: bool) -> float:
    """Points by which the phrase, set behind a middle sentence of the neutral text, moves the score."""
    text = NEUTRAL[lang].replace(MIDDLE[lang], f"{MIDDLE[lang]}, {phrase}")
    assert text != NEUTRAL[lang]
    before = neutral(lang, vectors).gladness.score
    assert before is not None
    return score(text, lang, vectors) - before


@pytest.mark.parametrize("rule", PHRASE_RULES, ids=lambda rule: rule.id)
def test_no_phrase_of_a_rule_moves_a_text_of_300_words_by_more_than_three_points(rule: Rule) -> None:
    langs = LANGUAGES if rule.lang == "any" else (rule.lang,)
    by = {phrase: moved(phrase, lang, False) for lang in langs for phrase in phrases(rule)}
    assert {p: round(v, 1) for p, v in by.items() if abs(v) > MOST_BY_PHRASE} == {}


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nor_does_a_sample_with_the_encoder(lang: str) -> None:
    every = [p for rule in PHRASE_RULES if rule.lang in (lang, "any") for p in phrases(rule)]
    by = {p: moved(p, lang, True) for p in random.Random(300).sample(every, SAMPLE)}
    assert {p: round(v, 1) for p, v in by.items() if abs(v) > MOST_BY_PHRASE} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_em_dashes_alone_do_not_count(lang: str) -> None:
    dashed = NEUTRAL[lang].replace(", ", " — ")
    before = neutral(lang, False).gladness.score
    assert before is not None and abs(score(dashed, lang) - before) <= MOST_BY_POLISH


@pytest.mark.parametrize("vectors", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_plain_neutral_prose_is_not_glad(lang: str, vectors: bool) -> None:
    value = neutral(lang, vectors).gladness.score
    assert value is not None and value < (45 if vectors else 50)


GATED = (("phrasing", "rules"), ("nuance", "absolute"), ("specificity", "names"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_gate_weighs_what_a_reader_would_and_needs_all_of_it(lang: str) -> None:
    _, parts = gate.parts(lang)
    assert [(p.signal, p.measure) for p in parts] == list(GATED)
    assert [p.weight > 0 for p in parts] == [True, True, False] and all(p.low < p.high for p in parts)
    plain = dict.fromkeys(GATED, 0.0)
    for missing in GATED:
        assert gate.above(lang, {k: v for k, v in plain.items() if k != missing}, 300) is None
        assert band_of(lang, 90.0, {k: v for k, v in plain.items() if k != missing}, 300) == "mixed"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_phrases_alone_make_a_text_glad_and_ten_with_no_name_do(lang: str) -> None:
    for words in (50, 100, 300, 1000):
        two = dict(zip(GATED, (2.0, 0.0, 3.0), strict=True))
        assert band_of(lang, 90.0, two, words) == "mixed"
    ten = dict(zip(GATED, (10.0, 1.5, 0.0), strict=True))
    assert band_of(lang, 90.0, ten, 300) == "glad" and band_of(lang, 20.0, ten, 300) == "solid"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_against_a_brief_a_draft_is_glad_that_leaves_most_of_it_open(lang: str) -> None:
    plain = dict.fromkeys(GATED, 0.0)
    for score, unanswered, band in ((61, 0.6, "glad"), (61, 0.4, "mixed"), (59, 0.9, "mixed"), (30, 0.9, "solid")):
        assert band_of(lang, score, plain | {("coverage", "unanswered"): unanswered}, 300) == band


@given(
    st.sampled_from(LANGUAGES), st.floats(0, 30), st.floats(0, 5), st.floats(0, 20), st.integers(50, 5000),
    st.floats(0, 10),
)  # fmt: skip
def test_the_gate_only_rises_with_phrases_and_absolute_words_and_falls_with_names(
    lang: str, rules: float, absolute: float, names: float, words: int, more: float
) -> None:
    at = gate.above(lang, dict(zip(GATED, (rules, absolute, names), strict=True)), words)
    phrased, sure = (rules + more, absolute, names), (rules, absolute + more, names)
    for other, sign in ((phrased, 1), (sure, 1), ((rules, absolute, names + more), -1)):
        value = gate.above(lang, dict(zip(GATED, other, strict=True)), words)
        assert at is not None and value is not None and (value - at) * sign >= -1e-9


def test_gladness_was_fitted_on_the_models_and_profiles_that_ship() -> None:
    root = Path(__file__).parents[2]
    for path in sorted((root / "workslop" / "models").glob("gladness_*.json")):
        for name, digest in json.loads(path.read_text(encoding="utf-8"))["made_with"].items():
            now = hashlib.sha256((root / name).read_bytes()).hexdigest()[:12]
            assert now == digest, f"{name} has changed since {path.name} was made: run python -m bench.fit gladness"


BAD = {"nl": "in een snel veranderende wereld", "en": "in today's fast-paced world"}
# One known bad phrase in each place that is not the author's prose.
PLACES = {
    "front matter": "---\ntitle: {bad}\n---\n\n{text}",
    "fenced code": "{text}\n\n```\nprint('{bad}')\n```\n",
    "indented code": "{text}\n\n    print('{bad}')\n",
    "inline code": "{text}\n\nDe regel / the line `{bad}` 12.\n",
    "block quote": "{text}\n\n> {bad}\n",
    "quotation": "{text}\n\nJansen: “{bad}, 12, 13 en 14”.\n",
    "straight quotation": '{text}\n\nJansen: "{bad}, 12, 13 en 14".\n',
    "comment": "{text}\n\n<!-- {bad} -->\n",
    "inline comment": "{text}\n\nJansen <!-- {bad} --> 12 euro.\n",
    "link target": "{text}\n\n[Jansen 12](https://example.org/x '{bad}')\n",
    "bare link": "{text}\n\nhttps://example.org/{slug}\n",
    "table": "{text}\n\n| a | b |\n|---|---|\n| {bad} | 12 |\n",
    "contents": "# Inhoud\n\n- [{bad}](#a)\n- [Jansen](#b)\n- [Bakker](#c)\n\n{text}",
    "heading": "{text}\n\n## {bad}\n",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_no_prose_is_not_found_in(lang: str, place: str) -> None:
    bad = BAD[lang]
    text = PLACES[place].format(bad=bad, text=NEUTRAL[lang], slug=bad.replace(" ", "-").replace("'", ""))
    at = text.index(bad) if bad in text else text.index(bad.split(" ")[-1])
    found = [f for f in reviewed(text, lang=lang).findings if f.span and f.span.start <= at < f.span.end]
    assert [(f.rule, f.quote) for f in found] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_phrase_in_prose_is_found(lang: str) -> None:
    text = NEUTRAL[lang] + f"\n{BAD[lang][0].upper()}{BAD[lang][1:]} telt / counts elk jaar.\n"
    assert any(f.quote and f.quote.lower() == BAD[lang] for f in reviewed(text, lang=lang).findings)


def test_another_languages_rules_never_fire() -> None:
    for lang, other in (("nl", "en"), ("en", "nl")):
        text = NEUTRAL[lang] + f"\nJansen: {BAD[other]}.\n"
        assert not any(f.rule.startswith(f"{other}/") for f in reviewed(text).findings)
