"""The page in a real browser: Chromium by playwright, the file opened as a reader would."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import review_samples

from workslop.report import html

pytestmark = pytest.mark.browser

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = (
        os.environ.get("CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if not found:
        word = "no Chromium on this machine: install it (see the Makefile), or set CHROMIUM to its path"
        if os.environ.get("CI"):
            pytest.fail(word)
        pytest.skip(word)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=found, args=ARGS)
        yield running
        running.close()


class Opened:
    """A page opened from its file, with all that it complained of and asked for."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **context}
        )
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("dialog", lambda d: (self.complaints.append(f"dialog: {d.message}"), d.dismiss()))
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.goto(path.as_uri())


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    made: list[Opened] = []

    def make(name: str = "dutch", **context: Any) -> Opened:
        path = tmp_path / f"{name}.html"
        path.write_text(html.render(getattr(review_samples, name)()), encoding="utf-8")
        made.append(Opened(browser, path, **context))
        return made[-1]

    yield make
    for one in made:
        one.context.close()


@pytest.mark.parametrize("name", ["dutch", "english", "hostile"])
def test_it_loads_without_complaint_and_asks_for_nothing(opened: Any, name: str) -> None:
    one = opened(name)
    one.page.wait_for_timeout(100)
    assert one.complaints == []
    assert [url for url in one.requests if not url.startswith(("file:", "data:"))] == []
    assert one.page.locator("html.script").count() == 1


def test_a_script_slipped_in_does_not_run(opened: Any) -> None:
    page = opened().page
    page.evaluate(
        "() => { const s = document.createElement('script'); s.text = 'window.hit = 1'; document.body.append(s); }"
    )
    assert page.evaluate("() => window.hit") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_draft_among_the_texts_is_drawn_in_the_style_of_the_page(opened: Any, scheme: str) -> None:
    one = opened(color_scheme=scheme)
    drawn = one.page.get_by_role("img", name="Waar deze tekst ligt tussen de teksten van het profiel")
    assert drawn.count() == 1 and drawn.locator("circle").count() == 4 and drawn.locator("rect.b").count() == 3
    assert drawn.locator("circle").first.evaluate("e => getComputedStyle(e).fill") == "none"
    colour = {"light": "rgb(163, 42, 28)", "dark": "rgb(240, 145, 127)"}[scheme]
    assert drawn.locator("path.own").evaluate("e => getComputedStyle(e).fill") == colour
    box = drawn.bounding_box()
    assert box and box["width"] > 300 and one.complaints == []


def test_evidence_jumps_to_its_place_and_back(opened: Any) -> None:
    page = opened().page
    page.locator("#a4 .places a").first.click()
    lit = page.locator(".lit")
    assert (
        "".join(lit.all_inner_texts())
        == "Wij kiezen voor een oplossing die toekomstbestendig is en op draagvlak kan rekenen."
    )
    box = lit.first.bounding_box()
    assert box and 0 <= box["y"] <= 900
    page.locator("a.back[href='#a4']").click()
    box = page.locator("#a4").bounding_box()
    assert box and 0 <= box["y"] <= 900
    assert page.evaluate("() => document.activeElement.id") == "a4"


def test_ticks_stay_over_a_reload(opened: Any) -> None:
    page = opened().page
    assert page.locator("#ticked").inner_text() == "0 van 7 afgevinkt"
    page.get_by_label("Wie neemt het beheer over?").check()
    page.locator("#tick-3").check()
    page.reload()
    assert [box.is_checked() for box in page.locator(".checklist input").all()] == [True, False, True] + [False] * 4
    assert page.locator("#ticked").inner_text() == "2 van 7 afgevinkt"


def test_ticks_work_where_the_browser_keeps_nothing(opened: Any) -> None:
    one = opened()
    one.page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})")
    one.page.reload()
    one.page.locator("#tick-1").check()
    assert one.page.locator("#ticked").inner_text() == "1 van 7 afgevinkt"
    assert one.complaints == []


