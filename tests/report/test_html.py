"""The page as text: on its own, well formed, inert whatever is in it, legible."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
import review_samples

from workslop.report import html

STYLE = (Path(html.__file__).parent / "templates" / "page.css").read_text(encoding="utf-8")
VOID = {"meta", "link", "input", "br", "img"}


class Page(HTMLParser):
    """Collects elements, ids and links, and holds the nesting straight."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"style": [], "script": []}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.texts:
            self.texts[self.open[-1]].append(data)

    def all(self, name: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(name)) is not None]


@pytest.fixture(params=["dutch", "english", "hostile"])
def page(request: pytest.FixtureRequest) -> Page:
    return Page(html.render(getattr(review_samples, request.param)()))


def test_elements_are_closed_and_ids_are_unique_and_every_link_arrives(page: Page) -> None:
    assert page.open == []
    ids = Counter(page.all("id"))
    assert not [name for name, n in ids.items() if n > 1]
    links = [href for tag, attrs in page.elements if tag == "a" and (href := attrs.get("href"))]
    assert links and all(href.startswith("#") and href[1:] in ids for href in links)
    for name in ("aria-labelledby", "aria-describedby"):
        assert all(one in ids for value in page.all(name) if value for one in value.split())


def test_nothing_comes_from_outside_and_nothing_else_can_run(page: Page) -> None:
    assert not [tag for tag, _ in page.elements if tag in ("img", "iframe", "object", "embed", "base", "form")]
    assert sum(tag == "script" for tag, _ in page.elements) == 1
    assert not page.all("src") and not page.all("style")
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    policy = next(attrs["content"] for tag, attrs in page.elements if tag == "meta" and attrs.get("http-equiv"))
    assert policy and policy.startswith("default-src 'none'") and "unsafe" not in policy
    for name in ("style", "script"):
        (text,) = page.texts[name]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_hostile_text_is_shown_and_not_obeyed() -> None:
    text = html.render(review_samples.hostile())
    assert "\x00" not in text and "\x1b" not in text and "\u202e" not in text
    assert "‹U+202E›gnp.exe" in text and "␀" in text
    assert "<script>alert" not in text and "<img" not in text and "{{ 7*7 }}" in text
    assert 'href="javascript' not in text


def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_scopes_and_the_language_is_said(page: Page) -> None:
    assert all(
        attrs.get("scope") in ("col", "row") or attrs.get("aria-hidden") for tag, attrs in page.elements if tag == "th"
    )
    assert page.elements[0][0] == "html" and page.elements[0][1]["lang"] in ("nl", "en")


def test_the_page_is_the_same_each_time() -> None:
    assert html.render(review_samples.dutch()) == html.render(review_samples.dutch())


def luminance(colour: str) -> float:
    full = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_contrast_is_enough(scheme: int) -> None:
    block = re.findall(r":root \{(.*?)\}", STYLE, re.S)[scheme]
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{3,6})", block))
    for ground in ("paper", "card", "lit"):
        for name in ("ink", "link", "answered", "partial", "gestured", "missing", "error", "warning", "note", "soft"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    assert contrast(colours["focus"], colours["paper"]) >= 3
    assert contrast(colours["strip"], colours["paper"]) >= 3
