"""Public question sets: does the probability "answered" tell answered questions from others? Reads, never trains.

    python -m bench.public_sets FOLDER [--sets NAME …] [--texts N] [--half test|all] [--json OUT]

FOLDER holds JSON lines with doc_id, question, text, label (answered, partial, unanswered). All questions of a text
are asked of it together, as a brief would. Word overlap stands beside as the floor. ``--half test`` leaves out the
documents that bench/train_judge may learn from (``trained_on``).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.figures import auroc
from bench.fit.data import CachedEncoder, ask_of
from workslop.embed import cross_encoder
from workslop.signals import coverage
from workslop.signals.context import Context
from workslop.signals.retrieval import relate
from workslop.text import draft_from_source
from workslop.types import Brief, Draft, Source

SETS = ("infolossqa_insert", "squad2_longdoc", "rijksoverheid_vac_nl_longdoc", "realsumm")
CONTRASTS = (("answered", "unanswered"), ("answered", "partial"), ("partial", "unanswered"))
SPLIT_BYTE = 10  # of the hash: the one that halves the sets most evenly; coronamelder is one group, all for training
GROUP_KEYS = ("article", "group")  # what one document of a set is called in its meta


def document_of(row: dict[str, Any]) -> str:
    """What must not be split over training and test: the article, the FAQ's group, or the document."""
    meta = row.get("meta") or {}
    return str(next((meta[k] for k in GROUP_KEYS if k in meta), row["doc_id"].rsplit("-", 1)[0]))


def trained_on(row: dict[str, Any]) -> bool:
    """About half of the documents, by a hash of their name: what bench/train_judge may learn from."""
    return hashlib.sha1(document_of(row).encode()).digest()[SPLIT_BYTE] % 2 == 0


def read(path: Path, *, test_only: bool) -> list[dict[str, Any]]:
    """The rows of a set."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [r for r in rows if not (test_only and trained_on(r))]


def texts_of(rows: Sequence[dict[str, Any]], limit: int) -> Iterator[list[dict[str, Any]]]:
    """The rows of each text; ``limit`` texts, spread evenly over the set."""
    by_text: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_text[row["text"]].append(row)
    groups = list(by_text.values())
    step = max(1, len(groups) // limit) if limit else 1
    yield from groups[::step][: limit or None]


def as_draft(text: str, lang: str) -> Draft:
    """The text as a draft of plain prose."""
    return draft_from_source(Source("text.txt", text, "text"), lang=lang)


def scores(rows: Sequence[dict[str, Any]], context: Context) -> tuple[list[float], list[float]]:
    """(probability answered, word overlap of the best sentence) of each row; the rows share one text."""
    lang = rows[0]["lang"]
    asks = tuple(
        replace(ask_of(f"q{i}", r["question"], lang), must=r["kind"] == "statement") for i, r in enumerate(rows)
    )
    draft = as_draft(rows[0]["text"], lang)
    found = coverage.verdicts(draft, Brief(draft.source, lang, asks, ()), context)
    related = relate(asks, draft, None, lang)
    overlap = related.near["words"].max(1, initial=0.0)
    return [v.answered_probability for v in found], overlap.tolist()


def table(rows: Sequence[dict[str, Any]], p: Sequence[float], overlap: Sequence[float]) -> dict[str, Any]:
    """AUROC of each contrast with the number of rows on both sides."""
    labels = np.array([r["label"] for r in rows])
    out: dict[str, Any] = {}
    for a, b in CONTRASTS:
        one, other = labels == a, labels == b
        if one.sum() and other.sum():
            out[f"{a}/{b}"] = {
                "auroc": round(auroc(np.array(p)[one], np.array(p)[other]), 3),
                "overlap": round(auroc(np.array(overlap)[one], np.array(overlap)[other]), 3),
                "n": [int(one.sum()), int(other.sum())],
            }
    return out


def measure(path: Path, context: Context, *, limit: int, test_only: bool) -> dict[str, Any]:
    """The table of one set."""
    seen: list[dict[str, Any]] = []
    p: list[float] = []
    overlap: list[float] = []
    for rows in texts_of(read(path, test_only=test_only), limit):
        own, words = scores(rows, context)
        seen, p, overlap = seen + rows, p + own, overlap + words
    return table(seen, p, overlap)


def main() -> None:
    """Print a table a set."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("folder", type=Path)
    ap.add_argument("--sets", nargs="+", default=list(SETS))
    ap.add_argument("--texts", type=int, default=0, help="texts of each set, 0 for all")
    ap.add_argument("--half", choices=("all", "test"), default="test")
    ap.add_argument("--without-judge", action="store_true")
    ap.add_argument("--json", type=Path)
    args = ap.parse_args()
    encoder = CachedEncoder()
    judge = None if args.without_judge else cross_encoder.load()
    context = Context(encoder=encoder, judge=judge)  # type: ignore[arg-type]
    found = {}
    for name in args.sets:
        path = args.folder / f"{name}.jsonl"
        found[name] = measure(path, context, limit=args.texts, test_only=args.half == "test")
        encoder.save()
        print(name, json.dumps(found[name]), flush=True)
    if args.json:
        args.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
