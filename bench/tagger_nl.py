"""Would a Dutch tagger help? Trains one and adds what it tells to the figures that ship: nothing of it is shipped.

    python -m bench.tagger_nl train TREEBANK MODEL [--epochs 10]
    python -m bench.tagger_nl compare MODEL FOLDER

TREEBANK holds train.spacy, dev.spacy and test*.spacy (Universal Dependencies, Alpino and LassySmall); FOLDER is the
one of bench.specificity_sets. Compared, each cross-validated: rated sentences (Spearman), labelled empty sentences and
labelled unsupported claims (AUROC, folds by case), with the shipped figures, with the tagger's, with both, and with
shares by two short word lists (LISTS) for the tagger's. "Carried over" is the question for what ships: weights fitted
on the labelled sentences alone, measured on the rated ones.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
from scipy.stats import spearmanr
from sklearn.model_selection import KFold

from bench.figures import auroc, folds
from bench.fit.data import CachedEncoder
from bench.fit.data import drafts as labelled_drafts
from bench.fit.logistic import fit, matrix, names_of
from bench.fit.sentences import Rows, emptiness_rows, unsupported_rows
from bench.specificity_sets import emptiness, rated, ridge
from workslop.lang import load
from workslop.text.facts import WORD
from workslop.text.features import form_features, sentence_features

SEED = 1
SHARES = ("NOUN", "PROPN", "ADJ", "ADV", "VERB", "AUX", "NUM", "PRON", "ADP")
CONTENT = frozenset(("NOUN", "PROPN", "ADJ", "ADV", "VERB", "NUM"))
LISTS = {  # what the tagger calls adverbs and pronouns, as far as a list can: the classes that say most
    "adverbs": (
        "al alleen altijd anders bijna binnenkort bovendien daar daarbij daardoor daarmee daarnaast daarom dan dus "
        "eens eigenlijk elders er erg ergens eventueel evenwel extra gauw gelijk genoeg gewoon graag haast heel heen "
        "helaas helemaal hier hierbij hierdoor hiermee hoe immers inmiddels intussen juist kortom langer liever maar "
        "meer meestal meteen minder misschien natuurlijk net niet nog nogal nooit nou nu ook opnieuw overal overigens "
        "reeds ruim samen slechts snel soms steeds straks tegelijk telkens terug tevens thans toch toen trouwens "
        "uiteindelijk vaak vandaag veel vervolgens volop vooral voorts vroeger waar waarbij waardoor waarom wanneer "
        "wederom weer wel zeer zelfs zelden zo zoals zowat zomaar wellicht"
    ),
    "pronouns": (
        "ik je jij jou jouw u uw we wij ons onze hij zij ze hem haar hun hen het dit dat deze die men iemand niemand "
        "iets niets alles iedereen zich elkaar wat wie welke zelf mijn zijn"
    ),
}
PASSIVE = frozenset(["word", "wordt", "worden", "werd", "werden", "geworden"])
_LISTED = {name: frozenset(words.split()) for name, words in LISTS.items()}
TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2", "width": 96, "rows": [5000, 1000, 2500, 2500, 50],
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY"], "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1,
        "maxout_pieces": 3,
    },
}  # fmt: skip
MODEL = {"@architectures": "spacy.Tagger.v2", "tok2vec": TOK2VEC, "nO": None, "normalize": False}


def _examples(path: Path, nlp: Any) -> list[Any]:
    from spacy.tokens import Doc, DocBin
    from spacy.training import Example

    docs = DocBin().from_disk(path).get_docs(nlp.vocab)
    sentences = (sentence.as_doc() for doc in docs for sentence in doc.sents)
    return [Example(Doc(nlp.vocab, [t.text for t in d], [bool(t.whitespace_) for t in d]), d) for d in sentences]


def train(treebank: Path, out: Path, epochs: int) -> None:
    """A morphologizer (part of speech and form), the best epoch on dev by part of speech; its figures on each test."""
    import spacy
    from spacy.util import compounding, fix_random_seed, minibatch

    fix_random_seed(SEED)
    nlp, dice = spacy.blank("nl"), random.Random(SEED)
    nlp.add_pipe("morphologizer", config={"model": MODEL})
    rows, dev = _examples(treebank / "train.spacy", nlp), _examples(treebank / "dev.spacy", nlp)
    optimizer, best = nlp.initialize(lambda: rows), 0.0
    optimizer.learn_rate = 0.001
    sizes = compounding(16.0, 64.0, 1.005)
    for epoch in range(epochs):
        dice.shuffle(rows)
        losses: dict[str, float] = {}
        for batch in minibatch(rows, sizes):
            nlp.update(batch, drop=0.1, sgd=optimizer, losses=losses)
        with nlp.use_params(optimizer.averages):
            found = nlp.evaluate(dev)
            if found["pos_acc"] > best:
                best = found["pos_acc"]
                nlp.to_disk(out)
        print(f"epoch {epoch + 1}: {losses['morphologizer']:.0f}, dev {found['pos_acc']:.3f}, "
              f"{process_time():.0f} CPU s", flush=True)  # fmt: skip
    kept = spacy.load(out)
    for path in sorted(treebank.glob("test*.spacy")):
        rows = _examples(path, kept)
        found = kept.evaluate(rows)
        print(path.stem, f"n={sum(len(r.reference) for r in rows)} pos {found['pos_acc']:.3f}, "
              f"form {found['morph_acc']:.3f}, {found['speed']:.0f} words/s")  # fmt: skip


def tagged(doc: Any, endings: tuple[str, ...]) -> dict[str, float]:
    """What the tags tell of a sentence: shares of its words, names, abstract among common nouns, passive."""
    words = [t for t in doc if t.pos_ not in ("PUNCT", "SPACE", "SYM")]
    n, nouns = max(len(words), 1), [t for t in words if t.pos_ == "NOUN"]
    abstract = sum(len(t) > 6 and t.lower_.endswith(endings) for t in nouns)
    participles = any(t.morph.get("VerbForm") == ["Part"] and t.pos_ == "VERB" for t in words)
    runs = sum(t.pos_ == "PROPN" and (t.i == 0 or doc[t.i - 1].pos_ != "PROPN") for t in words)
    own = {
        "names": min(float(runs), 3.0),
        "abstract_nouns": abstract / n,
        "concrete_nouns": (len(nouns) - abstract) / n,
        "abstract_share": abstract / len(nouns) if nouns else 0.5,
        "content": sum(t.pos_ in CONTENT for t in words) / n,
        "adjectives_a_noun": min(sum(t.pos_ == "ADJ" for t in words) / max(len(nouns), 1), 3.0),
        "passive": float(participles and any(t.lower_ in PASSIVE for t in words)),
        "finite": float(any(t.morph.get("VerbForm") == ["Fin"] for t in words)),
    }
    return {f"tag_{k}": v for k, v in own.items()} | {
        f"tag_{pos}": sum(t.pos_ == pos for t in words) / n for pos in SHARES
    }


def by_list(text: str) -> dict[str, float]:
    """The share of the words that stand in each of LISTS, and of words with a digit."""
    words = [w.lower() for w in WORD.findall(text)]
    n = max(len(words), 1)
    own = {f"list_{k}": sum(w in _LISTED[k] for w in words) / n for k in LISTS}
    return own | {"list_digits": sum(any(map(str.isdigit, w)) for w in words) / n}


def _columns(texts: Sequence[str], nlp: Any) -> dict[str, Any]:
    """The figures that ship (named), the tagger's, both, and those that ship with LISTS; each of shape (n, figures)."""
    endings = tuple(load("nl", "lexicon")["abstract_endings"])
    own = [sentence_features(t, "nl") | form_features(t, "nl") for t in texts]
    tags, lists = [tagged(doc, endings) for doc in nlp.pipe(texts)], [by_list(t) for t in texts]
    a, b, c = (matrix(rows, names_of(rows)) for rows in (own, tags, lists))
    return {"shipped figures": a, "tagger": b, "both": np.hstack([a, b]), "shipped + lists": np.hstack([a, c]),
            "lists": c}  # fmt: skip


