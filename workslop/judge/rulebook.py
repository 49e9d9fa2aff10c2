"""Reads and validates rules. A rule is data: see docs/rules-format.md."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from workslop import cache
from workslop.types import SEVERITIES, BlockKind, InputError, Rule, RuleCase

LANGS = ("nl", "en", "any")
REPORT_LANGS = ("nl", "en")
KINDS = ("phrase", "swap", "limit", "question")
STATUSES = ("stable", "preview")
SIGNALS = ("phrasing", "specificity", "centroid", "coverage", "evidence", "nuance", "sameness", "readability")
TEXTS = ("about", "reason", "keep", "message", "advice", "question")
BLOCK_KINDS: tuple[str, ...] = get_args(BlockKind)
PLACES = ("sentence", "draft", "ask")
DEFAULT_SCOPE: tuple[BlockKind, ...] = ("paragraph", "item")

_TOP = ("kind", "signal", "severity", "status", "scope", "source", "body", "cases", "example", *TEXTS)
_NEEDED = ("kind", "signal", "severity", "source", "message", "body")
_MATCHING = ("not_before", "not_after", "unless", "least", "per", "most")
_BODY: Mapping[str, tuple[str, ...]] = {
    "phrase": ("phrases", "patterns", *_MATCHING),
    "swap": ("words", *_MATCHING),
    "limit": ("measure", "on", "above", "below", "least_words", "most"),
    "question": ("measure", "on", "above", "below", "least_words", "most"),
}
_PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    "phrase": ("quote", "count"),
    "swap": ("quote", "count", "swap"),
    "limit": ("quote", "value", "limit", "value_pct", "limit_pct", "ask", "lacks"),
    "question": ("quote", "value", "limit", "value_pct", "limit_pct", "ask", "lacks"),
}
_LISTS = ("phrases", "patterns", "not_before", "not_after", "unless")
_WHOLE = ("least", "per", "most", "least_words")
_NUMBERS = ("above", "below")


def rules_dir() -> Path:
    """The folder with the rules that come with workslop: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_rules(extra_dirs: Iterable[str | Path] = ()) -> tuple[Rule, ...]:
    """Every rule, by id: those of workslop, then those of the user's folders, where the same id replaces ours.

    Raises InputError (file, line, key, nearest right key) at the first mistake.
    """
    rules = {rule.id: rule for rule in _shipped(rules_dir())}
    own: dict[str, str] = {}
    for folder in extra_dirs:
        path = Path(folder)
        if not path.is_dir():
            raise InputError(f"{path}: there is no such folder with rules; give one that holds nl/, en/ or any/.")
        found = _load_folder(path)
        if not found:
            raise InputError(f"{path}: no rules here; they are looked for as {path.name}/<nl, en or any>/<name>.toml.")
        for rule in found:
            if rule.id in own:
                raise InputError(f"{rule.path}: the rule {rule.id} is also in {own[rule.id]}; rename one of them.")
            own[rule.id] = rule.path
            rules[rule.id] = rule
    return tuple(rules[key] for key in sorted(rules))


def index(rules: Iterable[Rule]) -> Mapping[str, Rule]:
    """The rules by id."""
    return {rule.id: rule for rule in rules}


def matching(pattern: str, ids: Iterable[str], prefix: bool = False) -> tuple[str, ...]:
    """The rule ids that ``pattern`` names: an id, a name alone, a glob of either, and with ``prefix`` a beginning."""
    known = tuple(ids)
    if pattern in known:
        return (pattern,)
    whole = "/" in pattern
    names = [(one, one if whole else one.partition("/")[2]) for one in known]
    if re.search(r"[*?\[]", pattern):
        from fnmatch import fnmatchcase

        return tuple(one for one, name in names if fnmatchcase(name, pattern) or fnmatchcase(one, pattern))
    named = tuple(one for one, name in names if name == pattern)
    return named or tuple(one for one in known if prefix and pattern and one.startswith(pattern))


def nearest_id(wanted: str, ids: Iterable[str]) -> str | None:
    """The rule id most like ``wanted``, by id or by name alone; None where none is like it."""
    import difflib

    known = tuple(ids)
    names = {one.partition("/")[2]: one for one in known}
    close = difflib.get_close_matches(wanted, (*known, *names), n=1, cutoff=0.6)
    return names.get(close[0], close[0]) if close else None


