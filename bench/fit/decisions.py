"""The decisions that stand on the cross-encoder: for briefed drafts, for other texts, and which of the two holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.fit import coverage, public
from bench.fit.coverage import Doc
from bench.fit.logistic import Fitted, fit, fit_softmax, matrix, names_of
from workslop.signals import among
from workslop.signals.decision import STATUSES

C = 0.03
SMOOTH, OTHERS = 1.5, 0.7  # weight of an ask of a smooth draft, and of another draft of ours
OURS_OUTSIDE = 0.1  # what those weigh in the decision for other texts, beside 1 for an ask of a public set
OURS_REGISTER = 5.0  # what a draft of ours weighs in telling registers, so that a brief is seldom taken for a quiz
DRAFT_ONLY = ("draft_gestured", "draft_answered")  # of the figures of the whole draft, what the status is chosen by


@dataclass
class Asks:
    """A draft's asks as figures: ``own`` of each, ``outside`` with its place among the others; ``draft`` of all."""

    own: list[dict[str, float]]
    outside: list[dict[str, float]]
    draft: dict[str, float]
    public: bool
    smooth: bool
    labels: list[int]


def asks_of(doc: Doc, own: list[dict[str, float]], weighed: Any) -> Asks:
    """The figures of one draft."""
    rows = zip(own, among.placed(doc.related), among.beside(own), strict=True)
    return Asks(
        own,
        [a | b | c for a, b, c in rows],
        among.draft_figures(doc.gold.asks, weighed, own),
        doc.gold.overall == public.PUBLIC,
        doc.gold.overall == coverage.SMOOTH,
        [STATUSES.index(doc.gold.labels[a.id]["label"]) for a in doc.gold.asks],
    )


def fit_all(docs: list[Asks]) -> dict[str, Fitted]:
    """All models, by name."""
    ours = [d for d in docs if not d.public]
    judged = _fit([f for d in ours for f in d.own], ours, 0.0)
    chosen = _fit([f | _draft(d) for d in ours for f in d.own], ours, 0.0)
    outside = _fit([f for d in docs for f in d.outside], docs, 1.0)
    models = {f"decision_judged_{s}": m for s, m in judged.items()}
    models |= {f"decision_chosen_{s}": m for s, m in chosen.items()}
    models |= {f"decision_public_{s}": m for s, m in outside.items()}
    return models | {"decision_register": _register(docs)}


def _draft(doc: Asks) -> dict[str, float]:
    return {name: doc.draft[name] for name in DRAFT_ONLY}


def _fit(feats: list[dict[str, float]], docs: list[Asks], of_public: float) -> dict[str, Fitted]:
    names, labels = names_of(feats), np.array([label for d in docs for label in d.labels])
    share = OURS_OUTSIDE if of_public else 1.0
    weight = np.array([
        of_public if d.public else share * (SMOOTH if d.smooth else OTHERS) for d in docs for _ in d.labels
    ])  # fmt: skip
    fitted = fit_softmax(matrix(feats, names), labels, names, c=C, weight=weight)
    return dict(zip(STATUSES, fitted, strict=True))


def _register(docs: list[Asks]) -> Fitted:
    """Is this a text that was not written to its questions? 0 where there is none to learn from."""
    names, y = names_of([d.draft for d in docs]), np.array([d.public for d in docs])
    if not y.any():
        return Fitted((), np.zeros(0), -30.0, np.zeros(0))
    weight = np.where(y, 1.0, OURS_REGISTER)
    return fit(matrix([d.draft for d in docs], names), y, names, c=1.0, weight=weight)


def decide(models: dict[str, Fitted], doc: Asks) -> tuple[Any, Any]:
    """(told, chosen): probabilities of shape (asks, 4), as ``workslop.signals.among.chances`` gives them."""
    register = models["decision_register"]
    share = 1 / (1 + np.exp(-float(register.logit(matrix([doc.draft], register.names))[0])))
    outside = _softmax(models, "decision_public", doc.outside)
    told = _softmax(models, "decision_judged", doc.own)
    chosen = _softmax(models, "decision_chosen", [f | doc.draft for f in doc.own])
    return (1 - share) * told + share * outside, (1 - share) * chosen + share * outside


def _softmax(models: dict[str, Fitted], name: str, feats: list[dict[str, float]]) -> Any:
    return coverage.decide({s: models[f"{name}_{s}"] for s in STATUSES}, feats)
