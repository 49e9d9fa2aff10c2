"""Gladness follows what a draft holds, not how it is dressed: pairs made by rule, measured without vectors."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.polish import DRAFTS, FRAMES, NEAR, Change, measure, roughened, run_on, smoothed
from workslop.lang import LANGUAGES

PAIRS = 20
# share of pairs within NEAR points, as reached; docs/methods.md has the figures with vectors
LEAST = {"draft-good.md": 0.95, "draft-messy.md": 0.95, "draft-smooth.md": 0.65}
REWRITES = {"draft-good.md": smoothed, "draft-messy.md": smoothed, "draft-smooth.md": roughened}


@cache
def changes(lang: str, name: str) -> tuple[Change, ...]:
    paths = sorted((DRAFTS / lang).glob(f"*/{name}"))[:PAIRS]
    return tuple(c for path in paths if (c := measure(path, lang, REWRITES[name], vectors=False)))


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", REWRITES)
def test_polish_and_roughness_hardly_move_gladness(lang: str, name: str) -> None:
    found = changes(lang, name)
    assert len(found) >= PAIRS
    near = sum(abs(c.points) <= NEAR for c in found)
    assert near >= LEAST[name] * len(found), sorted((round(c.points, 1), c.name) for c in found)
    assert max(abs(c.points) for c in found) <= 15


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", REWRITES)
def test_the_rewriting_changes_much_and_leaves_the_figures(lang: str, name: str) -> None:
    for path in sorted((DRAFTS / lang).glob(f"*/{name}"))[:PAIRS]:
        text = path.read_text(encoding="utf-8")
        other = REWRITES[name](text, lang)
        assert other != text and REWRITES[name](text, lang) == other
        assert [c for c in other if c.isdigit()] == [c for c in text if c.isdigit()]


def test_frames_stand_before_every_second_sentence() -> None:
    text = (
        "# The pilot\n\nThe pilot ran for six weeks. The cost was £400 in all. Nine of ten stayed. "
        "We stop in May after all."
    )
    framed = smoothed(text, "en")
    assert framed == (
        f"# The pilot\n\nThe pilot ran for six weeks. {FRAMES['en'][0]}the cost was £400 in all. Nine of ten stayed. "
        f"{FRAMES['en'][1]}we stop in May after all."
    )


def test_rough_text_is_lower_case_short_and_split() -> None:
    text = "De kosten stegen met 4 procent. Wij weten niet hoe dat komt. Het team kijkt mee."
    assert roughened(text, "nl") == "kosten stegen m 4 procent. wij weten nt hoe dat komt\n\n team kijkt mee."
    assert "\n" not in run_on(text, "nl")


@given(st.text(alphabet="ab cd.,;—é\n#|-", max_size=80), st.sampled_from(LANGUAGES))
def test_any_text_can_be_rewritten(text: str, lang: str) -> None:
    for rewrite in (smoothed, roughened, run_on):
        assert isinstance(rewrite(text, lang), str)
