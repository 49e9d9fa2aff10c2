"""Puts marks into a document's XML: a run that a mark falls in becomes two of the same look; nothing else changes."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping

from workslop.report.docx_scan import Run, Scan, Unit

_NUMBER = re.compile(r"(\b(?:\w+:)?id=[\"'])\d{1,9}([\"'])")
_SPACE = re.compile(r"\s*\bxml:space\s*=\s*[\"'](\w*)[\"']")
_BLANKS = " \t\r\n"

Edit = tuple[int, int, str]


def put_in(scan: Scan, marks: Mapping[int, str]) -> str:
    """The document of ``scan`` with ``marks`` put in at their offsets."""
    xml, starts = scan.xml, [run.start for run in scan.runs]
    numbers = itertools.count(highest_number(xml) + 1)
    edits: list[Edit] = []
    cut: dict[int, Unit] = {}
    for at, mark in sorted(marks.items()):
        index = bisect_right(starts, at) - 1
        run = scan.runs[index] if index >= 0 else None
        if run is None or not run.start < at < run.end:
            edits.append((at, at, mark))
            continue
        # a tracked change of the run's look comes along, with a number of its own
        head = _NUMBER.sub(lambda m: f"{m[1]}{next(numbers)}{m[2]}", run.head)
        letters = next((unit for unit in run.letters if 0 <= at - unit.content <= len(unit.raw)), None)
        if letters is None:
            edits.append((at, at, f"{run.close}{mark}{head}"))
        else:
            edits.append(_through(xml, run, letters, at, mark, head))
            cut[letters.content] = letters
    for letters in cut.values():
        edits += _kept_blanks(xml, letters)
    return _edited(xml, sorted(edits, key=lambda edit: edit[:2]))


def highest_number(xml: str) -> int:
    """The highest number that any element of ``xml`` has as its id."""
    return max((int(n) for n in re.findall(r"\bid=[\"'](\d{1,9})[\"']", xml)), default=0)


def _through(xml: str, run: Run, letters: Unit, at: int, mark: str, head: str) -> Edit:
    lead, trail = _blanks(letters)
    at = min(max(at, letters.content + lead), letters.content + len(letters.raw) - trail)
    return at, at, f"{_closing(xml, letters)}{run.close}{mark}{head}{_preserving(letters.tag)}"


def _kept_blanks(xml: str, letters: Unit) -> Iterable[Edit]:
    """A text that was cut keeps the blank at the cut; blanks at its ends that Word didn't show still don't show."""
    if _preserves(letters.tag):
        return
    lead, trail = _blanks(letters)
    opened = f"{letters.tag}{letters.raw[:lead]}{_closing(xml, letters)}" if lead else ""
    yield letters.start, letters.content + lead, opened + _preserving(letters.tag)
    if trail:
        at = letters.content + len(letters.raw) - trail
        yield at, at, _closing(xml, letters) + letters.tag


def _blanks(letters: Unit) -> tuple[int, int]:
    """How many signs at the beginning and the end of a text are blanks that don't count."""
    raw = letters.raw
    if _preserves(letters.tag):
        return 0, 0
    lead = len(raw) - len(raw.lstrip(_BLANKS))
    return lead, len(raw) - len(raw.rstrip(_BLANKS)) if lead < len(raw) else 0


def _preserves(tag: str) -> bool:
    found = _SPACE.search(tag)
    return found is not None and found[1] == "preserve"


def _preserving(tag: str) -> str:
    return tag if _preserves(tag) else _SPACE.sub("", tag)[:-1].rstrip() + ' xml:space="preserve">'


def _closing(xml: str, letters: Unit) -> str:
    return xml[letters.content + len(letters.raw) : letters.end]


def _edited(xml: str, edits: Iterable[Edit]) -> str:
    out, done = [], 0
    for start, end, text in edits:
        out += [xml[done:start], text]
        done = end
    return "".join([*out, xml[done:]])
