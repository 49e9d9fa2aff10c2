"""The whole path, once: plan, read, measure, judge -> Review."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from workslop import corpora, embed, signals
from workslop.judge import findings as judge_findings
from workslop.judge import kinds, rulebook, waivers
from workslop.judge.checklist import checklist
from workslop.judge.gladness import gladness
from workslop.judge.wording import with_missing
from workslop.lang import LANGUAGES
from workslop.models import norms
from workslop.signals.context import Context
from workslop.signals.reading import vector_texts
from workslop.text import draft_from_source, read_source
from workslop.text.match import fold
from workslop.types import Brief, Draft, Finding, InputError, Measure, Plane, Review, Rule, Verdict
from workslop.version import VERSION

if TYPE_CHECKING:
    from workslop.config import Settings

Progress = Callable[[str], None]
PathLike = str | os.PathLike[str]
LEAST_FOR_NUANCE = 150  # words: a short text need not show limits and exceptions


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: rules, the signals they name, and so what must be read.

    ``counted`` are the rules whose matches the signals count: always those that the figures were calibrated with,
    whatever a configuration has spoken or silent. ``known`` are the ids of all rules.
    """

    rules: tuple[Rule, ...]
    signals: tuple[str, ...]
    vectors: bool
    counted: tuple[Rule, ...]
    known: tuple[str, ...]


def plan(
    rules: Sequence[Rule],
    *,
    wanted: Sequence[str] | None = None,
    vectors: bool = True,
    settings: Settings | None = None,
    figures: bool = True,
) -> Plan:
    """The plan for ``wanted`` signals (None: all), in the signals' own order.

    Of ``rules`` those on trial (preview) stay out; the rules that speak are those of ``settings`` where it is given.
    Without ``figures`` nothing is measured that no rule that speaks asks for.
    """
    known = tuple(info.id for info in signals.SIGNALS if wanted is None or info.id in wanted)
    needed = any("vectors" in info.needs for info in signals.SIGNALS if info.id in known)
    stable = tuple(r for r in rules if r.status == "stable" and r.signal in known)
    chosen = tuple(r for r in settings.rules if r.signal in known) if settings else stable
    ids = tuple(settings.levels) if settings else tuple(r.id for r in rules)
    asked = {r.signal for r in chosen if r.kind in ("limit", "question")}
    measured = tuple(name for name in known if figures or name in asked)
    return Plan(chosen, measured, vectors and needed, stable, ids)


def review(
    draft: PathLike,
    brief: PathLike | None = None,
    *,
    lang: str = "auto",
    report_lang: str | None = None,
    stdin: BinaryIO | None = None,
    encoder: str = embed.DEFAULT,
    vectors: bool = True,
    only: Sequence[str] | None = None,
    progress: Progress | None = None,
    settings: Settings | None = None,
    figures: bool = True,
) -> Review:
    """Review the text at ``draft`` ("-": standard input) against the brief at ``brief``.

    ``lang`` is the draft's language or "auto"; ``report_lang`` nl or en (None: the draft's own, else the brief's, else
    English); ``only`` names the signals to run; ``vectors`` False leaves the encoder out; ``progress`` hears each step;
    ``settings`` (workslop.config) say which rules speak and how loudly; no configuration is looked for here;
    ``figures`` False is for who wants the findings alone: nothing is measured that no rule asks for.
    Raises InputError with one sentence for files that cannot be read, an option that isn't known, and an encoder other
    than the default that cannot be used. Models are loaded once a process.
    """
    _check(draft, brief, lang, report_lang, only)
    tell = progress or (lambda _: None)
    tell("read")
    own_lang = settings.lang if settings and lang == "auto" else None
    text = draft_from_source(read_source(os.fspath(draft), stdin), lang=own_lang or lang)
    asked = _brief(os.fspath(brief), stdin) if brief is not None else None
    todo = plan(rulebook.load_rules(), wanted=only, vectors=vectors, settings=settings, figures=figures)
    return review_draft(
        text, asked, todo, report_lang=report_lang, encoder=encoder, progress=tell, settings=settings
    )  # fmt: skip


