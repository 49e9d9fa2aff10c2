"""Reads and checks a configuration file; every mistake is one sentence with its line and the nearest right word."""

from __future__ import annotations

import difflib
import hashlib
import math
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from workslop.config.find import OWN, SHARED, TABLE, absolute, shown
from workslop.config.lines import Key, key_lines, line_of
from workslop.config.tiers import TIERS, level_of
from workslop.corpora import shipped_names
from workslop.judge.rulebook import load_rules, matching, nearest_id
from workslop.lang import LANGUAGES
from workslop.models import norms
from workslop.types import SEVERITIES, InputError, Rule, Severity

KEYS = (
    "rules", "fail-on", "thresholds", "rule-folders", "accept", "languages", "briefs", "tier", "exclude", "profile",
    "genre",
)  # fmt: skip
LEVELS = ("off", "on", *SEVERITIES)
WAIVER_RULE = "workslop/waiver"  # speaks of waivers that don't count; code, not data, so it isn't in the rule book


@dataclass(frozen=True)
class Tier:
    """What is asked of the files that one of ``paths`` covers."""

    paths: tuple[str, ...]
    tier: str


@dataclass(frozen=True)
class Config:
    """A configuration file as read: paths and patterns relative to its folder, ``known`` all rules, own ones included.

    ``rules`` maps what was written (an id, a glob, a beginning) to its level, ``lines`` each key to its line.
    """

    path: Path
    known: tuple[Rule, ...]
    rules: Mapping[str, str] = field(default_factory=dict)
    fail_on: Severity | None = None
    thresholds: Mapping[str, float] = field(default_factory=dict)
    rule_folders: tuple[Path, ...] = ()
    accept: tuple[str, ...] = ()
    languages: Mapping[str, str] = field(default_factory=dict)
    briefs: Mapping[str, str] = field(default_factory=dict)
    tiers: tuple[Tier, ...] = ()
    exclude: tuple[str, ...] = ()
    profiles: Mapping[str, str] = field(default_factory=dict)  # "": one for all; a shipped name, or a file's full path
    genres: Mapping[str, str] = field(default_factory=dict)  # of the texts by people beside which a draft is placed
    lines: Mapping[Key, int] = field(default_factory=dict)

    def origin(self, *key: str | int) -> str:
        """Where ``key`` stands: "workslop.toml:12"."""
        return f"{shown(self.path)}:{line_of(self.lines, key)}"

    @cached_property
    def named(self) -> Mapping[str, str]:
        """By rule id the entry of ``rules`` that decides: the id itself, else the last entry that covers it."""
        ids = (*(rule.id for rule in self.known), WAIVER_RULE)
        found = {one: entry for entry in self.rules for one in matching(entry, ids, prefix=True)}
        return found | {one: one for one in self.rules if one in ids}

    @cached_property
    def by_tier(self) -> Mapping[str, tuple[Mapping[str, str], tuple[Rule, ...]]]:
        """By tier: the level of every rule, and the rules that are on, with the severity and the limit that hold."""
        return {tier: self._ruled(tier) for tier in TIERS}

    @cached_property
    def profile_marks(self) -> Mapping[str, str]:
        """By profile file the hash of what is in it: a review kept under other figures is none."""
        files = {path for path in self.profiles.values() if path.endswith(".json")}
        return {path: hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12] for path in files}

    def is_own(self, rule: Rule) -> bool:
        """Whether the rule comes from a folder of the user's own: a tier says nothing of those."""
        return any(Path(rule.path).is_relative_to(folder) for folder in self.rule_folders)

    def _ruled(self, tier: str) -> tuple[Mapping[str, str], tuple[Rule, ...]]:
        levels: dict[str, str] = {}
        for rule in self.known:
            written = self.rules.get(self.named.get(rule.id, ""))
            by_tier = level_of(rule, "sound" if self.is_own(rule) else tier)
            # "on" undoes what the tier, or the rule's being on trial, took away
            levels[rule.id] = (
                (by_tier if by_tier != "off" else rule.severity) if written == "on" else written or by_tier
            )
        on = (r for r in self.known if levels[r.id] != "off")
        rules = tuple(
            limited(replace(r, severity=cast("Severity", levels[r.id])), self.thresholds.get(r.id)) for r in on
        )
        return levels, rules


