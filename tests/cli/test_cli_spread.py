"""workslop spread and workslop compare as a user runs them: real files, real git, and what goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from click.testing import CliRunner, Result

from workslop.cli import main
from workslop.history import first_days

SUBJECTS = {
    "en": (
        "bridge",
        "roof",
        "school",
        "square",
        "harbour",
        "tram",
        "park",
        "shop",
        "library",
        "market",
        "river",
        "tower",
    ),
    "nl": ("brug", "dak", "school", "plein", "haven", "tram", "park", "winkel", "bieb", "markt", "rivier", "toren"),
}
SENTENCES = {
    "en": (
        "The council decided in {m} that the {s} number {n} will be repaired before the winter.",
        "Nobody had asked the people who live next to the {s} what they thought of it in {n}.",
        "It took {n} days and cost more than the {s} of the neighbours, said the builder.",
        "Whether the {s} can be opened again depends on the weather, and on {n} volunteers.",
        "There were {n} letters about the {s}, and most of them were against the plan.",
    ),
    "nl": (
        "De gemeente besloot in {m} dat de {s} nummer {n} voor de winter wordt hersteld.",
        "Niemand had de mensen die naast de {s} wonen gevraagd wat zij daar in {n} van vonden.",
        "Het duurde {n} dagen en het kostte meer dan de {s} van de buren, zei de bouwer.",
        "Of de {s} weer open kan, hangt af van het weer, en van {n} vrijwilligers.",
        "Er kwamen {n} brieven over de {s}, en de meeste waren tegen het plan.",
    ),
}


class WordEncoder:
    """A direction for each word: texts with the same words lie near each other."""

    id, dim = "words/1", 64

    def encode(self, texts: Sequence[str], role: str = "passage") -> Any:
        """Unit rows."""
        rows = np.zeros((len(texts), self.dim), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[zlib.crc32(word.encode()) % self.dim] += 1
            row[0] += 0.01
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with the small encoder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKSLOP_CACHE", str(tmp_path / ".cache"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setattr("workslop.embed.load", lambda name: WordEncoder())
    return tmp_path


def text(number: int, lang: str = "en", day: str = "", author: str = "") -> str:
    """A text on a subject of its own."""
    subject = SUBJECTS[lang][number % 12]
    body = "\n\n".join(s.format(s=subject, n=number + 10 * k, m=number) for k, s in enumerate(SENTENCES[lang]))
    head = "".join(f"{key}: {value}\n" for key, value in (("date", day), ("author", author)) if value)
    return (f"---\n{head}---\n\n" if head else "") + f"# {subject}\n\n{body}\n"


def put(folder: Path, **files: str) -> None:
    """Write files by the stem of their names."""
    folder.mkdir(exist_ok=True)
    for name, words in files.items():
        (folder / f"{name}.md").write_text(words, encoding="utf-8")


def run(*words: str) -> Result:
    """The command line."""
    return CliRunner().invoke(main, list(words))


def told(*words: str) -> Any:
    """What the JSON form says."""
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(*words: str) -> str:
    """The one sentence of a run that can't be done."""
    result = run(*words)
    assert result.exit_code == 2, result.output
    assert result.stderr.startswith("workslop: ") and result.stderr.count("\n") == 1
    assert "Traceback" not in result.output
    return result.stderr


def git(folder: Path, *words: str, day: str = "2023-01-05") -> None:
    """Run git on a day, as nobody in particular."""
    who = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    days = {"GIT_AUTHOR_DATE": f"{day}T12:00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00"}
    subprocess.run(
        ["git", *who, *words], cwd=folder, env={**os.environ, **own, **days}, capture_output=True, check=True
    )


