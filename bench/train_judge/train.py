"""Train the judge: python -m bench.train_judge.train --run NAME [--epochs 3] …; a run that was cut off goes on.

Compute is bfloat16 (AMX where the CPU has it) over float32 masters. The loss of a batch of groups is: binary
cross-entropy of relevance over all pairs, cross-entropy of a draft's evidence against its other sentences,
cross-entropy of status over relevant pairs only, and a pairwise loss of answered over not answered within an ask.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from tokenizers import Tokenizer
from torch import Tensor

from bench.train_judge import WORK
from bench.train_judge.data import draft_questions, public, rows
from bench.train_judge.doubles import draft_doubles, row_doubles
from bench.train_judge.groups import Example, Group, epoch
from bench.train_judge.net import Judge

Batch = tuple[Tensor, Tensor, Tensor]


def tokenizer(length: int) -> Tokenizer:
    """The cut tokenizer; only the passage is cut to fit."""
    tok = Tokenizer.from_file(str(WORK / "tokenizer.json"))
    tok.enable_truncation(length, strategy="longest_first")
    return tok


def encode(tok: Tokenizer, pairs: list[tuple[str, str]]) -> list[tuple[list[int], list[int]]]:
    """Ids and sides of each pair."""
    made = tok.encode_batch([(f"query: {a}", f"passage: {p}") for a, p in pairs])
    return [(e.ids, e.type_ids) for e in made]


def batch_of(encoded: list[tuple[list[int], list[int]]]) -> Batch:
    """Padded to the longest."""
    longest = max(len(ids) for ids, _ in encoded)
    ids, mask, side = (np.zeros((len(encoded), longest), np.int64) for _ in range(3))
    ids += 1
    for i, (a, b) in enumerate(encoded):
        ids[i, : len(a)], mask[i, : len(a)], side[i, : len(a)] = a, 1, b
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(side)


def forward(net: Judge, encoded: list[tuple[list[int], list[int]]], chunk: int = 16) -> Tensor:
    """Outputs in the order given; computed in chunks of like length."""
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i][0]))
    parts = [net(*batch_of([encoded[i] for i in order[at : at + chunk]])) for at in range(0, len(order), chunk)]
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(parts)[back]


def loss_of(
    out: Tensor, groups: list[Group], pair_weight: float, list_weight: float
) -> tuple[Tensor, dict[str, float]]:
    """The sum of the four losses, and each."""
    examples = [e for g in groups for e in g.examples]
    relevant = torch.tensor([float(e.relevant) for e in examples])
    status = torch.tensor([e.status for e in examples])
    rel = F.binary_cross_entropy_with_logits(out[:, 0], relevant * 0.94 + 0.03)
    known = status >= 0
    sta = F.cross_entropy(out[known][:, 1:], status[known], weight=torch.tensor([1.0, 1.4, 1.0]), label_smoothing=0.03)
    ranked, paired = [], []
    answered = out[:, 3] - torch.logsumexp(out[:, 1:3], 1)
    at = 0
    for g in groups:
        here = range(at, at + len(g.examples))
        at += len(g.examples)
        none = [i for i in here if not examples[i].relevant]
        leads = [i for i in here if examples[i].lead]
        if leads and none:
            ranked += [torch.logsumexp(out[[i, *none], 0], 0) - out[i, 0] for i in leads]
        yes = [i for i in here if examples[i].status == 2]
        no = [i for i in here if examples[i].status in (0, 1)]
        if yes and no:
            paired.append(F.softplus(answered[no][None] - answered[yes][:, None]).mean())
    zero = out.sum() * 0
    lis = torch.stack(ranked).mean() if ranked else zero
    par = torch.stack(paired).mean() if paired else zero
    total = rel + sta + list_weight * lis + pair_weight * par
    return total, {"rel": float(rel), "sta": float(sta), "list": float(lis), "pair": float(par)}


class Trainer:
    """Masters in float32, the network's layers in bfloat16."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        base = torch.load(args.init or WORK / "base.pt")
        self.net = Judge(base["word.weight"].shape[0])
        torch.manual_seed(1)  # the heads start alike in every run, so that runs can be averaged
        for head in (self.net.first, self.net.last):
            torch.nn.init.normal_(head.weight, std=0.02)
            torch.nn.init.zeros_(head.bias)
        torch.manual_seed(args.seed)
        state = self.net.state_dict()
        state.update({k: v for k, v in base.items() if args.init or not k.startswith(("first", "last"))})
        self.net.load_state_dict(state)
        self.net.layers.to(torch.bfloat16)
        for p in self.net.parameters():
            p.requires_grad = False
        for n, layer in enumerate(self.net.layers):
            if n >= args.freeze:
                layer.drop = args.dropout
                for p in layer.parameters():
                    p.requires_grad = True
        for head in (self.net.first, self.net.last):
            for p in head.parameters():
                p.requires_grad = True
        self.live = {n: p for n, p in self.net.named_parameters() if p.requires_grad}
        self.masters = {n: state[n].clone().float().requires_grad_() for n in self.live}
        plain = [n for n in self.live if p_decays(n)]
        self.rates = [args.lr, args.lr, args.head_lr]
        trunk = [n for n in self.live if n.startswith("layers")]
        self.opt = torch.optim.AdamW(
            [
                {"params": [self.masters[n] for n in trunk if n in plain], "weight_decay": 0.01},
                {"params": [self.masters[n] for n in trunk if n not in plain], "weight_decay": 0.0},
                {"params": [self.masters[n] for n in self.live if n not in trunk], "weight_decay": 0.01},
            ],
            lr=args.lr, fused=True, betas=(0.9, 0.98),
        )  # fmt: skip

    def step(self, fraction: float, warm: float) -> None:
        """One update from the gradients held."""
        for name, p in self.live.items():
            self.masters[name].grad = p.grad.float() if p.grad is not None else None
            p.grad = None
        torch.nn.utils.clip_grad_norm_(list(self.masters.values()), 1.0)
        for group, rate in zip(self.opt.param_groups, self.rates, strict=True):
            group["lr"] = rate * max(0.01, min(1.0, warm) * (1 - fraction))
        self.opt.step()
        with torch.no_grad():
            for name, p in self.live.items():
                p.copy_(self.masters[name])

    def state(self) -> dict[str, Tensor]:
        """The whole network in float32."""
        state = {k: v.float() for k, v in self.net.state_dict().items()}
        state.update({k: v.detach() for k, v in self.masters.items()})
        return state


