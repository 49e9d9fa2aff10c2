"""How briefs ask in passing, and what in them asks nothing: one case a kind of turn, in both languages."""

from __future__ import annotations

import pytest

from workslop.text.brief import read_brief
from workslop.types import Source

SURE = {"nl": "\n\nLeg uit waarom de molen sloot.\n", "en": "\n\nExplain why the mill closed.\n"}


def asks(text: str, lang: str) -> list[str]:
    return [ask.text for ask in read_brief(Source("brief.md", text, "markdown"), lang).asks]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        # orders and wishes within a sentence
        ("nl", "Geachte heer,\n\nWij vernemen graag hoeveel leden u heeft.\n", ["hoeveel leden u heeft"]),
        ("en", "Dear Sir,\n\nWhat is missing is how many members you have.\n", ["how many members you have"]),
        ("nl", "Beste Jan,\n\nHier mist of klanten hun geld terugkrijgen.\n", ["of klanten hun geld terugkrijgen"]),
        (
            "en",
            "Dear Jan,\n\nThe board insists that we say how the two estimates differ.\n",
            ["how the two estimates differ"],
        ),
        ("nl", "Hoi Bas,\n\nMoet iig in: wnr we weer open gaan.\n", ["wnr we weer open gaan"]),
        ("en", "Hi Bas,\n\nPls put in um how many people came last year.\n", ["how many people came last year"]),
        # the assignment of a study tells what the report does
        (
            "nl",
            "Evaluatie\n\nDe regeling liep tot mei. Het rapport benoemt welke neveneffecten zijn opgetreden.\n",
            ["welke neveneffecten zijn opgetreden"],
        ),
        (
            "en",
            "Evaluation of the scheme\n\nThe scheme ran until May. The report examines which side effects occurred.\n",
            ["which side effects occurred"],
        ),
        # a code before a field, and how long the answer may be, are not the ask
        (
            "nl",
            "Formulier\n\nB3* Artistieke vraag of urgentie [max. 2.000 tekens]\n\nB4* Wat doet u daarna?\n",
            ["Artistieke vraag of urgentie", "Wat doet u daarna?"],
        ),
        (
            "en",
            "Form\n\nB3* Reason for the project [max. 2,000 characters]\n\nB4* What will you do next?\n",
            ["Reason for the project", "What will you do next?"],
        ),
        # headings that an outline writes with their level
        (
            "nl",
            "Opzet:\n\nH2 Wat kost een schoen?\nH2 Wanneer is hij te klein\n",
            ["Wat kost een schoen?", "Wanneer is hij te klein"],
        ),
        (
            "en",
            "Outline:\n\nH2 What does a shoe cost?\nH2 When is it too small\n",
            ["What does a shoe cost?", "When is it too small"],
        ),
        # remarks in an earlier draft
        (
            "nl",
            "Concept\n\nEr was enige storing. [FK: noem het aantal winkels]\n",
            ["noem het aantal winkels"],
        ),
        ("en", "Draft\n\nThere was some disruption. [FK: name the number of shops]\n", ["name the number of shops"]),
        # a second ask after a semicolon, "and a ...", "right after that"
        (
            "nl",
            "Beste Jan,\n\nVerder verzoeken wij u een overzicht van de kosten, en een toelichting op de afwijkingen.\n",
            ["een overzicht van de kosten", "een toelichting op de afwijkingen"],
        ),
        (
            "en",
            "Dear Jan,\n\nWe would like an overview of the costs, and an explanation of the differences.\n",
            ["an overview of the costs", "an explanation of the differences"],
        ),
        (
            "nl",
            "Beste Jan,\n\nWe willen weten waarom de toren daar staat; bij wie mensen terechtkunnen met vragen.\n",
            ["waarom de toren daar staat", "bij wie mensen terechtkunnen met vragen"],
        ),
        (
            "en",
            "Dear Jan,\n\nWe want to know why the tower stands there; who people can turn to with questions.\n",
            ["why the tower stands there", "who people can turn to with questions"],
        ),
        # "not this, but what ...", and a clause that only says more of what stands before it
        (
            "nl",
            "Beste Jan,\n\nNiet dat kunst goed is, maar waarom de jeugd nergens heen kan.\n",
            ["waarom de jeugd nergens heen kan"],
        ),
        (
            "en",
            "Dear Jan,\n\nNot that the arts are good, but why young people have nowhere to go.\n",
            ["why young people have nowhere to go"],
        ),
        (
            "nl",
            "Beste Jan,\n\nWe willen weten wat er gebeurt bij uitval, wat trouwens vorig jaar ook gebeurde.\n",
            ["wat er gebeurt bij uitval, wat trouwens vorig jaar ook gebeurde"],
        ),
        (
            "en",
            "Dear Jan,\n\nWe want to know what we do if a lead drops out, which happened to us last year.\n",
            ["what we do if a lead drops out, which happened to us last year"],
        ),
        # "only how ..." in an answer
        ("nl", "Beste Jan,\n\nNiet diep. Alleen hoe de bussen blijven rijden.\n", ["hoe de bussen blijven rijden"]),
        ("en", "Dear Jan,\n\nNot deep. Only how the buses keep running.\n", ["how the buses keep running"]),
        # a second clause that points back at the first
        (
            "nl",
            "Beste Jan,\n\nVertel hoeveel leden meedoen, en hoeveel daarvan nog nooit hebben gezeild.\n",
            ["hoeveel leden meedoen, en hoeveel daarvan nog nooit hebben gezeild"],
        ),
        (
            "en",
            "Dear Jan,\n\nTell us how many members take part, and how many of them have never sailed before.\n",
            ["how many members take part, and how many of them have never sailed before"],
        ),
    ],
)
def test_asked_in_passing(lang: str, text: str, wanted: list[str]) -> None:
    assert asks(text, lang) == wanted


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        # fields filled in already, work around the text, an agenda's fixed points
        ("nl", "# Voorstel\n\n**Onderwerp:** parkeren\n**Portefeuillehouder:** wethouder Duinkerken"),
        ("en", "# Proposal\n\n**Subject:** parking\n**Portfolio holder:** alderman Duncan"),
        ("nl", "Te doen:\n\n- [x] logo nieuwe stijl\n- [ ] handtekening van beiden\n- [ ] nalezen door Frans"),
        ("en", "To do:\n\n- [x] logo in the new style\n- [ ] signatures of both\n- [ ] proofreading by Frank"),
        ("nl", "Agenda\n\n1. Opening, mededelingen\n2. Verslag vorige keer\n3. Rondvraag"),
        ("en", "Agenda\n\n1. Welcome and apologies\n2. Minutes of the last meeting\n3. Any other business"),
        # the writer's own questions, answered line by line or in a chat
        ("nl", "> 1. Beginnen met de plek?\n\nJa.\n\n> 2. En het team?\n\nNee.\n\n> 3. Hoe diep ga ik?\n\nNiet diep."),
        (
            "en",
            "> 1. Start with the place?\n\nYes.\n\n> 2. And the team?\n\nNo.\n\n> 3. How deep do I go?\n\nNot deep.",
        ),
        ("nl", "[09:02] Iris: Ik ga de vacature schrijven\n[09:04] Kees: prima\n[09:05] Iris: En het thuiswerken?"),
        ("en", "[09:02] Iris: I'll write the vacancy\n[09:04] Kees: fine\n[09:05] Iris: And what about the office?"),
        # enclosures, quoted speech, a vacant "which ones then?"
        ("nl", 'Hoi,\n\nBijlagen: begroting in het format van het fonds, cv.\n\nZe zei: "wie bedank je dan."'),
        ("en", 'Hi,\n\nAttachments: the budget in the format of the fund, a cv.\n\nShe said: "who do you thank then."'),
        (
            "nl",
            "**Wietske** 09:12\nde nota graag vrijdag\n\n**jij** 09:15\nprima. nog een logo?\n\n**Wietske** 09:16\nnee",
        ),
        (
            "en",
            "**Nadia** 09:12\nthe note by Friday\n\n**you** 09:15\nlovely. any logo?\n\n**Nadia** 09:16\nno logo",
        ),
        # small talk, rhetoric, bans
        ("nl", "Hoi,\n\nStuur je het ook naar de tolk?\n\nKunnen we dat beloven? Natuurlijk niet."),
        ("en", "Hi,\n\nWill you send it to the interpreter?\n\nCan we promise that? Of course not."),
        ("nl", "Hoi,\n\nMoet het nog langs Wouter?\n\ngéén: vergelijking met de tentoonstelling in Enkhuizen"),
        ("en", "Hi,\n\nDoes it have to go past Walter?\n\nnot: a comparison with the exhibition in Enfield"),
        ("nl", "Hoi,\n\nDoe er geen grafiek in met van die kleine lettertjes.\n\nGeef geen opsomming van eerder werk."),
        ("en", "Hi,\n\nDon't put in a chart with tiny letters.\n\nDo not give a list of earlier work."),
    ],
)
def test_asks_nothing(lang: str, text: str) -> None:
    assert len(asks(text + SURE[lang], lang)) == 1
