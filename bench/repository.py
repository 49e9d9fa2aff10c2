"""What many files and large ones cost: 100 files, two processes, up to 200,000 words, a repository.

    python -m bench.repository [-n RUNS] [--files N] [--textdescriptives PYTHON] [--json OUT]

The files are made from corpora/drafts. Whole processes, as in bench/speed.py; of one that starts others, memory is
that of the largest. PYTHON is the interpreter of an environment with textdescriptives: its quality and readability are
measured on the same hundred files, all of them read as English.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench.speed import CHECK_WORDS, DRAFTS, TEXT_RULES, Cost, _of_length, cost_of

CURVE = (1_000, 10_000, 50_000, 100_000, 200_000)  # words
CHECK = (sys.executable, "-m", "workslop.cli", "check", "--no-cache")
MANY = (100, 500, 2_000)  # files in one process: memory must not grow with them
TEXTDESCRIPTIVES = """
import sys
from pathlib import Path
import spacy
import textdescriptives as td
nlp = spacy.blank("en")
# the defaults of quality are tuples; as they come from its configuration they are lists, which pydantic refuses
tuples = {"top_ngram_range": (2, 4), "duplicate_n_gram_fraction_range": (5, 10)}
for name in ("sentencizer", "textdescriptives/quality", "textdescriptives/readability"):
    nlp.add_pipe(name, config=tuples if name.endswith("quality") else {})
texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).rglob("*.md"))]
for doc in nlp.pipe(texts):
    td.extract_dict(doc)
"""


def paragraphs(lang: str) -> list[str]:
    """The paragraphs of every draft in corpora/drafts of ``lang``, without headings."""
    bodies = [path.read_text(encoding="utf-8") for path in sorted((DRAFTS / lang).glob("*/draft-*.md"))]
    return [p for body in bodies for p in body.split("\n\n") if not p.startswith(("#", "---"))]


def write_files(folder: Path, count: int, words: int = CHECK_WORDS) -> list[str]:
    """``count`` Markdown files of about ``words`` words, Dutch and English in turn, in folders of a hundred."""
    stock = {lang: paragraphs(lang) for lang in ("nl", "en")}
    names = []
    for number in range(count):
        lang = "nl" if number % 2 else "en"
        own = stock[lang]
        start = (number * 13) % len(own)
        path = folder / f"{number // 100:02}" / f"{number:04}-{lang}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f"---\ntitle: Page {number}\n---\n\n# Page {number}\n\n"
        path.write_text(head + _of_length([*own[start:], *own], words), encoding="utf-8")
        names.append(path.relative_to(folder).as_posix())
    return names


def curve(folder: Path, runs: int) -> list[Cost]:
    """One file of each length of CURVE, in each language."""
    out = []
    for lang in ("nl", "en"):
        own = paragraphs(lang)
        for words in CURVE:
            path = folder / f"{lang}-{words}.md"
            path.write_text(_of_length(own * (words // 10_000 + 2), words), encoding="utf-8")
            out.append(cost_of(f"check, {words:,} words, {lang}", [*CHECK, str(path)], runs))
    return out


def many(folder: Path, runs: int, textdescriptives: str | None) -> list[Cost]:
    """100 files: with the rules on text, with every signal that needs no brief, with two processes, and the peer."""
    write_files(folder / "many", 100)
    (folder / "text-rules.toml").write_text(TEXT_RULES, encoding="utf-8")
    check = [*CHECK, str(folder / "many")]
    out = [
        cost_of("check, 100 files, text rules", [*check, "--config", str(folder / "text-rules.toml")], runs),
        cost_of("check, 100 files, --fail-on note", [*check, "--fail-on", "note"], runs),
        *(cost_of(f"check, 100 files, --jobs {n}", [*check, "--jobs", str(n)], runs) for n in (1, 2)),
    ]
    if textdescriptives:
        command = [textdescriptives, "-c", TEXTDESCRIPTIVES, str(folder / "many")]
        out.append(cost_of("textdescriptives, quality and readability, 100 files", command, runs))
    return out


def growing(folder: Path) -> list[Cost]:
    """More and more files in one process, once each: what memory does."""
    out = []
    for count in MANY:
        own = folder / f"growing-{count}"
        write_files(own, count)
        out.append(cost_of(f"check, {count:,} files in one process", [*CHECK, str(own)], 1))
    return out


def hook_run(folder: Path, count: int, batch: int = 500) -> list[Cost]:
    """A hook's run over a repository of ``count`` files: in batches, as pre-commit gives names; each once."""
    names = write_files(folder, count)
    for words in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *words], cwd=folder, check=True)
    out = []
    for start in range(0, count, batch):
        given = [str(folder / name) for name in names[start : start + batch]]
        out.append(cost_of(f"hook, files {start:,}-{start + len(given):,}", [*CHECK, *given], 1))
    return out


def table(costs: Sequence[Cost]) -> str:
    """A Markdown table."""
    lines = ["| what | CPU s | wall s | peak MB | exit |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([
        *lines, *(f"| {c.what} | {c.cpu:.2f} | {c.wall:.2f} | {c.memory:.0f} | {c.exit_code} |" for c in costs)
    ])  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.repository", description=__doc__.partition("\n")[0])
    parser.add_argument("-n", type=int, default=5, metavar="RUNS", help="runs of each (default: 5); the hook runs once")
    parser.add_argument("--files", type=int, default=2000, metavar="N", help="files of the repository (default: 2000)")
    parser.add_argument("--textdescriptives", metavar="PYTHON", help="an interpreter that has textdescriptives")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures here as well")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        costs = many(folder, args.n, args.textdescriptives)
        costs += growing(folder)
        costs += curve(folder, args.n)
        costs += hook_run(folder / "repository", args.files)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, median of {args.n} runs\n\n{table(costs)}")
    if args.json:
        args.json.write_text(json.dumps([asdict(c) for c in costs], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
