"""Reviews kept between runs: what decides one is its key, and it is written as JSON.

Blocks, tokens and vectors are not kept: no form of ``workslop check`` reads them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workslop import cache
from workslop.types import (
    Ask,
    Brief,
    Candidate,
    ChecklistItem,
    Constraint,
    Draft,
    Finding,
    Gladness,
    Measure,
    Part,
    Push,
    Review,
    Sentence,
    Source,
    Span,
    Verdict,
    Waiver,
)

if TYPE_CHECKING:
    from workslop.config import Settings

FORMAT = "1"
KIND = "reviews"
_LARGEST = 4_000_000  # bytes of a text; what is larger is read anew
_NOT_DECIDING = ("rules", "origin", "config", "excluded", "brief")  # of Settings: follows from the rest, or only told
_DIRECT = (str, int, float, bool, type(None))


def key_of(path: str, brief: str | None, settings: Settings | None, *options: object) -> str | None:
    """The key of the review of the text at ``path``; None where it can't be kept: standard input, a file that can't be
    read (the review says why), a large one.

    The place of a text decides nothing but its settings, and so only its ending is in the key.
    """
    texts: list[str | bytes] = []
    for name in (path, brief):
        if name is None:
            texts += ["", b""]
            continue
        try:
            data = b"" if name == "-" else Path(name).read_bytes()
        except (OSError, ValueError):
            return None
        if not data or len(data) > _LARGEST:
            return None
        texts += [Path(name).suffix.lower(), data]
    return cache.key(FORMAT, cache.program(), repr(options), *_deciding(settings), *texts)


def recall(key: str, path: str, brief: str | None) -> Review | None:
    """The review kept under ``key``, as one of the text at ``path``; None where there is none."""
    text = cache.get(KIND, key)
    if text is None:
        return None
    try:
        return from_text(text, path, brief)
    except (ValueError, TypeError, IndexError, KeyError):
        return None


def keep(key: str, review: Review) -> None:
    """Keep ``review`` under ``key``; not where a model was there and could not be used: that may pass."""
    if not any("(" in str(review.ran.get(name, "")) for name in ("encoder", "asks")):
        cache.put(KIND, key, to_text(review))


def to_text(review: Review) -> str:
    """``review`` as JSON."""
    return json.dumps(_plain(bare(review)), separators=(",", ":"))


def bare(review: Review) -> Review:
    """``review`` without blocks, tokens and vectors."""
    return replace(review, draft=replace(review.draft, blocks=(), tokens=None, vectors=None))


def from_text(text: str, path: str, brief: str | None) -> Review:
    """What ``to_text`` wrote, without blocks, with these paths of the draft and its brief."""
    made: Review = _review(json.loads(text))
    made = replace(made, draft=replace(made.draft, source=replace(made.draft.source, path=path)))
    if made.brief is not None and brief is not None:
        made = replace(made, brief=replace(made.brief, source=replace(made.brief.source, path=brief)))
    return made


def _deciding(settings: Settings | None) -> Iterable[str]:
    """What of the settings decides a review, with what the user's own rule files hold."""
    if settings is None:
        yield "default"
        return
    for field in fields(settings):
        if field.name not in _NOT_DECIDING:
            value = getattr(settings, field.name)
            yield f"{field.name}={sorted(value.items()) if hasattr(value, 'items') else value!r}"
    for folder in settings.rule_folders:
        for path in sorted(Path(folder).rglob("*.toml")):
            yield f"{path.parent.name}/{path.name}={path.read_text(encoding='utf-8', errors='surrogateescape')}"


def _plain(value: Any) -> Any:
    """Records as lists of their fields, in order."""
    if isinstance(value, _DIRECT):
        return value
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return {name: _plain(one) for name, one in value.items()}


Made = Callable[[Any], Any]


def _made(record: type, **inner: Made) -> Made:
    """What reads a list of fields back into ``record``; ``inner`` reads fields of more than a plain value."""
    names = [field.name for field in fields(record)]
    places = [(names.index(name), read) for name, read in inner.items()]

    def read(values: list[Any]) -> Any:
        for at, inner_read in places:
            values[at] = inner_read(values[at])
        return record(*values)

    return read


def _maybe(read: Made) -> Made:
    return lambda value: None if value is None else read(value)


def _many(read: Made) -> Made:
    return lambda values: tuple(map(read, values))


def _span(value: list[int]) -> Span:
    return Span(value[0], value[1])


_spans, _pairs, _place = _many(_span), _many(tuple), _maybe(_span)
_source = _made(Source, marks=_pairs)
_measure = _made(Measure, span=_place)
_finding = _made(Finding, span=_place, measure=_maybe(_measure))
_ask = _made(Ask, span=_span, parts=_many(_made(Part)))
_constraint = _made(Constraint, span=_span, terms=tuple, limit=_maybe(tuple))
_candidate = _made(Candidate, span=_span)
_verdict = _made(Verdict, evidence=_spans, candidates=_many(_candidate), lacks=tuple, has=_pairs, open_parts=tuple)
_review = _made(
    Review,
    draft=_made(Draft, source=_source, blocks=tuple, sentences=_many(_made(Sentence, span=_span))),
    brief=_maybe(_made(Brief, source=_source, asks=_many(_ask), constraints=_many(_constraint))),
    measures=_many(_measure),
    verdicts=_many(_verdict),
    findings=_many(_finding),
    gladness=_made(Gladness, pushes=_many(_made(Push))),
    checklist=_many(_made(ChecklistItem, refs=_spans)),
    waivers=_many(_made(Waiver, span=_span)),
    waived=_many(_finding),
)
