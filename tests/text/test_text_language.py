"""Which language: Dutch and English above all, and never when it is another."""
# ruff: noqa: E501 (a case reads best on one line)

from __future__ import annotations

import sys

import pytest
from text_laws import read

from workslop.text import detect, draft_from_source, language
from workslop.types import Source

TEXTS = {
    "nl": [
        "De resultaten laten zien dat klanten zeer tevreden zijn met het nieuwe aanbod.",
        "Dat past niet!! Facilitair (Ton) zegt dat er 30 bij kunnen",
        "We verloren in het laatste kwartaal veertig klanten.",
        "Opzegpercentage ging van 1,4% naar 1,9% per maand; in Oost liep de wachttijd op.",
        "Wij zijn een toonaangevende partner en leveren innovatieve oplossingen voor uw business challenges.",
    ],
    "en": [
        "Results show customers are pleased with the new offer.",
        "We lost forty accounts in the last quarter.",
        "The report by Van de Ven was written for the board, and it was sent to Den Haag.",
        "Bank is slow between 2 and 3 pm, so we gave up on authorisations that went through.",
    ],
    "de": [
        "Die Ergebnisse zeigen, dass die Kunden mit dem neuen Angebot sehr zufrieden sind.",
        "Wir haben im letzten Quartal 40 Kunden verloren.",
    ],
    "fr": ["Les résultats montrent que les clients sont très satisfaits.", "Nous avons perdu quarante clients au dernier trimestre."],
    "es": ["Los resultados muestran que los clientes están muy satisfechos.", "Hemos perdido cuarenta clientes en el último trimestre."],
    "af": [
        "Die resultate wys dat die kliënte baie tevrede is met die nuwe aanbod en dat hulle dit sal aanhou gebruik.",
        "Ons het in die laaste kwartaal veertig kliënte verloor en dit is nie goed nie.",
    ],
    "pl": ["Wyniki pokazują, że klienci są bardzo zadowoleni z nowej oferty i nadal będą z niej korzystać."],
    "sv": ["Resultaten visar att kunderna är mycket nöjda med det nya erbjudandet och att de vill fortsätta."],
    "ru": ["Результаты показывают, что клиенты очень довольны новым предложением компании."],
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in TEXTS.items() for text in texts])
def test_detect(lang: str, text: str) -> None:
    assert detect(text) == lang


@pytest.mark.parametrize(
    "text", ["", "   ", "12 34 56 78 90 11 12", "Ja.", "Kosten en baten", "qwrt zxcv pqrs ttyw vbnm ghjk"]
)
def test_too_little_to_tell(text: str) -> None:
    assert detect(text) is None


def test_the_common_case_loads_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)  # importing it now fails
    assert [detect(TEXTS[lang][0]) for lang in ("nl", "en", "de", "fr", "es")] == ["nl", "en", "de", "fr", "es"]


def test_blocks_of_a_mixed_document() -> None:
    text = "\n\n".join(
        [
            "# Churn Q3",
            "De resultaten laten zien dat klanten zeer tevreden zijn met het nieuwe aanbod dat wij deden.",
            "The customers who left in the third quarter told us that they did not know what it was for.",
            "Kort stukje.",
            "Die Kunden haben uns gesagt, dass sie mit dem neuen Angebot nicht zufrieden sind und gehen.",
            "En daarna hebben wij dat met de hele afdeling besproken en er is niets mee gedaan.",
        ]
    )
    draft = read(text)
    assert draft.lang == "nl"
    assert [block.lang for block in draft.blocks] == ["nl", "nl", "en", "nl", "de", "nl"]
    assert [sentence.lang for sentence in draft.sentences] == ["nl", "nl", "en", "nl", "de", "nl"]


def test_a_given_language_holds_for_short_blocks() -> None:
    assert read("Kort stukje.", lang="nl").sentences[0].lang == "nl"
    assert read("Kort stukje.").sentences[0].lang is None


def test_code_and_links_do_not_count() -> None:
    code = "```\nthe of and to in is that it for on are with as this be was by from at have\n```\n\n"
    assert read(code * 5 + "Wij hebben dit gisteren met de klant besproken.").lang == "nl"


def test_a_table_of_names_is_in_the_language_of_its_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(text: str) -> None:
        raise AssertionError(f"the model was asked about {text!r}")

    monkeypatch.setattr(language, "_by_model", asked)
    table = "| Onderdeel | Oppervlak | Bedrag incl. btw |\n|---|---|---|\n" + "| Blok A | 1.240 m² | € 151.300 |\n" * 4
    draft = draft_from_source(Source("", f"Dit is het dak.\n\n{table}", "markdown"), lang="nl")
    assert [b.kind for b in draft.blocks[:2]] == ["paragraph", "table"] and {b.lang for b in draft.blocks} == {"nl"}
