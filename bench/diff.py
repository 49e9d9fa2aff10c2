"""Which findings on corpora/drafts come and go between two states of the code, by rule.

python -m bench.diff --save OLD.json       before the change (without vectors; --full: with them, and against the brief)
python -m bench.diff --save NEW.json       after it
python -m bench.diff OLD.json NEW.json     what appeared (+) and vanished (-)
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
DRAFTS = ROOT / "corpora" / "drafts"
Row = tuple[str, str, str]  # draft, rule, quoted words ("" for a finding about the whole draft)


def findings(full: bool, root: Path = DRAFTS) -> list[Row]:
    """Every finding on every draft below ``root``."""
    from workslop import review_dict

    out = []
    for path in sorted(root.rglob("draft-*.md")):
        told = review_dict(str(path), str(path.parent / "brief.md") if full else None, vectors=full)
        name = path.relative_to(root).as_posix()
        out += [(name, f["rule"], f["quote"] or "") for f in told["findings"]]
    return out


def changes(old: Iterable[Sequence[str]], new: Iterable[Sequence[str]]) -> dict[str, tuple[list[Row], list[Row]]]:
    """{rule: (appeared, vanished)}; the same words flagged twice in a draft count twice."""
    before, after = (Counter((d, r, q) for d, r, q in rows) for rows in (old, new))
    out: dict[str, tuple[list[Row], list[Row]]] = {}
    for side, rows in enumerate((after - before, before - after)):
        for row in sorted(rows.elements()):
            out.setdefault(row[1], ([], []))[side].append(row)
    return dict(sorted(out.items()))


def told(found: Mapping[str, tuple[list[Row], list[Row]]], most: int) -> str:
    """A line a rule, and at most ``most`` examples on each side."""
    lines = []
    for rule, (appeared, vanished) in found.items():
        lines.append(f"{rule}: +{len(appeared)} -{len(vanished)}")
        for sign, rows in (("+", appeared), ("-", vanished)):
            lines += [f"  {sign} {draft}: {' '.join(quote.split())[:90]}" for draft, _, quote in rows[:most]]
    return "\n".join(lines) or "no finding appeared or vanished"


def main() -> None:
    """Save, or compare."""
    parser = argparse.ArgumentParser(prog="python -m bench.diff", description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="OLD.json NEW.json")
    parser.add_argument("--save", type=Path, metavar="OUT", help="review corpora/drafts and write its findings here")
    parser.add_argument("--full", action="store_true", help="with vectors and the brief: minutes instead of seconds")
    parser.add_argument("--examples", type=int, default=3, help="of each rule and side (default: 3)")
    args = parser.parse_args()
    if args.save and not args.files:
        rows = findings(args.full)
        args.save.write_text(json.dumps(rows, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        print(f"{len(rows)} findings")
    elif len(args.files) == 2 and not args.save:
        print(told(changes(*(json.loads(p.read_text(encoding="utf-8")) for p in args.files)), args.examples))
    else:
        parser.error("give two files to compare, or --save with one to write")


if __name__ == "__main__":
    main()
