"""Does a passage answer an ask? Named figures of ask and passage, and their vectors, under one logistic model.

A gesture shares the ask's words and leaves out what was asked; so the model weighs what the ask's kind wants (an
amount, a name, a cause with something behind it) against vague and abstract words. Fitted on corpora/asks and on
the labelled evidence of corpora/drafts; docs/methods.md has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workslop import models
from workslop.lang import LANGUAGES
from workslop.signals.retrieval import stems
from workslop.text.features import form_features, sentence_features
from workslop.types import AskKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from workslop.embed import Vectors

# What an answer of each kind is made of: features of the passage that count double for that kind.
WANTED: dict[AskKind, tuple[str, ...]] = {
    "quantity": ("figures", "durations", "dates", "has_figure"),
    "cause": ("cause_rate", "has_fact", "rarity"),
    "person": ("names", "roles", "contacts"),
    "date": ("dates", "durations", "figures"),
    "place": ("names", "places"),
    "definition": ("definition_rate", "commas", "rarity"),
    "method": ("method_rate", "commas", "rarity", "figures"),
    "comparison": ("comparison_rate", "figures"),
    "decision": ("decision_rate", "names", "figures"),
    "yes_no": ("negations", "figures"),
    "list": ("commas", "rare_rate", "names"),
    "example": ("names", "quotes", "dates", "figures"),
    "risk": ("risk_rate", "figures", "rarity"),
    "cost": ("money", "figures"),
    "evidence": ("evidence_rate", "figures", "sourced", "quotes"),
    "other": ("has_fact", "rarity"),
}
# Facts whose presence alone says "in the kind asked for".
HARD: dict[AskKind, tuple[str, ...]] = {
    "quantity": ("figures",), "person": ("names", "roles", "contacts"), "date": ("dates", "durations"),
    "place": ("names", "places"), "cost": ("money",), "comparison": ("figures", "comparison_rate"),
    "evidence": ("figures", "sourced", "quotes"), "example": ("names", "quotes", "dates"), "cause": ("cause_rate",),
    "list": ("commas",), "method": ("method_rate",), "decision": ("decision_rate",), "risk": ("risk_rate",),
    "yes_no": ("negations",), "definition": ("definition_rate",), "other": ("has_fact",),
}  # fmt: skip


def passage_features(ask: str, kind: AskKind, passage: str, lang: str, cosine: float) -> dict[str, float]:
    """Named figures of a passage in ``lang`` as an answer to ``ask``; "kind:feature" repeats what the kind wants."""
    own = sentence_features(passage, lang) | form_features(passage, lang)
    wanted, words = stems(ask, lang), stems(passage, lang)
    shared = len(wanted & words)
    features = dict(own) | {
        "ask_share": shared / max(len(wanted), 1),
        "passage_share": shared / max(len(words), 1),
        "new_words": min(len(words - wanted), 25) / 10,
        "cosine": cosine,
        "table": float(passage.count("|") > 1),
    }
    features.update({f"{kind}:{name}": own[name] for name in WANTED[kind]})
    return features


def in_kind(kind: AskKind, passage: str, lang: str) -> bool:
    """True when the passage holds a fact of the kind asked for (it may be the wrong one)."""
    features = sentence_features(passage, lang) | form_features(passage, lang)
    return any(features[name] > 0 for name in HARD[kind])


def pair_rows(asks: Vectors, passages: Vectors) -> NDArray[np.float32]:
    """For n asks and n passages, the rows that the vector weights multiply: (n, 2 * dim), product and passage."""
    import numpy as np

    return np.hstack([asks * passages * 20, passages * 5]).astype(np.float32)


def vector_logits(ask: Vectors, passages: Vectors) -> NDArray[np.float64]:
    """What the vectors of one ask and n passages add to the log-odds: shape (n,); zeros without an encoder."""
    import numpy as np

    weights = np.asarray(models.load("answer").vector, np.float64)
    if 2 * passages.shape[-1] != len(weights):
        return np.zeros(len(passages))
    return np.asarray(pair_rows(np.repeat(ask[None], len(passages), 0), passages) @ weights, np.float64)


def logits(
    ask: str, kind: AskKind, texts: Sequence[str], langs: Sequence[str | None], ask_vector: Vectors, passages: Vectors
) -> list[float]:
    """Log-odds that each passage answers the ask, at least in part. Without vectors the lexical model speaks."""
    has_vectors = passages.shape[-1] > 1
    model = models.load("answer" if has_vectors else "answer_lexical")
    extra = vector_logits(ask_vector, passages) if has_vectors else [0.0] * len(texts)
    cosines = passages @ ask_vector if has_vectors else [0.0] * len(texts)
    out = []
    for text, lang, add, cosine in zip(texts, langs, extra, cosines, strict=True):
        known = lang if lang in LANGUAGES and lang else "en"
        out.append(model.logit(passage_features(ask, kind, text, known, float(cosine))) + float(add))
    return out
