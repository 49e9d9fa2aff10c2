"""Vectors of texts, kept on disk by content and encoder: a build that was broken off goes on where it was."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from workslop import cache
from workslop.corpora.files import Progress, Text
from workslop.types import InputError

if TYPE_CHECKING:
    from workslop.embed import Encoder, Vectors

BATCH = 128  # sentences encoded at a time: what a broken-off build loses at most


class VectorCache:
    """The vectors of texts by one encoder, one file a text, in half precision (an error of about 0.0005 a figure).

    Only figures are written, under a hash of the sentences. A file that is damaged is made anew. The folder may be
    deleted at any time.
    """

    def __init__(self, encoder: Encoder, folder: Path | None = None) -> None:
        self.encoder = encoder
        name = hashlib.sha256(encoder.id.encode()).hexdigest()[:12]
        self._folder = (folder or cache.folder()) / "vectors" / name

    def rows(self, text: Text) -> Vectors:
        """Shape (sentences of ``text``, dim): read, or else encoded and kept."""
        found = self._read(text)
        if found is None:
            self._encode([text])
            found = self._read(text)
        if found is None:
            raise InputError(
                f"The vectors in {self._folder} can't be read back: set {cache.VARIABLE} to another folder"
            )
        return found

    def fill(self, texts: Sequence[Text], progress: Progress) -> None:
        """Encode the texts whose vectors aren't there yet, about BATCH sentences at a time."""
        done = 0
        for batch in _batches(texts):
            self._encode([text for text in batch if self._read(text) is None])
            done += len(batch)
            progress(done, len(texts), "encode")

    def _encode(self, texts: Sequence[Text]) -> None:
        if not texts:
            return
        rows = self.encoder.encode([sentence for text in texts for sentence in text.sentences])
        start = 0
        for text in texts:
            size = len(text.sentences)
            self._write(text, rows[start : start + size])
            start += size

    def _path(self, text: Text) -> Path:
        key = hashlib.sha256("\n".join(text.sentences).encode("utf-8", "replace")).hexdigest()[:32]
        return self._folder / key[:2] / f"{key[2:]}.npy"

    def _read(self, text: Text) -> Vectors | None:
        import numpy as np

        try:
            rows = np.load(self._path(text), allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return None
        whole = rows.dtype == np.float16 and rows.shape == (len(text.sentences), self.encoder.dim)
        return rows.astype(np.float32) if whole and bool(np.isfinite(rows).all()) else None

    def _write(self, text: Text, rows: Vectors) -> None:
        import numpy as np

        path = self._path(text)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    np.save(file, rows.astype(np.float16))
                Path(name).replace(path)
            except BaseException:
                with suppress(OSError):
                    Path(name).unlink()
                raise
        except OSError as error:
            why = (error.strerror or "the system refused").lower()
            raise InputError(
                f"Vectors can't be kept in {self._folder} ({why}): set {cache.VARIABLE} to another folder"
            ) from error


def _batches(texts: Sequence[Text]) -> Iterator[list[Text]]:
    batch: list[Text] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text.sentences)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
