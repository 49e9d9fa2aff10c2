"""Groups of examples to learn from: an ask with its passages, or an ask of a draft with evidence and negatives."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bench.train_judge.data import Question, Unit

STATUS = {"gestured": 0, "partial": 1, "answered": 2}


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
