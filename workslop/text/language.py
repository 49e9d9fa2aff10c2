"""Which language a text is in: counts of function words for the common cases, py3langid only for the doubtful."""

from __future__ import annotations

import re
from functools import lru_cache

MIN_WORDS = 6

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|['’][nts](?!\w)")
_SAMPLE = 20_000

# Function words, without those that two near languages share ("is", "in", "was", "over", "die" of nl and af …).
_WORDS: dict[str, str] = {
    "nl": "de het een en van dat niet zijn wordt worden heeft hebben wij zij ze deze dit voor naar met bij ook er maar als "
    "nog wel geen werd waren zou zouden moet moeten kunnen onze hun haar hij ik je jij u uw jullie mijn zo dan toen omdat "
    "zodat zoals tussen tegen zonder sinds tijdens volgens waar waarom hoe wie welke veel meer minder alleen door tot om te "
    "uit aan op per binnen daarna daarmee hierbij want dus al weer alle elke eigen gaat komt staat",
    "en": "the of and to a that it for on are with as this be by from at have has had not but they we you he she his her "
    "their our its which will would can could should there been were an or if so what when who how than then these those "
    "into about after before between because while where why do does did your my me us them more most some such only no "
    "yes any all each every both just also very i it's don't",
    "af": "nie vir hulle sy hierdie 'n baie gaan moet kan sal was ek jy julle ons met het dat deur toe uit om te nog ook "
    "maar word asook gehad soos waar wat en van die is op aan by tot na so haar hom gewees daardie",
    "de": "der die das und ist nicht ein eine einer eines einem einen den dem des mit von zu für auf im auch sich sind wird "
    "werden wurde wie aber oder nach bei aus zum zur durch über haben hat wir ich sie es noch nur dass daß kann um vor",
    "fr": "le la les des un une et est dans que qui pour pas sur avec plus ce cette ces au aux par sont du de en il elle nous "
    "vous ils elles ne se son sa ses mais ou où été être ont leur leurs",
    "es": "el la los las de del y que en un una es por con para no se su sus al lo como más pero o ha han este esta estos "
    "estas fue son ser también entre cuando muy sin sobre",
    "it": "il lo la gli le di del della dei delle che e è un una per con non sono si da dal alla nel nella come più ma anche "
    "questo questa ha hanno i al",
    "pt": "o a os as de do da dos das que e é um uma para com não no na nos nas por mais como mas se ao foi são pelo pela "
    "também seu sua",
    "da": "og det er en et den til af ikke de som på med for der at har jeg vi han hun men var fra kan skal vil blev også",
    "sv": "och det är en ett den till av inte de som på med för att har jag vi han hon men var från kan ska vill blev också",
}
_SETS: dict[str, frozenset[str]] = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_BY_WORD: dict[str, tuple[str, ...]] = {}
for _code, _words in _SETS.items():
    for _word in _words:
        _BY_WORD[_word] = (*_BY_WORD.get(_word, ()), _code)


def detect(text: str) -> str | None:
    """The language of ``text`` as an ISO 639-1 code ("nl", "en", "de", …), or None where there is too little to tell.

    Looks at the first 20,000 characters. Under six words there is no answer.
    """
    words = _words(text)
    if len(words) < MIN_WORDS:
        return None
    return _by_function_words(words) or _by_model(text[:_SAMPLE], words)


def block_language(text: str, document: str | None) -> str | None:
    """The language of one block: its own where its function words are plain about it, else the document's."""
    words = _words(text)
    if len(words) < MIN_WORDS:
        return document
    own = _by_function_words(words)
    if own == document or (own and document is None):
        return own
    scores = _scores(words)
    if own and scores[own] >= 3 and scores[own] >= 2 * scores.get(document or "", 0):
        return own
    if len(words) >= 12 and document and not scores.get(document):
        return _by_model(text[:_SAMPLE], words) or document
    return document


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text[:_SAMPLE])]


def _scores(words: list[str]) -> dict[str, int]:
    scores = dict.fromkeys(_SETS, 0)
    for word in words:
        for code in _BY_WORD.get(word, ()):
            scores[code] += 1
    return scores


def _by_function_words(words: list[str]) -> str | None:
    """The language whose function words clearly lead: two at least, an eighth of all words, and well before the next."""
    scores = _scores(words)
    best, second = sorted(scores, key=lambda code: -scores[code])[:2]
    enough = scores[best] >= 2 and scores[best] >= len(words) / 8
    return best if enough and scores[best] >= 1.35 * scores[second] else None


@lru_cache(maxsize=1)
def _model() -> object:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a second's work: only for the doubtful

    return LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)


def _by_model(text: str, words: list[str]) -> str | None:
    code, probability = _model().classify(text)  # type: ignore[attr-defined]
    return str(code) if probability >= 0.9 else None
