"""A baseline knows findings by their words: they may move, be wrapped anew and change file; edited, they speak."""

from __future__ import annotations

import re
import textwrap
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing import reviewed

from workslop.baseline import Baseline, Entry, apply_baseline, make_baseline, read_baseline, stale_entries
from workslop.types import Finding, InputError, Review

DRAFT = {
    "nl": """# Avondopenstelling

De proef speelde een cruciale rol in de wijk. Er kwamen 61 bezoekers per avond.

De resultaten zijn aanzienlijk. Wij kijken er met trots op terug.
""",
    "en": """# Evening opening

The trial played a crucial role in the district. On average 61 visitors came each evening.

We are committed to continuous improvement. It is worth noting that the desk was busy.
""",
}
BRIEF = "# Questions\n\n- What did the trial cost?\n- Who came in the evening?\n- Which harbours lie near Naples?\n"
LANGUAGES = ("nl", "en")
EXAMPLES = Path(__file__).parents[1] / "examples"


def at(path: str, text: str, brief: str | None = None) -> Review:
    """The review of ``text`` as if it stood in the file ``path``."""
    review = reviewed(text, brief)
    return replace(review, draft=replace(review.draft, source=replace(review.draft.source, path=path)))


def known_to(tmp_path: Path, *reviews: Review) -> Baseline:
    """The baseline of ``reviews``, written and read."""
    file = tmp_path / "baseline.toml"
    file.write_text(make_baseline(reviews, tmp_path), encoding="utf-8")
    return read_baseline(file)


def quoted(findings: tuple[Finding, ...]) -> list[str]:
    """The words that findings with a place quote, on one line."""
    return [" ".join((finding.quote or "").split()) for finding in findings if finding.span]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_recorded_is_known(lang: str, tmp_path: Path) -> None:
    review = at(str(tmp_path / "a.md"), DRAFT[lang], BRIEF)
    assert len(quoted(review.findings)) >= 2 and any(f.span is None for f in review.findings)
    baseline = known_to(tmp_path, review)
    assert apply_baseline(review, baseline, tmp_path) == ((), review.findings)
    assert apply_baseline(review, Baseline(), tmp_path) == (review.findings, ())
    assert stale_entries([review], baseline, tmp_path) == ()


def wrapped(paragraph: str, width: int) -> str:
    """The paragraph as an editor wraps it at a margin; headings and lists stay."""
    if paragraph.lstrip()[:1] in "#-|>*":
        return paragraph
    return textwrap.fill(" ".join(paragraph.split()), width, break_long_words=False, break_on_hyphens=False)


@pytest.mark.parametrize("width", [100, 60, 40])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_paragraphs_moved_and_wrapped_anew_stay_known(lang: str, width: int, tmp_path: Path) -> None:
    text = (EXAMPLES / lang / "draft-smooth.md").read_text(encoding="utf-8")
    path = str(tmp_path / "a.md")
    baseline = known_to(tmp_path, at(path, text))
    after = at(path, "\n\n".join(wrapped(part, width) for part in reversed(text.strip().split("\n\n"))))
    assert after.draft.text.count("\n") > text.count("\n")
    new, known = apply_baseline(after, baseline, tmp_path)
    assert quoted(new) == []
    assert len(quoted(known)) > 10


@pytest.mark.parametrize(
    ("lang", "old", "edited", "speaks"),
    [
        ("nl", "in de wijk", "in het dorp", "cruciale rol"),
        ("en", "in the district", "in the village", "crucial role"),
    ],
)
def test_an_edited_sentence_speaks_and_its_neighbours_do_not(
    lang: str, old: str, edited: str, speaks: str, tmp_path: Path
) -> None:
    path = str(tmp_path / "a.md")
    before = at(path, DRAFT[lang])
    after = at(path, DRAFT[lang].replace(old, edited))
    baseline = known_to(tmp_path, before)
    new, known = apply_baseline(after, baseline, tmp_path)
    assert quoted(new) and all(speaks in words for words in quoted(new))
    assert quoted(known) and not any(speaks in words for words in quoted(known))
    assert all(speaks in entry.quote for entry in stale_entries([after], baseline, tmp_path) if entry.quote)
    assert len(stale_entries([after], baseline, tmp_path)) == len(new)


def test_the_second_of_two_equal_findings_speaks(tmp_path: Path) -> None:
    sentence = "The trial played a crucial role."
    path = str(tmp_path / "a.md")
    once, twice = at(path, f"{sentence}\n"), at(path, f"{sentence}\n\n{sentence}\n")
    new, known = apply_baseline(twice, known_to(tmp_path, once), tmp_path)
    assert sorted(quoted(new)) == sorted(quoted(known)) == sorted(quoted(once.findings)) != []
    baseline = known_to(tmp_path, twice)
    assert quoted(apply_baseline(twice, baseline, tmp_path)[0]) == []
    assert {e.count for e in baseline.entries if e.quote} == {2}
    over = [entry for entry in stale_entries([once], baseline, tmp_path) if entry.quote]
    assert over and {entry.count for entry in over} == {1}


def test_a_renamed_file_stays_known_and_a_copy_does_not(tmp_path: Path) -> None:
    old, new = tmp_path / "old.md", tmp_path / "map" / "new.md"
    old.write_text(DRAFT["en"], encoding="utf-8")
    baseline = known_to(tmp_path, at(str(old), DRAFT["en"], BRIEF))
    copy = at(str(new), DRAFT["en"], BRIEF)
    assert apply_baseline(copy, baseline, tmp_path) == (copy.findings, ())
    old.unlink()
    assert apply_baseline(copy, baseline, tmp_path) == ((), copy.findings)
    assert stale_entries([copy], baseline, tmp_path) == ()


