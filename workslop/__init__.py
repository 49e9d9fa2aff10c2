"""workslop shows a reviewer what a polished draft leaves out. Dutch and English; texts never leave the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workslop.api import judge_passage, review, review_dict

__all__ = ["judge_passage", "review", "review_dict"]


def __getattr__(name: str) -> Any:
    """Load the library when it is first used: ``workslop --help`` must not pay for it."""
    if name in __all__:
        from workslop import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
