"""The answer judge as it ships: what it says of plain pairs, and what it does with bad input and bad files."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from workslop.embed import EncoderUnavailable
from workslop.embed.cross_encoder import FOLDER, OUTPUTS, CrossEncoder, load

pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

ANSWERED, GESTURED, OTHER = range(3)
PAIRS = {
    "nl": [
        ("Wat kost de nieuwe fietsenstalling?", "De stalling kost 184.000 euro, inclusief verlichting en hekwerk."),
        ("Wat kost de nieuwe fietsenstalling?", "De kosten van de stalling zijn zorgvuldig in beeld gebracht."),
        ("Wat kost de nieuwe fietsenstalling?", "De kantine kookt sinds maart op dinsdag zonder vlees."),
    ],
    "en": [
        ("Who will take over the night shift from Marta?", "From 1 June Ioan Petrescu runs the night shift."),
        ("Who will take over the night shift from Marta?", "The handover of the night shift has our full attention."),
        ("Who will take over the night shift from Marta?", "The car park will be resurfaced this autumn."),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def judge() -> CrossEncoder:
    return load()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_ranks_an_answer_above_a_gesture_and_what_speaks_to_the_ask_above_what_does_not(judge, lang):
    out = judge.score(PAIRS[lang])
    assert out.shape == (3, len(OUTPUTS)) and out.dtype == np.float32
    answered = out[:, 3] - np.logaddexp(out[:, 1], out[:, 2])
    assert answered[ANSWERED] > answered[GESTURED]
    assert min(out[ANSWERED, 0], out[GESTURED, 0]) > out[OTHER, 0]


def test_is_loaded_once_and_says_the_same_twice(judge):
    assert load() is judge and judge.id.startswith("judge/")
    np.testing.assert_array_equal(judge.score(PAIRS["nl"]), judge.score(PAIRS["nl"]))


def test_order_and_company_hardly_matter(judge):
    pairs = PAIRS["nl"] + PAIRS["en"]
    both = judge.score(pairs)
    np.testing.assert_allclose(judge.score(pairs[::-1])[::-1], both, atol=1e-4)
    alone = np.vstack([judge.score([p]) for p in pairs])
    apart = np.abs(alone - both)  # activations are quantised by batch: seldom much, mostly little
    assert np.median(apart) < 0.15 and apart.max() < 1.0


def test_nothing_gives_nothing(judge):
    assert judge.score([]).shape == (0, len(OUTPUTS))


@pytest.mark.parametrize(
    "pair",
    [
        ("", ""),
        ("?", "\x00\ufffd"),
        ("woord " * 2000, "passage " * 5000),
        ("Warum?", "天気がいいから。"),
        ("a" * 9999, "b" * 9999),
    ],
)
def test_bad_input_gives_figures_in_bounded_time(judge, pair):
    start = time.perf_counter()
    assert np.isfinite(judge.score([pair] * 3)).all()
    assert time.perf_counter() - start < 5


def test_a_missing_or_damaged_file_is_one_sentence(tmp_path: Path):
    with pytest.raises(EncoderUnavailable, match="could not be read"):
        CrossEncoder(tmp_path)
    for name in ("about.json", "tokenizer.json", "model.onnx"):
        shutil.copy(FOLDER / name, tmp_path / name)
    with (tmp_path / "model.onnx").open("r+b") as file:
        file.seek(5000)
        file.write(b"\0\1\2\3")
    with pytest.raises(EncoderUnavailable, match="is damaged") as caught:
        CrossEncoder(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_model_is_one_sentence(tmp_path: Path):
    import hashlib

    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"not a model")
    sums = {n: hashlib.sha256((tmp_path / n).read_bytes()).hexdigest() for n in ("model.onnx", "tokenizer.json")}
    (tmp_path / "about.json").write_text(json.dumps({"sha256": sums}), encoding="utf-8")
    with pytest.raises(EncoderUnavailable, match="could not be loaded"):
        CrossEncoder(tmp_path)


def test_the_artefact_is_small_enough_for_the_wheel():
    assert sum(p.stat().st_size for p in FOLDER.iterdir()) <= 50e6
