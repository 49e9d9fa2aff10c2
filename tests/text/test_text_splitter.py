"""The rule-based splitter: one line per case, ``|`` where a sentence ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workslop.text.splitter import split

DUTCH = [
    "Dat klopt. | Het is zo.",
    "We kiezen bijv. de trein. | Dat is sneller.",
    "Fruit, o.a. Appels en Peren, verkoopt goed. | De rest niet.",
    "Dat wil zeggen, d.w.z. De Graaf beslist.",
    "Dit geldt m.b.t. Veiligheid en i.v.m. Corona. | Verder niets.",
    "De omzet steeg t.o.v. Q2 met 12,5%. | De kosten daalden.",
    "Zie nr. 4 en blz. 12. | Daarna volgt hfst. 3.",
    "Volgens dr. Jansen en mr. drs. P. de Boer is dat zo. | Prof. Smit is het eens.",
    "Ing. K. Bakker en ir. De Wit tekenden. | Dhr. Smit niet.",
    "De heer J. de Vries kwam. | Mevr. A.B. Pietersen ook.",
    "De vergoeding is € 1.250 per maand. | Dat is 3% meer.",
    "Zie paragraaf 3.2.1 voor details. | Punt 4 vervalt.",
    "Het 1e kwartaal was goed. | Het 2e niet.",
    "We beginnen om 9.00 uur. | Om 17.30 uur is het klaar.",
    "Hij twijfelde… maar ging toch. | Daarna niets meer.",
    "Hij twijfelde... maar ging toch. | Zij niet.",
    "Kan dat?! | Ja, dat kan.",
    "'Ik kom niet.' | Zo eindigde het gesprek.",
    '"Ik ga weg." | Daarna was het stil.',
    '"Ga je mee?" vroeg ze. | Hij knikte.',
    '"Dat kan niet!" riep hij. | Zij zweeg.',
    "“Dat is goed.” | “Nee, dat is het niet.”",
    "Het regende. | 's Avonds werd het droog.",
    "Het is laat. | 't Is tijd.",
    "Dat kost geld; veel geld. | Wie betaalt?",
    "Kijk op www.voorbeeld.nl. | Daar staat het.",
    "Het bedrijf ABC B.V. levert. | Ook XYZ N.V. doet mee.",
    "Wij leveren via Jansen B.V. | De prijs is hoog.",
    "Ze nam brood, kaas, enz. | Toen ging ze weg.",
    "Bel tel. 06-12345678. | Wij nemen op.",
    "De afd. Toezicht rekent nog. | Meer volgt.",
    "Het gaat om ca. 40 mensen. | Dat is veel.",
    "Dat kost max. 5 euro en min. 3 uur. | Meer niet.",
    "Op vr. 3 jan. 2025 startten we. | Het liep goed.",
    "In 2024 verloren we 31 klanten. | In 2025 waren het er 12.",
    "De groei kwam uit op 12. | De kosten op 9.",
    "We kiezen voor plan B. | Daarna volgt de rest.",
    "Alleen vitamine C. | Dat is genoeg.",
    "(Zie ook bijlage 2.) | Verder geen opmerkingen.",
    "De kosten zijn hoog (zie bijlage). | Wij gaan door.",
    "Dat is (?) onzeker. | En dit (!) ook.",
    "De prijs is € 5. | € 3 daarvan is winst.",
    "36 euro. | gaat om plm. 160 huishoudens",
    "dus naar beneden afgerond. | antwoord heb ik niet.",
    "Dit is incl. btw en excl. verzendkosten. | Klaar.",
    "Dat is vlgs. mij zo, evt. met korting, resp. zonder.",
    "De motie is aangenomen.¹ | De raad stemde voor.",
    "Dat blijkt uit onderzoek.[3] | De cijfers kloppen.",
    "Hij is n.a.v. Het rapport van A. de Graaf geschorst.",
    "Dit speelde in de VS. | De rest volgde.",
    "Ze komt a.s. maandag. | Tot dan!",
    "Ja! | Nee. | Misschien?",
    "Geen punt aan het einde",
    "1. beheerder zet aan. | 2. proefteam kiezen. | 3. Uitnodigen.",
    "A. Alleen vergunningen.",
    "2. Inleiding tot het vak.",
    "Dat is dus zo.) | Verder.",
    "Het was 's ochtends. | 's Middags niet.",
]
ENGLISH = [
    "That is right. | It works.",
    "Use fruit, e.g. Apples. | Then stop.",
    "The winner, i.e. Bob, left. | He ran.",
    "See No. 4 and Fig. 3. | They differ.",
    "No. | We do not.",
    "Smith vs. Jones was decided. | Nobody appealed.",
    "It took approx. 40 days. | We waited.",
    "Acme Inc. filed a claim. | The court agreed.",
    "He works at Acme Inc. | The firm is large.",
    "The U.S. Government agreed. | So did the U.K. Parliament.",
    "They moved to the U.S. | The rest stayed.",
    "We met at 9 a.m. | Nobody was late.",
    "We met at 9 a.m. on Monday. | It rained.",
    "Dr. Smith and Mrs. Jones met Mr. J. R. Brown. | They talked.",
    "J. K. Rowling wrote it. | I read it.",
    "St. Louis is large. | Mt. Everest is high.",
    "It costs $1,250.50 a month. | That is 3.5% more.",
    "Version 3.2.1 is out. | Version 3.3 is next.",
    "“Stop.” | “Why?” | He left.",
    '"Are you sure?" she asked. | He was.',
    "Wait... what? | Nothing.",
    "Really?! | Yes.",
    "He left (it was late). | She stayed.",
    "He left. | (It was late.) | She stayed.",
    "Apples, pears, etc. | The rest is junk.",
    "Apples, pears, etc. were sold. | Fine.",
    "Prof. Lee holds a Ph.D. from Yale. | She teaches.",
    "It is on p. 12 and pp. 14-18. | See vol. 3, ch. 2.",
    "He moved in Jan. 2024. | She moved in Sept. 2025.",
    "Plan B. | Then what?",
    "Send it to Washington D.C. | The office is closed.",
    "I bought 5. | You bought 3.",
    "The rate was 5 p.c.; nobody cared. | Fine.",
    "Gen. Lee met Capt. Cook and Lt. Dan. | They drank.",
    "Is that so? | “Yes,” he said. | “It is.”",
    "She said “no.” | He said nothing.",
    "Smith et al. 2020 disagree. | Jones et al. agree.",
    "Ends in a colon: not here.",
    "done 17/6. | not tested yet.",
    "Go to Dept. Four. | Ask for Ms. Dee.",
    "Yes, sir! | \u2014 No, sir.",
    "About 30 for my hand. | more isn't better.",
    "Rye is really only 2. | that is all.",
    "Don't. | Speak. | Go.",
    "It was the 1st. | The 2nd came later.",
]


@pytest.mark.parametrize("marked", DUTCH + ENGLISH)
def test_boundaries(marked: str) -> None:
    wanted = marked.split(" | ")
    text = " ".join(wanted)
    assert [text[start:end] for start, end in split(text)] == wanted


def test_breaks_end_a_sentence() -> None:
    text = "een regel\nnog een"
    assert [text[a:b] for a, b in split(text, [10])] == ["een regel", "nog een"]


@given(st.text(alphabet=st.sampled_from("aB .!?…\"'”()1,\n\ufffc[]€"), max_size=80))
def test_ranges_are_in_order_and_lose_only_white_space(text: str) -> None:
    at = 0
    for start, end in split(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()
