"""Whole reports against files, and the diff is for a person to read. This writes them anew:

    WORKSLOP_UPDATE_GOLDEN=1 python -m pytest -q tests/report/test_golden.py

Hand-made reviews show every form; five drafts of corpora/drafts a language show what the whole path says of real texts.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import review_samples

from workslop.report import compact, markdown, pages, terminal
from workslop.types import Review

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
SAMPLES: dict[str, Callable[[], Review]] = {"nl": review_samples.dutch, "en": review_samples.english}
FORMS: dict[str, Callable[[Review], str]] = {
    "markdown.md": markdown.render,
    "markdown-explained.md": lambda review: markdown.render(review, explain=True),
    "terminal-80.txt": lambda review: terminal.render(review, width=80),
    "terminal-120.txt": lambda review: terminal.render(review, width=120, explain=True),
    "compact.txt": lambda review: "\n".join(compact.lines(review)) + "\n",
    "brief.txt": lambda review: pages.brief_page(review.brief, review.report_lang) if review.brief else "",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", SAMPLES)
def test_golden(lang: str, form: str) -> None:
    same(FORMS[form](SAMPLES[lang]()), GOLDEN / f"{lang}-{form}")


def same(text: str, path: Path) -> None:
    if os.environ.get("WORKSLOP_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


DRAFTS = (
    "en/03-ferry-route/draft-smooth", "en/09-frost-alarms/draft-messy", "en/18-webshop-quarter/draft-smooth-2",
    "en/24-victorian-baths/draft-good", "en/27-two-labs/draft-smooth", "nl/03-fusie-woningcorporaties/draft-messy",
    "nl/09-klantcase-paprikateler/draft-good", "nl/18-kwartaalrapport-draadwerk/draft-smooth-2",
    "nl/27-mededeling-bedrijfsrestaurant/draft-smooth", "nl/33-verantwoording-orkest-in-de-klas/draft-smooth",
)  # fmt: skip


@pytest.fixture(scope="session")
def reviews() -> Mapping[str, Review]:
    """Each draft read once, by its place in the repository: that is what the report names."""
    from workslop.review import review

    folder = Path("corpora", "drafts")
    with contextlib.chdir(ROOT):
        return {name: review(folder / f"{name}.md", folder / Path(name).parent / "brief.md") for name in DRAFTS}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["markdown.md", "compact.txt"])
@pytest.mark.parametrize("name", DRAFTS)
def test_golden_draft(reviews: Mapping[str, Review], name: str, form: str) -> None:
    same(FORMS[form](reviews[name]), GOLDEN / "drafts" / f"{name.replace('/', '-')}-{form}")
