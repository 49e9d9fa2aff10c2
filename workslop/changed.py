"""What changed since a commit, as git tells it: so that a check speaks only of lines that an author touched."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from workslop.types import Finding, InputError, Review

Lines = tuple[range, ...]  # of lines, from 1; an empty range: lines were taken out before its start
EVERY_LINE: Lines = (range(1, 1 << 62),)

_TIMEOUT = 120  # seconds for one call of git
_HUNK = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.S)
_SIGNS = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}
# the same output whatever the user's own settings are, and no program of the repository's choosing is run
_SETTINGS = (
    "core.fsmonitor=false", "core.quotePath=true", "diff.mnemonicPrefix=false", "diff.noprefix=false",
    "diff.interHunkContext=0", "diff.suppressBlankEmpty=false",
)  # fmt: skip
_DIFF = ("diff", "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "--find-renames")


def changed_lines(base: str, paths: Sequence[str | Path] = (), cwd: str | Path | None = None) -> dict[Path, Lines]:
    """The lines of the files ``paths`` (none: the whole repository) that are not as in the commit ``base``.

    Keys are resolved paths; a file that didn't change, or is gone, is not among them. Of a file that is new to git or
    that git calls binary (Word) every line counts; a file only renamed has no lines. Raises InputError where git or
    the repository is missing, ``base`` is unknown, or a path lies outside the repository.
    """
    here = Path(cwd) if cwd is not None else Path()
    top = _top(here)
    commit = _commit(base, top)
    wanted = [inside(here / path, top) for path in paths]
    named = [*wanted, *_old_names(top, commit, set(wanted))] if wanted else []
    found = {name: EVERY_LINE if binary else () for name, binary in _touched(top, commit, named)}
    patch = git(top, *_DIFF, "--unified=0", "--diff-filter=d", commit, "--", *named)
    found |= {name: lines for name, lines in _hunks(patch).items() if found.get(name) != EVERY_LINE}
    found |= dict.fromkeys(_untracked(top, wanted), EVERY_LINE)
    return {(top / name).resolve(): lines for name, lines in found.items() if (top / name).is_file()}


def on_changed_lines(review: Review, changed: Mapping[Path, Lines]) -> tuple[Finding, ...]:
    """The findings of ``review`` that touch a changed line; those about the whole draft where its file changed at all.

    ``changed`` is what ``changed_lines`` gave. What is read from standard input has no file: nothing of it is kept.
    """
    source = review.draft.source
    lines = changed.get(Path(source.path).resolve()) if source.path != "-" else None
    if lines is None:
        return ()
    if lines == EVERY_LINE:
        return review.findings
    return tuple(finding for finding in review.findings if _touches(review, finding, lines))


def _touches(review: Review, finding: Finding, lines: Lines) -> bool:
    if finding.span is None:
        return True
    place, span = review.draft.source.place, finding.span
    first, last = place(span.start).line, place(max(span.end - 1, span.start)).line
    return any(first < part.stop and part.start <= last for part in lines)


def git(cwd: Path, *words: str) -> bytes:
    """What git says; InputError with its first line where it fails."""
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    left_out = ("GIT_DIFF_OPTS", "GIT_EXTERNAL_DIFF", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS")
    env = {name: value for name, value in os.environ.items() if name not in left_out}
    env |= {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "LANGUAGE": "C"}
    try:
        done = subprocess.run(
            ["git", "--literal-pathspecs", *settings, *words],
            cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=_TIMEOUT, check=False,
        )  # fmt: skip
    except FileNotFoundError as error:
        missing = "git is not installed" if cwd.is_dir() else f"there is no folder {cwd}"
        raise InputError(f"{missing}: what changed can't be told") from error
    except subprocess.TimeoutExpired as error:
        raise InputError(f"git took more than {_TIMEOUT} seconds: name fewer files") from error
    except (OSError, ValueError) as error:
        raise InputError(f"git could not be run ({error}): what changed can't be told") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        raise InputError(f"git could not tell what changed: {said[0].removeprefix('fatal: ')}")
    return done.stdout


def _top(here: Path) -> Path:
    try:
        told = git(here, "rev-parse", "--show-toplevel")
    except InputError as error:
        if "not a git repository" not in str(error):
            raise
        raise InputError(f"{here.resolve()} is not in a git repository: what changed can't be told") from error
    return Path(os.fsdecode(told.removesuffix(b"\n").removesuffix(b"\r"))).resolve()


def _commit(base: str, top: Path) -> str:
    """``base`` as the name of a commit; a name that git would take for an option is none."""
    hint = "check the name, and in a shallow clone fetch it first"
    if not base.strip() or base.startswith("-") or "\0" in base:
        raise InputError(f"there is no commit {base!r} here: {hint}")
    try:
        told = git(top, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}")
    except InputError as error:
        raise InputError(f"there is no commit {base!r} here: {hint}") from error
    return told.decode("ascii", "replace").strip()


def inside(path: Path, top: Path) -> str:
    full = path.resolve()
    if not full.is_relative_to(top):
        raise InputError(f"{path} lies outside the repository {top}: what changed in it can't be told")
    return full.relative_to(top).as_posix()


def _old_names(top: Path, commit: str, wanted: set[str]) -> list[str]:
    """What files of ``wanted`` were called: git sees a rename only when it is given both names."""
    told = git(top, *_DIFF, "--name-status", "-z", "--diff-filter=R", commit)
    fields = [os.fsdecode(field) for field in told.split(b"\0")[:-1]]
    return [old for old, new in zip(fields[1::3], fields[2::3], strict=True) if _within(new, wanted)]


def _within(name: str, wanted: set[str]) -> bool:
    """``wanted`` may name folders too."""
    parents = [parent.as_posix() for parent in Path(name).parents]
    return bool(wanted.intersection((name, *parents)))


def _touched(top: Path, commit: str, named: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each file that changed, and whether git has no lines for it."""
    told = git(top, *_DIFF, "--numstat", "-z", "--diff-filter=d", commit, "--", *named)
    fields = iter(told.split(b"\0")[:-1])
    for field in fields:
        added, _, name = field.split(b"\t", 2)
        if not name:  # a rename: the two names follow
            next(fields)
            name = next(fields)
        yield os.fsdecode(name), added == b"-"


