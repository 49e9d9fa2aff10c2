"""A profile built from files: what is read, what is refused, what the figures are, and how little is done twice."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from corpus_samples import DIM, FakeEncoder, text, write_piles
from hypothesis import given
from hypothesis import strategies as st

from workslop import embed
from workslop.corpora import figures, load_profile, plane_of
from workslop.corpora.build import BUDGET, LEAST_CAP, MEASURED, MOST, build, caps_for
from workslop.corpora.files import LEAST_SENTENCES, expand, prose_of, read_text, spread_evenly
from workslop.corpora.store import House, to_json
from workslop.corpora.vectors import VectorCache
from workslop.signals.reading import vector_texts
from workslop.text import read_draft
from workslop.types import InputError


def made(encoder: Any = None, **how: Any) -> House:
    return build("huis", ["glad/**/*.md"], ["solid"], encoder or FakeEncoder(), **how)


def refused(**how: Any) -> str:
    with pytest.raises(InputError) as caught:
        made(**how)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# what comes out


def test_the_figures_of_a_profile(piles: Path) -> None:
    house = made()
    assert (house.lang, house.encoder, house.dim, house.folds, house.topic) == ("nl", "fake/1", DIM, 5, "within")
    assert house.auroc == 1.0 and 0.7 < house.low < 1 and house.high == 1.0
    for name in ("glad", "solid"):
        pile = house.piles[name]
        assert (pile.texts, pile.measured, pile.sentences, pile.read) == (12, 12, 96, 96)
        assert len(set(pile.fingerprints)) == 12 and not pile.quotes
        assert {level: pile.levels[level].n for level in pile.levels} == {
            "document": 12,
            "paragraph": 24,
            "sentence": 96,
        }
        assert pile.levels["document"].spread < pile.levels["paragraph"].spread < pile.levels["sentence"].spread
        assert list(pile.quantiles) == sorted(pile.quantiles)
    assert house.piles["glad"].patterns == ("glad/**/*.md",)


def test_the_scale_is_that_of_the_shipped_profile(piles: Path) -> None:
    house, shipped = made(), load_profile("nl")
    assert house.piles["glad"].quantiles[5] == pytest.approx(shipped.glad_quantiles[5], abs=1e-4)
    assert house.piles["solid"].quantiles[5] == pytest.approx(shipped.solid_quantiles[5], abs=1e-4)


def test_centroids_are_the_means_of_the_vectors(piles: Path) -> None:
    house, encoder = made(), FakeEncoder()
    texts = [read_text(path) for path in expand(["glad"], "glad")]
    rows = [encoder.encode(t.sentences) for t in texts]
    sentence, document = np.vstack(rows), np.array([r.mean(0) for r in rows])
    levels = house.piles["glad"].levels
    assert np.abs(levels["sentence"].centroid - sentence.mean(0)).max() < 1e-3
    assert np.abs(levels["document"].centroid - document.mean(0)).max() < 1e-3
    far = np.linalg.norm(document - document.mean(0), axis=1)
    assert levels["document"].spread == pytest.approx(math.sqrt((far**2).mean()), abs=2e-3)


def test_the_places_of_the_texts_are_those_of_their_piles(piles: Path) -> None:
    house = made()
    profile = house.profile()
    assert profile.across is not None
    assert abs(float(profile.across @ profile.axis)) < 1e-4 * float(profile.axis @ profile.axis)
    for name, own in (("glad", profile.glad_points), ("solid", profile.solid_points)):
        assert len(own) == 12 == house.piles[name].measured
        outermost = [value for _, value in house.piles[name].nearest + house.piles[name].farthest]
        assert {round(x, 4) for x, _ in own} >= {round(value, 4) for value in outermost}
        rows = [FakeEncoder().encode(read_text(path).sentences).mean(0) for path in expand([name], name)]
        flat = [plane_of(profile, row) for row in rows]
        assert [p.draft[1] for p in flat if p] == pytest.approx([y for _, y in own], abs=1e-4)


def test_no_words_of_the_texts_are_in_the_profile(piles: Path) -> None:
    words = {w.strip(".,").lower() for n in range(12) for w in text("glad", "nl", n).split() if len(w) > 5}
    held = to_json(made()).lower()
    assert len(words) > 10 and not [word for word in words if word in held]
    quoted = made(quote=True)
    assert 0 < len(quoted.piles["glad"].quotes) <= 8 and all(len(q) <= 240 for q in quoted.piles["glad"].quotes)
    assert set(quoted.piles["solid"].quotes) <= {s for n in range(12) for s in _sentences("solid", n)}


def _sentences(pile: str, n: int) -> list[str]:
    path = f"{pile}/{'dieper/' if n % 2 else ''}{n:02}.md"
    return [words for _, words in prose_of(read_draft(path))]


def test_the_same_texts_give_the_same_profile(piles: Path) -> None:
    assert to_json(made()) == to_json(made())


def test_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKSLOP_CACHE", str(tmp_path / "cache"))
    write_piles(tmp_path, "en")
    assert made().lang == "en" and made(lang="en").auroc > 0.9
    assert "12 not in nl" in refused(lang="nl")


def test_word_and_web_files_are_read_as_the_review_reads_them(piles: Path) -> None:
    Path("glad/00.md").unlink()
    body = "".join(f"<p>{p}</p>" for p in text("glad", "nl", 0).split("\n\n"))
    Path("glad/00.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    house = build("huis", ["glad"], ["solid"], FakeEncoder())
    assert house.piles["glad"].texts == 12
    for path in ("glad/00.html", "solid/00.md"):
        draft = read_draft(path)
        spoken = [t for t, s in zip(vector_texts(draft), draft.sentences, strict=True) if s.prose]
        assert [words for _, words in prose_of(draft)] == spoken


# what is refused


def test_a_glob_that_names_nothing(piles: Path) -> None:
    with pytest.raises(InputError, match=r"^--solid 'vast/\*\*/\*.docx' names no file"):
        build("huis", ["glad"], ["vast/**/*.docx"], FakeEncoder())


def test_one_text_only(piles: Path) -> None:
    with pytest.raises(InputError, match=r"^The solid pile has 1 text that can be used: a profile needs at least 10"):
        build("huis", ["glad"], ["solid/00.md"], FakeEncoder())


def test_mixed_languages_are_named_and_one_can_be_chosen(piles: Path) -> None:
    for n in range(3):
        Path(f"solid/en{n}.md").write_text(text("solid", "en", n), encoding="utf-8")
    told = refused()
    assert "24 in nl (such as glad/00.md)" in told and "3 in en (such as solid/en0.md)" in told and "--lang" in told
    chosen = made(lang="nl")
    assert (chosen.piles["solid"].texts, chosen.piles["solid"].left_out["other_lang"]) == (12, 3)


def test_duplicates_are_named_or_counted_once(piles: Path) -> None:
    shutil.copy("glad/00.md", "glad/kopie.md")
    assert "glad/kopie.md has the same words as glad/00.md" in refused()
    chosen = made(skip=True)
    assert (chosen.piles["glad"].texts, chosen.piles["glad"].left_out["skipped"]) == (12, 1)


@pytest.mark.parametrize("skip", [False, True])
def test_a_text_in_both_piles_is_always_a_mistake(piles: Path, skip: bool) -> None:
    shutil.copy("glad/00.md", "solid/kopie.md")
    assert "solid/kopie.md is in both piles: glad/00.md has the same words" in refused(skip=skip)


def test_an_empty_file_is_named_or_left_out(piles: Path) -> None:
    Path("glad/leeg.md").write_bytes(b"")
    Path("glad/stuk.docx").write_bytes(b"PK\x03\x04 no word file")
    with pytest.raises(InputError) as caught:
        build("huis", ["glad/**/*.*"], ["solid"], FakeEncoder())
    assert "glad/leeg.md is empty" in str(caught.value) and "stuk.docx" in str(caught.value)
    chosen = build("huis", ["glad/**/*.*"], ["solid"], FakeEncoder(), skip=True)
    assert chosen.piles["glad"].left_out["skipped"] == 2


def test_short_texts_are_left_out_and_counted(piles: Path) -> None:
    Path("glad/kort.md").write_text("Samen zijn wij sterk. Dat is mooi om te zien met zijn allen.\n", encoding="utf-8")
    assert made().piles["glad"].left_out == {"short": 1, "other_lang": 0, "skipped": 0}
    assert read_text("glad/kort.md").total < LEAST_SENTENCES


def test_piles_that_are_the_same_kind_are_refused(piles: Path) -> None:
    for n in range(12):
        Path(f"solid/{'dieper/' if n % 2 else ''}{n:02}.md").write_text(text("glad", "nl", n + 50), encoding="utf-8")
    assert refused().startswith("The piles can't be told apart: AUROC")


@pytest.mark.parametrize("name", ["", "../huis", "a b", "nl", ".verborgen"])
def test_names_that_cannot_be(piles: Path, name: str) -> None:
    with pytest.raises(InputError):
        build(name, ["glad"], ["solid"], FakeEncoder())


# going on where it was


def test_a_killed_run_goes_on_where_it_was(piles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workslop.corpora.vectors.BATCH", 16)

    class Killed(FakeEncoder):
        def encode(self, texts: Any, role: str = "passage") -> Any:
            if len(self.seen) >= 64:
                raise KeyboardInterrupt
            return super().encode(texts, role)

    first, second, third = Killed(), FakeEncoder(), FakeEncoder()
    with pytest.raises(KeyboardInterrupt):
        made(first)
    whole = made(second)
    made(third)
    probes = 4  # is_fitted asks for four sentences each time
    assert len(first.seen) == 64 and len(second.seen) == 192 - 64 + probes and len(third.seen) == probes
    shutil.rmtree("cache")
    assert to_json(whole) == to_json(made())


def test_a_damaged_entry_of_the_cache_is_made_anew(piles: Path) -> None:
    whole = to_json(made())
    entries = sorted(Path("cache").rglob("*.npy"))
    assert len(entries) == 24
    entries[0].write_bytes(entries[0].read_bytes()[:40])
    entries[1].write_bytes(b"")
    encoder = FakeEncoder()
    assert to_json(made(encoder)) == whole and len(encoder.seen) == 16 + 4


def test_vectors_of_two_encoders_are_kept_apart(piles: Path) -> None:
    item = read_text("glad/00.md")
    one, other = FakeEncoder("fake/1"), FakeEncoder("fake/2")
    VectorCache(one).rows(item)
    VectorCache(other).rows(item)
    assert len(other.seen) == 8


def test_a_cache_that_cannot_be_written_is_one_sentence(piles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("bestand").write_text("x")
    monkeypatch.setenv("WORKSLOP_CACHE", str(piles / "bestand"))
    assert "WORKSLOP_CACHE" in refused()


def test_progress_is_told_to_the_end(piles: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    made(progress=lambda *step: heard.append(step))
    assert [step for step in heard if step[0] == step[1]] == [(24, 24, "read"), (24, 24, "encode")]


# how much of a text is read


@given(st.integers(0, 400), st.one_of(st.none(), st.integers(1, 60)))
def test_sentences_are_taken_evenly(n: int, cap: int | None) -> None:
    taken = spread_evenly(n, cap)
    assert len(taken) == (n if cap is None else min(n, cap)) and taken == sorted(set(taken))
    assert all(0 <= i < n for i in taken)


@given(st.integers(1, 30_000), st.integers(1, 30_000))
def test_the_sentences_read_stay_within_bounds(glad: int, solid: int) -> None:
    caps = caps_for({"glad": ("x",) * glad, "solid": ("x",) * solid})
    total = sum(map(sum, caps.values()))
    assert total <= max(BUDGET, 2 * MEASURED * MOST + LEAST_CAP * (glad + solid))
    assert all(max(of_pile) == MOST and min(of_pile) >= LEAST_CAP for of_pile in caps.values())
    assert all(sum(cap == MOST for cap in of_pile) >= min(MEASURED, len(of_pile)) for of_pile in caps.values())


def test_of_many_texts_only_some_are_measured(piles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workslop.corpora.build.BUDGET", 40)
    monkeypatch.setattr("workslop.corpora.build.MEASURED", 6)
    house = made()
    pile = house.piles["glad"]
    assert (pile.texts, pile.measured, pile.levels["document"].n) == (12, 6, 6)
    assert pile.read == 6 * 8 + 6 * 1 and len(pile.fingerprints) == 12
    assert house.auroc == 1.0 and house.low < 0.8  # six against six: the interval knows


def test_the_spread_of_capped_texts_is_drawn_in(piles: Path) -> None:
    rng = np.random.default_rng(3)
    places = rng.normal(0, 1, 200)
    sampled = [rng.normal(place, 3, 40) for place in places]
    means = np.array([s[spread_evenly(40, 8)].mean() for s in sampled])
    noise = float(np.mean([figures.sampling_variance(s[spread_evenly(40, 8)], 40) for s in sampled]))
    raw, drawn = figures.deciles(means), figures.deciles(means, figures.shrinkage(means, noise))
    true = figures.deciles(np.array([s.mean() for s in sampled]))
    assert abs((drawn[9] - drawn[1]) - (true[9] - true[1])) < abs((raw[9] - raw[1]) - (true[9] - true[1])) / 3
    assert figures.sampling_variance(sampled[0], 40) == 0 and drawn[5] == raw[5]


# figures


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=30), st.lists(st.integers(0, 9), min_size=1, max_size=30)
)  # small numbers: many ties
def test_auroc_is_the_share_of_pairs(a: list[int], b: list[int]) -> None:
    pairs = [(x > y) + (x == y) / 2 for x in a for y in b]
    assert figures.auroc(np.array(a, float), np.array(b, float)) == pytest.approx(sum(pairs) / len(pairs))


@given(st.floats(0, 1), st.integers(5, 500), st.integers(5, 500))
def test_the_interval_holds_the_value_and_narrows_with_more_texts(value: float, m: int, n: int) -> None:
    low, high = figures.interval(value, m, n)
    assert 0 <= low <= value + 1e-9 and value - 1e-9 <= high <= 1
    narrow = figures.interval(value, m * 4, n * 4)
    assert narrow[1] - narrow[0] <= high - low + 1e-9
    assert figures.interval(1.0, m, n)[0] < 1


def test_the_axis_leaves_out_what_is_no_manner() -> None:
    """Piles on different subjects: within the basis the subject, which parts them by far, does nothing."""
    rng = np.random.default_rng(1)
    glad = np.arange(80) < 40
    means = rng.normal(0, 0.1, (80, 6)).astype(np.float32)
    means[:, 0] += np.where(glad, 1.0, -1.0)  # subject
    means[:, 1] += np.where(glad, 0.3, -0.3)  # manner
    basis = np.eye(6, dtype=np.float32)[1:3]
    axis = figures.axis_of(means, glad, basis)
    assert abs(axis[0]) < 1e-6 and axis[1] > 0.9 and np.linalg.norm(axis) == pytest.approx(1, abs=1e-5)
    assert figures.axis_of(means, glad, None)[0] > axis[0] + 0.5


def test_held_out_texts_don_t_flatter() -> None:
    """Noise in more directions than texts: in-sample it parts perfectly, held out it doesn't."""
    rng = np.random.default_rng(7)
    means, glad = rng.normal(size=(40, 60)).astype(np.float32), np.arange(40) < 20
    inside = means @ figures.axis_of(means, glad, None)
    held, k = figures.held_out(means, glad, None)
    assert k == 5 and figures.auroc(inside[glad], inside[~glad]) > 0.95
    assert 0.2 < figures.auroc(held[glad], held[~glad]) < 0.8


def test_the_directions_of_manner_are_orthonormal_and_say_what_they_are() -> None:
    basis = figures.style_basis()
    assert basis.shape == (10, 384) and np.abs(basis @ basis.T - np.eye(10)).max() < 1e-3
    data = json.loads((Path(figures.__file__).parent / "style.json").read_text(encoding="utf-8"))
    assert data["about"].startswith("10 directions from ") and data["encoder"]


@pytest.mark.slow
def test_with_the_embedded_encoder(piles: Path) -> None:
    house = made(embed.load(embed.DEFAULT))
    assert house.fitted and house.topic == "style" and house.dim == 384 and house.auroc > 0.95
