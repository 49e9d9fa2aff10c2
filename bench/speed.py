"""What a run costs: whole processes, CPU and wall seconds and peak memory, the median of a few runs.

    python -m bench.speed [-n RUNS] [--peers VENV] [--json OUT]

VENV is a virtual environment with proselint, slop-guard and slopscore-lint; what isn't there is not measured. Many
files and large ones: bench/repository.py.

Memory is what the operating system counted for the process and those it waited for. A machine that does other work too
shows in the wall seconds and hardly in the CPU seconds.
"""

from __future__ import annotations

import argparse
import atexit
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
DRAFTS = ROOT / "corpora" / "drafts"
CHECK_WORDS, REVIEW_WORDS, ASKS = 1000, 600, 8


@dataclass(frozen=True)
class Cost:
    """The medians of ``runs`` runs: seconds, and peak memory in MB."""

    what: str
    wall: float
    cpu: float
    memory: float
    runs: int
    exit_code: int


def cost_of(what: str, command: Sequence[str], runs: int) -> Cost:
    """Run ``command`` ``runs`` times, its output thrown away; a first run, which compiles, is not counted."""
    _once(command)
    seen = [_once(command) for _ in range(runs)]
    walls, cpus, peaks, codes = zip(*seen, strict=True)
    return Cost(what, *(statistics.median(values) for values in (walls, cpus, peaks)), runs, codes[-1])


def _once(command: Sequence[str]) -> tuple[float, float, float, int]:
    clock = time.perf_counter()
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, cwd=ROOT, env=_environment()) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
    wall = time.perf_counter() - clock
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6, process.returncode


@cache
def _environment() -> dict[str, str]:
    """As a user has it: modules compiled (an environment may forbid that), and a cache of this run's own."""
    own = tempfile.mkdtemp(prefix="workslop-speed-")
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": f"{own}/compiled", "WORKSLOP_CACHE": f"{own}/cache"}


def warm(what: str, work: Callable[[], object], runs: int) -> Cost:
    """The same within this process, where the models are loaded: the first run is not counted."""
    work()
    seen = []
    for _ in range(runs):
        clock, cpu = time.perf_counter(), time.process_time()
        work()
        seen.append((time.perf_counter() - clock, time.process_time() - cpu))
    walls, cpus = zip(*seen, strict=True)
    return Cost(what, statistics.median(walls), statistics.median(cpus), 0.0, runs, 0)


def texts(folder: Path) -> dict[str, Path]:
    """In each language a file to check, a draft and a brief, made from corpora/drafts; by name and language."""
    out = {}
    for lang in ("nl", "en"):
        bodies = [p.read_text(encoding="utf-8") for p in sorted((DRAFTS / lang).glob("*/draft-good.md"))]
        paragraphs = [p for body in bodies for p in body.split("\n\n") if not p.startswith(("#", "---"))]
        for name, words in (("check", CHECK_WORDS), ("draft", REVIEW_WORDS)):
            out[f"{name}-{lang}"] = folder / f"{name}-{lang}.md"
            out[f"{name}-{lang}"].write_text(_of_length(paragraphs, words), encoding="utf-8")
        out[f"brief-{lang}"] = folder / f"brief-{lang}.md"
        out[f"brief-{lang}"].write_text(_brief(lang), encoding="utf-8")
    return out


def _of_length(paragraphs: Sequence[str], words: int) -> str:
    """The first paragraphs, the last one cut, that are ``words`` words together."""
    kept: list[str] = []
    left = words
    for paragraph in paragraphs:
        own = paragraph.split(" ")
        kept.append(" ".join(own[:left]))
        left -= len(own)
        if left <= 0:
            break
    return "\n\n".join(kept) + "\n"


def _brief(lang: str) -> str:
    """A numbered list of ASKS labelled questions."""
    asks: list[str] = []
    for path in sorted((DRAFTS / lang).glob("*/labels.json")):
        asks += [
            i["brief_text"] for i in json.loads(path.read_text(encoding="utf-8"))["items"] if "?" in i["brief_text"]
        ]
    return "\n".join(f"{n}. {ask}" for n, ask in enumerate(asks[:ASKS], 1)) + "\n"


