"""What holds for a file, and where each value comes from, as a page for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from workslop.lang import message
from workslop.report.words import one_line

Row = tuple[str, str, str]  # key, value, where it comes from


def config_page(file: str, config: str | None, rows: Sequence[Row], on: int, off: int, lang: str) -> str:
    """The settings ``rows`` of ``file`` under ``config`` (None: there is none); an empty value is shown as a dash."""
    told = message(lang, "settings.config", config=config) if config else message(lang, "settings.no_config")
    lines = [one_line(message(lang, "settings.title", file=file)), one_line(told), ""]
    cells = [(one_line(key), one_line(_value(key, value, lang)), _origin(origin, lang)) for key, value, origin in rows]
    first, second = (max(map(len, column)) for column in list(zip(*cells, strict=True))[:2])
    second = min(second, 40)  # a long list of words doesn't push the origin out of sight
    lines += [f"{key:<{first}}  {value:<{second}}  {origin}" for key, value, origin in cells]
    lines += ["", message(lang, "settings.rules", on=on, off=off)]
    return "".join(f"{line}\n" for line in lines)


def brief_line(brief: str, origin: str, lang: str) -> str:
    """Which brief is used without being given, and where it is named; ``origin`` is empty where it stands beside."""
    if not origin:
        return one_line(message(lang, "settings.brief_beside", brief=brief))
    return one_line(message(lang, "settings.brief_named", brief=brief, origin=origin))


def _value(key: str, value: str, lang: str) -> str:
    if not value:
        return message(lang, "settings.none")
    return message(lang, "settings.yes") if key == "exclude" else value


def _origin(origin: str, lang: str) -> str:
    if not origin:
        return message(lang, "settings.beside")
    return message(lang, "settings.default") if origin == "default" else one_line(origin)
