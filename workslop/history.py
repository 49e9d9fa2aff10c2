"""When a text came to be, as git tells it: the day on which its file first appeared, under whatever name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from workslop.changed import git, inside, top_or_none
from workslop.types import InputError

_LOG = (
    "log", "--no-color", "--topo-order", "--no-merges", "--find-renames", "--diff-filter=AR", "--no-ext-diff",
    "--name-status", "-z", "--format=%x01%as",
)  # fmt: skip


def repository_of(path: str | Path) -> Path | None:
    """The top folder of the git repository that ``path`` lies in; None without git or a repository."""
    full = Path(path).resolve()
    return top_or_none(full if full.is_dir() else full.parent)


def is_shallow(top: Path) -> bool:
    """True where the history was cut off (a shallow clone): files seem to appear at the cut."""
    try:
        return git(top, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except InputError:
        return False


def first_days(paths: Sequence[str | Path]) -> dict[Path, date]:
    """The author's day of the commit in which each of ``paths`` first appeared, by resolved path.

    A renamed file keeps the day of its first name. A file that git doesn't know is not there. Never raises: where git
    or a repository is missing, days are unknown.
    """
    by_top: dict[Path, list[Path]] = {}
    tops: dict[Path, Path | None] = {}
    for path in (Path(p).resolve() for p in paths):
        if path.parent not in tops:
            tops[path.parent] = top_or_none(path.parent)
        top = tops[path.parent]
        if top is not None:
            by_top.setdefault(top, []).append(path)
    found: dict[Path, date] = {}
    for top, own in by_top.items():
        found |= _first_days(top, own)
    return found


def _first_days(top: Path, paths: Sequence[Path]) -> dict[Path, date]:
    """The whole history, newest first: without both names git would show a renamed file as a new one."""
    try:
        told = git(top, *_LOG)
    except InputError:  # no commit yet, or a history too long to read
        return {}
    called = {inside(path, top): [path] for path in paths}  # a name at this point of the history: today's files
    found: dict[Path, date] = {}
    for day, status, names in _changes(told):
        if status == "A":
            found |= dict.fromkeys(called.get(names[0], ()), day)  # an older appearance replaces a newer one
        elif names[1] in called:
            called.setdefault(names[0], []).extend(called.pop(names[1]))
    return found


def _changes(told: bytes) -> Iterator[tuple[date, str, tuple[str, ...]]]:
    """(day, A or R, names) of each file that was added or renamed. A name may hold any byte but NUL."""
    import os

    day = date.min
    fields = iter(told.split(b"\0"))
    for field in fields:
        word = field.lstrip(b"\n")
        if word.startswith(b"\x01"):
            day = date.fromisoformat(word[1:11].decode("ascii"))
            word = word[11:].lstrip(b"\n")
        if word[:1] == b"A":
            yield day, "A", (os.fsdecode(next(fields)),)
        elif word[:1] == b"R":
            yield day, "R", (os.fsdecode(next(fields)), os.fsdecode(next(fields)))
