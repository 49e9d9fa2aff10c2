"""How alike texts are: laws of the measures on vectors, and a set that collapses on purpose beside one that doesn't."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workslop.corpora import spread
from workslop.corpora.files import Text
from workslop.corpora.intervals import change_over, distance_draws, t_quantile, widest_gap
from workslop.corpora.periods import LEAST, group_names, measure
from workslop.corpora.sets import Piece, centre_of, piece_of, sort_out
from workslop.text import read_draft

DRAFTS = Path(__file__).parents[2] / "corpora" / "drafts"
SHARES = (0.0, 0.2, 0.4, 0.6, 0.8)
SENTENCES = 8


def rows_of(seed: int, n: int, dim: int = 6) -> Any:
    """Unit rows without any order in them."""
    return spread.unit(np.random.default_rng(seed).normal(size=(n, dim)).astype(np.float32))


sets = st.builds(rows_of, st.integers(0, 10_000), st.integers(2, 12))


@given(st.integers(0, 10_000), st.integers(2, 20))
def test_equal_texts_count_as_one(seed: int, n: int) -> None:
    rows = np.repeat(rows_of(seed, 1), n, axis=0)
    assert spread.vendi(rows) == pytest.approx(1, abs=1e-3)
    assert spread.mean_distance(rows) == pytest.approx(0, abs=1e-5)


@given(st.integers(1, 30))
def test_texts_with_nothing_in_common_count_each(n: int) -> None:
    rows = np.eye(n, dtype=np.float32)
    assert spread.vendi(rows) == pytest.approx(n, abs=1e-3)
    if n > 1:
        assert spread.mean_distance(rows) == pytest.approx(1, abs=1e-6)


@given(sets, st.randoms())
def test_order_does_not_matter_and_bounds_hold(rows: Any, chance: Any) -> None:
    order = list(range(len(rows)))
    chance.shuffle(order)
    assert spread.vendi(rows[order]) == pytest.approx(spread.vendi(rows), rel=1e-4)
    assert spread.mean_distance(rows[order]) == pytest.approx(spread.mean_distance(rows), abs=1e-5)
    assert 1 <= spread.vendi(rows) <= len(rows)
    assert 0 <= spread.mean_distance(rows) <= 2
    assert spread.mean_distances(rows).mean() == pytest.approx(spread.mean_distance(rows), abs=1e-5)


@given(sets)
def test_a_copy_of_every_text_adds_nothing(rows: Any) -> None:
    assert spread.vendi(np.vstack([rows, rows])) == pytest.approx(spread.vendi(rows), rel=1e-3)


@given(sets)
def test_bootstrap_does_not_compare_a_text_with_itself(rows: Any) -> None:
    pairs = 1 - rows @ rows.T
    own = pairs[np.triu_indices(len(rows), 1)]
    draws = distance_draws(rows, np.random.default_rng(1), 50)
    assert own.min() - 1e-5 <= draws.min() and draws.max() <= own.max() + 1e-5


def test_known_figures() -> None:
    right_angle = np.array([[1, 0], [0, 1], [1, 0]], np.float32)
    assert spread.mean_distance(right_angle) == pytest.approx(2 / 3)
    assert spread.vendi(right_angle) == pytest.approx(3 / 2 ** (2 / 3), rel=1e-4)  # entropy of 2/3 and 1/3
    assert t_quantile(0.975, 5) == pytest.approx(2.571, abs=0.01)
    assert t_quantile(0.975, 60) == pytest.approx(2.000, abs=0.002)
    with pytest.raises(ValueError, match="two texts"):
        spread.mean_distance(right_angle[:1])
    with pytest.raises(ValueError, match="compress"):
        spread.compression_ratio(["", " "])


def test_repeated_words_compress_better() -> None:
    same = "Samen bouwen we aan een gezonde toekomst voor iedereen."
    other = "De rechter wees het verzoek van Jansen dinsdag in Zwolle af"
    assert spread.compression_ratio([same] * 8) > 2 * spread.compression_ratio([same, other])


def test_frames_keep_function_words_and_mask_the_rest() -> None:
    one = spread.frames(["Het is een brug van 40 meter over de Maas."], "nl")
    assert ("het", "is", "een", "·") in one
    assert ("een", "·", "van", "#") in one
    other = spread.frames(["Het is een tunnel van 90 kilo naast het park."], "nl")
    assert spread.repeated_frames([one, other]) > 0.4
    assert spread.repeated_frames([one, one]) == 1
    assert spread.repeated_frames([one]) == 0
    assert spread.repeated_frames([Counter()]) == 0


def test_the_plane_keeps_what_lies_in_a_plane() -> None:
    rows = np.zeros((4, 5), np.float32)
    rows[:, 1], rows[:, 3] = [0, 3, 0, 3], [0, 0, 1, 1]
    flat, shown = spread.plane_of(rows)
    assert shown == pytest.approx(1)
    assert np.linalg.norm(flat[0] - flat[3]) == pytest.approx(np.sqrt(10), rel=1e-5)
    assert np.allclose(spread.plane_of(rows[:1])[0], 0)
    assert spread.plane_of(np.repeat(rows[:1], 3, axis=0))[1] == 0


def test_first_words_cut_at_the_number() -> None:
    assert spread.first_words(["een twee drie", "vier vijf zes", "zeven"], 5) == ["een twee drie", "vier vijf"]


def test_change_has_the_sign_of_the_change() -> None:
    quiet = [np.array([0.0, 0.001, -0.001])] * 3
    falling = change_over([0.5, 0.4, 0.3], quiet, [9, 9, 9])
    assert falling.value == pytest.approx(-0.2) and falling.high < 0
    gap = widest_gap([0.4, 0.5, 0.3], quiet, [9, 9, 9])
    assert gap.value == pytest.approx(0.2) and gap.low > 0


def piece(name: str, day: str | None = None, author: str = "", text: str = "", lang: str = "nl") -> Piece:
    """A text of a hundred words that no other has."""
    from datetime import date

    words = text or " ".join(f"{name}{i}" for i in range(100))
    body = Text(name, lang, words, 100, 1 if words.strip() else 0, ((words,),) if words.strip() else ())
    return Piece(body, ("1",), author, date.fromisoformat(day) if day else None)


def test_months_with_few_texts_become_quarters_then_years() -> None:
    def days(unit: str, per: int) -> list[Piece]:
        months = {"month": ("2023-01", "2023-02"), "quarter": ("2023-01", "2023-02", "2023-04", "2023-05")}
        months["year"] = ("2023-01", "2023-04", "2023-07", "2024-01", "2024-04", "2024-07")
        return [piece(f"{m}/{i}", f"{m}-10") for m in months[unit] for i in range(per)]

    assert group_names(days("month", LEAST), "month")[0] == "month"
    unit, names = group_names(days("quarter", LEAST // 2), "month")
    assert unit == "quarter" and set(names) == {"2023-Q1", "2023-Q2"}
    assert group_names(days("year", 2), "month")[0] == "year"
    assert group_names([piece("a", "2023-01-02"), piece("b")], "month") == ("month", ["2023-01", None])
    assert group_names([piece("a", author="Ann"), piece("b")], "author-field") == ("author", ["Ann", None])
    assert group_names([piece("x/y/a.md")], "folder") == ("folder", ["x/y"])


def test_texts_are_sorted_out_once_each() -> None:
    found = sort_out([piece("a"), piece("b", text="kort"), piece("c"), piece("d", lang="de"), piece("e", text=" ")])
    assert [p.path for p in found.by_lang["nl"]] == ["a", "c"]
    assert (found.short, found.other_lang, found.empty) == (("b",), ("d",), ("e",))
    twice = piece("a")
    again = Piece(Text("copy.md", *list_of(twice.text)), ("1",))
    assert sort_out([twice, again]).duplicates == (("copy.md", "a"),)


def list_of(text: Text) -> Any:
    """All of a text but its path."""
    return text.lang, text.fingerprint, text.words, text.total, text.paragraphs


def test_an_outlier_is_named_with_the_sentence_that_makes_it_one() -> None:
    near = rows_of(1, 1, 8)[0]
    rows = [spread.unit(near + 0.05 * rows_of(i, 2, 8)) for i in range(7)]
    away = np.vstack([rows[0][:1], -near[None, :]]).astype(np.float32)
    pieces = []
    for i in range(8):
        text = Text(f"{i}.md", "nl", str(i), 100, 2, ((f"eerste {i} " * 40, f"tweede {i} " * 40),))
        pieces.append(Piece(text, ("3", "5")))
    found = measure(pieces, [*rows, away], np.zeros(8, np.float32), "folder")
    assert found.verdict == "one_group"
    first = found.far[0]
    assert (first.path, first.outlier, first.place) == ("7.md", True, "5")
    assert first.sentence.startswith("tweede 7")
    assert [dot.path for dot in found.dots if dot.outlier] == ["7.md"]
    assert all("7.md" not in (pair.one, pair.other) for pair in found.near)


@pytest.fixture(scope="module", params=["nl", "en"])
def texts(request: Any) -> tuple[list[Piece], list[Any], Any]:
    """Twelve texts by hand with the vectors of their first sentences, and the centre of their language."""
    if not DRAFTS.is_dir():
        pytest.skip("the labelled drafts are in the repository only")
    from workslop import embed

    encoder = embed.load("e5")
    paths = sorted(DRAFTS.glob(f"{request.param}/*/draft-good.md"))[:14]
    pieces = [piece_of(read_draft(str(path)), path.as_posix(), SENTENCES) for path in paths]
    kept = [p for p in pieces if len(p.text.sentences) == SENTENCES][:12]
    rows = encoder.encode([s for p in kept for s in p.text.sentences])
    return kept, list(rows.reshape(len(kept), SENTENCES, -1)), centre_of(encoder.encode, request.param)


def generations(pieces: list[Piece], rows: list[Any], centre: Any) -> tuple[list[Piece], list[Any]]:
    """Each year a larger share of every text is taken from the three texts nearest the middle."""
    rng = np.random.default_rng(4)
    vectors = np.stack([spread.document_vector(own, centre) for own in rows])
    middle = np.argsort(spread.mean_distances(vectors))[:3]
    out_pieces, out_rows = [], []
    for year, share in enumerate(SHARES):
        for number, (own, vec) in enumerate(zip(pieces, rows, strict=True)):
            sentences, mixed = list(own.text.sentences), vec.copy()
            for at in rng.choice(SENTENCES, round(share * SENTENCES), replace=False):
                source, line = int(rng.choice(middle)), int(rng.integers(SENTENCES))
                sentences[at], mixed[at] = pieces[source].text.sentences[line], rows[source][line]
            made = piece(f"{year}/{number}", f"{2019 + year}-03-01")
            text = Text(made.path, own.text.lang, made.path, 100, SENTENCES, (tuple(sentences),))
            out_pieces.append(Piece(text, ("1",) * SENTENCES, "", made.day))
            out_rows.append(mixed)
    return out_pieces, out_rows


def tau(values: list[float]) -> float:
    """Kendall's rank correlation of ``values`` with falling order."""
    signs = [np.sign(a - b) for i, a in enumerate(values) for b in values[i + 1 :]]
    return float(np.mean(signs))