def _hunks(patch: bytes) -> dict[str, Lines]:
    """The ranges of new lines by file, from a patch without context. What looks like a header inside a hunk is text."""
    found: dict[str, list[range]] = {}
    ranges: list[range] = []
    left = 0  # lines of the hunk still to come: their words are not read
    for line in patch.split(b"\n"):
        if left and line[:1] in (b"+", b"-"):
            left -= 1
        elif line.startswith(b"+++ "):
            ranges = found.setdefault(_name(line[4:]), [])
        elif hunk := _HUNK.match(line):
            start, count = int(hunk[1]), int(hunk[2] or 1)
            ranges.append(range(start, start + count) if count else range(start + 1, start + 1))
            left = count + _taken(line)
    return {name: tuple(parts) for name, parts in found.items()}


def _taken(hunk: bytes) -> int:
    """How many old lines a hunk shows."""
    _, comma, count = hunk.split(b" ", 2)[1].partition(b",")
    return int(count) if comma else 1


def _name(told: bytes) -> str:
    """A file's name from a header: in quotation marks where it has odd signs, closed with a tab where it has spaces."""
    if told.startswith(b'"'):
        told = _ESCAPE.sub(lambda m: bytes([int(m[1], 8)]) if len(m[1]) == 3 else _SIGNS.get(m[1], m[1]), told[1:-1])
    else:
        told = told.removesuffix(b"\t")
    return os.fsdecode(told.removeprefix(b"b/"))


def _untracked(top: Path, wanted: Sequence[str]) -> list[str]:
    """Files that git doesn't keep; those it is told to ignore only where they are named."""
    told = git(top, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", *wanted)
    named = git(top, "ls-files", "--others", "--full-name", "-z", "--", *wanted) if wanted else b""
    names = {os.fsdecode(name) for name in named.split(b"\0") if name} & set(wanted)
    return sorted({os.fsdecode(name) for name in told.split(b"\0") if name} | names)


def last_commits(paths: Sequence[str | Path]) -> dict[Path, date]:
    """The day on which each of ``paths`` was last committed, by resolved path; what git doesn't know is not there.

    Never raises: where git or a repository is missing, days are unknown.
    """
    by_top: dict[Path | None, list[Path]] = {}
    tops: dict[Path, Path | None] = {}
    for path in map(Path, paths):
        folder = path.resolve().parent
        if folder not in tops:
            tops[folder] = top_or_none(folder)
        by_top.setdefault(tops[folder], []).append(path)
    found: dict[Path, date] = {}
    for top, own in by_top.items():
        if top is not None:
            found |= _days(top, [inside(path, top) for path in own])
    return found


def top_or_none(folder: Path) -> Path | None:
    try:
        return _top(folder)
    except InputError:
        return None


def _days(top: Path, names: Sequence[str]) -> dict[Path, date]:
    """The newest day first: a name keeps the first one it is seen with. No name on a line begins with 0x01."""
    try:
        told = git(top, "log", "--no-color", "--format=%x01%as", "--name-only", "--", *names)
    except InputError:  # no commit yet, or a history too long to read
        return {}
    found: dict[Path, date] = {}
    day = date.min
    for line in filter(None, told.split(b"\n")):
        if line.startswith(b"\x01"):
            day = date.fromisoformat(line[1:].decode("ascii"))
        else:
            found.setdefault((top / _name(line)).resolve(), day)
    return found
