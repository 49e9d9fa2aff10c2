"""A review as comments in the author's own Word file: the words stay as they are, formatting and all."""

from __future__ import annotations

import itertools
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from xml.etree import ElementTree

from workslop.report.docx_cut import put_in
from workslop.report.docx_notes import Look, Note, comment_xml, notes, reference_look
from workslop.report.docx_parts import DOCUMENT, Package, elements, with_inside, with_spaces
from workslop.report.docx_place import Around, Places
from workslop.report.docx_scan import TOKEN, Scan
from workslop.text.docx import WordSource, read_docx
from workslop.text.docx_styles import STRICT, W
from workslop.types import InputError, Review, Span

MOST = 32_767  # Word opens no file with more comments
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
_WORD_2012 = "http://schemas.microsoft.com/office/word/2012/wordml"
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_OFFICE = {
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARA_ID = re.compile(r"paraId\s*=\s*[\"']([0-9A-Fa-f]{8})")
_COMMENT_ID = re.compile(r"<(?:[\w.-]+:)?comment(?:RangeStart|RangeEnd|Reference)?\s[^>]*?\bid\s*=\s*[\"'](\d+)[\"']")

Placed = tuple[Around, Note]


def annotate_docx(review: Review, data: bytes, *, when: datetime | None = None) -> bytes:
    """The Word file ``data``, of which ``review`` is, with its findings, open questions and a summary as comments.

    ``when`` dates the comments (None: now). Every part but the document and its comments, relationships and content
    types comes back byte for byte. Raises InputError where ``data`` is no Word file or not the text of the review.
    """
    name = review.draft.source.path
    source = read_docx(data, name)
    if source.text != review.draft.text:
        raise InputError(f"{name} is no longer the file that was reviewed: review it again")
    try:
        return _annotated(review, source, Package(data, name), when or datetime.now())
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise InputError(f"{name} is a damaged Word file ({error}): open it in Word and save it again") from error
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise InputError(
            f"{name} has a part that can't be read ({error}): open it in Word and save it again"
        ) from error


def _annotated(review: Review, source: WordSource, package: Package, when: datetime) -> bytes:
    scan = Scan(package.read(DOCUMENT) or "")
    comments = package.related("comments")
    existing = (package.read(comments) if comments else None) or ""
    taken = {int(n) for xml in (scan.xml, existing) for n in _COMMENT_ID.findall(xml)}
    placed = _placed(review, Places(source, scan))[: max(MOST - len(taken), 0)]
    first, look = max(taken, default=-1) + 1, _look(package)
    ids = _para_ids(package, [len(note.lines) for _, note in placed])
    told = zip(itertools.count(first), (note for _, note in placed), ids, strict=False)
    xml = "".join(comment_xml(number, note, own, look, when) for number, note, own in told)
    _write_comments(package, comments, existing, scan.strict, xml)
    _write_extended(package, [own[-1] for own in ids])
    prefix = scan.prefix or "w:"  # an attribute has no namespace of its own without one
    xml = put_in(scan, _marks([around for around, _ in placed], first, prefix, look))
    package.changed[DOCUMENT] = xml if scan.prefix else with_spaces(xml, {"w": _space(scan.strict)})
    return package.to_bytes()


def _placed(review: Review, places: Places) -> list[Placed]:
    """The notes with their places, in the order of the document; the summary first, on the first word."""
    out: list[Placed] = []
    for note in notes(review):
        around = places.find(note.span or _first_word(review.draft.text))
        if around is not None:
            out.append((around, note if around.exact else note.with_quote(review.report_lang)))
    return [*out[:1], *sorted(out[1:], key=lambda one: (one[0].start, -one[0].end))]


def _first_word(text: str) -> Span:
    word = re.search(r"[^\s|]+", text)
    return Span(word.start(), word.end()) if word else Span(0, 1)


def _marks(arounds: Sequence[Around], first: int, prefix: str, look: Look) -> Mapping[int, str]:
    """What to put in where: at one place ends come before beginnings."""
    begins: defaultdict[int, str] = defaultdict(str)
    ends: defaultdict[int, str] = defaultdict(str)
    w = prefix
    for number, around in enumerate(arounds, first):
        begins[around.start] += f'<{w}commentRangeStart {w}id="{number}"/>'
        ends[around.end] += (
            f'<{w}commentRangeEnd {w}id="{number}"/>'
            f'<{w}r>{reference_look(look, w)}<{w}commentReference {w}id="{number}"/></{w}r>'
        )
    return {at: ends[at] + begins[at] for at in {*begins, *ends}}


def _look(package: Package) -> Look:
    """Word's own styles for comments, found by their English names; their ids are in the language of the program."""
    found: dict[str, str] = {}
    styles = package.read("word/styles.xml") or ""
    identity = ""
    for tag in TOKEN.finditer(styles):
        name = (tag["name"] or "").rpartition(":")[2]
        if name in ("style", "name") and not tag["close"]:
            attributes = {key.rpartition(":")[2]: value for key, value in next(elements(tag[0], name)).items()}
            if name == "style":
                identity = attributes.get("styleId", "")
            else:
                found.setdefault(attributes.get("val", "").lower(), identity)
    return Look(found.get("annotation text", ""), found.get("annotation reference", ""))


def _para_ids(package: Package, counts: Sequence[int]) -> list[list[str]]:
    """Ids for the comments' paragraphs that no paragraph of the file has."""
    taken = {found.upper() for xml in package.xml_parts() for found in _PARA_ID.findall(xml)}
    fresh = (f"{n:08X}" for n in range(0x57530001, 0x7FFFFFFF))
    free: Iterator[str] = (identity for identity in fresh if identity not in taken)
    return [[next(free) for _ in range(count)] for count in counts]


def _write_comments(package: Package, part: str | None, existing: str, strict: bool, comments: str) -> None:
    spaces = {"w": _space(strict), "w14": _WORD_2010}
    xml = with_inside(with_spaces(existing or "<w:comments/>", spaces, "w14"), comments)
    if part:
        package.changed[part] = xml
    else:
        package.add(package.free("comments"), xml, f"{_CONTENT}.comments+xml", f"{_OFFICE[strict]}/comments")


def _space(strict: bool) -> str:
    return (STRICT if strict else W).strip("{}")


def _write_extended(package: Package, ids: Sequence[str]) -> None:
    """Says of each comment that it is open, by the id of its last paragraph: without that Word can't resolve it."""
    part = package.related("commentsExtended")
    existing = with_spaces((package.read(part) if part else None) or "<w15:commentsEx/>", {"w15": _WORD_2012})
    xml = with_inside(existing, "".join(f'<w15:commentEx w15:paraId="{id_}" w15:done="0"/>' for id_ in ids))
    if part:
        package.changed[part] = xml
    else:
        package.add(package.free("commentsExtended"), xml, f"{_CONTENT}.commentsExtended+xml", _EXTENDED)
