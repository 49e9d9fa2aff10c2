"""Each rule's own pair: the words before are found, the words after are not, and they say more than the others."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from workslop.judge import kinds, rulebook
from workslop.report import html
from workslop.report.pages import rule_page
from workslop.review import review
from workslop.signals import nuance
from workslop.signals.evidence import is_primary
from workslop.types import Draft, Rule

RULES = rulebook.load_rules()
PAIRS = [(rule, lang) for rule in RULES for lang in rule.example["before"]]
each_pair = pytest.mark.parametrize(("rule", "lang"), PAIRS, ids=lambda one: getattr(one, "id", one))
WRITTEN = [(rule, lang) for rule, lang in PAIRS if rule.kind in ("phrase", "swap")]  # others need a draft or a brief
each_written = pytest.mark.parametrize(("rule", "lang"), WRITTEN, ids=lambda one: getattr(one, "id", one))
# Plainer words for the same thing: here the after need not say more.
ONLY_WORDS = {"en/plain-verbs", "any/hard-to-read-nl", "any/hard-to-read-en"}
# A figure, a number in words, a name, a month, a day: what an answer has and a smooth sentence lacks.
SPECIFIC = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|fourteen|sixteen|nineteen|twee|drie|vier"
    r"|vijf|zes|zeven|acht|negen|tien|elf|twaalf|helft|halveerde|vrijdag|friday|binnen een week|mei|juni|maart)\b"
    r"|(?<=[a-z,] )[A-Z][a-z]{2,}",
)


def once(rule: Rule) -> Rule:
    """The rule without its count for a whole draft: one sentence cannot hold three matches."""
    return replace(rule, body={key: value for key, value in rule.body.items() if key not in ("least", "per")})


@each_written
def test_before_is_found_and_after_is_not(rule: Rule, lang: str, make_draft: Callable[..., Draft]) -> None:
    found = [bool(kinds.phrase_hits(make_draft(rule.example[side][lang], lang), [once(rule)])) for side in rule.example]
    assert dict(zip(rule.example, found, strict=True)) == {"before": True, "after": False}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("rule", [r for r in RULES if r.signal == "nuance"], ids=lambda rule: rule.id)
def test_nuance_stands_in_the_after_alone(rule: Rule, lang: str) -> None:
    kind = str(rule.body["measure"])
    assert [bool(nuance.marks(rule.example[side][lang], lang)[kind]) for side in ("before", "after")] == [False, True]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_primary_data_stand_in_the_after_alone(lang: str) -> None:
    example = rulebook.index(RULES)["any/no-primary-data"].example
    assert [is_primary(example[side][lang], lang) for side in ("before", "after")] == [False, True]


@each_pair
def test_the_after_is_specific(rule: Rule, lang: str) -> None:
    if rule.id not in ONLY_WORDS:
        assert SPECIFIC.search(rule.example["after"][lang])
    assert rule.example["before"][lang] != rule.example["after"][lang]


def test_hardly_two_rules_share_a_pair() -> None:
    pairs = [(rule.example["before"][lang], rule.example["after"][lang]) for rule, lang in PAIRS]
    # the two rules on reading ease speak of one thing, by the formula of either language
    assert len(pairs) - len(set(pairs)) <= 2


@each_pair
def test_the_page_of_a_rule_shows_why_and_the_pair(rule: Rule, lang: str) -> None:
    page = " ".join(rule_page(rule, lang).split())
    assert all(
        " ".join(text.split()) in page for text in (rule.reason[lang], *(t[lang] for t in rule.example.values()))
    )


SMOOTH = {
    "nl": ("nl/in-kaart-brengen", "De risico's zijn in kaart gebracht. Wij houden u op de hoogte."),
    "en": ("en/appropriate-measures", "Appropriate measures have been put in place. Your opinion matters to us."),
}


@pytest.mark.parametrize("lang", SMOOTH)
def test_each_finding_says_why_and_shows_the_pair_also_in_html(lang: str, tmp_path: Path) -> None:
    rule_id, text = SMOOTH[lang]
    (tmp_path / "draft.md").write_text(text, encoding="utf-8")
    found = review(tmp_path / "draft.md", lang=lang, vectors=False, only=("phrasing",))
    assert len(found.findings) >= 2 and all(f.reason and f.before and f.after for f in found.findings)
    rule, page = rulebook.index(RULES)[rule_id], unescape(html.render(found))
    one = next(f for f in found.findings if f.rule == rule_id)
    assert (one.reason, one.before, one.after) == (rule.reason[lang], *(t[lang] for t in rule.example.values()))
    assert all(told in page for told in (one.reason, one.before, one.after))