def _brief(path: str, stdin: BinaryIO | None) -> Brief:
    from workslop.text.brief import read_brief

    return read_brief(read_source(path, stdin))


def _check(
    draft: PathLike, brief: PathLike | None, lang: str, report_lang: str | None, only: Sequence[str] | None
) -> None:
    known = tuple(info.id for info in signals.SIGNALS)
    for value, allowed, what in (
        *((name, known, "signal") for name in only or ()),
        (lang, (*LANGUAGES, "auto"), "language of the draft"),
        (report_lang or LANGUAGES[0], LANGUAGES, "language of the report"),
    ):
        if value not in allowed:
            raise InputError(f"There is no {what} {value!r}: choose from {', '.join(allowed)}.")
    if brief is not None and os.fspath(draft) == os.fspath(brief) == "-":
        raise InputError("Draft and brief cannot both be read from standard input: name a file for one of them.")


def review_draft(
    draft: Draft, brief: Brief | None, todo: Plan, *, report_lang: str | None, encoder: str, progress: Progress,
    settings: Settings | None = None,
) -> Review:  # fmt: skip
    """Measure and judge a draft that was read; options as in ``review``."""
    told = report_lang or _report_lang(draft, brief)
    rules = _speaking(todo.rules, draft)
    context = _context(draft, brief, todo, encoder, settings)
    if context.encoder is not None:
        progress("vectors")
        draft = replace(draft, vectors=context.encoder.encode(vector_texts(draft)))
    if brief is not None and "coverage" in todo.signals and draft.lang in LANGUAGES:
        progress("asks")
        context = _with_judge(context)
        context = replace(context, verdicts=_verdicts(draft, brief, context, told))
    progress("signals")
    measures = tuple(m for signal in todo.signals for m in signals.measure(signal, draft, context))
    verdicts = context.verdicts
    found = judge_findings.judge(draft, rules, measures, told, brief=brief, verdicts=verdicts)
    found = _unaccepted(found, rules, settings.accept if settings else ())
    able = waivers.able_to_speak(rules, measures, verdicts)
    level = settings.levels[waivers.RULE] if settings else "on"
    waived = waivers.apply(draft, found, todo.known, able, told, level)
    spoken = [f for f in waived.findings if f.rule != waivers.RULE]  # a waiver is no matter for the author's list
    return Review(
        draft, brief, told, measures, verdicts, waived.findings,
        gladness(draft, measures, todo.signals, verdicts, told),
        checklist(draft, brief, verdicts, spoken, _nuance(measures, rules), told),
        waivers=waived.waivers,
        ran=_ran(context, rules, draft.lang),
        waived=waived.waived,
        plane=_plane(draft, measures, context),
    )  # fmt: skip


def _plane(draft: Draft, measures: Sequence[Measure], context: Context) -> Plane | None:
    """Where the draft lies among the texts of the profile, if closeness was measured."""
    placed = any(m.signal == "centroid" and m.value is not None for m in measures)
    if not placed or draft.vectors is None or not isinstance(context.profile, corpora.Profile):
        return None
    rows = [i for i, sentence in enumerate(draft.sentences) if sentence.prose]
    return corpora.plane_of(context.profile, cast("embed.Vectors", draft.vectors)[rows].mean(0))


def _speaking(rules: Sequence[Rule], draft: Draft) -> tuple[Rule, ...]:
    """The rules for the languages that occur in the draft."""
    return tuple(r for r in rules if r.lang == "any" or any(b.lang == r.lang for b in draft.blocks))


def _unaccepted(found: Sequence[Finding], rules: Sequence[Rule], accept: Sequence[str]) -> tuple[Finding, ...]:
    """The findings without those of phrases in which a word that the house accepts stands whole."""
    if not accept:
        return tuple(found)
    phrases = {rule.id for rule in rules if rule.kind in ("phrase", "swap")}
    wanted = re.compile("|".join(rf"(?<!\w){_spaced(term)}(?!\w)" for term in accept))
    return tuple(f for f in found if f.rule not in phrases or not wanted.search(fold(f.quote or "")))


