"""The page about many drafts, and the folder it stands in."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import review_samples
from click.testing import CliRunner, Result
from test_html import Page

from workslop import cli, portfolio
from workslop.report.portfolio import Row, kinds_left_out, most_fired, most_left_out, render
from workslop.report.trend import trend
from workslop.text import read_draft
from workslop.types import InputError, Review

BANDS = ("glad", "mixed", "solid")
KINDS = ("cause", "cost", "person")
STATUSES = ("answered", "partial", "gestured", "missing")


def fake(n: int) -> Row:
    """A row like no other, the same each time."""
    asks = tuple((f"Vraag {k} uit de opdracht", KINDS[k % 3], STATUSES[(n * k + n // 7) % 4]) for k in range(1 + n % 9))
    return Row(
        title=f"Stuk {n} over de openingstijden van het loket",
        path=f"stukken/2026/map-{n % 13}/stuk-{n:04}.md",
        href=f"drafts/stukken-2026-map-{n % 13}-stuk-{n:04}-md.html",
        tier=("sound", "excel", "average-is-fine")[n % 3],
        score=None if n % 50 == 7 else (n * 37) % 1000 / 10,
        band=None if n % 50 == 7 else BANDS[n % 3],
        asks=None if n % 11 == 5 else asks,
        rules={f"nl/regel-{k}": 1 + (n + k) % 4 for k in range(n % 12)},
        author=f"Auteur {n % 40}" if n % 4 else "",
        day=date(2025, 1, 1) + timedelta(days=n % 600) if n % 5 else None,
    )


ROWS = [fake(n) for n in range(1, 61)]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_is_well_formed_inert_and_on_its_own(lang: str) -> None:
    page = Page(render(ROWS, lang, unread=["x.md does not exist"]))
    assert page.open == []
    ids = Counter(page.all("id"))
    assert not [name for name, n in ids.items() if n > 1]
    links = [href for tag, attrs in page.elements if tag == "a" and (href := attrs.get("href"))]
    assert all(href.startswith("drafts/") or href[1:] in ids for href in links)
    assert not page.all("src") and not page.all("style")
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    rule = next(attrs["content"] for tag, attrs in page.elements if tag == "meta" and attrs.get("http-equiv"))
    assert rule and rule.startswith("default-src 'none'") and "unsafe" not in rule
    for name in ("style", "script"):
        (text,) = page.texts[name]
        assert f"{name}-src 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in rule


def test_hostile_words_are_shown_and_not_obeyed() -> None:
    nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    row = replace(fake(2), title=nasty, path=nasty, author=nasty, tier=nasty, rules={nasty: 1})
    text = render([replace(row, asks=((nasty, "cause", "missing"),)), fake(3)], "en", about={nasty: nasty})
    assert "<script>alert" not in text and "<img" not in text
    Page(text)


def test_columns_without_anything_in_them_are_left_out() -> None:
    bare = [replace(row, asks=None, author="", day=None) for row in ROWS]
    text = render(bare, "nl")
    assert "--with-briefs" in text and "Auteur" not in text and 'id="trend"' not in text and 'id="left"' not in text
    assert 'id="author"' in render(ROWS, "nl") and "alleen met open vragen" in render(ROWS, "nl")


def test_the_worst_stands_first_without_a_script() -> None:
    titles = re.findall(r'scope="row"><a href="[^"]+">(Stuk \d+)', render(ROWS, "nl"))
    gaps = {row.title.split(" over")[0]: row.gaps for row in ROWS}
    told = [-1 if gaps[title] is None else gaps[title] for title in titles]
    assert told == sorted(told, reverse=True) and len(titles) == len(ROWS)


def test_questions_left_out_are_counted_by_their_words_and_by_kind() -> None:
    one = (("Wat kost het?", "cost", "missing"), ("Wie beslist?", "person", "answered"))
    other = (("wat  kost het?", "cost", "partial"), ("Wie beslist?", "person", "gestured"))
    rows = [replace(fake(1), asks=asks) for asks in (one, other, None)]
    assert [(x.text, x.left, x.asked, x.by) for x in most_left_out(rows)] == [
        ("Wat kost het?", 2, 2, (1, 0, 1)), ("Wie beslist?", 1, 2, (0, 1, 0)),
    ]  # fmt: skip
    assert [(x.text, x.left) for x in kinds_left_out(rows, "nl")] == [("bedrag", 2), ("persoon", 1)]


def test_rules_are_counted_by_drafts_first() -> None:
    rows = [replace(fake(1), rules=rules) for rules in ({"a": 9}, {"b": 1, "a": 1}, {"b": 1}, {"b": 2}, None)]
    assert [(x.rule, x.drafts, x.findings) for x in most_fired(rows, {})] == [("b", 3, 4), ("a", 2, 10)]


def test_the_trend_needs_three_drafts_on_two_days() -> None:
    day = date(2026, 1, 1)
    assert trend([(day, 1.0), (day, 2.0), (day, 3.0)]) is None
    assert trend([(day, 1.0), (day + timedelta(1), 2.0)]) is None
    drawn = trend([(day, 10.0), (day, 30.0), (day + timedelta(100), 90.0)])
    assert drawn is not None and drawn.periods == (("2026-01", 2, 20.0), ("2026-04", 1, 90.0))
    assert drawn.dots.count("M") == 3 and drawn.line.count("L") == 1
    weeks = trend([(day, 10.0), (day + timedelta(8), 30.0), (day + timedelta(9), 90.0)])
    assert weeks is not None and [name for name, *_ in weeks.periods] == ["2026-W01", "2026-W02"]


def test_a_thousand_drafts_stay_light_and_quick() -> None:
    rows = [fake(n) for n in range(1000)]
    start = time.process_time()
    text = render(rows, "nl")
    assert time.process_time() - start < 2
    assert len(text.encode()) < 900_000


# ---- front matter, names and the folder


@pytest.mark.parametrize(
    ("head", "author", "day"),
    [
        ("author: Anna Price\ndate: 2026-03-04", "Anna Price", date(2026, 3, 4)),
        ("auteur: 'Jan de Vries'  # redactie\ndatum: 4-3-2026", "Jan de Vries", date(2026, 3, 4)),
        ('authors: [Anna, "Bo"]\ndate: 2026-03-04T10:00:00Z', "Anna, Bo", date(2026, 3, 4)),
        ("authors:\n  - name: Anna\n  - Bo\ntitle: x", "Anna, Bo", None),
        ("date: 2026-13-45", "", None),
        ("  author: ingesprongen\ntitle: x", "", None),
        ("title: x", "", None),
    ],
)
def test_author_and_date_come_from_the_front_matter(
    tmp_path: Path, head: str, author: str, day: date | None
) -> None:  # fmt: skip
    path = tmp_path / "x.md"
    path.write_text(f"---\n{head}\n---\n\nDe tekst.\n", encoding="utf-8")
    assert portfolio.front_matter(read_draft(str(path))) == (author, day)


def test_toml_front_matter_and_none_at_all(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text('+++\nauthor = "Anna"\ndate = 2026-03-04\n+++\n\nText.\n', encoding="utf-8")
    assert portfolio.front_matter(read_draft(str(path))) == ("Anna", date(2026, 3, 4))
    path.write_text("author: niemand\n", encoding="utf-8")
    assert portfolio.front_matter(read_draft(str(path))) == ("", None)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command in a folder with three drafts; reviews are hand-made, but for their front matter."""

    def review(draft: str, brief: str | None, lang: str, report_lang: str | None, **_: Any) -> Review:
        if "stuk-b" in draft:
            raise InputError(f"{draft} can't be read: check it")
        made = review_samples.dutch()
        read = read_draft(draft)
        made = replace(made, draft=replace(made.draft, source=replace(made.draft.source, path=draft)))
        if read.blocks and read.blocks[0].kind == "front_matter":
            made = replace(made, draft=read, verdicts=(), findings=(), checklist=(), measures=(), waivers=())
        return made if brief else replace(made, brief=None, verdicts=())

    monkeypatch.setattr(cli, "_review", review)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    (tmp_path / "in").mkdir()
    for name in ("stuk-a.md", "stuk-b.md", "Stuk_A.md"):
        (tmp_path / "in" / name).write_text("Een tekst.\n", encoding="utf-8")
    (tmp_path / "in" / "stuk-a.brief.md").write_text("Wat kost het?\n", encoding="utf-8")
    (tmp_path / "in" / "met.md").write_text("---\nauthor: Anna\ndate: 2026-03-04\n---\n\nTekst.\n", encoding="utf-8")
    return lambda *args: CliRunner().invoke(cli.main, ["report", *args])


