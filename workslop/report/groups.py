"""The checklist in groups, for the forms that have headings: to ask, to check, and what else stands in the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from workslop.lang import message
from workslop.report.rows import CheckRow


def grouped(lang: str, rows: Sequence[CheckRow]) -> tuple[tuple[str, tuple[CheckRow, ...]], ...]:
    """(heading, its rows) in the checklist's order; the heading is "" for what comes first, unless that is to check.

    Without lines to check there is one group and no heading: what is asked needs none beside the checklist's own.
    """
    ask = message(lang, "kind.ask")
    runs = [(check, tuple(run)) for check, run in groupby(rows, lambda r: r.severity == "note" and r.kind == ask)]
    if not any(check for check, _ in runs):
        return tuple(("", run) for _, run in runs)
    titles = {True: message(lang, "report.checks"), False: message(lang, "report.elsewhere")}
    return tuple(("" if n == 0 and not check else titles[check], run) for n, (check, run) in enumerate(runs))
