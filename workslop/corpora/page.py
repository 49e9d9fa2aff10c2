"""What a profile holds, and where a draft lies in it, as a page for the terminal."""

from __future__ import annotations

from workslop.corpora.profile import Profile
from workslop.corpora.pull import Placed, Pull
from workslop.corpora.store import PILES, House
from workslop.lang import load
from workslop.types import Draft

SHOWN = 5  # sentences on each side
MOST_CHARS = 160


def shipped_page(profile: Profile, lang: str) -> str:
    """What is known of a shipped profile."""
    lines = [_told(lang, "show.title", name=profile.name, lang=profile.lang)]
    return _page([*lines, _told(lang, "show.shipped", about=profile.about)])


def house_page(house: House, lang: str) -> str:
    """What is in the profile: texts, figures, and the outermost texts of each pile."""
    told = {name: _number(lang, value, 3) for name, value in (("low", house.low), ("high", house.high))}
    n = sum(pile.measured for pile in house.piles.values())
    lines = [
        _told(lang, "show.title", name=house.name, lang=house.lang),
        _told(lang, "show.made", made=house.made, workslop=house.workslop, encoder=house.encoder),
        _told(lang, "show.auroc", value=_number(lang, house.auroc, 3), n=n, folds=house.folds, **told),
        _told(lang, f"show.topic_{'style' if house.topic == 'style' else 'within'}"),
    ]
    for name in PILES:
        lines += ["", *_pile(house, name, lang)]
    return _page(lines)


def _pile(house: House, name: str, lang: str) -> list[str]:
    pile = house.piles[name]
    counts = {"texts": pile.texts, "words": pile.words, "read": pile.read, "sentences": pile.sentences}
    places = {key: _place(house, pile.quantiles[i], lang) for key, i in (("low", 0), ("median", 5), ("high", 10))}
    lines = [
        f"{_told(lang, f'pile.{name}')}: {_told(lang, 'show.texts', **counts)}",
        "  " + _told(lang, "show.spread", **{k: _number(lang, v.spread, 3) for k, v in pile.levels.items()}),
        "  " + _told(lang, "show.place", **places),
    ]
    if any(pile.left_out.values()):
        left_out = {"short": 0, "other_lang": 0, "skipped": 0} | dict(pile.left_out)
        lines.append("  " + _told(lang, "show.left_out", **left_out))
    for key, texts in (("nearest", pile.nearest), ("farthest", pile.farthest)):
        lines.append("  " + _told(lang, f"show.{key}"))
        lines += [f"    {_place(house, value, lang):>6}  {path}" for path, value in texts]
    if pile.quotes:
        lines += ["  " + _told(lang, "show.quotes"), *(f"    “{quote}”" for quote in pile.quotes)]
    return lines


def draft_page(draft: Draft, house: House, placed: Placed, lang: str) -> str:
    """Where ``draft`` lies, and the sentences that pull it most to either side, farthest first."""
    own = {"glad": round(placed.percentile_glad), "solid": round(placed.percentile_solid)}
    lines = [
        _told(lang, "draft.title", path=draft.source.path, name=house.name),
        _told(lang, "draft.place", place=_signed(lang, placed.place)),
        _told(lang, "draft.percentiles", **own),
    ]
    if placed.own:
        lines.append(_told(lang, "draft.own"))
    sides = {
        "glad": [p for p in reversed(placed.pulls) if p.place > 0][:SHOWN],
        "solid": [p for p in placed.pulls if p.place <= 0][:SHOWN],
    }
    for name, pulls in sides.items():
        lines += ["", _told(lang, f"draft.{name}")]
        lines += [line for pull in pulls for line in _sentence(draft, pull, lang)] or ["  " + _told(lang, "draft.none")]
    return _page(lines)


def _sentence(draft: Draft, pull: Pull, lang: str) -> list[str]:
    at = draft.source.place(pull.span.start)
    text = _short(pull.span.of(draft.text))
    told = {"place": f"{_signed(lang, pull.place):>5}", "text": text}
    if at.label:
        line = _told(lang, "draft.sentence_label", label=at.label, **told)
    else:
        line = _told(lang, "draft.sentence", line=at.line, **told)
    like = ["    " + _told(lang, "draft.like", text=_short(pull.like))] if pull.like else []
    return ["  " + line, *like]


def written_lines(house: House, path: str, lang: str) -> tuple[str, str]:
    """Where a profile was written, and how it is put to use."""
    return _told(lang, "built.written", name=house.name, path=path), _told(lang, "built.use", path=path)


def _place(house: House, closeness: float, lang: str) -> str:
    return _signed(lang, (closeness - house.middle) / house.half)


def _told(lang: str, key: str, /, **values: object) -> str:
    group, _, name = key.partition(".")
    return str(load(lang, "profile")[group][name]).format(**values)


def _number(lang: str, value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if lang == "nl" else text


def _signed(lang: str, value: float) -> str:
    return _number(lang, value + 0.0 if round(value, 1) else 0.0, 1)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_CHARS else line[: MOST_CHARS - 1].rstrip() + "…"


def _page(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
