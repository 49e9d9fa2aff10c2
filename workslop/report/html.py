"""A Review as one page on its own: no network, no other file, style and script held by their hashes."""

from __future__ import annotations

import hashlib
import itertools
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from workslop.lang import message
from workslop.report.among import among
from workslop.report.annotate import Shown, annotate, evidence_id, reference_id
from workslop.report.groups import grouped
from workslop.report.plane import plane
from workslop.report.svg_parts import STYLE
from workslop.report.view import SYMBOLS, AskRow, Spot, View, view
from workslop.report.words import count, number
from workslop.rounds import Rounds
from workslop.types import SEVERITIES, Review


def render(review: Review, rounds: Rounds | None = None, *, home: str | None = None) -> str:
    """The review as one HTML page; every text in it is escaped, and nothing in it can run but the page's own script.

    ``home`` is the address of the page that lists this one among others.
    """
    shown = view(review, rounds)
    style, script = template_text("page.css"), template_text("page.js")
    style += STYLE if review.plane else ""  # one style for the page: its policy refuses a second
    page = environment().get_template("page.html")
    return page.render(
        v=shown,
        c=_helpers(review, shown),
        policy=policy(style, script),
        home=home,
        style=Markup(style),  # ours, from this package: the hash in the policy covers these very characters
        script=Markup(script),
    )


def _helpers(review: Review, shown: View) -> SimpleNamespace:
    """What the templates need besides the view."""
    strongest = max((abs(row.points) for row in shown.pushes if row.points is not None), default=0.0)
    numbers = itertools.count(1)
    return SimpleNamespace(
        t=lambda key, **values: message(shown.lang, key, **values),
        count=lambda noun, n: count(shown.lang, noun, n),
        number=lambda value: number(shown.lang, value),
        note_id=lambda: f"note-{next(numbers)}",
        rows=lambda run: [shown.findings[n - 1] for n in run.findings],
        worst=lambda rows: max((row.severity for row in rows), key=SEVERITIES.index),
        distinct=_distinct,
        others=_others,
        among=among(review),
        plane=_plane(review),
        grouped=grouped(shown.lang, shown.checklist),
        evidence_id=evidence_id,
        reference_id=reference_id,
        groups=list(_groups(annotate(review))),
        findings_by_place=sorted(shown.findings, key=lambda row: row.spot is not None),  # the draft-wide ones first
        symbols=SYMBOLS,
        push_scale=50 / (strongest or 1.0),
        draft_lang=review.draft.lang or "",
        source_format=review.draft.source.format,
        state=_state(review),
    )


def _plane(review: Review) -> Markup | None:
    """The drawing of the draft among the texts of its profile; what stands in it is made by the drawing itself."""
    own = review.plane
    return Markup(plane(own.glad, own.solid, own.draft, review.report_lang, styled=False)) if own else None


def _others(row: AskRow) -> list[tuple[int, Spot]]:
    """The passages besides the best one, each with its number among all."""
    return [(n, spot) for n, spot in enumerate(row.spots, 1) if n != row.best + 1]


def _distinct(spots: Iterable[Spot]) -> list[tuple[int, Spot]]:
    """The spots that read differently ("line 9" once), each with its number among all."""
    first: dict[str, tuple[int, Spot]] = {}
    for n, spot in enumerate(spots, 1):
        first.setdefault(spot.where, (n, spot))
    return list(first.values())


def policy(style: str, script: str) -> str:
    """The content security policy: nothing but this style and this script, and nothing from anywhere."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def template_text(name: str) -> str:
    """A file of templates, as it is."""
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """What makes pages of the templates: it escapes, and a name that isn't given is a mistake."""
    return Environment(
        autoescape=True,
        loader=FunctionLoader(template_text),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _groups(blocks: Iterable[Shown]) -> Iterator[dict[str, Any]]:
    """Blocks as they stand together on the page: a list's items, a table's rows, anything else alone."""
    kinds = {"item": "list", "row": "table"}
    for kind, members in itertools.groupby(blocks, lambda block: kinds.get(block.kind, "block")):
        if kind == "block":
            yield from ({"kind": kind, "blocks": [block]} for block in members)
        else:
            yield {"kind": kind, "blocks": list(members)}


def _state(review: Review) -> str:
    """Under what name the browser keeps the ticks: other words, another list."""
    brief = review.brief.source.text if review.brief else ""
    asked = "\0".join(item.question for item in review.checklist)
    text = "\0".join((review.draft.text, brief, asked))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
