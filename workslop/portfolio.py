"""A folder of pages about many drafts: an index, and the review of each draft on a page of its own."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workslop.types import Draft, InputError
from workslop.workers import EndedError, Known, in_processes, settings_once

if TYPE_CHECKING:
    from workslop.config import Settings, SettingsOf
    from workslop.report.portfolio import Row
    from workslop.workers import Reader

MARK = ".workslop-report.json"  # what says that a folder is ours, and which pages in it
FORMAT = 1
_PAGE = re.compile(r"drafts/[a-z0-9][a-z0-9-]*\.html")
_LINE = re.compile(r"^(?P<key>[A-Za-z]+)[ \t]*[:=][ \t]*(?P<value>[^\n]*)(?P<items>(?:\n[ \t]*-[ \t][^\n]*)*)", re.M)
_AUTHOR = ("author", "authors", "auteur", "auteurs")
_DATE = ("date", "datum")
_LONGEST = 60  # characters of a page's name

Progress = Callable[[int, int, str], None]
_Task = tuple[str, str, date | None, bool]  # path, name of the page, day of the last commit, with the brief


@dataclass(frozen=True, slots=True)
class Site:
    """What was written: the index, how many pages of drafts, and what could not be read."""

    index: Path
    drafts: int
    unread: tuple[InputError, ...]


def write_portfolio(
    files: Sequence[str], output: str, settings_of: SettingsOf, read: Reader, *, lang: str = "en",
    with_briefs: bool = False, progress: Progress | None = None,
) -> Site:  # fmt: skip
    """Review the texts in ``files`` and write ``output``/index.html, in ``lang``, and a page a draft.

    ``with_briefs`` holds each draft that has a brief against it. Every file is written whole; the index comes last, and
    pages that an earlier run left and this one doesn't know are taken away. Raises InputError for a folder that holds
    something else, for one that can't be written, and for a mistake in a configuration.
    """
    from workslop.changed import last_commits
    from workslop.report.files import write_whole

    folder = Path(output)
    before = _claim(folder)
    texts = _texts(files, folder, settings_of)
    names = _names([path for path, _ in texts])
    _mark(folder, {*before, *names})  # first: a run that is cut off leaves a folder that is known as ours
    days = last_commits([path for path, _ in texts if path != "-"])
    rows, unread, written = [], [], set()
    tasks = [
        (path, name, days.get(Path(path).resolve()) if path != "-" else None, with_briefs)
        for (path, _), name in zip(texts, names, strict=True)
    ]
    for n, (name, made) in enumerate(zip(names, _made(read, tasks, settings_of), strict=True), 1):
        if progress:
            progress(n, len(texts), tasks[n - 1][0])
        try:
            row, page = made()
        except EndedError:
            raise
        except InputError as error:
            unread.append(error)
            continue
        write_whole(str(folder / name), page)
        written.add(name)
        rows.append(row)
    write_whole(str(folder / "index.html"), _index(rows, lang, [s for _, s in texts], unread))
    for old in before - written:
        (folder / old).unlink(missing_ok=True)
    _mark(folder, written)
    return Site(folder / "index.html", len(rows), tuple(unread))


def front_matter(draft: Draft) -> tuple[str, date | None]:
    """Author and date as the draft's front matter has them (YAML or TOML); "" and None where it hasn't.

    Days are read as 2026-11-22 (a time may follow) and 22-11-2026.
    """
    block = next((block for block in draft.blocks if block.kind == "front_matter"), None)
    author, day = "", None
    for found in _LINE.finditer(block.span.of(draft.text).replace("\r\n", "\n") if block else ""):
        key = found["key"].lower()
        if key in _AUTHOR and not author:
            author = ", ".join(_values(found["value"], found["items"]))
        if key in _DATE and day is None:
            day = _day(found["value"])
    return author, day


def _made(read: Reader, tasks: Sequence[_Task], settings_of: SettingsOf) -> Iterator[Callable[[], tuple[Row, str]]]:
    """What makes the row and the page of each draft; it raises InputError for one that can't be read."""
    if read.jobs == 1:
        return (partial(_reviewed, read, settings_of, task) for task in tasks)
    own = (Known(partial(_reviewed, read, settings_of, task)) if task[0] == "-" else task for task in tasks)
    return (partial(_called, made) for made in in_processes(partial(_elsewhere, read), own, read.jobs))


