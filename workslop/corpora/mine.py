"""Phrases that glad texts use more than solid ones: log-odds with a prior, counted by texts and by occurrences."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from workslop import models
from workslop.lang import load, zipf
from workslop.text.features import sentence_features
from workslop.text.match import fold

LONGEST = 5  # words of a phrase
LEAST_TEXTS, LEAST_SUBJECTS = 3, 3  # glad ones that a phrase stands in
LENGTH, EMPTY = 0.75, 1.5  # powers in the ranking: set on corpora/texts and corpora/drafts, by reading what came up
MOST_OF_ONE = 0.5  # of its texts that one subject may hold
TOGETHER = 0.25  # of a phrase's weakest joint; "hand in hand" lies near 1, "the project" near 0
PRIOR = 0.05  # of all phrases of a length counted, as if seen before
NEARLY = 0.75  # of the texts with the shorter phrase that also have the longer: then the longer one is meant
COMMON, PLAIN = 5.3, 4.7  # Zipf frequency from which a word says nothing by itself, within a phrase and alone
EXAMPLE_CHARS, ASKED = 140, 5  # of an example; sentences of a phrase that are looked at for a rule that finds it
Z95 = 1.959964

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")  # as workslop.text.match reads a phrase of a rule

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doc:
    """A text: its sentences of prose (quotations and code blank) and the subject that it is about."""

    path: str
    subject: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How often a phrase stands in a pile, in how many texts, about how many subjects."""

    hits: int
    texts: int
    subjects: int


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase with its counts. ``z``: log-odds ratio in standard errors, the lower of occurrences and texts.

    ``ratio``: of the shares of texts with it, glad for solid, ``low`` … ``high`` its 95% interval; ``covered`` names
    the rule that finds it already.
    """

    phrase: str
    z: float
    ratio: float
    low: float
    high: float
    glad: Count
    solid: Count
    glad_example: str
    solid_example: str = ""
    covered: str = ""


@dataclass(frozen=True)
class Mined:
    """What was found, the highest z first; ``seen`` counts the phrases that were weighed."""

    lang: str
    texts: tuple[int, int]
    words: tuple[int, int]
    seen: int
    found: tuple[Found, ...]


@dataclass
class _Pile:
    """Where each phrase stands: {phrase: {text: hits}}; totals by length."""

    where: dict[Phrase, Counter[int]]
    hits: Counter[int]
    held: Counter[int]
    words: int


RuleOf = Callable[[str, str], str]


def mine(glad: Sequence[Doc], solid: Sequence[Doc], lang: str, top: int, rule_of: RuleOf = lambda *_: "") -> Mined:
    """The ``top`` phrases of 1 to LONGEST words that stand in more glad than solid texts, nested ones merged.

    A phrase stands within a sentence and between two signs, has no digit, and has a word that isn't among the
    commonest. It must occur in LEAST_TEXTS glad texts about LEAST_SUBJECTS subjects, none of which holds more than
    MOST_OF_ONE of them, and its words must hang TOGETHER. In order of z times its length to the power LENGTH times the
    mean probability, to the power EMPTY, that its sentences say nothing (the shipped model without vectors): what is
    common in glad text but carries facts comes last. ``rule_of(phrase, sentence)`` names the rule that finds it, or "".
    """
    piles = (_count(glad), _count(solid))
    kept = {p: w for p, w in piles[0].where.items() if _spread(p, w, glad, lang) and _together(p, piles) >= TOGETHER}
    scored = {p: min(_z(p, piles, by_texts) for by_texts in (False, True)) for p in kept}
    empty = _emptiness(glad, kept, lang)
    ranked = {p: z * empty[p] ** EMPTY * len(p) ** LENGTH for p, z in scored.items() if z > 0}
    order = sorted(_merged(ranked, kept), key=lambda p: (-ranked[p], p))[:top]
    found = tuple(_found(p, scored[p], piles, (glad, solid), rule_of) for p in order)
    return Mined(lang, (len(glad), len(solid)), (piles[0].words, piles[1].words), len(kept), found)


def phrases_of(sentence: str) -> Iterable[tuple[Phrase, int]]:
    """Every phrase of 1 to LONGEST words between two signs, with the offset of its first word."""
    for run in _runs(sentence):
        for at in range(len(run)):
            for size in range(1, min(LONGEST, len(run) - at) + 1):
                yield tuple(word for word, _ in run[at : at + size]), run[at][1]


def place_of(phrase: str, sentence: str) -> tuple[int, int]:
    """Where the phrase first stands in the sentence: (start, end). Raises ValueError where it doesn't."""
    for found, start in phrases_of(sentence):
        if found == tuple(phrase.split(" ")):
            return start, start + len(phrase)
    raise ValueError(phrase)