def _spearman(folder: Path, nlp: Any, encoder: CachedEncoder) -> None:
    """Five folds, ten orders: the mean Spearman of ridges with and without the vector of the sentence."""
    rows = rated(folder)
    texts, y = [r["text"] for r in rows], np.array([sum(r["scores"]) / 2 for r in rows])
    shipped, vectors = -emptiness(texts, "nl", encoder), encoder.encode(texts)
    print(f"rated sentences, n={len(y)}: shipped emptiness {spearmanr(shipped, y)[0]:.3f}")
    for name, x in _columns(texts, nlp).items():
        sets = {"": (x, 1), " + vector": (np.hstack([x, vectors]), encoder.dim)}
        sets[" + shipped emptiness"] = (np.hstack([x, shipped[:, None]]), 1)
        for what, (z, dim) in sets.items():
            rhos = [spearmanr(_held_out(z, y, dim if what == " + vector" else 0, seed), y)[0] for seed in range(10)]
            print(f"  {name}{what}: {np.mean(rhos):.3f} (± {np.std(rhos):.3f} over orders)")


def _held_out(x: Any, y: Any, dim: int, seed: int) -> Any:
    guess = np.zeros(len(y))
    for a, b in KFold(5, shuffle=True, random_state=seed).split(x):
        guess[b] = ridge(x[a], y[a], x[b], dim) if dim else _plain(x[a], y[a], x[b])
    return guess


