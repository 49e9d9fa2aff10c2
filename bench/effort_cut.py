"""Which asks that are called answered get a line to check: the limits UNSURE and DOUBTED of the checklist.

    python -m bench.effort_cut [CASES ...] [--at P D]

For each pair of limits (the probability below which an answer is listed, the share of open asks from which every answer
is) it prints in how many smooth drafts all gaps stand within the first lines, how many lines to check a draft gets, and
how many of those are gaps; with --at for one pair alone. Gaps come first, then broken constraints, then the lines to
check, least sure first, as in workslop.judge.checklist.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.cases import OWN_CASES, SMOOTH, match_asks
from bench.effort import FIRST, chosen

NEVER = 1.01
LIMITS = (
    *((cut, NEVER) for cut in (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)),
    *((0.8, doubted) for doubted in (0.2, 0.3, 0.4, 0.5)),
)


@dataclass(frozen=True)
class Asked:
    """A draft: its gaps by ask (None: an ask that was not read), asks listed, other sure lines, asks called answered
    with their probability."""

    lang: str
    smooth: bool
    gaps: tuple[str | None, ...]
    listed: tuple[str, ...]
    others: int
    answered: tuple[tuple[float, str], ...]

    def checks(self, cut: float, doubted: float = NEVER) -> tuple[str, ...]:
        """The asks that get a line to check at these limits."""
        room = max(FIRST - len(self.listed) - self.others, 0)
        every = len(self.listed) >= doubted * (len(self.listed) + len(self.answered))
        return tuple(ask for p, ask in sorted(self.answered) if every or p < cut)[:room]

    def early(self, cut: float, doubted: float = NEVER) -> bool:
        """Whether every gap stands within the first lines."""
        return set(self.gaps) <= {*self.listed[:FIRST], *self.checks(cut, doubted)}


def asked_of(lang: str, labels: Mapping[str, Any], name: str, out: Mapping[str, Any]) -> Asked:
    """A draft of a case as ``workslop.review_dict`` tells of it."""
    gold = labels["drafts"][name]
    pairs = match_asks(labels["items"], out["asks"])
    gaps = [i["id"] for i in labels["items"] if gold["items"][i["id"]]["label"] != "answered"]
    answered = {a["id"]: a["answered_probability"] for a in out["asks"] if a["status"] == "answered"}
    asks = [i["ask"] for i in out["checklist"] if i["ask"] and i["ask"] not in answered]
    return Asked(
        lang,
        gold["overall"] == SMOOTH,
        tuple(out["asks"][pairs[g]]["id"] if g in pairs else None for g in gaps),
        tuple(asks),
        sum(i["kind"] == "constraint" for i in out["checklist"]),
        tuple((p, ask) for ask, p in answered.items()),
    )


def row(drafts: Sequence[Asked], cut: float, doubted: float) -> str:
    """One line of the table: what a pair of limits gives."""
    smooth = [d for d in drafts if d.smooth and d.gaps]
    early = sum(d.early(cut, doubted) for d in smooth)
    checks = [(d, ask) for d in drafts for ask in d.checks(cut, doubted)]
    gaps = sum(ask in d.gaps for d, ask in checks)
    mine = sum(d.smooth for d, _ in checks)
    others = sum(not d.smooth for d in drafts)
    return (
        f"| {cut:.2f} | {doubted:.2f} | {early} of {len(smooth)} | {mine / max(sum(d.smooth for d in drafts), 1):.1f} "
        f"| {(len(checks) - mine) / max(others, 1):.1f} | {gaps} of {len(checks)} |"
    )


def table(drafts: Sequence[Asked], limits: Iterable[tuple[float, float]]) -> str:
    """The pairs of limits as Markdown."""
    head = "| below | doubted from | all gaps early | lines to check, smooth | others | of them gaps |\n"
    return "\n".join([head + "| --- " * 6 + "|", *(row(drafts, *pair) for pair in limits)])


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print, per language."""
    parser = argparse.ArgumentParser(prog="python -m bench.effort_cut", description=__doc__.partition("\n")[0])
    parser.add_argument("cases", nargs="*", type=Path, metavar="CASES", help="folders of labelled cases")
    parser.add_argument("--at", type=float, nargs=2, metavar=("P", "D"), help="this pair of limits alone")
    args = parser.parse_args(argv)
    from workslop import review_dict

    drafts = []
    for folder in chosen(args.cases or [OWN_CASES], None):
        lang = folder.parent.name
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        for name in sorted(labels["drafts"]):
            out = review_dict(str(folder / name), str(folder / "brief.md"))
            drafts.append(asked_of(lang, labels, name, out))
    for lang in sorted({d.lang for d in drafts}):
        own = [d for d in drafts if d.lang == lang]
        print(f"**{lang}**: {len(own)} drafts\n\n{table(own, [args.at] if args.at else LIMITS)}\n")


if __name__ == "__main__":
    main()
