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
MAX_PICTURED = 100_000_000  # of a format that is mostly pictures
FORMATS = ("markdown", "text", "html", "docx", "pptx", "pdf")

_LONGEST_NAME = 120  # of a path within a message
_ALIASES = {
    "md": "markdown", "txt": "text", "plain": "text", "htm": "html", "word": "docx", "powerpoint": "pptx",
}  # fmt: skip
_EXTENSIONS = {
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown", ".mdx": "markdown",
    ".qmd": "markdown", ".rmd": "markdown",
    ".txt": "text", ".text": "text", ".eml": "text", ".log": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".docx": "docx", ".docm": "docx", ".dotx": "docx",
    ".pptx": "pptx", ".pptm": "pptx", ".potx": "pptx", ".ppsx": "pptx", ".ppsm": "pptx",
    ".pdf": "pdf",
}  # fmt: skip
_PACKED = ("docx", "pptx", "pdf")  # what is no text by itself
_UNREAD = {
    ".doc": "old Word", ".odt": "OpenDocument", ".odp": "OpenDocument", ".ppt": "old PowerPoint", ".key": "Keynote",
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

    ``fmt`` (one of FORMATS) overrules extension and looks. The text is decoded and otherwise untouched:
    line endings stay, only a byte order mark goes. Raises InputError, in one sentence, where there is nothing to read:
    missing, a directory, no permission, empty, binary, larger than ``MAX_BYTES``, broken.
    """
    wanted = _wanted_format(fmt)
    name = "standard input" if path == "-" else path if len(path) <= _LONGEST_NAME else "…" + path[-_LONGEST_NAME:]
    suffix = "" if path == "-" else Path(path).suffix.lower()
    kind = wanted or _EXTENSIONS.get(suffix)
    data = _read_bytes(path, name, stdin, MAX_PICTURED if kind in ("pptx", "pdf") else MAX_BYTES)
    if not data.strip():
        raise InputError(f"{name} is empty: there is nothing to read")
    if kind is None and suffix in _UNREAD:
        raise InputError(f"{name}: {_UNREAD[suffix]} files are not read: save it as .docx, .pptx, .md, .html or .txt")
    packed = kind if wanted or kind in _PACKED else _by_first_bytes(data)
    if packed is not None and packed in _PACKED:
        return _unpacked(packed, data, path, name)
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


def _read_bytes(path: str, name: str, stdin: BinaryIO | None, most: int) -> bytes:
    try:
        if path == "-":
            data = (stdin or sys.stdin.buffer).read(most + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(most + 1)
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
    if len(data) > most:
        raise InputError(f"{name} is larger than {most // 1_000_000} MB: split it or give a part of it")
    return data


def _unpacked(kind: str, data: bytes, path: str, name: str) -> Source:
    """The file by the reader of its format; zip, XML and PDF parsing are loaded only where there is such a file."""
    if kind == "docx":
        from workslop.text.docx import read_docx

        return read_docx(data, path, name)
    if kind == "pptx":
        from workslop.text.pptx import read_pptx

        return read_pptx(data, path, name)
    from workslop.text.pdf import read_pdf

    return read_pdf(data, path, name)


def _by_first_bytes(data: bytes) -> str | None:
    """The format of a file that is no text, whatever its name says; a zip file without slides is taken for Word's."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if not data.startswith(b"PK\x03\x04"):
        return None
    return "pptx" if b"ppt/presentation.xml" in data else "docx"


def _by_look(text: str) -> str:
    """The format of a text whose name doesn't tell: HTML and Markdown are known by their signs, the rest is plain."""
    head = text[:100_000]
    if _HTML_LOOK.match(head):
        return "html"
    return "markdown" if _MARKDOWN_LOOK.search(head) else "text"
