"""What every process of a run needs, read once: a process forked from one that imported this begins ready.

Imported by name where such processes are started (workslop/workers.py) and nowhere else. It opens no text of a user.
"""

from __future__ import annotations

from workslop import cli, config, remembered  # noqa: F401 (to have them)
from workslop.judge.rulebook import load_rules
from workslop.review import plan, review_draft
from workslop.text import draft_from_source
from workslop.types import Source

_TEXT = "# A\n\nB c **d** e. F g.\n"
_TODO = plan(load_rules(), vectors=False, figures=False)
for _lang in ("nl", "en"):
    _draft = draft_from_source(Source("", _TEXT, "markdown"), lang=_lang)
    review_draft(_draft, None, _TODO, report_lang=None, encoder="", progress=lambda _: None)
