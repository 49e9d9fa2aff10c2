"""Audience, length, tone, deadline, bans and terms."""

from __future__ import annotations

import pytest

from workslop.text.brief import read_brief
from workslop.types import Source

ASK = "\n\n- Why did it fail?\n"


@pytest.mark.parametrize(
    ("line", "limit"),
    [
        ("Length: 500-700 words", (500, 700)),
        ("max. 600 words", (None, 600)),
        ("up to 700 words", (None, 700)),
        ("About 600 words.", (540, 660)),
        ("At least 400 words.", (400, None)),
        ("Two sides at most.", (None, 1000)),
        ("Keep it under three pages.", (None, 1500)),
        ("Length: 1,200 words", (1080, 1320)),
        ("One sheet, both sides.", (None, 1000)),
        ("Lengte: 600-900 woorden", (600, 900)),
        ("Niet langer dan een A4'tje.", (None, 500)),
        ("Omvang één à anderhalve pagina.", (None, 750)),
        ("Hooguit 450 woorden.", (None, 450)),
        ("Drie à vier kantjes is genoeg.", (None, 2000)),
        ("Minstens 300 woorden.", (300, None)),
        ("omvang: 2 pagina's", (None, 1000)),
    ],
)
def test_length(line: str, limit: tuple[int | None, int | None]) -> None:
    brief = read_brief(Source("b.md", line + ASK, "markdown"))
    assert [c.limit for c in brief.constraints if c.kind == "length"] == [limit]


@pytest.mark.parametrize(
    ("line", "kind", "terms"),
    [
        ('Please do not write "synergy" or "holistic".', "do_not", ("synergy", "holistic")),
        ("Niet gebruiken: synergie, krachten bundelen.", "do_not", ("synergie", "krachten bundelen")),
        ('Geen "het nieuwe normaal" s.v.p.', "do_not", ("het nieuwe normaal",)),
        ("No photographs of caddies please.", "do_not", ()),
        ("Must include the terms: zelfroosteren, ORT, cao VVT.", "must_mention", ("zelfroosteren", "ORT", "cao VVT")),
        ("**Primary keyword:** overseeding a lawn", "must_mention", ("overseeding a lawn",)),
        ("Moet erin: oogstkaart, losmaakbaarheid.", "must_mention", ("oogstkaart", "losmaakbaarheid")),
        ("Doelgroep: huiseigenaren", "audience", ()),
        ("Audience: planners in home care", "audience", ()),
        ("Tone: warm and plain", "tone", ()),
        ("Toon: zakelijk", "tone", ()),
        ("Deadline: 12 April", "deadline", ()),
        ("Aanleverdatum: 3 maart.", "deadline", ()),
    ],
)
def test_kind_and_terms(line: str, kind: str, terms: tuple[str, ...]) -> None:
    brief = read_brief(Source("b.md", line + ASK, "markdown"))
    assert [(c.kind, c.terms) for c in brief.constraints][:1] == [(kind, terms)]
    assert [ask.text for ask in brief.asks] == ["Why did it fail?"]


def test_words_of_a_constraint_are_the_briefs_own() -> None:
    text = "## Do not\n\n- compare us with *named* competitors\n- promise a date\n\n- What does it cost?\n"
    brief = read_brief(
        Source("b.md", "Tone: dry.\n\n- What does it cost?\n\n" + text.partition("\n\n- What")[0], "markdown")
    )
    assert all(c.span.of(brief.source.text) == c.text for c in brief.constraints)
    assert [c.kind for c in brief.constraints] == ["tone", "do_not", "do_not"]
