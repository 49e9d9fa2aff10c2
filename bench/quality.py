"""How good a review is, measured on labelled cases, on labelled passages and on texts by people.

    python -m bench.quality [CASES ...] [--rows ROWS ...] [--human TEXTS ...] [--ablation] [--json OUT] [--write FILE]

CASES are folders with, somewhere below them, brief.md, draft-*.md and labels.json together; with nothing named, the
cases of corpora/drafts that the answer judge was not trained on. docs/methods.md says what each figure means.
"""

from __future__ import annotations

import argparse
import difflib
import io
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.figures import auroc

ROOT = Path(__file__).parents[1]
OWN_CASES, OWN_ROWS = ROOT / "corpora" / "drafts", ROOT / "corpora" / "asks"
STATUSES = ("answered", "partial", "gestured", "missing")
SMOOTH, GOOD, ROUGH = "smooth_empty", "good", "rough_substantive"
LEAST_ALIKE = 0.55  # an ask that was read counts as a labelled one from this likeness on
APART = "AUROC score / letters"
LEAST_SHOWN = 1.5  # points of a signal that are worth naming
LEAST_TRAP = 8  # gestured rows of one trap before it gets a figure of its own
VARIANTS = {"lexical": "vectors", "vectors": "judge", "judge": ""}  # name -> what it goes without
WARNING = (
    "Measured on texts of this repository, and so too favourable. The answer judge was not trained on these, "
    "but they were written in one manner with those it was trained on, and what stands on it was fitted on "
    "them. The models of the columns lexical and vectors, of sentences and of gladness were fitted on all "
    "texts, these too: those columns can't be compared with judge; the cross-validated figures of the fitted "
    "models can."
)

Engine = Callable[..., dict[str, Any]]
Place = tuple[int, int]
Told = dict[str, Any]  # value, low, high, n of a figure


@dataclass(frozen=True)
class AskScore:
    """One labelled ask of one draft.

    ``gap``: 1 - answered_probability; ``evident``: a labelled place was given, None where nothing can be.
    """

    gold: str
    said: str
    gap: float
    evident: bool | None
    found: bool
    ask: str


@dataclass(frozen=True)
class Scored:
    """One labelled draft and what the review made of it."""

    case: str
    name: str
    lang: str
    overall: str
    asks: tuple[AskScore, ...]
    extra: int
    glad: float | None
    empty: tuple[float, ...]
    solid: tuple[float, ...]
    unsupported: tuple[bool, ...]
    wrongly: tuple[bool, ...]


# ---- labelled cases


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float | None:
    """Mean F1 over the statuses that occur among the labels of (label, said) pairs."""
    counts = Counter(pairs)
    scores = []
    for status in STATUSES:
        hit = counts[status, status]
        gold = sum(n for (g, _), n in counts.items() if g == status)
        said = sum(n for (_, s), n in counts.items() if s == status)
        if gold:
            scores.append(2 * hit / (gold + said))
    return sum(scores) / len(scores) if scores else None