@lru_cache(maxsize=2)
def _shipped(folder: Path) -> tuple[Rule, ...]:
    """Our own rules, read once a process; kept between runs for as long as no file of ours changes."""
    key = cache.key(str(folder), cache.program())
    if text := cache.get("rules", key):
        with contextlib.suppress(ValueError, TypeError, KeyError):
            return tuple(_kept(one) for one in json.loads(text))
    rules = tuple(_load_folder(folder))
    cache.put(
        "rules",
        key,
        json.dumps([{f.name: getattr(rule, f.name) for f in fields(rule)} for rule in rules], default=_case),
    )
    return rules


def _case(case: RuleCase) -> list[object]:
    return [case.text, case.flags]


def _kept(data: dict[str, Any]) -> Rule:
    """The rule that was written as JSON: it was checked then."""
    data["scope"] = tuple(data["scope"])
    data["cases"] = tuple(RuleCase(text, tuple(flags)) for text, flags in data["cases"])
    return Rule(**data)


def _load_folder(folder: Path) -> list[Rule]:
    return [read_rule(path, lang) for lang in LANGS for path in sorted((folder / lang).glob("*.toml"))]


def read_rule(path: Path, lang: str) -> Rule:
    """The rule in one file; ``lang`` is the name of the folder it stands in."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text ({error}).") from error
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        where = f"line {at[1]}" if at else "at the end"
        raise InputError(f"{path}, {where}: this is not valid TOML: {error}.") from error
    return _Reader(str(path), text, data).rule(lang, path.stem)


class _Reader:
    """One file under validation: knows the file's lines, so that a mistake can be pointed at."""

    def __init__(self, path: str, text: str, data: dict[str, Any]) -> None:
        self.path, self.lines, self.data = path, text.splitlines(), data
        self.case = 0  # the number of the [[cases]] table under validation

    def rule(self, lang: str, name: str) -> Rule:
        self._keys(self.data, _TOP)
        for key in _NEEDED:
            if key not in self.data:
                raise InputError(f"{self.path}, line 1: the key '{key}' is missing.")
        data = self.data
        kind = self._one_of("kind", KINDS)
        texts = {key: self._texts(key, _PLACEHOLDERS[kind]) for key in TEXTS}
        scope = self._strings(data.get("scope", list(DEFAULT_SCOPE)), "scope", BLOCK_KINDS)
        return Rule(
            id=f"{lang}/{name}",
            lang=lang,
            kind=kind,  # type: ignore[arg-type]  # checked above against the same names
            signal=self._one_of("signal", SIGNALS),
            severity=self._one_of("severity", SEVERITIES),  # type: ignore[arg-type]
            status=self._one_of("status", STATUSES, "stable"),  # type: ignore[arg-type]
            source=self._string(data["source"], "source"),
            scope=scope,  # type: ignore[arg-type]
            body=self._body(kind),
            cases=self._cases(),
            example=self._example(),
            path=self.path,
            **texts,
        )

    def fail(self, key: str, what: str, table: str = "") -> InputError:
        """The error, in one sentence, at the line of ``key`` in ``table``."""
        return InputError(f"{self.path}, line {self._line(key, table)}: {what}.")

    def _line(self, key: str, table: str) -> int:
        """The line where ``key`` stands: below the header of ``table``, or above every header; else that header."""
        inside, start, cases = "", 1, 0
        for number, line in enumerate(self.lines, 1):
            header = re.match(r"\s*\[+\s*([\w.\"-]+)\s*\]", line)
            if header:
                inside = header[1]
                cases += inside == "cases"
                if inside == table == "cases" and cases != self.case:
                    inside = ""
                full = f"{table}.{key}" if table else key
                if inside == full:
                    return number
                start = number if inside == table else start
            elif inside == table and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
                return number
        return start

    def _keys(self, found: Mapping[str, Any], known: Sequence[str], table: str = "") -> None:
        for key in found:
            if key not in known:
                where = f" in [{table}]" if table else ""
                raise self.fail(key, f"unknown key '{key}'{where}{nearest(key, known)}", table)

    def _one_of(self, key: str, known: Sequence[str], default: str | None = None) -> str:
        value = self.data.get(key, default)
        if value not in known:
            raise self.fail(key, f"'{key}' is {value!r}{nearest(str(value), known)}")
        return str(value)

    def _string(self, value: Any, key: str, table: str = "") -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.fail(key, f"'{key}' must be a text that is not empty", table)
        return value

    def _strings(self, value: Any, key: str, known: Sequence[str] = (), table: str = "") -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.fail(key, f"'{key}' must be a list of texts that are not empty", table)
        for item in value if known else ():
            if item not in known:
                raise self.fail(key, f"'{key}' holds {item!r}{nearest(item, known)}", table)
        return tuple(value)

    def _table(self, value: Any, key: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self.fail(key, f"'{key}' must be a table, [{key}]")
        return value

    def _texts(self, key: str, placeholders: Sequence[str]) -> Mapping[str, str]:
        table = self._table(self.data.get(key, {}), key)
        self._keys(table, REPORT_LANGS, key)
        if key == "message" and not table:
            raise self.fail(key, "'message' needs a text in nl or en")
        for lang, text in table.items():
            for name in re.findall(r"\{([^{}]*)\}", self._string(text, lang, key)):
                if name not in placeholders:
                    raise self.fail(lang, f"'{key}' has an unknown {{{name}}}{nearest(name, placeholders)}", key)
        return {lang: table[lang] for lang in REPORT_LANGS if lang in table}

    def _example(self) -> Mapping[str, Mapping[str, str]]:
        example = self._table(self.data.get("example", {}), "example")
        self._keys(example, ("before", "after"), "example")
        for side, texts in example.items():
            name = f"example.{side}"
            self._keys(self._table(texts, name), REPORT_LANGS, name)
            for lang, text in texts.items():
                self._string(text, lang, name)
        return example

    def _cases(self) -> tuple[RuleCase, ...]:
        cases = self.data.get("cases", [])
        if not isinstance(cases, list) or not all(isinstance(case, dict) for case in cases):
            raise self.fail("cases", "'cases' must be tables, [[cases]]")
        found = []
        for self.case, case in enumerate(cases, 1):
            self._keys(case, ("text", "flags"), "cases")
            text = self._string(case.get("text"), "text", "cases")
            found.append(RuleCase(text, self._strings(case.get("flags", []), "flags", table="cases")))
        return tuple(found)

    def _body(self, kind: str) -> Mapping[str, object]:
        body = self._table(self.data["body"], "body")
        self._keys(body, _BODY[kind], "body")
        for key, value in body.items():
            self._body_value(key, value)
        if kind == "phrase" and not (body.get("phrases") or body.get("patterns")):
            raise self.fail("body", "a phrase rule needs 'phrases' or 'patterns' in [body]")
        if kind == "swap" and not body.get("words"):
            raise self.fail("body", "a swap rule needs [body.words]")
        if kind in ("limit", "question"):
            if "measure" not in body:
                raise self.fail("body", f"a {kind} rule needs 'measure' in [body]")
            if ("above" in body) == ("below" in body):
                raise self.fail("body", f"a {kind} rule needs either 'above' or 'below' in [body]")
        return body

    def _body_value(self, key: str, value: Any) -> None:
        if key in _LISTS:
            from workslop.text.match import check_pattern, check_phrase

            check = check_phrase if key == "phrases" else check_pattern
            for item in self._strings(value, key, table="body"):
                if why := check(item):
                    raise self.fail(key, f"{item!r} in '{key}' cannot be used: {why}", "body")
        elif key == "words":
            from workslop.text.match import check_phrase

            for term, plainer in self._table(value, "body.words").items():
                if why := check_phrase(term):
                    raise self.fail(term, f"{term!r} cannot be used: {why}", "body.words")
                self._string(plainer, term, "body.words")
        elif key == "on":
            if value not in PLACES:
                raise self.fail(key, f"'on' is {value!r}{nearest(str(value), PLACES)}", "body")
        elif key == "measure":
            self._string(value, key, "body")
        elif key in _WHOLE and (type(value) is not int or value < 1):
            raise self.fail(key, f"'{key}' must be a whole number from 1", "body")
        elif key in _NUMBERS and type(value) not in (int, float):
            raise self.fail(key, f"'{key}' must be a number", "body")


def nearest(word: str, known: Sequence[str]) -> str:
    """'; did you mean X?' in words, or the list of what is known."""
    import difflib

    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; the nearest right one is '{close[0]}'" if close else f"; use one of: {', '.join(known)}"