def pages(folder: str = "site") -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file())


def test_the_command_writes_an_index_and_a_page_a_draft(run: Any) -> None:
    done: Result = run("in", "in/stuk-a.md", "--output", "site")
    assert done.exit_code == 2 and "stuk-b.md can't be read" in done.stderr  # said, and the rest goes on
    assert "3 stukken in site/index.html" in done.stderr
    assert pages() == [
        portfolio.MARK, "drafts/in-met-md.html", "drafts/in-stuk-a-md-2.html", "drafts/in-stuk-a-md.html", "index.html",
    ]  # fmt: skip
    index = Path("site/index.html").read_text(encoding="utf-8")
    linked = re.findall(r'href="(drafts/[^"]+)"', index)
    assert sorted(linked) == [p for p in pages() if p.startswith("drafts/")]
    assert "Anna" in index and "2026-03-04" in index and "check it" in index
    assert 'href="../index.html"' in Path("site/drafts/in-met-md.html").read_text(encoding="utf-8")


def test_briefs_only_where_asked_for(run: Any) -> None:
    run("in/stuk-a.md", "--output", "site")
    assert "--with-briefs" in Path("site/index.html").read_text(encoding="utf-8")
    run("in/stuk-a.md", "--output", "site", "--with-briefs", "--report-lang", "en")
    assert "What is left open most" in Path("site/index.html").read_text(encoding="utf-8")


