"""Two piles of texts and a small encoder for the tests of profiles: sentences by pattern, vectors by hash."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

DIM = 16
SUBJECTS = {
    "nl": ("de brug", "het dak", "de school", "het plein", "de haven", "de bus", "het park", "de winkel"),
    "en": ("the bridge", "the roof", "the school", "the square", "the harbour", "the bus", "the park", "the shop"),
}
GLAD = {
    "nl": (
        "Samen werken wij vol vertrouwen aan {s}, met oog voor iedereen.",
        "Het is van groot belang dat {s} in een breder kader wordt bezien.",
        "Wij zetten met {s} een mooie stap naar een sterke toekomst.",
        "De mens staat bij {s} altijd centraal in wat wij doen.",
        "Met passie en kwaliteit geven wij invulling aan {s}.",
        "Zo maken wij van {s} een plek waar het goed toeven is.",
    ),
    "en": (
        "Together we work with confidence on {s}, with an eye for everybody.",
        "It is of great importance that {s} is seen in a broader context.",
        "With {s} we take a fine step towards a strong future.",
        "People are always central to what we do with {s}.",
        "With passion and quality we give shape to {s}.",
        "That is how we make {s} a place where it is good to be.",
    ),
}
SOLID = {
    "nl": (
        "Op {n} maart kostte {s} de gemeente {n} euro, meldde Jan de Wit.",
        "Voor {s} zijn {n} tegels besteld bij Vos in Zwolle.",
        "Door {s} moest de ploeg {n} uur wachten op een kraan.",
        "Wie {s} in {n} dagen af wil hebben, betaalt {n} euro extra.",
        "Aan {s} werkten {n} mensen van Bakker uit Ede mee.",
        "Van {s} was na {n} weken nog niets te zien.",
    ),
    "en": (
        "On {n} March {s} cost the council {n} pounds, said John White.",
        "For {s} they ordered {n} tiles from Fox in Leeds.",
        "Because of {s} the crew waited {n} hours for a crane.",
        "Whoever wants {s} done in {n} days pays {n} pounds more.",
        "At {s} {n} people from Baker in York took part.",
        "Of {s} nothing was to be seen after {n} weeks.",
    ),
}


class FakeEncoder:
    """A hash of each word, summed, and one direction for digits: the same text gives the same unit row."""

    id = "fake/1"
    dim = DIM

    def __init__(self, ident: str = "fake/1") -> None:
        self.id = ident
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str], role: str = "passage") -> Any:
        self.seen += texts
        if not texts:
            return np.zeros((0, DIM), np.float32)
        rows = np.array([np.sum([_word(w) for w in t.split()] or [_word(t)], axis=0) for t in texts], np.float32)
        rows[:, 0] = [6.0 if any(sign.isdigit() for sign in t) else -6.0 for t in texts]
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _word(word: str) -> Any:
    seed = int.from_bytes(hashlib.sha256(word.lower().encode()).digest()[:4], "big")
    return np.random.default_rng(seed).normal(size=DIM)


def text(pile: str, lang: str, number: int) -> str:
    """Text ``number`` of a pile: eight sentences in two paragraphs."""
    chance = random.Random(f"{pile}{lang}{number}")
    patterns = (GLAD if pile == "glad" else SOLID)[lang]
    made = [_filled(pattern, lang, chance) for pattern in (*patterns, *chance.sample(patterns, 2))]
    return "\n\n".join(" ".join(part) for part in (made[:4], made[4:])) + "\n"


def _filled(pattern: str, lang: str, chance: random.Random) -> str:
    while "{n}" in pattern:
        pattern = pattern.replace("{n}", str(chance.randint(2, 900)), 1)
    line = pattern.format(s=chance.choice(SUBJECTS[lang]))
    return line[0].upper() + line[1:]


def write_piles(folder: Path, lang: str = "nl", n: int = 12) -> None:
    """``glad`` and ``solid`` below ``folder``, ``n`` texts each, half of them one folder deeper."""
    for pile in ("glad", "solid"):
        deep = folder / pile / "dieper"
        deep.mkdir(parents=True)
        for number in range(n):
            place = deep if number % 2 else folder / pile
            (place / f"{number:02}.md").write_text(text(pile, lang, number), encoding="utf-8")
