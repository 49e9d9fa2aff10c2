"""Line breaks inside a paragraph: made by a margin (hard wrap), or by an author who began a new line on purpose."""

from __future__ import annotations

import re
from itertools import pairwise

_NEWLINE = re.compile(r"\r\n|\r|\n")
_WIDEST_MARGIN = 130  # nobody wraps by hand beyond this: every break in a wider paragraph is on purpose
_NARROW = 60
_LEAST_MARGIN = 40  # nor within this: a capital at the head of a line is then the author's beginning
_FRESH = re.compile(r"[\"'“„«(\[*_]*(?:[^\W\d_a-zà-ÿ]|\d|[-–—•·→►▪◦○●■□✓✔✗*>+@#€$£])")
_LINE_HEAD = re.compile(r"[\"'“„«(\[*_]*(?:[A-ZÀ-Þ]|\d|[-–—•·→►▪◦○●■□✓✔✗>@#€$£])")
_COMPLETE = re.compile(r"[.?!;:][\"'”’)]*(?:\s+\([^()]*\))?\s*$")
_STAMP = re.compile(r"\[?(?:\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{2,4})?,? )?\d{1,2}[:.]\d\d\b")  # a log, a chat
_LABEL = re.compile(r"[^\W\d_][\w /&-]{0,25}:\s")  # "Naam: ...", "Datum: ..."
_GOES_ON = re.compile(
    r"(?:^|[\s(])(?:de|het|een|van|in|op|te|om|en|of|met|voor|bij|naar|aan|door|uit|als|dat|die|the|a|an|of|to|and|or|with|for"
    r"|from|by|at|on|as|that|is|are|was|were|zijn|waren|werd|wordt)$",
    re.I,
)
_JOINS = re.compile(
    r"(?:en|of|maar|omdat|want|die|dat|waar\w*|zodat|terwijl|als|dan|and|or|but|because|which|that|who|where|while|so|than|if)\b"
)


def deliberate_breaks(view: str) -> list[int]:
    """The offsets just after the line breaks in ``view`` that separate units; the others are a margin's.

    A margin breaks a line only when the next word doesn't fit; a break before a word that would have fitted is the
    author's. A line that clearly goes on (a comma or preposition at its end, "and" at the head of the next) is not cut.
    """
    ends = [(found.start(), found.end()) for found in _NEWLINE.finditer(view)]
    if not ends:
        return []
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(view)]
    lines = [view[a:b] for a, b in zip(starts, stops, strict=True)]
    widest = max(len(line.strip()) for line in lines)
    alike = len(lines) >= 3 and all(_LINE_HEAD.match(line.lstrip()) for line in lines)
    listed = alike and (widest < _NARROW or all(map(_COMPLETE.search, lines)))
    out = []
    for number, (line, following) in enumerate(pairwise(lines)):
        if listed or _on_purpose(line, following, widest):
            out.append(starts[number + 1])
    return out


def _on_purpose(line: str, following: str, widest: int) -> bool:
    above, below = line.strip(), following.strip()
    if not above or not below:
        return True
    fresh = bool(_FRESH.match(below))
    if line.endswith("  ") or above.endswith("\\"):
        return fresh or not _JOINS.match(below)
    if any(head.match(above) and head.match(below) for head in (_STAMP, _LABEL)):
        return True
    margin = widest <= _WIDEST_MARGIN and not (fresh and widest < _LEAST_MARGIN)
    if margin and len(above) + 1 + len(below.split(None, 1)[0]) > widest:
        return False
    if following[:2].isspace() and not line[:1].isspace() and not fresh:  # an item's further line, indented
        return False
    if above[-1] == ":":
        return True
    if above[-1] in ",-–—/(" or (_GOES_ON.search(above[-12:]) and not above.isupper()):
        return False
    return fresh or not _JOINS.match(below)
