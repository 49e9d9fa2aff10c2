"""Reviews of several drafts as one text, in the forms that editors and CI systems read."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workslop.identity import shown_path
from workslop.types import InputError, Review, Rule, Source

FORMS = ("compact", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle")


def render_many(reviews: Sequence[Review], form: str, *, root: Path | None = None, rules: Sequence[Rule] = ()) -> str:
    """``reviews`` in one of FORMS (KeyError for another), with paths relative to ``root`` where they lie within.

    ``rules`` are those that ran: SARIF lists them with what they look for; a rule that spoke is listed in any case.
    """
    placed = tuple(_placed(review, root) for review in reviews)
    if form == "sarif":
        from workslop.report import sarif

        return sarif.render(placed, rules)
    if form == "compact":
        from workslop.report import compact

        return "".join(f"{line}\n" for review in placed for line in compact.lines(review))
    if form == "jsonl":
        from workslop.report import jsonl

        return jsonl.render(placed)
    if form == "github":
        from workslop.report import github

        return github.render(placed)
    if form == "gitlab":
        from workslop.report import gitlab

        return gitlab.render(placed)
    if form == "junit":
        from workslop.report import junit

        return junit.render(placed)
    if form == "checkstyle":
        from workslop.report import checkstyle

        return checkstyle.render(placed)
    raise KeyError(form)


def parse_target(text: str, forms: Sequence[str] = FORMS) -> tuple[str, str | None]:
    """``sarif:out.sarif`` as the form and the file to write; ``sarif`` alone is printed (None). Raises InputError."""
    form, colon, path = text.partition(":")
    if form not in forms:
        near = difflib.get_close_matches(form.lower(), forms, n=1)
        hint = f"did you mean {near[0]}?" if near else f"choose from {', '.join(forms)}"
        raise InputError(f"there is no format {form!r}: {hint}")
    if colon and not path.strip():
        raise InputError(f"{text!r} names no file after the colon: write {form}:FILE, or {form} alone to print it")
    return form, path or None


def parse_targets(texts: Sequence[str], forms: Sequence[str] = FORMS) -> tuple[tuple[str, str | None], ...]:
    """``parse_target`` of each; InputError too where two would be printed or would go to the same file."""
    targets = tuple(parse_target(text, forms) for text in texts)
    seen: dict[str | None, str] = {}
    for form, path in targets:
        if path in seen:
            where = "would be printed" if path is None else f"would be written to {path}"
            raise InputError(f"both {seen[path]} and {form} {where}: give one of them a file of its own, {form}:FILE")
        seen[path] = form
    return targets


def _placed(review: Review, root: Path | None) -> Review:
    def place(source: Source) -> Source:
        return replace(source, path=shown_path(source.path, root))

    brief = review.brief and replace(review.brief, source=place(review.brief.source))
    return replace(review, draft=replace(review.draft, source=place(review.draft.source)), brief=brief)
