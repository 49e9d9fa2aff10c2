"""The lines of a report: a title that is the draft's, one place an ask, a checklist that says nothing twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
import review_samples

from workslop.judge.wording import ask_question
from workslop.report import html
from workslop.report.among import among
from workslop.report.view import title_of, view
from workslop.types import Block, Candidate, ChecklistItem, Draft, Measure, Review, Source, Span, Verdict


def draft(text: str) -> Draft:
    return review_samples.draft_of(text, "nl", "map/stuk.md")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# De titel\n\n## Achtergrond\n", "De titel"),
        ("## Achtergrond\n\nTekst.\n\n# De titel\n", "De titel"),
        ("# De titel\n\nTekst.\n\n# Achtergrond\n", "De titel"),
        ("Geachte leden,\n\n# Achtergrond\n\nTekst.\n\n# Vervolg\n", ""),  # a letter with headings in bold
        ("## Achtergrond\n\nTekst.\n", ""),
        ("Tekst.\n", ""),
    ],
)
def test_the_title_is_a_heading_of_level_1_that_is_not_one_of_many(text: str, title: str) -> None:
    assert title_of(draft(text)) == title


def test_front_matter_and_quotations_are_not_above_the_title() -> None:
    text = "x: y\n\nCitaat\n\nDe titel\n\nTweede\n"
    at = {line: Span(text.index(line), text.index(line) + len(line)) for line in text.split("\n\n")}
    blocks = (
        Block("front_matter", at["x: y"]),
        Block("heading", at["Citaat"], 1, quoted=True),
        Block("heading", at["De titel"], 1),
        Block("heading", Span(text.index("Tweede"), len(text) - 1), 1),
    )
    assert title_of(Draft(Source("x.md", text, "markdown"), "nl", blocks, ())) == "De titel"


def test_without_a_title_the_file_names_the_page() -> None:
    review = replace(
        review_samples.dutch(), draft=draft("## Kop\n\nTekst.\n"), brief=None, verdicts=(), findings=(), checklist=(),
        measures=(), waivers=(),
    )  # fmt: skip
    assert view(review).title == "stuk.md"
    source = replace(review.draft.source, path="-")
    assert view(replace(review, draft=replace(review.draft, source=source))).title == "standaardinvoer"


def judged(status: str, weights: list[tuple[float, float]]) -> Review:
    """The Dutch sample with another verdict on its first ask: passages of these (relevance, probability)."""
    base = review_samples.dutch()
    spans = tuple(s.span for s in base.draft.sentences if s.prose)[: len(weights)]
    candidates = tuple(Candidate(s, probability=p, relevance=r) for s, (r, p) in zip(spans, weights, strict=True))
    verdict = Verdict("a1", status, 0.5, 0.5, spans, candidates, missing="geen bedrag")  # type: ignore[arg-type]
    return replace(base, verdicts=(verdict, *base.verdicts[1:]))


@pytest.mark.parametrize(
    ("status", "weights", "best"),
    [
        ("answered", [(0.76, 0.26), (0.42, 0.89), (0.08, 0.15)], 1),
        ("partial", [(0.9, 0.9), (0.9, 0.9)], 0),
        ("gestured", [(0.5, 0.0), (0.1, 0.9)], 0),
        ("missing", [], 0),
    ],
)
def test_the_passage_to_show_answers_best_or_is_nearest_to_the_ask(
    status: str, weights: list[tuple[float, float]], best: int
) -> None:
    assert view(judged(status, weights)).asks[0].best == best


def test_the_checklist_says_what_is_missing_and_not_the_question_again() -> None:
    shown = view(review_samples.dutch())
    first, third = shown.checklist[0], shown.checklist[2]
    assert (first.ask, first.told) == (5, shown.asks[4].missing)
    assert (third.ask, third.told) == (None, "ProRail wordt niet genoemd.")
    for row in shown.checklist:
        if row.ask:
            assert shown.asks[row.ask - 1].text not in row.told


def placed(solid: float | None, glad: float | None, lang: str) -> Review:
    values = (("percentile_solid", solid), ("percentile_glad", glad))
    found = tuple(Measure("centroid", name, value, "%", 30, why=None if value else "x") for name, value in values)
    return replace(review_samples.dutch(), measures=found, report_lang=lang)


@pytest.mark.parametrize(
    ("lang", "start", "solid", "glad"),
    [
        ("nl", "Dichter bij glad dan", "98% van de degelijke ijkteksten.", "21% van de gladde ijkteksten."),
        ("en", "Closer to glad than", "98% of the solid reference texts.", "21% of the glad reference texts."),
    ],
)
def test_the_place_among_the_reference_texts_is_told(lang: str, start: str, solid: str, glad: str) -> None:
    review = placed(98.4, 21.3, lang)
    assert [(rail.place, rail.told) for rail in among(review)] == [
        (98.4, f"{start} {solid}"),
        (21.3, f"{start} {glad}"),
    ]
    page = html.render(review)
    assert page.count('class="rails"') == 1 and f"{start} {solid}" in page and f"{start} {glad}" in page


def test_an_ask_to_check_is_told_by_its_chance_below_a_heading() -> None:
    review = judged("answered", [(0.9, 0.72)])
    check = ChecklistItem("c1", "ask", "Lijkt beantwoord (50%): lang verhaal", "Is dat alles?", "note", (), "a1")
    review = replace(review, checklist=(review.checklist[0], check))
    assert view(review).checklist[1].told == "beantwoord (50%)"
    page = html.render(review)
    assert page.count('<ol class="checklist">') == 2 and "<h3>Lijkt beantwoord, kijk nog even</h3>" in page


def test_a_place_that_was_not_measured_is_not_drawn() -> None:
    assert among(placed(None, None, "nl")) == () and 'class="rails"' not in html.render(placed(None, None, "nl"))
    assert among(replace(review_samples.dutch(), measures=())) == ()


@pytest.mark.parametrize("weights", [[(0.5, 0.1), (0.1, 0.9)], [(0.2, 0.2), (0.9, 0.1), (0.5, 0.5)]])
def test_the_passage_to_show_is_the_one_that_the_question_quotes(weights: list[tuple[float, float]]) -> None:
    review = judged("gestured", weights)
    assert review.brief
    question = ask_question(review.brief.asks[0], review.verdicts[0], review.draft.text, "nl")
    row = view(review).asks[0]
    assert row.spots[row.best].quote.rstrip(".…")[:40] in question
