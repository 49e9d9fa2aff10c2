"""What the judge learns from and is measured on: the rows of corpora/asks, and corpora/drafts by draft and ask.

Public question sets, half of their documents, come in as drafts of one question (``public``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bench import public_sets
from bench.cases import unseen
from bench.train_judge import ROOT, SHARED, WORK
from workslop.embed import load
from workslop.signals.retrieval import heading_path, units_of
from workslop.text import read_draft
from workslop.types import Draft

# What a label of each public set teaches; "found": that there is an answer, and not how full it is.
PUBLIC: dict[str, dict[str, str]] = {
    "infolossqa_insert": {"answered": "answered", "partial": "partial"},
    "rijksoverheid_vac_nl_longdoc": {"answered": "answered"},
    "coronamelder_faq_longdoc": {"answered": "answered"},
    "squad2_longdoc": {"answered": "found"},
}
HELD_EVERY = 3  # of the cases of corpora/drafts, by number, one in so many is held out
TRAINED = 36  # cases written later serve the decision, which needs drafts that the judge did not see ...
LATER = {"nl": range(65, 73), "en": range(53, 57)}  # ... but these, which the last training took in
HELD_ASKS = 6  # one in so many asks is held out ...
UNTRAINED = ("g", "h")  # ... and the files of rows written since the last training


@dataclass(frozen=True)
class Unit:
    """A sentence of a draft with its headings."""

    start: int
    end: int
    text: str
    headings: str

    @property
    def framed(self) -> str:
        """As the judge is to read it."""
        return f"{self.headings}: {self.text}" if self.headings else self.text


@dataclass(frozen=True)
class Question:
    """One ask of one draft: label, evidence spans, and the units in order of cosine."""

    case: str
    lang: str
    name: str
    overall: str
    ask: str
    label: str
    evidence: tuple[tuple[int, int], ...]
    units: tuple[Unit, ...]
    cosine: np.ndarray = field(repr=False)

    def hits(self, unit: Unit) -> bool:
        """True when the unit overlaps labelled evidence."""
        return any(max(unit.start, a) < min(unit.end, b) for a, b in self.evidence)


def held_case(case: str) -> bool:
    """The fixed split of corpora/drafts: held out is every third case ("nl/03-…"), and all beyond TRAINED but LATER."""
    lang, name = case.split("/")
    number = int(name[:2])
    return number % HELD_EVERY == 0 or (number > TRAINED and number not in LATER[lang])


def held_ask(ask_id: str) -> bool:
    """The fixed split: by the ask's file and number, the same in both languages; UNTRAINED files are held out whole."""
    key = ask_id.split("-", 1)[1]
    if key.split("-")[0] in UNTRAINED:
        return True
    return int(hashlib.sha1(key.encode()).hexdigest()[:8], 16) % HELD_ASKS == 0


def rows(held: bool) -> list[dict[str, Any]]:
    """The rows of corpora/asks, held out or not."""
    found = []
    for path in sorted((ROOT / "corpora" / "asks").rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                row = json.loads(line)
            except ValueError:  # a line being written
                continue
            if held_ask(row["ask_id"]) == held:
                found.append(row)
    return found


class Vectors:
    """e5 vectors, kept on disk: only used to find hard negatives."""

    def __init__(self) -> None:
        self.path = WORK / "vectors.npz"
        self.known: dict[str, np.ndarray] = {}
        if self.path.exists():
            with np.load(self.path) as data:
                self.known = dict(zip(data["keys"].tolist(), data["rows"], strict=True))

    def __call__(self, texts: Sequence[str], role: str) -> np.ndarray:
        keys = [hashlib.sha1(f"{role}\0{t}".encode()).hexdigest() for t in texts]
        fresh = {k: t for k, t in zip(keys, texts, strict=True) if k not in self.known}
        if fresh:
            made = load("e5").encode(list(fresh.values()), role)  # type: ignore[arg-type]
            self.known.update(zip(fresh, made, strict=True))
        return np.array([self.known[k] for k in keys], np.float32)

    def save(self) -> None:
        np.savez(self.path, keys=np.array(list(self.known)), rows=np.array(list(self.known.values())))


def _units(draft: Draft) -> tuple[Unit, ...]:
    return tuple(Unit(s.span.start, s.span.end, s.span.of(draft.text), heading_path(draft, s)) for s in units_of(draft))


def _places(text: str, quotes: Sequence[str]) -> tuple[tuple[int, int], ...]:
    return tuple((text.find(q), text.find(q) + len(q)) for q in quotes if q in text)


@cache
def questions(root: Path) -> tuple[Question, ...]:
    """Every ask of every labelled draft below ``root``."""
    vectors, out = Vectors(), []
    before = len(vectors.known)
    for path in sorted(root.rglob("labels.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        asks = vectors([i["brief_text"] for i in labels["items"]], "query")
        for name, gold in sorted(labels["drafts"].items()):
            draft = read_draft(str(path.parent / name))
            units = _units(draft)
            passages = vectors([u.framed for u in units], "passage")
            for item, vector in zip(labels["items"], asks, strict=True):
                g = gold["items"][item["id"]]
                out.append(
                    Question(
                        f"{labels['lang']}/{path.parent.name}", labels["lang"], name, gold["overall"],
                        item["brief_text"], g["label"], _places(draft.text, g["evidence"]), units, passages @ vector,
                    )
                )  # fmt: skip
    if len(vectors.known) > before:
        vectors.save()
    return tuple(out)


def public(names: Sequence[str] = tuple(PUBLIC)) -> list[Question]:
    """Questions of public sets, of the documents that ``public_sets.trained_on`` gives to training; none without them.

    What a set can't tell is not taught: where every answer is a full one, only relevance is learnt.
    """
    vectors, out = Vectors(), []
    for name in names:
        path = SHARED / "data" / "coverage" / f"{name}.jsonl"
        if not path.exists():
            continue
        rows_ = [r for r in public_sets.read(path, test_only=False) if public_sets.trained_on(r)]
        for own in public_sets.texts_of(rows_, 0):
            draft = public_sets.as_draft(own[0]["text"], own[0]["lang"])
            units = _units(draft)
            if not units:
                continue
            passages = vectors([u.framed for u in units], "passage")
            asked = vectors([r["question"] for r in own], "query")
            out += [
                Question(
                    f"{name}/{public_sets.document_of(r)}", r["lang"], r["doc_id"], name, r["question"],
                    PUBLIC[name].get(r["label"], "missing"), _places(draft.text, r["evidence"]), units, passages @ v,
                )
                for r, v in zip(own, asked, strict=True)
            ]  # fmt: skip
    vectors.save()
    return [q for q in out if q.evidence or q.label == "missing"]


def draft_questions(held: bool) -> list[Question]:
    """Asks of corpora/drafts, held out or not."""
    found = questions(ROOT / "corpora" / "drafts")
    return [q for q in found if held_case(q.case) == held and not unseen(q.case)]
