"""Public question sets as labelled drafts: the documents that the answer judge was not trained on.

They keep the decision honest outside briefs: in our own drafts a gesture repeats the words of the ask, so that likeness
alone speaks against an answer; in a page of questions and answers it speaks for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench import public_sets
from bench.fit.data import Labelled, ask_of
from bench.train_judge import SHARED

PUBLIC = "public"
# Sets whose licence lets us fit on them, and how many of their texts are taken (0: all).
TEXTS = {"infolossqa_insert": 0, "rijksoverheid_vac_nl_longdoc": 0, "squad2_longdoc": 40}
LABELS = {"answered": "answered", "partial": "partial", "unanswered": "missing"}


def drafts() -> Iterator[Labelled]:
    """One labelled draft a text; none where the sets are not at hand."""
    for name, limit in TEXTS.items():
        path = SHARED / "data" / "coverage" / f"{name}.jsonl"
        if path.exists():
            for rows in public_sets.texts_of(public_sets.read(path, test_only=True), limit):
                yield _labelled(name, rows)


def _labelled(name: str, rows: list[dict[str, Any]]) -> Labelled:
    lang = rows[0]["lang"]
    asks = tuple(ask_of(f"q{i}", r["question"], lang) for i, r in enumerate(rows))
    labels = {
        a.id: {"label": LABELS[r["label"]], "evidence": r["evidence"] if r["label"] != "unanswered" else []}
        for a, r in zip(asks, rows, strict=True)
    }
    case = f"{name}/{public_sets.document_of(rows[0])}"
    return Labelled(case, lang, name, PUBLIC, public_sets.as_draft(rows[0]["text"], lang), asks, labels, (), (), ())
