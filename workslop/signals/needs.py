"""What an ask wants, what the best passages give of it, what lacks: the stuff of "wel een periode, geen bedrag"."""

from __future__ import annotations

from collections.abc import Sequence

from workslop.lang import LANGUAGES
from workslop.signals.answer import in_kind
from workslop.text.facts import Fact, FactKind, read_facts
from workslop.types import Ask, AskKind, Part, Status

# The facts that a reader would point at, by kind of ask.
SHOWN: dict[AskKind, tuple[FactKind, ...]] = {
    "quantity": ("percent", "count", "measure", "fraction", "money", "duration"),
    "cost": ("money",),
    "date": ("date", "time", "duration"),
    "person": ("name", "contact"),
    "place": ("name",),
    "comparison": ("percent", "count", "measure", "money", "fraction"),
    "evidence": ("count", "percent", "date", "quote"),
    "example": ("name", "quote", "date"),
}
CHECKABLE: tuple[AskKind, ...] = ("quantity", "cost", "date", "person", "comparison", "evidence")


def found_and_lacking(
    ask: Ask, passages: Sequence[tuple[str, str | None]], status: Status
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """(what was found: kind and its exact words; kinds still lacking), from the best passages of a verdict.

    For an answered ask nothing lacks. Facts that are not of the asked kind are named too: "a period: Q3, no amount".
    Nothing may lack in kind and the ask still be open: the figure that is there is another one.
    """
    parts = ask.parts or (Part(ask.text, ask.kind),)
    found = _found(parts, passages)
    if status == "answered":
        return found, ()
    kinds = {kind for kind, _ in found}
    lacks = [p.kind for p in parts if not _given(p.kind, kinds, passages)]
    return found, tuple(dict.fromkeys(lacks))


def _given(kind: AskKind, found: set[str], passages: Sequence[tuple[str, str | None]]) -> bool:
    if kind in CHECKABLE:
        return kind in found
    return any(in_kind(kind, text, lang) for text, lang in passages if lang in LANGUAGES and lang)


def _found(parts: Sequence[Part], passages: Sequence[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """At most three facts of the best passages, those of an asked kind first."""
    wanted = {kind for p in parts for kind in SHOWN.get(p.kind, ())}
    seen: list[tuple[bool, str, str]] = []
    for text, lang in passages:
        if lang not in LANGUAGES or not lang:
            continue
        for fact in read_facts(text, lang).facts:
            seen.append((fact.kind not in wanted, _ask_kind(fact, parts), " ".join(fact.span.of(text).split())))
    ordered = dict.fromkeys((kind, words) for _, kind, words in sorted(seen, key=lambda s: s[0]))
    return tuple(ordered)[:3]


def _ask_kind(fact: Fact, parts: Sequence[Part]) -> str:
    """The ask's kind that this fact serves, else the fact's own kind."""
    return next((p.kind for p in parts if fact.kind in SHOWN.get(p.kind, ())), fact.kind)