def _runs(sentence: str) -> list[list[tuple[str, int]]]:
    """The words in stretches without a sign between them; a rule's phrase doesn't run over one either."""
    text = fold(sentence)
    runs: list[list[tuple[str, int]]] = [[]]
    end = 0
    for found in _WORD.finditer(text):
        if text[end : found.start()].strip():
            runs.append([])
        end, word = found.end(), found[0]
        if any(c.isdigit() for c in word):
            runs.append([])
        else:
            runs[-1].append((word, found.start()))
    return [run for run in runs if run]


def _count(docs: Sequence[Doc]) -> _Pile:
    where: dict[Phrase, Counter[int]] = defaultdict(Counter)
    hits: Counter[int] = Counter()
    for at, doc in enumerate(docs):
        for sentence in doc.sentences:
            for phrase, _ in phrases_of(sentence):
                where[phrase][at] += 1
                hits[len(phrase)] += 1
    held = Counter({size: sum(len(w) for p, w in where.items() if len(p) == size) for size in range(1, LONGEST + 1)})
    return _Pile(where, hits, held, hits[1])


def _spread(phrase: Phrase, where: Counter[int], docs: Sequence[Doc], lang: str) -> bool:
    """Whether it stands in enough texts about enough subjects, and says something."""
    if len(where) < LEAST_TEXTS or not _says_something(phrase, lang):
        return False
    subjects = Counter(docs[at].subject for at in where)
    return len(subjects) >= LEAST_SUBJECTS and max(subjects.values()) <= MOST_OF_ONE * len(where)


def _says_something(phrase: Phrase, lang: str) -> bool:
    """Not made of the commonest words alone, and not cut off at an article, a pronoun or a link word."""
    if len(phrase) == 1:
        return zipf(lang).get(phrase[0], 0.0) < PLAIN
    words = load(lang, "mine")["words"]
    if len(phrase) == 2 and phrase[0] in words["leading"]:
        return False
    return not all(word in _common(lang) for word in phrase) and phrase[-1] not in words["dangling"]


def _together(phrase: Phrase, piles: tuple[_Pile, _Pile]) -> float:
    """How fixed a phrase is: normalised pointwise mutual information of the two sides of its weakest joint, -1..1.

    Bouma 2009, Proceedings of GSCL, p. 37; 1 for a single word.
    """

    def share(part: Phrase) -> float:
        return sum(p.where[part].total() for p in piles if part in p.where) / total

    total = sum(p.words for p in piles)
    whole = share(phrase)
    joints = [math.log(whole / (share(phrase[:k]) * share(phrase[k:]))) for k in range(1, len(phrase))]
    return min(joints) / -math.log(whole) if joints else 1.0


def _emptiness(docs: Sequence[Doc], kept: Mapping[Phrase, Counter[int]], lang: str) -> dict[Phrase, float]:
    """The mean probability that the glad sentences with the phrase are empty, 0..1."""
    model = models.load("emptiness_lexical")
    sums: dict[Phrase, float] = dict.fromkeys(kept, 0.0)
    for sentence in (s for doc in docs for s in doc.sentences):
        empty = 1 / (1 + math.exp(-model.logit(sentence_features(sentence, lang))))
        for phrase, _ in phrases_of(sentence):
            if phrase in sums:
                sums[phrase] += empty
    return {phrase: total / kept[phrase].total() for phrase, total in sums.items()}


@cache
def _common(lang: str) -> frozenset[str]:
    return frozenset(word for word, value in zipf(lang).items() if value >= COMMON)


def _z(phrase: Phrase, piles: tuple[_Pile, _Pile], by_texts: bool) -> float:
    """The log-odds ratio with an informative Dirichlet prior, in standard errors.

    Monroe, Colaresi and Quinn 2008, Political Analysis 16(4), p. 387-388, eq. 15, 19 and 22; the prior is the share of
    the phrase in both piles together, as heavy as PRIOR of them.
    """
    size = len(phrase)
    ys = [float(len(w) if by_texts else w.total()) for w in (p.where.get(phrase, Counter()) for p in piles)]
    ns = [float((p.held if by_texts else p.hits)[size]) for p in piles]
    prior_all = PRIOR * sum(ns)
    prior = prior_all * sum(ys) / sum(ns)
    odds = [math.log((y + prior) / (n + prior_all - y - prior)) for y, n in zip(ys, ns, strict=True)]
    return (odds[0] - odds[1]) / math.sqrt(sum(1 / (y + prior) for y in ys))


