"""Figures of one sentence, length taken out: what it holds that can be checked, and what could stand anywhere."""

from __future__ import annotations

import math
from functools import lru_cache

from workslop.lang import load, zipf
from workslop.text.facts import Facts, function_words, read_facts
from workslop.text.spelling import word_meant

RARE = 2.6  # Zipf value given to a word outside the table: the table's rarest band is 2.8
COMMON = 6.5  # about the commonest content words


@lru_cache(maxsize=8192)
def rarity(word: str, lang: str) -> float:
    """How rare ``word`` is, 0 (common) to 3.9; a Dutch compound counts by the mean of its known halves, a word
    with a slip of the keyboard as the word meant."""
    table = zipf(lang)
    value = table.get(word)
    if value is None and lang == "nl" and len(word) > 8:
        value = _compound(word, table)
    if value is None and (meant := word_meant(word, lang)):
        value = table[meant]
    return COMMON - (RARE if value is None else min(value, COMMON))


def _compound(word: str, table: dict[str, float]) -> float | None:
    """The mean Zipf value of the longest known tail and its known head, with a linking -s- or -en- dropped."""
    for cut in range(4, len(word) - 3):
        tail, head = word[cut:], word[:cut]
        if tail in table:
            for form in (head, head.removesuffix("s"), head.removesuffix("en"), head.removesuffix("-")):
                if form in table:
                    return (table[tail] + table[form]) / 2 - 0.5  # the whole is rarer than its halves
    return None


def _abstract(words: list[str], lang: str) -> int:
    endings = tuple(load(lang, "lexicon")["abstract_endings"])
    return sum(len(w) > 6 and w.endswith(endings) for w in words)


def form_features(text: str, lang: str) -> dict[str, float]:
    """Figures of the form of ``text``: commas (at most 4) and whether a full stop lacks, which tell lists and notes."""
    return {
        "commas": min(read_facts(text, lang).commas, 4.0),
        "fragment": float(not text.rstrip().endswith(_FULL_STOPS)),
    }


# Marks that count per ten words.
_RATES = (
    "vague", "abstract", "hedges", "absolute", "generic_actors", "cause", "comparison", "decision", "method", "risk",
    "evidence", "claim", "definition",
)  # fmt: skip
_FULL_STOPS = (".", "!", "?", "…", ".”", '."', ".’", ".'", ".)")


@lru_cache(maxsize=32_768)
def sentence_features(text: str, lang: str) -> dict[str, float]:
    """Named figures of ``text``; rates are per ten words, counts are capped so that no list can run away.

    Nothing here tells rough from polished: emptiness and claims are judged by it. Callers must not change the
    dictionary, it is kept. Raises KeyError for a language we don't have.
    """
    facts = read_facts(text, lang)
    n = max(len(facts.words), 1)
    content = [w for w in facts.words if w not in function_words(lang)]
    rare = [rarity(w, lang) for w in content if not w[0].isdigit()]
    per = {f"{k}_rate": min(facts.marks[k] / n * 10, 4.0) for k in _RATES}
    own = {
        "log_words": math.log(n),
        "rarity": sum(rare) / len(rare) if rare else 2.0,
        "rarest": max(rare, default=2.0),
        "rare_rate": sum(r > 3.0 for r in rare) / n * 10,
        "content_rate": len(content) / n,
        "ending_rate": min(_abstract(content, lang) / n * 10, 4.0),
        "fact_rate": min(facts.count() / n * 10, 4.0),
        "opener": float(bool(facts.words) and facts.words[0] in load(lang, "lexicon")["openers"]),
    }
    return per | _counts(facts) | own


def _counts(facts: Facts) -> dict[str, float]:
    figures = facts.count("money", "percent", "duration", "measure", "fraction", "count")
    return {
        "figures": min(figures, 3.0),
        "has_figure": float(figures > 0),
        "money": min(facts.count("money"), 2.0),
        "dates": min(facts.count("date", "time"), 2.0),
        "durations": min(facts.count("duration"), 2.0),
        "names": min(facts.count("name"), 3.0),
        "has_fact": float(facts.count() > 0),
        "quotes": min(facts.count("quote"), 1.0),
        "contacts": min(facts.count("contact"), 1.0),
        "roles": min(facts.marks["roles"], 2.0),
        "places": min(facts.marks["place"], 3.0),
        "negations": min(facts.marks["yes_no"], 3.0),
        "announce": float(facts.marks["announce"] > 0),
        "placeholder": float(facts.marks["placeholders"] > 0),
        "sourced": float(facts.marks["sourced"] > 0),
    }
