"""Word files to text and blocks. Reads the XML itself: no macro, no external entity, no more than a bounded size."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from workslop.text.docx_body import Body, Line
from workslop.text.docx_styles import read_styles
from workslop.text.inline import address_holes, in_order
from workslop.text.pieces import trimmed
from workslop.text.quotes import quotations
from workslop.types import Block, InputError, Source, Span

MAX_XML = 60_000_000
_TYPED_BULLET = re.compile(r"(?:[-*•·▪◦‣–—→►●○■□✓✔✗✘]|\(?\d{1,3}[.)]|[a-z]\))[ \t\xa0]+(?=\S)")
_NOTE_NUMBER = re.compile(r"\[\d+\][ \t]+")
_SILENT = ("code", "toc", "table")


@dataclass(frozen=True)
class WordSource(Source):
    """The text of a Word file with the structure that its text alone doesn't show.

    ``layout`` are its blocks, without headings above and language. ``anchors`` are (start, end, n): these characters of
    ``text`` came from the n-th ``w:p`` of the document (all of them counted, in document order, from 0; -1 a footnote).
    """

    layout: tuple[Block, ...] = ()
    anchors: tuple[tuple[int, int, int], ...] = ()


def read_docx(data: bytes, path: str, name: str | None = None) -> WordSource:
    """The Word file in ``data``: paragraphs, headings, items and table rows each on a line, footnotes at the end.

    Deleted text, field codes, headers and footers are left out. Raises InputError where it is no Word file, is damaged,
    declares entities, or unpacks to more than ``MAX_XML`` bytes.
    """
    name = name or path
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document = read_part(archive, "word/document.xml", name)
            if document is None:
                raise InputError(f"{name} is a zip file but no Word document: save it as .docx and try again")
            body = Body(read_styles(read_part(archive, "word/styles.xml", name)))
            body.read(document)
            body.read_notes(read_part(archive, "word/footnotes.xml", name))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        what = "no readable Word file (damaged, or protected by a password)"
        raise InputError(f"{name} is {what}: open it in Word and save it again") from error
    except ElementTree.ParseError as error:
        raise InputError(f"{name} is a damaged Word file ({error}): open it in Word and save it again") from error
    if not any(line.text.strip() for line in body.lines):
        raise InputError(f"{name} has no text in it: there is nothing to read")
    return _source(path, body.lines)


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes | None:
    """An XML part of the archive, or None where it isn't there. Reads up to ``MAX_XML``, whatever its header says.

    Raises InputError where it is larger, or declares entities.
    """
    try:
        with archive.open(part) as file:
            data = file.read(MAX_XML + 1)
    except KeyError:
        return None
    if len(data) > MAX_XML:
        raise InputError(
            f"{name} unpacks to more than {MAX_XML // 1_000_000} MB of text: split it or give a part of it"
        )
    plain = data.replace(b"\0", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise InputError(f"{name} declares XML entities, which no Word file needs: open it in Word and save it again")
    return data


def _source(path: str, lines: Sequence[Line]) -> WordSource:
    text = "\n".join(line.text for line in lines)
    marks: list[tuple[int, str]] = []
    anchors: list[tuple[int, int, int]] = []
    trail: list[tuple[int, str]] = []
    at = number = 0
    for line in lines:
        number += (line.kind != "row" and bool(line.text.strip())) or line.row == 1
        if line.kind == "heading":
            trail = [*(above for above in trail if above[0] < line.level), (line.level, " ".join(line.text.split()))]
        marks.append((at, _label(line, number, trail)))
        anchors.extend((at + start, at + end, paragraph) for start, end, paragraph in line.parts)
        at += len(line.text) + 1
    return WordSource(path, text, "docx", "utf-8", tuple(marks), tuple(_blocks(text, lines)), tuple(anchors))


def _label(line: Line, number: int, trail: Sequence[tuple[int, str]]) -> str:
    """Where a reader finds the line in Word, in no language: "¶12 · Inleiding › Kosten", "¶14, row 2", "[3]"."""
    if line.note:
        return f"[{line.note}]"
    where = f"¶{number}, row {line.row}" if line.kind == "row" else f"¶{number}"
    path = " › ".join(title for _, title in trail)
    return f"{where} · {path}" if path else where


def _blocks(text: str, lines: Sequence[Line]) -> Iterator[Block]:
    at = 0
    for index, line in enumerate(lines):
        start, end = trimmed(text, at, at + len(line.text))
        if line.row == 1:
            yield Block("table", Span(start, _table_end(lines, index, at)))
        at += len(line.text) + 1
        if start == end:
            continue
        kind, level = line.kind, line.level
        if line.note and (number := _NOTE_NUMBER.match(text, start, end)):
            start = number.end()
        elif kind == "paragraph" and (bullet := _TYPED_BULLET.match(text, start, end)):
            kind, level, start = "item", 1, bullet.end()
        holes = [] if kind in _SILENT else address_holes(text, start, end)
        if kind not in _SILENT:
            holes += quotations(text, start, end, holes)
        yield Block(kind, Span(start, end), level, holes=in_order(holes), quoted=kind == "quote")


def _table_end(lines: Sequence[Line], index: int, at: int) -> int:
    """The end of the table whose first row is line ``index``, at offset ``at``."""
    end = at
    for number, line in enumerate(lines[index:], 1):
        if line.row != number:
            break
        end, at = at + len(line.text.rstrip()), at + len(line.text) + 1
    return end
