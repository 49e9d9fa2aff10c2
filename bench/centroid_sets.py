"""The centroid alone: does the place on the axis tell glad text from solid, and leave subjects alone? Never trains.

    python -m bench.centroid_sets FOLDER [--cases FOLDER] [--peer VENV] [--encode] [--json OUT]

FOLDER holds gladness/*.jsonl. (a) corpora/texts, split by prompt; (b) labelled cases, smooth against good; (c) public
sets, human against model, beside mean word length, TF-IDF with logistic regression (on the set itself, cross-validated)
and is-it-slop, run from the virtual environment ``--peer``; (d) human texts on different subjects, which should not
part. The sets of (c) and (d) are read to ten sentences a text. ``--encode`` only fills the cache of vectors.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.centroid_data import One, Vectors, human, own_texts, public
from bench.figures import auroc, folds
from bench.fit.data import Labelled
from bench.fit.data import drafts as labelled
from bench.fit.profiles import _prose, axis_of
from workslop.corpora import load_profile
from workslop.corpora.figures import axis_of as house_axis
from workslop.corpora.figures import interval, style_basis
from workslop.text.facts import WORD

DRAWS, FOLDS, SPLITS = 1000, 10, 20
PEER = """
import json, sys
from is_it_slop import is_this_slop_batch
rows = json.load(sys.stdin)
print(json.dumps([float(r.ai_probability) for r in is_this_slop_batch(rows)]))
"""


Figure = dict[str, Any]


def told(value: Any, glad: Any, seed: int = 1) -> Figure:
    """AUROC with its 95% percentile interval (DRAWS bootstrap samples of the texts of each label) and both n."""
    one, other = np.asarray(value)[glad], np.asarray(value)[~glad]
    rng = np.random.default_rng(seed)
    draws = [auroc(rng.choice(one, len(one)), rng.choice(other, len(other))) for _ in range(DRAWS)]
    mean = auroc(one, other)
    # where all is in order every sample is too: then the interval that also holds at 1
    ends = interval(mean, len(one), len(other)) if mean == 1 else np.quantile(draws, (0.025, 0.975))
    return {
        "auroc": round(mean, 3), "95%": [round(float(end), 3) for end in ends], "n": [len(one), len(other)],
    }  # fmt: skip


def shipped(lang: str) -> Any:
    """The axis of the shipped profile."""
    return load_profile(lang).axis


def across(texts: Sequence[One], means: Any, glad: Any) -> Any:
    """For each text its place on the axis that `corpus build` makes of the other folds."""
    out = np.zeros(len(texts))
    for train, test in folds([x.group for x in texts], FOLDS):
        out[test] = means[test] @ house_axis(means[train], glad[train], style_basis())
    return out


def halves(texts: Sequence[One], means: Any, glad: Any) -> Figure:
    """AUROC on one half of the prompts by the axis of the other half: mean and lowest of SPLITS ways of halving."""
    groups = sorted({x.group for x in texts})
    found = []
    for seed in range(SPLITS):
        train = np.isin([x.group for x in texts], random.Random(seed).sample(groups, len(groups) // 2))
        value = means[~train] @ house_axis(means[train], glad[train], style_basis())
        found.append(auroc(value[glad[~train]], value[~glad[~train]]))
    return {"auroc": round(float(np.mean(found)), 3), "lowest": round(min(found), 3), "ways": SPLITS}


def own(lang: str, store: Vectors) -> Figure:
    """(a)"""
    texts = own_texts(lang)
    means, glad = store.means(texts), np.array([x.glad for x in texts])
    return {
        "held-out prompts, 10 folds": told(across(texts, means, glad), glad),
        "half the prompts": halves(texts, means, glad),
        "shipped profile": told(means @ shipped(lang), glad),
        "mean word length": told(word_length(texts), glad),
    }


def cases(root: Path, store: Vectors, axes: dict[str, Any]) -> Figure:
    """(b) by the axis of each language."""
    out = {}
    docs = [d for d in labelled(root) if d.overall in ("smooth_empty", "good")]
    for lang, axis in axes.items():
        here = [d for d in docs if d.lang == lang]
        means = np.array([store.encode(_prose(d)).mean(0) for d in here])
        out[lang] = told(means @ axis, np.array([d.overall == "smooth_empty" for d in here]))
    store.save()
    return out


def joint_axis(lang: str, store: Vectors, docs: Sequence[Labelled]) -> Any:
    """The axis of the shipped profile's method on corpora/texts and corpora/drafts: genres stand in for cases."""
    texts = own_texts(lang)
    here = [d for d in docs if d.lang == lang]
    more = [replace(here[0], case=x.domain, overall="smooth_empty" if x.glad else "good") for x in texts]
    means = np.vstack([np.array([store.encode(_prose(d)).mean(0) for d in here]), store.means(texts)])
    return axis_of([*here, *more], means)


def held_against(texts: Sequence[One], store: Vectors, joint: Any, peer: str | None) -> Figure:
    """(c)"""
    means, glad = store.means(texts), np.array([x.glad for x in texts])
    lang = texts[0].lang
    mine = own_texts(lang)
    own_axis = house_axis(store.means(mine), np.array([x.glad for x in mine]), style_basis())
    scores = {
        "shipped profile": means @ shipped(lang),
        "profile of corpora/texts": means @ own_axis,
        "profile of both": means @ joint,
        "profile of the set, held out": across(texts, means, glad),
        "mean word length": word_length(texts),
        "TF-IDF of the set, held out": tfidf(texts, glad),
    }
    if peer:
        scores["is-it-slop"] = slop(texts, peer)
    return {name: told(value, glad) for name, value in scores.items()}


