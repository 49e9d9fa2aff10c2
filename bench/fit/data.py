"""Labelled drafts and ask rows as records, read by the same code that reads a user's files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.cases import unseen
from workslop.embed import load
from workslop.text import read_draft
from workslop.text.brief.kinds import kind_of
from workslop.text.brief.parts import parts_of
from workslop.types import Ask, Draft, Span

ROOT = Path(__file__).parents[2]
DRAFTS = ROOT / "corpora" / "drafts"
ASKS = ROOT / "corpora" / "asks"
CACHE = ROOT / ".cache" / "vectors"


@dataclass(frozen=True)
class Labelled:
    """A draft with its asks and labels; ``case`` is what cross-validation groups by."""

    case: str
    lang: str
    name: str
    overall: str
    draft: Draft
    asks: tuple[Ask, ...]
    labels: dict[str, dict[str, Any]]
    empty: tuple[str, ...]
    substantive: tuple[str, ...]
    unsupported: tuple[str, ...]


def ask_of(ident: str, text: str, lang: str, topic: str = "") -> Ask:
    """The ask as the brief reader would make it of these words."""
    parts = parts_of(text, lang)
    return Ask(ident, text, Span(0, len(text)), kind_of([p.text for p in parts] or [text], lang), parts, topic=topic)


def drafts(root: Path = DRAFTS) -> Iterator[Labelled]:
    """Every labelled draft below ``root``, in order of path."""
    for path in sorted(root.rglob("labels.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        lang = labels["lang"]
        asks = tuple(ask_of(i["id"], i["brief_text"], lang) for i in labels["items"])
        for name, gold in sorted(labels["drafts"].items()):
            yield Labelled(
                f"{lang}/{path.parent.name}",
                lang,
                name,
                gold["overall"],
                read_draft(str(path.parent / name)),
                asks,
                gold["items"],
                *(tuple(gold[k]) for k in ("empty_sentences", "substantive_sentences", "unsupported_claims")),
            )


def fitted_on() -> list[Labelled]:
    """The drafts of corpora/drafts that models are fitted on: all but the cases to measure on."""
    return [d for d in drafts() if not unseen(d.case)]


def rows() -> list[dict[str, Any]]:
    """The rows of corpora/asks."""
    return [
        json.loads(line)
        for path in sorted(ASKS.rglob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


class CachedEncoder:
    """An encoder that keeps its vectors on disk between runs: fitting asks for the same texts again and again."""

    def __init__(self, name: str = "e5") -> None:
        self._inner = load(name)
        self.id, self.dim = self._inner.id, self._inner.dim
        CACHE.mkdir(parents=True, exist_ok=True)
        self._path = CACHE / (hashlib.sha256(self.id.encode()).hexdigest()[:12] + ".npz")
        self._known: dict[str, Any] = {}
        if self._path.exists():
            with np.load(self._path) as data:
                self._known = dict(zip(data["keys"].tolist(), data["rows"], strict=True))

    def encode(self, texts: Sequence[str], role: str = "passage") -> Any:
        """As the encoder's own, from the cache where it can."""
        keys = [hashlib.sha256(f"{role}\0{t}".encode()).hexdigest()[:24] for t in texts]
        fresh = {k: t for k, t in zip(keys, texts, strict=True) if k not in self._known}
        if fresh:
            made = self._inner.encode(list(fresh.values()), role)  # type: ignore[arg-type]
            self._known.update(zip(fresh, made, strict=True))
        return np.array([self._known[k] for k in keys], np.float32).reshape(len(keys), self.dim)

    def save(self) -> None:
        """Write the cache."""
        if self._known:
            np.savez(
                self._path, keys=np.array(list(self._known)), rows=np.array(list(self._known.values()), np.float32)
            )


def spans_of(text: str, quote: str) -> Span | None:
    """The place of a labelled string in the draft."""
    at = text.find(quote)
    return Span(at, at + len(quote)) if at >= 0 else None
