"""The signals: one measurement each, without opinion. The list is explicit; a module is imported when asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from workslop.signals.context import Context
from workslop.types import Draft, Measure


@dataclass(frozen=True, slots=True)
class SignalInfo:
    """A signal and what it must have read: "brief", "vectors" (of the draft's sentences), "hits" (of phrase rules)."""

    id: str
    needs: frozenset[str]


SIGNALS: tuple[SignalInfo, ...] = (
    SignalInfo("phrasing", frozenset({"hits"})),
    SignalInfo("specificity", frozenset()),
    SignalInfo("centroid", frozenset({"vectors"})),
    SignalInfo("coverage", frozenset({"brief", "vectors"})),
    SignalInfo("evidence", frozenset()),
    SignalInfo("nuance", frozenset()),
    SignalInfo("sameness", frozenset()),
    SignalInfo("readability", frozenset()),
)


def measure(signal: str, draft: Draft, context: Context) -> tuple[Measure, ...]:
    """What ``signal`` measures of ``draft``. Raises KeyError for an unknown signal."""
    if signal not in {info.id for info in SIGNALS}:
        raise KeyError(signal)
    module = import_module(f"{__name__}.{signal}")
    run = cast("Callable[[Draft, Context], tuple[Measure, ...]]", module.measure)
    return run(draft, context)