def test_a_second_run_replaces_the_first_and_leaves_what_is_not_ours(run: Any) -> None:
    run("in/stuk-a.md", "in/met.md", "--output", "site")
    Path("site/notes.txt").write_text("van mij", encoding="utf-8")
    Path("site/drafts/mine.html").write_text("van mij", encoding="utf-8")
    run("in/met.md", "--output", "site")
    assert pages() == [portfolio.MARK, "drafts/in-met-md.html", "drafts/mine.html", "index.html", "notes.txt"]


def test_the_pages_of_an_earlier_run_are_no_drafts(run: Any) -> None:
    run("in/met.md", "--output", "in/site")
    run("in", "--output", "in/site")
    assert "drafts/in-met-md.html" in pages("in/site") and not [p for p in pages("in/site") if "site" in p]


@pytest.mark.parametrize("mark", [None, "{", "[]", '{"format": 9, "pages": []}', '{"format": 1, "pages": 3}'])
def test_a_folder_that_is_not_ours_is_left_as_it_is(run: Any, mark: str | None) -> None:
    Path("site").mkdir()
    Path("site/index.html").write_text("van mij", encoding="utf-8")
    if mark is not None:
        (Path("site") / portfolio.MARK).write_text(mark, encoding="utf-8")
    done: Result = run("in/met.md", "--output", "site")
    assert done.exit_code == 2 and "nothing was written" in done.stderr and done.stderr.count("\n") == 1
    assert Path("site/index.html").read_text(encoding="utf-8") == "van mij" and not Path("site/drafts").exists()


def test_a_mark_that_was_tampered_with_takes_nothing_else_away(run: Any) -> None:
    run("in/met.md", "--output", "site")
    kept = ["../in/stuk-a.md", "drafts/../../in/stuk-a.md", "index.html", "/etc/passwd", 3]
    (Path("site") / portfolio.MARK).write_text(json.dumps({"format": 1, "pages": kept}), encoding="utf-8")
    run("in/met.md", "--output", "site")
    assert Path("in/stuk-a.md").is_file() and Path("site/index.html").is_file()


def test_a_file_where_the_folder_goes_and_no_drafts_at_all(run: Any) -> None:
    Path("site").write_text("van mij", encoding="utf-8")
    assert "is a file" in run("in/met.md", "--output", "site").stderr
    Path("leeg").mkdir()
    done: Result = run("leeg", "--output", "uit")
    assert done.exit_code == 2 and "no text in this folder" in done.stderr


def test_the_date_comes_from_git_where_the_draft_has_none(run: Any) -> None:
    env = {**os.environ, "GIT_AUTHOR_DATE": "2024-05-06T12:00:00+00:00", "GIT_CONFIG_GLOBAL": os.devnull}
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    Path("in/é en ü.md").write_text("Een tekst.\n", encoding="utf-8")
    for words in (["init", "-q"], ["add", "in/stuk-a.md", "in/met.md", "in/é en ü.md"], [*who, "commit", "-qm", "x"]):
        subprocess.run(["git", *words], env=env, check=True)
    run("in/stuk-a.md", "in/met.md", "in/é en ü.md", "in/Stuk_A.md", "--output", "site")
    days = re.findall(r'class="day(?: none)?">([^<]+)', Path("site/index.html").read_text(encoding="utf-8"))
    assert sorted(days) == ["2024-05-06", "2024-05-06", "2026-03-04", "–"]


# ---- in a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.mark.browser
def test_a_thousand_rows_sort_and_filter_at_once(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(render([fake(n) for n in range(1000)], "nl"), encoding="utf-8")
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.goto(path.as_uri())
    timed = "(n) => { const t = performance.now(); document.querySelectorAll('#list thead button')[n].click();"
    timed += " document.body.offsetHeight; return performance.now() - t; }"
    columns = page.locator("#list thead button").count()
    slowest = max(page.evaluate(timed, n) for n in [*range(columns), *range(columns)])
    assert columns == 7 and slowest < 1500  # of a slow machine; a quick one needs a tenth
    page.click("#list thead button >> nth=1")
    if page.get_attribute("#list thead th >> nth=1", "aria-sort") == "ascending":
        page.click("#list thead button >> nth=1")
    values = page.eval_on_selector_all("#list tbody tr", "rows => rows.map(r => r.cells[1].dataset.v)")
    known = [float(value) for value in values if value]
    assert known == sorted(known, reverse=True) and not any(values[len(known) :])  # what is not known stands last
    page.fill("#words", "stuk-0042")
    assert page.locator("#list tbody tr:visible").count() == 1
    assert page.inner_text("#shown") == "1 van 1.000 getoond"
    page.fill("#words", "")
    page.select_option("#author", "Auteur 3")
    page.check("#open")
    shown = page.eval_on_selector_all("#list tbody tr:not([hidden])", "rows => rows.map(r => r.cells[2].dataset.v)")
    assert shown and all(int(value) > 0 for value in shown)
    assert complaints == []
    page.close()
