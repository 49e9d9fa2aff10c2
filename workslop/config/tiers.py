"""Where to excel and where average will do: what each tier asks of the rules that come with workslop."""

from __future__ import annotations

from workslop.types import Rule

DEFAULT = "sound"
TIERS = ("excel", "sound", "average-is-fine")
SUBSTANCE = ("coverage", "evidence", "nuance", "specificity")  # what a text says, apart from how it says it


def level_of(rule: Rule, tier: str) -> str:
    """off, note, warning or error: what ``tier`` makes of one of workslop's own rules."""
    if tier == "excel":
        return _excel(rule)
    if rule.status == "preview":
        return "off"
    return _average(rule) if tier == "average-is-fine" else rule.severity


def _excel(rule: Rule) -> str:
    """Everything on. A note about substance fails like a warning; rules on trial stay notes: they are often wrong."""
    if rule.status == "preview":
        return "note"
    return "warning" if rule.signal in SUBSTANCE and rule.severity == "note" else rule.severity


def _average(rule: Rule) -> str:
    """Open questions of the brief and claims with nothing under them; the rest is silent."""
    claim = rule.signal == "evidence" and rule.severity != "note"
    return "warning" if rule.signal == "coverage" or claim else "off"
