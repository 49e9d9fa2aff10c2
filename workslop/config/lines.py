"""On which line of a TOML file each key stands: tomllib reads the values and forgets the places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Key = tuple[str | int, ...]

_SIGN = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]|\n', re.S)
_NAME = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_DOTTED = rf"({_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)"
_HEADER = re.compile(rf"\s*\[(\[?)[ \t]*{_DOTTED}[ \t]*\]")
_ASSIGNED = re.compile(rf"\s*{_DOTTED}[ \t]*=")


def key_lines(text: str, table: Sequence[str] = ()) -> Mapping[Key, int]:
    """The line, from 1, of each key below ``table`` in valid TOML; the tables of an array are numbered from 0.

    What stands inside a table written on one line has no entry: its own line is that of the table.
    """
    found: dict[Key, int] = {}
    counts: dict[Key, int] = {}
    inside: Key = ()
    for line, statement in _statements(text):
        header, assigned = _HEADER.match(statement), _ASSIGNED.match(statement)
        if header:
            inside = _names(header[2])
            if header[1]:
                counts[inside] = counts.get(inside, -1) + 1
                inside = (*inside, counts[inside])
            _add(found, inside, line)
        elif assigned:
            _add(found, (*inside, *_names(assigned[1])), line)
    size = len(table)
    return {key[size:]: line for key, line in found.items() if key[:size] == tuple(table)}


def line_of(lines: Mapping[Key, int], key: Key) -> int:
    """The line of ``key``, or of the nearest thing around it; 1 where nothing of it stands in the file."""
    return next((lines[key[:size]] for size in range(len(key), 0, -1) if key[:size] in lines), lines.get((), 1))


def _add(found: dict[Key, int], key: Key, line: int) -> None:
    for size in range(len(key) + 1):
        found.setdefault(key[:size], line)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The first line and the text of each statement: a line, or more where brackets or quotation marks run on."""
    depth, start, first, line = 0, 0, 1, 1
    for sign in _SIGN.finditer(text + "\n"):
        if sign[0] in "[{":
            depth += 1
        elif sign[0] in "]}":
            depth -= 1
        else:
            line += sign[0].count("\n")
            if sign[0] == "\n" and depth <= 0:
                yield first, text[start : sign.start()]
                depth, start, first = 0, sign.end(), line


def _names(dotted: str) -> Key:
    """The names in a dotted key, as TOML reads them."""
    names: list[str] = []
    value: Any = tomllib.loads(f"{dotted} = 0")
    while isinstance(value, dict):
        (name, value), *_ = value.items()
        names.append(name)
    return tuple(names)
