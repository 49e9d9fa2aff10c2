"""A Word file as its parts: read, add to, written back with every other part as it was."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from workslop.report.docx_scan import TOKEN, characters
from workslop.text.docx import read_part
from workslop.types import InputError

DOCUMENT = "word/document.xml"
MAX_WHOLE = 1_000_000_000  # of all parts together, unpacked
_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_RELATIONS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DECLARED = re.compile(r"(<\?xml[^>]*?encoding\s*=\s*[\"'])([\w.-]+)")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_IGNORABLE = re.compile(r"\b[\w.-]+:Ignorable\s*=\s*[\"']")


class Package:
    """The parts of the Word file ``data``; ``name`` is what a message calls it. Nothing is unpacked until read."""

    def __init__(self, data: bytes, name: str) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.name = name
        self.changed: dict[str, str] = {}
        if sum(item.file_size for item in self.archive.infolist()) > MAX_WHOLE:
            raise InputError(f"{name} unpacks to more than {MAX_WHOLE // 1_000_000} MB: take large pictures out of it")

    def read(self, part: str) -> str | None:
        """The XML of ``part``, or None where it isn't there. Raises InputError where it declares entities or is large,
        and ParseError where it is damaged."""
        if part in self.changed:
            return self.changed[part]
        data = read_part(self.archive, part, self.name)
        if data is None:
            return None
        ElementTree.fromstring(data)
        return _decoded(data)

    def add(self, part: str, xml: str, content_type: str, relation: str) -> None:
        """Adds a new part that the document refers to."""
        self.changed[part] = _HEAD + xml
        types = self.read(_TYPES) or ""
        told = f" PartName={quoteattr('/' + part)} ContentType={quoteattr(content_type)}/>"
        self.changed[_TYPES] = with_child(types, "Override", told)
        relations = self.read(_RELATIONS) or f'{_HEAD}<Relationships xmlns="{_RELATIONS_SPACE}"/>'
        taken = {attributes.get("Id") for attributes in elements(relations, "Relationship")}
        identity = next(name for n in range(1, len(taken) + 2) if (name := f"rIdWs{n}") not in taken)
        target = posixpath.relpath(part, "word")
        told = f" Id={quoteattr(identity)} Type={quoteattr(relation)} Target={quoteattr(target)}/>"
        self.changed[_RELATIONS] = with_child(relations, "Relationship", told)

    def related(self, kind: str) -> str | None:
        """The part that the document refers to as ``kind`` (the last word of the relationship's type)."""
        for attributes in elements(self.read(_RELATIONS) or "", "Relationship"):
            if attributes.get("Type", "").rpartition("/")[2] == kind and attributes.get("TargetMode") != "External":
                part = posixpath.normpath(posixpath.join("/word", attributes.get("Target", "")))[1:]
                return part if part in self.archive.namelist() else None
        return None

    def free(self, stem: str) -> str:
        """A name in the folder ``word`` that no part has."""
        taken = {name.lower() for name in (*self.archive.namelist(), *self.changed)}
        names = (f"word/{stem}{n or ''}.xml" for n in range(len(taken) + 1))
        return next(name for name in names if name.lower() not in taken)

    def xml_parts(self) -> Iterator[str]:
        """The XML of the parts in the folder ``word`` itself, as text that is only looked through."""
        for item in self.archive.infolist():
            if re.fullmatch(r"word/[^/]+\.xml", item.filename):
                yield (read_part(self.archive, item.filename, self.name) or b"").decode("utf-8", "replace")

    def to_bytes(self) -> bytes:
        """The file with the parts that changed, in the order and with the compression it had."""
        out, rest = io.BytesIO(), dict(self.changed)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            new.comment = self.archive.comment
            for item in self.archive.infolist():
                text = rest.pop(item.filename, None)
                new.writestr(item, self.archive.read(item) if text is None else text.encode())
            for name, text in rest.items():
                item = zipfile.ZipInfo(name)
                item.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(item, text.encode())
        return out.getvalue()


def elements(xml: str, name: str) -> Iterator[Mapping[str, str]]:
    """The attributes of each element of that name, whatever its prefix."""
    for tag in TOKEN.finditer(xml):
        if tag["name"] and not tag["close"] and tag["name"].rpartition(":")[2] == name:
            yield {m[1]: characters(m[2] or m[3] or "") for m in _ATTRIBUTE.finditer(tag["attrs"])}


def with_child(xml: str, name: str, rest: str) -> str:
    """``xml`` with an element added at the end, with the prefix that its root has."""
    prefix, colon, _ = _root(xml)["name"].rpartition(":")
    return with_inside(xml, f"<{prefix}{colon}{name}{rest}")


def with_inside(xml: str, inner: str) -> str:
    """``xml`` with ``inner`` put in before the end of its root."""
    root = _root(xml)
    if root["attrs"].endswith("/"):
        return f"{xml[: root.end() - 2]}>{inner}</{root['name']}>{xml[root.end() :]}"
    last = max(tag.start() for tag in TOKEN.finditer(xml) if tag["close"])
    return xml[:last] + inner + xml[last:]


def with_spaces(xml: str, spaces: Mapping[str, str], ignorable: str = "") -> str:
    """``xml`` with these prefixes declared on its root, and ``ignorable`` one that old programs may pass over."""
    root = _root(xml)
    tag, declared = root[0], {m[1] for m in _ATTRIBUTE.finditer(root["attrs"])}
    wanted = {**spaces, **({"mc": _COMPATIBILITY} if ignorable else {})}
    new = "".join(
        f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in wanted.items() if f"xmlns:{prefix}" not in declared
    )
    found = _IGNORABLE.search(tag)
    if ignorable and not found:
        new += f' mc:Ignorable="{ignorable}"'
    elif (
        found
        and ignorable
        and ignorable not in re.split(r"[\s\"']", tag[found.end() :].partition(tag[found.end() - 1])[0])
    ):
        tag = f"{tag[: found.end()]}{ignorable} {tag[found.end() :]}"
    at = len(tag) - (2 if root["attrs"].endswith("/") else 1)
    return f"{xml[: root.start()]}{tag[:at]}{new}{tag[at:]}{xml[root.end() :]}"


def _root(xml: str) -> re.Match[str]:
    return next(tag for tag in TOKEN.finditer(xml) if tag["name"] and not tag["close"])


def _decoded(data: bytes) -> str:
    """XML as text: what is not UTF-8 is, and says so, when it is written back."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    head = data[:200].decode("utf-16" if wide else "latin-1", "ignore")
    told = _DECLARED.match(head)
    if not wide and (told is None or told[2].lower() in ("utf-8", "utf8", "us-ascii")):
        return data.decode("utf-8")
    return _DECLARED.sub(r"\1UTF-8", data.decode("utf-16" if wide else told[2] if told else "utf-8"), count=1)
