"""The counts in docs/corpora.md, from the files. python tests/bench/corpus_counts.py writes them anew."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from workslop.signals.retrieval import stems

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "corpora.md"
MARKS = "<!-- counts -->\n", "<!-- /counts -->"
LANGUAGES = ("nl", "en")
STATUSES = ("answered", "partial", "gestured", "missing")


def ask_rows(lang: str) -> list[dict[str, Any]]:
    """The rows of corpora/asks in a language."""
    files = sorted((ROOT / "corpora" / "asks" / lang).glob("*.jsonl"))
    return [json.loads(line) for f in files for line in f.read_text(encoding="utf-8").splitlines() if line.strip()]


def cases(lang: str) -> dict[Path, dict[str, Any]]:
    """The labels of each case of corpora/drafts in a language, by folder."""
    files = sorted((ROOT / "corpora" / "drafts" / lang).glob("*/labels.json"))
    return {f.parent: json.loads(f.read_text(encoding="utf-8")) for f in files}


def table(head: str, counts: Mapping[str, Counter[str]], names: Iterable[str] | None = None) -> str:
    """A Markdown table of counts, one column a language, the most frequent first."""
    total: Counter[str] = sum(counts.values(), Counter())
    order = list(names or sorted(total, key=lambda n: (-total[n], n)))
    lines = [f"| {head} |" + "".join(f" {c} |" for c in counts), "|" + " --- |" * (1 + len(counts))]
    lines += [f"| {n} |" + "".join(f" {c[n]} |" for c in counts.values()) for n in order]
    return "\n".join(lines)


def of_asks() -> list[str]:
    """Sizes, labels, traps, kinds and styles of corpora/asks."""
    rows = {lang: ask_rows(lang) for lang in LANGUAGES}

    def by(key: str) -> dict[str, Counter[str]]:
        return {lang: Counter(r[key] for r in own) for lang, own in rows.items()}

    sizes = {
        lang: Counter({
            "rows": len(own), "asks": len({r["ask_id"] for r in own}), "genres": len({r["genre"] for r in own}),
            "words of the median passage": sorted(len(r["passage"].split()) for r in own)[len(own) // 2],
        })
        for lang, own in rows.items()
    }  # fmt: skip
    names = ["rows", "asks", "genres", "words of the median passage"]
    for label in ("answered", "partial", "gestured", "off_topic"):
        names.append(f"% of the ask's words that recur, {label}")
        for lang, own in rows.items():
            shares = [_recurring(r) for r in own if r["label"] == label]
            sizes[lang][names[-1]] = round(100 * sum(shares) / len(shares))
    traps = {
        f"{label}, {lang}": Counter(r["trap"] for r in own if r["label"] == label)
        for label in ("answered", "partial", "gestured", "off_topic")
        for lang, own in rows.items()
    }
    styles = {
        f"{label}, {lang}": Counter(r["style"] for r in own if r["label"] == label)
        for label in ("answered", "gestured")
        for lang, own in rows.items()
    }
    return [
        "### corpora/asks", table("", sizes, names), table("label", by("label")), table("kind of ask", by("kind")),
        table("trap", traps), table("style", styles), second_reading(),
    ]  # fmt: skip


def second_reading() -> str:
    """How a second reading, without sight of the labels, agrees with them: table of share and Cohen's kappa."""
    readings = json.loads((ROOT / "corpora" / "asks" / "second_reading.json").read_text(encoding="utf-8"))
    lines = ["| second reading | rows | same label | Cohen's kappa | most often read otherwise |", "|" + " --- |" * 5]
    for lang in LANGUAGES:
        pairs = [(r["label"], readings[lang][_key(r)]) for r in ask_rows(lang) if _key(r) in readings[lang]]
        assert len(pairs) == len(readings[lang]), "a row that was read a second time has changed: take it out"
        same = sum(a == b for a, b in pairs) / len(pairs)
        first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
        chance = sum(first[k] * second[k] for k in first) / len(pairs) ** 2
        (one, other), n = Counter(p for p in pairs if p[0] != p[1]).most_common(1)[0]
        kappa = (same - chance) / (1 - chance)
        lines.append(f"| {lang} | {len(pairs)} | {100 * same:.1f}% | {kappa:.2f} | {one} as {other} ({n}) |")
    return "\n".join(lines)


def _key(row: Mapping[str, Any]) -> str:
    return hashlib.sha1(f"{row['ask']}\0{row['passage']}".encode()).hexdigest()[:16]


def _recurring(row: Mapping[str, Any]) -> float:
    """The share of the ask's content words, by their first letters, that stand in the passage."""
    asked = stems(row["ask"], row["lang"])
    return len(asked & stems(row["passage"], row["lang"])) / max(len(asked), 1)


def of_drafts() -> list[str]:
    """Sizes, labels by sort of draft, kinds, labelled sentences and genres of corpora/drafts."""
    found = {lang: cases(lang) for lang in LANGUAGES}
    sizes: dict[str, Counter[str]] = defaultdict(Counter)
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for sort in ("good", "rough_substantive", "smooth_empty"):
        for lang in LANGUAGES:
            labels[f"{sort.partition('_')[0]}, {lang}"] = Counter()
    for lang, own in found.items():
        for case in own.values():
            sizes[lang] += Counter({"briefs": 1, "asks": len(case["items"])})
            kinds[lang] += Counter(item["asks"] for item in case["items"])
            for draft in case["drafts"].values():
                sort = draft["overall"].partition("_")[0]
                sizes[lang] += Counter({"drafts": 1, f"{sort} drafts": 1, "labelled verdicts": len(draft["items"])})
                labels[f"{sort}, {lang}"] += Counter(i["label"] for i in draft["items"].values())
                for name in ("empty_sentences", "substantive_sentences", "unsupported_claims"):
                    sizes[lang] += Counter({name.replace("_", " "): len(draft[name])})
    names = (
        "briefs", "asks", "drafts", "good drafts", "rough drafts", "smooth drafts", "labelled verdicts",
        "empty sentences", "substantive sentences", "unsupported claims",
    )  # fmt: skip
    genres = [f"Genres, {lang}: {', '.join(case['genre'] for case in own.values())}." for lang, own in found.items()]
    return [
        "### corpora/drafts", table("", sizes, names), table("label", labels, STATUSES), table("kind of ask", kinds),
        *genres,
    ]  # fmt: skip


def counts() -> str:
    """All that stands between the marks."""
    return "\n" + "\n\n".join([*of_asks(), *of_drafts()]) + "\n\n"


def page() -> str:
    """docs/corpora.md with the counts as they are now."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    return f"{before}{MARKS[0]}{counts()}{MARKS[1]}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
