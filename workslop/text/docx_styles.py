"""What a Word style makes of a paragraph: heading, item, quotation, code, table of contents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from workslop.types import BlockKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"

# Word keeps a style's English name in the file whatever its own language; other programs write theirs.
_HEADING = re.compile(r"(?:heading|kop|überschrift|titre) ?([1-9])$")
_QUOTE = re.compile(r"(?:intense )?quote$|(?:duidelijk )?citaat$|block ?(?:quote|text)|quotations?$")
_CODE = re.compile(r"html preformatted|(?:source )?code\b|preformatted|macro text|vooraf opgemaakt")
_TOC = re.compile(r"(?:toc|inhopg|inhoudsopgave|contents?) ?(?:\d|heading|kop)?$|table of figures|index \d")
_LIST = re.compile(r"list (?:bullet|number)(?: (\d))?|lijst(?:opsom|nummer)\w*")


@dataclass(frozen=True, slots=True)
class Style:
    """The kind of block a style gives, its depth, and whether its letters are bold."""

    kind: BlockKind = "paragraph"
    level: int = 0
    bold: bool = False


def read_styles(data: bytes | None) -> dict[str, Style]:
    """The styles of ``word/styles.xml`` by id; one that says nothing of its own takes over what it is based on."""
    if data is None:
        return {}
    root = ElementTree.fromstring(data)
    ns = namespace(root.tag)
    raw: dict[str, tuple[Style | None, str | None]] = {}
    for element in root.iter(f"{ns}style"):
        identity = element.get(f"{ns}styleId")
        if identity and element.get(f"{ns}type", "paragraph") == "paragraph":
            based = element.find(f"{ns}basedOn")
            raw[identity] = _own(element, ns), None if based is None else based.get(f"{ns}val")
    return {identity: _resolved(identity, raw) for identity in raw}


def namespace(tag: str) -> str:
    """The WordprocessingML namespace in use: the transitional one, or ISO's strict one."""
    return STRICT if tag.startswith(STRICT) else W


def number_in(element: ElementTree.Element | None, ns: str) -> int | None:
    """The number in an element's ``val``, or None where there is no element or no number."""
    value = "" if element is None else element.get(f"{ns}val", "")
    return int(value) if value.isdigit() and len(value) < 10 else None


def is_on(element: ElementTree.Element | None, ns: str) -> bool:
    """Whether a switch such as ``w:b`` is there and not turned off."""
    return element is not None and element.get(f"{ns}val", "true") not in ("0", "false", "off", "none")


def _own(element: ElementTree.Element, ns: str) -> Style | None:
    name_element = element.find(f"{ns}name")
    name = "" if name_element is None else name_element.get(f"{ns}val", "").lower()
    outline = number_in(element.find(f"{ns}pPr/{ns}outlineLvl"), ns)
    if heading := _HEADING.match(name):
        return Style("heading", int(heading[1]))
    if name in ("title", "titel"):
        return Style("heading", 1)
    if _TOC.match(name):
        return Style("toc")
    if outline is not None and outline < 9:
        return Style("heading", outline + 1)
    if _QUOTE.match(name):
        return Style("quote")
    if _CODE.match(name):
        return Style("code")
    numbered = element.find(f"{ns}pPr/{ns}numPr/{ns}numId")
    if (listed := _LIST.match(name)) or number_in(numbered, ns):
        level = number_in(element.find(f"{ns}pPr/{ns}numPr/{ns}ilvl"), ns)
        return Style("item", int(listed[1] or 1) if listed else (level or 0) + 1)
    return Style(bold=True) if is_on(element.find(f"{ns}rPr/{ns}b"), ns) else None


def _resolved(identity: str, raw: Mapping[str, tuple[Style | None, str | None]]) -> Style:
    seen: set[str] = set()
    at: str | None = identity
    while at is not None and at in raw and at not in seen:
        seen.add(at)
        style, at = raw[at]
        if style is not None:
            return style
    return Style()
