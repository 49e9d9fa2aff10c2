"""How far "answered_probability" can be taken at its word: a reliability table and plot on labelled cases.

    python -m bench.reliability CASES… [--svg docs/reliability.svg]

Asks are put in bins of their probability; beside the mean probability of a bin stands the share that is labelled
answered, with a 95% Wilson interval. ECE is the mean distance of the two, weighed by n (Naeini and others 2015, AAAI).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.cases import review_cases
from bench.figures import wilson

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
SIZE, MARGIN = 260, 40  # of a plot, in its own units


@dataclass(frozen=True)
class Bin:
    """``n`` asks with mean probability ``said``, of which the share ``held`` is labelled answered."""

    n: int
    said: float
    held: float
    low: float
    high: float


def bins_of(pairs: Sequence[tuple[float, bool]]) -> list[Bin]:
    """The bins between EDGES that hold an ask."""
    out = []
    for low, high in pairwise(EDGES):
        own = [(p, y) for p, y in pairs if low <= p < high or (high == EDGES[-1] and p == high)]
        if own:
            hits = sum(y for _, y in own)
            out.append(Bin(len(own), sum(p for p, _ in own) / len(own), hits / len(own), *wilson(hits, len(own))))
    return out


def calibration_error(bins: Iterable[Bin]) -> float:
    """ECE, 0 (as it says) to 1."""
    bins = list(bins)
    return sum(b.n * abs(b.said - b.held) for b in bins) / sum(b.n for b in bins)


def table(found: dict[str, list[Bin]]) -> str:
    """A Markdown table."""
    lines = ["| language | n | mean probability | labelled answered (95%) |", "| --- | --- | --- | --- |"]
    for lang, bins in found.items():
        lines += [f"| {lang} | {b.n} | {b.said:.2f} | {b.held:.2f} ({b.low:.2f}–{b.high:.2f}) |" for b in bins]
    told = ", ".join(f"{lang} {calibration_error(bins):.3f}" for lang, bins in found.items())
    return "\n".join([*lines, "", f"Expected calibration error: {told}."])


def svg(found: dict[str, list[Bin]]) -> str:
    """One square a language: the diagonal, each bin with its interval."""
    parts = []
    for k, (lang, bins) in enumerate(found.items()):
        left = MARGIN + k * (SIZE + MARGIN)
        parts.append(_square(lang, bins, left))
    width, height = MARGIN + len(found) * (SIZE + MARGIN), SIZE + 2 * MARGIN
    style = "<style>text{font:12px sans-serif}line,rect{stroke:#777;fill:none}.d{stroke-dasharray:4}</style>"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
    title = "<title>Reliability of answered_probability</title>"
    return f"{head}{title}{style}{''.join(parts)}</svg>\n"


def _square(lang: str, bins: Sequence[Bin], left: int) -> str:
    def x(value: float) -> float:
        return round(left + value * SIZE, 1)

    def y(value: float) -> float:
        return round(MARGIN + (1 - value) * SIZE, 1)

    out = [
        f'<rect x="{left}" y="{MARGIN}" width="{SIZE}" height="{SIZE}"/>',
        f'<line class="d" x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}"/>',
        f'<text x="{left}" y="{MARGIN - 8}">{lang}: labelled answered, by probability</text>',
    ]
    for b in bins:
        out.append(f'<line x1="{x(b.said)}" y1="{y(b.low)}" x2="{x(b.said)}" y2="{y(b.high)}"/>')
        out.append(f'<circle cx="{x(b.said)}" cy="{y(b.held)}" r="4" fill="#0b5563"/>')
        out.append(f'<text x="{x(b.said) + 6}" y="{y(b.held) + 4}">{b.n}</text>')
    return "".join(out)


def main() -> None:
    """Print the table; write the plot where asked."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("cases", nargs="+", type=Path)
    ap.add_argument("--svg", type=Path)
    ap.add_argument("--json", type=Path)
    args = ap.parse_args()
    from workslop import review_dict

    pairs: dict[str, list[tuple[float, bool]]] = {}
    for doc in review_cases(args.cases, review_dict):
        pairs.setdefault(doc.lang, []).extend((1 - a.gap, a.gold == "answered") for a in doc.asks if a.found)
    found = {lang: bins_of(own) for lang, own in sorted(pairs.items(), reverse=True)}
    print(table(found))
    if args.svg:
        args.svg.write_text(svg(found), encoding="utf-8")
    if args.json:
        args.json.write_text(json.dumps(pairs), encoding="utf-8")


if __name__ == "__main__":
    main()
