"""Sets the gate of the word "glad" (workslop/judge/gate.py): glad texts against solid ones and texts by people.

Weights come from texts that may be trained on: the drafts and texts of corpora/, and texts by people under an open
licence. The limit is a norm: what MOST of the texts by people reach in the register that reaches it most often. Each
weight has the sign that a reader would expect (figures of 0 where the fit wants another): left free, the fit took
dates and roles for gladness, since smooth memos hold more of them than blogs do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.fit import gladness, human
from bench.fit.data import ROOT, CachedEncoder, Labelled
from bench.fit.logistic import MODELS
from workslop.judge.gate import Scale, scaled
from workslop.text import draft_from_source
from workslop.types import Draft, Source

# signal, measure, how it is scaled, sign
WISHES: tuple[tuple[str, str, Scale, int], ...] = (
    ("phrasing", "rules", "count", 1), ("nuance", "absolute", "rate", 1), ("specificity", "names", "plain", -1),
)  # fmt: skip
MOST = 0.012  # of a register in the half it is set on, so that 2% stays the most in the other half
PENALTY = 3e-3
GLAD, SOLID = ("smooth", "glad text"), ("good", "rough", "solid text")
NAMES = {"smooth_empty": "smooth", "good": "good", "rough_substantive": "rough"}
ROUNDS = 10  # random halves


@dataclass(frozen=True)
class Row:
    """A text as the gate sees it; ``case`` is never split over the halves."""

    group: str
    lang: str
    case: str
    x: tuple[float, ...]
    words: int
    letters: float
    person: bool


def row(group: str, lang: str, case: str, draft: Draft, person: bool = False) -> Row | None:
    """The scaled measures of one text; None where it is too short to be measured."""
    found = gladness.values(Labelled(case, lang, case, group, draft, (), {}, (), (), ()), None)
    words = int(found.get(("prose", "words"), 0))
    keys = [(signal, name) for signal, name, _, _ in WISHES]
    if words < 50 or any(k not in found for k in keys):
        return None
    x = tuple(scaled(found[k], words, w[2]) for k, w in zip(keys, WISHES, strict=True))
    return Row(group, lang, case, x, words, found.get(("readability", "word_length"), float("nan")), person)


def own_rows(docs: Sequence[Labelled]) -> Iterator[Row]:
    """The drafts and the labelled texts of corpora/."""
    made = [row(NAMES[d.overall], d.lang, d.case, d.draft) for d in docs if d.overall in NAMES]
    for path in sorted((ROOT / "corpora" / "texts").glob("*/*.jsonl")):
        for line in filter(str.strip, path.read_text(encoding="utf-8").splitlines()):
            one = json.loads(line)
            draft = draft_from_source(Source("text.md", one["text"], "markdown"), lang=one["lang"])
            made.append(row(f"{one['label']} text", one["lang"], one["id"], draft))
    yield from (r for r in made if r)


def people_rows(words: int = human.WORDS) -> Iterator[Row]:
    """Texts by people: the registers, and answers of the Dutch government, which are fitted on but not reported."""
    for text in human.texts(words=words):
        if found := row(text.register, text.lang, text.ident, text.draft, person=True):
            yield found
    for doc in human.drafts():
        if doc.case.startswith("rijksoverheid") and (found := row("rijksoverheid", "nl", doc.case, doc.draft, True)):
            yield found


def fitted(rows: Sequence[Row]) -> tuple[float, list[dict[str, Any]]]:
    """(bias, parts): a logistic model with fixed signs, each group of texts with the same weight on its side."""
    from scipy.optimize import minimize

    use = [r for r in rows if not r.person or r.group.startswith(human.OPEN)]
    x, y = np.array([r.x for r in use]), np.array([r.group in GLAD for r in use])
    names = np.array(["solid" if r.group in SOLID else r.group for r in use])
    w = np.zeros(len(use))
    for side in (True, False):
        groups = sorted(set(names[y == side]))
        for name in groups:
            at = (names == name) & (y == side)
            w[at] = 0.5 / len(groups) / at.sum()
    low, high = np.quantile(x, 0.02, axis=0), np.quantile(x, 0.98, axis=0)
    z = np.clip(x, low, high)
    spread, sign = z.std(0) + 1e-9, np.where(y, 1.0, -1.0)

    def loss(p: Any) -> tuple[float, Any]:
        t = sign * (p[0] + z / spread @ p[1:])
        slope = -sign * w / (1 + np.exp(t))
        value = float((w * np.logaddexp(0, -t)).sum() + PENALTY * (p[1:] @ p[1:]) / 2)
        return value, np.r_[slope.sum(), (z / spread).T @ slope + PENALTY * p[1:]]

    bounds = [(None, None), *((0, None) if s > 0 else (None, 0) for *_, s in WISHES)]
    found = minimize(loss, np.zeros(len(WISHES) + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    return float(found[0]), [
        {"signal": s, "measure": m, "scale": how, "weight": round(float(c / d), 4), "low": round(float(a), 4),
         "high": round(float(b), 4)}
        for (s, m, how, _), c, d, a, b in zip(WISHES, found[1:], spread, low, high, strict=True)
    ]  # fmt: skip


def sums(parts: Sequence[Mapping[str, Any]], rows: Sequence[Row]) -> Any:
    """Weighted sums, without bias, shape (n,)."""
    x = np.array([r.x for r in rows]).reshape(len(rows), len(WISHES))
    low, high, weight = (np.array([p[k] for p in parts]) for k in ("low", "high", "weight"))
    return np.clip(x, low, high) @ weight


def limit(parts: Sequence[Mapping[str, Any]], people: Sequence[Row]) -> float:
    """The sum that at most MOST of the texts by people reach, in the register where it lies highest."""
    found, groups = sums(parts, people), np.array([r.group for r in people])
    return max(float(np.quantile(found[groups == name], 1 - MOST)) for name in set(groups)) + 1e-6


def reported(rows: Sequence[Row]) -> list[Row]:
    """The texts by people that the limit is set on."""
    return [r for r in rows if r.person and r.group != "rijksoverheid"]


def held_out(rows: Sequence[Row], rounds: int = ROUNDS) -> dict[str, float]:
    """Share of each group past the gate, set on one random half of the cases and reported on the other."""
    rng, seen = np.random.default_rng(7), {name: [0, 0] for name in sorted({r.group for r in rows})}
    cases = sorted({r.case for r in rows})
    for _ in range(rounds):
        first = dict(zip(cases, rng.random(len(cases)) < 0.5, strict=True))
        for side in (True, False):
            train = [r for r in rows if first[r.case] == side]
            test = [r for r in rows if first[r.case] != side]
            _, parts = fitted(train)
            past = sums(parts, test) >= limit(parts, reported(train))
            for r, hit in zip(test, past, strict=True):
                seen[r.group][0] += int(hit)
                seen[r.group][1] += 1
    return {name: hit / n for name, (hit, n) in seen.items() if n}


def run(docs: list[Labelled], encoder: CachedEncoder) -> None:
    """Write gladness_gate_<lang>.json; nothing where the texts by people are not at hand."""
    del encoder
    everything = [*own_rows(docs), *people_rows()]
    for lang in ("nl", "en"):
        rows = [r for r in everything if r.lang == lang]
        people = reported(rows)
        if not people:
            print(f"{lang}: no texts by people at hand, the gate stays as it is")
            continue
        _, parts = fitted(rows)
        shares = ", ".join(f"{name} {100 * share:.1f}%" for name, share in held_out(rows).items())
        about = (
            f"{len(people)} texts by people of about {human.WORDS} words at most and {len(rows) - len(people)} others; "
            f"past the gate, set on one half of the cases and counted on the other ({ROUNDS} times): {shares}"
        )
        data = {"about": about, "made_with": {}, "bias": round(-limit(parts, people), 4), "parts": parts}
        (MODELS / f"gladness_gate_{lang}.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
        print(lang, about)
        print("   ", data["bias"], [(p["measure"], p["weight"], p["low"], p["high"]) for p in parts])
