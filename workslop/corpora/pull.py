"""Where a draft lies between the two piles of a house, and which of its sentences pull it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workslop.corpora.files import LEAST_SENTENCES, prose_of, text_of
from workslop.corpora.profile import percentile, plane_of
from workslop.corpora.store import PILES, House
from workslop.embed import is_fitted
from workslop.types import Draft, InputError, Plane, Span

if TYPE_CHECKING:
    from workslop.embed import Encoder


@dataclass(frozen=True, slots=True)
class Pull:
    """A sentence's place on the axis: -1 the middle solid text, 1 the middle glad one; ``like`` is a quoted passage."""

    span: Span
    place: float
    like: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """``place`` is the mean of the sentences' places; percentiles (0..100) among the texts of each pile.

    ``pulls`` are in order from solid to glad; ``own`` is true where the draft is itself one of the texts. ``plane`` is
    None for a profile without the places of its texts.
    """

    place: float
    percentile_glad: float
    percentile_solid: float
    pulls: tuple[Pull, ...]
    own: bool
    plane: Plane | None = None


def check_encoder(house: House, encoder: Encoder) -> None:
    """Raise InputError where the vectors of ``encoder`` are not those that ``house`` is made of."""
    if encoder.id != house.encoder and not (house.fitted and is_fitted(encoder)):
        raise InputError(
            f"The profile {house.name!r} was made with the encoder {house.encoder}, not with {encoder.id}: "
            "their vectors can't be compared; give --encoder, or build the profile again"
        )


def place(draft: Draft, house: House, encoder: Encoder) -> Placed:
    """Where ``draft`` lies. Raises InputError for another language or encoder, and for a draft that is too short."""
    import numpy as np

    check_encoder(house, encoder)
    path = draft.source.path
    if draft.lang != house.lang:
        told = draft.lang or "a language that can't be told"
        raise InputError(f"{path} is in {told}, and the profile {house.name!r} is made of texts in {house.lang}")
    spans = [s.span for s in draft.sentences if s.prose]
    if len(spans) < LEAST_SENTENCES:
        raise InputError(f"{path} is too short: it has {len(spans)} sentences of prose, {LEAST_SENTENCES} are needed")
    rows = encoder.encode([words for _, words in prose_of(draft)])
    along = rows @ house.axis + house.offset
    places = (along - house.middle) / house.half
    order = [int(i) for i in np.argsort(places, kind="stable")]
    likes = _likes(house, encoder, rows, places)
    mean = float(along.mean())
    glad, solid = (percentile(mean, house.piles[pile].quantiles) for pile in PILES)
    pulls = tuple(Pull(spans[i], float(places[i]), likes[i]) for i in order)
    mark = text_of(draft, path).fingerprint
    own = any(mark in house.piles[pile].fingerprints for pile in PILES)
    return Placed(float(places.mean()), glad, solid, pulls, own, plane_of(house.profile(), rows.mean(0)))


def _likes(house: House, encoder: Encoder, rows: object, places: object) -> list[str | None]:
    """For each sentence the nearest quoted passage of the pile on its side, None where nothing may be quoted."""
    import numpy as np

    vectors, side = np.asarray(rows), np.asarray(places)
    out: list[str | None] = [None] * len(vectors)
    for pile, here in (("glad", side > 0), ("solid", side <= 0)):
        quotes = house.piles[pile].quotes
        if not quotes or not here.any():
            continue
        nearest = (vectors @ encoder.encode(list(quotes)).T).argmax(1)
        for i in np.flatnonzero(here):
            out[int(i)] = quotes[int(nearest[i])]
    return out
