"""One ask, one passage, no draft around it: the four statuses under one multinomial model over the same figures."""

from __future__ import annotations

import math

from workslop import models
from workslop.signals.answer import pair_rows, passage_features
from workslop.signals.context import Context, Judge
from workslop.signals.decision import STATUSES
from workslop.signals.judging import passage_features as passage_scores
from workslop.types import Ask, Status


def judge(ask: Ask, passage: str, lang: str, context: Context) -> tuple[Status, float]:
    """(status, probability of answered) of ``passage``, in language ``lang``; an empty passage is missing."""
    if not passage.strip():
        return "missing", 0.0
    if context.judge is not None:
        return _judged(ask, passage, context.judge)
    suffix, cosine, pair = "_lexical", 0.0, None
    if context.encoder is not None:
        q, p = context.encoder.encode([ask.text], "query"), context.encoder.encode([passage])
        cosine, suffix, pair = float(q[0] @ p[0]), "", pair_rows(q, p)[0]
    features = passage_features(ask.text, ask.kind, passage, lang, cosine)
    logits: dict[Status, float] = {}
    for status in STATUSES:
        model = models.load(f"passage{suffix}_{status}")
        logits[status] = model.logit(features)
        if pair is not None:
            logits[status] += sum(w * float(x) for w, x in zip(model.vector, pair, strict=True))
    return _best(logits)


def _judged(ask: Ask, passage: str, judge: Judge) -> tuple[Status, float]:
    """By the cross-encoder, calibrated on rows it was not trained on."""
    import numpy as np

    features = passage_scores(np.asarray(judge.score([(ask.text, passage)])[0], np.float64))
    return _best({status: models.load(f"passage_judged_{status}").logit(features) for status in STATUSES})


def _best(logits: dict[Status, float]) -> tuple[Status, float]:
    top = max(logits.values())
    exps = {s: math.exp(v - top) for s, v in logits.items()}
    best = max(STATUSES, key=lambda s: exps[s])
    return best, exps["answered"] / sum(exps.values())
