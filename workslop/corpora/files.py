"""The texts of a corpus: which files a pattern names, what is read of each, and what cannot be used."""

from __future__ import annotations

import glob
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from workslop.lang import LANGUAGES
from workslop.text import read_draft, sentence_texts
from workslop.text.inline import FILLER
from workslop.types import Draft, InputError

EXTENSIONS = (".md", ".markdown", ".txt", ".html", ".htm", ".docx", ".pptx", ".pdf")
LEAST_SENTENCES = 5  # of prose: as the centroid signal wants them of a draft
LEAST_TEXTS = 10  # in each pile
NAMED = 3  # files named in a message; the rest is counted
_WORD = re.compile(r"\w+")

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Text:
    """What is kept of a text: some of its sentences, by paragraph. ``total`` counts all its sentences of prose."""

    path: str
    lang: str | None
    fingerprint: str
    words: int
    total: int
    paragraphs: tuple[tuple[str, ...], ...]
    measured: bool = True  # read as far as any: its place counts for the figures

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences that are kept, in order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)


@dataclass(frozen=True)
class Read:
    """The texts of a pile that can be used; the others counted: too short, in another language, unusable."""

    texts: tuple[Text, ...]
    short: int = 0
    other_lang: int = 0
    skipped: int = 0


def expand(patterns: Sequence[str], pile: str) -> tuple[str, ...]:
    """The files that ``patterns`` name (a file, a folder, a glob with ``**``), each once, in order of name.

    Of a folder the texts are known by their extension; hidden files are left out. Raises InputError for a pattern that
    names nothing: ``pile`` ("glad", "solid") says which option it was given to.
    """
    found: dict[Path, str] = {}
    for pattern in patterns:
        names = sorted(_named(pattern))
        if not names:
            raise InputError(f"--{pile} '{pattern}' names no file: check the path, and put quotation marks around it")
        for name in names:
            found.setdefault(Path(name).resolve(), name)
    return tuple(found.values())


def _named(pattern: str) -> Iterable[str]:
    path = Path(pattern)
    if path.is_file():
        return [pattern]
    if path.is_dir():
        held = glob.iglob(f"{glob.escape(pattern)}/**/*", recursive=True)  # noqa: PTH207 (Path shows hidden files)
        return [name for name in held if name.lower().endswith(EXTENSIONS) and Path(name).is_file()]
    found = glob.iglob(pattern, recursive=True)  # noqa: PTH207 (Path takes no absolute pattern)
    return [name for name in found if Path(name).is_file() and not Path(name).name.startswith("~$")]


def read_text(path: str, cap: int | None = None, measured: bool = True) -> Text:
    """The text at ``path`` with at most ``cap`` sentences of prose, evenly spread. Raises InputError."""
    return replace(text_of(read_draft(path), path, cap), measured=measured)


def text_of(draft: Draft, path: str, cap: int | None = None) -> Text:
    """The same of a draft that was read."""
    whole = prose_of(draft)
    words = " ".join(sentence for _, sentence in whole)
    mark = hashlib.sha256(" ".join(_WORD.findall(words.casefold())).encode("utf-8", "replace")).hexdigest()[:16]
    kept = [whole[i] for i in spread_evenly(len(whole), cap)]
    paragraphs = tuple(tuple(s for _, s in group) for _, group in groupby(kept, key=lambda pair: pair[0]))
    return Text(path, draft.lang, mark, len(_WORD.findall(words)), len(whole), paragraphs)


def prose_of(draft: Draft) -> list[tuple[int, str]]:
    """(block, words) of each sentence of prose, the words as the review has them encoded."""
    texts = zip(draft.sentences, sentence_texts(draft, ("code", "link", "markup", "comment")), strict=True)
    return [(s.block, " ".join(t.replace(FILLER, " ").split())) for s, t in texts if s.prose]


def spread_evenly(n: int, cap: int | None) -> list[int]:
    """``cap`` of the numbers 0 … n-1, one from the middle of each of ``cap`` equal stretches; all where n is less."""
    if cap is None or n <= cap:
        return list(range(n))
    return [int((k + 0.5) * n / cap) for k in range(cap)]


