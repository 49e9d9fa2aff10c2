"""What is an ask, where it begins and ends, and what it stands under."""

from __future__ import annotations

import pytest

from workslop.text.brief import read_brief
from workslop.types import Brief, InputError, Source


def read(text: str, fmt: str = "markdown", lang: str | None = None) -> Brief:
    return read_brief(Source("brief.md", text, fmt), lang)


def asks(text: str) -> list[str]:
    return [ask.text for ask in read(text).asks]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # an explanation in the same point is not the ask; a short order after it is
        ("- Why did we build it? We want the actual problem, not a vision.\n", ["Why did we build it?"]),
        ("- What is new? Name the three features.\n", ["What is new? Name the three features."]),
        ("- Who built it? (names please, readers like that)\n", ["Who built it?"]),
        ("- Wat is er nieuw? Noem de drie functies.\n", ["Wat is er nieuw? Noem de drie functies."]),
        # a clause that leans on the one before it stays with it; another clause is an ask of its own
        ("Ik wil lezen waar we leden verliezen en hoe dat komt.\n", ["waar we leden verliezen en hoe dat komt"]),
        (
            "I want to read why the mill closed, and who bought the machines afterwards.\n",
            ["why the mill closed", "who bought the machines afterwards"],
        ),
        ("Wat betekent dit in fte, en voor wie?\n", ["Wat betekent dit in fte, en voor wie?"]),
        # a comment after the ask is left out
        ("Tell them what it costs per year, because they all ask.\n", ["what it costs per year"]),
        ("Leg uit waarom de brug dichtgaat, want dat vraagt iedereen.\n", ["waarom de brug dichtgaat"]),
        # "het" before a noun is an article; before an adverb it points at what was asked before
        ("Noem het aantal vrijwilligers.\n\nWat kost het?\n", ["Noem het aantal vrijwilligers", "Wat kost het?"]),
        ("Wat kost het?\n\nLeg het kort uit.\n", ["Wat kost het?"]),
        # names that must be mentioned, readers and what to leave out are no asks
        ("Noem in elk geval ProRail en Venlo.\n\nWat kost het?\n", ["Wat kost het?"]),
        ("Be sure to mention Network Rail.\n\nWhat does it cost?\n", ["What does it cost?"]),
        ("Write it for people who have never applied.\n\nWhat does it cost?\n", ["What does it cost?"]),
        # work for the writer is no ask
        ("Can you send me this by Friday?\n\n- What does it cost?\n", ["What does it cost?"]),
        ("Kun je dit vrijdag aanleveren?\n\n- Wat kost het?\n", ["Wat kost het?"]),
        ("Dear Sam,\n\nWhat does it cost?\n\nThanks\nJo\n", ["What does it cost?"]),
        # background is no ask
        (
            "## Background\n\n- The mill opened in 1850.\n- Two owners\n\n## Questions\n\n- Why did it close?\n",
            ["Why did it close?"],
        ),
        (
            "## Achtergrond\n\n- De molen ging open in 1850.\n\n## Vragen\n\n- Waarom ging hij dicht?\n",
            ["Waarom ging hij dicht?"],
        ),
        # inline enumeration
        (
            "Cover (a) what it costs; (b) who pays for the roof; (c) when work starts.\n",
            ["what it costs", "who pays for the roof", "when work starts."],
        ),
        # words of small talk within a question about the matter do not make it small talk
        (
            "- What is the risk, and what would you do about it?\n",
            ["What is the risk, and what would you do about it?"],
        ),
        ("- Hoeveel geld ben je er per maand aan kwijt?\n", ["Hoeveel geld ben je er per maand aan kwijt?"]),
        ("- Contant betalen, kan dat nog?\n", ["Contant betalen, kan dat nog?"]),
        ("How are you?\n\nWhat does it cost?\n", ["What does it cost?"]),
        ("Woensdag klaar, lukt dat?\n\nWat kost het?\n", ["Wat kost het?"]),
        # several asks in a paragraph with its heading run in, and in a message after its writer's name
        (
            "Dear all,\n\n**Money.** What does it cost? And who pays for the roof?\n",
            ["What does it cost?", "who pays for the roof?"],
        ),
        (
            "Dag Jan,\n\n**De maat.** Hoeveel kilo is het nu? Verder wil ik weten wie er elke week weegt.\n",
            ["Hoeveel kilo is het nu?", "wie er elke week weegt"],
        ),
        # an order that points back at the clause before it
        ("I was surprised by which loaf sells most, so put that in as well.\n", ["by which loaf sells most"]),
        # the text as a whole is not an ask
        ("Answer them in order.\n\n- What does it cost?\n", ["What does it cost?"]),
        # a word about tone is content among asks, and form elsewhere
        (
            "Dit wil ik lezen:\n\n- Wie deden er mee?\n- Hoe lang duurde het?\n- Taalniveau, en hoe dat is bepaald\n",
            ["Wie deden er mee?", "Hoe lang duurde het?", "Taalniveau, en hoe dat is bepaald"],
        ),
        ("Let op:\n\n- Korte zinnen\n- Taalniveau B1\n\nWat kost het?\n", ["Wat kost het?"]),
        # "must be in it" asks, unless it only names names
        (
            "What does it cost? The budget line should be in there too.\n",
            ["What does it cost?", "The budget line should be in there too"],
        ),
        # paragraphs that are numbered with a letter
        (
            "It must tell us:\n\nC1. Price per meal\n\nC2. Where it is cooked\n",
            ["Price per meal", "Where it is cooked"],
        ),
        # a noun phrase after a short label in running text; a clause that opens with "of"
        (
            "Wat kost het? Over het spreekuur: het aantal bezoekers per week.\n",
            ["Wat kost het?", "het aantal bezoekers per week"],
        ),
        ("Wat kost het?\nOf een club het zelf mag doen.\n", ["Wat kost het?", "Of een club het zelf mag doen"]),
        # messages of a chat, with who wrote them and when; what the writer asks back is not asked of the text
        (
            "[12-05 19:44] Sanne: wat moet er in dan\n[12-05 19:47] Ron: waar de JO11 dan traint, want dat vragen ze\n",
            ["waar de JO11 dan traint"],
        ),
        (
            "**Nadia** 09:18\nhoe vaak dat wisselt graag\n\n**Thijs** 09:36\ncheck. hoe lang mag het worden?\n",
            ["hoe vaak dat wisselt graag"],
        ),
        # a numbered line above a paragraph is its heading, whatever it is called
        (
            "Part 5\n\n5.1 Audience\nDescribe for which people it is meant.\n\n5.2 Volunteers\nHow are they trained?\n",
            ["for which people it is meant", "How are they trained?"],
        ),
        # what the tenderer shall do
        (
            "4.1 The tenderer shall state the number of vehicles.\n\n4.2 Prices shall not appear in it.\n",
            ["state the number of vehicles"],
        ),
        # points of a cell and of a field
        (
            "| Part | What we need to know |\n|---|---|\n| Rate | What rate we propose; why it is lower |\n",
            ["What rate we propose", "why it is lower"],
        ),
        ("Tone: calm\nAlso cover: trail closures; how to sign up\n", ["trail closures", "how to sign up"]),
        # lines under a colon, none of them a list item
        (
            "I'm thinking:\n\nSomething on the risks.\nCost per metre.\nGrants, if any are left.\n",
            ["Something on the risks.", "Cost per metre.", "Grants, if any are left."],
        ),
        # what is not to be ducked is asked
        (
            "Dear Jo,\n\nDon't duck what happens to those who fail the test.\n",
            ["what happens to those who fail the test"],
        ),
        # a question in the background is the writer's own
        (
            "## Background\n\nOnly 31 did so. Is it the scheme?\n\n## Questions\n\n- What does it cost?\n",
            ["What does it cost?"],
        ),
        # questions under a parent that is only a topic
        ("1. The problem\n   a. How many fell ill?\n   b. Why?\n", ["How many fell ill?", "Why?"]),
    ],
)
def test_words_of_the_ask(text: str, wanted: list[str]) -> None:
    assert [ask.strip(" ;") for ask in asks(text)] == wanted


