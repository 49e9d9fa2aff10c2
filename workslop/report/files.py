"""A report written to disk whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from workslop.types import InputError

if TYPE_CHECKING:
    from workslop.types import Review

_FORMS = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".txt": "terminal",
    ".docx": "docx",
    ".docm": "docx",
}


def form_of(path: str) -> str | None:
    """The form that a file's extension asks for; None where it says nothing."""
    return _FORMS.get(Path(path).suffix.lower())


def write_whole(path: str, text: str | bytes) -> None:
    """Put ``text`` (a string as UTF-8) at ``path``: a reader finds the old file or the new one, never half of one.

    Raises InputError, in one sentence, where it can't be written. Pipes and devices are written to as they are.
    """
    target = Path(path)
    data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    try:
        if target.is_dir():
            raise InputError(f"{path} is a folder: give --output the name of a file")
        if target.exists() and not target.is_file():  # /dev/stdout, a named pipe: nothing there to replace
            target.write_bytes(data)
            return
        _replace(Path(os.path.realpath(target)), data)
    except FileNotFoundError as error:
        raise InputError(f"{path} can't be written: the folder {target.parent} does not exist") from error
    except PermissionError as error:
        raise InputError(f"{path} can't be written: no permission") from error
    except OSError as error:
        raise InputError(f"{path} can't be written: {(error.strerror or 'the system refused').lower()}") from error


def write_commented(review: Review, output: str | None) -> None:
    """The Word file that was reviewed, with the review in comments, at ``output``.

    Raises InputError where there is no Word file to comment on, no file to write to, or it is the draft itself.
    """
    from workslop.report.docx_out import annotate_docx

    path = review.draft.source.path
    if review.draft.source.format != "docx" or path == "-":
        raise InputError(f"{path} is no Word file: --format docx puts comments in one; choose html or markdown")
    if output is None:
        raise InputError("--format docx needs a file to write: add --output NAME.docx")
    if Path(output).exists() and Path(output).samefile(path):
        raise InputError(f"--output {output} is the draft itself: give the commented copy another name")
    write_whole(output, annotate_docx(review, Path(path).read_bytes()))


def _replace(target: Path, data: bytes) -> None:
    """Write beside the target and move it into place, with the rights that the file had or that a new file gets."""
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(target)  # a rename would get round the rights of the file itself
    handle, name = tempfile.mkstemp(prefix=".workslop-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_rights(target))
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _rights(target: Path) -> int:
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