def read_piles(
    piles: dict[str, tuple[str, ...]], lang: str | None, caps: dict[str, list[int]], skip: bool, progress: Progress
) -> tuple[dict[str, Read], str]:
    """The texts of the files of each pile, and their language (``lang`` None: found out); ``caps`` is parallel.

    Raises InputError for files that can't be read and for duplicates (both left out with ``skip``), for a text in both
    piles, for two languages where none was asked for, and for a pile with fewer than LEAST_TEXTS texts.
    """
    total, done, most = sum(map(len, piles.values())), 0, max(map(max, caps.values()))
    found: dict[str, Read] = {}
    wrong: list[str] = []
    for pile, paths in piles.items():
        texts, before = [], len(wrong)
        for path, cap in zip(paths, caps[pile], strict=True):
            try:
                texts.append(read_text(path, cap, cap == most))
            except InputError as error:
                wrong.append(str(error))
            done += 1
            progress(done, total, "read")
        found[pile] = Read(tuple(texts), skipped=len(wrong) - before)
    if wrong and not skip:
        raise InputError(
            f"{_few(wrong)}; nothing was built: repair or remove it, or leave out what can't be used (--skip)"
        )
    wanted = lang or _one_language(found)
    usable = {pile: _usable(read, wanted) for pile, read in found.items()}
    usable = _without_duplicates(usable, skip)
    _enough(usable, wanted)
    return usable, wanted


def _one_language(found: dict[str, Read]) -> str:
    first: dict[str, str] = {}
    count: dict[str, int] = {}
    for text in (t for read in found.values() for t in read.texts if t.total >= LEAST_SENTENCES):
        key = text.lang if text.lang in LANGUAGES and text.lang else "another language"
        first.setdefault(key, text.path)
        count[key] = count.get(key, 0) + 1
    if len(count) > 1:
        told = ", ".join(f"{count[key]} in {key} (such as {first[key]})" for key in sorted(count))
        raise InputError(f"The texts are in different languages: {told}; choose one with --lang, a profile has one")
    if not set(count) <= set(LANGUAGES):
        raise InputError(f"The texts are neither Dutch nor English (such as {next(iter(first.values()))})")
    return next(iter(count), LANGUAGES[0])


def _usable(read: Read, lang: str) -> Read:
    """Only the texts in ``lang`` that are long enough."""
    long = [t for t in read.texts if t.total >= LEAST_SENTENCES]
    kept = tuple(t for t in long if t.lang == lang)
    return replace(read, texts=kept, short=len(read.texts) - len(long), other_lang=len(long) - len(kept))


def _without_duplicates(piles: dict[str, Read], skip: bool) -> dict[str, Read]:
    seen: dict[str, tuple[str, str]] = {}
    kept: dict[str, Read] = {}
    twice: list[str] = []
    for pile, read in piles.items():
        own = []
        for text in read.texts:
            other, path = seen.setdefault(text.fingerprint, (pile, text.path))
            if other != pile:
                raise InputError(f"{text.path} is in both piles: {path} has the same words; leave it out of one")
            if path == text.path:
                own.append(text)
            else:
                twice.append(f"{text.path} has the same words as {path}")
        kept[pile] = replace(read, texts=tuple(own), skipped=read.skipped + len(read.texts) - len(own))
    if twice and not skip:
        raise InputError(f"{_few(twice)}; nothing was built: remove it, or count such texts once (--skip)")
    return kept


def _enough(piles: dict[str, Read], lang: str) -> None:
    for pile, read in piles.items():
        n = len(read.texts)
        if n < LEAST_TEXTS:
            lost = {
                f"shorter than {LEAST_SENTENCES} sentences": read.short,
                f"not in {lang}": read.other_lang,
                "left out": read.skipped,
            }
            why = ", ".join(f"{count} {what}" for what, count in lost.items() if count)
            texts = f"{n} text" if n == 1 else f"{n} texts"
            raise InputError(
                f"The {pile} pile has {texts} that can be used{f' ({why})' if why else ''}: "
                f"a profile needs at least {LEAST_TEXTS} glad and {LEAST_TEXTS} solid texts"
            )


def _few(sentences: Sequence[str]) -> str:
    more = len(sentences) - NAMED
    return "; ".join(sentences[:NAMED]) + (f"; and {more} more like that" if more > 0 else "")
