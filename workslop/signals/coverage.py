"""Asks against the draft: for each ask a verdict with evidence, and a measure with the probability that it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workslop.lang import LANGUAGES
from workslop.signals import answer, ranking
from workslop.signals.context import Context
from workslop.signals.decision import STATUSES, decision_features, probabilities
from workslop.signals.needs import found_and_lacking
from workslop.signals.retrieval import Relations, relate
from workslop.text.features import sentence_features
from workslop.types import Ask, Brief, Candidate, Draft, Measure, Span, Status, Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.float64]

ID = "coverage"
PLACES = 3  # places an ask is given as evidence, at most
WEIGHED = 6  # candidates kept for --explain-asks
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
        Measure(ID, "answered", v.answered_probability, "probability", 1, ask=v.ask, span=v.evidence[0] if v.evidence else None)
        for v in context.verdicts
    )
    expected = sum(1 - v.answered_probability for v in context.verdicts) / n
    return (*per_ask, Measure(ID, "unanswered", round(expected, 4), "share of asks", n))


def verdicts(draft: Draft, brief: Brief, context: Context) -> tuple[Verdict, ...]:
    """One verdict an ask, in the brief's order. An empty draft misses every ask; cost is linear in asks times sentences."""
    asks = tuple(replace(a, text=a.text[:MAX_ASK]) for a in brief.asks)
    related = relate(asks, draft, context.encoder, brief.lang)
    if not related.units:
        return tuple(Verdict(a.id, "missing", 0.01, 0.95, (), lacks=(a.kind,)) for a in asks)
    matrix = _answers(asks, related)
    rank = ranking.scores(asks, related, matrix)
    return tuple(_verdict(i, ask, related, matrix[i], rank[i]) for i, ask in enumerate(asks))


def _answers(asks: Sequence[Ask], related: Relations) -> NDArray[np.float64]:
    import numpy as np

    rows = [_logits(ask.text, ask.kind, i, related) for i, ask in enumerate(asks)]
    return np.array(rows, float).reshape(len(asks), len(related.units))


def _logits(text: str, kind: answer.AskKind, i: int, related: Relations) -> list[float]:
    langs = [u.lang for u in related.units]
    return answer.logits(text, kind, related.texts, langs, related.asks[i], related.sentences)


def _verdict(i: int, ask: Ask, related: Relations, answers: Row, rank: Row) -> Verdict:
    import numpy as np

    parts = [np.array(_logits(p.text, p.kind, i, related)) for p in ask.parts] if len(ask.parts) > 1 else []
    near = {name: matrix[i] for name, matrix in related.near.items()}
    has_vectors = related.sentences.shape[-1] > 1
    lang = next((u.lang for u in related.units if u.lang in LANGUAGES), None) or "en"
    p = probabilities(decision_features(ask, rank, answers, parts, near, related.texts, lang), has_vectors)
    status = max(STATUSES, key=lambda s: p[s])
    best = [int(j) for j in np.argsort(-rank)[:WEIGHED]]
    places = _places(best, rank, related) if status != "missing" else ()
    has, lacks = found_and_lacking(ask, [(related.texts[j], related.units[j].lang) for j in best[:PLACES]], status)
    return Verdict(
        ask.id, status, round(p["answered"], 4), round(p[status], 4), places,
        tuple(_candidate(j, ask, related, answers, rank) for j in best), lacks, has, _open_parts(ask, status, parts, rank),
    )  # fmt: skip


def _open_parts(ask: Ask, status: Status, parts: Sequence[Row], rank: Row) -> tuple[str, ...]:
    """Of a partly answered ask the part that is answered worst, in the ask's own words."""
    import numpy as np

    if status != "partial" or len(parts) < 2:
        return ()
    weight = 1 / (1 + np.exp(-np.clip(rank, -30, 30)))
    joint = [float((weight / (1 + np.exp(-np.clip(part, -30, 30)))).max()) for part in parts]
    return (ask.parts[int(np.argmin(joint))].text,)


def _places(best: Sequence[int], rank: Row, related: Relations) -> tuple[Span, ...]:
    """Up to three places, strongest first; a unit left open by its author (TODO, ??) is no evidence."""
    kept = [j for j in best if not _open(related, j)][:PLACES] or list(best[:1])
    return tuple(related.units[j].span for j in kept)


def _open(related: Relations, j: int) -> bool:
    lang = related.units[j].lang
    return lang in LANGUAGES and sentence_features(related.texts[j], lang or "en")["placeholder"] > 0


def _candidate(j: int, ask: Ask, related: Relations, answers: Row, rank: Row) -> Candidate:
    from workslop.models import sigmoid

    return Candidate(
        related.units[j].span, round(sigmoid(float(answers[j])), 4), round(sigmoid(float(rank[j])), 4),
        _why(j, ask, related, float(answers[j]), float(rank[j])),
    )  # fmt: skip


def _why(j: int, ask: Ask, related: Relations, answer_logit: float, rank_logit: float) -> str | None:
    """Why a candidate falls short, as a message key: open, off_topic, no_kind (nothing in the kind asked for), vague; None: it doesn't."""
    lang = related.units[j].lang
    if _open(related, j):
        return "open"
    if rank_logit < -2.5:
        return "off_topic"
    if answer_logit > 0:
        return None
    return "vague" if answer.in_kind(ask.kind, related.texts[j], lang if lang in LANGUAGES and lang else "en") else "no_kind"
