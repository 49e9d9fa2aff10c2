"""Closeness to the centroid: does the draft's mean sentence lie where glad drafts lie, or where solid ones do?

The axis is the mean difference of glad and solid drafts on the same subject, so that a subject is not taken for gladness.
Closeness is the inner product of that axis with the draft's mean sentence vector, as a percentile among solid drafts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workslop.lang import LANGUAGES
from workslop.signals.context import Context
from workslop.types import Draft, Measure

if TYPE_CHECKING:
    from workslop.embed import Vectors

ID = "centroid"
LEAST_SENTENCES = 5
_UNITS = (("closeness", "inner product"), ("percentile_solid", "%"), ("percentile_glad", "%"))


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """ "closeness" (higher: nearer to glad), and its percentiles among the solid and the glad drafts of the profile."""
    why = _why_not(draft, context)
    if why or context.profile is None:
        return tuple(Measure(ID, name, None, unit, why=why or "no_profile") for name, unit in _UNITS)
    rows = [i for i, s in enumerate(draft.sentences) if s.prose]
    vectors: Vectors = draft.vectors  # type: ignore[assignment]
    value = closeness(vectors[rows], context.profile.axis)
    return (
        Measure(ID, "closeness", round(value, 5), "inner product", len(rows)),
        Measure(ID, "percentile_solid", round(context.percentile(value, context.profile.solid_quantiles), 1), "%", len(rows)),
        Measure(ID, "percentile_glad", round(context.percentile(value, context.profile.glad_quantiles), 1), "%", len(rows)),
    )


def closeness(vectors: Vectors, axis: Vectors) -> float:
    """Inner product of the mean row and the axis."""
    return float(vectors.mean(0) @ axis)


def _why_not(draft: Draft, context: Context) -> str | None:
    if draft.lang not in LANGUAGES:
        return "language"
    if draft.vectors is None:
        return "no_encoder"
    if sum(s.prose for s in draft.sentences) < LEAST_SENTENCES:
        return "too_short"
    if context.profile is not None and context.encoder is not None and context.profile.encoder != context.encoder.id:
        return "other_encoder"
    return None
