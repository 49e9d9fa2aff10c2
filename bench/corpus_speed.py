"""What building a house profile costs: one process for each number of texts, with an empty cache.

    python -m bench.corpus_speed [--n 100 1000] [--lang nl] [--words 600] [--sentences CAP]

The texts are sentences of corpora/drafts in a new order: half of smooth drafts, half of good ones. CPU seconds and peak
memory are those of the process; wall seconds say little on a machine that does other work too.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from workslop.corpora.files import prose_of
from workslop.text import read_draft

DRAFTS = Path(__file__).parents[1] / "corpora" / "drafts"
PILES = {"glad": "draft-smooth*.md", "solid": "draft-good*.md"}
A_PARAGRAPH = 4
_CLOCKS = ("cpu_s", "wall_s")


def write_texts(folder: Path, n: int, lang: str, words: int) -> int:
    """``n`` texts of about ``words`` words, half in glad/, half in solid/; returns the number of words."""
    chance, total = random.Random(n), 0
    for pile, pattern in PILES.items():
        paths = sorted((DRAFTS / lang).glob(f"*/{pattern}"))
        sentences = [sentence for path in paths for _, sentence in prose_of(read_draft(str(path)))]
        (folder / pile).mkdir()
        for number in range(n // 2):
            text: list[str] = []
            while sum(len(s.split()) for s in text) < words:
                text += chance.sample(sentences, A_PARAGRAPH)
            total += sum(len(s.split()) for s in text)
            parts = (" ".join(text[i : i + A_PARAGRAPH]) for i in range(0, len(text), A_PARAGRAPH))
            (folder / pile / f"{number:05}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return total


def cost(n: int, lang: str, words: int, sentences: int | None) -> dict[str, float]:
    """Build a profile of ``n`` texts in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        total = write_texts(folder, n, lang, words)
        command = [str(Path(sys.executable).parent / "workslop"), "corpus", "build", "house", "--lang", lang]
        command += ["--glad", "glad", "--solid", "solid", "--skip"]
        command += ["--sentences", str(sentences)] if sentences else []
        clock = time.perf_counter()
        environment = os.environ | {"WORKSLOP_CACHE": str(folder / "cache")}
        with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"build of {n} texts ended with {process.returncode}")
        wall, unit = time.perf_counter() - clock, 1 if sys.platform == "darwin" else 1024
        data = json.loads((folder / "profiles" / "house.profile.json").read_text(encoding="utf-8"))
        read = sum(data[pile]["sentences_read"] for pile in PILES)
        cache = sum(path.stat().st_size for path in (folder / "cache").rglob("*.npy"))
        shutil.rmtree(folder / "cache")
    cpu = usage.ru_utime + usage.ru_stime
    figures = {"texts": n, "words": total, "sentences_read": read, "wall_s": wall, "cpu_s": cpu}
    return figures | {"peak_mb": usage.ru_maxrss * unit / 1e6, "cache_mb": cache / 1e6, "auroc": data["auroc"]["value"]}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.corpus_speed", description=__doc__.partition("\n")[0])
    parser.add_argument("--n", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--lang", choices=("nl", "en"), default="nl")
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--sentences", type=int)
    args = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for n in args.n:
        seen = cost(n, args.lang, args.words, args.sentences)
        print(
            ", ".join(f"{key} {value:.4g}" if key == "auroc" else f"{key} {value:.0f}" for key, value in seen.items())
        )
        rates = {
            f"{base}/{clock[:-2]}-s": seen[base] / seen[clock]
            for base in ("words", "sentences_read")
            for clock in ("cpu_s", "wall_s")
        }
        print("   " + ", ".join(f"{name} {value:.1f}" for name, value in rates.items()), flush=True)


if __name__ == "__main__":
    main()
