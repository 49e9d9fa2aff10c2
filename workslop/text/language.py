"""Which language a text is in: counts of function words for the common cases, py3langid only for the doubtful."""

from __future__ import annotations

import re
from math import exp, sqrt

from workslop.lang import LANGUAGES, zipf

MIN_WORDS = 6
SURE = 0.8

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|['’][nts](?!\w)")
SAMPLE = 20_000

# The commonest function words of each; words that near languages share stand in both, and so tell nothing.
_WORDS = {
    "nl": (
        "de het een en van in is dat op te zijn voor met die niet aan er om als ook dan maar bij door ze we je hij "
        "was wordt worden werd werden heeft hebben had wij zij deze dit naar uit over nog tot kan of wat geen wel "
        "zo waar onze ons hun haar ik jij jullie u mijn uw toen omdat zodat zoals tussen tegen zonder sinds "
        "tijdens volgens waarom hoe wie welke veel meer minder alleen zou zouden moet moeten kunnen wil want dus "
        "al weer alle elke eigen gaat komt staat per binnen onder daarna daar hier nu men zelf eerst geweest zal "
        "na"
    ),
    "en": (
        "the of and to a in is that it for on are with as this be was by from at have has had not but they we you "
        "he she his her their our its which will would can could should there been were an or if so what when who "
        "where how than then these those into about after before between because while why do does did your my me "
        "us them more most some such only no yes any all each every both just also very i it's don't out up over"
    ),
    "af": (
        "die en van in is nie het 'n dat op te vir met wat hy om sy ook as maar by deur ons hulle ek jy u was word "
        "kan sal moet hierdie daar na uit oor nog tot of baie gaan toe so waar jou my hom haar gehad gewees soos "
        "asook egter al een wees geen kon wou tussen sonder volgens omdat"
    ),
    "de": (
        "der die das und ist nicht ein eine einer eines einem einen den dem des mit von zu für auf im in auch sich "
        "sind wird werden wurde wie aber oder nach bei aus zum zur durch über haben hat wir ich sie es noch nur "
        "dass daß kann um vor war als an so was man alle wenn er ihr unter vom"
    ),
    "fr": (
        "le la les des un une et est dans que qui pour pas sur avec plus ce cette ces au aux par sont du de en il "
        "elle nous vous ils elles ne se son sa ses mais ou où été être ont a leur leurs on tout comme nos l' d' "
        "c'est"
    ),
    "es": (
        "el la los las de del y que en un una es por con para no se su sus al lo como más pero o ha han este esta "
        "estos estas fue son ser también entre cuando muy sin sobre a todo ya"
    ),
    "it": (
        "il lo la gli le di del della dei delle che e è un una per con non sono si da dal alla nel nella in come "
        "più ma anche questo questa ha hanno i al a se su"
    ),
    "pt": (
        "o a os as de do da dos das que e é um uma para com não no na nos nas por mais como mas se ao foi são pelo "
        "pela também seu sua em à"
    ),
    "da": (
        "og det er en et den til af i ikke de som på med for der at har jeg vi han hun men var fra kan skal vil "
        "blev også om"
    ),
    "sv": (
        "och det är en ett den till av i inte de som på med för att har jag vi han hon men var från kan ska vill "
        "blev också om"
    ),
}
_SETS = {code: frozenset(words.split()) for code, words in _WORDS.items()}
FUNCTION_WORDS = _SETS["nl"] | _SETS["en"]
_BY_WORD = {
    word: tuple(code for code, words in _SETS.items() if word in words) for word in frozenset().union(*_SETS.values())
}


def detect(text: str) -> str | None:
    """The language of ``text`` as an ISO 639-1 code ("nl", "en", "de", …), or None where there is too little to tell.

    Looks at the first 20,000 characters. Under six words there is no answer.
    """
    words = _words(text)
    if len(words) < MIN_WORDS:
        return None
    return _by_function_words(words) or _by_model(text[:SAMPLE])


def block_language(text: str, document: str | None, prose: bool = True) -> str | None:
    """The language of one block: its own where its function words are plain about it, else the document's.

    Of what isn't ``prose`` (a table) the model isn't asked: names and figures have no function words in any language.
    """
    words = _words(text)
    if len(words) < MIN_WORDS:
        return document
    own = _by_function_words(words)
    if own == document or (own and document is None):
        return own
    scores = _scores(words)
    if own and scores[own] >= 3 and scores[own] >= 2 * scores.get(document or "", 0):
        return own
    if prose and len(words) >= 12 and document and not scores.get(document) and not _mostly_of(words, document):
        return _by_model(text[:SAMPLE]) or document
    return document


def _mostly_of(words: list[str], lang: str) -> bool:
    """Whether ``lang``, one of ours, lists half of ``words``: a note in catchwords has no function words."""
    return lang in LANGUAGES and 2 * sum(word in zipf(lang) for word in words) >= len(words)


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text[:SAMPLE])]


def _scores(words: list[str]) -> dict[str, int]:
    scores = dict.fromkeys(_SETS, 0)
    for word in words:
        for code in _BY_WORD.get(word, ()):
            scores[code] += 1
    return scores


def _by_function_words(words: list[str]) -> str | None:
    """The language whose function words clearly lead: two at least, an eighth of all words, well before the next."""
    scores = _scores(words)
    best, second = sorted(scores, key=lambda code: -scores[code])[:2]
    enough = scores[best] >= 2 and scores[best] >= len(words) / 8
    return best if enough and scores[best] >= 1.35 * scores[second] else None


def _by_model(text: str) -> str | None:
    """py3langid's answer where it is sure of it; reads the model on first use, half a second's work."""
    from py3langid import rank

    ranked = rank(text)
    best = float(ranked[0][1])
    # Raw scores grow with the text: divided by the root of its length they give a probability that means something.
    heat = sqrt(len(text.encode("utf-8", "surrogatepass")) or 1)
    probability = 1 / sum(exp(max((float(score) - best) / heat, -700)) for _, score in ranked)
    return str(ranked[0][0]) if probability >= SURE and ranked[0][0] != "zxx" else None