def _plain(train_x: Any, y: Any, test_x: Any) -> Any:
    """A ridge over named figures alone: a column without weight stands where ``ridge`` takes the vector to be."""
    return ridge(
        np.hstack([train_x, np.zeros((len(train_x), 1))]), y, np.hstack([test_x, np.zeros((len(test_x), 1))]), 1
    )


def _auroc(what: str, rows: Rows, nlp: Any, encoder: CachedEncoder) -> None:
    """Folds by case, as bench.fit.sentences: Dutch alone, with and without the vector."""
    texts = [r[2] for r in rows]
    y, w = np.array([r[3] for r in rows]), np.array([r[4] for r in rows])
    vectors, counted = encoder.encode(texts), w >= 1
    print(f"{what}, n={int(counted.sum())} of {len({r[0] for r in rows})} cases")
    for name, x in _columns(texts, nlp).items():
        names = tuple(str(k) for k in range(x.shape[1]))
        for how, v in (("", None), (" + vector", vectors)):
            out = np.zeros(len(y))
            for a, b in folds([r[0] for r in rows], 5):
                model = fit(x[a], y[a], names, None if v is None else v[a], weight=w[a], c=0.05, c_vector=0.01)
                out[b] = model.logit(x[b], None if v is None else v[b])
            print(f"  {name}{how}: {auroc(out[counted & (y == 1)], out[counted & (y == 0)]):.4f}")


def _carried_over(rows: Rows, folder: Path, nlp: Any, encoder: CachedEncoder) -> None:
    """Emptiness fitted on the labelled sentences, against the ratings: 95% of the gain by drawing sentences anew."""
    own, scored = [r[2] for r in rows], rated(folder)
    texts, y = [r["text"] for r in scored], np.array([sum(r["scores"]) / 2 for r in scored])
    vectors, n = encoder.encode(own + texts), len(own)
    logits = {}
    for name, x in _columns(own + texts, nlp).items():
        names = tuple(str(k) for k in range(x.shape[1]))
        model = fit(x[:n], np.array([r[3] for r in rows]), names, vectors[:n], c=0.05, c_vector=0.01)
        logits[name] = -model.logit(x[n:], vectors[n:])
    dice = np.random.default_rng(SEED)
    draws = [dice.integers(0, len(y), len(y)) for _ in range(500)]
    print(f"fitted on {n} labelled sentences with their vectors, carried over to {len(y)} rated ones")
    for name, found in logits.items():
        gain = [spearmanr(found[d], y[d])[0] - spearmanr(logits["shipped figures"][d], y[d])[0] for d in draws]
        low, high = np.percentile(gain, [2.5, 97.5])
        print(f"  {name}: {spearmanr(found, y)[0]:.3f} (gain {low:+.3f} to {high:+.3f})")


def compare(model: Path, folder: Path) -> None:
    """Print the comparisons."""
    import spacy

    nlp, encoder = spacy.load(model), CachedEncoder()
    docs = [d for d in labelled_drafts() if d.lang == "nl"]
    _spearman(folder, nlp, encoder)
    _carried_over(emptiness_rows(docs), folder, nlp, encoder)
    _auroc("empty against substantive", emptiness_rows(docs), nlp, encoder)
    _auroc("unsupported claims", unsupported_rows(docs), nlp, encoder)


def main() -> None:
    """Train or compare."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = ap.add_subparsers(dest="what", required=True)
    one = parts.add_parser("train")
    one.add_argument("treebank", type=Path)
    one.add_argument("model", type=Path)
    one.add_argument("--epochs", type=int, default=10)
    two = parts.add_parser("compare")
    two.add_argument("model", type=Path)
    two.add_argument("folder", type=Path)
    args = ap.parse_args()
    if args.what == "train":
        train(args.treebank, args.model, args.epochs)
    else:
        compare(args.model, args.folder)


if __name__ == "__main__":
    main()
