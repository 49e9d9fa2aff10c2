"""Words about an ask: what an answer still needs, the line in the checklist, the question to the author."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from workslop.lang import LANGUAGES, load, phrase
from workslop.types import Ask, AskKind, Verdict

LONGEST = 160  # characters of an ask or a quotation inside a line
MOST_FOUND = 2  # kinds of answer found that a line names, and figures of each
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_NUMBER = re.compile(r"^(?:\d{1,3}|[a-zA-Z])\s*(?:[.)](?=\s)|[·•:–-](?=\s))\s*")
_STOP_AFTER_MARK = re.compile(r"([?!…][’”])\.")  # ‘Wat kost het?’. becomes ‘Wat kost het?’
_OPEN = re.compile(r"\b(?:TODO|TBD|TBC|NTB|PM|XX+)\b|\?\?")
# what an ask lacks isn't said to be there as well: "no amount, though there is an amount"
_SAME = {
    "cost": ("cost", "money"), "quantity": ("quantity", "count"), "date": ("date",), "person": ("person", "name"),
    "place": ("place",), "comparison": ("comparison",), "evidence": ("evidence",), "example": ("example",),
}  # fmt: skip


def short(text: str, most: int = LONGEST) -> str:
    """``text`` on one line, cut at a word with an ellipsis when longer than ``most``."""
    text = " ".join(text.split()).strip("*_ ")
    return text if len(text) <= most else (text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + " …").lstrip()


def bare(text: str, most: int = LONGEST) -> str:
    """An ask or a part of one as it can stand in a line: without its number, outer quotation marks and last comma."""
    text = _NUMBER.sub("", short(text, most).translate(_QUOTES)).rstrip(" .;,:").strip("*_ ")
    pair = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" and text.count(text[0]) == 2
    if pair or text.count('"') == 1:
        text = text.strip("\"'") if pair else text.removeprefix('"').removesuffix('"')
    return text.strip()


def quotable(text: str, most: int = LONGEST) -> str:
    """``text`` as it can stand between quotation marks, before a full stop: marks of its own made plain.

    A row of a table is told by its cells.
    """
    if text.lstrip().startswith("|"):
        text = ", ".join(cell for part in text.split("|") if (cell := part.strip()))
    return short(text, most).translate(_QUOTES).rstrip(" .;,")


def listed(words: Iterable[str], lang: str) -> str:
    """Words as a list in a sentence: "a, b en c"."""
    *first, last = words
    return phrase(lang, "list.last", first=", ".join(first), last=last) if first else last


@cache
def _signs(group: str, kind: str) -> re.Pattern[str] | None:
    """What in an ask's own words shows a kind, in either language; None where any words will do."""
    found = [sign for lang in LANGUAGES if (sign := load(lang, "review")[group].get(kind))]
    return re.compile("|".join(found), re.IGNORECASE) if found else None


def fits(kind: str, ask: Ask) -> bool:
    """Whether the ask's own words bear out that it wants this kind: a kind is read by rules, and rules miss."""
    wanted, not_wanted = _signs("fits", kind), _signs("fits_not", kind)
    return (not wanted or bool(wanted.search(ask.text))) and not (not_wanted and not_wanted.search(ask.text))


def need(kind: str, ask: Ask, lang: str) -> str:
    """What to ask for, by kind; where the kind doesn't fit the ask's own words, for the answer to those."""
    if kind == "person" and _is(ask, "group"):
        return phrase(lang, "need.group")
    if kind != "other" and fits(kind, ask):
        return phrase(lang, f"need.{kind}")
    return phrase(lang, "need.other" if _is(ask, "question") else "need.topic")


def _is(ask: Ask, sign: str) -> bool:
    pattern = _signs("sign", sign)
    return pattern is not None and bool(pattern.search(bare(ask.text)))


def told_missing(verdict: Verdict, lang: str, ask: Ask | None = None) -> str | None:
    """What an answer still needs, by the ask's kind and the facts found, in the report's language; None when answered.

    "geen bedrag; wel een periode (Q3)". Where the kind of ``ask`` doesn't fit its words, the kind is left out.
    """
    if verdict.status == "answered":
        return None
    kinds = [k for k in verdict.lacks if ask is None or (fits(k, ask) and not (k == "person" and _is(ask, "group")))]
    no = listed([phrase(lang, f"no.{kind}") for kind in kinds], lang) if kinds else ""
    if verdict.status == "missing":
        opened = bool(verdict.candidates) and verdict.candidates[0].why == "open"
        key = "missing.open" if opened else "missing.absent"
        return phrase(lang, key, no=no) if no else phrase(lang, key + "_plain")
    has = _has(verdict, kinds, lang, ask.text if ask else "")
    if verdict.status == "partial" and verdict.open_parts:
        quote = "‘{}’" if lang == "nl" else "“{}”"
        part = listed([quote.format(bare(p, 80)) for p in verdict.open_parts], lang)
        return phrase(lang, "missing.part_but", part=part, has=has) if has else phrase(lang, "missing.part", part=part)
    if no:
        return phrase(lang, "missing.but", no=no, has=has) if has else phrase(lang, "missing.plain", no=no)
    key = f"missing.{verdict.status}_{'but' if has else 'plain'}"
    return phrase(lang, key, has=has) if has else phrase(lang, key)


