"""How much a reviewer reads before having met every gap of a draft, on labelled cases.

    python -m bench.effort [CASES ...] [--most N] [--all] [--json OUT]

A gap is a question labelled partial, gestured or missing. Three ways of reading are counted, in lines and in words:

- checklist: our checklist in its order; a gap is met at the line about its question, be it one to check;
- draft: the draft from top to bottom, a sentence a line (headings and rows too); a gap is met at the first sentence of
  its labelled evidence, one that is missing only at the end. That favours the draft: who stands at the evidence
  doesn't know yet that no more will follow;
- findings: the findings in the order of the text, those about the whole draft last; a gap is met at a finding that
  touches its evidence or names its question.

Who doesn't meet a gap on a list has read the list for nothing there, and reads the draft after it: both are counted.
CASES are folders as in bench.quality, by default the cases that the answer judge was not trained on.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.cases import OWN_CASES, SMOOTH, Engine, case_folders, match_asks
from bench.figures import wilson

FIRST = 12  # lines of the checklist that a reviewer is sure to read
WAYS = ("checklist", "draft", "findings")
OF = ("lines", "words")


@dataclass(frozen=True)
class Read:
    """What one way of reading takes: lines and words until every gap was met, and how many gaps it never meets."""

    lines: int
    words: int
    unmet: int


@dataclass(frozen=True)
class Effort:
    """One draft with at least one gap, read in each of WAYS."""

    case: str
    name: str
    lang: str
    overall: str
    gaps: int
    ways: Mapping[str, Read]

    def share(self, way: str, of: str) -> float:
        """Lines or words that ``way`` takes, of those that reading the draft takes; above 1 it costs more."""
        return getattr(self.ways[way], of) / max(getattr(self.ways["draft"], of), 1)

    def early(self) -> bool:
        """Whether the first lines of the checklist hold every gap."""
        read = self.ways["checklist"]
        return not read.unmet and read.lines <= FIRST


def read_until(lines: Sequence[str], places: Iterable[int | None], after: Read | None = None) -> Read:
    """Reading ``lines`` until the last of ``places`` (indices; None: not there, and then ``after`` is read too)."""
    known = list(places)
    unmet = known.count(None)
    upto = len(lines) if unmet else max((place for place in known if place is not None), default=-1) + 1
    read = Read(upto, sum(_words(line) for line in lines[:upto]), unmet)
    if unmet and after:
        return Read(read.lines + after.lines, read.words + after.words, unmet)
    return read


def effort_of(case: Path, labels: Mapping[str, Any], name: str, engine: Engine) -> Effort | None:
    """One draft of a case; None where nothing is left out of it."""
    gold = labels["drafts"][name]
    gaps = [item for item in labels["items"] if gold["items"][item["id"]]["label"] != "answered"]
    if not gaps:
        return None
    text = (case / name).read_text(encoding="utf-8")
    out = engine(str(case / name), str(case / "brief.md"))
    pairs = match_asks(labels["items"], out["asks"])
    asks = [out["asks"][pairs[g["id"]]] if g["id"] in pairs else None for g in gaps]
    quotes = [gold["items"][g["id"]]["evidence"] if gold["items"][g["id"]]["label"] != "missing" else () for g in gaps]
    draft = _draft(text, out["sentences"], quotes)
    items = [item.get("ask") for item in out["checklist"]]
    ways = {
        "checklist": read_until(
            [f"{item['text']} {item['question']}" for item in out["checklist"]],
            [_index(items, lambda one, ask=ask: ask is not None and one == ask["id"]) for ask in asks],
            draft,
        ),
        "draft": draft,
        "findings": _findings(text, out["findings"], asks, quotes, draft),
    }
    lang = labels.get("lang") or case.parent.name
    return Effort(case.name, name, lang, gold["overall"], len(gaps), ways)


def _draft(text: str, sentences: Sequence[Mapping[str, Any]], quotes: Sequence[Sequence[str]]) -> Read:
    """Nothing is unmet at the end of the text: then one knows what isn't there."""
    lines, last = [text[s["start"] : s["end"]] for s in sentences], len(sentences) - 1
    found = [_first(text, own, sentences) for own in quotes]
    return read_until(lines, [last if place is None else place for place in found])


def _findings(
    text: str, findings: Sequence[Mapping[str, Any]], asks: Sequence[Mapping[str, Any] | None],
    quotes: Sequence[Sequence[str]], draft: Read,
) -> Read:  # fmt: skip
    found = sorted(findings, key=lambda f: (f["start"] is None, f["start"] or 0))
    named = [_index(found, lambda f, ask=ask: ask is not None and _names(f, ask["text"])) for ask in asks]
    touched = [_first(text, own, found) for own in quotes]
    places = [min((p for p in both if p is not None), default=None) for both in zip(named, touched, strict=True)]
    return read_until([f"{f['message']} {f['question']}" for f in found], places, draft)


