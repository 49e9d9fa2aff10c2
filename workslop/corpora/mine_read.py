"""The texts that are mined: files as a review reads them, and rows of JSON lines with a text each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from workslop.corpora.files import LEAST_TEXTS, Progress, expand
from workslop.corpora.mine import LEAST_SUBJECTS, Doc
from workslop.lang import LANGUAGES
from workslop.text import draft_from_source, read_draft, sentence_texts
from workslop.text.inline import FILLER
from workslop.types import Draft, InputError, Source

ROWS = ".jsonl"
_HOLE = "¦"  # stands for what isn't the author's prose: a phrase doesn't run over a sign


_Pile = dict[tuple[str, ...], tuple[Doc, str | None]]  # {sentences: (text, language)}: the same text counts once


def read(
    glad: Sequence[str], solid: Sequence[str], lang: str | None, progress: Progress
) -> tuple[list[Doc], list[Doc], str]:
    """The glad and the solid texts that the patterns name, and their language (``lang`` None: found out).

    A file .jsonl holds a text a line under "text", with "subject" and "lang" where known; else the subject is the
    folder, or the file where there are few folders. The same text twice counts once. Raises InputError for patterns
    that name nothing, files that can't be read, a text in both piles, two languages, and fewer than LEAST_TEXTS texts.
    """
    paths = {"glad": expand(glad, "glad"), "solid": expand(solid, "solid")}
    total, done = sum(map(len, paths.values())), 0
    piles: dict[str, _Pile] = {}
    for pile, names in paths.items():
        piles[pile] = _pile(names, lang, partial(_step, progress, done, total))
        done += len(names)
    for both in piles["glad"].keys() & piles["solid"].keys():
        one, other = (own[both][0].path for own in piles.values())
        raise InputError(f"{one} is in both piles: {other} has the same words; leave it out of one")
    wanted = lang or _language([found for own in piles.values() for _, found in own.values()])
    kept = {pile: [doc for doc, found in own.values() if found == wanted] for pile, own in piles.items()}
    for pile, docs in kept.items():
        if len(docs) < LEAST_TEXTS:
            n = "1 text" if len(docs) == 1 else f"{len(docs)} texts"
            raise InputError(f"The {pile} pile has {n} in {wanted}: mining needs at least {LEAST_TEXTS} in each pile")
    return kept["glad"], kept["solid"], wanted


def _step(progress: Progress, before: int, total: int, n: int) -> None:
    progress(before + n, total, "read")


def _pile(names: Sequence[str], lang: str | None, step: Callable[[int], None]) -> _Pile:
    found: _Pile = {}
    folders = len({Path(name).parent for name in names}) >= 2 * LEAST_SUBJECTS
    for number, name in enumerate(names, 1):
        for draft, subject in _drafts(name, lang):
            where = subject or (Path(name).parent.as_posix() if folders else draft.source.path)
            doc = Doc(draft.source.path, where, prose_of(draft))
            if doc.sentences:
                found.setdefault(doc.sentences, (doc, draft.lang))
        step(number)
    return found


def prose_of(draft: Draft) -> tuple[str, ...]:
    """The sentences of prose, on one line each, with quotations, code, links and comments as a sign."""
    texts = zip(draft.sentences, sentence_texts(draft), strict=True)
    return tuple(" ".join(text.replace(FILLER, _HOLE).split()) for sentence, text in texts if sentence.prose)


def _drafts(name: str, lang: str | None) -> Iterator[tuple[Draft, str]]:
    """(draft, subject or "") of each text in the file."""
    if not name.lower().endswith(ROWS):
        yield read_draft(name), ""
        return
    try:
        lines = Path(name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{name} can't be read as UTF-8 text: check the file") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = _row(name, number, line)
            known = row.get("lang") if row.get("lang") in LANGUAGES else lang or "auto"
            subject = str(row.get("subject") or "").partition(":")[0].strip().casefold()
            yield draft_from_source(Source(f"{name}:{number}", row["text"], "markdown"), lang=known), subject


def _row(name: str, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}, line {number}: this is not valid JSON; a row is one object with a 'text'") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError(f"{name}, line {number}: the row has no 'text'; a row is one object with a 'text'")
    return row


def _language(found: Sequence[str | None]) -> str:
    known = Counter(lang for lang in found if lang in LANGUAGES)
    if len(known) > 1:
        told = ", ".join(f"{n} in {lang}" for lang, n in sorted(known.items(), key=lambda pair: str(pair[0])))
        raise InputError(f"The texts are in different languages: {told}; choose one with --lang")
    if not known:
        raise InputError("The texts are neither Dutch nor English: they can't be mined")
    return str(next(iter(known)))