def test_only_the_heir_of_a_file_inherits_what_is_said_of_it_as_a_whole(tmp_path: Path) -> None:
    baseline = known_to(tmp_path, at(str(tmp_path / "gone.md"), DRAFT["en"], BRIEF))
    other = at(str(tmp_path / "other.md"), "# Staff\n\nThe staff played a crucial role in this. Four left.\n", BRIEF)
    assert any(finding.span is None for finding in other.findings)
    assert apply_baseline(other, baseline, tmp_path) == (other.findings, ())
    sentence = "It is worth noting that the desk was busy."
    assert sentence in DRAFT["en"]
    some = at(str(tmp_path / "some.md"), f"# Staff\n\nFour people left. {sentence}\n", BRIEF)
    new, known = apply_baseline(some, baseline, tmp_path)
    assert quoted(known) and all(finding.span for finding in known)  # its words are known, the rest is its own
    assert any(finding.span is None for finding in new)


def test_files_that_were_not_reviewed_are_not_called_stale(tmp_path: Path) -> None:
    there, gone = tmp_path / "there.md", tmp_path / "gone.md"
    there.write_text("x", encoding="utf-8")
    baseline = known_to(tmp_path, at(str(there), DRAFT["en"]), at(str(gone), DRAFT["nl"]))
    assert {entry.path for entry in stale_entries([], baseline, tmp_path)} == {"gone.md"}
    empty = at(str(there), "Four people left.\n")
    assert {entry.path for entry in stale_entries([empty], baseline, tmp_path)} == {"gone.md", "there.md"}


def test_the_language_of_the_report_does_not_matter(tmp_path: Path) -> None:
    dutch, english = (reviewed(DRAFT["en"], BRIEF, report_lang=lang) for lang in LANGUAGES)
    assert dutch.findings != english.findings
    assert apply_baseline(english, known_to(tmp_path, dutch), tmp_path) == ((), english.findings)


def test_the_file_is_sorted_an_entry_a_line(tmp_path: Path) -> None:
    reviews = [at(str(tmp_path / name), DRAFT["en"], BRIEF) for name in ("b.md", "é é.md", "a.md")]
    text = make_baseline(reviews, tmp_path)
    assert text == make_baseline(reversed(reviews), tmp_path)
    lines = [line for line in text.splitlines() if line.startswith("  {")]
    known = tomllib.loads(text)["known"]
    assert len(lines) == len(known) and all(line.endswith("},") for line in lines)
    keys = [(one["path"], one["rule"], one["is"]) for one in known]
    assert keys == sorted(keys) and {key[0] for key in keys} == {"a.md", "b.md", "é é.md"}
    assert any(one.get("quote") == "What did the trial cost?" for one in known)


def test_a_line_may_go(tmp_path: Path) -> None:
    review = at(str(tmp_path / "a.md"), DRAFT["en"])
    lines = make_baseline([review], tmp_path).splitlines(keepends=True)
    file = tmp_path / "base.toml"
    file.write_text("".join(line for line in lines if "crucial role" not in line), encoding="utf-8")
    new, _ = apply_baseline(review, read_baseline(file), tmp_path)
    assert new and all("crucial role" in words for words in quoted(new))


def test_an_empty_baseline_can_be_read(tmp_path: Path) -> None:
    assert known_to(tmp_path) == Baseline()


@given(path=st.text(min_size=1), rule=st.text(min_size=1), quote=st.text())
def test_whatever_a_name_or_quote_holds_the_file_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, path: str, rule: str, quote: str
) -> None:
    finding = Finding(rule, "phrasing", "note", "m", "", "", None, quote)
    review = replace(at(path, "One.\n"), findings=(finding,))
    text = make_baseline([review])
    assert len(text.splitlines()) == 5 and not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", text
    )
    file = tmp_path_factory.mktemp("b") / "b.toml"
    file.write_bytes(text.encode("utf-8"))
    assert apply_baseline(review, read_baseline(file)) == ((), (finding,))


GOOD = 'format = 1\nknown = [\n  { path = "a.md", rule = "en/x", is = "whole" },\n]\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<<<<<<< HEAD\n" + GOOD, r"damaged.*line 1"),
        (GOOD[:-8], r"damaged"),
        ("", r"no baseline of workslop"),
        ("format = 1\n", r"no baseline of workslop"),
        (GOOD.replace("1", "2", 1), r"format 2"),
        (GOOD.replace("path", "pad"), r"entry 1 of known"),
        (GOOD.replace('"en/x"', "3"), r"entry 1 of known"),
        (GOOD.replace('"whole"', '"whole", count = 0'), r"count 0"),
        (GOOD.replace('"whole"', '"whole", count = true'), r"count True"),
        ("format = 1\nknown = [3]\n", r"entry 1 of known"),
    ],
)
def test_a_damaged_baseline_is_one_sentence(text: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "base.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told) as error:
        read_baseline(file)
    assert "base.toml" in str(error.value) and "\n" not in str(error.value)


def test_a_good_baseline_is_what_the_damaged_ones_were_made_of(tmp_path: Path) -> None:
    file = tmp_path / "base.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert read_baseline(file).entries == (Entry("a.md", "en/x", "whole"),)


@pytest.mark.parametrize(("name", "told"), [("none.toml", "no baseline"), ("folder", "can't be read"), ("x", "UTF-8")])
def test_a_baseline_that_cannot_be_read_is_one_sentence(name: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "x").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=told):
        read_baseline(tmp_path / name)
