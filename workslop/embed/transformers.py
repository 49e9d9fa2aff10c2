"""Any sentence-transformers model, by name or path; the extra ``workslop[transformers]``.

Imported only when asked for: the import alone costs about 10 s and 400 MB.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workslop.embed import EncoderUnavailable, Role

if TYPE_CHECKING:
    from workslop.embed import Vectors


class TransformersEncoder:
    """A sentence-transformers model on the best device there is; e5 models get their prefixes.

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
            self._model = SentenceTransformer(model)
        except Exception as error:  # the library raises many kinds for a model that isn't there
            raise EncoderUnavailable(
                f"The model {model!r} is neither a local folder nor in the local cache: {type(error).__name__}."
            ) from error
        self.dim = int(self._model.get_sentence_embedding_dimension() or 0)
        self.id = f"st/{Path(model).name}"
        self._prefixed = "e5" in model.lower()

    def encode(self, texts: Sequence[str], role: Role = "passage") -> Vectors:
        """Unit rows, shape (len(texts), dim)."""
        import numpy as np

        if not texts:
            return np.zeros((0, self.dim), np.float32)
        given = [f"{role}: {t}" if self._prefixed else t for t in texts]
        rows = self._model.encode(given, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(rows, np.float32)
