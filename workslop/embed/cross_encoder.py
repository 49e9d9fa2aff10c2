"""The answer judge: a small cross-encoder that reads an ask and a passage together (ONNX, int8; no torch).

It is multilingual-e5-small, its vocabulary cut to Dutch and English, trained by ``bench/train_judge`` on corpora/asks
and corpora/drafts. For each pair it says whether the passage speaks to the ask at all (relevance), and, given that it
does, whether it gestures, answers in part, or answers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workslop.embed import EncoderUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

FOLDER = Path(__file__).parents[1] / "models" / "judge"
OUTPUTS: tuple[str, ...] = ("relevance", "gestured", "partial", "answered")
ASK_CHARS, PASSAGE_CHARS = 1000, 2000  # read at most; what is longer is cut before it is split into pieces
ASK_PIECES, PIECES = 64, 160  # an ask's share of a pair, and a whole pair
BATCH_PIECES = 2048  # pairs times longest, per run of the network: bounds memory
THREADS = 2
START, PAD, END = 0, 1, 2
PADDING_SIDE = 2


class CrossEncoder:
    """A loaded judge. ``id`` names the model file, so that fitted figures can say which judge they belong to."""

    def __init__(self, folder: Path = FOLDER) -> None:
        try:
            onnxruntime, tokenizers = import_module("onnxruntime"), import_module("tokenizers")
        except ImportError as error:
            raise EncoderUnavailable(f"The answer judge needs onnxruntime and tokenizers: {error}.") from error
        try:
            about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
            files = {name: (folder / name).read_bytes() for name in ("model.onnx", "tokenizer.json")}
            sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
            damaged = [name for name, found in sums.items() if found != about["sha256"][name]]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EncoderUnavailable(f"The answer judge's files in {folder} could not be read: {error}.") from error
        if damaged:
            raise EncoderUnavailable(
                f"The answer judge's file {folder / damaged[0]} is damaged: about.json has another sum."
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session: Any = onnxruntime.InferenceSession(
                files.pop("model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer: Any = tokenizers.Tokenizer.from_buffer(files["tokenizer.json"])
        except Exception as error:  # both libraries raise many kinds for a file they cannot use
            why = type(error).__name__
            raise EncoderUnavailable(f"The answer judge in {folder} could not be loaded: {why}.") from error
        self.id = f"judge/{about['sha256']['model.onnx'][:12]}"

    def score(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """For n pairs (ask, passage), shape (n, 4): the logits named in OUTPUTS, the last three under one softmax.

        ``passage`` may begin with the headings it stands under ("Planning › Beheer: De stortkoker …"). Of a long ask
        or passage the beginning is read. The same pairs give the same scores; in other company they may differ a
        little, since activations are quantised by batch.
        """
        import numpy as np

        out = np.zeros((len(pairs), len(OUTPUTS)), np.float32)
        asks = self._pieces([a for a, _ in pairs], "query: ", ASK_CHARS)
        passages = self._pieces([p for _, p in pairs], "passage: ", PASSAGE_CHARS)
        whole = []
        for ask, passage in pairs:
            first = asks[ask][:ASK_PIECES]
            second = passages[passage][: PIECES - len(first) - 4]
            whole.append((first, second))
        lengths = [len(a) + len(p) + 4 for a, p in whole]
        for rows in _batches(lengths):
            longest = lengths[rows[-1]]
            ids = np.full((len(rows), longest), PAD, np.int64)
            side = np.full((len(rows), longest), PADDING_SIDE, np.int64)
            for k, row in enumerate(rows):
                first, second = whole[row]
                line = [START, *first, END, END, *second, END]
                ids[k, : len(line)] = line
                side[k, : len(line)] = 1
                side[k, : len(first) + 2] = 0
            out[rows] = self._session.run(None, {"ids": ids, "side": side})[0]
        return out

    def _pieces(self, texts: Sequence[str], prefix: str, chars: int) -> dict[str, list[int]]:
        """Piece numbers of each different text."""
        known = list(dict.fromkeys(texts))
        made = self._tokenizer.encode_batch([prefix + t[:chars] for t in known], add_special_tokens=False)
        return {t: e.ids for t, e in zip(known, made, strict=True)}


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices from short to long, together as long as a batch stays within BATCH_PIECES."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[i] > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


@cache
def load() -> CrossEncoder:
    """The judge that ships with workslop, loaded once a process. Raises EncoderUnavailable where it cannot be."""
    return CrossEncoder()