def limited(rule: Rule, limit: float | None) -> Rule:
    """The rule with this limit instead of its own; None leaves it."""
    if limit is None:
        return rule
    side = "above" if "above" in rule.body else "below"
    return replace(rule, body={**rule.body, side: limit})


def load_config(path: str | os.PathLike[str]) -> Config:
    """The configuration in the file ``path``; of ``pyproject.toml`` the table ``[tool.workslop]``.

    Raises InputError at the first mistake: where, what, and the nearest right word.
    """
    full = absolute(path)
    name, table = shown(full), TABLE if full.name == SHARED else ()
    try:
        text = full.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(f"{name} does not exist: check the path, or write a {OWN}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{name} cannot be read as UTF-8 text ({error})") from error
    try:
        data: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        where = f":{at[1]}" if at else ""
        raise InputError(f"{name}{where}: this is not valid TOML: {error}") from error
    lines = key_lines(text, table)
    for key in table:
        data = data.get(key, {}) if isinstance(data, dict) else {}
    return _Reader(full, name, lines).config(data)


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """The nearest of ``known`` as a question, or all of them."""
    close = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else f"; use one of: {', '.join(known)}"


class _Reader:
    """One file under validation."""

    def __init__(self, path: Path, name: str, lines: Mapping[Key, int]) -> None:
        self.path, self.name, self.lines = path, name, lines

    def config(self, data: Any) -> Config:
        if not isinstance(data, dict):
            raise self.fail((), "[tool.workslop] must be a table")
        self._known_keys(data, KEYS, ())
        folders = tuple(self._folder(one) for one in self._texts(data.get("rule-folders", []), "rule-folders"))
        known = load_rules(folders)
        fail_on = data.get("fail-on")
        return Config(
            path=self.path,
            known=known,
            rules=self._rules(self._choices(data, "rules", LEVELS), [rule.id for rule in known]),
            fail_on=None if fail_on is None else cast("Severity", self._one_of(fail_on, SEVERITIES, "fail-on")),
            thresholds=self._thresholds(self._table(data, "thresholds"), {rule.id: rule for rule in known}),
            rule_folders=folders,
            accept=self._texts(data.get("accept", []), "accept"),
            languages=self._choices(data, "languages", LANGUAGES),
            briefs={glob: self._text(path, "briefs", glob) for glob, path in self._table(data, "briefs").items()},
            tiers=self._tiers(data.get("tier", [])),
            exclude=self._texts(data.get("exclude", []), "exclude"),
            profiles=self._profiles(data.get("profile", {})),
            genres=self._genres(data.get("genre", {})),
            lines=self.lines,
        )

    def fail(self, key: Key, what: str) -> InputError:
        """The error, in one sentence, at the line of ``key``."""
        return InputError(f"{self.name}:{line_of(self.lines, key)}: {what}")

    def _known_keys(self, found: Mapping[str, Any], known: Sequence[str], table: Key) -> None:
        for key in found:
            if key not in known:
                raise self.fail((*table, key), f"unknown key '{key}'{did_you_mean(key, known)}")

    def _one_of(self, value: Any, known: Sequence[str], *key: str | int) -> str:
        if not isinstance(value, str) or value not in known:
            raise self.fail(key, f"'{key[-1]}' is {value!r}{did_you_mean(str(value), known)}")
        return value

    def _text(self, value: Any, *key: str | int) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.fail(key, f"'{key[-1]}' must be a text that is not empty")
        return value

    def _texts(self, value: Any, *key: str | int) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.fail(key, f"'{key[-1]}' must be a list of texts that are not empty")
        return tuple(value)

    def _table(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = data.get(key, {})
        if not isinstance(value, dict):
            raise self.fail((key,), f"'{key}' must be a table, [{key}]")
        return value

    def _choices(self, data: Mapping[str, Any], key: str, known: Sequence[str]) -> Mapping[str, str]:
        return {name: self._one_of(value, known, key, name) for name, value in self._table(data, key).items()}

    def _rules(self, entries: Mapping[str, str], ids: Sequence[str]) -> Mapping[str, str]:
        for entry in entries:
            if not matching(entry, (*ids, WAIVER_RULE), prefix=True):
                raise self.fail(("rules", entry), f"there is no rule '{entry}'{_hint(entry, (*ids, WAIVER_RULE))}")
        return entries

    def _thresholds(self, entries: Mapping[str, Any], rules: Mapping[str, Rule]) -> Mapping[str, float]:
        found: dict[str, float] = {}
        for entry, value in entries.items():
            key = ("thresholds", entry)
            ids = () if re.search(r"[*?\[]", entry) else matching(entry, rules)
            if len(ids) != 1:
                which = f" is {', '.join(ids)}: write which one" if ids else f" is no rule's id{_hint(entry, rules)}"
                raise self.fail(key, f"'{entry}'{which}")
            if not {"above", "below"} & set(rules[ids[0]].body):
                limits = [rule.id for rule in rules.values() if rule.kind in ("limit", "question")]
                raise self.fail(key, f"the rule '{ids[0]}' has no limit; these have one: {', '.join(limits)}")
            if type(value) not in (int, float) or not math.isfinite(value):
                raise self.fail(key, f"the limit of '{entry}' must be a number, not {value!r}")
            found[ids[0]] = float(value)
        return found

    def _tiers(self, entries: Any) -> tuple[Tier, ...]:
        if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            header = ".".join((*(TABLE if self.path.name == SHARED else ()), "tier"))
            raise self.fail(("tier",), f"'tier' must be tables, each with paths and a tier, below [[{header}]]")
        found = []
        for number, entry in enumerate(entries):
            self._known_keys(entry, ("paths", "tier"), ("tier", number))
            for key in ("paths", "tier"):
                if key not in entry:
                    raise self.fail(("tier", number), f"this tier has no '{key}': give paths and a tier")
            tier = self._one_of(entry["tier"], TIERS, "tier", number, "tier")
            found.append(Tier(self._texts(entry["paths"], "tier", number, "paths"), tier))
        return tuple(found)

    def _profiles(self, value: Any) -> Mapping[str, str]:
        """One profile for all, under the empty pattern, or one by pattern."""
        if isinstance(value, str):
            return {"": self._profile(value, "profile")}
        if not isinstance(value, dict):
            raise self.fail(("profile",), "'profile' must be the name or file of a profile, or a table, [profile]")
        return {glob: self._profile(one, "profile", glob) for glob, one in value.items()}

    def _profile(self, value: Any, *key: str) -> str:
        name, shipped = self._text(value, *key), shipped_names()
        if name in shipped:
            return name
        if not name.endswith(".json"):
            raise self.fail(
                key,
                f"there is no profile '{name}'; name a file that ends in .json, or use one of: {', '.join(shipped)}",
            )
        path = absolute(self.path.parent / name)
        if not path.is_file():
            raise self.fail(key, f"the profile '{name}' does not exist: paths start at {self.name}")
        return str(path)

    def _genres(self, value: Any) -> Mapping[str, str]:
        """One genre for all, under the empty pattern, or one by pattern."""
        known = tuple(dict.fromkeys(genre for lang in LANGUAGES for genre in norms.genres(lang)))
        if not isinstance(value, dict):
            return {"": self._one_of(value, known, "genre")}
        return {glob: self._one_of(one, known, "genre", glob) for glob, one in value.items()}

    def _folder(self, name: str) -> Path:
        folder = absolute(self.path.parent / name)
        if not folder.is_dir():
            raise self.fail(("rule-folders",), f"there is no folder '{name}' with rules: paths start at {self.name}")
        return folder


def _hint(wanted: str, ids: Sequence[str] | Mapping[str, Rule]) -> str:
    near = nearest_id(wanted, ids)
    return f"; did you mean '{near}'?" if near else "; 'workslop rules --no-config' lists ours"