def test_a_collapsing_set_falls_in_order(texts: tuple[list[Piece], list[Any], Any]) -> None:
    pieces, rows, centre = texts
    found = measure(*generations(pieces, rows, centre), centre, "month")
    figures = [group.figures for group in found.groups]
    assert len(figures) == len(SHARES) and all(figures)
    assert tau([f["distance"].value for f in figures if f]) >= 0.9
    assert tau([f["vendi"].value for f in figures if f]) >= 0.9
    assert tau([-f["compression"].value for f in figures if f]) >= 0.6
    assert found.verdict == "alike"
    for own in filter(None, figures):
        assert all(figure.low <= figure.value <= figure.high for figure in own.values())
        assert 1 <= own["vendi"].value <= found.size


def test_a_set_without_change_is_told_so(texts: tuple[list[Piece], list[Any], Any]) -> None:
    pieces, rows, centre = texts
    dated = [Piece(p.text, p.places, "", piece("x", f"{2020 + n % 2}-05-01").day) for n, p in enumerate(pieces)]
    found = measure(dated, rows, centre, "month")
    assert [group.n for group in found.groups] == [6, 6]
    assert found.verdict == "same"
    again = measure(dated, rows, centre, "month")
    assert again == found


def test_too_few_texts_is_a_value(texts: tuple[list[Piece], list[Any], Any]) -> None:
    pieces, rows, centre = texts
    dated = [Piece(p.text, p.places, "", piece("x", f"{2020 + n}-05-01").day) for n, p in enumerate(pieces)]
    found = measure(dated, rows, centre, "month")
    assert (found.verdict, found.change) == ("too_few", None)
    assert all(group.figures is None for group in found.groups)
    assert found.distance is not None and 0 < found.distance < 1


@given(st.integers(0, 1000))
def test_more_texts_than_dimensions_give_the_same_score(seed: int) -> None:
    rows = rows_of(seed, 15, 4)
    kernel = (rows @ rows.T)[None, :, :].astype(np.float64)
    assert spread.vendi(rows) == pytest.approx(float(spread.vendi_of_kernels(kernel)[0]), rel=1e-4)


def test_one_text_of_a_language_is_no_mistake() -> None:
    found = measure([piece("a", "2024-01-01")], [rows_of(1, 1)], np.zeros(6, np.float32), "month")
    assert (found.n, found.verdict, found.distance, found.far, found.near) == (1, "too_few", None, (), ())