def _merged(scored: Mapping[Phrase, float], where: Mapping[Phrase, Counter[int]]) -> list[Phrase]:
    """Of phrases within each other or running into each other one: the longest that nearly all these texts have.

    A shorter one that stands in other surroundings too is kept, and the longer ones then only repeat it.
    """
    out = set(scored)
    for longer in scored:
        for part in _parts(longer):
            if part in scored and len(where[longer]) >= NEARLY * len(where[part]):
                out.discard(part)
    taken: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in sorted(out, key=lambda p: (-scored[p], -len(p), p)):
        near = {other for word in phrase for other in taken[word]}
        if not any(_repeats(phrase, other, where) for other in near):
            for word in phrase:
                taken[word].append(phrase)
    return [*{p: None for own in taken.values() for p in own}]


def _parts(phrase: Phrase) -> list[Phrase]:
    return [phrase[i:j] for i in range(len(phrase)) for j in range(i + 1, len(phrase) + 1) if phrase[i:j] != phrase]


def _repeats(one: Phrase, other: Phrase, where: Mapping[Phrase, Counter[int]]) -> bool:
    """Whether one holds the other (a word alone doesn't count), or they share words and most of their texts."""
    if min(len(one), len(other)) > 1 and (one in _parts(other) or other in _parts(one)):
        return True
    both = len(where[one].keys() & where[other].keys())
    return both >= NEARLY * min(len(where[one]), len(where[other]))


def _found(
    phrase: Phrase, z: float, piles: tuple[_Pile, _Pile], docs: tuple[Sequence[Doc], Sequence[Doc]],
    rule_of: RuleOf,
) -> Found:  # fmt: skip
    of_glad, of_solid = (_counted(p.where.get(phrase, Counter()), d) for p, d in zip(piles, docs, strict=True))
    glad, solid = (_sentences(phrase, pile, own) for pile, own in zip(piles, docs, strict=True))
    text = " ".join(phrase)
    rules = Counter(rule_of(text, sentence) for sentence in glad[:ASKED])
    rule, times = rules.most_common(1)[0]
    covered = rule if times > min(len(glad), ASKED) / 2 else ""
    value, low, high = ratio(of_glad.texts, len(docs[0]), of_solid.texts, len(docs[1]))
    shown, beside = (_cut(own[0], phrase) if own else "" for own in (glad, solid))
    return Found(text, z, value, low, high, of_glad, of_solid, shown, beside, covered)


def _counted(where: Counter[int], docs: Sequence[Doc]) -> Count:
    return Count(where.total(), len(where), len({docs[at].subject for at in where}))


def _sentences(phrase: Phrase, pile: _Pile, docs: Sequence[Doc]) -> list[str]:
    """One sentence a text that holds the phrase."""
    return [
        next(s for s in docs[at].sentences if any(p == phrase for p, _ in phrases_of(s)))
        for at in sorted(pile.where.get(phrase, ()))[:ASKED]
    ]


def ratio(glad: int, of_glad: int, solid: int, of_solid: int) -> tuple[float, float, float]:
    """The share of glad texts for that of solid ones, with its 95% interval; above 0, also where no solid one has it.

    Logarithmic interval (Katz et al. 1978, Biometrics 34, p. 469) with a half added to each count (Walter 1975,
    Biometrika 62, p. 371).
    """
    a, b = glad + 0.5, solid + 0.5
    m, n = of_glad + 0.5, of_solid + 0.5
    value, error = (a / m) / (b / n), math.sqrt(max(1 / a - 1 / m + 1 / b - 1 / n, 0.0))
    return value, value * math.exp(-Z95 * error), value * math.exp(Z95 * error)


def _cut(sentence: str, phrase: Phrase) -> str:
    """The sentence on one line, cut around the phrase where it is long."""
    if len(sentence) <= EXAMPLE_CHARS:
        return sentence
    at, _ = place_of(" ".join(phrase), sentence)
    start = max(0, min(at - EXAMPLE_CHARS // 3, len(sentence) - EXAMPLE_CHARS))
    end = start + EXAMPLE_CHARS
    return ("…" if start else "") + sentence[start:end].strip() + ("…" if end < len(sentence) else "")
