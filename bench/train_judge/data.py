"""Groups of examples to learn from and to measure on: corpora/asks by ask, corpora/drafts by draft and ask.

Public question sets, half of their documents, come in as drafts of one question (``public``).
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bench import public_sets
from bench.train_judge import ROOT, SHARED, WORK
from workslop.embed import load
from workslop.signals.retrieval import heading_path, units_of
from workslop.text import read_draft
from workslop.types import Draft

STATUS = {"gestured": 0, "partial": 1, "answered": 2}
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
HELD_ASKS = 6  # one in so many asks is held out


@dataclass(frozen=True)
class Example:
    """A pair with what is known of it: ``relevant`` 1 or 0, ``status`` 0..2 or -1 (not known, or nothing to know)."""

    ask: str
    passage: str
    relevant: int
    status: int = -1
    lead: bool = False  # a draft's evidence, to be ranked above the negatives of its group


@dataclass(frozen=True)
class Group:
    """Examples of one ask. ``drafted``: from one draft, so that its leads are to be ranked above the rest."""

    examples: tuple[Example, ...]
    drafted: bool


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
    """The fixed split: by the ask's file and number, the same in both languages."""
    key = ask_id.split("-", 1)[1]
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
    return [q for q in questions(ROOT / "corpora" / "drafts") if held_case(q.case) == held]


def row_groups(found: list[dict[str, Any]], rng: random.Random, compose: float = 0.25) -> Iterator[Group]:
    """One group per ask: its rows, and answers to other asks of the genre as off-topic.

    A share ``compose`` of the passages is joined with a sentence about another ask: what it says of this ask stays.
    """
    by_ask: dict[str, list[dict[str, Any]]] = defaultdict(list)
    by_genre: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in found:
        by_ask[row["ask_id"]].append(row)
        if row["label"] != "off_topic":
            by_genre[row["lang"], row["genre"]].append(row)
    for ask_id, own in by_ask.items():
        others = [r for r in by_genre[own[0]["lang"], own[0]["genre"]] if r["ask_id"] != ask_id]
        examples = []
        for row in own:
            passage = row["passage"]
            if others and rng.random() < compose and row["label"] != "off_topic" and len(passage) < 350:
                other = rng.choice(others)["passage"]
                joint = "\n" if "|" in passage + other else " "
                if len(other) < 300:
                    passage = joint.join([passage, other] if rng.random() < 0.5 else [other, passage])
            status = STATUS.get(row["label"], -1)
            examples.append(Example(row["ask"], passage, int(status >= 0), status))
        solid = [r for r in others if r["label"] != "gestured"]
        for row in rng.sample(solid, min(2, len(solid))):
            examples.append(Example(own[0]["ask"], row["passage"], 0))
        yield Group(tuple(examples), False)


def draft_groups(
    found: Sequence[Question], rng: random.Random, negatives: int = 4, rivals: int = 0, headings: float = 0.8
) -> Iterator[Group]:
    """One group per ask of a draft: evidence against other sentences of the same draft, the nearest first.

    ``rivals`` sentences more are evidence for other asks of the draft.
    """
    spoken: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for q in found:
        spoken[q.case, q.name] += [u for u in q.units if q.hits(u)]
    for q in found:
        framed = rng.random() < headings

        def say(unit: Unit, framed: bool = framed) -> str:
            return unit.framed if framed else unit.text

        hit = [u for u in q.units if q.hits(u)]
        order = [q.units[i] for i in np.argsort(-q.cosine) if not q.hits(q.units[i])]
        taken = _sample(order, rng, negatives if hit else negatives - 1)
        others = [u for u in dict.fromkeys(spoken[q.case, q.name]) if not q.hits(u) and u not in taken]
        taken += rng.sample(others, min(rivals, len(others)))
        examples = [Example(q.ask, say(u), 0) for u in taken]
        if hit:
            status = STATUS.get(q.label, -1)
            sole = len(hit) == 1 or q.label == "gestured"
            best = max(hit, key=lambda u: len(u.text)) if rng.random() < 0.5 else rng.choice(hit)
            examples.append(Example(q.ask, say(best), 1, status if sole else -1, lead=True))
            if len(hit) > 1:
                joined = " ".join(u.text for u in hit)[:700]
                whole = f"{hit[0].headings}: {joined}" if framed and hit[0].headings else joined
                examples.append(Example(q.ask, whole, 1, status))
        examples += _joined(q, hit, order, rng)
        yield Group(tuple(examples), True)


def _joined(q: Question, hit: list[Unit], order: list[Unit], rng: random.Random) -> list[Example]:
    """Two or three sentences as one passage, as the judge reads them: the nearest ones, or neighbours in the draft.

    With all the evidence among them the passage has the ask's status; with none of it, it is about something else. None
    in one case of three.
    """
    if rng.random() < 1 / 3 or len(hit) > 2 or not order:
        return []
    near = rng.sample(order[:5], min(max(1, rng.choice((2, 3)) - len(hit)), len(order[:5])))
    if rng.random() < 0.4:
        at = q.units.index(hit[0] if hit else order[0])
        near = [u for u in q.units[max(0, at - 1) : at + 2] if u not in hit and (hit or u is not order[0])]
        near = near if hit else [order[0], *near]
    passage = " ".join(u.text for u in sorted([*hit, *near], key=lambda u: u.start))
    return [Example(q.ask, passage[:700], int(bool(hit)), STATUS.get(q.label, -1) if hit else -1)]


def _sample(order: list[Unit], rng: random.Random, n: int) -> list[Unit]:
    """Two in three from the eight nearest, the rest from anywhere."""
    near, far = order[:8], order[8:]
    first = rng.sample(near, min(len(near), max(1, round(n * 2 / 3))))
    return first + rng.sample(far, min(len(far), n - len(first)))


def epoch(rng: random.Random, found: list[dict[str, Any]], drafted: Sequence[Question], **options: Any) -> list[Group]:
    """All groups of one epoch, newly drawn and shuffled."""
    groups = list(row_groups(found, rng, options.get("compose", 0.25)))
    groups += list(draft_groups(drafted, rng, options.get("negatives", 4), options.get("rivals", 0)))
    groups = [g if len(g.examples) <= 12 else replace(g, examples=tuple(rng.sample(g.examples, 12))) for g in groups]
    rng.shuffle(groups)
    return groups
