"""Which sentences of a draft does a judge take for evidence that are none: python -m bench.train_judge.mine.

The judge that ships reads every ask of the training drafts beside the sentences nearest to it. What it thinks of each
is kept in WORK/mined.json, and ``data.draft_groups`` draws the negatives of asks that nothing answers from the worst.
"""

from __future__ import annotations

import json

import numpy as np

from bench.train_judge import WORK
from bench.train_judge.data import MINED, Question, draft_questions, key_of
from workslop.embed import cross_encoder
from workslop.signals.context import Judge

NEAREST = 12  # sentences an ask, by cosine
SAVE_EVERY = 200


def score(judge: Judge, question: Question) -> dict[str, float]:
    """By where a sentence begins: the probability that it speaks to the ask and answers it at least in part, 0..1."""
    near = [question.units[i] for i in np.argsort(-question.cosine)[:NEAREST]]
    near = [unit for unit in near if not question.hits(unit)]
    if not near:
        return {}
    out = np.asarray(judge.score([(question.ask, unit.framed) for unit in near]), np.float64)
    status = np.exp(out[:, 1:] - out[:, 1:].max(1, keepdims=True))
    chance = status[:, 1:].sum(1) / status.sum(1) / (1 + np.exp(-out[:, 0]))
    return {str(unit.start): round(float(p), 4) for unit, p in zip(near, chance, strict=True)}


def main() -> None:
    """Score what isn't scored yet; a run that was cut off goes on."""
    judge, path = cross_encoder.load(), WORK / MINED
    kept: dict[str, dict[str, float]] = json.loads(path.read_text()) if path.exists() else {}
    asked = [q for q in draft_questions(False) if key_of(q) not in kept]
    for n, question in enumerate(asked, 1):
        kept[key_of(question)] = score(judge, question)
        if n % SAVE_EVERY == 0 or n == len(asked):
            path.write_text(json.dumps(kept))
            print(f"{n}/{len(asked)}", flush=True)


if __name__ == "__main__":
    main()