def _has(verdict: Verdict, lacks: Iterable[str], lang: str, asked: str) -> str:
    """What is there, one mention for each kind of thing: "getallen (6,4 en 6,2) en een naam (Jansen)".

    Words of the question itself (``asked``) are no part of an answer.
    """
    clash = {same for kind in lacks for same in _SAME.get(kind, ())}
    found: dict[str, dict[str, str]] = {}
    for kind, words in verdict.has:
        if kind not in clash and not _OPEN.search(words) and words.casefold() not in asked.casefold():
            words = _found(words)
            words = words.lower() if kind in ("count", "quantity") and words.istitle() else words
            found.setdefault(phrase(lang, f"has.{kind}"), {})[words] = phrase(lang, f"has_many.{kind}")
    told = []
    for one, words_of in [*found.items()][:MOST_FOUND]:
        named = [*words_of][:MOST_FOUND]
        told.append(f"{one if len(named) == 1 else words_of[named[0]]} ({listed(named, lang)})")
    return listed(told, lang) if told else ""


def _found(words: str) -> str:
    return short(words, 40).translate(_QUOTES).strip("\"' ,;").replace("(", "").replace(")", "")


def with_missing(verdict: Verdict, lang: str, ask: Ask | None = None) -> Verdict:
    """The verdict with its line in the report's language."""
    return replace(verdict, missing=told_missing(verdict, lang, ask))


def ask_line(ask: Ask, verdict: Verdict, lang: str) -> str:
    """The checklist's line about a gap: the ask, and what is missing as a sentence after it."""
    missing = (verdict.missing or "").rstrip(". ")
    told = f" {missing[:1].upper()}{missing[1:]}." if missing and verdict.status != "missing" else ""
    return phrase(lang, f"ask_text.{verdict.status}", ask=_sentence(ask)) + told


def _sentence(ask: Ask) -> str:
    text = bare(ask.text)
    return text if text.endswith(("?", "!", "…", ".")) else f"{text}."


def ask_question(ask: Ask, verdict: Verdict, text: str, lang: str) -> str:
    """The question to the author: the ask's own words, what stands there now, what is wanted.

    ``text`` is the draft's, ``lang`` the report's language.
    """
    kind = verdict.lacks[0] if verdict.lacks else ask.kind
    values = {"ask": bare(ask.text), "need": need(kind, ask, lang)}
    if verdict.status == "gestured" and verdict.evidence:
        values["quote"] = quotable(verdict.evidence[verdict.best or 0].of(text))
        return _stopped(phrase(lang, "ask_question.gestured", **values))
    if verdict.status == "partial" and verdict.open_parts:
        values["need"] = need(*_part(ask, verdict.open_parts[0]), lang)
        return _stopped(phrase(lang, "ask_question.partial", part=bare(verdict.open_parts[0], 80), **values))
    if verdict.status == "partial" and verdict.lacks and kind != "other" and fits(kind, ask):
        return _stopped(phrase(lang, "ask_question.partial_need", **values))
    if verdict.status == "partial":
        return _stopped(phrase(lang, "ask_question.partial_plain", **values))
    return _stopped(phrase(lang, "ask_question.missing", **values))


def _part(ask: Ask, words: str) -> tuple[AskKind, Ask]:
    """The kind of a part of an ask, and the part as an ask of its own."""
    kind: AskKind = next((part.kind for part in ask.parts if part.text == words), "other")
    return kind, replace(ask, text=words, kind=kind)


def check_line(ask: Ask, verdict: Verdict, lang: str) -> str:
    """The checklist's line about an ask that looks answered without being sure: "Lijkt beantwoord (61%): …"."""
    chance = f"{min(round(verdict.answered_probability * 100), 99)}"
    return phrase(lang, "ask_text.check", ask=_sentence(ask), chance=chance)


def check_question(ask: Ask, verdict: Verdict, text: str, lang: str) -> str:
    """What to look for, or to ask, about an ask that looks answered: ``text`` is the draft's."""
    if not verdict.evidence:
        return _stopped(phrase(lang, "ask_question.check_plain", ask=bare(ask.text)))
    quote = quotable(verdict.evidence[verdict.best or 0].of(text))
    return _stopped(phrase(lang, "ask_question.check", ask=bare(ask.text), quote=quote))


def _stopped(text: str) -> str:
    """No full stop after a quotation that ends in a mark of its own."""
    return _STOP_AFTER_MARK.sub(r"\1", text)
