"""What holds for one file, and where each value comes from."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from workslop.config.find import absolute, shown
from workslop.config.globs import covers
from workslop.config.read import WAIVER_RULE, Config
from workslop.config.tiers import DEFAULT
from workslop.judge.rulebook import load_rules
from workslop.models.norms import POOLED
from workslop.types import Rule, Severity

NOWHERE = "default"
MOST_ROWS = 12


@dataclass(frozen=True)
class Settings:
    """What holds for one file. ``rules`` are those that are on, with the severity and the limit that hold for it.

    ``levels`` has every known rule (off, note, warning, error; ``workslop/waiver`` may be "on"). ``origin`` says where
    the value of "tier", "fail-on", "language", "brief", "exclude", "accept", "rule-folders", "profile", "genre",
    "rules.<id>" and "thresholds.<id>" stands: "workslop.toml:12", or "default". ``profile``: a shipped name, or
    a file's full path.
    """

    rules: tuple[Rule, ...]
    levels: Mapping[str, str]
    fail_on: Severity
    thresholds: Mapping[str, float]
    rule_folders: tuple[Path, ...]
    accept: tuple[str, ...]
    lang: str | None
    brief: Path | None
    tier: str
    excluded: bool
    origin: Mapping[str, str]
    profile: str | None = None  # None: the shipped one of the draft's language
    profile_mark: str = ""  # of a file, the hash of what is in it
    genre: str = POOLED  # of the texts by people beside which the draft's figures are placed
    config: str | None = None  # the file it was read from, as a person reads its path


def settings_for(config: Config | None, file: str | os.PathLike[str]) -> Settings:
    """What holds for ``file`` (which need not be there) by ``config``; None: what holds without a configuration.

    Of several entries that cover the file the last wins; an entry of ``rules`` wins over the tier.
    """
    known = Config(Path(), load_rules()) if config is None else config
    place = _place(known, file)
    number = _last(len(known.tiers), lambda n: any(covers(glob, place) for glob in known.tiers[n].paths))
    tier = DEFAULT if number is None else known.tiers[number].tier
    languages, briefs = (_by_glob(table, place) for table in (known.languages, known.briefs))
    profile = "" if "" in known.profiles else _by_glob(known.profiles, place)
    genre = "" if "" in known.genres else _by_glob(known.genres, place)
    levels, rules = known.by_tier[tier]
    excluded = any(covers(glob, place) for glob in known.exclude)
    origin = {
        "tier": NOWHERE if number is None else known.origin("tier", number, "tier"),
        "fail-on": known.origin("fail-on") if known.fail_on else NOWHERE,
        "language": known.origin("languages", languages) if languages else NOWHERE,
        "brief": known.origin("briefs", briefs) if briefs else NOWHERE,
        "exclude": known.origin("exclude") if excluded else NOWHERE,
        "accept": known.origin("accept") if known.accept else NOWHERE,
        "rule-folders": known.origin("rule-folders") if known.rule_folders else NOWHERE,
        "profile": NOWHERE if profile is None else known.origin("profile", *([profile] if profile else [])),
        "genre": NOWHERE if genre is None else known.origin("genre", *([genre] if genre else [])),
        **{f"thresholds.{rule}": known.origin("thresholds", rule) for rule in known.thresholds},
    }
    origin |= _rule_origins(known, tier, origin["tier"])
    return Settings(
        rules=rules,
        levels={**levels, WAIVER_RULE: known.rules.get(known.named.get(WAIVER_RULE, ""), "on")},
        fail_on=known.fail_on or "warning",
        thresholds=known.thresholds,
        rule_folders=known.rule_folders,
        accept=known.accept,
        lang=known.languages[languages] if languages else None,
        brief=absolute(known.path.parent / known.briefs[briefs]) if briefs else None,
        tier=tier,
        excluded=excluded,
        origin=MappingProxyType(origin),
        profile=None if profile is None else known.profiles[profile],
        profile_mark="" if profile is None else known.profile_marks.get(known.profiles[profile], ""),
        genre=POOLED if genre is None else known.genres[genre],
        config=shown(config.path) if config else None,
    )


def rows(settings: Settings, brief: tuple[str, str] | None = None) -> tuple[tuple[str, str, str], ...]:
    """Each setting as (key, value, origin), an empty value where it isn't set; of rules those that were changed.

    ``brief`` is what ``brief_for`` found: a brief beside the draft has no origin.
    """
    origin = dict(settings.origin) | ({"brief": brief[1]} if brief else {})
    values = {
        "tier": settings.tier,
        "fail-on": settings.fail_on,
        "language": settings.lang or "",
        "brief": brief[0] if brief else shown(settings.brief) if settings.brief else "",
        "accept": ", ".join(settings.accept),
        "rule-folders": ", ".join(shown(folder) for folder in settings.rule_folders),
        "exclude": "yes" if settings.excluded else "",
        "profile": _shown_profile(settings.profile),
        "genre": "" if settings.genre == POOLED else settings.genre,
    }
    out = [(key, value, origin[key]) for key, value in values.items()]
    out += [
        (f"thresholds.{rule}", f"{limit:g}", origin[f"thresholds.{rule}"])
        for rule, limit in settings.thresholds.items()
    ]
    return (*out, *_rule_rows(settings))


def _shown_profile(profile: str | None) -> str:
    return shown(Path(profile)) if profile and profile.endswith(".json") else profile or ""


def _rule_rows(settings: Settings) -> list[tuple[str, str, str]]:
    """The rules whose level isn't the default; many that one line of the configuration changed are counted instead."""
    groups: dict[tuple[str, str], list[str]] = {}
    for rule, level in settings.levels.items():
        origin = settings.origin[f"rules.{rule}"]
        if origin != NOWHERE:
            groups.setdefault((level, origin), []).append(rule)
    return [
        (key, level, origin)
        for (level, origin), rules in groups.items()
        for key in ([f"rules ({len(rules)})"] if len(rules) > MOST_ROWS else [f"rules.{rule}" for rule in rules])
    ]


def _rule_origins(config: Config, tier: str, tier_origin: str) -> dict[str, str]:
    """Where the level of each rule comes from: its entry, else the tier where that changes it, else the default."""
    levels, default = config.by_tier[tier][0], config.by_tier[DEFAULT][0]
    origins: dict[str, str] = {}
    for rule in (*levels, WAIVER_RULE):
        entry = config.named.get(rule)
        changed = tier_origin if levels.get(rule) != default.get(rule) else NOWHERE
        origins[f"rules.{rule}"] = config.origin("rules", entry) if entry else changed
    return origins


def _place(config: Config, file: str | os.PathLike[str]) -> str:
    """The path that patterns are held against: from the configuration's folder, else from where the user works."""
    full = absolute(file)
    for folder in (config.path.parent, Path.cwd()):
        if full.is_relative_to(folder):
            return full.relative_to(folder).as_posix()
    return full.as_posix().lstrip("/")


def _last(size: int, fits: Callable[[int], bool]) -> int | None:
    return next((number for number in reversed(range(size)) if fits(number)), None)


def _by_glob(table: Mapping[str, str], place: str) -> str | None:
    globs = tuple(table)
    number = _last(len(globs), lambda n: covers(globs[n], place))
    return None if number is None else globs[number]
