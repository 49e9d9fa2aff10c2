"""Whether the asks of a brief are read: share found, and how many are read that nobody asked.

    python -m bench.briefs [--part first|second] [--show]

On corpora/briefs: the reader's rules were mended on the first 24 of a language; the second part was measured before
anybody looked at it (docs/methods.md has that figure), and mended on after. An ask counts as found as in
bench/quality.py: its words are close enough to those that were labelled, one to one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.cases import match_asks
from bench.figures import wilson
from workslop.text.brief import read_brief
from workslop.types import InputError, Source

BRIEFS = Path(__file__).parent.parent / "corpora" / "briefs"
FIRST = 24  # briefs a language in the first part
PARTS = ("first", "second")


def briefs(lang: str) -> list[dict[str, Any]]:
    """The labelled briefs of ``lang``, each with its "part"."""
    lines = (BRIEFS / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    return [{**json.loads(line), "part": PARTS[number >= FIRST]} for number, line in enumerate(lines)]


def laid_beside(brief: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The labelled asks that were not read, and the asks that were read and not labelled."""
    try:
        read = [ask.text for ask in read_brief(Source("brief.md", brief["text"], "markdown")).asks]
    except InputError:
        read = []
    items = [{"id": str(at), "brief_text": ask} for at, ask in enumerate(brief["asks"])]
    pairs = match_asks(items, [{"text": text} for text in read])
    unread = [ask for at, ask in enumerate(brief["asks"]) if str(at) not in pairs]
    return unread, [text for at, text in enumerate(read) if at not in pairs.values()]


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print, per language and part."""
    parser = argparse.ArgumentParser(prog="python -m bench.briefs", description=__doc__.partition("\n")[0])
    parser.add_argument("--part", choices=PARTS, help="this part alone")
    parser.add_argument("--show", action="store_true", help="print what was not read and what was read too much")
    args = parser.parse_args(argv)
    print("| language | part | briefs | asks | found | read too many |\n| --- | --- | --- | --- | --- | --- |")
    for lang in ("nl", "en"):
        for part in [args.part] if args.part else PARTS:
            own = [brief for brief in briefs(lang) if brief["part"] == part]
            seen = Counter[str](asks=sum(len(brief["asks"]) for brief in own))
            for brief in own:
                unread, extra = laid_beside(brief)
                seen.update(unread=len(unread), extra=len(extra))
                for sign, texts in (("-", unread), ("+", extra)) if args.show else ():
                    for text in texts:
                        print(f"{sign} {brief['id']}: {' '.join(text.split())}")
            if not own:
                continue
            found = seen["asks"] - seen["unread"]
            low, high = wilson(found, seen["asks"])
            share = f"{found / seen['asks']:.3f} ({low:.3f}–{high:.3f})"
            print(f"| {lang} | {part} | {len(own)} | {seen['asks']} | {share} | {seen['extra']} |")


if __name__ == "__main__":
    main()
