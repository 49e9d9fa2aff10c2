"""Labelled cases: a review held against the labels, draft by draft, and the figures of many with their intervals."""

from __future__ import annotations

import difflib
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.figures import auroc

ROOT = Path(__file__).parents[1]
OWN_CASES, OWN_ROWS = ROOT / "corpora" / "drafts", ROOT / "corpora" / "asks"
STATUSES = ("answered", "partial", "gestured", "missing")
SMOOTH, GOOD, ROUGH = "smooth_empty", "good", "rough_substantive"
UNSEEN = {  # cases to measure on: nothing is fitted or trained on them
    "nl": (*range(55, 61), *range(73, 78)),
    "en": (*range(70, 75),),
}
LEAST_ALIKE = 0.55  # an ask that was read counts as a labelled one from this likeness on

Engine = Callable[..., dict[str, Any]]
Place = tuple[int, int]
Told = dict[str, Any]  # value, low, high, n of a figure


@dataclass(frozen=True)
class AskScore:
    """One labelled ask of one draft.

    ``gap``: 1 - answered_probability; ``evident``: a labelled place was given, None where nothing can be.
    """

    gold: str
    said: str
    gap: float
    evident: bool | None
    found: bool
    ask: str


@dataclass(frozen=True)
class Scored:
    """One labelled draft and what the review made of it."""

    case: str
    name: str
    lang: str
    overall: str
    asks: tuple[AskScore, ...]
    extra: int
    glad: float | None
    empty: tuple[float, ...]
    solid: tuple[float, ...]
    unsupported: tuple[bool, ...]
    wrongly: tuple[bool, ...]


# ---- labelled cases


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float | None:
    """Mean F1 over the statuses that occur among the labels of (label, said) pairs."""
    counts = Counter(pairs)
    scores = []
    for status in STATUSES:
        hit = counts[status, status]
        gold = sum(n for (g, _), n in counts.items() if g == status)
        said = sum(n for (_, s), n in counts.items() if s == status)
        if gold:
            scores.append(2 * hit / (gold + said))
    return sum(scores) / len(scores) if scores else None


