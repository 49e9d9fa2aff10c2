"""Below which probability an ask that is called answered gets a line of its own: the cut-off UNSURE of the checklist.

    python -m bench.effort_cut [CASES ...] [--at P]

On every other case of a language (the first, the third …) it prints, for each cut-off, in how many smooth drafts all
gaps stand within the first lines, how many lines to check a draft gets, and how many of those are gaps. With --at P the
other half is measured instead, at that cut-off alone: choose on the one, report on the other. Gaps come first, then
broken constraints, then the lines to check, least sure first, as in workslop.judge.checklist.
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

CUTS = (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.01)


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

    def checks(self, cut: float) -> tuple[str, ...]:
        """The asks that get a line to check at this cut-off."""
        room = max(FIRST - len(self.listed) - self.others, 0)
        return tuple(ask for p, ask in sorted(self.answered) if p < cut)[:room]

    def early(self, cut: float) -> bool:
        """Whether every gap stands within the first lines."""
        return set(self.gaps) <= {*self.listed[:FIRST], *self.checks(cut)}


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


def row(drafts: Sequence[Asked], cut: float) -> str:
    """One line of the table: what a cut-off gives."""
    smooth = [d for d in drafts if d.smooth and d.gaps]
    early = sum(d.early(cut) for d in smooth)
    checks = [(d, ask) for d in drafts for ask in d.checks(cut)]
    gaps = sum(ask in d.gaps for d, ask in checks)
    mine = sum(d.smooth for d, _ in checks)
    others = sum(not d.smooth for d in drafts)
    return (
        f"| {cut:.2f} | {early} of {len(smooth)} | {mine / max(sum(d.smooth for d in drafts), 1):.1f} "
        f"| {(len(checks) - mine) / max(others, 1):.1f} | {gaps} of {len(checks)} |"
    )


def table(drafts: Sequence[Asked], cuts: Iterable[float]) -> str:
    """The cut-offs as Markdown."""
    head = "| cut-off | all gaps early | lines to check, smooth | others | of them gaps |\n" + "| --- " * 5 + "|"
    return "\n".join([head, *(row(drafts, cut) for cut in cuts)])


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print, per language."""
    parser = argparse.ArgumentParser(prog="python -m bench.effort_cut", description=__doc__.partition("\n")[0])
    parser.add_argument("cases", nargs="*", type=Path, metavar="CASES", help="folders of labelled cases")
    parser.add_argument("--at", type=float, metavar="P", help="measure this cut-off on the half that chooses nothing")
    args = parser.parse_args(argv)
    from workslop import review_dict

    drafts, seen = [], dict[str, int]()
    for folder in chosen(args.cases or [OWN_CASES], None):
        lang = folder.parent.name
        seen[lang] = seen.get(lang, -1) + 1
        if seen[lang] % 2 != (args.at is not None):
            continue
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        for name in sorted(labels["drafts"]):
            out = review_dict(str(folder / name), str(folder / "brief.md"))
            drafts.append(asked_of(lang, labels, name, out))
    for lang in sorted(seen):
        own = [d for d in drafts if d.lang == lang]
        print(f"**{lang}**: {len(own)} drafts\n\n{table(own, CUTS if args.at is None else (args.at,))}\n")


if __name__ == "__main__":
    main()