def _spaced(term: str) -> str:
    return r"\s+".join(re.escape(word) for word in fold(term).split())


def _report_lang(draft: Draft, brief: Brief | None) -> str:
    return next((x for x in (draft.lang, brief.lang if brief else None) if x in LANGUAGES and x), "en")


def _context(draft: Draft, brief: Brief | None, todo: Plan, encoder: str, settings: Settings | None) -> Context:
    """What the signals may use. Without a profile in the settings it is the shipped one of the language."""
    counted = [r for r in _speaking(todo.counted, draft) if r.signal == "phrasing" and "phrasing" in todo.signals]
    hits = kinds.phrase_hits(draft, counted)
    genre = settings.genre if settings else norms.POOLED
    context = Context(brief, hits, genre=norms.known_genre(draft.lang, genre), percentile=corpora.percentile)
    if not todo.vectors or draft.lang not in LANGUAGES:
        return context
    try:
        engine = _engine(encoder)
    except embed.EncoderUnavailable as error:
        return replace(context, why_no_encoder=str(error))
    profile = corpora.open_profile((settings.profile if settings else None) or draft.lang or "")
    if profile.fitted:
        profile = replace(profile, encoder=engine.id)  # the same weights, whoever runs them
    return replace(context, encoder=engine, profile=profile)


def _engine(name: str) -> embed.Encoder:
    """The encoder, when its vectors are those the models were fitted on.

    Raises EncoderUnavailable for the default, which a review can do without, and InputError for one the user chose.
    """
    try:
        engine = embed.load(name)
    except embed.EncoderUnavailable as error:
        if name == embed.DEFAULT:
            raise
        raise InputError(str(error)) from error
    if name != embed.DEFAULT and not embed.is_fitted(engine):
        raise InputError(f"The encoder {name!r} gives other vectors than multilingual-e5-small, which the models need.")
    return engine


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

    asks = {ask.id: ask for ask in brief.asks}
    return tuple(with_missing(v, lang, asks.get(v.ask)) for v in verdicts(draft, brief, context))


def _nuance(measures: Sequence[Measure], rules: Sequence[Rule]) -> dict[str, float]:
    """How many units show each kind of nuance; nothing for a text too short to ask it of, or where no rule asks."""
    if not any(rule.signal == "nuance" for rule in rules):
        return {}
    own = (m for m in measures if m.signal == "nuance" and m.n >= LEAST_FOR_NUANCE)
    return {m.name: m.value for m in own if m.value is not None}


def _ran(context: Context, rules: Sequence[Rule], lang: str | None) -> Mapping[str, str]:
    ran = {"workslop": VERSION, "rules": str(len(rules))}
    without = f"none ({context.why_no_encoder})" if context.why_no_encoder else "none"
    ran["encoder"] = context.encoder.id if context.encoder else without
    if context.genre != norms.POOLED:
        ran["genre"] = context.genre
    if _judged(context, lang):
        ran["profile"] = getattr(context.profile, "name", "")
    if context.judge is not None:
        ran["asks"] = f"cross-encoder {context.judge.id}"
    elif context.brief is not None:
        ran["asks"] = "figures and vectors" if context.encoder else "figures"
        ran["asks"] += f" ({context.why_no_judge})" if context.why_no_judge else ""
    return ran


def _judged(context: Context, lang: str | None) -> bool:
    """Whether the profile was one the draft could be held against: the centroid signal refuses another's."""
    profile, encoder = context.profile, context.encoder
    return profile is not None and encoder is not None and (profile.encoder, profile.lang) == (encoder.id, lang)


class _CallableModule(ModuleType):
    """``workslop.review`` is a function to users, and this module's name: importing it must not take that away."""

    def __call__(self, *args: Any, **options: Any) -> Review:
        """As the function ``review`` of this module."""
        return review(*args, **options)


sys.modules[__name__].__class__ = _CallableModule
