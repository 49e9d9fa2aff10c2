"""What was found before and is let be: findings recorded by their words, so that only new ones speak."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workslop.identity import ASK, WHOLE, identities, shown_path, words
from workslop.types import Finding, InputError, Review

FORMAT = 1
_LONGEST = 80  # characters of a quotation, for who reads the file
_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_NO_CHARACTER = re.compile("[\ud800-\udfff]")
_HEAD = (
    "# Findings that workslop lets be: known by their words, not their line. Written by the program; lines may go.\n"
)

Key = tuple[str, str, str]  # path, rule, identity


@dataclass(frozen=True, slots=True)
class Entry:
    """``count`` equal findings in one file; ``identity`` is that of workslop.identity, ``quote`` is for the reader."""

    path: str
    rule: str
    identity: str
    count: int = 1
    quote: str = ""

    @property
    def key(self) -> Key:
        """What findings are looked up by."""
        return self.path, self.rule, self.identity


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries of a file, in its order."""

    entries: tuple[Entry, ...] = ()


def make_baseline(reviews: Iterable[Review], root: Path | None = None) -> str:
    """All findings of ``reviews`` as TOML, sorted, an entry a line; paths are relative to ``root``."""
    counts: Counter[Key] = Counter()
    quotes: dict[Key, str] = {}
    for review in reviews:
        for finding, key in zip(review.findings, _keys(review, root), strict=True):
            counts[key] += 1
            quotes.setdefault(key, _short(words(review, finding)))
    lines = [_line(Entry(*key, counts[key], quotes[key])) for key in sorted(counts)]
    return f"{_HEAD}format = {FORMAT}\nknown = [\n{''.join(lines)}]\n"


def read_baseline(path: str | Path) -> Baseline:
    """The baseline in the file ``path``. Raises InputError, in one sentence, where it can't be read or is damaged."""
    try:
        data = tomllib.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise InputError(f"there is no baseline {path}: write one first, or check the path") from error
    except (OSError, ValueError) as error:
        if isinstance(error, tomllib.TOMLDecodeError):
            raise InputError(f"{path} is damaged as a baseline ({error}): set it right or write it anew") from error
        what = "not UTF-8 text" if isinstance(error, UnicodeDecodeError) else getattr(error, "strerror", "") or error
        raise InputError(f"{path} can't be read as a baseline ({what}): check it or write it anew") from error
    version, known = data.get("format"), data.get("known")
    if not isinstance(version, int) or not isinstance(known, list):
        raise InputError(f"{path} is no baseline of workslop: it lacks the keys format and known; write it anew")
    if version != FORMAT:
        raise InputError(f"{path} has format {version}, and this version of workslop reads {FORMAT}: write it anew")
    return Baseline(tuple(_entry(path, number, one) for number, one in enumerate(known, 1)))


def apply_baseline(
    review: Review, baseline: Baseline, root: Path | None = None
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings of ``review`` that are new, and those that ``baseline`` knows.

    A finding is known under its own path, or by its words under a path that no longer exists below ``root`` (a file
    renamed). One about the whole draft or a question of the brief follows the file that most words came from.
    """
    known = _known(review, _budget(baseline), _gone(baseline, root), root)
    new = tuple(finding for n, finding in enumerate(review.findings) if n not in known)
    return new, tuple(finding for n, finding in enumerate(review.findings) if n in known)


def stale_entries(reviews: Sequence[Review], baseline: Baseline, root: Path | None = None) -> tuple[Entry, ...]:
    """Entries that nothing in ``reviews`` answers to, with how many are left over.

    Files that exist and were not reviewed are not spoken of.
    """
    left, gone = _budget(baseline), _gone(baseline, root)
    seen = {shown_path(review.draft.source.path, root) for review in reviews}
    for review in reviews:
        _known(review, left, gone - seen, root)
    over = (replace(entry, count=left.pop(entry.key, 0)) for entry in baseline.entries if entry.path in seen | gone)
    return tuple(entry for entry in over if entry.count > 0)


def _keys(review: Review, root: Path | None) -> list[Key]:
    path = shown_path(review.draft.source.path, root)
    both = zip(review.findings, identities(review), strict=True)
    return [(path, _NO_CHARACTER.sub("\ufffd", finding.rule), identity) for finding, identity in both]


def _budget(baseline: Baseline) -> Counter[Key]:
    left: Counter[Key] = Counter()
    for entry in baseline.entries:
        left[entry.key] += entry.count
    return left


def _gone(baseline: Baseline, root: Path | None) -> frozenset[str]:
    """The paths of which no file is left."""
    paths = {entry.path for entry in baseline.entries} - {"-"}
    return frozenset(path for path in paths if not ((root or Path()) / path).exists())


def _known(review: Review, left: Counter[Key], gone: Iterable[str], root: Path | None) -> set[int]:
    """The numbers of the findings that ``left`` covers; each takes one out of it."""
    keys = _keys(review, root)
    known = {n for n, key in enumerate(keys) if _take(left, key)}
    own = keys[0][0] if keys else ""
    origins = {old: _shared(old, keys, known, left) for old in gone if old != own}
    by_most = sorted((old for old in origins if origins[old]), key=lambda old: (-origins[old], old))
    for rank, old in enumerate(by_most):
        moved = rank == 0 and 2 * origins[old] >= _words_of(old, left)
        for n, (_, rule, identity) in enumerate(keys):
            if n not in known and (moved or _has_words(identity)) and _take(left, (old, rule, identity)):
                known.add(n)
    return known


def _take(left: Counter[Key], key: Key) -> bool:
    if left[key] < 1:
        return False
    left[key] -= 1
    return True


def _shared(old: str, keys: Sequence[Key], known: set[int], left: Mapping[Key, int]) -> int:
    """How many findings with words of their own stood in ``old``."""
    wanted = Counter(key[1:] for n, key in enumerate(keys) if n not in known and _has_words(key[2]))
    return sum(min(count, left.get((old, *key), 0)) for key, count in wanted.items())


def _words_of(old: str, left: Mapping[Key, int]) -> int:
    return sum(count for (path, _, identity), count in left.items() if path == old and _has_words(identity))


def _has_words(identity: str) -> bool:
    """False for what many drafts share: the whole text, a question of the same brief."""
    return identity != WHOLE and not identity.startswith(ASK)


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _line(entry: Entry) -> str:
    texts = {"path": entry.path, "rule": entry.rule, "is": entry.identity}
    pairs = [f"{name} = {_string(text)}" for name, text in texts.items()]
    pairs += [f"count = {entry.count}"] if entry.count > 1 else []
    pairs += [f"quote = {_string(entry.quote)}"] if entry.quote else []
    return f"  {{ {', '.join(pairs)} }},\n"


def _string(text: str) -> str:
    """A TOML string on one line, without signs that would turn the order of reading in a diff."""
    plain = json.dumps(_NO_CHARACTER.sub("\ufffd", text), ensure_ascii=False)
    return _ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", plain)


def _entry(path: str | Path, number: int, one: Any) -> Entry:
    data = one if isinstance(one, dict) else {}
    texts = tuple(data.get(name) for name in ("path", "rule", "is"))
    count, quote = data.get("count", 1), data.get("quote", "")
    if not all(isinstance(text, str) and text for text in texts):
        raise InputError(f"{path}: entry {number} of known must be a table with path, rule and is: remove that line")
    if type(count) is not int or count < 1:
        raise InputError(f"{path}: entry {number} of known has count {count!r}: give a whole number from 1")
    at, rule, identity = map(str, texts)
    return Entry(at, rule, identity, count, str(quote))
