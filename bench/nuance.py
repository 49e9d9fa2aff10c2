"""Recall and precision of the kinds of nuance: python -m bench.nuance [--half fit] [--texts] [--patterns].

On passages: odd ids are the test half, even ids the half that patterns may be fitted on (corpora/nuance/README.md);
with --texts on whole texts that nothing was fitted on, sentence by sentence and, as the checklist asks, text by text.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workslop.lang import LANGUAGES
from workslop.signals.nuance import KINDS, marks, measure

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


def for_fitting(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """The passages that the vectors are fitted on: all but the test texts."""
    names = [f"{sort}{lang}.jsonl" for sort in ("", "more-") for lang in LANGUAGES]
    return [json.loads(line) for name in names for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def texts(lang: str, folder: Path = FOLDER) -> list[list[dict[str, Any]]]:
    """The test texts, each as its labelled sentences."""
    lines = (folder / f"texts-{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [[row for row in rows if row["doc"] == doc] for doc in sorted({row["doc"] for row in rows})]


def shown_in(sentences: Sequence[str], lang: str, patterns: bool) -> set[str]:
    """The kinds that the signal finds in a text; ``patterns``: by patterns alone, which the signal never is."""
    from workslop import embed
    from workslop.signals.context import Context
    from workslop.signals.reading import vector_texts
    from workslop.text.draft import draft_from_source
    from workslop.types import Source

    if patterns:
        return {kind for text in sentences for kind in found_in(text, lang)}
    draft = draft_from_source(Source("text.md", " ".join(sentences), "markdown"), lang=lang)
    draft = replace(draft, vectors=embed.load(embed.DEFAULT).encode(vector_texts(draft)))
    return {m.name for m in measure(draft, Context()) if m.name in KINDS and m.value}


def of_texts(lang: str, patterns: bool = False) -> tuple[dict[str, Score], dict[str, Score]]:
    """Scores sentence by sentence and text by text."""
    docs = texts(lang)
    sentences = [(set(row["labels"]), shown_in([row["text"]], lang, patterns)) for doc in docs for row in doc]
    wholes = [
        ({kind for row in doc for kind in row["labels"]}, shown_in([row["text"] for row in doc], lang, patterns))
        for doc in docs
    ]
    return scored(sentences), scored(wholes)


def scores(rows: Iterable[dict[str, Any]]) -> dict[str, Score]:
    """Scores of the patterns on passages."""
    return scored([(set(row["labels"]), found_in(row["text"], row["lang"])) for row in rows])


def scored(pairs: Sequence[tuple[set[str], set[str]]]) -> dict[str, Score]:
    """A score for each kind, for "all" (every pair of passage and kind) and for "any" (some nuance or none), of pairs
    of the kinds that are there and those that were found."""
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
    ap.add_argument("--texts", action="store_true", help="on the test texts instead")
    ap.add_argument("--patterns", action="store_true", help="with --texts: by patterns alone")
    args = ap.parse_args()
    if args.texts:
        of = {lang: of_texts(lang, args.patterns) for lang in LANGUAGES}
        for at, title in enumerate(("sentence by sentence", "text by text")):
            print(f"{title}\n")
            table({lang: both[at] for lang, both in of.items()})
        return
    table({lang: scores(passages(lang, args.half)) for lang in LANGUAGES})
    for row in [r for lang in LANGUAGES for r in passages(lang, args.half)] if args.wrong else ():
        labels, got = set(row["labels"]), found_in(row["text"], row["lang"])
        if labels != got:
            print(f"{row['lang']} {row['id']} missed {labels - got or ''} wrong {got - labels or ''}: {row['text']}")


def table(found: Mapping[str, Mapping[str, Score]]) -> None:
    """Print recall and precision of each kind."""
    print("| kind |" + "".join(f" {lang} n | recall | precision |" for lang in LANGUAGES))
    print("|" + " --- |" * (1 + 3 * len(LANGUAGES)))
    for kind in (*KINDS, "all", "any"):
        own = [found[lang][kind] for lang in LANGUAGES]
        print(f"| {kind} |" + "".join(f" {s.true} | {s.recall:.2f} | {s.precision:.2f} |" for s in own))
    print()


if __name__ == "__main__":
    main()
