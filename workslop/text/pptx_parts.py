"""The parts of a PowerPoint file and what they refer to; bounded in size, nothing outside the file is followed."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from workslop.types import InputError

MAX_PART = 10_000_000  # each is held as a tree
MAX_XML = 60_000_000  # of all parts together
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
_SAVE = "open it in PowerPoint and save it again"


@dataclass(frozen=True, slots=True)
class Target:
    """What a part refers to: the kind of relation ("slide", "notesSlide") and the part's name in the archive."""

    kind: str
    part: str


class Package:
    """The XML parts of a file, each read when asked for. Every mistake in the file is one InputError."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.left = MAX_XML
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.damaged() from error
        self.names = frozenset(self.archive.namelist())

    def damaged(self, why: str = "") -> InputError:
        """The error for a file that cannot be read as it is."""
        if why:
            return InputError(f"{self.name} is a damaged PowerPoint file ({why}): {_SAVE}")
        what = "no readable PowerPoint file (damaged, or protected by a password)"
        return InputError(f"{self.name} is {what}: {_SAVE} as .pptx, or give the text as .docx")

    def tree(self, part: str) -> Element | None:
        """The root of an XML part, or None where it isn't there."""
        data = self._read(part)
        if data is None:
            return None
        try:
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, LookupError, ValueError) as error:
            raise self.damaged(f"{part}: {error}") from error

    def targets(self, part: str) -> dict[str, Target]:
        """What ``part`` refers to within the file, by id; links to other places are left out."""
        folder, _, name = part.rpartition("/")
        root = self.tree(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        found: dict[str, Target] = {}
        for relation in () if root is None else root:
            if relation.get("TargetMode") == "External":
                continue
            target = unquote(relation.get("Target", ""))
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = Target(kind, path)
        return found

    def target(self, part: str, kind: str) -> str | None:
        """The first part of this kind that ``part`` refers to."""
        return next((target.part for target in self.targets(part).values() if target.kind == kind), None)

    def _read(self, part: str) -> bytes | None:
        if part not in self.names:
            return None
        if self.archive.getinfo(part).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.damaged()  # no other is allowed in an Office file
        most = min(MAX_PART, self.left)
        try:
            with self.archive.open(part) as file:
                data = file.read(most + 1)  # whatever size its header gives
        except _BROKEN as error:
            raise self.damaged() from error
        if len(data) > most:
            size = MAX_PART if most == MAX_PART else MAX_XML
            raise InputError(f"{self.name} unpacks to more than {size // 1_000_000} MB of text: split it")
        self.left -= len(data)
        plain = data.replace(b"\0", b"") if b"\0" in data else data  # UTF-16 is read as well
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise InputError(f"{self.name} declares XML entities, which no PowerPoint file needs: {_SAVE}")
        return data


def local(element: Element) -> str:
    """An element's name without its namespace: ISO's strict files have other namespaces and the same names."""
    return element.tag.rpartition("}")[2]


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of this name, and of that the next, in any namespace."""
    for name in path:
        element = next((one for one in element if local(one) == name), None) if element is not None else None
    return element


def reference(element: Element, name: str = "id") -> str:
    """The value of an attribute that refers to a relation, ``r:id``; an ``id`` without a namespace is another."""
    found = (value for key, value in element.attrib.items() if key.endswith(f"/relationships}}{name}"))
    return next(found, "")
