"""Where a draft lies between solid and glad texts, on the one line that runs from the first to the second."""

from __future__ import annotations

from dataclasses import dataclass

from workslop.lang import message
from workslop.report.words import number
from workslop.types import Review

_RAILS = (  # measure of the signal centroid, the pile's name, what the draft's place in it means
    ("percentile_solid", "among.solid", "among.solid_told"),
    ("percentile_glad", "among.glad", "among.glad_told"),
)


@dataclass(frozen=True, slots=True)
class Rail:
    """One pile of reference texts as a line, its text farthest from glad at 0, the one nearest to glad at 100.

    ``place`` is the draft's on it: the share of the pile, in percent, that lies farther from glad than the draft.
    """

    word: str
    place: float
    told: str


def among(review: Review) -> tuple[Rail, ...]:
    """A rail for the solid and one for the glad texts of the profile; none where closeness was not measured."""
    lang, out = review.report_lang, []
    for name, word, told in _RAILS:
        measure = review.measure("centroid", name)
        if measure is not None and measure.value is not None:
            place = min(max(measure.value, 0.0), 100.0)
            out.append(Rail(message(lang, word), place, message(lang, told, share=number(lang, place, 0))))
    return tuple(out)