def match_asks(items: Sequence[Mapping[str, str]], asks: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Which ask of the review is which labelled item: one to one, the most alike first."""
    alike = [(_likeness(i["brief_text"], ask["text"]), i["id"], k) for i in items for k, ask in enumerate(asks)]
    pairs: dict[str, int] = {}
    for likeness, item, k in sorted(alike, key=lambda t: -t[0]):
        if likeness >= LEAST_ALIKE and item not in pairs and k not in pairs.values():
            pairs[item] = k
    return pairs


def _likeness(one: str, other: str) -> float:
    a, b = (" ".join(re.findall(r"[^\W_]+", text.lower())) for text in (one, other))
    if not a or not b:
        return 0.0
    within = 0.6 + 0.4 * min(len(a), len(b)) / max(len(a), len(b)) if a in b or b in a else 0.0
    return max(difflib.SequenceMatcher(None, a, b).ratio(), within)


def _place(text: str, quote: str) -> Place | None:
    start = text.find(quote)
    return (start, start + len(quote)) if start >= 0 else None


def _overlap(a: Place | None, b: Place) -> bool:
    return a is not None and max(a[0], b[0]) < min(a[1], b[1])


def score_draft(case: Path, labels: Mapping[str, Any], name: str, engine: Engine) -> Scored:
    """Review one draft of a case and lay the result beside its labels."""
    text, gold = (case / name).read_text(encoding="utf-8"), labels["drafts"][name]
    out = engine(str(case / name), str(case / "brief.md"))
    pairs = match_asks(labels["items"], out["asks"])
    read = {item: out["asks"][k] for item, k in pairs.items()}
    asks = [_ask_score(text, item, gold["items"][item["id"]], read.get(item["id"])) for item in labels["items"]]
    told = [(s["start"], s["end"], s["emptiness"]) for s in out["sentences"] if s.get("emptiness") is not None]
    flagged = [
        (f["start"], f["end"]) for f in out["findings"] if f["signal"] == "evidence" and f.get("start") is not None
    ]

    def emptiness(quotes: Iterable[str]) -> tuple[float, ...]:
        hits = ([v for a, b, v in told if _overlap(_place(text, q), (a, b))] for q in quotes)
        return tuple(max(values) for values in hits if values)

    def under(quotes: Iterable[str]) -> tuple[bool, ...]:
        return tuple(any(_overlap(_place(text, q), f) for f in flagged) for q in quotes)

    return Scored(
        case.name, name, labels.get("lang") or case.parent.name, gold["overall"], tuple(asks),
        len(out["asks"]) - len(pairs), out["gladness"]["score"],
        emptiness(gold["empty_sentences"]), emptiness(gold["substantive_sentences"]),
        under(gold["unsupported_claims"]), under(gold["substantive_sentences"]),
    )  # fmt: skip


def _ask_score(text: str, item: Mapping[str, str], label: Mapping[str, Any], ask: Mapping[str, Any] | None) -> AskScore:
    """An ask that was never read, or not judged, is a gap that nobody was told of: it counts as called answered."""
    said, p, places = "answered", 1.0, []
    if ask is not None and ask["status"] is not None:
        said, p = ask["status"], ask["answered_probability"]
        places = [(e["start"], e["end"]) for e in ask["evidence"]]
    evident = None
    if label["label"] != "missing":
        evident = any(_overlap(_place(text, q), place) for q in label["evidence"] for place in places)
    return AskScore(label["label"], said, 1 - p, evident, ask is not None, item["brief_text"])


def _asks(docs: Sequence[Scored], smooth: bool = False) -> list[AskScore]:
    return [a for d in docs for a in d.asks if not smooth or d.overall == SMOOTH]


def _gap(asks: Sequence[AskScore]) -> tuple[float, int]:
    open_, closed = ([a.gap for a in asks if (a.gold == "answered") == answered] for answered in (False, True))
    return auroc(open_, closed), len(asks)


def _four(asks: Sequence[AskScore]) -> tuple[float | None, int]:
    return macro_f1((a.gold, a.said) for a in asks), len(asks)


def _ratio(part: Sequence[AskScore], whole: Sequence[AskScore]) -> tuple[float | None, int]:
    return (len(part) / len(whole) if whole else None), len(whole)


def _precision(docs: Sequence[Scored]) -> tuple[float | None, int]:
    said = [a for a in _asks(docs) if a.said != "answered"]
    return _ratio([a for a in said if a.gold != "answered"], said)


def _recall(docs: Sequence[Scored]) -> tuple[float | None, int]:
    gaps = [a for a in _asks(docs) if a.gold != "answered"]
    return _ratio([a for a in gaps if a.said != "answered"], gaps)


def _f1(docs: Sequence[Scored]) -> tuple[float, int]:
    p, r = _precision(docs)[0] or 0.0, _recall(docs)[0] or 0.0
    return (2 * p * r / (p + r) if p + r else 0.0), len(_asks(docs))


def _glad(docs: Sequence[Scored], other: str) -> tuple[float, int]:
    glad, solid = ([d.glad for d in docs if d.overall == name and d.glad is not None] for name in (SMOOTH, other))
    return auroc(glad, solid), len(glad) + len(solid)


def mean_of(values: Iterable[float | bool | None]) -> tuple[float | None, int]:
    known = [float(v) for v in values if v is not None]
    return (sum(known) / len(known) if known else None), len(known)


def _empty(docs: Sequence[Scored]) -> tuple[float, int]:
    empty, solid = [v for d in docs for v in d.empty], [v for d in docs for v in d.solid]
    return auroc(empty, solid), len(empty) + len(solid)


FIGURES: dict[str, Callable[[Sequence[Scored]], tuple[float | None, int]]] = {
    "asks.found": lambda docs: mean_of(a.found for a in _asks(docs)),
    "asks.extra": lambda docs: mean_of(d.extra for d in docs),
    "ask4": lambda docs: _four(_asks(docs)),
    "ask4.smooth": lambda docs: _four(_asks(docs, smooth=True)),
    "gap.auroc": lambda docs: _gap(_asks(docs)),
    "gap.smooth": lambda docs: _gap(_asks(docs, smooth=True)),
    "gap.p": _precision,
    "gap.r": _recall,
    "gap.f1": _f1,
    "evidence": lambda docs: mean_of(a.evident for a in _asks(docs)),
    "empty": _empty,
    "unsup.r": lambda docs: mean_of(v for d in docs for v in d.unsupported),
    "unsup.fa": lambda docs: mean_of(v for d in docs for v in d.wrongly),
    "glad.good": lambda docs: _glad(docs, GOOD),
    "glad.messy": lambda docs: _glad(docs, ROUGH),
}


def with_intervals(docs: Sequence[Scored], resamples: int = 200, seed: int = 1) -> dict[str, Told]:
    """Every figure with n and a 95% percentile interval, from drawing whole cases anew."""
    by_case: dict[str, list[Scored]] = defaultdict(list)
    for doc in docs:
        by_case[doc.case].append(doc)
    rng, cases = random.Random(seed), sorted(by_case)
    drawn = [[d for c in rng.choices(cases, k=len(cases)) for d in by_case[c]] for _ in range(resamples)]
    out = {}
    for name, figure in FIGURES.items():
        value, n = figure(docs)
        again = [v for sample in drawn if len(cases) > 1 and (v := known(figure(sample)[0])) is not None]
        out[name] = {"value": known(value), "n": n} | _middle(again)
    return out


def known(value: float | None) -> float | None:
    return None if value is None or value != value else value


def _middle(values: list[float]) -> dict[str, float | None]:
    """Where the middle 95% of ``values`` lie."""
    if not values:
        return {"low": None, "high": None}
    values.sort()
    last = len(values) - 1
    return {"low": values[round(0.025 * last)], "high": values[round(0.975 * last)]}


def case_folders(root: Path) -> list[Path]:
    """Folders of cases below ``root``; of our own only those that the answer judge was not trained on."""
    from bench.train_judge.data import held_case

    found = sorted(p.parent for p in root.rglob("labels.json"))
    return [p for p in found if not is_below(p, OWN_CASES) or held_case(f"{p.parent.name}/{p.name}")]


def unseen(case: str) -> bool:
    """Whether a case of corpora/drafts ("nl/55-…") is one to measure on alone."""
    lang, name = case.split("/")
    return int(name[:2]) in UNSEEN[lang]


def unseen_folders() -> list[Path]:
    """The folders of those cases, Dutch first."""
    found = (p.parent for lang in UNSEEN for p in sorted((OWN_CASES / lang).rglob("labels.json")))
    return [p for p in found if unseen(f"{p.parent.name}/{p.name}")]


def is_below(path: Path, folder: Path) -> bool:
    """Whether ``path`` lies in ``folder``, links followed."""
    return path.resolve().is_relative_to(folder.resolve())


def review_cases(roots: Sequence[Path], engine: Engine) -> list[Scored]:
    """Every draft of every case below ``roots``, reviewed and scored."""
    folders, docs = [folder for root in roots for folder in case_folders(root)], []
    for k, folder in enumerate(folders, 1):
        tell(f"case {k} of {len(folders)}")
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        docs += [score_draft(folder, labels, name, engine) for name in sorted(labels["drafts"])]
    return docs


def worst(docs: Sequence[Scored], most: int) -> list[str]:
    """Asks with another status than their label, the surest mistakes first."""
    wrong = [(abs((a.gold != "answered") - a.gap), d, a) for d in docs for a in d.asks if a.gold != a.said]
    return [
        f"{d.lang}/{d.case}/{d.name}: {a.gold}, called {a.said} (gap {a.gap:.2f}): {' '.join(a.ask.split())}"
        for _, d, a in sorted(wrong, key=lambda w: -w[0])[:most]
    ]


def tell(what: str) -> None:
    """What is being done, on standard error."""
    print(what, file=sys.stderr, flush=True)