def commit(folder: Path, day: str) -> None:
    """Everything as it is."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x", day=day)


def dated(folder: Path, lang: str = "en") -> None:
    """Seven texts in each of three months; in the last they all have one subject."""
    for month in (1, 2, 3):
        for n in range(7):
            put(
                folder, **{f"{lang}{month}{n}": text(n + 12 * month if month < 3 else 108, lang, f"2024-0{month}-1{n}")}
            )
            if month == 3:
                path = folder / f"{lang}3{n}.md"
                path.write_text(path.read_text() + f"\nLast line {n}.\n")


def test_months_of_front_matter(here: Path) -> None:
    dated(here / "set")
    data = told("spread", "set")
    (own,) = data["spreads"]
    assert [(g["name"], g["n"]) for g in own["groups"]] == [("2024-01", 7), ("2024-02", 7), ("2024-03", 7)]
    assert own["verdict"] == "alike" and own["change"]["high"] < 0
    assert data["duplicates"] == []
    assert data["dated"] == {"front_matter": 21, "git": 0} and data["repository"] is False
    shown = run("spread", "set").output
    assert "The texts are growing alike" in shown and "only dates in front matter" in shown
    assert told("spread", "set", "--since", "2024-02")["before"] == 7
    assert "later" in refused("spread", "set", "--since", "2025-01")


def test_the_day_a_file_appeared_survives_a_rename(here: Path) -> None:
    git(here, "init", "--quiet")
    put(here / "set", old=text(1), other=text(2))
    commit(here, "2023-01-05")
    git(here, "mv", "set/old.md", "set/nieuwe naam–é.md")
    commit(here, "2023-03-05")
    put(here / "set", fresh=text(3), other=text(2) + "\nMore.\n")
    commit(here, "2023-04-05")
    put(here / "set", loose=text(4))
    found = {path.name: f"{day}" for path, day in first_days(sorted((here / "set").iterdir())).items()}
    assert found == {"nieuwe naam–é.md": "2023-01-05", "other.md": "2023-01-05", "fresh.md": "2023-04-05"}
    data = told("spread", "set")
    assert data["dated"] == {"front_matter": 0, "git": 3}
    assert data["spreads"][0]["ungrouped"] == ["set/loose.md"]
    assert [g["name"] for g in data["spreads"][0]["groups"]] == ["2023-01", "2023-04"]
    assert data["spreads"][0]["verdict"] == "too_few"
    assert "Too few texts to tell" in run("spread", "set").output


def test_without_any_day(here: Path) -> None:
    put(here / "set", a=text(1), b=text(2))
    assert "no git repository" in refused("spread", "set")
    assert "no git repository" in refused("spread", "set", "--by", "folder", "--since", "2023-01")
    assert told("spread", "set", "--by", "folder")["spreads"][0]["n"] == 2
    git(here, "init", "--quiet")
    assert "git knows none of the texts" in refused("spread", "set")


def test_by_author_and_by_folder(here: Path) -> None:
    for n in range(6):
        put(here / "one", **{f"a{n}": text(n, author="Ann")})
        put(here / "two", **{f"b{n}": text(n + 6, author="Ben") + f"\nExtra {n}.\n"})
    put(here / "one", nobody=text(3) + "\nUnsigned.\n")
    own = told("spread", "one", "two", "--by", "author-field")["spreads"][0]
    assert [(g["name"], g["n"]) for g in own["groups"]] == [("Ann", 6), ("Ben", 6)]
    assert own["ungrouped"] == ["one/nobody.md"]
    assert own["verdict"] in ("equal", "unequal")
    assert [g["name"] for g in told("spread", "*/*.md", "--by", "folder")["spreads"][0]["groups"]] == ["one", "two"]


def test_languages_are_measured_apart_and_both_are_spoken(here: Path) -> None:
    dated(here / "set", "nl")
    dated(here / "set", "en")
    assert [(s["lang"], s["n"]) for s in told("spread", "set")["spreads"]] == [("nl", 21), ("en", 21)]
    shown = run("spread", "set", "--report-lang", "nl").output
    assert "Nederlands: 21 teksten, per maand" in shown and "Engels: 21 teksten" in shown


def test_duplicates_and_empty_files_are_named(here: Path) -> None:
    dated(here / "set")
    (here / "set" / "copy.md").write_text((here / "set" / "en10.md").read_text())
    (here / "set" / "zero.md").write_bytes(b"")
    put(here / "set", tiny="A short line.\n")
    data = told("spread", "set")
    assert data["duplicates"] == [["set/en10.md", "set/copy.md"]]
    assert data["short"] == ["set/tiny.md"]
    assert [path for path, _ in data["unread"]] == ["set/zero.md"]
    assert "set/zero.md is empty" in run("spread", "set").output
    assert data["spreads"][0]["n"] == 21
    assert "en10.md has the same words as set/copy.md" in run("spread", "set").output


def test_forms_and_files(here: Path) -> None:
    dated(here / "set")
    assert run("spread", "set", "--output", "out.svg").exit_code == 0
    drawing = ET.parse(here / "out.svg").getroot()
    assert len(drawing.findall("{http://www.w3.org/2000/svg}svg")) == 2
    assert run("spread", "set", "--output", "out.html", "--report-lang", "nl").exit_code == 0
    page = (here / "out.html").read_text(encoding="utf-8")
    assert '<html lang="nl">' in page and "De teksten gaan op elkaar lijken" in page and page.count("<svg") == 2
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert run("spread", "set", "--format", "json", "--output", "x").exit_code == 0
    assert json.loads((here / "x").read_text())["by"] == "month"
    assert run("spread", "set", "--format", "json").stdout == (here / "x").read_text()


def test_spread_of_what_can_not_be_used(here: Path) -> None:
    put(here / "set", one=text(1, day="2024-01-01"))
    (here / "void").mkdir()
    (here / "zero.md").write_bytes(b"")
    assert "names no file" in refused("spread", "none/*.md")
    assert "no text in this folder" in refused("spread", "void")
    assert "there is one" in refused("spread", "set")
    assert "zero.md is empty" in refused("spread", "set", "zero.md")
    assert "give a month as 2023-01" in refused("spread", "set", "--since", "january")
    assert "give a month as 2023-01" in refused("spread", "set", "--since", "2023-13")
    assert "gone.md" in refused("spread", "gone.md")


def test_compare_shows_places(here: Path) -> None:
    put(here, a=text(1), b=text(1) + "\nThe mayor went to look for herself on Sunday.\n", c=text(2))
    data = told("compare", "a.md", "b.md")
    assert len(data["by_all"]) == 5 and data["shares"] == [0, pytest.approx(1 / 6)]
    assert [(s["path"], s["place"], s["text"][:9]) for s in data["by_one"]] == [("b.md", "13", "The mayor")]
    shown = run("compare", "a.md", "b.md").output
    assert "In all drafts (5)" in shown and "b.md:13  The mayor went" in shown
    assert "In some of the drafts" in run("compare", "a.md", "b.md", "c.md").output
    assert "In alle versies (5)" in run("compare", "a.md", "b.md", "--report-lang", "nl").output
    assert run("compare", "a.md", "b.md", "--output", "out.json").exit_code == 0
    assert json.loads((here / "out.json").read_text()) == data


def test_compare_of_what_can_not_be_used(here: Path) -> None:
    put(here, a=text(1), nl=text(1, "nl"))
    put(here / "set", one=text(2))
    (here / "set" / "zero.md").write_bytes(b"")
    assert "there is 1" in refused("compare", "a.md")
    assert "there is 1" in refused("compare", "a.md", "a.md")
    assert "different languages: en (such as a.md), nl (such as nl.md)" in refused("compare", "a.md", "nl.md")
    assert "set/zero.md is empty" in refused("compare", "set")
    assert "zero.md is empty" in refused("compare", "a.md", "set/zero.md")
    assert "compare writes text" in refused("compare", "a.md", "set/one.md", "--output", "x.html")
    put(here, again=text(1))
    assert "again.md has the same words as a.md" in run("compare", "a.md", "again.md").output


def test_a_second_run_encodes_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(here, a=text(1), b=text(2))
    first = told("compare", "a.md", "b.md")
    seen: list[str] = []
    real = WordEncoder.encode

    def counting(self: WordEncoder, texts: Sequence[str], role: str = "passage") -> Any:
        seen.extend(texts)
        return real(self, texts, role)

    monkeypatch.setattr(WordEncoder, "encode", counting)
    assert told("compare", "a.md", "b.md") == first
    assert not [t for t in seen if "council" in t and "number" in t]
