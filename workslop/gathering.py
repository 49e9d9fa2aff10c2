"""Reads the texts of a set from paths, with author and day: for commands that hold a set against itself."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from workslop.config.walk import SettingsOf, texts
from workslop.corpora.sets import MOST, Piece, piece_of
from workslop.history import first_days, is_shallow, repository_of
from workslop.portfolio import front_matter
from workslop.text import read_draft
from workslop.types import InputError

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Gathered:
    """The texts; ``unread`` are (path, why) in folders; ``dated`` counts days by where they come from."""

    pieces: tuple[Piece, ...]
    unread: tuple[tuple[str, str], ...] = ()
    dated: tuple[tuple[str, int], ...] = ()
    before: int = 0
    repository: bool = True
    shallow: bool = False


def paths_of(patterns: Sequence[str], settings_of: SettingsOf) -> list[tuple[str, bool]]:
    """(path, whether it was named itself) of the texts that files, folders and globs name, each once, in order.

    Raises InputError for a glob that names nothing, and for a folder without a text.
    """
    found: dict[Path, tuple[str, bool]] = {}
    for pattern in patterns:
        for path in _expanded(pattern):
            named = not Path(path).is_dir()
            for name, _ in texts(path, settings_of):
                found.setdefault(Path(name).resolve(), (name, named))
    return list(found.values())


def _expanded(pattern: str) -> list[str]:
    if Path(pattern).exists() or not glob.has_magic(pattern):
        return [pattern]
    names = sorted(glob.iglob(pattern, recursive=True))  # noqa: PTH207 (Path takes no absolute pattern)
    if not names:
        raise InputError(f"'{pattern}' names no file: check the path, and put quotation marks around it")
    return names


def gather(
    patterns: Sequence[str], settings_of: SettingsOf, progress: Progress = lambda *_: None, cap: int | None = MOST
) -> Gathered:
    """The texts that ``patterns`` name, at most ``cap`` sentences of each.

    What is empty or can't be read raises InputError where it was named itself; in a folder it is left out and told.
    """
    paths = paths_of(patterns, settings_of)
    pieces: list[Piece] = []
    unread: list[tuple[str, str]] = []
    for n, (path, named) in enumerate(paths, 1):
        try:
            pieces.append(_read(path, cap, named))
        except InputError as error:
            if named:
                raise
            unread.append((path, str(error)))
        progress(n, len(paths), "read")
    return Gathered(tuple(pieces), tuple(unread))


def _read(path: str, cap: int | None, named: bool) -> Piece:
    draft = read_draft(path)
    author, day = front_matter(draft)
    piece = piece_of(draft, path, cap, author, day)
    if named and not piece.text.total:
        what = "is empty" if not draft.text.strip() else "holds no sentence of prose"
        raise InputError(f"{path} {what}: leave it out")
    return piece


def with_days(gathered: Gathered, since: date | None) -> Gathered:
    """Each text with its day: that of its front matter, else of the commit in which it first appeared.

    With ``since`` earlier texts are left out. Raises InputError where no text has a day.
    """
    missing = [p.path for p in gathered.pieces if p.day is None]
    committed = first_days(missing)
    pieces = list(_dated(gathered.pieces, committed))
    known = sum(p.day is not None for p in pieces)
    tops = {top for top in map(repository_of, {Path(p.path).parent for p in pieces}) if top}
    if pieces and not known:
        where = "git knows none of the texts" if tops else "they are in no git repository"
        raise InputError(
            f"No text has a day: {where}, and none has a 'date' in its front matter; "
            "commit them, date them, or use --by folder or --by author-field without --since"
        )
    kept = tuple(p for p in pieces if since is None or p.day is None or p.day >= since)
    if not kept:
        raise InputError(f"There is no text from {since:%Y-%m} or later: give an earlier month to --since")
    sources = (("front_matter", len(pieces) - len(missing)), ("git", known - len(pieces) + len(missing)))
    shallow = any(map(is_shallow, tops)) if committed else False
    return replace(
        gathered, pieces=kept, dated=sources, before=len(pieces) - len(kept), repository=bool(tops), shallow=shallow
    )


def _dated(pieces: Sequence[Piece], committed: dict[Path, date]) -> Iterator[Piece]:
    for piece in pieces:
        yield piece if piece.day else replace(piece, day=committed.get(Path(piece.path).resolve()))


def month_of(text: str) -> date:
    """The first day of a month as people write it in options: 2023-01. Raises InputError."""
    try:
        year, month = text.split("-")
        if (len(year), len(month)) != (4, 2):
            raise ValueError
        return date(int(year), int(month), 1)
    except ValueError as error:
        raise InputError(f"--since {text}: give a month as 2023-01") from error
