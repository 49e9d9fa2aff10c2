"""Facts about a language: one folder each, files of the same name in each folder."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES: tuple[str, ...] = ("nl", "en")


@cache
def load(lang: str, name: str) -> dict[str, Any]:
    """The contents of ``lang/<lang>/<name>.toml``. Raises KeyError for a language we don't have."""
    if lang not in LANGUAGES:
        raise KeyError(lang)
    return tomllib.loads((files(__package__) / lang / f"{name}.toml").read_text(encoding="utf-8"))


def message(lang: str, key: str, /, **values: object) -> str:
    """The text ``key`` ("group.name") of the messages of ``lang``, ``values`` filled in. Raises KeyError if unknown."""
    group, _, name = key.partition(".")
    text = load(lang, "messages")[group][name]
    return str(text).format(**values) if values else str(text)


@cache
def zipf(lang: str) -> dict[str, float]:
    """Zipf frequency (log10 of occurrences per billion words) of the 40,000 commonest words of ``lang``, no others."""
    import gzip

    table: dict[str, float] = {}
    raw = gzip.decompress((files(__package__) / lang / "frequency.txt.gz").read_bytes()).decode("utf-8")
    for line in raw.splitlines():
        band, tab, words = line.partition("\t")
        if tab:
            table.update(dict.fromkeys(words.split(" "), float(band)))
    return table


def phrase(lang: str, key: str, /, **values: object) -> str:
    """The text ``key`` ("group.name") of ``review.toml``: verdicts, what is missing, questions. KeyError if unknown."""
    group, _, name = key.partition(".")
    text = str(load(lang, "review")[group][name])
    return text.format(**values) if values else text
