"""Where the configuration of a file stands: a few questions to the file system, nothing read that can be skipped."""

from __future__ import annotations

import os
from pathlib import Path

OWN = "workslop.toml"
SHARED = "pyproject.toml"
TABLE = ("tool", "workslop")


def find_config(path: str | os.PathLike[str]) -> Path | None:
    """The configuration nearest to ``path`` (a file or a folder, there or not), upwards to the repository's root.

    ``workslop.toml`` goes before a ``pyproject.toml`` beside it; one without ``[tool.workslop]`` is none. The root is
    the folder that holds ``.git``, else that of the file system.
    """
    start = absolute(path)
    for folder in (start, *start.parents):
        if (folder / OWN).is_file():
            return folder / OWN
        if (folder / SHARED).is_file() and _has_table(folder / SHARED):
            return folder / SHARED
        if (folder / ".git").exists():
            return None
    return None


def absolute(path: str | os.PathLike[str]) -> Path:
    """``path`` from the root, without ``..``; links stay as they are, so that a file belongs where it was named."""
    return Path(os.path.normpath(Path(path).absolute()))


def shown(path: Path) -> str:
    """``path`` as a person reads it: relative to where they work, when it lies there."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _has_table(path: Path) -> bool:
    """Whether there is a table for us; what isn't valid TOML and doesn't name us is another program's trouble."""
    import tomllib

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False
    if "workslop" not in text:
        return False
    try:
        tool = tomllib.loads(text).get("tool")
    except tomllib.TOMLDecodeError:
        return "[tool.workslop" in text
    return isinstance(tool, dict) and TABLE[1] in tool