def p_decays(name: str) -> bool:
    """Weight decay on matrices only."""
    return name.endswith("weight") and "norm" not in name


def batches(groups: list[Group], size: int) -> Iterator[list[Group]]:
    """Groups until ``size`` examples are together."""
    held: list[Group] = []
    for g in groups:
        if g.examples:
            held.append(g)
        if sum(len(h.examples) for h in held) >= size:
            yield held
            held = []
    if sum(len(h.examples) for h in held) >= 4:
        yield held


def main() -> None:
    """Train."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--run", required=True)
    ap.add_argument("--init", help="start from this state (heads included) instead of base.pt")
    for name, kind, value in (
        ("epochs", int, 4), ("seed", int, 1), ("freeze", int, 3), ("batch", int, 24), ("length", int, 144),
        ("negatives", int, 4), ("rivals", int, 0), ("doubles", int, 0),
        ("threads", int, 2), ("lr", float, 1e-4), ("head-lr", float, 1e-3), ("dropout", float, 0.1),
        ("compose", float, 0.25), ("public", float, 0.5), ("since", int, 99), ("again", int, 0),
        ("pair", float, 0.5), ("list", float, 0.5), ("minutes", float, 600.0),
    ):  # fmt: skip
        ap.add_argument(f"--{name}", type=kind, default=value)
    ap.add_argument("--all", action="store_true", help="train on held-out rows and cases too (final model only)")
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    folder = WORK / args.run
    folder.mkdir(parents=True, exist_ok=True)
    trainer, tok = Trainer(args), tokenizer(args.length)
    found, drafted = rows(False), draft_questions(False)
    drafted += args.again * [q for q in drafted if int(q.case.split("/")[1][:2]) >= args.since]
    if args.all:
        found, drafted = found + rows(True), drafted + draft_questions(True)
    others = public()
    drawn = []
    for e in range(args.epochs):
        rng = random.Random(args.seed * 100 + e)
        some = rng.sample(others, round(len(others) * args.public))
        groups = epoch(
            rng, found, [*drafted, *some], compose=args.compose, negatives=args.negatives, rivals=args.rivals
        )
        groups += [*row_doubles(found, rng, args.doubles), *draft_doubles(drafted, rng, 2 * args.doubles)]
        rng.shuffle(groups)
        drawn.append(groups)
    plan = [list(batches(groups, args.batch)) for groups in drawn]
    total = sum(len(p) for p in plan)
    size = sum(len(g.examples) for p in plan for b in p for g in b)
    counts = {"rows": len(found), "draft asks": len(drafted), "public": len(others)}
    shown = vars(args) | ({"init": Path(args.init).parent.name} if args.init else {})
    about = {"args": shown, **counts, "steps": total, "examples": size}
    if args.init:
        about["begun with"] = json.loads(Path(args.init).with_name("about.json").read_text())
    (folder / "about.json").write_text(json.dumps(about, indent=1))
    print(about, flush=True)
    train(trainer, tok, [b for p in plan for b in p], folder, args.minutes)


def train(trainer: Trainer, tok: Tokenizer, plan: list[list[Group]], folder: Path, minutes: float) -> None:
    """Run the plan from where the checkpoint stands; the rate goes to zero at the plan's end or when time is up."""
    start, clock, seen, sums = 0, time.time(), 0, dict[str, float]()
    saved = folder / "resume.pt"
    spent = 0.0
    if saved.exists():
        held: dict[str, Any] = torch.load(saved)
        start, spent = held["step"], held["spent"]
        trainer.opt.load_state_dict(held["opt"])
        with torch.no_grad():
            for name, p in trainer.live.items():
                trainer.masters[name].copy_(held["masters"][name])
                p.copy_(trainer.masters[name])
    trainer.net.train()
    last = time.time()
    for n in range(start, len(plan)):
        groups = plan[n]
        examples: list[Example] = [e for g in groups for e in g.examples]
        out = forward(trainer.net, encode(tok, [(e.ask, e.passage) for e in examples])).float()
        loss, parts = loss_of(out, groups, trainer.args.pair, trainer.args.list)
        loss.backward()
        elapsed = spent + time.time() - clock
        fraction = max(n / len(plan), elapsed / 60 / minutes)
        trainer.step(min(1.0, fraction), (n + 1) / 30)
        seen += len(examples)
        sums = {k: 0.95 * sums.get(k, v) + 0.05 * v for k, v in parts.items()}
        if (n + 1) % 25 == 0:
            shown = {k: round(v, 3) for k, v in sums.items()}
            print(f"{n + 1}/{len(plan)} {elapsed:.0f}s {seen / (time.time() - clock):.1f}/s", shown, flush=True)
        if time.time() - last > 150:
            last = time.time()
            held = {"step": n + 1, "spent": elapsed, "opt": trainer.opt.state_dict(), "masters": trainer.masters}
            torch.save(held, saved)
        if elapsed > minutes * 60:
            break
    torch.save(trainer.state(), folder / "model.pt")
    print("done", math.ceil(spent + time.time() - clock), "s", flush=True)
    saved.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
