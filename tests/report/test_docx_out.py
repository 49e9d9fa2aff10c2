"""Comments in Word files of many kinds: on the words, and nothing of the author's changed."""

from __future__ import annotations

import io
import re
from datetime import datetime
from functools import cache
from xml.etree import ElementTree

import docx
import docx_samples as samples
import pytest
from docx_read import commented, letters, names, part, told, value
from docx_samples import SAMPLES, reviewed
from hypothesis import given, settings
from hypothesis import strategies as st

from workslop.report.docx_out import annotate_docx
from workslop.text.docx import read_docx
from workslop.types import InputError, Span

WHEN = datetime(2026, 3, 12, 9, 30)
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
WRITTEN = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


@cache
def sample(name: str) -> bytes:
    return SAMPLES[name]()


def annotated(name: str, *spans: Span | str) -> bytes:
    data = sample(name)
    return annotate_docx(reviewed(data, *spans), data, when=WHEN)


def on_words(name: str, *spans: Span | str) -> list[str]:
    """The words that our comments stand on, without the summary's."""
    out = annotated(name, *spans)
    ours = [str(n) for n, (author, _, _) in enumerate(told(out)) if author == "workslop"]
    words = commented(out)
    return [words[n] for n in ours[1:]]


def words_of(name: str) -> list[str]:
    return re.findall(r"\w+", read_docx(sample(name), "a").text)


@pytest.mark.parametrize("name", SAMPLES)
def test_words_looks_and_other_parts_stay(name: str) -> None:
    data, every = sample(name), words_of(name)
    out = annotated(name, *every, " ".join(every[:1]))
    assert letters(out) == letters(data)
    assert read_docx(out, "a").text == read_docx(data, "a").text
    same = [n for n in names(data) if n not in WRITTEN and not n.startswith("word/comments")]
    assert [n for n in names(out) if n in same] == same
    assert all(part(out, n) == part(data, n) for n in same)
    assert names(out)[: len(names(data))] == names(data)
    assert len(set(commented(out))) == len(commented(out)) == len(told(out))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_parts_belong_together(name: str) -> None:
    out = annotated(name, words_of(name)[-1])
    relations, types = part(out, "word/_rels/document.xml.rels").decode(), part(out, "[Content_Types].xml").decode()
    for kind in ("comments", "commentsExtended"):
        assert re.search(rf'Type="http://[^"]+/{kind}" Target="{kind}\.xml"', relations)
        assert types.count(f'PartName="/word/{kind}.xml"') == 1
    assert len(set(re.findall(r' Id="(\w+)"', relations))) == relations.count("<Relationship ")
    comments = ElementTree.fromstring(part(out, "word/comments.xml"))
    extended = ElementTree.fromstring(part(out, "word/commentsExtended.xml"))
    ours = [c for c in comments if value(c, "author") == "workslop"]
    assert [e.get(f"{W15}paraId") for e in extended] == [list(c)[-1].get(f"{W14}paraId") for c in ours]
    assert {e.get(f"{W15}done") for e in extended} == {"0"}
    all_ids = [p.get(f"{W14}paraId") for c in ours for p in c]
    assert len(set(all_ids)) == len(all_ids) and all(0 < int(i or "", 16) < 0x80000000 for i in all_ids)
    assert {value(c, "date") for c in ours} == {"2026-03-12T09:30:00Z"}
    assert {value(c, "initials") for c in ours} == {"ws"}


@pytest.mark.parametrize("name", [n for n in SAMPLES if n not in ("strict", "no_prefix", "other_prefix", "macros")])
def test_python_docx_reads_them(name: str) -> None:
    document = docx.Document(io.BytesIO(annotated(name, words_of(name)[0])))
    ours = [c for c in document.comments if c.author == "workslop"]
    assert len(ours) == 2 and "Bevinding 1 <&>" in ours[1].text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("report", ["wachtte men 14 min", "minuten. Dat", "lang & lastig", "twee met\ttab"]),
        ("with_comments", ["nauw afgestemd", "Het", "partners."]),
        ("tracked", ["en he", "heel nieuw", "nieuw woord", "Verplaatst"]),
        ("linked", ["rapport", "Zie het", "het rapport van Jansen", "Jansen voor"]),
        ("noted", ["bewering.[1]", "En meer"]),
        ("mixed", ["D — a<", "b\ten-", "ruw & rauw", "dan\n", "twee losse", "losse woorden", "x=y+1"]),
        ("controls", ["blok staat", "rijke", "Utrecht"]),
        ("fields", ["hele", "Zie "]),
        ("strict", ["lang & lastig"]),
        ("other_prefix", ["vreemd"]),
        ("no_prefix", ["stuk zonder"]),
        ("wide", ["reëel stuk"]),
        ("boxed", ["Slot", "na het", "kader."]),
        ("macros", ["lang & lastig", "14 minuten"]),
    ],
)
def test_on_the_exact_words(name: str, words: list[str]) -> None:
    assert sorted(on_words(name, *words)) == sorted(words)


