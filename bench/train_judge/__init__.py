"""The answer judge: a small cross-encoder, trained here on our own corpora and exported to run without torch.

python -m bench.train_judge.base            vocabulary, starting weights -> $WORKSLOP_JUDGE_WORK, default .cache/judge
python -m bench.train_judge.train --run a   train (resumable)
python -m bench.train_judge.evaluate a      figures on held-out asks, held-out drafts and the dev cases
python -m bench.train_judge.export a        workslop/models/judge: ONNX int8, tokenizer, about.json
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORK = Path(os.environ.get("WORKSLOP_JUDGE_WORK", ROOT / ".cache" / "judge"))
SHARED = Path(os.environ.get("WORKSLOP_SHARED", ROOT.parent / "shared"))  # dev cases, public sets
