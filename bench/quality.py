"""How good a review is, measured on labelled cases, on labelled passages and on texts by people.

    python -m bench.quality [CASES ...] [--rows ROWS ...] [--human TEXTS ...] [--ablation] [--json OUT] [--write FILE]

CASES are folders with, somewhere below them, brief.md, draft-*.md and labels.json together; with nothing named, the
cases of corpora/drafts that the answer judge was not trained on. docs/methods.md says what each figure means.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.cases import (
    OWN_CASES,
    OWN_ROWS,
    ROOT,
    Engine,
    Scored,
    Told,
    is_below,
    known,
    macro_f1,
    review_cases,
    tell,
    unseen_folders,
    with_intervals,
    worst,
)  # fmt: skip
from bench.figures import auroc, read_rows
from bench.people import measure_texts
from bench.tables import figure_table, model_table, put_between_marks, text_table

LEAST_TRAP = 8  # gestured rows of one trap before it gets a figure of its own
VARIANTS = {"lexical": "vectors", "vectors": "judge", "judge": ""}  # name -> what it goes without
WARNING = (
    "Measured on texts of this repository, and so too favourable. The answer judge was not trained on these, "
    "but they were written in one manner with those it was trained on, and what stands on it was fitted on "
    "them. The models of the columns lexical and vectors, of sentences and of gladness were fitted on all "
    "texts, these too: those columns can't be compared with judge; the cross-validated figures of the fitted "
    "models can."
)


def measure_cases(
    roots: Sequence[Path], variants: Iterable[str], resamples: int, engine: Engine, errors: int = 0
) -> dict[str, Any]:
    """{language: {variant: {figure: told}}}; prints ``errors`` of the last variant."""
    out: dict[str, Any] = defaultdict(dict)
    docs: list[Scored] = []
    for variant in variants:
        tell(variant)
        with without(VARIANTS[variant]):
            docs = review_cases(roots, engine)
        for lang in sorted({d.lang for d in docs}):
            out[lang][variant] = with_intervals([d for d in docs if d.lang == lang], resamples)
    print(*worst(docs, errors), sep="\n")
    return dict(out)


def row_figures(rows: Sequence[Mapping[str, Any]], outs: Sequence[Mapping[str, Any]]) -> dict[str, Told]:
    """Figures of a judge of single passages: ``outs`` has the status and probability of each row."""
    by, per_ask = defaultdict(list), defaultdict(lambda: defaultdict(list))
    traps: dict[str, list[float]] = defaultdict(list)
    for row, out in zip(rows, outs, strict=True):
        p, label = out["answered_probability"], row["label"]
        by[label].append(p)
        per_ask[row["ask_id"]][label].append(p)
        if label == "gestured":
            traps[row["trap"]].append(p)
    labels = ["missing" if row["label"] == "off_topic" else row["label"] for row in rows]
    said = zip(labels, (out["status"] for out in outs), strict=True)
    rest = by["partial"] + by["gestured"] + by["off_topic"]
    pairs = [(a > g) + 0.5 * (a == g) for v in per_ask.values() for a in v["answered"] for g in v["gestured"]]
    told: dict[str, tuple[float | None, int]] = {
        "f1x4": (macro_f1(said), len(rows)),
        "ans.rest": (auroc(by["answered"], rest), len(rows)),
        "ans.gest": (auroc(by["answered"], by["gestured"]), len(by["answered"]) + len(by["gestured"])),
        "ans.part": (auroc(by["answered"], by["partial"]), len(by["answered"]) + len(by["partial"])),
        "pairs": (sum(pairs) / len(pairs) if pairs else None, len(pairs)),
    }
    for trap, values in sorted(traps.items()):
        if len(values) >= LEAST_TRAP:
            told[f"trap.{trap}"] = (auroc(by["answered"], values), len(values))
    return {name: {"value": known(value), "n": n} for name, (value, n) in told.items()}


def measure_rows(paths: Sequence[Path], variants: Iterable[str], judge: Engine) -> dict[str, Any]:
    """{language: {variant: {figure: told}}}; of our own rows only those that the answer judge was not trained on."""
    from bench.train_judge.data import held_ask

    rows = [r for p in paths for r in read_rows(p) if not is_below(p, OWN_ROWS) or held_ask(r["ask_id"])]
    out: dict[str, Any] = defaultdict(dict)
    for variant in variants:
        tell(f"{variant}: {len(rows)} passages")
        with without(VARIANTS[variant]):
            outs = [judge(r["ask"], r["passage"], r["lang"]) for r in rows]
        for lang in sorted({r["lang"] for r in rows}):
            own = [(r, o) for r, o in zip(rows, outs, strict=True) if r["lang"] == lang]
            out[lang][variant] = row_figures([r for r, _ in own], [o for _, o in own])
    return dict(out)


@contextmanager
def without(what: str) -> Iterator[None]:
    """Reviews without the answer "judge", or without "vectors" and so without the judge too; "": as they are."""
    from workslop import embed
    from workslop.embed import cross_encoder

    missing = embed.EncoderUnavailable("left out to see what it adds")
    with ExitStack() as stack:
        if what:
            stack.enter_context(patch.object(cross_encoder, "load", side_effect=missing))
        if what == "vectors":
            stack.enter_context(patch.object(embed, "load", side_effect=missing))
        yield


def _fitted_on(path: Path, unseen: Sequence[Path]) -> bool:
    """Whether something was fitted on the texts at ``path``."""
    return is_below(path, ROOT / "corpora") and not any(is_below(path, folder) for folder in unseen)


def _name(path: Path) -> str:
    """A path as it may stand in a document: outside the repository by its last two names."""
    whole = path.resolve()
    return str(whole.relative_to(ROOT)) if whole.is_relative_to(ROOT) else "…/" + "/".join(whole.parts[-2:])


def _command(args: argparse.Namespace) -> str:
    """The command as it may stand in a document."""
    parts = [_name(p) for p in args.cases]
    for option in ("rows", "human"):
        if getattr(args, option):
            parts += [f"--{option}", *(_name(p) for p in getattr(args, option))]
    if args.human:
        parts += ["--sample", str(args.sample), "--words", str(args.words)]
    parts += ["--unseen"] if args.unseen else []
    parts += ["--ablation"] if args.ablation else ["--without", args.without] if args.without else []
    return " ".join(["python -m bench.quality", *parts])


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__.partition("\n")[0])
    add = parser.add_argument
    add("cases", nargs="*", type=Path, metavar="CASES", help="folders of labelled cases")
    add("--rows", nargs="+", type=Path, default=[], metavar="ROWS", help="labelled passages: JSON lines, or folders")
    add(
        "--human",
        nargs="+",
        type=Path,
        default=[],
        metavar="TEXTS",
        help="texts, label human or ai: JSON lines, or folders",
    )
    add("--models", action="store_true", help="what the files of the fitted models say of how well they do")
    add("--unseen", action="store_true", help="the cases of corpora/drafts that nothing was fitted or trained on")
    add("--sample", type=int, default=60, help="texts of each file and label (default: 60)")
    add("--words", type=int, default=1200, help="words of a text that are read (default: 1200)")
    add("--resamples", type=int, default=200, help="of cases, for the intervals (default: 200)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--without", choices=("judge", "vectors"), help="leave out (without vectors there is no judge)")
    which.add_argument("--ablation", action="store_true", help="three columns: lexical, vectors, judge")
    add("--errors", type=int, default=0, metavar="N", help="print the N surest mistakes on cases")
    add("--json", type=Path, metavar="OUT", help="write the figures here as well")
    add("--write", type=Path, metavar="FILE", help="put the tables between the marks in FILE")
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Measure what was named, print it, and write it where asked."""
    args = _arguments().parse_args(argv)
    from workslop import judge_passage, review_dict

    roots = [*args.cases, *(unseen_folders() if args.unseen else ())]
    roots = roots or ([] if args.rows or args.human or args.models else [OWN_CASES])
    chosen = list(VARIANTS) if args.ablation else [v for v, gone in VARIANTS.items() if gone == (args.without or "")]
    found: dict[str, Any] = {}
    if roots:
        found["Labelled cases"] = measure_cases(roots, chosen, args.resamples, review_dict, args.errors)
    if args.rows:
        found["Labelled passages"] = measure_rows(args.rows, chosen, judge_passage)
    if args.human:
        with without(args.without or ""):
            found["Texts by people"] = measure_texts(args.human, args.sample, args.words, review_dict)
    how = f"{date.today()}, `{_command(args)}`."
    sections = {"Fitted models": model_table()} if args.models else {}
    sources = {"Labelled cases": roots, "Labelled passages": args.rows}
    unseen = unseen_folders()
    own = {title for title, paths in sources.items() if any(_fitted_on(p, unseen) for p in paths)}
    sections |= {
        title: "\n\n".join([how, *([WARNING] if title in own else []), table])
        for title, result in found.items()
        for table in [text_table(result) if isinstance(result, list) else figure_table(result)]
    }
    print("\n\n".join(f"### {title}\n\n{body}" for title, body in sections.items()))
    if args.json:
        args.json.write_text(json.dumps({"made": str(date.today()), **found}, indent=1) + "\n", encoding="utf-8")
    if args.write:
        args.write.write_text(put_between_marks(args.write.read_text(encoding="utf-8"), sections), encoding="utf-8")


if __name__ == "__main__":
    main()
