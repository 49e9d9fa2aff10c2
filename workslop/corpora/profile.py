"""Profiles of glad and solid text: what a corpus looks like as figures, and where they are found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workslop.types import InputError, Plane, Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.float32]


@dataclass(frozen=True)
class Profile:
    """The way from solid to glad drafts among mean sentence vectors, and where the drafts it was made from lie on it.

    ``encoder`` names the vectors it is made of (``fitted``: multilingual-e5-small's, whoever runs it); ``axis``, a row
    of its dimension, is the mean difference within a subject, so that what two subjects share is not in it; closeness
    is the product with it plus ``offset``; the quantiles are closeness at 0, 10 … 100% of the glad and of the solid
    drafts; ``texts`` counts both; ``about`` says which they are and how well unseen ones part. ``across`` is the
    direction beside the axis in which they differ most, and the points are their places on both; a profile made before
    these were kept has none.
    """

    name: str
    lang: str
    encoder: str
    texts: int
    axis: Row
    glad_quantiles: tuple[float, ...]
    solid_quantiles: tuple[float, ...]
    about: str
    offset: float = 0.0
    fitted: bool = True
    across: Row | None = None
    glad_points: tuple[Point, ...] = ()
    solid_points: tuple[Point, ...] = ()


def profiles_dir() -> Path:
    """The folder of shipped profiles, in a checkout (corpora/profiles) or an installed wheel (workslop/_profiles)."""
    here = Path(__file__).parent.parent
    installed = here / "_profiles"
    return installed if installed.is_dir() else here.parent / "corpora" / "profiles"


def shipped_names() -> tuple[str, ...]:
    """The names of the shipped profiles, in order."""
    return tuple(sorted(path.stem for path in profiles_dir().glob("*.json")))


@cache
def load_profile(name: str) -> Profile:
    """The shipped profile ``name`` ("nl", "en"). Raises InputError when there is none or it cannot be read."""
    import numpy as np

    path = profiles_dir() / f"{name}.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Profile(
            name, data["lang"], data["encoder"], data["texts"], np.asarray(data["axis"], np.float32),
            tuple(data["glad_quantiles"]), tuple(data["solid_quantiles"]), data["about"],
            0.0, True, np.asarray(data["across"], np.float32), _points(data, "glad"), _points(data, "solid"),
        )  # fmt: skip
    except FileNotFoundError as error:
        raise InputError(f"There is no corpus profile {name!r} in {path.parent}.") from error
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise InputError(f"The corpus profile {path} cannot be read ({error}): install workslop again.") from error


def _points(data: Mapping[str, Any], pile: str) -> tuple[Point, ...]:
    return tuple((float(x), float(y)) for x, y in data["points"][pile])


def plane_of(profile: Profile, mean: Row) -> Plane | None:
    """Where a draft of mean sentence vector ``mean``, shape (dim,), lies among the texts of ``profile``.

    None for a profile without their places.
    """
    if profile.across is None or not (profile.glad_points or profile.solid_points):
        return None
    own = (float(mean @ profile.axis) + profile.offset, float(mean @ profile.across))
    return Plane(profile.glad_points, profile.solid_points, own)


def percentile(value: float, quantiles: tuple[float, ...]) -> float:
    """Where ``value`` lies among deciles 0 … 100, in percent, straight between them."""
    import numpy as np

    return float(np.interp(value, quantiles, np.linspace(0, 100, len(quantiles))))
