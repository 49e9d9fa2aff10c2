"""The Python interface: review, review_dict, judge_passage. Many calls in one process share the loaded models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workslop import embed
from workslop.review import PathLike, review
from workslop.text import detect
from workslop.text.brief import kind_of, parts_of
from workslop.types import Ask, Span

if TYPE_CHECKING:
    from workslop.signals.context import Judge

__all__ = ["judge_passage", "review", "review_dict"]


def review_dict(draft_path: PathLike, brief_path: PathLike | None = None, **options: Any) -> dict[str, Any]:
    """The review in the wire form workslop.review/1 (docs/wire.md); options as in ``review``. Raises InputError."""
    from workslop.report.wire import to_dict

    return to_dict(review(draft_path, brief_path, **options))


def judge_passage(ask: str, passage: str, lang: str | None = None) -> dict[str, Any]:
    """Does one passage answer one ask? {"status": answered|partial|gestured|missing, "answered_probability": 0..1}.

    ``lang`` is the passage's language (None: found out; a third language is judged with the English lists).
    """
    from workslop.signals.context import Context
    from workslop.signals.passage import judge

    known = lang if lang in ("nl", "en") else detect(passage)
    own = known if known in ("nl", "en") else "en"
    parts = parts_of(ask, own)
    wanted = Ask("a1", ask[:600], Span(0, len(ask)), kind_of([p.text for p in parts] or [ask], own), parts)
    status, probability = judge(wanted, passage[:4000], own, Context(encoder=_encoder(), judge=_judge()))
    return {"status": status, "answered_probability": round(probability, 4)}


def _encoder() -> embed.Encoder | None:
    try:
        return embed.load(embed.DEFAULT)
    except embed.EncoderUnavailable:
        return None


def _judge() -> Judge | None:
    from workslop.embed import cross_encoder

    try:
        return cross_encoder.load()
    except embed.EncoderUnavailable:
        return None
