"""Waivers: what they cover, when they count, and what is said of those that don't."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from workslop.judge import rulebook, waivers
from workslop.judge.findings import judge
from workslop.judge.waivers import Waived
from workslop.text import draft_from_source
from workslop.types import Draft, Finding, Source, Span

RULES = tuple(
    rule for rule in rulebook.load_rules() if rule.id in ("nl/kortom", "nl/allen-eens", "en/delve", "en/journey")
)
KNOWN = tuple(rule.id for rule in rulebook.load_rules())
WHOLE = Finding("any/trade-off", "nuance", "note", "Nergens een nadeel.", "", "")
Apply = Callable[..., Waived]


@pytest.fixture
def apply(make_draft: Callable[..., Draft]) -> Apply:
    """The findings of a few rules in a text, and one about the whole draft, after waivers."""

    def call(
        text: str, lang: str = "nl", *, level: str = "on", able: tuple[str, ...] | None = None, fmt: str = ""
    ) -> Waived:
        draft = draft_from_source(Source("x", text, fmt), lang=lang) if fmt else make_draft(text, lang)
        found = (*judge(draft, RULES, (), lang), WHOLE)
        could = tuple(rule.id for rule in RULES) if able is None else able
        return waivers.apply(draft, found, KNOWN, could, lang, level)

    return call


def told(result: Waived) -> list[tuple[str, str]]:
    """What is said of waivers: severity and message."""
    return [(f.severity, f.message) for f in result.findings if f.rule == waivers.RULE]


def left(result: Waived) -> list[str]:
    return [f.rule for f in result.findings if f.rule != waivers.RULE]


KORTOM = "Kortom, de proef is geslaagd. Alle betrokkenen zijn tevreden."


def test_without_waivers_all_stays(apply: Apply) -> None:
    result = apply(KORTOM)
    assert left(result) == ["nl/kortom", "nl/allen-eens", "any/trade-off"] and not result.waivers


@pytest.mark.parametrize("rule", ["nl/kortom", "kortom", "nl/kort*", "kort*"])
def test_a_line_of_its_own_covers_the_next_block(apply: Apply, rule: str) -> None:
    result = apply(f"{KORTOM}\n\n<!-- workslop: allow {rule}: zo zegt de wethouder het -->\n\n{KORTOM}\n\n{KORTOM}")
    assert left(result).count("nl/kortom") == 2 and left(result).count("nl/allen-eens") == 3
    assert [f.span and f.span.start for f in result.waived] == [result.waivers[0].span.end + 2]
    waiver = result.waivers[0]
    assert (waiver.rule, waiver.reason, waiver.used) == (rule, "zo zegt de wethouder het", True)
    assert told(result) == []


def test_it_also_covers_a_block_right_below_or_past_another_comment(apply: Apply) -> None:
    for between in ("\n", "\n\n<!-- iets anders -->\n\n", "\r\n"):
        assert len(apply(f"<!-- workslop: allow nl/*: zo gezegd -->{between}{KORTOM}").waived) == 2


def test_at_the_end_of_a_line_it_covers_that_line(apply: Apply) -> None:
    text = "Kortom, het ging goed. <!-- workslop: allow kortom: uit de toespraak -->\nKortom, het ging goed.\n"
    result = apply(text)
    assert [f.span for f in result.waived] == [Span(0, 6)]
    assert left(result) == ["nl/kortom", "any/trade-off"]


def test_the_file(apply: Apply) -> None:
    result = apply(f"{KORTOM}\n\n<!-- workslop: allow-file trade-off: persbericht -->\n\n{KORTOM}")
    assert result.waived == (WHOLE,) and left(result).count("nl/kortom") == 2
    assert len(apply(f"{KORTOM}\n\n{KORTOM}\n\n<!-- workslop: allow-file *: oud stuk -->").waived) == 5


def test_only_the_file_covers_what_has_no_place(apply: Apply) -> None:
    assert apply(f"<!-- workslop: allow any/*: persbericht -->\n{KORTOM}").waived == ()


@pytest.mark.parametrize("reason", ["", ":", ": ", ": -", ": …"])
@pytest.mark.parametrize(("lang", "words"), [("nl", "noemt geen reden"), ("en", "gives no reason")])
def test_without_a_reason_it_does_not_count(apply: Apply, reason: str, lang: str, words: str) -> None:
    text, rule = (KORTOM, "nl/kortom") if lang == "nl" else ("We delve into the costs of it.", "en/delve")
    result = apply(f"<!-- workslop: allow {rule}{reason} -->\n\n{text}", lang)
    assert rule in left(result) and result.waived == () and result.waivers == ()
    ((severity, message),) = told(result)
    assert severity == "warning" and words in message and rule in message


def test_one_that_is_not_needed_is_a_note_at_its_place(apply: Apply) -> None:
    text = f"<!-- workslop: allow en/delve: citaat -->\n\n{KORTOM}"
    result = apply(text)
    found = result.findings[0]
    assert (found.rule, found.severity, found.quote) == (waivers.RULE, "note", text.split("\n")[0])
    assert "niet nodig" in found.message and found.signal == "phrasing"
    assert [w.used for w in result.waivers] == [False]
    assert "is not needed" in told(apply(text, "en"))[0][1]


def test_nothing_is_said_of_rules_that_could_not_speak(apply: Apply) -> None:
    assert told(apply(f"<!-- workslop: allow any/ask-missing: volgt -->\n\n{KORTOM}", able=("nl/kortom",))) == []


def test_the_narrowest_counts_so_that_the_other_can_go(apply: Apply) -> None:
    text = f"<!-- workslop: allow-file kortom: huisstijl -->\n\n<!-- workslop: allow kortom: citaat -->\n\n{KORTOM}"
    assert [(w.reason, w.used) for w in apply(text).waivers] == [("huisstijl", False), ("citaat", True)]


def test_a_wrong_rule_and_a_wrong_word(apply: Apply) -> None:
    result = apply(f"<!-- workslop: allow nl/kortoom: citaat -->\n\n{KORTOM}")
    assert told(result) == [("warning", "De regel nl/kortoom bestaat niet; deze uitzondering doet dus niets.")]
    assert "nl/kortom" in result.findings[0].advice
    assert "kan lezen" in told(apply(f"<!-- workslop: alow kortom: citaat -->\n\n{KORTOM}"))[0][1]
    assert "can read" in told(apply("<!-- workslop: alow delve: quote -->\n\nWe met.", "en"))[0][1]


@pytest.mark.parametrize("level", ["off", "note", "error"])
def test_the_rule_about_waivers_has_a_level_too(apply: Apply, level: str) -> None:
    result = apply(f"<!-- workslop: allow kortom -->\n\n{KORTOM}", level=level)
    assert [severity for severity, _ in told(result)] == ([] if level == "off" else [level])
    assert "nl/kortom" in left(result)


def test_an_example_in_code_is_no_waiver(apply: Apply) -> None:
    for text in ("```\n<!-- workslop: allow-file *: x is y -->\n```", "Zo: `<!-- workslop: allow-file *: x is y -->`."):
        result = apply(f"{text}\n\n{KORTOM}")
        assert result.waivers == () and len(left(result)) == 3


def test_in_html_and_plain_text(apply: Apply) -> None:
    page = f"<p>{KORTOM}</p>\n<!-- workslop: allow kortom: citaat -->\n<p>{KORTOM}</p>"
    assert left(apply(page, fmt="html")).count("nl/kortom") == 1
    plain = f"{KORTOM}\n\n<!-- workslop: allow kortom: citaat -->\n\n{KORTOM}\n"
    assert left(apply(plain, fmt="text")).count("nl/kortom") == 1
    own = f"<!-- workslop: allow en/journey: kortom, een citaat -->\n\n{KORTOM}\n"
    assert left(apply(own, fmt="text")).count("nl/kortom") == 1


def test_findings_stay_in_order_with_the_whole_draft_last(apply: Apply) -> None:
    result = apply(f"{KORTOM}\n\n<!-- workslop: allow kortom -->\n\n{KORTOM}")
    starts = [f.span.start for f in result.findings if f.span]
    assert starts == sorted(starts) and result.findings[-1] == WHOLE


def test_matching_rule_names() -> None:
    ids = ("nl/kort", "nl/kortom", "en/kort", "any/limit")
    assert rulebook.matching("nl/kort", ids, prefix=True) == ("nl/kort",)
    assert rulebook.matching("nl/ko", ids, prefix=True) == ("nl/kort", "nl/kortom")
    assert rulebook.matching("nl/ko", ids) == ()
    assert rulebook.matching("kort", ids) == ("nl/kort", "en/kort")
    assert rulebook.matching("kort*", ids) == ("nl/kort", "nl/kortom", "en/kort")
    assert rulebook.matching("*", ids) == ids == rulebook.matching("*/*", ids)