def test_the_open_questions_are_copied(opened: Any) -> None:
    one = opened(permissions=["clipboard-read", "clipboard-write"])
    page = one.page
    page.locator("#tick-1").check()
    page.locator("#copy").click()
    page.locator("#said:not(:empty)").wait_for()
    assert page.locator("#said").inner_text() == "Gekopieerd: 6 vragen."
    questions = [item.question for item in review_samples.dutch().checklist[1:]]
    wanted = "Vragen bij notitie.md\n\n" + "".join(f"{n}. {q}\n" for n, q in enumerate(questions, 1))
    assert page.evaluate("() => navigator.clipboard.readText()") == wanted


def test_the_questions_can_be_taken_by_hand_where_copying_is_refused(opened: Any) -> None:
    one = opened("english")
    one.page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false;"
    )
    one.page.reload()
    one.page.locator("#copy").click()
    assert "isn't allowed" in one.page.locator("#said").inner_text()
    assert one.page.locator("#to-copy").input_value().startswith("Questions about docs/note.md\n\n1. Who will staff")


def test_the_keyboard_reaches_every_finding_and_escape_closes_its_note(opened: Any) -> None:
    page = opened().page
    page.locator("#copy").focus()
    reached: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "() => document.activeElement.matches('a.mark') ? document.activeElement.dataset.findings : null"
        )
        if at is None:
            continue
        reached += at.split()
        note = page.locator("a.mark:focus + .remark")
        assert note.is_visible()
        page.keyboard.press("Escape")
        assert not note.is_visible()
    placed = [str(n) for n, f in enumerate(review_samples.dutch().findings, 1) if f.span]
    assert sorted(set(reached)) == placed


def test_a_note_shows_on_hover_and_is_named_to_a_screen_reader(opened: Any) -> None:
    page = opened().page
    mark = page.locator("a.mark", has_text="samenspel van factoren")
    mark.hover()
    note = page.locator("a.mark:hover + .remark")
    assert note.is_visible() and "noemt geen enkele factor" in note.inner_text()
    assert note.get_attribute("id") == mark.get_attribute("aria-describedby")


@pytest.mark.parametrize("name", ["dutch", "english", "hostile"])
def test_a_narrow_phone_does_not_scroll_sideways(opened: Any, name: str) -> None:
    page = opened(name, viewport={"width": 320, "height": 640}).page
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320


def test_a_tap_on_a_phone_shows_the_note_at_the_bottom(opened: Any) -> None:
    page = opened(viewport={"width": 390, "height": 844}, has_touch=True).page
    page.locator("a.mark", has_text="samenspel van factoren").tap()
    note = page.locator("a.mark.open + .remark")
    box = note.bounding_box()
    assert note.is_visible() and box and box["y"] + box["height"] == pytest.approx(844, abs=1)
    assert page.url.endswith(".html")


def test_dark_follows_the_reader(opened: Any) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    assert opened(color_scheme="dark").page.evaluate(ground) == "rgb(24, 23, 21)"
    assert opened(color_scheme="light").page.evaluate(ground) == "rgb(251, 250, 247)"


def test_on_paper_folds_are_left_out_and_tools_are_gone(opened: Any) -> None:
    page = opened(color_scheme="dark").page
    page.emulate_media(media="print")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("#copy").is_visible() and not page.locator("header nav").is_visible()
    assert page.locator("#findings summary").first.is_visible()
    assert not page.locator("#findings li").first.is_visible() and not page.locator("#method details").is_visible()
    assert page.locator("tr#a1").evaluate("e => getComputedStyle(e).display") == "table-row"
    assert len(page.pdf(format="A4")) > 10_000


def test_without_script_the_page_still_says_it_all(opened: Any) -> None:
    page = opened(java_script_enabled=False).page
    assert page.locator("table.asks tbody tr").count() == 6
    assert not page.locator("#copy").is_visible()
    page.locator("a.mark").first.hover()
    assert page.locator("a.mark:hover + .remark").is_visible()
