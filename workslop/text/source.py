"""A path or standard input to a Source: size, kind of file, encoding; every mistake as one InputError."""

from __future__ import annotations

import errno
import re
import sys
from pathlib import Path
from typing import BinaryIO

from workslop.text.encoding import decode
from workslop.types import InputError, Source

MAX_BYTES = 20_000_000
FORMATS = ("markdown", "text", "html", "docx")

_LONGEST_NAME = 120  # of a path within a message
_ALIASES = {"md": "markdown", "txt": "text", "plain": "text", "htm": "html", "word": "docx"}
_EXTENSIONS = {
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown", ".mdx": "markdown",
    ".qmd": "markdown", ".rmd": "markdown",
    ".txt": "text", ".text": "text", ".eml": "text", ".log": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".docx": "docx", ".docm": "docx", ".dotx": "docx",
}  # fmt: skip
_UNREAD = {
    ".doc": "old Word", ".odt": "OpenDocument", ".pdf": "PDF", ".pptx": "PowerPoint", ".ppt": "PowerPoint",
    ".xlsx": "Excel", ".xls": "Excel", ".rtf": "RTF", ".pages": "Pages", ".epub": "EPUB",
}  # fmt: skip
_HTML_LOOK = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MARKDOWN_LOOK = re.compile(
    r"^(?:#{1,6}[ \t]+\S|```|~~~|[ \t]*\|.*\|[ \t]*$|[ \t]*[-*+][ \t]+\S|>[ \t]?\S|(?:=|-){3,}[ \t]*$)"
    r"|\]\([^)\s]+\)|\*\*\S",
    re.M,
)


def read_source(path: str, stdin: BinaryIO | None = None, fmt: str | None = None) -> Source:
    """The file at ``path`` (``-``: ``stdin``, by default the process's own) as a Source.

    ``fmt`` (markdown, text, html, docx) overrules extension and looks. The text is decoded and otherwise untouched:
    line endings stay, only a byte order mark goes. Raises InputError, in one sentence, where there is nothing to read:
    missing, a directory, no permission, empty, binary, larger than ``MAX_BYTES``, broken.
    """
    wanted = _wanted_format(fmt)
    name = "standard input" if path == "-" else path if len(path) <= _LONGEST_NAME else "…" + path[-_LONGEST_NAME:]
    data = _read_bytes(path, name, stdin)
    if not data.strip():
        raise InputError(f"{name} is empty: there is nothing to read")
    suffix = "" if path == "-" else Path(path).suffix.lower()
    kind = wanted or _EXTENSIONS.get(suffix)
    if kind is None and suffix in _UNREAD:
        raise InputError(f"{name}: {_UNREAD[suffix]} files are not read: save it as .docx, .md, .html or .txt")
    if kind == "docx" or (wanted is None and data.startswith(b"PK\x03\x04")):
        from workslop.text.docx import read_docx  # zip and XML parsing only where there is a Word file

        return read_docx(data, path, name)
    text, encoding = decode(data, name)
    if not text.strip():
        raise InputError(f"{name} has no text in it, only white space: there is nothing to read")
    return Source(path, text, kind or _by_look(text), encoding)


def _wanted_format(fmt: str | None) -> str | None:
    if fmt is None:
        return None
    wanted = _ALIASES.get(fmt.lower(), fmt.lower())
    if wanted not in FORMATS:
        raise InputError(f"unknown format {fmt!r}: use one of {', '.join(FORMATS)}")
    return wanted


def _read_bytes(path: str, name: str, stdin: BinaryIO | None) -> bytes:
    try:
        if path == "-":
            data = (stdin or sys.stdin.buffer).read(MAX_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError(f"{name} does not exist: check the path") from error
    except IsADirectoryError as error:
        raise InputError(f"{name} is a directory: name a file in it") from error
    except PermissionError as error:
        what = "is a directory: name a file in it" if Path(path).is_dir() else "may not be read: check its permissions"
        raise InputError(f"{name} {what}") from error
    except ValueError as error:  # a zero character in the path
        raise InputError(f"{name!r} is no usable path: check it for odd characters") from error
    except OSError as error:
        reason = errno.errorcode.get(error.errno or 0, "") and error.strerror
        raise InputError(f"{name} cannot be read ({reason or error}): check the path") from error
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} is larger than {MAX_BYTES // 1_000_000} MB: split it or give a part of it")
    return data


def _by_look(text: str) -> str:
    """The format of a text whose name doesn't tell: HTML and Markdown are known by their signs, the rest is plain."""
    head = text[:100_000]
    if _HTML_LOOK.match(head):
        return "html"
    return "markdown" if _MARKDOWN_LOOK.search(head) else "text"
