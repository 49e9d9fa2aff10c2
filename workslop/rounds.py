"""Two rounds of one draft: what the author did with the questions of the round before, known by their words."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from workslop.types import Finding, InputError, Review, Status

SCHEMA = "workslop.review/1"
_ENDS = re.compile(r"^[\W_]+|[\W_]+$")
_STATUSES: tuple[str, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class AskRound:
    """A question of the brief in two rounds; a status is None where it was not asked or not judged.

    ``ask`` is its id in this round, None where this round doesn't ask it.
    """

    text: str
    before: Status | None
    now: Status | None
    ask: str | None


@dataclass(frozen=True, slots=True)
class LostAnswer:
    """A question answered before and not now: the words of the evidence that are ``gone``, and those that still stand.

    With nothing gone the text is as it was there: the verdict changed, or the judge did.
    """

    text: str
    now: Status
    ask: str
    gone: tuple[str, ...] = ()
    still: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OldFinding:
    """A finding of the round before; ``quote`` None: about the whole draft. ``message`` is as it was written then."""

    rule: str
    quote: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Rounds:
    """What changed between two reviews. ``closed``, ``standing`` and ``new`` are gaps; ``dropped`` are asked no more.

    Findings are those about the text, not about a question of the brief: these are told as gaps. ``score`` is gladness
    before and now. ``same_tool`` False: versions or models differ, and a verdict may differ for that alone.
    ``same_asks`` False: the two have no question in common.
    """

    closed: tuple[AskRound, ...]
    standing: tuple[AskRound, ...]
    new: tuple[AskRound, ...]
    lost: tuple[LostAnswer, ...]
    dropped: tuple[AskRound, ...]
    findings_gone: tuple[OldFinding, ...]
    findings_still: int
    findings_new: tuple[Finding, ...]
    score: tuple[float | None, float | None]
    same_tool: bool
    same_asks: bool


@dataclass(frozen=True, slots=True)
class _OldAsk:
    text: str
    status: Status | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Old:
    asks: tuple[_OldAsk, ...]
    findings: tuple[OldFinding, ...]
    score: float | None
    ran: Mapping[str, str]


def read_previous(path: str | Path) -> Mapping[str, Any]:
    """The review in the JSON file ``path``. Raises InputError, in one sentence, where it isn't one or is damaged."""
    try:
        data = json.loads(Path(path).read_bytes())  # bytes: PowerShell writes UTF-16
    except FileNotFoundError as error:
        raise InputError(f"there is no earlier review {path}: check the path") from error
    except OSError as error:
        raise InputError(f"{path} can't be read as an earlier review ({error.strerror}): check the path") from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{path} is no JSON, or only part of it: make it anew with 'workslop review … --format json'"
        ) from error
    _old(data, str(path))
    return cast("Mapping[str, Any]", data)


def compare_rounds(review: Review, previous: Mapping[str, Any], name: str = "the earlier review") -> Rounds:
    """What ``review`` says beside ``previous``, an earlier review in the form of docs/wire.md, of any version of draft.

    Questions are known by their text, findings by their rule and the words they quote: ids and lines may change.
    Raises InputError where ``previous``, called ``name``, is damaged.
    """
    old = _old(previous, name)
    pairs, left = _paired(review, old.asks)
    text = _plain(review.draft.text)
    rounds = [AskRound(ask_text, was.status if was else None, now, ask_id) for ask_id, ask_text, now, was in pairs]
    gone, still, new = _findings(review, old.findings)
    return Rounds(
        closed=tuple(r for r in rounds if _gap(r.before) and r.now == "answered"),
        standing=tuple(r for r in rounds if _gap(r.before) and r.now != "answered"),
        new=tuple(r for r in rounds if r.before is None and _gap(r.now)),
        lost=tuple(_lost(ask_id, words, now, was, text) for ask_id, words, now, was in pairs
                   if was and was.status == "answered" and now is not None and _gap(now)),
        dropped=tuple(AskRound(ask.text, ask.status, None, None) for ask in left),
        findings_gone=gone,
        findings_still=still,
        findings_new=new,
        score=(old.score, review.gladness.score),
        same_tool=_tool(review.ran) == _tool(old.ran),
        same_asks=any(was for *_, was in pairs) or not (pairs and old.asks),
    )  # fmt: skip


_Pair = tuple[str, str, "Status | None", "_OldAsk | None"]  # id, text, status now, what it was


def _paired(review: Review, asks: Sequence[_OldAsk]) -> tuple[list[_Pair], list[_OldAsk]]:
    """The questions of this round with those of the round before, and those that were asked then only.

    Equal questions pair off in their order.
    """
    verdicts = {verdict.ask: verdict.status for verdict in review.verdicts}
    waiting: dict[str, list[_OldAsk]] = {}
    for ask in asks:
        waiting.setdefault(_question(ask.text), []).append(ask)
    pairs: list[_Pair] = []
    for one in review.brief.asks if review.brief else ():
        same = waiting.get(_question(one.text), [])
        pairs.append((one.id, one.text, verdicts.get(one.id), same.pop(0) if same else None))
    left = {id(ask) for rest in waiting.values() for ask in rest}
    return pairs, [ask for ask in asks if id(ask) in left]


