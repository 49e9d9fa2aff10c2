"""Words about an ask: what an answer still needs, the line in the checklist, the question to the author."""

from __future__ import annotations

from dataclasses import replace

from workslop.lang import phrase
from workslop.types import Ask, Verdict

LONGEST = 160  # characters of an ask or a quotation inside a line
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


def short(text: str, most: int = LONGEST) -> str:
    """``text`` on one line, cut at a word with an ellipsis when longer than ``most``."""
    text = " ".join(text.split()).strip("*_ ")
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _quotable(text: str, most: int = LONGEST) -> str:
    """``text`` as it can stand between quotation marks, before a full stop: marks of its own made plain."""
    return short(text, most).translate(_QUOTES).rstrip(" .;,")


def told_missing(verdict: Verdict, lang: str) -> str | None:
    """What an answer still needs, by the ask's kind and the facts found, in the report's language; None when answered.

    "geen bedrag; wel een periode (Q3)".
    """
    if verdict.status == "answered":
        return None
    no = ", ".join(phrase(lang, f"no.{kind}") for kind in verdict.lacks) or phrase(lang, "no.asked")
    if verdict.status == "missing":
        opened = bool(verdict.candidates) and verdict.candidates[0].why == "open"
        return phrase(lang, "missing.open" if opened else "missing.absent", no=no)
    has = ", ".join(f"{phrase(lang, f'has.{kind}')} ({short(words, 40)})" for kind, words in verdict.has[:2])
    if verdict.status == "partial" and verdict.open_parts:
        part = "; ".join(f"‘{short(p, 80)}’" if lang == "nl" else f"“{short(p, 80)}”" for p in verdict.open_parts)
        return phrase(lang, "missing.part_but", part=part, has=has) if has else phrase(lang, "missing.part", part=part)
    return phrase(lang, "missing.but", no=no, has=has) if has else phrase(lang, "missing.plain", no=no)


def with_missing(verdict: Verdict, lang: str) -> Verdict:
    """The verdict with its line in the report's language."""
    return replace(verdict, missing=told_missing(verdict, lang))


def ask_line(ask: Ask, verdict: Verdict, lang: str) -> str:
    """The checklist's line about a gap."""
    return phrase(lang, f"ask_text.{verdict.status}", ask=short(ask.text), missing=verdict.missing or "")


def ask_question(ask: Ask, verdict: Verdict, text: str, lang: str) -> str:
    """The question to the author: the ask's own words, what stands there now, what is wanted.

    ``text`` is the draft's, ``lang`` the report's language.
    """
    kind = verdict.lacks[0] if verdict.lacks else ask.kind
    values = {"ask": _quotable(ask.text), "need": phrase(lang, f"need.{kind}")}
    if verdict.status == "gestured" and verdict.evidence:
        return phrase(lang, "ask_question.gestured", quote=_quotable(verdict.evidence[0].of(text)), **values)
    if verdict.status == "partial" and verdict.open_parts:
        return phrase(lang, "ask_question.partial", part=_quotable(verdict.open_parts[0], 80), **values)
    if verdict.status == "partial":
        return phrase(lang, "ask_question.partial_plain", **values)
    return phrase(lang, "ask_question.missing", **values)
