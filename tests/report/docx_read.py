"""What a test reads back from a Word file: its letters with their look, its comments, the words they stand on."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def value(element: ElementTree.Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def letters(data: bytes) -> list[list[tuple[str, str]]]:
    """For each paragraph its characters, with the look of the run they stand in."""
    root = ElementTree.fromstring(part(data, "word/document.xml"))
    out = []
    for paragraph in (p for p in root.iter() if _local(p) == "p"):
        here: list[tuple[str, str]] = []
        for r in _runs(paragraph):
            look = b"".join(ElementTree.tostring(c) for c in r if _local(c) == "rPr").decode()
            look = re.sub(r' ns\d+:id="\d+"', "", look)  # a tracked change keeps a number of its own
            for child in r:
                if _local(child) in ("t", "delText", "instrText"):
                    here += [(sign, look) for sign in child.text or ""]
                elif _local(child) not in ("rPr", "commentReference"):
                    here.append((f"<{_local(child)}>", look))
        out.append(here)
    return out


def _runs(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The runs of a paragraph, but not those of a text box in it."""
    for child in element:
        if _local(child) == "r":
            yield child
        if _local(child) != "txbxContent":
            yield from _runs(child)


def _walk(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    name = _local(element)
    if name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        yield name, value(element, "id")
    if name in ("del", "Fallback", "txbxContent", "pPr", "rPr", "instrText"):
        return
    if name == "t":
        yield "t", element.text or ""
    if name in ("tab", "br", "noBreakHyphen"):
        yield "t", {"tab": "\t", "br": "\n"}.get(name, "-")
    if name == "footnoteReference":
        yield "t", "[1]"
    for child in element:
        yield from _walk(child)
    if name == "p":
        yield "t", "\n"


def commented(data: bytes) -> dict[str, str]:
    """The words that each comment of the file stands on; each has one beginning, one end, one sign, in that order."""
    seen: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for kind, value in _walk(ElementTree.fromstring(part(data, "word/document.xml"))):
        if kind != "t":
            seen.setdefault(value, []).append(kind)
            words.setdefault(value, "")
            continue
        for identity, kinds in seen.items():
            if kinds == ["commentRangeStart"]:
                words[identity] += value
    assert all(kinds == ["commentRangeStart", "commentRangeEnd", "commentReference"] for kinds in seen.values()), seen
    return words


def told(data: bytes) -> list[tuple[str, str, list[str]]]:
    """Author, initials and paragraphs of each comment, from whatever part holds them, in their order."""
    return list(by_number(data).values())


def by_number(data: bytes) -> dict[str, tuple[str, str, list[str]]]:
    """The same by the number that the document calls a comment by."""
    name = next(n for n in names(data) if re.fullmatch(r"word/comments\d*\.xml", n))
    root = ElementTree.fromstring(part(data, name))
    return {
        value(c, "id"): (
            value(c, "author"),
            value(c, "initials"),
            ["".join(t.text or "" for t in p.iter() if _local(t) == "t") for p in c],
        )
        for c in root
    }
