"""Fits when a draft states a sentence: what one draft of a case says, looked for in the other drafts of that case.

A statement is a sentence that a good or rough draft answers an ask with. Another draft that answers the ask is taken to
state it, one that gestures at the ask or leaves it out is not: drafts of a case rest on the same facts. Partial
answers are left out. No second reading: some that answer do so with another detail.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

import numpy as np

from bench.figures import auroc, folds
from bench.fit.coverage import SMOOTH
from bench.fit.data import CachedEncoder, Labelled, ask_of
from bench.fit.logistic import fit, matrix
from workslop.signals.retrieval import relate
from workslop.signals.stated import WORDS, stated_figures

NAMES = ("words", "cosine")


def examples(docs: list[Labelled], encoder: Any) -> list[tuple[dict[str, float], bool, str, str]]:
    """(figures, stated, case, language) of each statement and other draft."""
    cases: dict[str, list[Labelled]] = defaultdict(list)
    for doc in docs:
        cases[doc.case].append(doc)
    out = []
    for case, drafts in cases.items():
        for source in (d for d in drafts if d.overall != SMOOTH):
            said = {
                ask.id: own["evidence"][0]
                for ask in source.asks
                if (own := source.labels[ask.id])["label"] == "answered"
                and own["evidence"]
                and WORDS[0] <= len(own["evidence"][0].split()) <= WORDS[1]
            }
            asks = tuple(replace(ask_of(ident, text, source.lang), must=True) for ident, text in said.items())
            for other in (d for d in drafts if d is not source and asks):
                related = relate(asks, other.draft, encoder, other.lang)
                for i, ident in enumerate(said):
                    label = other.labels[ident]["label"]
                    if label != "partial":
                        out.append((stated_figures(related, i), label == "answered", case, other.lang))
    return out


def run(docs: list[Labelled], encoder: CachedEncoder) -> None:
    """Fit and write stated and stated_lexical."""
    for name, names, engine in (("stated", NAMES, encoder), ("stated_lexical", NAMES[:1], None)):
        rows = examples(docs, engine)
        x, y = matrix([r[0] for r in rows], names), np.array([r[1] for r in rows])
        p = np.zeros(len(y))
        for train, test in folds([r[2] for r in rows], 6):
            p[test] = fit(x[train], y[train], names, c=1.0).logit(x[test])
        told = []
        for lang in ("nl", "en"):
            own = np.array([r[3] == lang for r in rows])
            told.append(f"{lang} AUROC {auroc(p[own & y], p[own & ~y]):.3f} (n={int(own.sum())})")
        about = f"fitted on {len(rows)} pairs of statement and draft from corpora/drafts; by case: {'; '.join(told)}"
        print(name, about)
        fit(x, y, names, c=1.0).write(name, about)