def match_asks(items: Sequence[Mapping[str, str]], asks: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Which ask of the review is which labelled item: one to one, the most alike first."""
    alike = [(_likeness(i["brief_text"], ask["text"]), i["id"], k) for i in items for k, ask in enumerate(asks)]
    pairs: dict[str, int] = {}
    for likeness, item, k in sorted(alike, key=lambda t: -t[0]):
        if likeness >= LEAST_ALIKE and item not in pairs and k not in pairs.values():
            pairs[item] = k
    return pairs


def _likeness(one: str, other: str) -> float:
    a, b = (" ".join(re.findall(r"[^\W_]+", text.lower())) for text in (one, other))
    if not a or not b:
        return 0.0
    within = 0.6 + 0.4 * min(len(a), len(b)) / max(len(a), len(b)) if a in b or b in a else 0.0
    return max(difflib.SequenceMatcher(None, a, b).ratio(), within)


def _place(text: str, quote: str) -> Place | None:
    start = text.find(quote)
    return (start, start + len(quote)) if start >= 0 else None


def _overlap(a: Place | None, b: Place) -> bool:
    return a is not None and max(a[0], b[0]) < min(a[1], b[1])


def score_draft(case: Path, labels: Mapping[str, Any], name: str, engine: Engine) -> Scored:
    """Review one draft of a case and lay the result beside its labels."""
    text, gold = (case / name).read_text(encoding="utf-8"), labels["drafts"][name]
    out = engine(str(case / name), str(case / "brief.md"))
    pairs = match_asks(labels["items"], out["asks"])
    read = {item: out["asks"][k] for item, k in pairs.items()}
    asks = [_ask_score(text, item, gold["items"][item["id"]], read.get(item["id"])) for item in labels["items"]]
    told = [(s["start"], s["end"], s["emptiness"]) for s in out["sentences"] if s.get("emptiness") is not None]
    flagged = [
        (f["start"], f["end"]) for f in out["findings"] if f["signal"] == "evidence" and f.get("start") is not None
    ]

    def emptiness(quotes: Iterable[str]) -> tuple[float, ...]:
        hits = ([v for a, b, v in told if _overlap(_place(text, q), (a, b))] for q in quotes)
        return tuple(max(values) for values in hits if values)

    def under(quotes: Iterable[str]) -> tuple[bool, ...]:
        return tuple(any(_overlap(_place(text, q), f) for f in flagged) for q in quotes)

    return Scored(
        case.name, name, labels.get("lang") or case.parent.name, gold["overall"], tuple(asks),
        len(out["asks"]) - len(pairs), out["gladness"]["score"],
        emptiness(gold["empty_sentences"]), emptiness(gold["substantive_sentences"]),
        under(gold["unsupported_claims"]), under(gold["substantive_sentences"]),
    )  # fmt: skip


def _ask_score(text: str, item: Mapping[str, str], label: Mapping[str, Any], ask: Mapping[str, Any] | None) -> AskScore:
    """An ask that was never read, or not judged, is a gap that nobody was told of: it counts as called answered."""
    said, p, places = "answered", 1.0, []
    if ask is not None and ask["status"] is not None:
        said, p = ask["status"], ask["answered_probability"]
        places = [(e["start"], e["end"]) for e in ask["evidence"]]
    evident = None
    if label["label"] != "missing":
        evident = any(_overlap(_place(text, q), place) for q in label["evidence"] for place in places)
    return AskScore(label["label"], said, 1 - p, evident, ask is not None, item["brief_text"])


def _asks(docs: Sequence[Scored], smooth: bool = False) -> list[AskScore]:
    return [a for d in docs for a in d.asks if not smooth or d.overall == SMOOTH]


def _gap(asks: Sequence[AskScore]) -> tuple[float, int]:
    open_, closed = ([a.gap for a in asks if (a.gold == "answered") == answered] for answered in (False, True))
    return auroc(open_, closed), len(asks)


def _four(asks: Sequence[AskScore]) -> tuple[float | None, int]:
    return macro_f1((a.gold, a.said) for a in asks), len(asks)


def _ratio(part: Sequence[AskScore], whole: Sequence[AskScore]) -> tuple[float | None, int]:
    return (len(part) / len(whole) if whole else None), len(whole)


def _precision(docs: Sequence[Scored]) -> tuple[float | None, int]:
    said = [a for a in _asks(docs) if a.said != "answered"]
    return _ratio([a for a in said if a.gold != "answered"], said)


def _recall(docs: Sequence[Scored]) -> tuple[float | None, int]:
    gaps = [a for a in _asks(docs) if a.gold != "answered"]
    return _ratio([a for a in gaps if a.said != "answered"], gaps)


def _f1(docs: Sequence[Scored]) -> tuple[float, int]:
    p, r = _precision(docs)[0] or 0.0, _recall(docs)[0] or 0.0
    return (2 * p * r / (p + r) if p + r else 0.0), len(_asks(docs))


def _glad(docs: Sequence[Scored], other: str) -> tuple[float, int]:
    glad, solid = ([d.glad for d in docs if d.overall == name and d.glad is not None] for name in (SMOOTH, other))
    return auroc(glad, solid), len(glad) + len(solid)


def _mean(values: Iterable[float | bool | None]) -> tuple[float | None, int]:
    known = [float(v) for v in values if v is not None]
    return (sum(known) / len(known) if known else None), len(known)


def _empty(docs: Sequence[Scored]) -> tuple[float, int]:
    empty, solid = [v for d in docs for v in d.empty], [v for d in docs for v in d.solid]
    return auroc(empty, solid), len(empty) + len(solid)


FIGURES: dict[str, Callable[[Sequence[Scored]], tuple[float | None, int]]] = {
    "asks.found": lambda docs: _mean(a.found for a in _asks(docs)),
    "asks.extra": lambda docs: _mean(d.extra for d in docs),
    "ask4": lambda docs: _four(_asks(docs)),
    "ask4.smooth": lambda docs: _four(_asks(docs, smooth=True)),
    "gap.auroc": lambda docs: _gap(_asks(docs)),
    "gap.smooth": lambda docs: _gap(_asks(docs, smooth=True)),
    "gap.p": _precision,
    "gap.r": _recall,
    "gap.f1": _f1,
    "evidence": lambda docs: _mean(a.evident for a in _asks(docs)),
    "empty": _empty,
    "unsup.r": lambda docs: _mean(v for d in docs for v in d.unsupported),
    "unsup.fa": lambda docs: _mean(v for d in docs for v in d.wrongly),
    "glad.good": lambda docs: _glad(docs, GOOD),
    "glad.messy": lambda docs: _glad(docs, ROUGH),
}


def with_intervals(docs: Sequence[Scored], resamples: int = 200, seed: int = 1) -> dict[str, Told]:
    """Every figure with n and a 95% percentile interval, from drawing whole cases anew."""
    by_case: dict[str, list[Scored]] = defaultdict(list)
    for doc in docs:
        by_case[doc.case].append(doc)
    rng, cases = random.Random(seed), sorted(by_case)
    drawn = [[d for c in rng.choices(cases, k=len(cases)) for d in by_case[c]] for _ in range(resamples)]
    out = {}
    for name, figure in FIGURES.items():
        value, n = figure(docs)
        again = [v for sample in drawn if len(cases) > 1 and (v := _known(figure(sample)[0])) is not None]
        out[name] = {"value": _known(value), "n": n} | _middle(again)
    return out


def _known(value: float | None) -> float | None:
    return None if value is None or value != value else value


def _middle(values: list[float]) -> dict[str, float | None]:
    """Where the middle 95% of ``values`` lie."""
    if not values:
        return {"low": None, "high": None}
    values.sort()
    last = len(values) - 1
    return {"low": values[round(0.025 * last)], "high": values[round(0.975 * last)]}


def case_folders(root: Path) -> list[Path]:
    """Folders of cases below ``root``; of our own only those that the answer judge was not trained on."""
    from bench.train_judge.data import held_case

    found = sorted(p.parent for p in root.rglob("labels.json"))
    return [p for p in found if not _own(p, OWN_CASES) or held_case(f"{p.parent.name}/{p.name}")]


def _own(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def review_cases(roots: Sequence[Path], engine: Engine) -> list[Scored]:
    """Every draft of every case below ``roots``, reviewed and scored."""
    folders, docs = [folder for root in roots for folder in case_folders(root)], []
    for k, folder in enumerate(folders, 1):
        _tell(f"case {k} of {len(folders)}")
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        docs += [score_draft(folder, labels, name, engine) for name in sorted(labels["drafts"])]
    return docs


def measure_cases(
    roots: Sequence[Path], variants: Iterable[str], resamples: int, engine: Engine, errors: int = 0
) -> dict[str, Any]:
    """{language: {variant: {figure: told}}}; prints ``errors`` of the last variant."""
    out: dict[str, Any] = defaultdict(dict)
    docs: list[Scored] = []
    for variant in variants:
        _tell(variant)
        with without(VARIANTS[variant]):
            docs = review_cases(roots, engine)
        for lang in sorted({d.lang for d in docs}):
            out[lang][variant] = with_intervals([d for d in docs if d.lang == lang], resamples)
    print(*worst(docs, errors), sep="\n")
    return dict(out)


def worst(docs: Sequence[Scored], most: int) -> list[str]:
    """Asks with another status than their label, the surest mistakes first."""
    wrong = [(abs((a.gold != "answered") - a.gap), d, a) for d in docs for a in d.asks if a.gold != a.said]
    return [
        f"{d.lang}/{d.case}/{d.name}: {a.gold}, called {a.said} (gap {a.gap:.2f}): {' '.join(a.ask.split())}"
        for _, d, a in sorted(wrong, key=lambda w: -w[0])[:most]
    ]


# ---- labelled passages


def row_figures(rows: Sequence[Mapping[str, Any]], outs: Sequence[Mapping[str, Any]]) -> dict[str, Told]:
    """Figures of a judge of single passages: ``outs`` has the status and probability of each row."""
    by, per_ask = defaultdict(list), defaultdict(lambda: defaultdict(list))
    traps: dict[str, list[float]] = defaultdict(list)
    for row, out in zip(rows, outs, strict=True):
        p, label = out["answered_probability"], row["label"]
        by[label].append(p)
        per_ask[row["ask_id"]][label].append(p)
        if label == "gestured":
            traps[row["trap"]].append(p)
    labels = ["missing" if row["label"] == "off_topic" else row["label"] for row in rows]
    said = zip(labels, (out["status"] for out in outs), strict=True)
    rest = by["partial"] + by["gestured"] + by["off_topic"]
    pairs = [(a > g) + 0.5 * (a == g) for v in per_ask.values() for a in v["answered"] for g in v["gestured"]]
    told: dict[str, tuple[float | None, int]] = {
        "f1x4": (macro_f1(said), len(rows)),
        "ans.rest": (auroc(by["answered"], rest), len(rows)),
        "ans.gest": (auroc(by["answered"], by["gestured"]), len(by["answered"]) + len(by["gestured"])),
        "ans.part": (auroc(by["answered"], by["partial"]), len(by["answered"]) + len(by["partial"])),
        "pairs": (sum(pairs) / len(pairs) if pairs else None, len(pairs)),
    }
    for trap, values in sorted(traps.items()):
        if len(values) >= LEAST_TRAP:
            told[f"trap.{trap}"] = (auroc(by["answered"], values), len(values))
    return {name: {"value": _known(value), "n": n} for name, (value, n) in told.items()}


def measure_rows(paths: Sequence[Path], variants: Iterable[str], judge: Engine) -> dict[str, Any]:
    """{language: {variant: {figure: told}}}; of our own rows only those that the answer judge was not trained on."""
    from bench.train_judge.data import held_ask

    rows = [r for p in paths for r in read_rows(p) if not _own(p, OWN_ROWS) or held_ask(r["ask_id"])]
    out: dict[str, Any] = defaultdict(dict)
    for variant in variants:
        _tell(f"{variant}: {len(rows)} passages")
        with without(VARIANTS[variant]):
            outs = [judge(r["ask"], r["passage"], r["lang"]) for r in rows]
        for lang in sorted({r["lang"] for r in rows}):
            own = [(r, o) for r, o in zip(rows, outs, strict=True) if r["lang"] == lang]
            out[lang][variant] = row_figures([r for r, _ in own], [o for _, o in own])
    return dict(out)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines, or of all such files below a folder."""
    files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    return [json.loads(line) for f in files for line in f.read_text(encoding="utf-8").splitlines() if line.strip()]


# ---- texts by people, and by models beside them


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """95% interval of a share, (0, 1) for n = 0. Wilson 1927, J. of the American Statistical Association 22(158)."""
    if n == 0:
        return 0.0, 1.0
    share, spread = hits / n, z * z / n
    middle, half = share + spread / 2, z * (share * (1 - share) / n + spread / (4 * n)) ** 0.5
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def first_words(text: str, most: int) -> str:
    """``text`` up to and with its word number ``most``."""
    for n, match in enumerate(re.finditer(r"\S+", text), 1):
        if n == most:
            return text[: match.end()]
    return text


def word_length(text: str) -> float:
    """Mean letters a word: the yardstick that a score has to beat."""
    words = re.findall(r"[^\W\d_]+", text)
    return sum(map(len, words)) / max(len(words), 1)


def measure_texts(paths: Sequence[Path], sample: int, most_words: int, engine: Engine, seed: int = 1) -> list[Told]:
    """One record a file, language and label ("human", "ai"): score, shares at or above each band, word length.

    Where a file has both labels, the records hold the AUROC of models' texts against people's of score and word length.
    """
    out = []
    for path in [f for p in paths for f in (sorted(p.glob("*.jsonl")) if p.is_dir() else [p])]:
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in read_rows(path):
            if row.get("label") in ("human", "ai") and str(row.get("text", "")).strip():
                groups[row["lang"], row["label"]].append(row["text"])
        per_file = []
        for (lang, label), texts in sorted(groups.items(), reverse=True):
            chosen = random.Random(seed).sample(texts, min(sample, len(texts)))
            _tell(f"{path.name} {label}: {len(chosen)} texts")
            per_file.append(_texts(path.stem, lang, label, [first_words(t, most_words) for t in chosen], engine))
        out += _told_apart(per_file)
    return out


def _texts(name: str, lang: str, label: str, texts: Sequence[str], engine: Engine) -> Told:
    scores, bands, lengths = [], [], []
    pushes: dict[str, list[float]] = defaultdict(list)
    for text in texts:
        glad = engine("-", stdin=io.BytesIO(text.encode()))["gladness"]
        if glad["score"] is not None:
            scores.append(glad["score"])
            bands.append(glad["band"])
            lengths.append(word_length(text))
            for push in glad["signals"]:
                pushes[push["id"]].append(push["contribution"] or 0.0)
    n = len(scores)
    told = {"file": name, "lang": lang, "label": label, "n": n, "unscored": len(texts) - n}
    told |= {"mean": _mean(scores)[0], "word_length": _mean(lengths)[0], "scores": scores, "lengths": lengths}
    told["points"] = {signal: round(sum(values) / n, 1) for signal, values in pushes.items()}
    for band, at_least in (("mixed", ("mixed", "glad")), ("glad", ("glad",))):
        hits = sum(b in at_least for b in bands)
        low, high = wilson(hits, n)
        told[band] = {"value": hits / n if n else None, "low": low, "high": high, "n": n}
    return told


def _told_apart(groups: list[Told]) -> list[Told]:
    by_label = {(g["lang"], g["label"]): g for g in groups}
    for group in groups:
        people = by_label.get((group["lang"], "human"))
        if group["label"] == "ai" and people is not None:
            group["auroc"] = {k: _known(auroc(group[k], people[k])) for k in ("scores", "lengths")}
    return [{k: v for k, v in g.items() if k not in ("scores", "lengths")} for g in groups]


# ---- what the fitted models say of themselves


def model_table() -> str:
    """A Markdown table: the models that were fitted together, and what their files say of how and how well."""
    told: dict[str, list[str]] = defaultdict(list)
    for path in sorted(
        [*(ROOT / "workslop" / "models").glob("*.json"), *(ROOT / "corpora" / "profiles").glob("*.json")]
    ):
        name = path.stem if path.parent.name == "models" else f"profile {path.stem}"
        told[json.loads(path.read_text(encoding="utf-8"))["about"]].append(name)
    rows = [f"| {', '.join(names)} | {about} |" for about, names in told.items()]
    return "\n".join(["| models | in their own words |", "| --- | --- |", *rows])


# ---- running and telling


@contextmanager
def without(what: str) -> Iterator[None]:
    """Reviews without the answer "judge", or without "vectors" and so without the judge too; "": as they are."""
    from workslop import embed
    from workslop.embed import cross_encoder

    missing = embed.EncoderUnavailable("left out to see what it adds")
    with ExitStack() as stack:
        if what:
            stack.enter_context(patch.object(cross_encoder, "load", side_effect=missing))
        if what == "vectors":
            stack.enter_context(patch.object(embed, "load", side_effect=missing))
        yield


def figure_table(found: Mapping[str, Mapping[str, Mapping[str, Told]]]) -> str:
    """One Markdown table a language: figures down, variants across."""
    parts = []
    for lang, variants in found.items():
        names = list(next(iter(variants.values())))
        lines = [f"**{lang}**", "", "| figure | n |" + "".join(f" {v} |" for v in variants)]
        lines.append("|" + " --- |" * (2 + len(variants)))
        for name in names:
            n = next(iter(variants.values()))[name]["n"]
            lines.append(f"| {name} | {n} |" + "".join(f" {_shown(v.get(name, {}))} |" for v in variants.values()))
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def text_table(groups: Sequence[Told]) -> str:
    """A Markdown table of texts by people and by models."""
    heads = ("texts", "by", "n", "mean score", "mixed or glad", "glad", "points by signal", "letters a word", APART)
    lines = [f"| {' | '.join(heads)} |", "|" + " --- |" * len(heads)]
    for g in groups:
        apart = g.get("auroc")
        told = f"{_number(apart['scores'])} / {_number(apart['lengths'])}" if apart else ""
        n = f"{g['n']}" + (f" ({g['unscored']} too short or not scored)" if g["unscored"] else "")
        by = {"human": "people", "ai": "models"}[g["label"]]
        mean, letters = (f"{g[k]:.{d}f}" if g[k] is not None else "" for k, d in (("mean", 0), ("word_length", 2)))
        points = sorted(g["points"].items(), key=lambda p: -abs(p[1]))
        pushed = ", ".join(f"{signal} {value:+.0f}" for signal, value in points if abs(value) >= LEAST_SHOWN)
        shares = f"{_percent(g['mixed'])} | {_percent(g['glad'])}"
        lines.append(f"| {g['file']} | {by} | {n} | {mean} | {shares} | {pushed} | {letters} | {told} |")
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _shown(told: Told) -> str:
    if not told:
        return "–"
    between = f" ({_number(told['low'])}–{_number(told['high'])})" if told.get("low") is not None else ""
    return _number(told["value"]) + between


def _percent(told: Told) -> str:
    if told["value"] is None:
        return "–"
    return f"{told['value']:.0%} ({told['low']:.0%}–{told['high']:.0%})"


def put_between_marks(text: str, sections: Mapping[str, str]) -> str:
    """``text`` with ``sections`` (title: body) between <!-- figures --> and <!-- /figures -->; sections not named stay.

    Raises ValueError where the marks are not there.
    """
    before, mark, rest = text.partition("<!-- figures -->\n")
    held, end, after = rest.partition("<!-- /figures -->")
    if not mark or not end:
        raise ValueError("there is no place between <!-- figures --> and <!-- /figures -->")
    kept = dict(part.split("\n", 1) for part in ("\n" + held).split("\n### ")[1:])
    kept |= {title: f"\n{body}\n" for title, body in sections.items()}
    told = "\n".join(f"### {title}\n\n{body.strip()}\n" for title, body in sorted(kept.items()))
    return f"{before}{mark}\n{told}\n{end}{after}"


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _name(path: Path) -> str:
    """A path as it may stand in a document: outside the repository by its last two names."""
    whole = path.resolve()
    return str(whole.relative_to(ROOT)) if whole.is_relative_to(ROOT) else "…/" + "/".join(whole.parts[-2:])


def _command(args: argparse.Namespace) -> str:
    """The command as it may stand in a document."""
    parts = [_name(p) for p in args.cases]
    for option in ("rows", "human"):
        if getattr(args, option):
            parts += [f"--{option}", *(_name(p) for p in getattr(args, option))]
    if args.human:
        parts += ["--sample", str(args.sample), "--words", str(args.words)]
    parts += ["--ablation"] if args.ablation else ["--without", args.without] if args.without else []
    return " ".join(["python -m bench.quality", *parts])


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__.partition("\n")[0])
    add = parser.add_argument
    add("cases", nargs="*", type=Path, metavar="CASES", help="folders of labelled cases")
    add("--rows", nargs="+", type=Path, default=[], metavar="ROWS", help="labelled passages: JSON lines, or folders")
    add(
        "--human",
        nargs="+",
        type=Path,
        default=[],
        metavar="TEXTS",
        help="texts, label human or ai: JSON lines, or folders",
    )
    add("--models", action="store_true", help="what the files of the fitted models say of how well they do")
    add("--sample", type=int, default=60, help="texts of each file and label (default: 60)")
    add("--words", type=int, default=1200, help="words of a text that are read (default: 1200)")
    add("--resamples", type=int, default=200, help="of cases, for the intervals (default: 200)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--without", choices=("judge", "vectors"), help="leave out (without vectors there is no judge)")
    which.add_argument("--ablation", action="store_true", help="three columns: lexical, vectors, judge")
    add("--errors", type=int, default=0, metavar="N", help="print the N surest mistakes on cases")
    add("--json", type=Path, metavar="OUT", help="write the figures here as well")
    add("--write", type=Path, metavar="FILE", help="put the tables between the marks in FILE")
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Measure what was named, print it, and write it where asked."""
    args = _arguments().parse_args(argv)
    from workslop import judge_passage, review_dict

    roots = args.cases or ([] if args.rows or args.human or args.models else [OWN_CASES])
    chosen = list(VARIANTS) if args.ablation else [v for v, gone in VARIANTS.items() if gone == (args.without or "")]
    found: dict[str, Any] = {}
    if roots:
        found["Labelled cases"] = measure_cases(roots, chosen, args.resamples, review_dict, args.errors)
    if args.rows:
        found["Labelled passages"] = measure_rows(args.rows, chosen, judge_passage)
    if args.human:
        with without(args.without or ""):
            found["Texts by people"] = measure_texts(args.human, args.sample, args.words, review_dict)
    how = f"{date.today()}, `{_command(args)}`."
    sections = {"Fitted models": model_table()} if args.models else {}
    sources = {"Labelled cases": roots, "Labelled passages": args.rows}
    own = {title for title, paths in sources.items() if any(_own(p, ROOT / "corpora") for p in paths)}
    sections |= {
        title: "\n\n".join([how, *([WARNING] if title in own else []), table])
        for title, result in found.items()
        for table in [text_table(result) if isinstance(result, list) else figure_table(result)]
    }
    print("\n\n".join(f"### {title}\n\n{body}" for title, body in sections.items()))
    if args.json:
        args.json.write_text(json.dumps({"made": str(date.today()), **found}, indent=1) + "\n", encoding="utf-8")
    if args.write:
        args.write.write_text(put_between_marks(args.write.read_text(encoding="utf-8"), sections), encoding="utf-8")


if __name__ == "__main__":
    main()
