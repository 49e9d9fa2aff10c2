"""What is kept between runs: small texts by key, in a folder of the user's. Losing all of it costs time, nothing else.

Every entry is a file of its own, written beside its place and moved there, so that runs at the same time see whole
entries or none. What can't be read, or isn't what was written, counts as absent; what can't be written is not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

VARIABLE = "WORKSLOP_CACHE"
KINDS = ("reviews", "rules")
MOST_BYTES = 200_000_000
MOST_DAYS = 30  # since an entry was last of use
_PRUNE_EVERY = 3600.0  # seconds, whatever the number of runs
_PRUNE_BYTES = 20_000_000  # written by one process: it looks again
_USED_EVERY = 86_400.0  # seconds: an entry's last use is known to the day
_ENDING = ".z"
_STAMP = ".pruned"
_written = [0]  # bytes since this process last looked at the size


def folder() -> Path:
    """``$WORKSLOP_CACHE``, else a folder of our own where the platform keeps caches. Nothing is made here."""
    if own := os.environ.get(VARIABLE):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "workslop"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "workslop"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "workslop"


def key(*parts: str | bytes) -> str:
    """64 hexadecimal digits that stand for ``parts``, each at its place."""
    made = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        made.update(len(data).to_bytes(8, "big") + data)
    return made.hexdigest()


def get(kind: str, wanted: str) -> str | None:
    """The text kept under ``wanted``; None where there is none, or where it is damaged."""
    with contextlib.suppress(OSError, RuntimeError, zlib.error, UnicodeDecodeError):
        path = _place(kind, wanted)
        data = path.read_bytes()
        if time.time() - path.stat().st_mtime > _USED_EVERY:
            with contextlib.suppress(OSError):
                os.utime(path)
        head, _, body = zlib.decompress(data).partition(b"\n")
        if head == wanted.encode("ascii"):
            return body.decode("utf-8")
    return None


def put(kind: str, wanted: str, text: str) -> None:
    """Keep ``text`` under ``wanted``; old entries go where there are too many. Never raises."""
    with contextlib.suppress(OSError, RuntimeError, UnicodeEncodeError):
        path = _place(kind, wanted)
        path.parent.mkdir(parents=True, exist_ok=True)
        data = zlib.compress(wanted.encode("ascii") + b"\n" + text.encode("utf-8"), 1)
        beside = path.with_name(f".{path.stem}.{os.getpid()}.{time.monotonic_ns()}")
        try:
            beside.write_bytes(data)
            beside.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
        _written[0] += len(data)
        _prune_sometimes()


def usage(*kinds: str) -> tuple[int, int]:
    """How many entries there are (of ``kinds``, by default all), and their bytes."""
    sizes = [size for _, size, _ in _entries(kinds or KINDS)]
    return len(sizes), sum(sizes)


def clear() -> int:
    """Take every entry away; how many went. Files that we didn't write stay."""
    gone = 0
    for path, _, _ in list(_entries()):
        with contextlib.suppress(OSError):
            path.unlink()
            gone += 1
    return gone


def prune(most_bytes: int = MOST_BYTES, most_days: float = MOST_DAYS) -> int:
    """Take away entries that were of no use for ``most_days``, then the longest unused until ``most_bytes`` are left;
    how many went."""
    gone, total = 0, 0
    oldest = time.time() - most_days * 86_400
    for path, size, used in sorted(_entries(), key=lambda one: -one[2]):
        total += size
        if total > most_bytes or used < oldest:
            with contextlib.suppress(OSError):
                path.unlink()
                gone += 1
    return gone


def tree(top: Path, endings: Iterable[str] = ()) -> str:
    """A digest of the files below ``top`` (those with one of ``endings``): names, sizes and times, not what they hold.

    Reads no file; for what comes with the program, of which an entry may depend on anything.
    """
    wanted = tuple(endings)
    return key(*sorted(_told(str(top), wanted)))


@cache
def program() -> str:
    """A digest of all that decides what a review says besides the text and the settings.

    Our own files (code, rules, word lists, models), Python, and which packages are installed in which version. Of an
    installed package its list of files and their hashes is read, so that a new install of the same version is the same.
    """
    own = Path(__file__).resolve().parent
    found: list[str] = [sys.version, sys.platform]
    records: list[bytes] = []
    for place in dict.fromkeys(sys.path):
        with contextlib.suppress(OSError), os.scandir(place or ".") as entries:
            names = sorted(entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info")))
            found += names
            if os.path.realpath(place) == str(own.parent):
                ours = [name for name in names if name.startswith("workslop-")]
                records += [Path(place, name, "RECORD").read_bytes() for name in ours]
    if not records:  # a checkout, whose files change under one version
        rules = own.parent / "rules"
        found += [tree(own), tree(rules), tree(own.parent / "corpora" / "profiles")]
    return key(*found, *records)


def _told(top: str, endings: tuple[str, ...]) -> Iterator[str]:
    waiting = [top]
    while waiting:
        place = waiting.pop()
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir():
                    waiting += [entry.path] if entry.name != "__pycache__" else []
                elif entry.name.endswith(endings or ""):
                    stat = entry.stat()
                    yield f"{entry.path}\0{stat.st_size}\0{stat.st_mtime_ns}"


def _place(kind: str, wanted: str) -> Path:
    return folder() / kind / wanted[:2] / (wanted[2:] + _ENDING)


def _entries(kinds: Iterable[str] = KINDS) -> Iterator[tuple[Path, int, float]]:
    """Each entry with its bytes and when it was last of use; what a run that was cut off left behind too."""
    with contextlib.suppress(OSError, RuntimeError):
        for kind in kinds:
            for path in folder().glob(f"{kind}/[0-9a-f][0-9a-f]/*"):
                with contextlib.suppress(OSError):
                    stat = path.stat()
                    if path.suffix == _ENDING or (path.name.startswith(".") and time.time() - stat.st_mtime > 60):
                        yield path, stat.st_size, stat.st_mtime


def _prune_sometimes() -> None:
    stamp = folder() / _STAMP
    try:
        recent = time.time() - stamp.stat().st_mtime < _PRUNE_EVERY
    except OSError:
        recent = False
    if not recent or _written[0] > _PRUNE_BYTES:
        _written[0] = 0
        stamp.touch()
        prune()
