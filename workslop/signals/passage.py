"""One ask, one passage, no draft around it: the four statuses under one multinomial model over the same figures."""

from __future__ import annotations

import math
from collections.abc import Mapping

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
    light = _light(ask, passage, lang, context)
    if context.judge is None:
        return _best(light)
    return _judged(ask, passage, context.judge, light if context.encoder is not None else {})


def _light(ask: Ask, passage: str, lang: str, context: Context) -> dict[Status, float]:
    """Log-odds of each status by named figures, and vectors where there is an encoder."""
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
    return logits


def _judged(ask: Ask, passage: str, judge: Judge, light: Mapping[Status, float]) -> tuple[Status, float]:
    """By the cross-encoder and the light model together, calibrated on rows that the cross-encoder did not see."""
    import numpy as np

    features = passage_scores(np.asarray(judge.score([(ask.text, passage)])[0], np.float64)) | centred(light)
    boost = models.load("passage_judged_boost")
    factor = dict(zip(boost.names, boost.weights, strict=True))
    return _best({s: models.load(f"passage_judged_{s}").logit(features) for s in STATUSES}, factor)


def centred(light: Mapping[Status, float]) -> dict[str, float]:
    """The light model's log-odds as figures: only their differences say something."""
    mean = sum(light.values()) / max(len(light), 1)
    return {f"light_{status}": value - mean for status, value in light.items()}


def _best(logits: Mapping[Status, float], factor: Mapping[str, float] | None = None) -> tuple[Status, float]:
    """The likeliest status, rare ones brought forward by ``factor``, and the probability of answered without it."""
    top = max(logits.values())
    exps = {s: math.exp(v - top) for s, v in logits.items()}
    best = max(STATUSES, key=lambda s: exps[s] * (factor[s] if factor else 1.0))
    return best, exps["answered"] / sum(exps.values())
