"""Double asks, made of two single ones of the same draft or genre: that half of an ask is missing has to be learnt.

"How many days?" and "Who leads it?" become "How many days, and who leads it?"; what answers the one is half an answer
to both, and what answers each, joined, is a whole one.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bench.train_judge.data import Question, Unit
from bench.train_judge.groups import STATUS, Example, Group

DOUBLE = re.compile(r"\b(?:en|and|plus|also|ook|met|with|incl\w*)\b|[?;&+].*\w|, (?!which|die|dat)", re.IGNORECASE)
AND = {"nl": ("en", "en ook", "plus", "en"), "en": ("and", "and also", "plus", "and")}
LONGEST = 130  # characters of a single ask: two longer ones leave no room for the passage


def single(ask: str) -> bool:
    """Whether an ask wants one thing, as far as its form shows."""
    return len(ask) <= LONGEST and not DOUBLE.search(ask.rstrip("?.! "))


def join(first: str, second: str, lang: str, rng: random.Random) -> str:
    """Two asks as one, in one of the forms in which people join them."""
    bare, other = first.rstrip("?.:; "), second.strip()
    small = other if other[:2].isupper() else other[:1].lower() + other[1:]
    word = rng.choice(AND[lang])
    forms = [f"{bare}, {word} {small}", f"{bare} {word} {small}", f"{bare}; {small}"]
    if first.endswith("?") and other.endswith("?"):
        forms.append(f"{first} {other}")
    return rng.choice(forms)


def status_of(first: str, second: str) -> str:
    """The label of a double ask from the labels of its halves."""
    both = {first, second}
    if both == {"answered"}:
        return "answered"
    if both & {"answered", "partial"}:
        return "partial"
    return "gestured" if "gestured" in both else "missing"


def row_doubles(found: Sequence[dict[str, Any]], rng: random.Random, n: int) -> Iterator[Group]:
    """``n`` groups from rows of corpora/asks: passages of two single asks of one genre, alone and joined."""
    by_ask: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in found:
        if single(row["ask"]) and row["label"] != "off_topic" and len(row["passage"]) < 320:
            by_ask[row["lang"], row["genre"]][row["ask_id"]].append(row)
    rooms = [asks for asks in by_ask.values() if len(asks) > 1]
    for _ in range(n if rooms else 0):
        asks = rng.choice(rooms)
        halves = [asks[key] for key in rng.sample(sorted(asks), 2)]
        lang = halves[0][0]["lang"]
        ask = join(halves[0][0]["ask"], halves[1][0]["ask"], lang, rng)
        examples = []
        for wanted in (("answered", "answered"), ("answered", "gestured"), ("gestured", "answered"), ("gestured",) * 2):
            picked = [_one(own, label, rng) for own, label in zip(halves, wanted, strict=True)]
            if None in picked:
                continue
            texts = [p["passage"] for p in picked if p]
            examples.append(Example(ask, _joined(texts, rng), 1, STATUS[status_of(*wanted)]))
        for own in halves:
            for label in ("answered", "gestured"):
                row = _one(own, label, rng)
                if row:
                    examples.append(Example(ask, row["passage"], 1, STATUS[status_of(label, "missing")]))
        yield Group(tuple(rng.sample(examples, min(7, len(examples)))), False)


def _one(own: list[dict[str, Any]], label: str, rng: random.Random) -> dict[str, Any] | None:
    fitting = [r for r in own if r["label"] == label]
    return rng.choice(fitting) if fitting else None


def _joined(texts: list[str], rng: random.Random) -> str:
    rng.shuffle(texts)
    return ("\n" if any("|" in t for t in texts) else " ").join(texts)


def draft_doubles(found: Sequence[Question], rng: random.Random, n: int, negatives: int = 3) -> Iterator[Group]:
    """``n`` groups from labelled drafts: two single asks of a draft as one, against its other sentences."""
    by_draft: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for q in found:
        if single(q.ask):
            by_draft[q.case, q.name].append(q)
    rooms = [own for own in by_draft.values() if len(own) > 1 and any(q.label != "missing" for q in own)]
    for _ in range(n if rooms else 0):
        pair = rng.sample(rng.choice(rooms), 2)
        label = status_of(pair[0].label, pair[1].label)
        if label != "missing":
            yield _double(pair, label, rng, negatives)


def _double(pair: list[Question], label: str, rng: random.Random, negatives: int) -> Group:
    first, second = pair
    ask = join(first.ask, second.ask, first.lang, rng)
    hits = [[u for u in q.units if q.hits(u)] for q in pair]
    every = sorted({*hits[0], *hits[1]}, key=lambda u: u.start)
    near = sorted(range(len(first.units)), key=lambda i: -max(first.cosine[i], second.cosine[i]))
    others = [first.units[i] for i in near if first.units[i] not in every]
    taken = rng.sample(others[:8], min(negatives, len(others[:8])))
    framed = rng.random() < 0.8
    examples = [Example(ask, _say(u, framed), 0) for u in taken]
    for q, own, other in zip(pair, hits, hits[::-1], strict=True):
        if own and not set(own) & set(other):
            alone = STATUS[status_of(q.label, "missing")]
            passage = own[0] if len(own) == 1 else replace(own[0], text=" ".join(u.text for u in own)[:600])
            examples.append(Example(ask, _say(passage, framed), 1, alone, lead=True))
    if all(hits):
        examples.append(Example(ask, " ".join(u.text for u in every)[:700], 1, STATUS[label]))
        if taken:
            extra = sorted([*every, taken[0]], key=lambda u: u.start)
            examples.append(Example(ask, " ".join(u.text for u in extra)[:700], 1, STATUS[label]))
    return Group(tuple(examples), True)


def _say(unit: Unit, framed: bool) -> str:
    return unit.framed if framed else unit.text
