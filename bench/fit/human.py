"""Texts written by people, as Labelled drafts without labels: for norms and the scale of gladness. Figures only.

They stay outside the project (shared/data); nothing of their wording goes into what ships. Each is cut at a
paragraph to about WORDS words, the length of the drafts it is compared with.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from bench import public_sets
from bench.fit.data import Labelled
from bench.train_judge import SHARED

WORDS, LEAST = 450, 120
HUMAN = "human"
# (folder, set, language, register, how many texts at most)
SETS = (
    ("gladness", "nl_manifesto_human", "nl", "programmes", 90),
    ("gladness", "nl_bw_blog_human", "nl", "blogs", 45),
    ("gladness", "nl_dtd_blog_human", "nl", "blogs", 45),
    ("coverage", "rijksoverheid_vac_nl_longdoc", "nl", "answers", 60),
    ("gladness", "en_18f_human", "en", "blogs", 90),
    ("gladness", "en_iu_news_wiki", "en", "news", 90),
    ("gladness", "en_liang", "en", "essays", 60),
)


def drafts(seed: int = 3) -> Iterator[Labelled]:
    """The texts in order of SETS, drawn by ``seed``; none where the sets are not at hand."""
    for folder, name, lang, register, most in SETS:
        path = SHARED / "data" / folder / f"{name}.jsonl"
        if path.exists():
            for k, text in enumerate(_texts(path, random.Random(seed))[:most]):
                draft = public_sets.as_draft(text, lang)
                yield Labelled(f"{name}/{k}", lang, register, HUMAN, draft, (), {}, (), (), ())


def _texts(path: Path, rng: random.Random) -> list[str]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    own = dict.fromkeys(r["text"] for r in rows if r.get("label") != "ai")
    found = [cut(text) for text in own if len(text.split()) >= LEAST]
    rng.shuffle(found)
    return found


def cut(text: str) -> str:
    """The first paragraphs of ``text``, up to the one that reaches WORDS words."""
    taken, words = [], 0
    for paragraph in text.split("\n"):
        taken.append(paragraph)
        words += len(paragraph.split())
        if words >= WORDS:
            break
    return "\n".join(taken) if words < 1.6 * WORDS else " ".join("\n".join(taken).split(" ")[:WORDS])
