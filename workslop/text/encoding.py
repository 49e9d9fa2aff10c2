"""Bytes to text: UTF-8, UTF-16 and UTF-32 (with a byte order mark; UTF-8 and UTF-16 also without), Windows-1252."""

from __future__ import annotations

import codecs

from workslop.types import InputError

# Longest mark first: the UTF-32 little-endian mark begins with the UTF-16 one.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x0b\x1b\x85")
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls, .ppt)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PK\x03\x04", "a zip file"),
)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Text and encoding of ``data``; a byte order mark is taken off, nothing else is changed.

    Raises InputError where the bytes are no text; ``name`` is what the message calls the file.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{name} is {what}, not text: save it as .docx, .md, .html or .txt and try again")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name), encoding
    if b"\0" in data:
        bare = _utf16_without_mark(data)
        if bare is None:
            raise _binary(name)
        text = _strict(data, bare, name)
        if _controls(text.encode("utf-8")) > max(2, len(text) // 200):
            raise _binary(name)
        return text, bare
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # The five bytes that Windows-1252 leaves open are no letters in any code page: a sign of something else.
        try:
            text, encoding = data.decode("cp1252"), "cp1252"
        except UnicodeDecodeError as error:
            raise _binary(name) from error
    if _controls(data) > max(2, len(data) // 200):
        raise _binary(name)
    return text, encoding


def _binary(name: str) -> InputError:
    return InputError(f"{name} is not text (binary data, or an unknown encoding): save it as UTF-8 and try again")


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        # A lone surrogate cannot occur in the result: the strict decoders refuse it.
        return data.decode("utf-8" if encoding == "utf-8-sig" else encoding)
    except UnicodeDecodeError as error:
        message = f"{name} looks like {encoding} but breaks off or is damaged at byte {error.start}: save it as UTF-8"
        raise InputError(message) from error


def _utf16_without_mark(data: bytes) -> str | None:
    """The byte order of unmarked UTF-16: Latin text has zeros in one half of its pairs and hardly any in the other."""
    head = data[:65536]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most = len(head) // 2 * 0.4
    if odd > most and even * 20 <= odd:
        return "utf-16-le"
    if even > most and odd * 20 <= even:
        return "utf-16-be"
    return None


def _controls(data: bytes) -> int:
    bad = bytes(b for b in (*range(32), 127) if b not in _TEXT_CONTROLS)
    return len(data) - len(data.translate(None, bad))
