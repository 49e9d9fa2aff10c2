"""Figures of a judge: python -m bench.train_judge.evaluate RUN|RUN.pt|onnx|FOLDER [rows] [drafts] [dev]

rows    shared/cases/score_asks.py's figures on held-out asks of corpora/asks, by language
drafts  rank of labelled evidence among all sentences, answered against gestured: held-out cases of corpora/drafts
dev     the same on the dev cases (never trained or tuned on)
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.train_judge import SHARED, WORK
from bench.train_judge.data import Question, draft_questions, questions, rows

Score = Callable[[Sequence[tuple[str, str]]], np.ndarray]
NAMES = ("gestured", "partial", "answered")


def scorer(name: str) -> Score:
    """The judge ``name``: a run's checkpoint, "onnx" (what ships), or a folder with an exported model."""
    if name == "onnx" or Path(name).is_dir():
        from workslop.embed.cross_encoder import CrossEncoder, load

        return (load() if name == "onnx" else CrossEncoder(Path(name))).score
    import torch

    from bench.train_judge.net import Judge
    from bench.train_judge.train import encode, forward, tokenizer

    state = torch.load(name if name.endswith(".pt") else WORK / name / "model.pt")
    net = Judge(state["word.weight"].shape[0])
    net.load_state_dict(state)
    net.eval()
    net.layers.to(torch.bfloat16)
    tok = tokenizer(160)

    def score(pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        with torch.no_grad():
            return np.asarray(forward(net, encode(tok, list(pairs)), 32).float().numpy())

    return score


class Kept:
    """A scorer that keeps what it said in WORK/scores-NAME.npz (keys: SHA-1 of ask, NUL, passage)."""

    def __init__(self, inner: Score, name: str) -> None:
        self.inner, self.path = inner, WORK / f"scores-{name}.npz"
        self.known: dict[str, np.ndarray] = {}
        if self.path.exists():
            with np.load(self.path) as data:
                self.known = dict(zip(data["keys"].tolist(), data["rows"], strict=True))

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        """The scores, computed where they are not known yet."""
        keys = [hashlib.sha1(f"{a}\0{p}".encode()).hexdigest() for a, p in pairs]
        fresh = {k: p for k, p in zip(keys, pairs, strict=True) if k not in self.known}
        if fresh:
            self.known.update(zip(fresh, self.inner(list(fresh.values())), strict=True))
            np.savez(self.path, keys=np.array(list(self.known)), rows=np.array(list(self.known.values())))
        return np.array([self.known[k] for k in keys])


def probabilities(out: np.ndarray) -> np.ndarray:
    """Off-topic, gestured, partial, answered: rows that sum to 1."""
    relevant = 1 / (1 + np.exp(-out[:, :1]))
    e = np.exp(out[:, 1:] - out[:, 1:].max(1, keepdims=True))
    return np.hstack([1 - relevant, relevant * e / e.sum(1, keepdims=True)])


def _module(path: Path) -> Any:
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def on_rows(score: Score, found: list[dict[str, Any]]) -> dict[str, float]:
    """score_asks figures."""
    p = probabilities(score([(r["ask"], r["passage"]) for r in found]))
    names = ("missing", *NAMES)
    outs = [{"status": names[int(x.argmax())], "answered_probability": float(x[3])} for x in p]
    figures: dict[str, float] = _module(SHARED / "cases" / "score_asks.py").figures_of(found, outs)
    off = np.array([r["label"] == "off_topic" for r in found])
    figures["off_topic"] = auroc(p[off, 0], p[~off, 0])
    return figures


def auroc(pos: Any, neg: Any) -> float:
    """AUROC of two lists of scores."""
    pos, neg = np.asarray(pos), np.asarray(neg)
    if not len(pos) or not len(neg):
        return float("nan")
    return float(((pos[:, None] > neg[None]) + 0.5 * (pos[:, None] == neg[None])).mean())


def on_drafts(score: Score, found: Sequence[Question]) -> dict[str, float]:
    """Rank of the best labelled unit by relevance, by cosine, by both; status on evidence and on whole drafts."""
    pairs = [(q.ask, u.framed) for q in found for u in q.units]
    out = score(pairs)
    p = probabilities(out)
    at = 0
    ranks: dict[str, list[int]] = {"judge": [], "cosine": [], "both": [], "smooth": []}
    evidence: dict[str, list[float]] = {n: [] for n in (*NAMES, "missing")}
    whole: dict[str, list[tuple[str, float]]] = {"max": [], "top": []}
    for q in found:
        n = len(q.units)
        own, rel = p[at : at + n], out[at : at + n, 0]
        at += n
        hits = np.array([q.hits(u) for u in q.units])
        order = np.argsort(-rel)
        inner = own[:, 3] + 0.3 * own[:, 2]
        given = own[:, 3] / np.maximum(1 - own[:, 0], 1e-9)
        whole["max"].append((q.label, float(inner.max())))
        whole["top"].append((q.label, float(given[order[:2]].max() * (1 - own[order[0], 0]))))
        if hits.any():
            ranks["judge"].append(int(np.flatnonzero(hits[order])[0]))
            if q.overall == "smooth_empty":
                ranks["smooth"].append(ranks["judge"][-1])
            ranks["cosine"].append(int(np.flatnonzero(hits[np.argsort(-q.cosine)])[0]))
            mixed = _standard(rel) + 0.5 * _standard(q.cosine)
            ranks["both"].append(int(np.flatnonzero(hits[np.argsort(-mixed)])[0]))
            if q.overall == "smooth_empty":
                evidence[q.label].append(float(given[hits].max()))
    figures: dict[str, float] = {"asks": len(found), "pairs": len(pairs)}
    for name, values in ranks.items():
        for k in (1, 3, 8, 16):
            figures[f"{name}@{k}"] = float(np.mean([r < k for r in values]))
    figures["ev ans.gest"] = auroc(evidence["answered"], evidence["gestured"])
    figures["ev ans.part"] = auroc(evidence["answered"], evidence["partial"])
    figures.update({f"n {k}": len(v) for k, v in evidence.items() if v})
    smooth = [q.overall == "smooth_empty" for q in found]
    for name, values2 in whole.items():
        for tag, pick in (("gap", [True] * len(found)), ("gap.smooth", smooth)):
            figures[f"{tag} {name}"] = auroc(
                [v for (label, v), k in zip(values2, pick, strict=True) if k and label == "answered"],
                [v for (label, v), k in zip(values2, pick, strict=True) if k and label != "answered"],
            )
    return figures


def _standard(x: np.ndarray) -> np.ndarray:
    return np.asarray((x - x.mean()) / (x.std() + 1e-6))


def main(name: str, parts: list[str]) -> None:
    """Print, and write next to the checkpoint."""
    import os

    if os.environ.get("THREADS"):
        import torch

        torch.set_num_threads(int(os.environ["THREADS"]))
    score, all_figures = Kept(scorer(name), Path(name).name), dict[str, Any]()
    parts = parts or ["rows", "drafts", "dev"]
    for lang in ("nl", "en"):
        sets: dict[str, Callable[[], dict[str, float]]] = {
            "rows": lambda lang=lang: on_rows(score, [r for r in rows(True) if r["lang"] == lang]),
            "drafts": lambda lang=lang: on_drafts(score, [q for q in draft_questions(True) if q.lang == lang]),
            "dev": lambda lang=lang: on_drafts(score, [q for q in questions(SHARED / "cases") if q.lang == lang]),
        }  # type: ignore[dict-item,misc]
        for part in parts:
            clock = time.time()
            figures = sets[part]()
            all_figures[f"{part} {lang}"] = figures
            known = {k: v if isinstance(v, int) else format(v, ".3f") for k, v in figures.items() if v is not None}
            shown = " ".join(f"{k}={v}" for k, v in known.items())
            print(f"{name} {part} {lang} ({time.time() - clock:.0f}s): {shown}", flush=True)
    target = WORK / f"figures-{Path(name).name}.json"
    held = json.loads(target.read_text()) if target.exists() else {}
    target.write_text(json.dumps(held | all_figures, indent=1))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