def _names(finding: Mapping[str, Any], ask: str) -> bool:
    """A message quotes a long question only in part."""
    return finding["signal"] == "coverage" and " ".join(ask.split())[:40] in finding["message"]


def _first(text: str, quotes: Sequence[str], places: Sequence[Mapping[str, Any]]) -> int | None:
    """The first of ``places`` that touches one of ``quotes``."""
    spans = [(at, at + len(quote)) for quote in quotes if (at := text.find(quote)) >= 0]

    def touches(place: Mapping[str, Any]) -> bool:
        return place["start"] is not None and any(place["start"] < b and a < place["end"] for a, b in spans)

    return _index(places, touches)


def _index(items: Iterable[Any], wanted: Callable[[Any], bool]) -> int | None:
    return next((n for n, item in enumerate(items) if wanted(item)), None)


def _words(text: str) -> int:
    return len(re.findall(r"[^\W_]+(?:['’.,-][^\W_]+)*", text))


# ---- telling


def figures(efforts: Sequence[Effort]) -> dict[str, Any]:
    """What the drafts of one language have in common; raises StatisticsError for none."""
    early = sum(e.early() for e in efforts)
    low, high = wilson(early, len(efforts))
    return {
        "n": len(efforts),
        "gaps": sum(e.gaps for e in efforts),
        "early": {"value": early / len(efforts), "low": low, "high": high},
        "unmet": {way: sum(e.ways[way].unmet for e in efforts) for way in WAYS},
        "lines": {way: statistics.median(e.ways[way].lines for e in efforts) for way in WAYS},
        "words": {way: statistics.median(e.ways[way].words for e in efforts) for way in WAYS},
        "share_of_lines": {way: statistics.median(e.share(way, "lines") for e in efforts) for way in WAYS},
        "share_of_words": {way: statistics.median(e.share(way, "words") for e in efforts) for way in WAYS},
        "whole": {way: _whole(efforts, way) for way in WAYS},
    }


def _whole(efforts: Sequence[Effort], way: str) -> dict[str, float | None]:
    """The drafts of which ``way`` meets every gap: there the count is of the list alone."""
    own = [e for e in efforts if not e.ways[way].unmet]
    return {"n": len(own)} | {of: statistics.median(e.share(way, of) for e in own) if own else None for of in OF}


def table(lang: str, told: Mapping[str, Any]) -> str:
    """The figures of one language as Markdown."""
    early = told["early"]
    rows = [
        f"| {way} | {told['unmet'][way]} of {told['gaps']} | {told['lines'][way]:g} "
        f"| {told['share_of_lines'][way]:.0%} | {told['words'][way]:g} | {told['share_of_words'][way]:.0%} "
        f"| {_met(told['whole'][way])} |"
        for way in WAYS
    ]
    return "\n".join([
        f"**{lang}**: {told['n']} drafts, {told['gaps']} gaps; all gaps within the first {FIRST} lines of the "
        f"checklist in {early['value']:.0%} of the drafts ({early['low']:.0%}–{early['high']:.0%})",
        "",
        "| read | gaps never met | lines (median) | of the draft's | words (median) | of the draft's "
        "| drafts in which it meets all: n, lines, words |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *rows,
    ])  # fmt: skip


def _met(told: Mapping[str, Any]) -> str:
    return f"{told['n']}, {told['lines']:.0%}, {told['words']:.0%}" if told["n"] else "0"


def chosen(roots: Sequence[Path], most: int | None) -> list[Path]:
    """The folders of cases, at most so many a language: spread over what there is, not the first."""
    by_lang: dict[str, list[Path]] = defaultdict(list)
    for folder in (f for root in roots for f in case_folders(root)):
        by_lang[folder.parent.name].append(folder)
    if most is None:
        return [f for folders in by_lang.values() for f in folders]
    return [folders[k * len(folders) // most] for folders in by_lang.values() for k in range(min(most, len(folders)))]


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print, per language."""
    parser = argparse.ArgumentParser(prog="python -m bench.effort", description=__doc__.partition("\n")[0])
    parser.add_argument("cases", nargs="*", type=Path, metavar="CASES", help="folders of labelled cases")
    parser.add_argument("--most", type=int, metavar="N", help="at most N cases a language")
    parser.add_argument("--all", action="store_true", help="every draft, not only the smooth ones")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write each draft's counts here as well")
    args = parser.parse_args(argv)
    from workslop import review_dict

    efforts: list[Effort] = []
    for folder in chosen(args.cases or [OWN_CASES], args.most):
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        names = [n for n in sorted(labels["drafts"]) if args.all or labels["drafts"][n]["overall"] == SMOOTH]
        efforts += [e for name in names if (e := effort_of(folder, labels, name, review_dict))]
    for lang in sorted({e.lang for e in efforts}):
        print(table(lang, figures([e for e in efforts if e.lang == lang])), end="\n\n")
    if args.json:
        args.json.write_text(json.dumps([asdict(e) for e in efforts], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
