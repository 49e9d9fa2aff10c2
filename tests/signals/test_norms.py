"""Norms: deciles that rise, percentiles that follow them, and one line in the report about what stands out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))

from reviewing import LANGUAGES, overall, reviewed

from workslop.config import load_config, settings_for
from workslop.models import norms
from workslop.models.norms import Norms
from workslop.report.norms import norm_line
from workslop.review import review
from workslop.signals.specificity import LEAST_NORMED, NORMED
from workslop.types import InputError

VAGUE = {
    "nl": "Wij zetten diverse passende stappen en werken met aandacht aan een brede aanpak voor alle betrokkenen. ",
    "en": "We take various appropriate steps and work with attention on a broad approach for everyone involved. ",
}
FULL = {
    "nl": "Op 3 mei 2026 telde Karin Bos in Zwolle 41 fietsen, 12 meer dan op 3 mei 2025, toen Ad Smit telde. ",
    "en": "On 3 May 2026 Karin Boss counted 41 bicycles in Leeds, 12 more than on 3 May 2025, when Ed Smith counted. ",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_genre_has_every_figure_in_rising_deciles(lang: str) -> None:
    known = norms.genres(lang)
    assert known[0] == norms.POOLED and len(known) > 2
    for genre in known:
        one = norms.load(lang, genre)
        assert one.n >= 100 and set(one.deciles) == set(NORMED)
        for deciles in one.deciles.values():
            assert len(deciles) == 11 and list(deciles) == sorted(deciles) and deciles[0] >= 0
    assert norms.load(lang).n == sum(norms.load(lang, genre).n for genre in known[1:])


@given(st.lists(st.floats(0, 50), min_size=11, max_size=11), st.floats(0, 60), st.floats(0, 60))
def test_a_percentile_rises_with_the_value_and_keeps_within_0_and_100(
    values: list[float], one: float, other: float
) -> None:
    own = Norms("all", 1, {"x": tuple(sorted(values))})
    low, high = (own.percentile("x", v) for v in sorted((one, other)))
    assert low is not None and high is not None
    assert 0 <= low <= high + 1e-9 and high <= 100


def test_percentiles_count_equals_half() -> None:
    own = Norms("all", 1, {"x": (0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0)})
    assert own.percentile("x", 0.0) == pytest.approx(10.0)  # 0 to 20% have none
    assert own.percentile("x", 1.5) == pytest.approx(35.0)
    assert own.percentile("x", 9.0) == 100.0 and own.percentile("x", -1.0) == 0.0
    assert own.percentile("y", 1.0) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_vague_text_lies_high_and_a_full_one_low(lang: str) -> None:
    vague, full = (overall(reviewed(text[lang] * 8, lang=lang, vectors=False)) for text in (VAGUE, FULL))
    for name in ("vague_percentile", "abstract_percentile"):
        assert (vague["specificity", name] or 0) > 85 > 20 > (full["specificity", name] or 0)
    for name in ("figures_percentile", "dates_percentile"):
        assert (full["specificity", name] or 0) > 95 > 45 > (vague["specificity", name] or 0)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_short_text_has_no_percentile(lang: str) -> None:
    review = reviewed(FULL[lang] * 2, lang=lang, vectors=False)
    found = [m for m in review.measures if m.name.endswith("_percentile") and m.signal == "specificity"]
    assert len(found) == len(NORMED) and all(m.value is None and m.why == "too_short" for m in found)
    assert all(m.n < LEAST_NORMED for m in found) and norm_line(review) == ""


TOLD = {"nl": "meer vage woorden dan 9 van de 10", "en": "more vague words than 9 in 10"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_says_in_one_line_what_stands_out(lang: str) -> None:
    line = norm_line(reviewed(VAGUE[lang] * 8, lang=lang, vectors=False))
    assert TOLD[lang] in line and str(norms.load(lang).n)[-3:] in line and line.count("10") <= 3


@pytest.mark.parametrize(("lang", "genre", "told"), [("nl", "policy", "(policy)"), ("en", "news", "(news)")])
def test_a_genre_of_the_configuration_is_the_one_it_is_set_beside(
    lang: str, genre: str, told: str, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(VAGUE[lang] * 8, encoding="utf-8")

    def line(written: str) -> tuple[str, dict[str, float | None]]:
        (tmp_path / "workslop.toml").write_text(written, encoding="utf-8")
        config = settings_for(load_config(tmp_path / "workslop.toml"), draft)
        made = review(str(draft), lang=lang, report_lang="en", vectors=False, settings=config)
        return norm_line(made), {m.name: m.value for m in made.measures if m.name.endswith("_percentile")}

    plain, one, other = line(""), line(f'genre = "{genre}"\n'), line('[genre]\n"x/**" = "policy"\n')
    assert told in one[0] and str(norms.load(lang, genre).n)[-3:] in one[0] and one[1] != plain[1]
    assert other == plain and told not in plain[0]
    elsewhere = "news" if lang == "nl" else "policy"
    assert line(f'genre = "{elsewhere}"\n') == plain


def test_a_genre_that_is_not_known_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "workslop.toml"
    path.write_text('fail-on = "error"\ngenre = "polcy"\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"workslop\.toml:2: 'genre' is 'polcy'.*did you mean 'policy'"):
        load_config(path)
