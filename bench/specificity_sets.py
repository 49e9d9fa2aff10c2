"""Rated sentences: does emptiness follow what readers call specific or vague? Reads, never trains what ships.

    python -m bench.specificity_sets FOLDER [--json OUT]

Two questions: how the shipped emptiness ranks them ("shipped"), and how far its features and vectors reach when they
are fitted on the set itself ("fitted", cross-validated; ko2019: each domain by a model of the other two). Word count
alone stands beside as the yardstick.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import pearsonr, spearmanr
from sklearn.linear_model import LogisticRegression, RidgeCV
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV, KFold, StratifiedKFold
from sklearn.preprocessing import StandardScaler

from bench import public_sets
from bench.figures import auroc
from bench.fit.data import CachedEncoder
from bench.fit.logistic import matrix, names_of
from workslop import models
from workslop.text.facts import WORD, count_marks
from workslop.text.features import form_features, sentence_features

KO = ("ko2019_movie", "ko2019_twitter", "ko2019_yelp")
LAMP = ("Cliche", "Lack of Specificity", "Unnecessary/Redundant")  # beginnings of the editors' categories
RATINGS = Path(__file__).with_name("ratings_nl.jsonl")
RATED_SETS = (
    ("gladness", "nl_manifesto_human"), ("gladness", "nl_bw_blog_human"), ("gladness", "nl_dtd_blog_human"),
    ("coverage", "rijksoverheid_vac_nl_longdoc"),
)  # fmt: skip
RATED_CHARS = 6000  # of each text the beginning was drawn from
LEAST = 6  # words of an edit that can be judged
VECTOR_SHARE = 0.35  # of a standardised vector dimension beside a standardised feature
Texts = Sequence[str]


def rows_of(path: Path) -> list[dict[str, Any]]:
    """JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def emptiness(texts: Texts, lang: str, encoder: CachedEncoder) -> Any:
    """The shipped model's log-odds of empty, shape (n,)."""
    model = models.load("emptiness")
    vectors = encoder.encode(list(texts))
    feats = [sentence_features(t, lang) for t in texts]
    return np.array([model.logit(f) for f in feats]) + vectors @ np.asarray(model.vector, np.float32)


def features(texts: Texts, lang: str, encoder: CachedEncoder) -> Any:
    """Named features, length and vectors, shape (n, features)."""
    feats = [sentence_features(t, lang) | form_features(t, lang) | _length(t) for t in texts]
    return np.hstack([matrix(feats, names_of(feats)), encoder.encode(list(texts))])


def _length(text: str) -> dict[str, float]:
    words = WORD.findall(text)
    return {"log_words": float(np.log1p(len(words))), "word_length": float(np.mean([len(w) for w in words] or [0]))}


def _scaled(train: Any, test: Any, dim: int) -> tuple[Any, Any]:
    scale = StandardScaler().fit(train)
    weight = np.ones(train.shape[1])
    weight[-dim:] = VECTOR_SHARE
    return scale.transform(train) * weight, scale.transform(test) * weight


def ridge(train: Any, y: Any, test: Any, dim: int) -> Any:
    """Predictions of a ridge whose strength is chosen within the training part."""
    x, z = _scaled(train, test, dim)
    return RidgeCV(alphas=np.logspace(0, 4, 13)).fit(x, y).predict(z)


def ko(folder: Path, encoder: CachedEncoder) -> dict[str, Any]:
    """Each domain by a model of the other two, and the shipped emptiness."""
    sets = {name: rows_of(folder / f"{name}.jsonl") for name in KO}
    x = {name: features([r["text"] for r in rows], "en", encoder) for name, rows in sets.items()}
    y = {name: np.array([r["score"] for r in rows]) for name, rows in sets.items()}
    out = {}
    for name in KO:
        others = [n for n in KO if n != name]
        standard = [(y[n] - y[n].mean()) / y[n].std() for n in others]
        # each domain is standardised by itself: its own texts, never its ratings
        own = {n: (x[n] - x[n].mean(0)) / (x[n].std(0) + 1e-9) for n in KO}
        guess = ridge(np.vstack([own[n] for n in others]), np.concatenate(standard), own[name], encoder.dim)
        texts = [r["text"] for r in sets[name]]
        words = [len(WORD.findall(t)) for t in texts]
        out[name] = {
            "n": len(texts),
            "fitted": round(float(pearsonr(guess, y[name])[0]), 3),
            "shipped": round(float(pearsonr(-emptiness(texts, "en", encoder), y[name])[0]), 3),
            "words": round(float(pearsonr(np.log1p(words), y[name])[0]), 3),
        }
    return out


