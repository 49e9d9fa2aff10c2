"""Fits what stands on the cross-encoder: evidence order, decision and single passages, on what it did not see.

Which passages are read together is chosen by the order of evidence that is shipped when the fit begins, so a fit after
a great change of the labelled texts is run twice.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.metrics import f1_score

from bench.figures import auroc, folds
from bench.fit import coverage, public
from bench.fit import passages as light_passages
from bench.fit.coverage import Doc
from bench.fit.data import CachedEncoder, Labelled, rows
from bench.fit.decisions import asks_of, decide, fit_all
from bench.fit.logistic import Fitted, fit, fit_softmax, matrix, names_of
from bench.train_judge.data import held_ask, held_case
from workslop.embed import cross_encoder
from workslop.signals import judging
from workslop.signals.decision import STATUSES
from workslop.signals.passage import centred

SMOOTH = coverage.SMOOTH


def fit_order(docs: list[Doc], weighed: dict[int, Any]) -> Fitted:
    """Is a candidate labelled evidence: ranking and cross-encoder together."""
    x, y = [], []
    for doc in docs:
        for i, ask in enumerate(doc.gold.asks):
            if doc.gold.labels[ask.id]["label"] != "missing" and doc.gold.overall != public.PUBLIC:
                w = weighed[id(doc)][i]
                x.append(judging.rank_features(w, doc.rank[i])), y.append(doc.hits[i][list(w.units)])
    return fit(np.vstack(x), np.concatenate(y), judging.RANK_NAMES, c=1.0)


def features(doc: Doc, weighed: dict[int, Any], order: Fitted) -> tuple[list[dict[str, float]], list[list[int]]]:
    """Decision features of each ask, and its candidates in their new order."""
    rows_, orders = coverage.doc_features(doc), []
    for i, row in enumerate(rows_):
        w = weighed[id(doc)][i]
        logits = order.logit(judging.rank_features(w, doc.rank[i]))
        row.update(judging.judged_features(w, logits))
        row.update(judging.by_language(row, doc.gold.lang))
        orders.append([w.units[k] for k in np.argsort(-logits)])
    return rows_, orders


def cross_validated(docs: list[Doc], weighed: dict[int, Any]) -> str:
    """Figures by case on the drafts that the cross-encoder did not see."""
    gaps: dict[str, list[tuple[float, bool]]] = {"nl": [], "en": []}
    said: dict[str, list[tuple[bool, bool]]] = {"nl": [], "en": []}
    found: dict[str, list[bool]] = {"nl": [], "en": []}
    others: dict[str, list[tuple[float, str]]] = {}
    factor = coverage.boost([d for d in docs if d.gold.overall != public.PUBLIC]).weights
    for train, test in folds([d.gold.case for d in docs], 6):
        order = fit_order([docs[k] for k in train], weighed)
        seen = [asks_of(docs[k], features(docs[k], weighed, order)[0], weighed[id(docs[k])]) for k in train]
        models = fit_all(seen)
        for k in test:
            doc = docs[k]
            feats, orders = features(doc, weighed, order)
            told, chosen = decide(models, asks_of(doc, feats, weighed[id(doc)]))
            for i, ask in enumerate(doc.gold.asks):
                label = doc.gold.labels[ask.id]["label"]
                if doc.gold.overall == public.PUBLIC:
                    others.setdefault(doc.gold.name, []).append((told[i][0], label))
                    continue
                said[doc.gold.lang].append(((chosen[i] * factor).argmax() != 0, label != "answered"))
                if doc.gold.overall == SMOOTH:
                    gaps[doc.gold.lang].append((1 - told[i][0], label != "answered"))
                if label != "missing":
                    found[doc.gold.lang].append(bool(doc.hits[i][orders[i][:3]].any()))
    parts = []
    for lang, pairs in gaps.items():
        value = auroc([v for v, y in pairs if y], [v for v, y in pairs if not y])
        f1 = f1_score([y for _, y in said[lang]], [p for p, _ in said[lang]])
        parts.append(
            f"{lang} gap.smooth {value:.3f} (n={len(pairs)}), gap.f1 {f1:.3f} (n={len(said[lang])}), "
            f"evidence@3 {np.mean(found[lang]):.3f} (n={len(found[lang])})"
        )
    return "; ".join(parts + [_told(name, scores) for name, scores in others.items()])


def _told(name: str, scores: list[tuple[float, str]]) -> str:
    by = {label: [p for p, own in scores if own == label] for label in ("answered", "partial", "missing")}
    part = f", against partial {auroc(by['answered'], by['partial']):.3f}" if by["partial"] else ""
    return f"{name} answered against missing {auroc(by['answered'], by['missing']):.3f}{part} (n={len(scores)})"


def run(docs: list[Labelled], encoder: CachedEncoder) -> None:
    """Fit and write evidence_rank_judged, the decisions of decisions.py, and passage_judged_<status>."""
    judge = cross_encoder.load()
    ask_rows = coverage.load_rows(encoder)
    ready = [coverage.prepare(d, encoder, True) for d in docs]
    encoder.save()
    coverage.out_of_fold(ready, ask_rows, True)
    held = [d for d in ready if held_case(d.gold.case)]
    others = [coverage.prepare(d, encoder, True) for d in public.drafts()]
    encoder.save()
    coverage.apply_answer(others, coverage.fit_answer(ready, ask_rows, True), True)
    coverage.apply_rank(others, coverage.fit_rank(ready, True), True)
    held += others
    weighed = {id(d): judging.weigh(d.gold.asks, d.gold.draft, d.related, d.rank, judge) for d in held}
    about = (
        f"fitted on {len(held) - len(others)} drafts and {len(others)} texts of public sets that {judge.id} was not "
        f"trained on; cross-validated by case: {cross_validated(held, weighed)}"
    )
    print(about)
    order = fit_order(held, weighed)
    order.write("evidence_rank_judged", about)
    for name, model in fit_all([asks_of(d, features(d, weighed, order)[0], weighed[id(d)]) for d in held]).items():
        model.write(name, about)
    passages(judge, encoder)


def passages(judge: Any, encoder: CachedEncoder) -> None:
    """Fit and write passage_judged_<status>: figures of judge and light model, on rows that the judge did not see."""
    everything = rows()
    light = light_passages.out_of_fold(everything, encoder)
    held = [k for k, r in enumerate(everything) if held_ask(r["ask_id"])]
    data, y = [everything[k] for k in held], light_passages.statuses([everything[k] for k in held])
    scores = judge.score([(r["ask"], r["passage"]) for r in data])
    feats = [
        judging.passage_features(np.asarray(s, np.float64)) | centred(dict(zip(STATUSES, light[k], strict=True)))
        for s, k in zip(scores, held, strict=True)
    ]
    names = names_of(feats)
    x, p = matrix(feats, names), np.zeros((len(y), len(STATUSES)))
    for train, test in folds([r["ask_id"] for r in data], 5):
        logits = np.stack([m.logit(x[test]) for m in fit_softmax(x[train], y[train], names, c=1.0)], 1)
        exps = np.exp(logits - logits.max(1, keepdims=True))
        p[test] = exps / exps.sum(1, keepdims=True)
    counts = np.bincount(y, minlength=len(STATUSES))
    factor = (counts.mean() / counts) ** 0.5
    about = (
        f"fitted on {len(data)} rows of corpora/asks that {judge.id} was not trained on; "
        f"cross-validated by ask: {'; '.join(_by_language(data, y, p, factor))}"
    )
    print("passages", about)
    Fitted(STATUSES, factor, 0.0, np.zeros(0)).write(
        "passage_judged_boost", "square root of mean / frequency; " + about
    )
    for status, model in zip(STATUSES, fit_softmax(x, y, names, c=1.0), strict=True):
        model.write(f"passage_judged_{status}", about)


def _by_language(data: list[dict[str, Any]], y: Any, p: Any, factor: Any) -> list[str]:
    parts = []
    for lang in ("nl", "en"):
        own = np.array([r["lang"] == lang for r in data])
        answered, partial, gestured = (p[own & (y == k), 0] for k in range(3))
        f1 = f1_score(y[own], (p[own] * factor).argmax(1), average="macro")
        parts.append(
            f"{lang} answered against gestured {auroc(answered, gestured):.3f}, "
            f"against partial {auroc(answered, partial):.3f}, macro-F1 {f1:.3f} (n={int(own.sum())})"
        )
    return parts
