"""Pages in plain text about the tool's own matter: rules, signals, and how a brief was read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from workslop.lang import load, message
from workslop.report.words import known, label_text, number, one_line, path_text
from workslop.types import Brief, Constraint, Rule, Span

WIDTH = 88
_SIGNAL_TEXTS = ("measures", "method", "calibrated_on", "limits")


def rules_page(rules: Sequence[Rule], lang: str) -> str:
    """All rules, one line each: id and what it finds."""
    wide = max((len(rule.id) for rule in rules), default=0)
    lines = [f"{message(lang, 'page.rules')} ({number(lang, len(rules))})", ""]
    for rule in rules:
        lines += _hanging(f"{one_line(rule.id):<{wide}}  ", one_line(_text(rule.about, lang)))
    return _page([*lines, "", message(lang, "page.more_rule")])


def rule_page(rule: Rule, lang: str) -> str:
    """One rule: what it finds, why it matters, when to keep the words, an example, its cases and source."""
    lines = [one_line(rule.id), _facts(rule, lang)]
    for name in ("about", "reason", "keep", "advice", "question"):
        lines += _section(message(lang, f"page.{name}"), [_text(getattr(rule, name), lang)])
    example = [
        message(lang, f"page.{side}", text=_text(rule.example[side], lang))
        for side in ("before", "after")
        if side in rule.example
    ]
    lines += _section(message(lang, "page.example"), example)
    cases = [message(lang, "page.case_flagged" if c.flags else "page.case_silent", text=c.text) for c in rule.cases]
    lines += _section(message(lang, "page.cases"), cases)
    return _page([*lines, *_section(message(lang, "page.source"), [rule.source])])


def signals_page(ids: Iterable[str], lang: str) -> str:
    """All signals, one line each: id, name and what it measures."""
    ids = tuple(ids)
    wide = max(map(len, ids), default=0)
    lines = [f"{message(lang, 'page.signals')} ({number(lang, len(ids))})", ""]
    for signal in ids:
        texts = _signal(signal, lang)
        lines += _hanging(f"{signal:<{wide}}  ", one_line(f"{texts['name']}: {texts['measures']}"))
    return _page([*lines, "", message(lang, "page.more_signal")])


def signal_page(signal: str, lang: str) -> str:
    """One signal: what it measures, how, on what it was calibrated, its limits."""
    texts = _signal(signal, lang)
    lines = [f"{signal}: {one_line(texts['name'])}"]
    for name in _SIGNAL_TEXTS:
        lines += _section(message(lang, f"page.{name}"), [texts[name]])
    return _page(lines)


def brief_page(brief: Brief, lang: str) -> str:
    """How a brief was read: questions with place, kind and parts; what it asks of the form; what was passed over."""
    lines = [message(lang, "brief.title", brief=path_text(lang, brief.source.path)), ""]
    lines += [message(lang, "brief.asks", n=number(lang, len(brief.asks))), *_asks(brief, lang)]
    if not brief.asks:
        lines += _hanging("  ", message(lang, "brief.no_asks"))
    if brief.constraints:
        lines += ["", message(lang, "brief.constraints", n=number(lang, len(brief.constraints)))]
        for constraint in brief.constraints:
            lines += _hanging(_at(brief, constraint.span, lang), _constraint(constraint, lang))
    passed = list(_passed_over(brief))
    if passed:
        lines += ["", message(lang, "brief.passed", n=number(lang, len(passed)))]
        for span in passed:
            lines += _hanging(_at(brief, span, lang), one_line(span.of(brief.source.text)))
    return _page(lines)


def _asks(brief: Brief, lang: str) -> Iterator[str]:
    several = len({ask.topic for ask in brief.asks}) > 1  # one heading above all of them tells nothing
    for ask in brief.asks:
        facts = [known(lang, "ask_kind", ask.kind)]
        facts += [message(lang, "brief.must")] if ask.must else []
        facts += [message(lang, "brief.topic", topic=one_line(ask.topic))] if ask.topic and several else []
        yield from _hanging(_at(brief, ask.span, lang), f"{one_line(ask.text)} [{'; '.join(facts)}]")
        for part in ask.parts if len(ask.parts) > 1 else ():
            kind = known(lang, "ask_kind", part.kind)
            yield from _hanging(" " * 9 + "- ", message(lang, "brief.part", text=one_line(part.text), kind=kind))


def _constraint(constraint: Constraint, lang: str) -> str:
    """A requirement with what can be checked of it: words to look for, a number of words."""
    facts = [known(lang, "constraint_kind", constraint.kind)]
    if constraint.terms:
        facts.append(message(lang, "brief.terms", terms=", ".join(map(one_line, constraint.terms))))
    if constraint.limit:
        least, most = constraint.limit
        values = {"least": number(lang, least or 0), "most": number(lang, most or 0)}
        if least is not None and most is not None:
            facts.append(message(lang, "brief.between", **values))
        elif least is not None or most is not None:
            key = "brief.at_least" if most is None else "brief.at_most"
            facts.append(message(lang, key, n=values["least" if most is None else "most"]))
    return f"{one_line(constraint.text)} [{'; '.join(facts)}]"


def _passed_over(brief: Brief) -> Iterator[Span]:
    """The lines with words of which no character is part of a question or requirement."""
    text, at = brief.source.text, 0
    taken = [ask.span for ask in brief.asks] + [constraint.span for constraint in brief.constraints]
    for line in text.splitlines(keepends=True):
        start = at + len(line) - len(line.lstrip())
        span = Span(start, max(start, at + len(line.rstrip())))
        at += len(line)
        if any(sign.isalnum() for sign in line) and not any(span.overlaps(other) for other in taken):
            yield span


def _at(brief: Brief, span: Span, lang: str) -> str:
    place = brief.source.place(span.start)
    return f"  {label_text(lang, place.label)}  " if place.label else f"  {f'{place.line}:{place.column}':<7}"


def _facts(rule: Rule, lang: str) -> str:
    return message(
        lang,
        "page.facts",
        kind=message(lang, f"rule_kind.{rule.kind}"),
        severity=message(lang, f"severity.{rule.severity}"),
        status=message(lang, f"rule_status.{rule.status}"),
        signal=known(lang, "signal", rule.signal),
    )


def _text(texts: Mapping[str, str], lang: str) -> str:
    """The text in this language; a user's own rule may have only the other one."""
    return texts.get(lang) or next(iter(texts.values()), "")


def _signal(signal: str, lang: str) -> Mapping[str, str]:
    texts: Mapping[str, str] = load(lang, "signals")[signal]
    return texts


def _section(title: str, texts: Iterable[str]) -> list[str]:
    """A title with its texts indented below it; nothing where there are none."""
    told = [one_line(text) for text in texts if text.strip()]
    return ["", title, *(line for text in told for line in _hanging("  ", text))] if told else []


def _hanging(first: str, text: str) -> list[str]:
    """``text`` after ``first``, its further lines below its own beginning."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def _page(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines) + "\n"
