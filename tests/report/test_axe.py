"""No page breaks a rule of WCAG 2.2 AA that axe-core can check in a real browser."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import review_samples
from test_browser import Opened, browser  # noqa: F401  (the fixture)
from test_portfolio import ROWS

from workslop.report import html, portfolio

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", "viewport": {"width": 320, "height": 640}},
    "phone, dark": {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}},
}
PAGES = {
    "review, Dutch": lambda: html.render(review_samples.dutch()),
    "review, English": lambda: html.render(review_samples.english()),
    "portfolio, Dutch": lambda: portfolio.render(ROWS[:9], "nl", unread=["x.md does not exist"]),
    "portfolio, English": lambda: portfolio.render(ROWS[:9], "en"),
}


# Every page and every look is in the quick half; the other half is the rest of the table.
QUICK = {("Dutch", "light"), ("Dutch", "phone, dark"), ("English", "dark"), ("English", "phone")}
CASES = [
    pytest.param(page, look, marks=() if (page.split()[-1], look) in QUICK else pytest.mark.slow)
    for page in PAGES
    for look in LOOKS
]


@pytest.mark.parametrize(("page", "look"), CASES)
def test_axe_finds_nothing(browser: Any, tmp_path: Path, page: str, look: str) -> None:  # noqa: F811
    path = tmp_path / "page.html"
    path.write_text(PAGES[page](), encoding="utf-8")
    one = Opened(browser, path, bypass_csp=True, **LOOKS[look])  # the policy keeps axe's own script out
    one.page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    one.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    told = one.page.evaluate(
        "async tags => await axe.run(document, {runOnly: {type: 'tag', values: tags}, rules: {'target-size': "
        "{enabled: true}}})",
        TAGS,
    )
    one.context.close()
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in told["violations"]] == []
    assert len(told["passes"]) > 10