TEXT_RULES = '[rules]\n"*" = "off"\n"nl/*" = "on"\n"en/*" = "on"\n'  # those of nl/ and en/ match words, and no other


def measure(folder: Path, runs: int, peers: Path | None = None) -> list[Cost]:
    """All costs; what isn't installed is left out. Processes first: a child counts its parent's memory as its own."""
    python, files = sys.executable, texts(folder)
    installed = shutil.which("workslop", path=_scripts())
    workslop = [installed] if installed else [python, "-m", "workslop.cli"]
    out = [cost_of("workslop --help", [*workslop, "--help"], runs)]
    pairs = []
    (folder / "text-rules.toml").write_text(TEXT_RULES, encoding="utf-8")
    for lang in ("nl", "en"):
        check, draft, brief = (str(files[f"{name}-{lang}"]) for name in ("check", "draft", "brief"))
        words, asks = f"{REVIEW_WORDS} words, {lang}", f"{REVIEW_WORDS} words, {ASKS} asks, {lang}"
        out += [
            cost_of(f"workslop check, {CHECK_WORDS} words, {lang}", [*workslop, "check", check, "--no-cache"], runs),
            cost_of(
                f"workslop check, text rules, {CHECK_WORDS} words, {lang}",
                [*workslop, "check", check, "--no-cache", "--config", str(folder / "text-rules.toml")],
                runs,
            ),
            cost_of(f"workslop check, {CHECK_WORDS} words, {lang}, known", [*workslop, "check", check], runs),
            cost_of(f"workslop review, {words}", [*workslop, "review", draft], runs),
            cost_of(f"workslop review, {asks}", [*workslop, "review", draft, "--brief", brief], runs),
        ]
        pairs += [(f"review, warm, {words}", draft, None), (f"review, warm, {asks}", draft, brief)]
    out.append(cost_of("spacy.blank('nl')", [python, "-c", "import spacy; spacy.blank('nl')"], runs))
    out += _peers(str(files["check-en"]), runs, peers)
    from workslop import review

    return out + [warm(what, partial(review, *given), runs) for what, *given in pairs]


PEERS = {"proselint": ("proselint", "check"), "slop-guard": ("sg",), "slopscore-lint": ("slopscore-lint", "scan")}


def _peers(path: str, runs: int, venv: Path | None) -> list[Cost]:
    """The peers in ``venv``; PROSELINT names that one where it is elsewhere."""
    out = []
    for name, (program, *words) in PEERS.items():
        places = [str(venv / "bin")] if venv else []
        found = next(filter(None, (shutil.which(program, path=place) for place in [*places, _scripts()])), None)
        command = found or (os.environ.get("PROSELINT") if name == "proselint" else None)
        if command:
            out.append(cost_of(f"{name}, {CHECK_WORDS} words, en", [command, *words, path], runs))
        else:
            print(f"{name}: not measured, it isn't installed", file=sys.stderr)
    return out


def _scripts() -> str:
    return str(Path(sys.executable).parent)


def table(costs: Sequence[Cost]) -> str:
    """A Markdown table, with CPU seconds as ratios to the yardsticks that were run."""
    yardsticks = [c for c in costs if c.what.startswith(("spacy", "proselint"))]
    heads = "".join(f" × {c.what.split('.')[0].split()[0].rstrip(',')} |" for c in yardsticks)
    lines = ["| what | CPU s | wall s | peak MB |" + heads, "|" + " --- |" * (4 + len(yardsticks))]
    for c in costs:
        memory = f"{c.memory:.0f}" if c.memory else ""
        ratios = "".join(f" {c.cpu / y.cpu:.1f} |" for y in yardsticks)
        lines.append(f"| {c.what} | {c.cpu:.2f} | {c.wall:.2f} | {memory} |{ratios}")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__.partition("\n")[0])
    parser.add_argument("-n", type=int, default=5, metavar="RUNS", help="runs of each (default: 5)")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures here as well")
    parser.add_argument("--peers", type=Path, metavar="VENV", help="virtual environment with the peers")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        costs = measure(Path(folder), args.n, args.peers)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, median of {args.n} runs\n\n{table(costs)}")
    if args.json:
        args.json.write_text(json.dumps([asdict(c) for c in costs], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
