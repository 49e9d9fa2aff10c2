"""Asks against the draft: for each ask a verdict with evidence, and a measure: the probability that it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workslop.lang import LANGUAGES
from workslop.signals import answer, ranking
from workslop.signals.among import chances
from workslop.signals.context import Context
from workslop.signals.judging import Weighed, weigh
from workslop.signals.retrieval import Relations, relate
from workslop.signals.stated import chances_stated, is_statement
from workslop.signals.verdict import Weighing, figures_of, parts_of, unjudged, verdict
from workslop.types import Ask, Brief, Draft, Measure, Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ID = "coverage"
MAX_ASK = 600  # characters of an ask that are weighed; a longer one is cut, its span is not


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """Per ask "answered" (0..1), and of the draft "unanswered": the expected share of asks without a full answer."""
    if context.brief is None:
        return (Measure(ID, "unanswered", None, "share of asks", why="no_brief"),)
    if not context.verdicts:
        why = "language" if draft.lang not in LANGUAGES else "no_prose"
        return (Measure(ID, "unanswered", None, "share of asks", why=why),)
    n = len(context.verdicts)
    per_ask = tuple(
        Measure(
            ID,
            "answered",
            v.answered_probability,
            "probability",
            1,
            ask=v.ask,
            span=v.evidence[0] if v.evidence else None,
        )
        for v in context.verdicts
    )
    expected = sum(1 - v.answered_probability for v in context.verdicts) / n
    return (*per_ask, Measure(ID, "unanswered", round(expected, 4), "share of asks", n))


def verdicts(draft: Draft, brief: Brief, context: Context) -> tuple[Verdict, ...]:
    """One verdict an ask, in the brief's order. An empty draft misses every ask; linear in asks times sentences."""
    asks = tuple(replace(a, text=a.text[:MAX_ASK]) for a in brief.asks)
    if not asks:
        return ()
    related = relate(asks, draft, context.encoder, brief.lang)
    if not related.units:
        return tuple(Verdict(a.id, "missing", 0.01, 0.95, (), lacks=(a.kind,)) for a in asks)
    matrix = _answers(asks, related)
    rank = ranking.scores(asks, related, matrix)
    weighed: Sequence[Weighed] = ()
    if context.judge is not None and context.encoder is not None:
        weighed = weigh(asks, draft, related, rank, context.judge)
    read: Sequence[Weighed | None] = weighed or [None] * len(asks)
    each = [Weighing(i, ask, related, matrix[i], rank[i], read[i]) for i, ask in enumerate(asks)]
    parts = [parts_of(w) for w in each]
    figures, orders = zip(*(figures_of(w, own) for w, own in zip(each, parts, strict=True)), strict=True)
    if weighed:
        chance = chances(asks, weighed, related, figures)
    else:
        chance = [(p, p) for p in (unjudged(w, own) for w, own in zip(each, figures, strict=True))]
    for i in (i for i, ask in enumerate(asks) if is_statement(ask, brief.lang)):
        chance[i] = (chances_stated(related, i),) * 2
    return tuple(verdict(w, o, own, *p) for w, o, own, p in zip(each, orders, parts, chance, strict=True))


def _answers(asks: Sequence[Ask], related: Relations) -> NDArray[np.float64]:
    import numpy as np

    langs = [u.lang for u in related.units]
    rows = [
        answer.logits(ask.text, ask.kind, related.texts, langs, related.asks[i], related.sentences)
        for i, ask in enumerate(asks)
    ]
    return np.array(rows, float).reshape(len(asks), len(related.units))
