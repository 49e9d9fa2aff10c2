"""The fitted models as they ship: they load, say on what they were fitted, and add up."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workslop import corpora, embed, models
from workslop.lang import LANGUAGES
from workslop.models import Logistic, load, sigmoid
from workslop.types import InputError

FOLDER = Path(models.__file__).parent
NAMES = sorted(p.stem for p in FOLDER.glob("*.json") if not p.stem.startswith(("gladness_", "norms_")))
PAIR_MODELS = ("answer", "passage_answered", "passage_partial", "passage_gestured", "passage_missing")
SENTENCE_MODELS = ("emptiness", "unsupported", "evidence_rank")


@pytest.mark.parametrize("name", NAMES)
def test_every_model_loads_and_says_on_what_it_was_fitted(name: str) -> None:
    model = load(name)
    assert len(model.names) == len(model.weights) == len(set(model.names)) > 0
    assert all(map(math.isfinite, (*model.weights, *model.vector, model.bias)))
    assert model.about.strip()
    assert load(name) is model


@pytest.mark.parametrize("name", [*PAIR_MODELS, *SENTENCE_MODELS])
def test_vectors_have_the_encoders_length(name: str) -> None:
    dim = embed.load(embed.DEFAULT).dim
    assert len(load(name).vector) == (2 * dim if name in PAIR_MODELS else dim)


def test_a_model_that_is_not_there_raises() -> None:
    with pytest.raises(FileNotFoundError):
        load("no_such_model")


MODEL = Logistic(("a", "b", "c"), (2.0, -3.0, 0.5), -1.0)
FEATURES = st.dictionaries(st.sampled_from(["a", "b", "c", "unknown"]), st.floats(-50, 50))


@given(FEATURES, st.floats(-50, 50))
def test_a_logit_is_the_sum_of_its_parts(features: dict[str, float], extra: float) -> None:
    parts = MODEL.leading(features, 10)
    assert MODEL.logit(features) == pytest.approx(MODEL.bias + sum(parts.values()))
    assert "unknown" not in parts and 0.0 not in parts.values()
    assert list(map(abs, parts.values())) == sorted(map(abs, parts.values()), reverse=True)
    assert MODEL.probability(features, extra) == pytest.approx(sigmoid(MODEL.logit(features) + extra))


def test_leading_is_bounded() -> None:
    assert MODEL.leading({"a": 1, "b": 1, "c": 1}, 2) == {"b": -3.0, "a": 2.0}
    assert MODEL.leading({}, 2) == {}


@given(st.floats(-1e6, 1e6))
def test_sigmoid_stays_within_0_and_1(x: float) -> None:
    assert 0 <= sigmoid(x) <= 1
    assert sigmoid(x) + sigmoid(-x) == pytest.approx(1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_profile_fits_the_encoder_and_tells_its_texts_apart(lang: str) -> None:
    profile, encoder = corpora.load_profile(lang), embed.load(embed.DEFAULT)
    assert (profile.lang, profile.encoder, profile.axis.shape) == (lang, encoder.id, (encoder.dim,))
    for quantiles in (profile.glad_quantiles, profile.solid_quantiles):
        assert len(quantiles) == 11 and list(quantiles) == sorted(quantiles)
    assert profile.glad_quantiles[5] > profile.solid_quantiles[5]
    assert profile.texts > 0 and profile.about


def test_a_profile_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(InputError, match="There is no corpus profile 'xx'") as caught:
        corpora.load_profile("xx")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("broken", ["", "{}", "[]", '{"lang": "nl"}'])
def test_a_broken_profile_is_one_sentence(broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zz.json").write_text(broken, encoding="utf-8")
    monkeypatch.setattr(corpora.profile, "profiles_dir", lambda: tmp_path)
    with pytest.raises(InputError, match="cannot be read") as caught:
        corpora.load_profile("zz")
    assert "\n" not in str(caught.value)


def test_percentiles() -> None:
    deciles = tuple(float(n) for n in range(11))
    assert [corpora.percentile(v, deciles) for v in (-3, 0, 2.5, 10, 99)] == [0, 0, 25, 100, 100]


def test_every_shipped_json_is_an_object() -> None:
    for path in FOLDER.glob("*.json"):
        assert isinstance(json.loads(path.read_text(encoding="utf-8")), dict)
