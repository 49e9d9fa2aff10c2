"""What within a block isn't the author's prose: code, link targets, mark-up, comments (Markdown's inline level).

markdown-it gives inline tokens no offsets, so this scanner finds the holes in the text itself. It reads each character
a bounded number of times: every pattern stops at a character that starts the next match.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable

from workslop.text.quotes import quotations
from workslop.types import Hole, HoleKind, Span

FILLER = "\ufffc"
ALL_KINDS: tuple[HoleKind, ...] = ("code", "link", "markup", "quote", "comment")

_ADDRESS = r"(?P<url>(?<![\w/])(?:https?://|www\.)[^\s<>\"“”„«»]+)|(?P<at>@)"
_ADDRESS_ONLY = re.compile(_ADDRESS)
_SIGN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<tick>`+)"
    r"|(?P<comment><!--)"
    r"|(?P<auto><(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]{1,80}@[\w.-]{1,200})>)"
    r"|(?P<tag></?[A-Za-z][^<>]{0,4000}>)"
    r"|(?P<foot>\[\^[^\]\[\s]{1,100}\])"
    r"|(?P<open>!?\[)"
    r"|(?P<close>\])"
    rf"|{_ADDRESS}"
    r"|(?P<marks>\*+|_+|~~|==)"
)
_TARGET = re.compile(
    r"\(\s{0,9}(?:<[^<>\n]{0,4000}>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?:\s{1,9}(?:\"[^\"]{0,1000}\"|'[^']{0,1000}'|\([^()]{0,1000}\)))?\s{0,9}\)"
    r"(?:\{[^{}\n]{0,200}\})?"
)
_LABEL = re.compile(r"\[([^\[\]]{0,999})\]")
_MAIL_LEFT = re.compile(r"[\w.+-]{1,64}$")
_MAIL_RIGHT = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def inline_holes(text: str, start: int, end: int, references: Collection[str] = ()) -> tuple[Hole, ...]:
    """The holes of ``text[start:end]``, quotations included, in order. ``references``: the link labels defined."""
    scan = _Scan(text, start, end, references)
    scan.run()
    holes = scan.holes
    holes += quotations(text, start, end, holes)
    return in_order(holes)


def address_holes(text: str, start: int, end: int) -> list[Hole]:
    """The web and mail addresses in ``text[start:end]``: all that is no prose where there is no mark-up."""
    scan = _Scan(text, start, end)
    scan.run(_ADDRESS_ONLY)
    return scan.holes


def in_order(holes: Iterable[Hole]) -> tuple[Hole, ...]:
    """Holes by their start, the longer one first."""
    return tuple(sorted(holes, key=lambda hole: (hole.span.start, -hole.span.end)))


def masked(text: str, span: Span, holes: Collection[Hole], kinds: Collection[HoleKind] = ALL_KINDS) -> str:
    """``text`` in ``span`` with the holes of ``kinds`` blanked by as many characters: offsets stay true.

    Mark-up becomes spaces (``**word**`` stays a word by itself), all else a run of U+FFFC, which no word matches.
    ``holes`` in order of their start.
    """
    out, at = [], span.start
    for hole in holes:
        left, right = max(hole.span.start, at), min(hole.span.end, span.end)
        if hole.kind in kinds and left < right:
            out.append(text[at:left])
            out.append((" " if hole.kind == "markup" else FILLER) * (right - left))
            at = right
    out.append(text[at : span.end])
    return "".join(out)


class _Scan:
    """One pass over a block; ``holes`` is the result."""

    def __init__(self, text: str, start: int, end: int, references: Collection[str] = ()) -> None:
        self.text, self.start, self.end, self.references = text, start, end, references
        self.holes: list[Hole] = []
        self.opens: list[tuple[int, int]] = []  # start and end of each open bracket
        self.marks: dict[str, list[list[int]]] = {}  # per sign: [start, end] of runs that may still be closed
        self.ticks: dict[int, list[int]] | None = None
        self.no_comment_end = False

    def add(self, kind: HoleKind, start: int, end: int) -> None:
        self.holes.append(Hole(kind, Span(start, end)))

    def run(self, sign: re.Pattern[str] = _SIGN) -> None:
        at = self.start
        while found := sign.search(self.text, at, self.end):
            match found.lastgroup:
                case "tick":
                    at = self._code(found)
                case "comment":
                    at = self._comment(found)
                case "auto" | "foot":
                    self.add("link", *found.span())
                    at = found.end()
                case "tag":
                    self.add("markup", *found.span())
                    at = found.end()
                case "open":
                    self.opens.append(found.span())
                    at = found.end()
                case "close":
                    at = self._close(found.start())
                case "url":
                    at = self._url(found)
                case "at":
                    at = self._mail(found.start())
                case "marks":
                    self._marks(found)
                    at = found.end()
                case _:
                    at = found.end()

    def _code(self, found: re.Match[str]) -> int:
        if self.ticks is None:
            self.ticks = {}
            for run in re.compile("`+").finditer(self.text, self.start, self.end):
                self.ticks.setdefault(len(run[0]), []).append(run.start())
        size = len(found[0])
        runs = self.ticks.get(size, [])
        index = bisect_left(runs, found.end())
        if index == len(runs):
            return found.end()
        self.add("code", found.start(), runs[index] + size)
        return runs[index] + size

    def _comment(self, found: re.Match[str]) -> int:
        close = -1 if self.no_comment_end else self.text.find("-->", found.end(), self.end)
        if close < 0:
            self.no_comment_end = True
            return found.end()
        self.add("comment", found.start(), close + 3)
        return close + 3

    def _close(self, at: int) -> int:
        if not self.opens:
            return at + 1
        start, inner = self.opens.pop()
        end = self._target_end(inner, at)
        if end is None:
            return at + 1
        if self.text[start] == "!":
            self.add("link", start, end)  # the text under an image is not running prose
        else:
            self.add("markup", start, inner)
            self.add("link", at, end)
        return end

    def _target_end(self, inner: int, at: int) -> int | None:
        """Where the link whose text is ``inner`` to ``at`` ends, or None where the brackets are just brackets."""
        if target := _TARGET.match(self.text, at + 1, self.end):
            return target.end()
        if not self.references or at - inner > 999:
            return None
        label = _LABEL.match(self.text, at + 1, self.end)
        if label and label_key(label[1] or self.text[inner:at]) in self.references:
            return label.end()
        return at + 1 if label_key(self.text[inner:at]) in self.references else None

    def _url(self, found: re.Match[str]) -> int:
        """A bare address, without the full stop or bracket of the sentence it stands in."""
        body = found[0].rstrip(".,;:!?'’\"*_~…")
        for _ in range(8):  # a bound, so that a long run of brackets costs no more than its length
            if not body.endswith((")", "]")) or body.count(body[-1]) <= body.count("[" if body[-1] == "]" else "("):
                break
            body = body[:-1].rstrip(".,;:!?'’\"*_~")
        end = found.start() + max(len(body), 1)
        if "." in body or "://" in body:
            self.add("link", found.start(), end)
        return end

    def _mail(self, at: int) -> int:
        left = _MAIL_LEFT.search(self.text, max(self.start, at - 64), at)
        right = _MAIL_RIGHT.match(self.text, at + 1, min(self.end, at + 255))
        if not left or not right:
            return at + 1
        if self.holes and self.holes[-1].span.end > left.start():
            return at + 1
        self.add("link", left.start(), right.end())
        return right.end()

    def _marks(self, found: re.Match[str]) -> None:
        """Emphasis: a run that may close takes the nearest open run of its sign, inner characters first."""
        sign, (start, end) = found[0][0], found.span()
        before = self.text[start - 1] if start > self.start else " "
        after = self.text[end] if end < self.end else " "
        left = not after.isspace() and (after.isalnum() or not before.isalnum())
        right = not before.isspace() and (before.isalnum() or not after.isalnum())
        if sign == "_":  # snake_case is one word
            left, right = left and not before.isalnum(), right and not after.isalnum()
        opened = self.marks.setdefault(sign, [])
        while right and opened and start < end:
            opener = opened[-1]
            size = min(opener[1] - opener[0], end - start)
            self.add("markup", opener[1] - size, opener[1])
            self.add("markup", start, start + size)
            opener[1] -= size
            start += size
            if opener[0] == opener[1]:
                opened.pop()
        if left and start < end:
            opened.append([start, end])


def label_key(label: str) -> str:
    """A link label as Markdown compares them: case and runs of white space don't matter."""
    return " ".join(label.split()).upper()