def test_topic_is_the_heading_the_row_or_the_parent() -> None:
    brief = read(
        "## Costs\n\n- What does it cost per year?\n\n1. The problem\n   a. How many fell ill?\n\n"
        "| Part | Question |\n|---|---|\n| Staff | Who leads? |\n"
    )
    assert [ask.topic for ask in brief.asks] == ["Costs", "The problem", "Staff"]


def test_must_mention_items_are_asks_and_bare_terms_are_not() -> None:
    brief = read("## Must mention\n\n- how long the warranty runs\n- the price\n\n## Terms to use\n\n- heat pump\n")
    assert [(ask.text, ask.must) for ask in brief.asks] == [("how long the warranty runs", True), ("the price", True)]
    assert [c.terms for c in brief.constraints if c.kind == "must_mention"] == [("heat pump",)]


def test_english_brief_with_dutch_questions() -> None:
    brief = read(
        "Audience: planners\nTone: warm\n\n## Questions\n\n"
        "- Hoeveel uur bespaart een planner per week?\n- When does it go live?\n"
    )
    assert [ask.kind for ask in brief.asks] == ["quantity", "date"]


def test_windows_line_endings_and_marks() -> None:
    brief = read("1. **Why** now?\r\n2. *Who* pays?\r\n")
    assert [ask.text for ask in brief.asks] == ["**Why** now?", "*Who* pays?"]


@pytest.mark.parametrize("text", ["", "  \n\t\n"])
def test_empty_brief(text: str) -> None:
    with pytest.raises(InputError, match=r"brief\.md: the brief is empty"):
        read(text)


@pytest.mark.parametrize(
    "text", ["# Title only\n", "The meeting is on Friday. It was a good day.\n", "---\ntone: warm\n---\n"]
)
def test_brief_without_asks(text: str) -> None:
    with pytest.raises(InputError, match=r"brief\.md: no asks found; an ask is"):
        read(text)
