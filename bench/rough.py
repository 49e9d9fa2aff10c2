"""Substantive sentences of rough drafts that are flagged empty: python -m bench.rough [CASES…].

Without folders: the cases of corpora/drafts that the answer judge was not trained on; the sentence models may have been
fitted on them. A sentence is flagged where a finding of ``any/emptiness`` lies on it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.cases import OWN_CASES, case_folders
from bench.figures import wilson
from workslop.lang import LANGUAGES
from workslop.review import review
from workslop.types import Review, Span

ROUGH, RULE = "rough_substantive", "any/emptiness"


@dataclass(frozen=True)
class Flag:
    """A labelled sentence that was flagged, with its emptiness."""

    case: str
    emptiness: float
    text: str


def places(text: str, quotes: Iterable[str]) -> list[Span]:
    """Where the labelled sentences stand; those that don't stand word for word are left out."""
    at = ((text.find(quote), len(quote)) for quote in quotes)
    return [Span(start, start + length) for start, length in at if start >= 0]


def flagged(found: Review, wanted: Sequence[Span]) -> list[tuple[Span, float]]:
    """Of ``wanted`` those on which the rule spoke, with the emptiness it read."""
    out = []
    for span in wanted:
        hits = [f for f in found.findings if f.rule == RULE and f.span is not None and f.span.overlaps(span)]
        if hits:
            out.append((span, max(f.measure.value or 0.0 for f in hits if f.measure is not None)))
    return out


def read_case(case: Path, light: bool) -> tuple[str, int, list[Flag]]:
    """(language, labelled sentences found back, those flagged) of the rough drafts of a case."""
    labels = json.loads((case / "labels.json").read_text(encoding="utf-8"))
    lang, n, flags = labels.get("lang") or case.parent.name, 0, []
    for name, gold in labels["drafts"].items():
        if gold["overall"] != ROUGH:
            continue
        text = (case / name).read_text(encoding="utf-8")
        wanted = places(text, gold["substantive_sentences"])
        n += len(wanted)
        found = review(case / name, lang=lang, vectors=not light)
        flags += [Flag(f"{case.name}/{name}", value, span.of(text)) for span, value in flagged(found, wanted)]
    return lang, n, flags


def main() -> None:
    """Print a line a language, and every flagged sentence."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("cases", type=Path, nargs="*", default=[OWN_CASES])
    ap.add_argument("--light", action="store_true", help="without vectors")
    args = ap.parse_args()
    read = [read_case(case, args.light) for root in args.cases for case in case_folders(root)]
    for lang in LANGUAGES:
        n = sum(one[1] for one in read if one[0] == lang)
        flags = [flag for one in read if one[0] == lang for flag in one[2]]
        low, high = wilson(len(flags), n)
        print(f"{lang}: {len(flags)} of {n} flagged empty, {len(flags) / max(n, 1):.1%} (95% {low:.1%} to {high:.1%})")
        for flag in flags:
            print(f"  {flag.emptiness:.2f} {flag.case}: {' '.join(flag.text.split())}")


if __name__ == "__main__":
    main()
