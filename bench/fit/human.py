"""Texts written by people, as Labelled drafts without labels: for norms and the scale of gladness. Figures only.

They stay outside the project (shared/data); nothing of their wording goes into what ships. Each is cut at a
paragraph to about WORDS words, the length of the drafts it is compared with.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import public_sets
from bench.fit.data import Labelled
from bench.train_judge import SHARED
from workslop.types import Draft

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


def cut(text: str, most: int = WORDS) -> str:
    """The first paragraphs of ``text``, up to the one that reaches ``most`` words."""
    taken, words = [], 0
    for paragraph in text.split("\n"):
        taken.append(paragraph)
        words += len(paragraph.split())
        if words >= most:
            break
    return "\n".join(taken) if words < 1.6 * most else " ".join("\n".join(taken).split(" ")[:most])


@dataclass(frozen=True)
class Text:
    """A text by a person: its register, as docs/norms.md names them."""

    register: str
    lang: str
    ident: str
    draft: Draft


# set -> language, genre of the norms; en_liang is told apart by what its texts are
REGISTERS = {
    "nl_manifesto_human": ("nl", "policy"), "nl_bw_blog_human": ("nl", "blogs"), "nl_dtd_blog_human": ("nl", "blogs"),
    "en_18f_human": ("en", "blogs"), "en_iu_news_wiki": ("en", "news"), "en_liang": ("en", "essays"),
}  # fmt: skip
LIANG = {"abstract": "en_liang abstracts", "essay (L2 learner)": "en_liang second-language"}
OPEN = ("en_18f_human", "en_liang", "rijksoverheid")  # public domain, MIT, CC0: what may be fitted on
SHORTEST = 60  # words


def genre_of(register: str) -> str:
    """The genre of the norms that a register belongs to."""
    return "abstracts" if register == "en_liang abstracts" else REGISTERS[register.split()[0]][1]


def texts(most: int = 500, words: int = WORDS, seed: int = 3) -> Iterator[Text]:
    """At most ``most`` texts a register, cut to about ``words`` words (0: whole); none without the sets."""
    for name, (lang, _) in REGISTERS.items():
        path = SHARED / "data" / "gladness" / f"{name}.jsonl"
        if path.exists():
            yield from _drawn(name, lang, path, most, words, random.Random(seed))


def _drawn(name: str, lang: str, path: Path, most: int, words: int, rng: random.Random) -> Iterator[Text]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    own = {r["text"]: r for r in rows if r.get("label") != "ai" and len(r["text"].split()) >= SHORTEST}
    by: dict[str, list[dict[str, Any]]] = {}
    for row in own.values():
        by.setdefault(LIANG.get(row["domain"], f"{name} native") if name == "en_liang" else name, []).append(row)
    for register, found in by.items():
        for row in rng.sample(found, min(most, len(found))):
            text = cut(row["text"], words) if words else row["text"]
            yield Text(register, lang, str(row["id"]), public_sets.as_draft(text, lang))
