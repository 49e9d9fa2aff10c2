"""Average the weights of runs that share a start: python -m bench.train_judge.average NAME RUN RUN …."""

from __future__ import annotations

import json
import sys

import torch

from bench.train_judge import WORK


def main(name: str, runs: list[str]) -> None:
    """Write WORK/NAME/model.pt and about.json."""
    states = [torch.load(WORK / run / "model.pt") for run in runs]
    mean = {k: torch.stack([s[k].float() for s in states]).mean(0) for k in states[0]}
    folder = WORK / name
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(mean, folder / "model.pt")
    about = {"average of": {run: json.loads((WORK / run / "about.json").read_text()) for run in runs}}
    (folder / "about.json").write_text(json.dumps(about, indent=1))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
