"""How many texts by people are called glad, register by register, and how many glad drafts beside it.

    python -m bench.false_positives [--words N] [--json OUT]

Three figures a register: past the gate that ships (its limit was set on these very texts), past a gate set on the
other half of the texts (ten random halves: the figure to believe), and past a limit of mean word length set in the
same manner, as the yardstick. Reads the sets as bench/fit/human.py does; nothing of their wording is kept.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.figures import wilson
from bench.fit import gate, human
from bench.fit.data import fitted_on
from workslop.judge.gate import parts as shipped


def by_letters(rows: Sequence[gate.Row], rounds: int = gate.ROUNDS) -> dict[str, float]:
    """Share of each group above a limit of mean word length, set on one random half of the cases."""
    rng, hits = np.random.default_rng(7), {r.group: [0, 0] for r in rows}
    cases = sorted({r.case for r in rows})
    for _ in range(rounds):
        first = dict(zip(cases, rng.random(len(cases)) < 0.5, strict=True))
        for side in (True, False):
            people = [r for r in gate.reported(rows) if first[r.case] == side and not math.isnan(r.letters)]
            groups = {r.group for r in people}
            most = max(float(np.quantile([r.letters for r in people if r.group == g], 1 - gate.MOST)) for g in groups)
            for r in rows:
                if first[r.case] != side:
                    hits[r.group][0] += int(r.letters > most)
                    hits[r.group][1] += 1
    return {name: hit / n for name, (hit, n) in hits.items() if n}


def table(rows: Sequence[gate.Row], lang: str) -> list[dict[str, Any]]:
    """A record a group of texts: n, words, the three shares, the interval of the second, mean word length."""
    bias, own = shipped(lang)
    plain = [{"low": p.low, "high": p.high, "weight": p.weight} for p in own]
    past, held, letters = gate.sums(plain, rows) + bias >= 0, gate.held_out(rows), by_letters(rows)
    groups = np.array([r.group for r in rows])
    out = []
    for name in sorted(set(groups), key=lambda g: (not any(r.person for r in rows if r.group == g), g)):
        at = groups == name
        n = int(at.sum())
        out.append({
            "texts": name, "n": n, "words": int(np.median([r.words for r in rows if r.group == name])),
            "shipped": round(float(past[at].mean()), 4), "held_out": round(held[name], 4),
            "interval": [round(v, 4) for v in wilson(held[name] * n, n)],
            "letters": round(float(np.nanmean([r.letters for r in rows if r.group == name])), 2),
            "by_letters": round(letters[name], 4),
        })  # fmt: skip
    return out


def by_length(rows: Sequence[gate.Row], lang: str) -> list[tuple[str, int, float]]:
    """(words, n, share past the gate that ships) of the texts by people, by length."""
    bias, own = shipped(lang)
    plain = [{"low": p.low, "high": p.high, "weight": p.weight} for p in own]
    people = gate.reported(rows)
    past, words = gate.sums(plain, people) + bias >= 0, np.array([r.words for r in people])
    out = []
    for low, high in ((50, 150), (150, 300), (300, 600), (600, 1200), (1200, 10**6)):
        at = (words >= low) & (words < high)
        if at.sum():
            out.append((f"{low}-{high if high < 10**6 else ''}", int(at.sum()), float(past[at].mean())))
    return out


def show(found: dict[str, Any]) -> None:
    """Print the tables as Markdown."""
    for lang, one in found.items():
        heads = ("texts", "n", "words", "past the gate, held out (95%)", "as shipped", "letters a word", "by letters")
        print(f"\n{lang}\n\n| {' | '.join(heads)} |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for r in one["table"]:
            low, high = (f"{100 * v:.1f}" for v in r["interval"])
            print(
                f"| {r['texts']} | {r['n']} | {r['words']} | {100 * r['held_out']:.1f}% ({low}–{high}) | "
                f"{100 * r['shipped']:.1f}% | {r['letters']} | {100 * r['by_letters']:.1f}% |"
            )
        print("\nBy length: " + "; ".join(f"{w} words {100 * s:.1f}% of {n}" for w, n, s in one["by_length"]))


def main() -> None:
    """Print a table a language."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--words", type=int, default=human.WORDS, help="texts by people are cut to about N words; 0: whole")
    ap.add_argument("--json", type=Path)
    args = ap.parse_args()
    rows = [*gate.own_rows(fitted_on()), *gate.people_rows(args.words)]
    found = {}
    for lang in ("nl", "en"):
        own = [r for r in rows if r.lang == lang]
        if not gate.reported(own):
            print(f"{lang}: no texts by people at hand (bench/fit/human.py says where they are looked for)")
            continue
        found[lang] = {"table": table(own, lang), "by_length": by_length(own, lang)}
    show(found)
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
