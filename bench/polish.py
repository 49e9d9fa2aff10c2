"""Does polish move gladness, or substance? Good drafts made smooth, glad drafts made rough: python -m bench.polish.

Two rewritings by rule, without chance. ``smoothed``: connectives and polite frames before every second sentence of
prose, em dashes for commas and semicolons in every third. ``roughened``: lower case, no full stops, abbreviations,
typos, openings dropped. Neither adds or takes a fact: gladness should stay within 5 points.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import mean, median

from workslop.lang import LANGUAGES
from workslop.review import review
from workslop.types import Review

DRAFTS = Path(__file__).parents[1] / "corpora" / "drafts"
NEAR = 5.0  # points
FRAMES = {
    "nl": (
        "Bovendien geldt: ", "Daarnaast geldt het volgende: ", "Tegelijkertijd: ", "Ook het volgende is van belang: ",
        "Graag vermelden wij daarbij: ", "Verder geldt: ",
    ),
    "en": (
        "Furthermore, ", "Moreover, ", "In addition, ", "At the same time, ", "We are also pleased to note that ",
        "Additionally, ",
    ),
}  # fmt: skip
SMALL = {  # first words that lose their capital behind a frame
    "nl": "de het een dit dat deze die wij we ik er in op om van voor met bij na als wie hun haar zijn geen alle twee",
    "en": "the a an this that these those we it they he she there in on at of for with by after if who their our no",
}
SHORT = {
    "nl": {
        "bijvoorbeeld": "bv", "ongeveer": "ca", "onder andere": "oa", "met betrekking tot": "mbt", "en": "+",
        "medewerkers": "mdw", "in verband met": "ivm", "met": "m", "verschillende": "versch", "het": "t", "niet": "nt",
    },
    "en": {
        "with": "w", "without": "w/o", "because": "bc", "about": "abt", "and": "+", "people": "ppl", "you": "u",
        "between": "btwn", "approximately": "approx", "management": "mgmt", "development": "dev", "through": "thru",
    },
}  # fmt: skip
DROPPED = {
    "nl": ("De ", "Het ", "Een ", "Wij ", "We ", "Dit is ", "Er is "),
    "en": ("The ", "A ", "An ", "We ", "This is ", "There is ", "It is "),
}
NOT_PROSE = re.compile(r"\s*(?:#|\||[-*+] |\d+[.)] |>|```|$)")
SENTENCE_END = re.compile(r"(?<=[a-zé0-9%)’”\"'][.!?]) +(?=[A-Z‘“\"É])")


def _prose(text: str, change: Callable[[list[str]], Iterable[str]]) -> str:
    """``text`` with the sentences of all its lines of prose put through ``change``, all at once; the rest as it was."""
    lines = text.split("\n")
    own = [(n, SENTENCE_END.split(line)) for n, line in enumerate(lines) if not NOT_PROSE.match(line)]
    changed = iter(list(change([sentence for _, sentences in own for sentence in sentences])))
    for n, sentences in own:
        lines[n] = " ".join(next(changed) for _ in sentences)
    return "\n".join(lines)


def smoothed(text: str, lang: str) -> str:
    """The text with connectives, polite frames and em dashes; its facts and their order stay."""

    def change(sentences: list[str]) -> Iterator[str]:
        frames, small = cycle(FRAMES[lang]), set(SMALL[lang].split())
        for n, sentence in enumerate(sentences):
            out = re.sub(r"(?<=[a-z])(?:,|;) (?=[a-z])", " — ", sentence, count=1) if n % 3 == 0 else sentence
            if n % 2 and len(sentence.split()) > 4 and sentence[0].isupper():
                first = out.split(" ", 1)[0]
                out = next(frames) + (out[0].lower() + out[1:] if first.lower() in small else out)
            yield out

    return _prose(text, change)


def roughened(text: str, lang: str, glued: bool = False) -> str:
    """The text in lower case, abbreviated, with typos, fragments, and a blank line for every second full stop."""
    short = re.compile(r"\b(?:" + "|".join(sorted(SHORT[lang], key=len, reverse=True)) + r")\b")

    def change(sentences: list[str]) -> Iterator[str]:
        for n, sentence in enumerate(sentences):
            out = next((sentence[len(w) :] for w in DROPPED[lang] if n % 2 == 0 and sentence.startswith(w)), sentence)
            out = short.sub(lambda m: SHORT[lang][m[0]], out[:1].lower() + out[1:])
            out = " ".join(_typo(word, n + k) for k, word in enumerate(out.split(" ")))
            yield out.removesuffix(".") + ("" if glued else "\n\n") if n % 2 else out

    return _prose(text, change)


def run_on(text: str, lang: str) -> str:
    """``roughened``, with nothing where a full stop was dropped: two sentences become one, for any reader of rules."""
    return roughened(text, lang, glued=True)


def _typo(word: str, n: int) -> str:
    """Two letters swapped in every ninth long word."""
    if n % 9 or len(word) < 7 or not word.isalpha():
        return word
    return word[:3] + word[4] + word[3] + word[5:]


@dataclass(frozen=True)
class Change:
    """Gladness of a draft before and after, and by how many points each signal moved."""

    name: str
    before: float
    after: float
    by: dict[str, float]

    @property
    def points(self) -> float:
        """After less before: above 0 is gladder."""
        return self.after - self.before


def _pushes(found: Review) -> dict[str, float]:
    return {push.signal: push.contribution for push in found.gladness.pushes if push.contribution is not None}


def measure(path: Path, lang: str, rewrite: Callable[[str, str], str], vectors: bool = True) -> Change | None:
    """The change of one draft; None where gladness is not measured. Coverage plays no part: no brief is read."""
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder) / "draft.md"
        other.write_text(rewrite(path.read_text(encoding="utf-8"), lang), encoding="utf-8")
        one, two = (review(p, lang=lang, vectors=vectors) for p in (path, other))
    if one.gladness.score is None or two.gladness.score is None:
        return None
    a, b = _pushes(one), _pushes(two)
    by = {signal: b[signal] - a[signal] for signal in a if signal in b}
    return Change(f"{path.parent.name}/{path.stem}", one.gladness.score, two.gladness.score, by)


PAIRS: tuple[tuple[str, str, Callable[[str, str], str]], ...] = (
    ("good made smooth", "draft-good.md", smoothed),
    ("messy made smooth", "draft-messy.md", smoothed),
    ("smooth made rough", "draft-smooth.md", roughened),
    ("smooth made rough, run on", "draft-smooth.md", run_on),
)


def line(lang: str, what: str, found: list[Change]) -> str:
    """A row: n, median and mean change, how many stay within NEAR points, the largest, and what moved most."""
    moves = [c.points for c in found]
    signals = {s: mean(c.by.get(s, 0.0) for c in found) for s in found[0].by}
    most = ", ".join(f"{s} {v:+.1f}" for s, v in sorted(signals.items(), key=lambda t: -abs(t[1]))[:3] if v)
    near = sum(abs(m) <= NEAR for m in moves)
    ends = f"{min(moves):+.1f} … {max(moves):+.1f}"
    return f"| {lang} | {what} | {len(found)} | {median(moves):+.1f} | {ends} | {near / len(found):.0%} | {most} |"


def main() -> None:
    """Print a Markdown table."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--light", action="store_true", help="without vectors")
    ap.add_argument("--most", type=int, default=24, help="drafts of each sort in a language")
    ap.add_argument("--each", action="store_true", help="print every draft too")
    args = ap.parse_args()
    print(
        "| | | n | median change | from … to | within 5 points | mean change by signal |", "|" + " --- |" * 7, sep="\n"
    )
    for lang in LANGUAGES:
        for what, name, rewrite in PAIRS:
            paths = sorted((DRAFTS / lang).glob(f"*/{name}"))[: args.most]
            found = [c for p in paths if (c := measure(p, lang, rewrite, not args.light))]
            print(line(lang, what, found), flush=True)
            for c in found if args.each else ():
                print(
                    f"  {c.name} {c.before:.0f} -> {c.after:.0f} { ({s: round(v, 1) for s, v in c.by.items() if v}) }"
                )


if __name__ == "__main__":
    main()
