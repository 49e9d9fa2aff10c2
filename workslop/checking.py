"""A check of several texts: which are read, what of each is told, what fails, and the line that adds it up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from workslop.types import SEVERITIES, Finding, InputError, Review
from workslop.workers import EndedError, Read, Reader

if TYPE_CHECKING:
    from pathlib import Path

    from workslop.baseline import Baseline
    from workslop.config import Settings, SettingsOf

Targets = Sequence[tuple[str, str | None]]
PRINTED: Targets = (("compact", None),)


@dataclass
class Tally:
    """How a check is done, and what came of it so far."""

    fail_on: str | None  # None: the configuration's
    with_briefs: bool = False
    verbose: bool = False
    quiet: bool = False
    baseline: Baseline | None = None
    changed: Mapping[Path, tuple[range, ...]] | None = None  # None: every line
    files: int = 0
    old: int = 0  # findings that the baseline knows, or that stand on lines that did not change
    unread: int = 0
    excluded: int = 0
    hidden: int = 0
    failed: bool = False
    found: list[Finding] = field(default_factory=list)

    @property
    def code(self) -> int:
        """The exit code: 2 where a file could not be read, 1 where something fails, else 0."""
        return 2 if self.unread else int(self.failed)


def to_read(files: Sequence[str], settings_of: SettingsOf, tally: Tally) -> list[tuple[str, Settings | None]]:
    """The texts in ``files`` with their settings. A file that is named and excluded is left out and counted, for a hook
    names all that changed. Raises InputError for a mistake in a configuration."""
    from workslop.config import texts

    named = [pair for path in files for pair in texts(path, settings_of)]
    kept = [(path, settings) for path, settings in named if not (settings and settings.excluded)]
    tally.excluded = len(named) - len(kept)
    return kept


def own_brief(draft: str, settings: Settings | None, lang: str) -> tuple[str | None, str]:
    """The brief that goes with ``draft``, and the line that says so; None and an empty line where there is none."""
    from workslop.config import brief_for
    from workslop.report.config_page import brief_line

    found = brief_for(draft, settings)
    return (found[0], brief_line(*found, lang)) if found else (None, "")


def checked(path: str, brief: str | None, settings: Settings | None, tally: Tally, read: Read) -> Review:
    """The review of ``path`` with only the findings to be told; ``tally`` counts them all. Raises InputError.

    Notes are told where they were asked for or fail.
    """
    result = _new(read(path, brief, settings), tally)
    least = SEVERITIES.index(tally.fail_on or (settings.fail_on if settings else "warning"))
    told = result.findings if tally.verbose or least == 0 else tuple(f for f in result.findings if f.severity != "note")
    tally.files += 1
    tally.found += result.findings
    tally.hidden += len(result.findings) - len(told)
    tally.failed |= any(SEVERITIES.index(finding.severity) >= least for finding in result.findings)
    return replace(result, findings=told)


def _new(review: Review, tally: Tally) -> Review:
    """``review`` without the findings that the baseline knows or that stand on unchanged lines; they are counted."""
    before = len(review.findings)
    if tally.changed is not None:
        from workslop.changed import on_changed_lines

        review = replace(review, findings=on_changed_lines(review, tally.changed))
    if tally.baseline is not None:
        from workslop.baseline import apply_baseline

        review = replace(review, findings=apply_baseline(review, tally.baseline)[0])
    tally.old += before - len(review.findings)
    return review


def known_before(files: Sequence[str], baseline: str | None, base: str | None) -> dict[str, Any]:
    """What ``Tally`` is to leave out: what the file ``baseline`` knows, and lines unchanged since ``base``.

    Raises InputError where the baseline can't be read or git can't tell.
    """
    known: dict[str, Any] = {}
    if baseline:
        from workslop.baseline import read_baseline

        known["baseline"] = read_baseline(baseline)
    if base:
        from pathlib import Path

        from workslop.changed import changed_lines

        known["changed"] = changed_lines(base, [Path(f) for f in files])
    return known


def pieces(
    files: Sequence[str], settings_of: SettingsOf, tally: Tally, reader: Reader, targets: Targets = PRINTED
) -> Iterator[str | InputError]:
    """What to print, in order, and each file that could not be read; files of ``targets`` are written at the end.

    Lines come as each text is read; every other form needs them all. Raises InputError for a mistake in a
    configuration, for a target that can't be written, and where a process beside this one was ended.
    """
    from workslop.report.compact import lines

    kept: list[tuple[Review, Settings | None]] = []
    whole = any(form == "jsonl" for form, _ in targets)
    drafts = [_with_brief(*one, tally) for one in to_read(files, settings_of, tally)]
    asked = (one for one in drafts if not isinstance(one, InputError))
    with reader.ahead(asked) as read:
        for one in drafts:
            try:
                if isinstance(one, InputError):
                    raise one
                result = checked(*one, tally, read)
            except EndedError:
                raise
            except InputError as error:
                tally.unread += 1
                yield error
                continue
            if targets != PRINTED:
                kept.append((result if whole else _bare(result), one[2]))
            elif not tally.quiet:
                yield "".join(f"{line}\n" for line in lines(result))
    if targets != PRINTED:
        yield _tell(kept, targets)


def _with_brief(
    path: str, settings: Settings | None, tally: Tally
) -> tuple[str, str | None, Settings | None] | InputError:
    """A draft with the brief that goes with it, where ``tally`` wants it; the mistake where that isn't there."""
    if not tally.with_briefs:
        return path, None, settings
    from workslop.config import brief_for

    try:
        found = brief_for(path, settings)
    except InputError as error:
        return error
    return path, found[0] if found else None, settings


def _bare(review: Review) -> Review:
    """What the forms that tell only findings need of ``review``: little stays of each of many."""
    return replace(review, draft=replace(review.draft, blocks=()), measures=(), checklist=(), waived=(), waivers=())


def _tell(kept: Sequence[tuple[Review, Settings | None]], targets: Targets) -> str:
    """The reviews in each form of ``targets``: written to its file, or given back to be printed."""
    from pathlib import Path

    from workslop.judge.rulebook import load_rules
    from workslop.report.files import write_whole
    from workslop.report.many import render_many

    folders = tuple(dict.fromkeys(folder for _, own in kept if own for folder in own.rule_folders))
    rules = load_rules(folders) if any(form == "sarif" for form, _ in targets) else ()
    printed = ""
    for form, path in targets:
        text = render_many([review for review, _ in kept], form, root=Path.cwd(), rules=rules)
        if path is None:
            printed = text
        else:
            write_whole(path, text)
    return printed


def baseline_of(files: Sequence[str], settings_of: SettingsOf, read: Read) -> tuple[str, int]:
    """The findings of ``files`` as the text of a baseline, and how many they are. Raises InputError."""
    from pathlib import Path

    from workslop.baseline import make_baseline

    tally = Tally(None)
    reviews = [read(path, None, settings) for path, settings in to_read(files, settings_of, tally)]
    return make_baseline(reviews, Path.cwd()), sum(len(review.findings) for review in reviews)


def total(tally: Tally, lang: str) -> str:
    """The line that adds it up; empty where ``tally`` is quiet and nothing fails."""
    from workslop.report.total import total_line

    if tally.quiet and not tally.code:
        return ""
    left_out = {
        "hidden": 0 if tally.quiet else tally.hidden,
        "old": tally.old,
        "excluded": tally.excluded,
        "unread": tally.unread,
    }
    return total_line(lang, tally.files, tally.found, left_out)
