"""Sets gladness: glad drafts against good ones and against texts by people, in points of 100, by language.

Both groups are polished; rough drafts stay out, so that nothing that only tells rough from polished gets a weight. Good
drafts are packed with facts as few texts are: without the texts by people (bench/fit/human.py, figures only) a plain
blog would score as the smooth drafts do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.figures import auroc, folds
from bench.fit import human
from bench.fit.data import ROOT, CachedEncoder, Labelled
from bench.fit.logistic import MODELS
from workslop import corpora, review
from workslop.judge import kinds, rulebook
from workslop.signals import measure
from workslop.signals.context import Context
from workslop.signals.reading import vector_texts


@dataclass(frozen=True)
class Wish:
    """What a reader expects of a measure: ``sign`` of glad minus good, ``share`` of the span, ``most`` points a unit.

    Shares are set, not fitted: fitted weights leant on whichever list the writers of the drafts happened to use.
    ``most`` keeps one phrase in 300 words below three points: a phrase moves the density by 0.33, a mean by about 0.03.
    """

    signal: str
    measure: str
    sign: int
    share: float
    most: float


WISHES = (
    Wish("specificity", "mean_emptiness", 1, 0.34, 75.0),
    Wish("centroid", "closeness", 1, 0.18, 400.0),
    Wish("evidence", "mean_unsupported", 1, 0.24, 70.0),
    Wish("phrasing", "density", 1, 0.20, 4.8),
    Wish("nuance", "kinds", -1, 0.04, 1.0),
)
SPAN = 60.0  # points between the median good and the median glad draft, where all is measured
REACH = 0.75  # of its share of the span: the most a measure adds or takes away
COVERAGE = {"signal": "coverage", "measure": "unanswered", "weight": 25.0, "reference": 0.4, "low": 0.0, "high": 1.0}
Values = dict[tuple[str, str], float]


def values(doc: Labelled, encoder: CachedEncoder | None) -> Values:
    """Draft-wide measures of one draft; without an encoder those that need no vectors."""
    draft, rules = doc.draft, [r for r in review.plan(rulebook.load_rules()).rules if r.signal == "phrasing"]
    if encoder is not None:
        draft = replace(draft, vectors=encoder.encode(vector_texts(draft)))
    profile = corpora.load_profile(doc.lang)
    hits = kinds.phrase_hits(draft, [r for r in rules if r.lang in (doc.lang, "any")])
    context = Context(None, hits, encoder, profile=profile, percentile=corpora.percentile)  # type: ignore[arg-type]
    signals = {w.signal for w in WISHES} | {"readability"}
    found = [m for signal in sorted(signals) for m in measure(signal, draft, context) if m.span is None]
    words = next((m.n for m in found if m.name == "mean_emptiness"), 0)
    return {(m.signal, m.name): m.value for m in found if m.value is not None} | {("prose", "words"): float(words)}


def run(docs: list[Labelled], encoder: CachedEncoder) -> None:
    """Write gladness_<lang>.json, and gladness_<lang>_lexical.json for drafts without vectors."""
    people = list(human.drafts())
    for lang in ("nl", "en"):
        own = [d for d in [*docs, *people] if d.lang == lang]
        for used, suffix in ((encoder, ""), (None, "_lexical")):
            rows = [values(d, used) for d in own]
            terms = fitted(own, rows)
            n = sum(d.overall == human.HUMAN for d in own)
            about = (
                f"{len(own) - n} drafts of corpora/drafts/{lang} and {n} texts by people; "
                "terms held out by case (not the models below): "
            )
            about += _held_out(own, rows)
            made_with = {str(p.relative_to(ROOT)): fingerprint(p) for p in sources(lang, suffix)}
            data = {"about": about, "made_with": made_with, "base": 50.0, "terms": [*terms, COVERAGE]}
            (MODELS / f"gladness_{lang}{suffix}.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
            print(lang + suffix, about)
            for term in terms:
                print("   {signal}.{measure}: {weight} points a unit, {low} to {high}".format(**term))


def sources(lang: str, suffix: str) -> list[Path]:
    """The files that gladness counts with: where one changes, gladness is to be fitted again."""
    models = [MODELS / f"{name}{suffix}.json" for name in ("emptiness", "unsupported")]
    return models if suffix else [*models, ROOT / "corpora" / "profiles" / f"{lang}.json"]


def fingerprint(path: Path) -> str:
    """The first 12 hexadecimal digits of the file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def fitted(docs: Sequence[Labelled], rows: Sequence[Values]) -> list[dict[str, Any]]:
    """One term a measure; a measure that does not tell glad from good as a reader would expect gets no weight."""
    return [_term(wish, docs, rows) for wish in WISHES]


def _term(wish: Wish, docs: Sequence[Labelled], rows: Sequence[Values]) -> dict[str, Any]:
    key = (wish.signal, wish.measure)
    glad = [r[key] for d, r in zip(docs, rows, strict=True) if d.overall == "smooth_empty" and key in r]
    good = [r[key] for d, r in zip(docs, rows, strict=True) if d.overall == "good" and key in r]
    term = {"signal": wish.signal, "measure": wish.measure, "weight": 0.0, "reference": 0.0, "low": 0.0, "high": 0.0}
    people = [r[key] for d, r in zip(docs, rows, strict=True) if d.overall == human.HUMAN and key in r]
    if not glad or not good:
        return term
    solid = float(np.mean([np.median(group) for group in (good, people) if group]))
    middle, spread = (float(np.median(glad)) + solid) / 2, (float(np.median(glad)) - solid) * wish.sign
    if spread <= 0.1 * abs(middle):
        return term
    weight = min(wish.share * SPAN / spread, wish.most)
    reach = REACH * wish.share * SPAN / weight
    term |= {"weight": round(weight * wish.sign, 4), "reference": round(middle, 5)}
    return term | {"low": round(middle - reach, 5), "high": round(middle + reach, 5)}


def score(terms: Sequence[dict[str, Any]], row: Values) -> float:
    """Points of one draft, as workslop.judge.gladness counts them."""
    given = [(t, row[t["signal"], t["measure"]]) for t in terms if (t["signal"], t["measure"]) in row]
    return 50.0 + sum(t["weight"] * (min(max(v, t["low"]), t["high"]) - t["reference"]) for t, v in given)


def _held_out(docs: Sequence[Labelled], rows: Sequence[Values]) -> str:
    held = np.zeros(len(docs))
    for train, test in folds([d.case for d in docs], 10):
        terms = fitted([docs[k] for k in train], [rows[k] for k in train])
        held[test] = [score(terms, rows[k]) for k in test]
    group = {name: held[[d.overall == name for d in docs]] for name in {d.overall for d in docs}}
    glad = group.pop("smooth_empty")
    told = [f"AUROC smooth against {name} {auroc(glad, group[name]):.3f}" for name in sorted(group)]
    told += [f"median {name} {np.median(points):.0f}" for name, points in sorted((group | {"smooth": glad}).items())]
    return ", ".join(told)