def _lost(ask_id: str, words: str, now: Status, was: _OldAsk, text: str) -> LostAnswer:
    gone = tuple(quote for quote in was.evidence if _plain(quote) not in text)
    return LostAnswer(words, now, ask_id, gone, tuple(quote for quote in was.evidence if quote not in gone))


def _findings(
    review: Review, old: Sequence[OldFinding]
) -> tuple[tuple[OldFinding, ...], int, tuple[Finding, ...]]:  # fmt: skip
    """Those that went, how many stayed, and those that are new."""
    now = [finding for finding in review.findings if finding.signal != "coverage"]
    before = Counter((one.rule, _plain(one.quote or "")) for one in old)
    stayed: Counter[tuple[str, str]] = Counter()
    new = []
    for finding in now:
        key = finding.rule, _plain(finding.quote or "")
        if stayed[key] < before[key]:
            stayed[key] += 1
        else:
            new.append(finding)
    n, gone = stayed.total(), []
    for one in old:
        key = one.rule, _plain(one.quote or "")
        if stayed[key]:
            stayed[key] -= 1
        else:
            gone.append(one)
    return tuple(gone), n, tuple(new)


def _gap(status: Status | None) -> bool:
    return status is not None and status != "answered"


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _question(text: str) -> str:
    """A question apart from its case and the signs around it, which an editor of the brief changes lightly."""
    plain = _plain(text).casefold()
    return _ENDS.sub("", plain) or plain


def _tool(ran: Mapping[str, str]) -> dict[str, str]:
    """What verdicts hang on; how many rules there were depends on the draft's languages."""
    return {name: ran.get(name, "") for name in ("workslop", "encoder", "asks")}


# ---- reading what another run, and perhaps another hand, wrote


def _old(data: object, name: str) -> _Old:
    """``data`` as records. Raises InputError that names the key."""
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        told = data.get("schema") if isinstance(data, Mapping) else None
        what = f"has the schema {told!r} and not {SCHEMA!r}" if isinstance(told, str) else "is no review of workslop"
        raise InputError(f"{name} {what}: give what 'workslop review … --format json' wrote")
    tool, gladness = (_object(data.get(key), key, name) for key in ("tool", "gladness"))
    models, score = _object(tool.get("models", {}), "tool.models", name), gladness.get("score")
    if score is not None and (isinstance(score, bool) or not isinstance(score, int | float)):
        raise _damaged(name, "gladness.score", "a number or null")
    asks = tuple(_ask(one, at, name) for one, at in _objects(data, "asks", name))
    findings = (_finding(one, at, name) for one, at in _objects(data, "findings", name))
    ran = {str(key): str(value) for key, value in {**models, "workslop": tool.get("version", "")}.items()}
    return _Old(asks, tuple(one for one in findings if one is not None), score, ran)


def _ask(one: Mapping[str, Any], at: str, name: str) -> _OldAsk:
    status = one.get("status")
    if status is not None and status not in _STATUSES:
        raise _damaged(name, f"{at}.status", f"one of {', '.join(_STATUSES)}, or null")
    evidence = _objects({"evidence": [], **one}, "evidence", name, f"{at}.")
    return _OldAsk(_text(one, "text", at, name), status, tuple(_text(e, "text", where, name) for e, where in evidence))


def _finding(one: Mapping[str, Any], at: str, name: str) -> OldFinding | None:
    """None for a finding about a question of the brief."""
    rule, signal = (_text(one, key, at, name) for key in ("rule", "signal"))
    quote = None if one.get("quote") is None else _text(one, "quote", at, name)
    return None if signal == "coverage" else OldFinding(rule, quote, str(one.get("message", "")))


def _objects(data: Mapping[str, Any], key: str, name: str, above: str = "") -> Iterable[tuple[Mapping[str, Any], str]]:
    listed = data.get(key)
    if not isinstance(listed, list):
        raise _damaged(name, above + key, "a list")
    return [(_object(one, f"{above}{key}[{n}]", name), f"{above}{key}[{n}]") for n, one in enumerate(listed)]


def _object(one: object, at: str, name: str) -> Mapping[str, Any]:
    if not isinstance(one, Mapping):
        raise _damaged(name, at, "an object")
    return one


def _text(one: Mapping[str, Any], key: str, at: str, name: str) -> str:
    if not isinstance(one.get(key), str):
        raise _damaged(name, f"{at}.{key}", "a text")
    return str(one[key])


def _damaged(name: str, at: str, wanted: str) -> InputError:
    return InputError(f"{name} is damaged as a review: {at} must be {wanted}; make it anew with --format json")
