"""Generic phrasing: how often the phrase rules speak, each rule counted a little and no rule much."""

from __future__ import annotations

from collections.abc import Iterable

from workslop.signals.context import Context
from workslop.signals.reading import why_unread, words_of_prose
from workslop.types import Draft, Measure, Span

ID = "phrasing"
MOST_PER_RULE = 2  # one pet phrase must not sink a text
LEAST_WORDS = 50


def measure(draft: Draft, context: Context) -> tuple[Measure, ...]:
    """ "density": hits per 100 words of prose; "rules": how many rules spoke. Higher is more generic.

    At most two hits a rule count, and a place on which several rules fall counts once. None below LEAST_WORDS words of
    prose, and for a language without rules.
    """
    words = sum(map(len, words_of_prose(draft)))
    units = (("density", "per 100 words"), ("rules", "rules"))
    why = why_unread(draft) or (("too_short" if words else "no_prose") if words < LEAST_WORDS else None)
    if why:
        return tuple(Measure(ID, name, None, unit, words, why=why) for name, unit in units)
    counted = [span for spans in context.hits.values() for span in spans[:MOST_PER_RULE]]
    rules = sum(bool(spans) for spans in context.hits.values())
    values = (round(100 * places(counted) / words, 3), float(rules))
    return tuple(Measure(ID, name, value, unit, words) for (name, unit), value in zip(units, values, strict=True))


def places(spans: Iterable[Span]) -> int:
    """How many separate places ``spans`` make: those that overlap are one."""
    n, reach = 0, -1
    for span in sorted(spans):
        n += span.start >= reach
        reach = max(reach, span.end)
    return n
