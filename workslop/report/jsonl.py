"""JSON lines: a review in the wire form (docs/wire.md) on each line."""

from __future__ import annotations

from collections.abc import Sequence

from workslop.report.encode import json_text
from workslop.report.wire import to_dict
from workslop.types import Review


def render(reviews: Sequence[Review]) -> str:
    """One line a review, in their order."""
    return "".join(json_text(to_dict(review), indent=None) for review in reviews)
