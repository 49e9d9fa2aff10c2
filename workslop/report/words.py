"""What all reports share in writing: texts by key, plurals, figures, places, and text made safe to show."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable

from workslop.lang import load, message
from workslop.types import SEVERITIES, Finding, Place

_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_LABEL = re.compile(r"(?P<kind>slide|page) (?P<number>\d+)(?P<hidden>, hidden)?(?P<notes>, notes)?")
_LABEL_KEYS = {"slide": "place.slide", "page": "place.page", "hidden": "place.hidden", "notes": "place.notes"}
_BREAK = re.compile(r"<(?:br|/p|/t[dh]|/li)\b[^<>]*>", re.I)
_CONTROLS = {
    **{code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys((0x2028, 0x2029), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **dict.fromkeys(range(0xE0000, 0xE0080), "\ufffd"),
    **{code: f"‹U+{code:04X}›" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
}


def clean(text: str) -> str:
    """``text`` with the signs that work on a terminal or turn the order of reading shown instead of obeyed."""
    return text.translate(_CONTROLS).replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: str) -> str:
    """``text`` made safe and on one line."""
    return " ".join(clean(text).split())


def plain(text: str, form: str) -> str:
    """Words of a draft as its reader sees them: a web page's tags and entities are read, other text stays as it is."""
    return html.unescape(_TAG.sub("", _BREAK.sub(" ", text))) if form == "html" else text


def short(text: str, length: int) -> str:
    """``text`` on one line, cut at a word and closed with … when it is longer than ``length``."""
    line = one_line(text)
    if len(line) <= length:
        return line
    head = line[: length - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > length // 2 else head).rstrip(" ,;:–-") + "…"


def known(lang: str, group: str, key: str) -> str:
    """The text of ``group.key``; the key itself, made safe, where a user's rule brings one that we don't know."""
    found = load(lang, "messages").get(group, {}).get(key.removeprefix(f"{group}."))
    return str(found) if found is not None else one_line(key)


def element(lang: str, kind: str) -> str:
    """What was found in a passage, in words: a fact ("a period") or what a question wants ("a cause")."""
    return str(load(lang, "review")["has"].get(kind) or known(lang, "lacks", kind))


def sentence(text: str) -> str:
    """``text`` with a capital, for a line that stands on its own."""
    return text[:1].upper() + text[1:]


def measured(lang: str, value: float, unit: str) -> str:
    """A measure's value with its unit in words; a share or probability as a percentage."""
    key = unit.replace(" ", "_")
    template = load(lang, "messages")["unit"].get(key)
    if template is None:
        return f"{number(lang, value)} {one_line(unit)}"
    percent = key.startswith(("share", "probability"))
    return str(template).format(value=number(lang, value * 100, 0) if percent else number(lang, value))


def count(lang: str, noun: str, n: int) -> str:
    """A noun with its number ("1 finding", "3 findings"): ``count.<noun>_one`` or ``_many``."""
    return message(lang, f"count.{noun}_{'one' if n == 1 else 'many'}", n=number(lang, n))


def severity_counts(lang: str, findings: Iterable[Finding]) -> str:
    """The counts in words, the worst first ("1 error, 2 notes"), or that there are none."""
    counts = Counter(finding.severity for finding in findings)
    told = [count(lang, severity, counts[severity]) for severity in reversed(SEVERITIES) if counts[severity]]
    return ", ".join(told) or count(lang, "finding", 0)


def number(lang: str, value: float, digits: int = 2) -> str:
    """A figure as a reader of this language writes it, without trailing zeros."""
    text = f"{value:,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = "0" if text == "-0" else text
    return text.translate(str.maketrans(",.", ".,")) if lang == "nl" else text


def signed(lang: str, value: float) -> str:
    """A figure with its sign, a real minus included: what a signal adds to or takes from gladness."""
    text = f"{abs(value):.1f}".replace(".", "," if lang == "nl" else ".")
    return text if round(value, 1) == 0 else ("+" if value > 0 else "−") + text


def share(lang: str, value: float) -> str:
    """A probability as a percentage."""
    return number(lang, value * 100, 0) + "%"


def place_text(lang: str, place: Place) -> str:
    """Where it stands, in words: the label where lines mean nothing (Word, slides, PDF), else the line."""
    return label_text(lang, place.label) if place.label else message(lang, "place.line", line=place.line)


def label_text(lang: str, label: str) -> str:
    """A place's label in words: "slide 3, notes" and "page 4" in the language of the report, others as they are."""
    found = _LABEL.fullmatch(label)
    if found is None:
        return one_line(label)
    words = [message(lang, _LABEL_KEYS[found["kind"]], number=found["number"])]
    return ", ".join(words + [message(lang, _LABEL_KEYS[name]) for name in ("hidden", "notes") if found[name]])


def path_text(lang: str, path: str) -> str:
    """A path as shown: standard input by name."""
    return message(lang, "report.stdin") if path == "-" else one_line(path)
