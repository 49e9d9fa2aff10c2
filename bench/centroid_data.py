"""The texts of bench/centroid_sets.py: what is drawn of each set, what is read of each text, and its vectors."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench import public_sets
from bench.fit.data import CACHE, CachedEncoder, Labelled
from bench.fit.profiles import _prose
from bench.specificity_sets import rows_of
from workslop.corpora.files import spread_evenly

TEXTS = Path(__file__).parents[1] / "corpora" / "texts"
SENTENCES, LEAST = 10, 3  # of a public text: read at most, needed at least
MOST = 200  # texts of a label or half


@dataclass(frozen=True)
class One:
    """A text of a set: ``glad`` is what should lie higher, ``group`` is not split over folds."""

    text: str
    sentences: tuple[str, ...]
    lang: str
    glad: bool
    group: str
    domain: str = ""


class Vectors(CachedEncoder):
    """The shared cache, read only, with a file of its own for what is new."""

    def __init__(self) -> None:
        super().__init__()
        self._before = set(self._known)
        self._path = CACHE / "centroid_sets.npz"
        if self._path.exists():
            with np.load(self._path) as data:
                self._known = dict(zip(data["keys"].tolist(), data["rows"], strict=True)) | self._known

    def save(self) -> None:
        """Write what the shared cache hasn't got."""
        own = {k: v for k, v in self._known.items() if k not in self._before}
        if own:
            fresh = self._path.with_suffix(".new.npz")
            np.savez(fresh, keys=np.array(list(own)), rows=np.array(list(own.values()), np.float32))
            fresh.replace(self._path)

    def means(self, texts: Sequence[One]) -> Any:
        """Mean sentence vectors, shape (n, dim)."""
        out = []
        for at, one in enumerate(texts):
            out.append(self.encode(one.sentences).mean(0))
            if at % 50 == 49:
                self.save()
        self.save()
        return np.array(out)


def one_of(text: str, lang: str, glad: bool, group: str, domain: str = "", cap: int | None = SENTENCES) -> One | None:
    """The text with the sentences that are read of it; None where it has too few."""
    draft = public_sets.as_draft(text, lang)
    whole = _prose(Labelled("", lang, "", "", draft, (), {}, (), (), ()))
    kept = tuple(whole[i] for i in spread_evenly(len(whole), cap))
    return One(text, kept, lang, glad, group, domain) if len(whole) >= LEAST else None


def own_texts(lang: str) -> list[One]:
    """corpora/texts; the group is the prompt."""
    found = []
    for path in sorted((TEXTS / lang).glob("*.jsonl")):
        for row in rows_of(path):
            group = " ".join(row["prompt"].casefold().split())
            found.append(one_of(row["text"], lang, row["label"] == "glad", group, row["genre"], None))
    return [x for x in found if x]


def drawn(rows: Iterable[dict[str, Any]], lang: str, most: int = MOST, seed: int = 5) -> list[One]:
    """At most ``most`` texts of each label, drawn by ``seed``."""
    unique = list({r["text"]: r for r in rows}.values())
    random.Random(seed).shuffle(unique)
    out: list[One] = []
    for label in ("ai", "human"):
        own = (
            one_of(r["text"], lang, label == "ai", str(r.get("pair_id") or r["id"]), str(r["domain"]))
            for r in unique
            if r["label"] == label
        )
        taken: list[One] = []
        for one in own:
            if one and len(taken) < most:
                taken.append(one)
        out += taken
    return out


def public(folder: Path) -> dict[str, list[One]]:
    """The sets of (c)."""
    liang = [r for r in rows_of(folder / "en_liang.jsonl") if r["domain"] == "abstract"]
    news = rows_of(folder / "en_iu_news_wiki.jsonl")
    return {"en_liang abstracts": drawn(liang, "en"), "en_iu_news_wiki": drawn(news, "en")}


def human(folder: Path) -> dict[str, list[One]]:
    """The sets of (d), human texts only."""
    out = {
        "en_18f_human": drawn(rows_of(folder / "en_18f_human.jsonl"), "en"),
        "nl_manifesto_human": drawn(rows_of(folder / "nl_manifesto_human.jsonl"), "nl"),
    }
    blogs = [drawn(rows_of(folder / f"nl_{name}_blog_human.jsonl"), "nl", 85) for name in ("bw", "dtd")]
    out["nl blogs, two authors"] = [replace(x, glad=True) for x in blogs[0]] + blogs[1]
    return out