def _called(made: Callable[[], Any]) -> tuple[Row, str]:
    found = made()
    row, page = found() if callable(found) else found
    return row, page


def _elsewhere(read: Reader, task: _Task) -> tuple[Row, str]:
    """In another process."""
    return _reviewed(read, settings_once(read), task)


def _reviewed(read: Reader, settings_of: SettingsOf, task: _Task) -> tuple[Row, str]:
    from workslop.config import brief_for
    from workslop.config.tiers import DEFAULT
    from workslop.report.html import render
    from workslop.report.portfolio import row_of

    path, name, committed, with_briefs = task
    settings = settings_of(path)
    brief = brief_for(path, settings) if with_briefs else None
    review = read(path, brief[0] if brief else None, settings)
    author, day = front_matter(review.draft)
    tier = settings.tier if settings else DEFAULT
    return row_of(review, name, tier, author, day or committed), render(review, home="../index.html")


def _index(rows: Sequence[Row], lang: str, settings: Sequence[Settings | None], unread: Sequence[InputError]) -> str:
    from workslop.judge.rulebook import load_rules
    from workslop.report.portfolio import render

    folders = tuple(dict.fromkeys(folder for own in settings if own for folder in own.rule_folders))
    about = {rule.id: rule.about.get(lang, "") for rule in load_rules(folders)}
    return render(rows, lang, about=about, unread=[str(error) for error in unread])


# ---- which texts, under which names


def _texts(files: Sequence[str], folder: Path, settings_of: SettingsOf) -> list[tuple[str, Settings | None]]:
    """The texts in ``files``, each once, without what an earlier run wrote into ``folder``."""
    from workslop.checking import Tally, to_read

    own, seen, out = folder.resolve(), set(), []
    for path, settings in to_read(files, settings_of, Tally(None)):
        place = Path(path).resolve()
        if path == "-" or not (place in seen or place.is_relative_to(own)):
            out.append((path, settings))
        seen.add(place)
    if not out:
        raise InputError("there is no draft to report on: name files, or folders that hold them")
    return out


def _names(paths: Sequence[str]) -> list[str]:
    """A name for each page: from the path, in signs that every file system and address takes, no two alike."""
    taken: set[str] = set()
    out = []
    for path in paths:
        plain = unicodedata.normalize("NFKD", path).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[-_LONGEST:].strip("-") or "draft"
        name = next(s for s in _numbered(stem) if s not in taken)
        taken.add(name)
        out.append(f"drafts/{name}.html")
    return out


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    n = 2
    while True:
        yield f"{stem}-{n}"
        n += 1


# ---- the folder


def _claim(folder: Path) -> set[str]:
    """Make ``folder`` where it isn't there; the pages of an earlier run. InputError where it holds something else."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file: give --output the name of a folder")
    try:
        before = _pages(folder)
        (folder / "drafts").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder} can't be written: {(error.strerror or 'the system refused').lower()}") from error
    return before


def _pages(folder: Path) -> set[str]:
    """What the mark of an earlier run names; only names that we could have given."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return set()
    try:
        data = json.loads((folder / MARK).read_bytes())
        pages = data["pages"] if data["format"] == FORMAT else None
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        pages = None
    if not isinstance(pages, list):
        raise InputError(
            f"{folder} holds something else than a report of workslop: name another folder; nothing was written"
        )
    return {page for page in pages if isinstance(page, str) and _PAGE.fullmatch(page)}


def _mark(folder: Path, pages: set[str]) -> None:
    from workslop.report.files import write_whole

    write_whole(str(folder / MARK), json.dumps({"format": FORMAT, "pages": sorted(pages)}, indent=0) + "\n")


# ---- front matter


def _values(value: str, items: str) -> list[str]:
    """One value, a list between brackets, or the items below."""
    value = re.sub(r"(?:^|\s)#.*$", "", value).strip()
    if value.startswith("["):
        parts = value.strip("[]").split(",")
    else:
        parts = [value] if value else [item.strip().removeprefix("-") for item in items.splitlines()]
    named = (re.sub(r"^(?:-\s*)?(?:name|naam)\s*:\s*", "", part.strip()) for part in parts)
    return [name for part in named if (name := part.strip().strip("\"'").strip())]


def _day(value: str) -> date | None:
    found = re.match(r"[\"']?(?:(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)-(\d\d?)-(\d{4}))(?!\d)", value.strip())
    if not found:
        return None
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
