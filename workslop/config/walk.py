"""Which files a check reads, each with what holds for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from workslop.config.briefs import is_brief
from workslop.config.find import absolute, find_config
from workslop.config.read import Config, load_config
from workslop.config.settings import Settings, settings_for
from workslop.types import InputError

SettingsOf = Callable[[str], Settings | None]
EXTENSIONS = (".md", ".markdown", ".txt", ".html", ".htm", ".docx", ".pptx", ".pdf")
_NOT_OURS = ("node_modules", "__pycache__")


def settings_finder(config: str | None = None, off: bool = False) -> SettingsOf:
    """What finds the settings of a path: by ``config`` where given, else by the configuration nearest to the path.

    None where there is no configuration, or with ``off``. Raises InputError for a mistake in one; each is read once.
    """
    if off:
        return lambda _: None
    given = load_config(config) if config is not None else None
    found: dict[Path, Path | None] = {}
    read: dict[Path, Config] = {}

    def settings_of(path: str) -> Settings | None:
        if given is not None:
            return settings_for(given, path)
        folder = absolute(path) if path != "-" and Path(path).is_dir() else absolute(path).parent
        if folder not in found:
            found[folder] = find_config(folder)
        place = found[folder]
        if place is None:
            return None
        if place not in read:
            read[place] = load_config(place)
        return settings_for(read[place], path)

    return settings_of


def texts(path: str, settings_of: SettingsOf) -> tuple[tuple[str, Settings | None], ...]:
    """The file ``path`` itself, or the texts in the folder ``path``, each with its settings, in order of name.

    A folder's texts are known by their extension; hidden and excluded ones are left out, and so are the briefs. Raises
    InputError for a folder without any text.
    """
    if path == "-" or not Path(path).is_dir():
        return ((path, settings_of(path)),)
    held = [(name, settings_of(name)) for name in _names(path, settings_of)]
    if not held:
        raise InputError(f"{path}: there is no text in this folder; looked for {', '.join(EXTENSIONS)}")
    briefs = {settings.brief for _, settings in held if settings and settings.brief}
    return tuple((n, s) for n, s in held if not (s and s.excluded) and absolute(n) not in briefs)


def _names(path: str, settings_of: SettingsOf) -> Iterator[str]:
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if _entered(Path(folder) / name, settings_of))
        for name in sorted(files):
            if name.lower().endswith(EXTENSIONS) and not name.startswith((".", "~$")) and not is_brief(name):
                yield (Path(folder) / name).as_posix()


def _entered(folder: Path, settings_of: SettingsOf) -> bool:
    """Not hidden, not excluded as a whole, not a place where programs keep what they installed."""
    if folder.name.startswith(".") or folder.name in _NOT_OURS or (folder / "pyvenv.cfg").is_file():
        return False
    settings = settings_of(str(folder))
    return not (settings and settings.excluded)