def climate(folder: Path, encoder: CachedEncoder) -> dict[str, Any]:
    """Macro-F1, five folds."""
    rows = rows_of(folder / "climate_specificity.jsonl")
    texts = [r["text"] for r in rows]
    x, y = features(texts, "en", encoder), np.array([r["label"] == "specific" for r in rows])
    guess = np.zeros(len(y), bool)
    for train, test in StratifiedKFold(5, shuffle=True, random_state=1).split(x, y):
        a, b = _scaled(x[train], x[test], encoder.dim)
        one = LogisticRegression(max_iter=2000, class_weight="balanced")
        model = GridSearchCV(one, {"C": np.logspace(-4, -1, 4)}, cv=4, scoring="f1_macro")
        guess[test] = model.fit(a, y[train]).predict(b)
    shipped = emptiness(texts, "en", encoder)
    return {
        "n": len(y), "fitted macro-F1": round(float(f1_score(y, guess, average="macro")), 3),
        "shipped AUROC": round(auroc(-shipped[y], -shipped[~y]), 3),
    }  # fmt: skip


def vague(folder: Path, encoder: CachedEncoder) -> dict[str, Any]:
    """Spearman against readers' vagueness, sentences of privacy policies; folds by document order.

    "listed" counts hedges and vague words of the lexicon and is fitted on nothing; the licence of the set is unstated.
    """
    rows = rows_of(folder / "ucf_privacy_vagueness.jsonl")
    texts, y = [r["text"] for r in rows], np.array([r["score"] for r in rows])
    x, guess = features(texts, "en", encoder), np.zeros(len(y))
    for train, test in KFold(5).split(x):
        guess[test] = ridge(x[train], y[train], x[test], encoder.dim)
    return {
        "n": len(y), "fitted": round(float(spearmanr(guess, y)[0]), 3),
        "shipped": round(float(spearmanr(emptiness(texts, "en", encoder), y)[0]), 3),
        "listed": round(float(spearmanr([_vague_words(t, "en") for t in texts], y)[0]), 3),
    }  # fmt: skip


def _vague_words(text: str, lang: str) -> int:
    marks = count_marks(text, lang)
    return marks["hedges"] + marks["vague"]


def lamp(folder: Path, encoder: CachedEncoder) -> dict[str, Any]:
    """Marked as cliché, redundant or lacking specificity, against what editors changed for other reasons."""
    found = rows_of(folder / "en_lamp_edits.spans.jsonl")
    rows = [r for r in found if r["original"] and r["category"] and len(r["original"].split()) >= LEAST]
    marked = [r for r in rows if r["category"].startswith(LAMP)]
    other = [r["original"] for r in rows if not r["category"].startswith(LAMP)]
    edited = [r["edited"] for r in marked if r["edited"] and len(r["edited"].split()) >= LEAST]
    own = emptiness([r["original"] for r in marked], "en", encoder)
    return {
        "marked against other edits": round(auroc(own, emptiness(other, "en", encoder)), 3),
        "marked against the edited words": round(auroc(own, emptiness(edited, "en", encoder)), 3),
        "n": [len(marked), len(other), len(edited)],
    }


def rated(folder: Path) -> list[dict[str, Any]]:
    """bench/ratings_nl.jsonl with the sentences found back in their sets by hash: the texts stay outside."""
    ratings = {r["sha1"]: r for r in rows_of(RATINGS)}
    found: dict[str, dict[str, Any]] = {}
    for part, name in RATED_SETS:
        for text in dict.fromkeys(r["text"] for r in rows_of(folder / part / f"{name}.jsonl")):
            draft = public_sets.as_draft(text[:RATED_CHARS], "nl")
            for sentence in (" ".join(s.span.of(draft.text).split()) for s in draft.sentences):
                key = hashlib.sha1(sentence.encode()).hexdigest()[:16]
                if key in ratings:
                    found[key] = ratings[key] | {"text": sentence}
    return list(found.values())


def dutch(folder: Path, encoder: CachedEncoder) -> dict[str, Any]:
    """Sentences with two readers' scores (1 vague .. 5 specific): agreement, and emptiness against their mean."""
    rows = rated(folder)
    texts = [r["text"] for r in rows]
    a, b = (np.array([r["scores"][k] for r in rows]) for k in (0, 1))
    return {
        "n": len(rows), "agreement (Spearman)": round(float(spearmanr(a, b)[0]), 3),
        "shipped": round(float(spearmanr(-emptiness(texts, "nl", encoder), (a + b) / 2)[0]), 3),
        "words": round(float(spearmanr([len(t.split()) for t in texts], (a + b) / 2)[0]), 3),
    }  # fmt: skip


def main() -> None:
    """Print a line a set."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("folder", type=Path, help="with specificity/ and gladness/")
    ap.add_argument("--json", type=Path)
    args = ap.parse_args()
    encoder = CachedEncoder()
    found: dict[str, Any] = {}
    for name, made in (
        ("ko2019", lambda: ko(args.folder / "specificity", encoder)),
        ("climate", lambda: climate(args.folder / "specificity", encoder)),
        ("ucf", lambda: vague(args.folder / "specificity", encoder)),
        ("lamp", lambda: lamp(args.folder / "gladness", encoder)),
        ("dutch", lambda: dutch(args.folder, encoder)),
    ):
        found[name] = made()
        encoder.save()
        print(name, json.dumps(found[name]), flush=True)
    if args.json:
        args.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
