"""A profile as a file: the same when read again, refused with a word when not whole, and used by a review."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from corpus_samples import FakeEncoder, text

from workslop import corpora
from workslop.corpora.build import build
from workslop.corpora.pull import place
from workslop.corpora.store import SCHEMA, find_house, open_profile, read_house, to_json
from workslop.signals import centroid
from workslop.signals.context import Context
from workslop.signals.reading import vector_texts
from workslop.text import read_draft
from workslop.types import Draft, InputError


@pytest.fixture
def written(piles: Path) -> Path:
    house = build("huis", ["glad"], ["solid"], FakeEncoder())
    (piles / "huis.profile.json").write_text(to_json(house), encoding="utf-8")
    return piles / "huis.profile.json"


def changed(path: Path, change: Callable[[dict[str, Any]], Any]) -> str:
    """What reading says of the file after ``change``."""
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_house(path)
    assert "\n" not in str(caught.value) and str(path) in str(caught.value)
    return str(caught.value)


def test_what_is_written_is_what_is_read(written: Path) -> None:
    house = read_house(written)
    assert to_json(house) == written.read_text(encoding="utf-8")
    assert house.profile().name == f"huis {house.digest}" and len(house.digest) == 8
    assert open_profile(str(written)).axis.shape == (house.dim,) and open_profile("nl") is corpora.load_profile("nl")


def test_a_profile_without_places_of_its_texts_is_read_and_draws_none(written: Path) -> None:
    data = json.loads(written.read_text(encoding="utf-8"))
    data.pop("across")
    for pile in ("glad", "solid"):
        data[pile].pop("points")
    written.write_text(json.dumps(data), encoding="utf-8")
    profile = open_profile(str(written))
    assert profile.across is None and corpora.plane_of(profile, profile.axis) is None


def test_it_says_from_what_when_and_by_what(written: Path) -> None:
    data = json.loads(written.read_text(encoding="utf-8"))
    assert (data["schema"], data["lang"], data["encoder"], data["dim"]) == (SCHEMA, "nl", "fake/1", 16)
    assert data["glad"]["from"] == ["glad"] and data["made"][:2] == "20" and data["sentences_a_text"] == 32
    assert set(data["auroc"]) == {"value", "low", "high"} and len(data["solid"]["fingerprints"]) == 12


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "no schema": (lambda d: d.pop("schema"), "it has no schema"),
    "later": (lambda d: d.update(schema="workslop.profile/2"), "its schema is 'workslop.profile/2'"),
    "no axis": (lambda d: d.pop("axis"), "it has no 'axis'"),
    "short axis": (lambda d: d["axis"].pop(), "'axis' must be a list of 16 numbers"),
    "words": (lambda d: d["axis"].__setitem__(0, "x"), "'axis' must be a number"),
    "truth": (lambda d: d["axis"].__setitem__(0, True), "'axis' must be a number"),
    "language": (lambda d: d.update(lang="de"), "'lang' is 'de'"),
    "no pile": (lambda d: d.pop("glad"), "it has no 'glad'"),
    "no level": (lambda d: d["solid"]["levels"].pop("paragraph"), "it has no 'paragraph'"),
    "deciles": (lambda d: d["glad"]["quantiles"].reverse(), "'quantiles' must be 11 figures"),
    "turned": (lambda d: d.update(glad=d["solid"], solid=d["glad"]), "the glad texts don't lie above"),
    "negative": (lambda d: d["glad"].update(texts=-1), "'texts' must be a whole number"),
    "auroc": (lambda d: d.update(auroc=0.9), ""),
    "quotes": (lambda d: d["glad"].update(quotes="x"), "'quotes' must be a list of texts"),
    "across": (lambda d: d["across"].pop(), "'across' must be a list of 16 numbers"),
    "points": (lambda d: d["glad"]["points"].append([0.1, "x"]), "'points' must be a number"),
    "offset": (lambda d: d.update(offset=None), "'offset' must be a number"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_broken_profile_is_refused_with_what_is_wrong(written: Path, name: str) -> None:
    change, told = CHANGES[name]
    said = changed(written, change)
    assert told in said and "build it again" in said


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 5000, b'{"schema": 3}', b"NaN"])
def test_what_is_no_profile_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match="can't be used") as caught:
        read_house(path)
    assert "\n" not in str(caught.value)


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no profile .*weg.json: build it"):
        read_house(tmp_path / "weg.json")


def test_a_bare_name_stands_in_profiles() -> None:
    assert find_house("huis") == Path("profiles/huis.profile.json")
    assert find_house("a/huis.json") == Path("a/huis.json") and find_house("huis.json") == Path("huis.json")


def test_half_a_file_is_never_read_as_a_whole_one(written: Path) -> None:
    whole = written.read_text(encoding="utf-8").rstrip()
    for cut in range(0, len(whole), 97):
        written.write_text(whole[:cut], encoding="utf-8")
        with pytest.raises(InputError, match="can't be used"):
            read_house(written)


# in a review


def drawn(tmp_path: Path, pile: str, number: int = 77, lang: str = "nl") -> Draft:
    path = tmp_path / f"{pile}{number}.md"
    path.write_text(text(pile, lang, number), encoding="utf-8")
    draft = read_draft(str(path))
    return replace(draft, vectors=FakeEncoder().encode(vector_texts(draft)))


def measured(draft: Draft, path: Path, encoder: FakeEncoder | None = None) -> dict[str, Any]:
    profile = open_profile(str(path))
    context = Context(encoder=encoder or FakeEncoder(), profile=profile, percentile=corpora.percentile)  # type: ignore[arg-type]
    return {m.name: m.value if m.why is None else m.why for m in centroid.measure(draft, context)}


def test_the_centroid_signal_judges_by_the_house(written: Path, tmp_path: Path) -> None:
    glad, solid = (measured(drawn(tmp_path, pile), written) for pile in ("glad", "solid"))
    house = read_house(written)
    assert glad["closeness"] > house.middle > solid["closeness"]
    assert glad["percentile_solid"] == 100 and solid["percentile_glad"] == 0
    assert 0 <= glad["percentile_glad"] <= 100


def test_another_encoder_or_language_is_not_measured_and_says_so(written: Path, tmp_path: Path) -> None:
    draft = drawn(tmp_path, "glad")
    assert set(measured(draft, written, FakeEncoder("fake/2")).values()) == {"other_encoder"}
    assert set(measured(drawn(tmp_path, "glad", lang="en"), written).values()) == {"other_language"}


# where a draft lies, and what pulls it


def test_the_places_of_the_sentences_add_up_to_that_of_the_draft(written: Path, tmp_path: Path) -> None:
    house, draft = read_house(written), drawn(tmp_path, "glad")
    found = place(draft, house, FakeEncoder())  # type: ignore[arg-type]
    places = [pull.place for pull in found.pulls]
    assert places == sorted(places) and np.mean(places) == pytest.approx(found.place, abs=1e-4)
    closeness = measured(draft, written)["closeness"]
    assert found.place == pytest.approx((closeness - house.middle) / house.half, abs=1e-3)
    assert not found.own and all(pull.like is None for pull in found.pulls)


def test_the_sentence_with_figures_pulls_to_solid(written: Path, tmp_path: Path) -> None:
    path = tmp_path / "mix.md"
    odd = "Op 12 maart kostte de brug de gemeente 300 euro, meldde Jan de Wit."
    path.write_text(text("glad", "nl", 80).replace("\n\n", f" {odd}\n\n"), encoding="utf-8")
    draft = read_draft(str(path))
    found = place(draft, read_house(written), FakeEncoder())  # type: ignore[arg-type]
    assert found.pulls[0].span.of(draft.text) == odd and found.pulls[0].place < 0 < found.pulls[1].place


def test_a_text_of_the_corpus_is_known_again_without_its_words(written: Path) -> None:
    found = place(read_draft("glad/00.md"), read_house(written), FakeEncoder())  # type: ignore[arg-type]
    assert found.own


def test_quoted_passages_explain_a_pull(piles: Path, tmp_path: Path) -> None:
    house = build("huis", ["glad"], ["solid"], FakeEncoder(), quote=True)
    found = place(drawn(tmp_path, "glad"), house, FakeEncoder())  # type: ignore[arg-type]
    quotes = {True: house.piles["glad"].quotes, False: house.piles["solid"].quotes}
    assert all(pull.like in quotes[pull.place > 0] for pull in found.pulls)


@pytest.mark.parametrize(
    ("lang", "encoder", "told"),
    [
        ("en", "fake/1", "is in en, and the profile 'huis' is made of"),
        ("nl", "fake/2", "was made with the"),
    ],
)
def test_placing_refuses_with_a_word(written: Path, tmp_path: Path, lang: str, encoder: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        place(drawn(tmp_path, "glad", lang=lang), read_house(written), FakeEncoder(encoder))  # type: ignore[arg-type]


def test_a_draft_that_is_too_short(written: Path, tmp_path: Path) -> None:
    path = tmp_path / "kort.md"
    path.write_text("Samen werken wij vol vertrouwen aan de brug, met oog voor iedereen.", encoding="utf-8")
    with pytest.raises(InputError, match="too short: it has 1 sentence"):
        place(read_draft(str(path)), read_house(written), FakeEncoder())  # type: ignore[arg-type]