def by_domain(texts: Sequence[One], store: Vectors) -> Figure:
    """The shipped profile within each kind of text of a set."""
    out = {}
    for domain in sorted({x.domain for x in texts}):
        here = [x for x in texts if x.domain == domain]
        glad = np.array([x.glad for x in here])
        if glad.any() and not glad.all():
            out[domain] = told(store.means(here) @ shipped(here[0].lang), glad)
    return out


def word_length(texts: Sequence[One]) -> Any:
    """Letters a word."""
    return np.array([np.mean([len(w) for w in WORD.findall(x.text)]) for x in texts])


def tfidf(texts: Sequence[One], glad: Any) -> Any:
    """Logistic regression on words and pairs of words, by folds that keep pairs together."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    out = np.zeros(len(texts))
    words = np.array([x.text for x in texts], object)
    for train, test in folds([x.group for x in texts], FOLDS):
        rows = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, max_features=50_000)
        model = make_pipeline(rows, LogisticRegression(C=10, max_iter=1000, class_weight="balanced"))
        out[test] = model.fit(words[train], glad[train]).decision_function(words[test])
    return out


def slop(texts: Sequence[One], venv: str) -> Any:
    """is-it-slop's probability, on the whole text."""
    given = json.dumps([x.text for x in texts])
    done = subprocess.run([f"{venv}/bin/python", "-c", PEER], input=given, capture_output=True, text=True, check=True)
    return np.array(json.loads(done.stdout))


def subjects(texts: Sequence[One], store: Vectors, k: int = 4) -> Figure:
    """(d) Halves of human texts, parted at the median of each of the first ``k`` directions of their topic words.

    Latent semantic analysis of content words (Deerwester et al. 1990, JASIS 41(6), p. 391) without the first
    direction, which all texts share; the sides have no order, so an AUROC below 0.5 is as far off as one above.
    """
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    means = store.means(texts)
    rows = TfidfVectorizer(min_df=5, max_df=0.2, sublinear_tf=True, token_pattern=r"(?u)[^\W\d_]{4,}")
    places = TruncatedSVD(k + 1, random_state=1).fit_transform(rows.fit_transform([x.text for x in texts]))[:, 1:]
    value = means @ shipped(texts[0].lang)
    return {f"direction {i + 1}": told(value, places[:, i] > np.median(places[:, i])) for i in range(k)}


def by_subject(folder: Path, store: Vectors) -> Figure:
    """(d) Election programmes by the words of one subject: the quarter of passages that name it most, and the rest."""
    texts = human(folder)["nl_manifesto_human"]
    value = store.means(texts) @ shipped("nl")
    out = {}
    for name, stems in SUBJECTS.items():
        counts = np.array([sum(x.text.lower().count(stem) for stem in stems) / len(x.text) for x in texts])
        side = counts >= np.quantile(counts, 0.75)
        if (counts[side] > 0).all():
            out[name] = told(value, side)
    return out


SUBJECTS = {
    "care": ("zorg", "patiënt", "ziekenhui"), "schools": ("onderwijs", "school", "leerling"),
    "climate": ("energie", "klimaat", "milieu"), "safety": ("politie", "straf", "veiligheid"),
}  # fmt: skip


def main() -> None:
    """Print a line a set."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("folder", type=Path, help="with gladness/*.jsonl")
    ap.add_argument("--cases", type=Path, help="labelled cases, as in corpora/drafts")
    ap.add_argument("--peer", metavar="VENV", help="virtual environment with is-it-slop")
    ap.add_argument("--encode", action="store_true", help="fill the cache of vectors, no more")
    ap.add_argument("--json", type=Path)
    args = ap.parse_args()
    store, folder = Vectors(), args.folder / "gladness"
    if args.encode:
        for texts in (own_texts("nl"), own_texts("en"), *public(folder).values(), *human(folder).values()):
            store.means(texts)
        return
    found: dict[str, Any] = {}
    for name, made in measured(args, folder, store):
        found[name] = made
        print(name, json.dumps(made), flush=True)
    if args.json:
        args.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


def measured(args: argparse.Namespace, folder: Path, store: Vectors) -> Iterable[tuple[str, Figure]]:
    """(name, figures) of each part, in order."""
    for lang in ("nl", "en"):
        yield f"texts {lang}", own(lang, store)
    docs = list(labelled())
    joint = {lang: joint_axis(lang, store, docs) for lang in ("nl", "en")}
    if args.cases:
        yield "cases", cases(args.cases, store, {lang: shipped(lang) for lang in ("nl", "en")})
        yield "cases, profile of both", cases(args.cases, store, joint)
    for name, texts in public(folder).items():
        yield name, held_against(texts, store, joint["en"], args.peer)
        yield f"{name}, by domain", by_domain(texts, store)
    for name, texts in human(folder).items():
        if name.endswith("authors"):
            glad = np.array([x.glad for x in texts])
            yield name, told(store.means(texts) @ shipped("nl"), glad)
        else:
            yield f"{name}, subjects", subjects(texts, store)
    yield "nl_manifesto_human, by subject", by_subject(folder, store)


if __name__ == "__main__":
    main()
