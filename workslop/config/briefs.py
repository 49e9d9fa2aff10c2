"""The brief that goes with a draft, without being told each time."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from workslop.config.find import absolute, shown
from workslop.types import InputError

if TYPE_CHECKING:
    from workslop.config.settings import Settings

READ = (".md", ".markdown", ".txt", ".docx", ".html", ".htm", ".pptx", ".pdf")
BESIDE = (".brief.md", ".brief.docx", ".brief.txt", ".brief.pptx", ".brief.pdf")
_LINE = re.compile(r"^brief[ \t]*[:=][ \t]*(?P<path>\"[^\"\n]*\"|'[^'\n]*'|[^#\n]*)", re.M | re.I)


def brief_for(draft: str, settings: Settings | None = None) -> tuple[str, str] | None:
    """(path, where it is named) of the brief of ``draft``, or None; "" where it stands beside the draft.

    The draft's own front matter (``brief: path``, from the draft's folder) goes first, then ``x.brief.md``, ``.docx``
    or ``.txt`` beside ``x.md``, then the configuration. Raises InputError where the file named is not there.
    """
    if draft == "-":
        return _from_settings(settings)
    path = absolute(draft)
    return _from_front_matter(path, draft) or _beside(path) or _from_settings(settings)


def is_brief(name: str) -> bool:
    """Whether a file is by its name the brief of another."""
    return name.lower().endswith(BESIDE)


def _from_front_matter(path: Path, draft: str) -> tuple[str, str] | None:
    """What is no path to a text that can be read is another program's key of the same name, and is let be."""
    text = _front_matter(path)
    found = _LINE.search(text)
    named = found["path"].strip().strip("\"'") if found else ""
    if not found or Path(named).suffix.lower() not in READ:
        return None
    origin = f"{draft}:{text.count(chr(10), 0, found.start()) + 1}"
    return _there(absolute(path.parent / named), named, origin)


def _front_matter(path: Path) -> str:
    """The front matter of a text file; empty where there is none or the file can't be read: the review says so."""
    if path.suffix.lower() == ".docx":
        return ""
    try:
        with path.open("rb") as file:
            if not file.read(6).removeprefix(b"\xef\xbb\xbf").startswith((b"---", b"+++")):
                return ""
        from workslop.text import read_source
        from workslop.text.markdown import front_matter_end

        text = read_source(str(path)).text
    except (OSError, InputError):
        return ""
    return text[: front_matter_end(text)].replace("\r\n", "\n")


def _beside(path: Path) -> tuple[str, str] | None:
    if is_brief(path.name):
        return None
    places = (path.with_name(path.stem + ending) for ending in BESIDE)
    return next(((shown(place), "") for place in places if place.is_file()), None)


def _from_settings(settings: Settings | None) -> tuple[str, str] | None:
    if settings is None or settings.brief is None:
        return None
    return _there(settings.brief, shown(settings.brief), settings.origin["brief"])


def _there(path: Path, named: str, origin: str) -> tuple[str, str]:
    if not path.is_file():
        raise InputError(
            f"{origin}: the brief '{named}' does not exist: check the path, or leave briefs out (--no-brief)"
        )
    return shown(path), origin
