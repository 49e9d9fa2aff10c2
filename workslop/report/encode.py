"""Records as JSON and XML text that every reader takes: no sign in it breaks a parser or works on a screen."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

from workslop.report.words import clean

# Signs that JSON allows in a string and that a terminal or an editor would obey: written as escapes, the value stays.
_OBEYED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")  # beyond what clean() takes out


def json_text(data: Any, *, indent: int | None = 1) -> str:
    """``data`` as JSON with a line end; ``indent`` None puts it on one line."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(data, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False)
    return _OBEYED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n"


def xml_text(top: ET.Element) -> str:
    """``top`` as an XML document, one element a line. Signs that XML has no place for are shown, not dropped."""
    for element in top.iter():
        element.text = _allowed(element.text) if element.text else element.text
        for name, value in element.items():
            element.set(name, _allowed(value))
    ET.indent(top, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(top, encoding="unicode") + "\n"


def _allowed(text: str) -> str:
    return clean(text).translate(_NOT_IN_XML)
