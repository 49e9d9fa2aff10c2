"""A house's own profile on disk: JSON, figures only, checked when read."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workslop.corpora.profile import Profile, load_profile
from workslop.lang import LANGUAGES
from workslop.types import InputError, Point

if TYPE_CHECKING:
    from workslop.corpora.figures import Rows

SCHEMA = "workslop.profile/1"
ENDING = ".profile.json"
FOLDER = "profiles"
LEVELS = ("document", "paragraph", "sentence")
PILES = ("glad", "solid")
DIGITS = 6
_DECILES = 11


@dataclass(frozen=True)
class Level:
    """The vectors of one level: how many, their mean, the root of their mean squared distance to it (0..about 1)."""

    n: int
    spread: float
    centroid: Rows


@dataclass(frozen=True)
class Pile:
    """The glad or the solid texts: how many, their words, their sentences and those ``read``, texts ``measured``.

    ``quantiles``: closeness of the measured ones at 0, 10 … 100%, each by the axis of the others.

    ``outermost`` are (file, closeness) of the texts nearest to the other pile and those farthest from it;
    ``fingerprints`` tell a text again without its words; ``quotes`` is empty unless the corpus may be quoted;
    ``points`` are the measured texts' closeness and place across the axis, none in a file from before these were kept.
    """

    patterns: tuple[str, ...]
    texts: int
    words: int
    sentences: int
    read: int
    measured: int
    left_out: Mapping[str, int]
    quantiles: tuple[float, ...]
    levels: Mapping[str, Level]
    nearest: tuple[tuple[str, float], ...]
    farthest: tuple[tuple[str, float], ...]
    fingerprints: tuple[str, ...]
    quotes: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class House:
    """A profile made of texts of one's own. Closeness is a mean sentence vector times ``axis``, plus ``offset``.

    Its scale is that of the shipped profile of the language: the medians of both piles lie where they do there.
    ``fitted`` is true where the vectors are those of multilingual-e5-small; ``topic`` says how the subject was taken
    out ("style", "within"); ``auroc`` (``low`` … ``high``: 95%) tells glad from solid among texts held out. ``across``:
    the direction beside the axis in which the texts differ most.
    """

    name: str
    lang: str
    encoder: str
    fitted: bool
    dim: int
    made: str
    workslop: str
    cap: int
    topic: str
    axis: Rows
    offset: float
    auroc: float
    low: float
    high: float
    folds: int
    piles: Mapping[str, Pile]
    digest: str = ""
    across: Rows | None = None

    def profile(self) -> Profile:
        """What a review uses of it; the name carries the first figures of the file's hash."""
        glad, solid = (self.piles[name] for name in PILES)
        return Profile(
            f"{self.name} {self.digest}".strip(), self.lang, self.encoder, glad.texts + solid.texts, self.axis,
            glad.quantiles, solid.quantiles, f"AUROC {self.auroc:.3f}", self.offset, self.fitted, self.across,
            glad.points, solid.points,
        )  # fmt: skip

    @property
    def middle(self) -> float:
        """Halfway between the medians of both piles."""
        glad, solid = (self.piles[name].quantiles[_DECILES // 2] for name in PILES)
        return (glad + solid) / 2

    @property
    def half(self) -> float:
        """Half of the way between those medians, above 0."""
        glad, solid = (self.piles[name].quantiles[_DECILES // 2] for name in PILES)
        return (glad - solid) / 2


def to_json(house: House) -> str:
    """The profile as the text of its file."""
    data = {
        "schema": SCHEMA, "name": house.name, "lang": house.lang, "encoder": house.encoder, "fitted": house.fitted,
        "dim": house.dim, "made": house.made, "workslop": house.workslop, "sentences_a_text": house.cap,
        "topic": house.topic, "folds": house.folds,
        "auroc": {"value": round(house.auroc, 4), "low": round(house.low, 4), "high": round(house.high, 4)},
        "offset": _figure(house.offset), "axis": _row(house.axis),
        **({} if house.across is None else {"across": _row(house.across)}),
        **{name: _pile(house.piles[name]) for name in PILES},
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _pile(pile: Pile) -> dict[str, Any]:
    return {
        "from": list(pile.patterns), "texts": pile.texts, "words": pile.words, "sentences": pile.sentences,
        "sentences_read": pile.read, "measured": pile.measured, "left_out": dict(pile.left_out),
        "quantiles": [_figure(q) for q in pile.quantiles],
        "levels": {
            name: {"n": level.n, "spread": _figure(level.spread), "centroid": _row(level.centroid)}
            for name, level in pile.levels.items()
        },
        "nearest": [[path, _figure(value)] for path, value in pile.nearest],
        "farthest": [[path, _figure(value)] for path, value in pile.farthest],
        "fingerprints": list(pile.fingerprints), "quotes": list(pile.quotes),
        "points": [[_figure(x), _figure(y)] for x, y in pile.points],
    }  # fmt: skip


def _figure(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _row(values: Rows) -> list[float]:
    return [_figure(float(x)) for x in values]


def open_profile(name: str) -> Profile:
    """The profile ``name`` for a review: that of a file (it ends in .json), else a shipped one. Raises InputError."""
    return read_house(Path(name)).profile() if name.endswith(".json") else load_profile(name)


def find_house(name: str, folder: Path | None = None) -> Path:
    """The file of the profile ``name``: a path as it is, a bare name in ``profiles/`` of the folder worked in."""
    if name.endswith(".json") or "/" in name or "\\" in name:
        return Path(name)
    return (folder or Path()) / FOLDER / f"{name}{ENDING}"


def read_house(path: Path) -> House:
    """The profile in the file ``path``. Raises InputError, in one sentence, where it isn't there or not whole."""
    try:
        raw = path.read_bytes()
        data: Any = json.loads(raw.decode("utf-8"))
    except FileNotFoundError as error:
        raise InputError(
            f"There is no profile {path}: build it with 'workslop corpus build', or check the path"
        ) from error
    except OSError as error:
        raise InputError(f"The profile {path} can't be read ({(error.strerror or 'refused').lower()})") from error
    except (ValueError, RecursionError) as error:
        raise _broken(path, "it is not valid JSON") from error
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        what = f"its schema is {schema!r}, not {SCHEMA!r}" if schema else f"it has no schema, {SCHEMA!r} was expected"
        raise _broken(path, what)
    try:
        return _house(data, hashlib.sha256(raw).hexdigest()[:8])
    except KeyError as error:
        raise _broken(path, f"it has no {error}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise _broken(path, str(error)) from error


def _broken(path: Path, what: str) -> InputError:
    return InputError(f"The profile {path} can't be used: {what}; build it again with 'workslop corpus build'")


def _house(data: Mapping[str, Any], digest: str) -> House:
    dim, lang = _whole(data, "dim"), data["lang"]
    if lang not in LANGUAGES:
        raise ValueError(f"'lang' is {lang!r}, not one of {', '.join(LANGUAGES)}")
    check = {key: _number(data["auroc"][key], "auroc") for key in ("value", "low", "high")}
    house = House(
        _text(data, "name"), lang, _text(data, "encoder"), data["fitted"] is True, dim, _text(data, "made"),
        _text(data, "workslop"), _whole(data, "sentences_a_text"), _text(data, "topic"),
        _vector(data["axis"], dim, "axis"), _number(data["offset"], "offset"), check["value"], check["low"],
        check["high"], _whole(data, "folds"), {name: _read_pile(data[name], dim) for name in PILES}, digest,
        _vector(data["across"], dim, "across") if "across" in data else None,
    )  # fmt: skip
    if not house.half > 0:
        raise ValueError("the glad texts don't lie above the solid ones")
    return house


def _read_pile(data: Mapping[str, Any], dim: int) -> Pile:
    levels = {
        name: Level(
            _whole(data["levels"][name], "n"), _number(data["levels"][name]["spread"], "spread"),
            _vector(data["levels"][name]["centroid"], dim, "centroid"),
        )
        for name in LEVELS
    }  # fmt: skip
    quantiles = tuple(_number(q, "quantiles") for q in data["quantiles"])
    if len(quantiles) != _DECILES or list(quantiles) != sorted(quantiles):
        raise ValueError(f"'quantiles' must be {_DECILES} figures, each at least the one before")
    return Pile(
        _texts(data, "from"), _whole(data, "texts"), _whole(data, "words"), _whole(data, "sentences"),
        _whole(data, "sentences_read"), _whole(data, "measured"),
        {str(k): int(v) for k, v in data["left_out"].items()}, quantiles, levels,
        tuple((str(p), _number(v, "nearest")) for p, v in data["nearest"]),
        tuple((str(p), _number(v, "farthest")) for p, v in data["farthest"]),
        _texts(data, "fingerprints"), _texts(data, "quotes"),
        tuple((_number(x, "points"), _number(y, "points")) for x, y in data.get("points", [])),
    )  # fmt: skip


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data[key]
    if not isinstance(value, str) or not value:
        raise ValueError(f"'{key}' must be a text")
    return value


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data[key]
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"'{key}' must be a list of texts")
    return tuple(value)


def _whole(data: Mapping[str, Any], key: str) -> int:
    value = data[key]
    if type(value) is not int or value < 0:
        raise ValueError(f"'{key}' must be a whole number from 0")
    return value


def _number(value: Any, key: str) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise ValueError(f"'{key}' must be a number")
    return float(value)


def _vector(values: Sequence[Any], dim: int, key: str) -> Rows:
    import numpy as np

    if not isinstance(values, list) or len(values) != dim or not dim:
        raise ValueError(f"'{key}' must be a list of {dim} numbers")
    return np.asarray([_number(value, key) for value in values], np.float32)
