"""Closeness to the centroid: does the draft's mean sentence lie where glad drafts lie, or where solid ones do?

The axis is the mean difference of glad and solid drafts on the same subject, so no subject is taken for gladness.
Closeness is the inner product of that axis with the draft's mean sentence vector, as a percentile among solid drafts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from workslop.signals.context import Context, ProfileFigures
from workslop.signals.reading import why_unread
from workslop.types import Draft, Measure

if TYPE_CHECKING:
    from workslop.embed import Vectors

ID = "centroid"
LEAST_SENTENCES = 5
_UNITS = (("closeness", "inner product"), ("percentile_solid", "%"), ("percentile_glad", "%"))


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """ "closeness" (about -0.1 to 0.1; higher: nearer to glad) and its percentiles, 0..100, of solid and glad drafts.

    None where the draft has no vectors, is too short, or the profile is another language's or another encoder's.
    """
    why, profile = _why_not(draft, context), context.profile
    rows = [i for i, s in enumerate(draft.sentences) if s.prose]
    if why or profile is None:
        return tuple(Measure(ID, name, None, unit, len(rows), why=why or "no_profile") for name, unit in _UNITS)
    value = closeness(cast("Vectors", draft.vectors)[rows], profile.axis) + profile.offset
    figures = (round(value, 5), *_percentiles(value, context, profile))
    return tuple(Measure(ID, name, f, unit, len(rows)) for (name, unit), f in zip(_UNITS, figures, strict=True))


def _percentiles(value: float, context: Context, profile: ProfileFigures) -> tuple[float, float]:
    solid, glad = (context.percentile(value, q) for q in (profile.solid_quantiles, profile.glad_quantiles))
    return round(solid, 1), round(glad, 1)


def closeness(vectors: Vectors, axis: Vectors) -> float:
    """Inner product of the mean of unit rows, shape (n, dim) with n > 0, and the axis, shape (dim,)."""
    return float(vectors.mean(0) @ axis)


def _why_not(draft: Draft, context: Context) -> str | None:
    unread = why_unread(draft)
    if unread:
        return unread
    if sum(s.prose for s in draft.sentences) < LEAST_SENTENCES:
        return "too_short"
    if draft.vectors is None:
        return "no_encoder"
    if context.profile is None:
        return None
    if context.profile.lang != draft.lang:
        return "other_language"
    if context.encoder is not None and context.profile.encoder != context.encoder.id:
        return "other_encoder"
    return None
