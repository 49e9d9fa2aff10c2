"""Texts by people, and by models beside them: which are called mixed or glad, and does the score tell the two apart?"""

from __future__ import annotations

import io
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bench.cases import Engine, Told, known, mean_of, tell
from bench.figures import auroc, read_rows, wilson


def first_words(text: str, most: int) -> str:
    """``text`` up to and with its word number ``most``."""
    for n, match in enumerate(re.finditer(r"\S+", text), 1):
        if n == most:
            return text[: match.end()]
    return text


def word_length(text: str) -> float:
    """Mean letters a word: the yardstick that a score has to beat."""
    words = re.findall(r"[^\W\d_]+", text)
    return sum(map(len, words)) / max(len(words), 1)


def measure_texts(paths: Sequence[Path], sample: int, most_words: int, engine: Engine, seed: int = 1) -> list[Told]:
    """One record a file, language and label ("human", "ai"): score, shares at or above each band, word length.

    Where a file has both labels, the records hold the AUROC of models' texts against people's of score and word length.
    """
    out = []
    for path in [f for p in paths for f in (sorted(p.glob("*.jsonl")) if p.is_dir() else [p])]:
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in read_rows(path):
            if row.get("label") in ("human", "ai") and str(row.get("text", "")).strip():
                groups[row["lang"], row["label"]].append(row["text"])
        per_file = []
        for (lang, label), texts in sorted(groups.items(), reverse=True):
            chosen = random.Random(seed).sample(texts, min(sample, len(texts)))
            tell(f"{path.name} {label}: {len(chosen)} texts")
            per_file.append(_texts(path.stem, lang, label, [first_words(t, most_words) for t in chosen], engine))
        out += _told_apart(per_file)
    return out


def _texts(name: str, lang: str, label: str, texts: Sequence[str], engine: Engine) -> Told:
    scores, bands, lengths = [], [], []
    pushes: dict[str, list[float]] = defaultdict(list)
    for text in texts:
        glad = engine("-", stdin=io.BytesIO(text.encode()))["gladness"]
        if glad["score"] is not None:
            scores.append(glad["score"])
            bands.append(glad["band"])
            lengths.append(word_length(text))
            for push in glad["signals"]:
                pushes[push["id"]].append(push["contribution"] or 0.0)
    n = len(scores)
    told = {"file": name, "lang": lang, "label": label, "n": n, "unscored": len(texts) - n}
    told |= {"mean": mean_of(scores)[0], "word_length": mean_of(lengths)[0], "scores": scores, "lengths": lengths}
    told["points"] = {signal: round(sum(values) / n, 1) for signal, values in pushes.items()}
    for band, at_least in (("mixed", ("mixed", "glad")), ("glad", ("glad",))):
        hits = sum(b in at_least for b in bands)
        low, high = wilson(hits, n)
        told[band] = {"value": hits / n if n else None, "low": low, "high": high, "n": n}
    return told


def _told_apart(groups: list[Told]) -> list[Told]:
    by_label = {(g["lang"], g["label"]): g for g in groups}
    for group in groups:
        people = by_label.get((group["lang"], "human"))
        if group["label"] == "ai" and people is not None:
            group["auroc"] = {k: known(auroc(group[k], people[k])) for k in ("scores", "lengths")}
    return [{k: v for k, v in g.items() if k not in ("scores", "lengths")} for g in groups]
