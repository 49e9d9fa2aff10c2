"""Recall and precision of the kinds of nuance, on passages written for it: python -m bench.nuance [--half fit].

Odd ids are the test half, even ids the half that patterns may be fitted on (corpora/nuance/README.md).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workslop.lang import LANGUAGES
from workslop.signals.nuance import KINDS, marks

FOLDER = Path(__file__).parents[1] / "corpora" / "nuance"
HALVES = ("test", "fit")


@dataclass(frozen=True)
class Score:
    """Passages of one kind: truly so and found, truly so, found."""

    hits: int
    true: int
    found: int

    @property
    def recall(self) -> float:
        """Share of the true ones that were found, 0..1; 1 where there are none."""
        return self.hits / self.true if self.true else 1.0

    @property
    def precision(self) -> float:
        """Share of the found ones that are true, 0..1; 1 where none was found."""
        return self.hits / self.found if self.found else 1.0


def passages(lang: str, half: str = "test", folder: Path = FOLDER) -> list[dict[str, Any]]:
    """The passages of a half: odd ids for "test", even ones for "fit"."""
    lines = (folder / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["id"] % 2 == (half == "test")]


def found_in(text: str, lang: str) -> set[str]:
    """The kinds that the patterns find in a passage."""
    return {kind for kind, spans in marks(text, lang).items() if spans}


def scores(rows: Iterable[dict[str, Any]]) -> dict[str, Score]:
    """A score for each kind, for "all" (every pair of passage and kind) and for "any" (some nuance or none)."""
    pairs = [(set(row["labels"]), found_in(row["text"], row["lang"])) for row in rows]
    out = {
        kind: Score(
            sum(kind in a and kind in b for a, b in pairs),
            sum(kind in a for a, _ in pairs),
            sum(kind in b for _, b in pairs),
        )
        for kind in KINDS
    }
    each = list(out.values())
    out["all"] = Score(sum(s.hits for s in each), sum(s.true for s in each), sum(s.found for s in each))
    out["any"] = Score(
        sum(bool(a and b) for a, b in pairs), sum(bool(a) for a, _ in pairs), sum(bool(b) for _, b in pairs)
    )
    return out


def main() -> None:
    """Print a Markdown table."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--half", choices=HALVES, default="test")
    ap.add_argument("--wrong", action="store_true", help="list what is missed and what is wrongly found")
    args = ap.parse_args()
    found = {lang: scores(passages(lang, args.half)) for lang in LANGUAGES}
    print("| kind |" + "".join(f" {lang} n | recall | precision |" for lang in LANGUAGES))
    print("|" + " --- |" * (1 + 3 * len(LANGUAGES)))
    for kind in (*KINDS, "all", "any"):
        own = [found[lang][kind] for lang in LANGUAGES]
        print(f"| {kind} |" + "".join(f" {s.true} | {s.recall:.2f} | {s.precision:.2f} |" for s in own))
    for row in [r for lang in LANGUAGES for r in passages(lang, args.half)] if args.wrong else ():
        labels, got = set(row["labels"]), found_in(row["text"], row["lang"])
        if labels != got:
            print(f"{row['lang']} {row['id']} missed {labels - got or ''} wrong {got - labels or ''}: {row['text']}")


if __name__ == "__main__":
    main()
