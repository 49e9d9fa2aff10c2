"""How long the brief wants the text, in words: "500-700 words", "two sides at most", "één à anderhalve pagina"."""

from __future__ import annotations

import re

from workslop.text.brief.words import Words

# A page of running text; what briefs mean by a page or a side of A4 differs, and 500 to 550 words is the usual count.
PAGE = 500
ABOUT = 0.1
_NUMBER = r"\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?"

Limit = tuple[int | None, int | None]


def word_limit(text: str, words: Words) -> Limit | None:
    """The least and most words that ``text`` allows, or None where it names no number of words or pages."""
    number = rf"{_NUMBER}|{'|'.join(sorted(map(re.escape, words.numbers), key=len, reverse=True))}"
    dash = "|".join(map(re.escape, words.range_signs))
    units = "|".join(f"(?P<{name}>{words.length[name].pattern})" for name in ("words", "pages"))
    found = re.search(
        rf"(?<![\w.,])(?P<low>{number})(?:\s?(?:{dash})\s?(?P<high>{number}))?(?:\s(?:an?|een))?\s?(?:-?\s?(?:{words.loosely})\s)?\s*-?\s?(?:{units})",
        text,
        re.IGNORECASE,
    )
    if not found:
        return _bare(text, words)
    pages = found["pages"] is not None
    low = _size(found["low"], words)
    high = _size(found["high"], words) if found["high"] else None
    if pages and words.length["both_sides"].search(text):
        low *= 2
    return _limit(text, words, low, high, PAGE if pages else 1)


def _limit(text: str, words: Words, low: float, high: float | None, unit: int) -> Limit:
    if high is not None:
        return (None if unit > 1 else round(low), round(high * unit))
    if words.length["least"].search(text) and not words.length["most"].search(text):
        return (round(low * unit), None)
    if unit > 1 or words.length["most"].search(text):
        return (None, round(low * unit))
    return (round(low * (1 - ABOUT)), round(low * (1 + ABOUT)))


def _bare(text: str, words: Words) -> Limit | None:
    """A page without a number ("one-pager", "niet langer dan een A4'tje") or a number without a unit ("up to 700")."""
    if words.length["pages"].search(text):
        return (None, 2 * PAGE if words.length["both_sides"].search(text) else PAGE)
    found = re.search(r"(?<![\w.,/:])(?P<n>[1-9]\d{2,3})(?:\s?[-–]\s?(?P<m>\d{3,4}))?(?![\w/:%])", text)
    if not found or re.fullmatch(r"(?:19|20)\d\d", found["n"]):
        return None
    return _limit(text, words, float(found["n"]), float(found["m"]) if found["m"] else None, 1)


def _size(text: str, words: Words) -> float:
    known = words.numbers.get(text.lower())
    if known is not None:
        return known
    return float(re.sub(r"[.,](?=\d{3})", "", text).replace(",", "."))
