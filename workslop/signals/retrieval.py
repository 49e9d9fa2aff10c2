"""How near each sentence of a draft is to each ask: words shared, vectors, the headings it stands under."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, cast

from workslop.lang import LANGUAGES
from workslop.signals.reading import shown_texts, vector_texts
from workslop.text.facts import WORD, function_words
from workslop.types import Ask, Draft, Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from workslop.embed import Encoder, Vectors

    Matrix = NDArray[np.float64]

HEADING_SHARE = 0.35  # of a unit's vector in its context
STEM = 7  # words are compared by their first letters: a stemmer for two languages at no cost
MAX_UNITS = 1500  # sentences weighed at most: a 40,000-word draft; beyond it the last ones are left out


@dataclass(frozen=True)
class Relations:
    """Asks (rows) against units (columns): ``near`` maps the name of a relation to a matrix (asks, units).

    ``cosine``: ask and sentence; ``context``: ask and sentence with its headings; ``heading``: ask and headings;
    ``words`` and ``heading_words``: share of the ask's words, weighed by rarity in the draft, that occur there.
    """

    units: tuple[Sentence, ...]
    texts: tuple[str, ...]
    asks: Vectors
    sentences: Vectors
    near: dict[str, Matrix]


def units_of(draft: Draft) -> tuple[Sentence, ...]:
    """What can be evidence: all units with a word in them but headings, up to MAX_UNITS."""
    return tuple(draft.sentences[k] for k in _indices(draft, shown_texts(draft)))


def _indices(draft: Draft, texts: Sequence[str]) -> list[int]:
    """The places in ``draft.sentences`` of what can be evidence."""
    found = (k for k, s in enumerate(draft.sentences) if s.kind != "heading" and WORD.search(texts[k]))
    return list(islice(found, MAX_UNITS))


def heading_path(draft: Draft, sentence: Sentence) -> str:
    """The headings above a sentence, without the document's title."""
    blocks = [draft.blocks[i] for i in draft.blocks[sentence.block].headings]
    return " › ".join(b.span.of(draft.text) for b in blocks if b.level > 1)


def relate(asks: Sequence[Ask], draft: Draft, encoder: Encoder | None, ask_lang: str | None) -> Relations:
    """Every ask against every unit. Without an encoder the vector relations are all zero."""
    import numpy as np

    shown = shown_texts(draft)
    chosen = _indices(draft, shown)
    units, texts = tuple(draft.sentences[k] for k in chosen), tuple(shown[k] for k in chosen)
    paths = [heading_path(draft, s) for s in units]
    wanted = [f"{a.text} ({a.topic})" if a.topic else a.text for a in asks]
    if encoder is None:
        none = np.zeros((len(asks), len(units)))
        queries = np.zeros((len(asks), 1), np.float32)
        passages = np.zeros((len(units), 1), np.float32)
        near = {"cosine": none, "context": none, "heading": none}
    else:
        queries = encoder.encode(wanted, "query")
        read = encoder.encode(vector_texts(draft)) if draft.vectors is None else cast("Vectors", draft.vectors)
        passages = read[chosen]
        heads = _headings(paths, encoder, passages.shape[1])
        framed = _framed(passages, heads)
        near = {name: (queries @ v.T).astype(np.float64) for name, v in _named(passages, framed, heads)}
        headed = np.array([bool(p) for p in paths], bool)
        if headed.any():  # a unit under no heading stands neither near nor far
            near["heading"][:, ~headed] = near["heading"][:, headed].mean(1, keepdims=True)
    near["words"], near["heading_words"] = _overlaps(wanted, texts, paths, ask_lang, draft.lang)
    return Relations(units, texts, queries, passages, near)


def _headings(paths: Sequence[str], encoder: Encoder, dim: int) -> Vectors:
    """The vector of the headings above each unit; zeros where there are none."""
    import numpy as np

    known = {path: k for k, path in enumerate(sorted({p for p in paths if p}))}
    vectors = encoder.encode(list(known)) if known else np.zeros((0, dim), np.float32)
    none = np.zeros(dim, np.float32)
    return np.array([vectors[known[p]] if p else none for p in paths], np.float32).reshape(len(paths), dim)


def _framed(passages: Vectors, heads: Vectors) -> Vectors:
    """Units with their headings: the weighed sum of both vectors, which costs no second encoding of each unit."""
    import numpy as np

    joint = (1 - HEADING_SHARE) * passages + HEADING_SHARE * heads
    return np.asarray(joint / np.maximum(np.linalg.norm(joint, axis=1, keepdims=True), 1e-9), np.float32)


def _named(passages: Vectors, framed: Vectors, heads: Vectors) -> tuple[tuple[str, Vectors], ...]:
    return (("cosine", passages), ("context", framed), ("heading", heads))


@lru_cache(maxsize=4096)
def stems(text: str, lang: str | None) -> frozenset[str]:
    """The content words of ``text``, cut to their first letters."""
    known = function_words(lang) if lang in LANGUAGES and lang else frozenset[str]()
    words = (m.group().lower() for m in WORD.finditer(text))
    return frozenset(w[:STEM] for w in words if w not in known)


def _same(a: str, b: str) -> bool:
    return a == b or (len(a) >= 4 and len(b) >= 4 and (a in b or b in a))


def _overlaps(
    asks: Sequence[str], texts: Sequence[str], paths: Sequence[str], ask_lang: str | None, lang: str | None
) -> tuple[Matrix, Matrix]:
    import numpy as np

    own = [stems(t, lang) for t in texts]
    heads = {p: stems(p, lang) for p in set(paths)}
    frequency = Counter(w for words in own for w in words)
    n = max(len(texts), 1)
    in_text, in_head = np.zeros((len(asks), len(texts))), np.zeros((len(asks), len(texts)))
    for i, ask in enumerate(asks):
        weights = {w: math.log(1 + n / (1 + frequency[w])) for w in stems(ask, ask_lang)}
        total = sum(weights.values()) or 1.0
        holders = {w: frozenset(o for o in frequency if _same(w, o)) for w in weights}
        head_share = {
            p: sum(v for w, v in weights.items() if any(_same(w, o) for o in words)) / total
            for p, words in heads.items()
        }
        for j, words in enumerate(own):
            in_text[i, j] = sum(v for w, v in weights.items() if holders[w] & words) / total
            in_head[i, j] = head_share[paths[j]]
    return in_text, in_head
