"""One ask, one passage, no draft around it: the four statuses under one multinomial model over the same figures."""

from __future__ import annotations

import math

from workslop import models
from workslop.signals.answer import pair_rows, passage_features
from workslop.signals.context import Context
from workslop.signals.decision import STATUSES
from workslop.types import Ask, Status


def judge(ask: Ask, passage: str, lang: str, context: Context) -> tuple[Status, float]:
    """(status, probability of answered) of ``passage``, in language ``lang``; an empty passage is missing."""
    if not passage.strip():
        return "missing", 0.0
    suffix, cosine, pair = "_lexical", 0.0, None
    if context.encoder is not None:
        q, p = context.encoder.encode([ask.text], "query"), context.encoder.encode([passage])
        cosine, suffix, pair = float(q[0] @ p[0]), "", pair_rows(q, p)[0]
    features = passage_features(ask.text, ask.kind, passage, lang, cosine)
    logits = {}
    for status in STATUSES:
        model = models.load(f"passage{suffix}_{status}")
        logits[status] = model.logit(features)
        if pair is not None:
            logits[status] += sum(w * float(x) for w, x in zip(model.vector, pair, strict=True))
    top = max(logits.values())
    exps = {s: math.exp(v - top) for s, v in logits.items()}
    best = max(STATUSES, key=lambda s: exps[s])
    return best, exps["answered"] / sum(exps.values())
