"""Any sentence-transformers model, by name or path; the extra ``workslop[transformers]``.

Imported only when asked for: the import alone costs about 10 s and 400 MB.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workslop.embed import EncoderUnavailable, Role, readable

if TYPE_CHECKING:
    from workslop.embed import Vectors

MAX_CHARS = 8000  # more than any sentence; the model's own window is shorter


class TransformersEncoder:
    """A sentence-transformers model on the best device there is; one with "e5" in its name gets that family's prefixes.

    A model that isn't a local folder is looked for in the local cache only: workslop never opens a connection.
    """

    def __init__(self, model: str) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # texts and questions stay here; a missing model fails at once
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EncoderUnavailable(
                "The encoder needs sentence-transformers: install workslop[transformers]."
            ) from error
        try:
            self._model = SentenceTransformer(model, local_files_only=True)
        except Exception as error:  # the library raises many kinds for a model that isn't there
            raise EncoderUnavailable(
                f"The model {model!r} is neither a local folder nor in the local cache ({type(error).__name__})."
            ) from error
        name = Path(model).name
        self.dim = int(self._model.get_embedding_dimension() or 0)
        self.id = f"st/{name}/{_weights_hash(self._model)}"
        self._prefixed = "e5" in name.lower()

    def encode(self, texts: Sequence[str], role: Role = "passage") -> Vectors:
        """Unit rows, shape (len(texts), dim); a row of zeros where the model gives one."""
        import numpy as np

        if not texts:
            return np.zeros((0, self.dim), np.float32)
        clean = [readable(t[:MAX_CHARS]) for t in texts]
        given = [f"{role}: {t}" for t in clean] if self._prefixed else clean
        rows = self._model.encode(given, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(rows, np.float32)


def _weights_hash(model: Any) -> str:
    """The first 12 hexadecimal digits of SHA-256 over the model's weights: a name says little about a folder."""
    import torch

    digest = hashlib.sha256()
    for name, weights in sorted(model.state_dict().items()):
        digest.update(name.encode("utf-8"))
        digest.update(weights.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()[:12]
