"""The whole path, once: plan, read, measure, judge -> Review."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import metadata
from typing import BinaryIO

from workslop import corpora, embed, signals
from workslop.judge import findings as judge_findings
from workslop.judge import kinds, rulebook
from workslop.judge.checklist import checklist
from workslop.judge.gladness import gladness
from workslop.judge.wording import with_missing
from workslop.lang import LANGUAGES
from workslop.signals.context import Context
from workslop.text import draft_from_source, read_source
from workslop.text.brief import read_brief
from workslop.types import Brief, Draft, Measure, Review, Rule, Verdict

Progress = Callable[[str], None]
PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: rules, the signals they name, and so what must be read."""

    rules: tuple[Rule, ...]
    signals: tuple[str, ...]
    vectors: bool


def plan(rules: Sequence[Rule], *, wanted: Sequence[str] | None = None, vectors: bool = True) -> Plan:
    """The plan for ``wanted`` signals (None: all). Preview rules stay out."""
    known = tuple(info.id for info in signals.SIGNALS if wanted is None or info.id in wanted)
    needed = any("vectors" in info.needs for info in signals.SIGNALS if info.id in known)
    chosen = tuple(r for r in rules if r.status == "stable" and r.signal in known)
    return Plan(chosen, known, vectors and needed)


def review(
    draft: PathLike,
    brief: PathLike | None = None,
    *,
    lang: str = "auto",
    report_lang: str | None = None,
    stdin: BinaryIO | None = None,
    encoder: str = "e5",
    vectors: bool = True,
    only: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Review:
    """Review the text at ``draft`` ("-": standard input) against the brief at ``brief``.

    ``lang`` is the draft's language or "auto"; ``report_lang`` nl or en (None: the draft's own, else the brief's, else
    English); ``only`` names the signals to run; ``vectors`` False leaves the encoder out. Raises InputError with one
    sentence for files that cannot be read. Models are loaded once a process.
    """
    tell = progress or (lambda _: None)
    tell("read")
    text = draft_from_source(read_source(os.fspath(draft), stdin), lang=lang)
    asked = read_brief(read_source(os.fspath(brief), stdin)) if brief is not None else None
    todo = plan(rulebook.load_rules(), wanted=only, vectors=vectors)
    return review_draft(text, asked, todo, report_lang=report_lang, encoder=encoder, progress=tell)


def review_draft(
    draft: Draft, brief: Brief | None, todo: Plan, *, report_lang: str | None, encoder: str, progress: Progress
) -> Review:
    """Measure and judge a draft that was read."""
    told = report_lang or _report_lang(draft, brief)
    rules = tuple(r for r in todo.rules if r.lang == "any" or any(b.lang == r.lang for b in draft.blocks))
    context = _context(draft, brief, rules, todo, encoder)
    if context.encoder is not None:
        progress("vectors")
        texts = [s.span.of(draft.text) for s in draft.sentences]
        draft = replace(draft, vectors=context.encoder.encode(texts))
    if brief is not None and "coverage" in todo.signals and draft.lang in LANGUAGES:
        progress("asks")
        context = _with_judge(context)
        context = replace(context, verdicts=_verdicts(draft, brief, context, told))
    progress("signals")
    measures = tuple(m for signal in todo.signals for m in signals.measure(signal, draft, context))
    verdicts = context.verdicts
    found = judge_findings.judge(draft, rules, measures, told, brief=brief, verdicts=verdicts)
    return Review(
        draft, brief, told, measures, verdicts, found,
        gladness(draft, measures, todo.signals, verdicts, told),
        checklist(draft, brief, verdicts, found, _nuance(measures), told),
        ran=_ran(context, rules),
    )  # fmt: skip


def _report_lang(draft: Draft, brief: Brief | None) -> str:
    return next((x for x in (draft.lang, brief.lang if brief else None) if x in LANGUAGES and x), "en")


def _context(draft: Draft, brief: Brief | None, rules: Sequence[Rule], todo: Plan, encoder: str) -> Context:
    hits = kinds.phrase_hits(draft, [r for r in rules if r.signal == "phrasing"])
    context = Context(brief, hits, percentile=corpora.percentile)
    if not todo.vectors or draft.lang not in LANGUAGES:
        return context
    try:
        engine = embed.load(encoder)
    except embed.EncoderUnavailable as error:
        return replace(context, why_no_encoder=str(error))
    profile = corpora.load_profile(draft.lang) if draft.lang else None
    return replace(context, encoder=engine, profile=profile)


def _with_judge(context: Context) -> Context:
    """The context with the cross-encoder, where vectors are used and it can be loaded."""
    if context.encoder is None:
        return context
    from workslop.embed import cross_encoder

    try:
        return replace(context, judge=cross_encoder.load())
    except embed.EncoderUnavailable as error:
        return replace(context, why_no_judge=str(error))


def _verdicts(draft: Draft, brief: Brief, context: Context, lang: str) -> tuple[Verdict, ...]:
    from workslop.signals.coverage import verdicts

    return tuple(with_missing(v, draft, lang) for v in verdicts(draft, brief, context))


def _nuance(measures: Sequence[Measure]) -> dict[str, float]:
    return {m.name: m.value for m in measures if m.signal == "nuance" and m.value is not None and m.n >= 150}


def _ran(context: Context, rules: Sequence[Rule]) -> Mapping[str, str]:
    ran = {"workslop": metadata.version("workslop"), "rules": str(len(rules))}
    ran["encoder"] = context.encoder.id if context.encoder else "none" + (f" ({context.why_no_encoder})" if context.why_no_encoder else "")
    if context.profile is not None:
        ran["profile"] = getattr(context.profile, "name", "")
    if context.judge is not None:
        ran["asks"] = f"cross-encoder {context.judge.id}"
    elif context.brief is not None:
        ran["asks"] = "figures and vectors" if context.encoder else "figures"
        ran["asks"] += f" ({context.why_no_judge})" if context.why_no_judge else ""
    return ran