AROUND = {  # what Word writes anew or has no place for a comment in, and where the comment stands then
    "fields": ("12 maart 2026", "tabel drie hieronder"), "controls": ("Jan de Wit",), "mixed": ("x=y+1", "ruw & rauw"),
    "noted": ("[1]",), "boxed": ("",), "report": ("maart  en\tapril", "14\nof 15"),
    "strict": ("maart  en\tapril", "14\nof 15"), "macros": ("maart  en\tapril", "14\nof 15"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_every_word_of_every_file_has_its_comment_on_itself_or_close_around(name: str) -> None:
    text = read_docx(sample(name), "a").text
    words = [Span(m.start(), m.end()) for m in re.finditer(r"[^\W_]+", text)]
    out = annotated(name, *words)
    numbers = [re.search(r"Bevinding (\d+)", "\n".join(lines)) for _, _, lines in told(out)]
    by_number = {int(found[1]): commented(out)[str(n)] for n, found in enumerate(numbers) if found}
    assert sorted(by_number) == [n for n, _ in enumerate(words, 1)]
    places = [by_number[n] for n in sorted(by_number)]
    astray = [
        (span.of(text), place)
        for span, place in zip(words, places, strict=True)
        if place != span.of(text) and place not in AROUND.get(name, ())
    ]
    assert astray == []
    assert sum(place == span.of(text) for span, place in zip(words, places, strict=True)) >= len(words) / 4


@pytest.mark.parametrize(
    ("name", "word", "stands_on"),
    [
        ("fields", "drie", "tabel drie hieronder"),  # Word writes these anew: the comment goes around
        ("fields", "maart", "12 maart 2026"),
        ("controls", "de Wit", "Jan de Wit"),
        ("mixed", "y+", "x=y+1"),
        ("mixed", "rauw", "ruw & rauw"),
        ("boxed", "In een kader", ""),
        ("noted", "Eigen telling", "[1]"),
        ("report", "maart en april", "maart  en\tapril"),
        ("report", "14 of 15", "14\nof 15"),
    ],
)
def test_near_the_words_where_they_cannot_carry_a_comment(name: str, word: str, stands_on: str) -> None:
    assert on_words(name, word) == [stands_on]


def test_a_comment_beside_its_words_quotes_them() -> None:
    lines = told(annotated("noted", "Eigen telling"))[1][2]
    assert lines[:2] == ["‘Eigen telling’", "Bevinding 1 <&>"]
    assert told(annotated("noted", "bewering"))[1][2][0] == "Bevinding 1 <&>"


def test_places_across_lines_and_odd_places() -> None:
    text = read_docx(sample("report"), "a").text
    across = Span(text.index("lastig"), text.index("punt"))
    assert on_words("report", across) == ["lastig.\neerste "]
    assert len(on_words("report", Span(0, len(text)), Span(3, 3), Span(len(text), len(text) + 9))) == 3
    between = text.index(" | ")
    assert on_words("report", Span(between, between + 2)) == ["Maand"]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_range_of_any_file(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["report", "tracked", "linked", "with_comments", "wide", "strict"]))
    text = read_docx(sample(name), "a").text
    ends = st.integers(0, len(text))
    spans = [Span(*sorted(pair)) for pair in data.draw(st.lists(st.tuples(ends, ends), min_size=1, max_size=6))]
    out = annotated(name, *spans)
    assert letters(out) == letters(sample(name))
    ours = [str(n) for n, (author, _, _) in enumerate(told(out)) if author == "workslop"]
    words = commented(out)
    got = [" ".join(re.findall(r"\w+", words[n])) for n in ours]
    wanted = [" ".join(re.findall(r"\w+", s.of(text))) for s in spans if s.of(text).strip(" |\n") and s.end > s.start]
    assert not [w for w in wanted if w not in got]


def test_existing_comments_stay() -> None:
    out = annotated("with_comments", "nauw afgestemd")
    assert [one[0] for one in told(out)] == ["Els", "Jan", "workslop", "workslop"]
    whole = "Het besluit is nauw afgestemd met alle partners."
    assert commented(out) == {"0": whole, "1": whole, "2": "Het", "3": "nauw afgestemd"}
    again = annotate_docx(reviewed(out, "partners"), out)
    assert len(told(again)) == len(commented(again)) == 6
    extended = ElementTree.fromstring(part(again, "word/commentsExtended.xml"))
    assert len({e.get(f"{W15}paraId") for e in extended}) == 4


def test_blanks_that_word_does_not_show_stay_hidden() -> None:
    xml = part(annotated("mixed", "losse"), "word/document.xml").decode()
    assert '<w:t>\n  </w:t><w:t xml:space="preserve">twee </w:t></w:r>' in xml
    assert '<w:t xml:space="preserve"> woorden</w:t><w:t>  </w:t>' in xml


def test_a_tracked_change_of_look_gets_a_number_of_its_own() -> None:
    xml = part(annotated("tracked", "woord"), "word/document.xml").decode()
    numbers = re.findall(r'<w:(?:ins|del|moveTo|rPrChange) w:id="(\d+)"', xml)
    assert len(numbers) == len(set(numbers)) > 5


def test_a_file_with_macros_stays_one() -> None:
    out = annotated("macros", "lang")
    assert b"macroEnabled.main+xml" in part(out, "[Content_Types].xml")
    assert part(out, "word/vbaProject.bin") == part(sample("macros"), "word/vbaProject.bin")


def test_word_opens_no_more_comments_than_this(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workslop.report.docx_out.MOST", 4)
    assert len(told(annotated("with_comments", "nauw", "alle", "partners"))) == 4


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"geen zip", "no readable Word file"),
        (samples.linked(), "no longer the file"),
        (samples.with_parts(samples.report(), {"word/_rels/document.xml.rels": b"<a><b></a>"}), "can't be read"),
        (samples.with_parts(samples.report(), {"word/_rels/document.xml.rels": b"<!DOCTYPE a><a/>"}), "entities"),
        (
            samples.with_parts(samples.report(), {"[Content_Types].xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
            "entities",
        ),
    ],
)
def test_files_that_are_wrong(data: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word) as error:
        annotate_docx(reviewed(sample("report"), "lang"), data)
    assert "memo.docx" in str(error.value) and "\n" not in str(error.value)
