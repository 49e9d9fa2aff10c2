"""What kind of answer an ask wants."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from workslop.lang import LANGUAGES
from workslop.text.brief.shapes import after_colon
from workslop.text.brief.words import signs_for, words_for
from workslop.types import AskKind

# Signs are looked for in this many characters: an ask says what it wants early, and a longer one would cost time.
LOOK = 500
# What a sign in a later part of the ask loses: "and say why" does not make a choice a cause.
LATER = 2.0
MARKS = re.compile(r"^[\s\"'‘’“”*_•·\-–—>(\[]+")


def kind_of(parts: Sequence[str], lang: str, head: str = "") -> AskKind:
    """The main kind of an ask made of ``parts``: the heaviest sign wins, and signs in later parts weigh less.

    ``head`` is the first part with the label before it ("Cost per thousand: outdoor").
    """
    scores: dict[AskKind, float] = {}
    for one in (lang, *(other for other in LANGUAGES if other != lang)):
        for index, part in enumerate((head, *parts[:4])):
            lost = LATER + index / 100 if index > 1 else 0.0
            for kind, weight in _scores(part, one).items():
                scores[kind] = max(scores.get(kind, 0.0), weight - lost)
        if scores:
            break
    return max(scores, key=lambda kind: scores[kind]) if scores else "other"


@lru_cache(maxsize=4096)
def _scores(part: str, lang: str) -> dict[AskKind, float]:
    scores: dict[AskKind, float] = defaultdict(float)
    text = core(part[:LOOK], lang)
    told = words_for(lang).openings.announced.match(text)
    colon = after_colon(text, words_for(lang))
    # "States how long ..." is read as "how long ..." too, "My shop is small: am I exempt?" as "am I exempt?".
    asked = [text[at:] for at in (told.start(told.lastindex or 0) if told else None, colon) if at is not None]
    for sign in signs_for(lang) if text else ():
        if any(sign.pattern.search(view) for view in (text, *asked)):
            scores[sign.kind] = max(scores[sign.kind], sign.weight)
    return dict(scores)


def core(text: str, lang: str) -> str:
    """``text`` from the question proper: without marks, lead words and announcement ("We want to know")."""
    openings = words_for(lang).openings
    text = MARKS.sub("", text)
    while (lead := openings.lead.match(text)) and lead.end() < len(text):
        text = text[lead.end() :]
    announced = openings.announced.match(text)
    wish = openings.wish.match(text)
    if wish and not announced:
        announced = openings.announced.search(text, max(0, wish.end() - 12))
    if announced and announced.start() <= (wish.end() if wish else 0):
        # The verb of telling stays where it is itself the sign ("Explain what 'curtailment' means", "Show what ...").
        return text[announced.start(announced.lastindex or 0) :] if wish else text
    return text
