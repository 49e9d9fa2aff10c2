"""The Python interface: review, review_dict, judge_passage. Many calls in one process share the loaded models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workslop import embed
from workslop.lang import LANGUAGES
from workslop.review import PathLike, review
from workslop.text import detect
from workslop.text.brief import kind_of, parts_of
from workslop.text.brief.words import tell_language
from workslop.types import Ask, Span

if TYPE_CHECKING:
    from workslop.signals.context import Judge

MAX_ASK = 600  # characters
MAX_PASSAGE = 4000

__all__ = ["judge_passage", "review", "review_dict"]


def review_dict(draft_path: PathLike, brief_path: PathLike | None = None, **options: Any) -> dict[str, Any]:
    """The review in the wire form workslop.review/1 (docs/wire.md); options as in ``review``. Raises InputError."""
    from workslop.report.wire import to_dict

    return to_dict(review(draft_path, brief_path, **options))


def judge_passage(ask: str, passage: str, lang: str | None = None) -> dict[str, Any]:
    """Does one passage answer one ask? {"status": answered|partial|gestured|missing, "answered_probability": 0..1}.

    ``lang`` is the passage's language, nl or en (else it is found out; a third language is judged with the English
    lists). The ask may be in the other one. Of a long ask or passage the first MAX_ASK or MAX_PASSAGE characters count.
    """
    from workslop.signals.context import Context
    from workslop.signals.passage import judge

    found = lang if lang in LANGUAGES else detect(passage)
    own = found if found in LANGUAGES and found else "en" if found else tell_language(passage, tell_language(ask))
    asked = tell_language(ask, own)
    parts = parts_of(ask, asked)
    wanted = Ask("a1", ask[:MAX_ASK], Span(0, len(ask)), kind_of([p.text for p in parts] or [ask], asked), parts)
    status, probability = judge(wanted, passage[:MAX_PASSAGE], own, Context(encoder=_encoder(), judge=_judge()))
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
