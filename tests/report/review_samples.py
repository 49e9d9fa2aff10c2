"""Hand-made Reviews, one Dutch and one English: real texts, real offsets, made without the pipeline.

The texts and what was found in them stand in fixtures/<lang>/: draft.md, brief.md, review.toml.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from workslop.types import (
    Ask,
    Block,
    Brief,
    Candidate,
    ChecklistItem,
    Constraint,
    Draft,
    Finding,
    Gladness,
    Hole,
    Measure,
    Part,
    Plane,
    Push,
    Review,
    Sentence,
    Source,
    Span,
    Verdict,
    Waiver,
)

FIXTURES = Path(__file__).parent / "fixtures"
_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(r"(?P<heading>#{1,6} +)|(?P<item>- +)|(?P<quote>> +)|(?P<row>(?=\|))")
_SENTENCE = re.compile(r"\S[^.?!:]*(?:[.?!:](?!\s)[^.?!:]*)*[.?!:]?")
_HOLE = re.compile(r"(?P<markup>\*\*|\[(?=[^\]]+\]\())|(?P<link>\]\([^)]*\))")


def span(text: str, quote: str) -> Span:
    """Where ``quote`` first stands in ``text``; a quote that isn't there is a mistake in the sample."""
    start = text.index(quote)
    return Span(start, start + len(quote))


def blocks_of(text: str) -> tuple[Block, ...]:
    """Blocks of the simple Markdown the samples are written in: one line, one block."""
    blocks: list[Block] = []
    above: dict[int, int] = {}
    for line in _LINE.finditer(text):
        mark = _MARK.match(line[0])
        kind = mark.lastgroup if mark else "paragraph"
        start = line.start() + (mark.end() if mark else 0)
        if kind == "row" and not re.search(r"\w", line[0]):
            continue
        if kind == "row" and (not blocks or blocks[-1].kind != "row"):
            end = text.find("\n\n", start)
            blocks.append(Block("table", Span(start, len(text) if end < 0 else end), 0, None, tuple(above.values())))
        level = len(mark[0].strip()) if mark and kind == "heading" else int(kind == "item")
        holes = tuple(
            Hole(m.lastgroup, Span(start + m.start(), start + m.end()))  # type: ignore[arg-type]
            for m in _HOLE.finditer(text[start : line.end()])
        )
        if kind == "heading":
            above = {at: index for at, index in above.items() if at < level}
        blocks.append(
            Block(kind, Span(start, line.end()), level, None, tuple(above.values()), holes, kind == "quote")  # type: ignore[arg-type]
        )
        if kind == "heading":
            above[level] = len(blocks) - 1
    return tuple(blocks)


def sentences_of(text: str, blocks: tuple[Block, ...], lang: str) -> tuple[Sentence, ...]:
    """Sentences of the samples: cut after a full stop, question mark or colon before white space."""
    out = []
    for index, block in enumerate(blocks):
        if block.kind == "table":
            continue
        if block.kind in ("heading", "row"):
            out.append(Sentence(block.span, index, block.kind, lang, prose=False))
            continue
        for found in _SENTENCE.finditer(text[block.span.start : block.span.end]):
            at = Span(block.span.start + found.start(), block.span.start + len(found[0].rstrip()) + found.start())
            out.append(Sentence(at, index, block.kind, lang, prose=not block.quoted))
    return tuple(out)


def draft_of(text: str, lang: str, path: str) -> Draft:
    """A Draft of a text in the samples' simple Markdown."""
    blocks = blocks_of(text)
    return Draft(Source(path, text, "markdown"), lang, blocks, sentences_of(text, blocks, lang))


def _read(lang: str, name: str) -> str:
    return (FIXTURES / lang / name).read_text(encoding="utf-8")


def _brief(lang: str, data: dict[str, Any]) -> Brief:
    text = _read(lang, "brief.md")
    asks = tuple(
        Ask(
            f"a{n}",
            ask["text"],
            span(text, ask["text"]),
            ask["parts"][0][1],
            tuple(Part(*part) for part in ask["parts"]),
        )
        for n, ask in enumerate(data["asks"], 1)
    )
    constraints = tuple(
        Constraint(
            one["kind"],
            one["text"],
            span(text, one["text"]),
            tuple(one.get("terms", ())),
            (None, one["most"]) if "most" in one else None,
        )
        for one in data["constraints"]
    )
    return Brief(Source("brief.md", text, "markdown"), lang, asks, constraints)


def _verdict(text: str, n: int, ask: dict[str, Any]) -> Verdict:
    return Verdict(
        f"a{n}",
        ask["status"],
        ask["probability"],
        ask["confidence"],
        tuple(span(text, quote) for quote in ask["evidence"]),
        tuple(
            Candidate(span(text, c["quote"]), c["probability"], c["relevance"], c.get("why"))
            for c in ask.get("candidates", ())
        ),
        tuple(ask.get("lacks", ())),
        tuple((kind, words) for kind, words in ask.get("has", ())),
        missing=ask.get("missing"),
    )


def _finding(text: str, one: dict[str, Any]) -> Finding:
    where = {"span": span(text, one["quote"])} if "quote" in one else {}
    return Finding(**one, **where)


def _item(text: str, n: int, one: dict[str, Any]) -> ChecklistItem:
    refs = tuple(span(text, quote) for quote in one.get("refs", ()))
    return ChecklistItem(f"c{n}", **{**one, "refs": refs})


def _emptiness(draft: Draft, empty: dict[str, float]) -> tuple[Measure, ...]:
    out = []
    for n, sentence in enumerate(s for s in draft.sentences if s.prose):
        words = sentence.span.of(draft.text)
        value = next((v for start, v in empty.items() if words.startswith(start)), 0.1 + 0.07 * (n % 4))
        if len(words.split()) < 5:
            out.append(Measure("centroid", "emptiness", None, "share", why="too_short", span=sentence.span))
            continue
        out.append(Measure("centroid", "emptiness", round(value, 2), "share", n=len(words.split()), span=sentence.span))
        out.append(Measure("specificity", "specificity", round(1 - value, 2), "share", span=sentence.span))
    return tuple(out)


def _pushes(why: str) -> tuple[Push, ...]:
    return (
        Push("phrasing", 14.2, "per 1000", 9.5),
        Push("specificity", 0.031, "share", 6.2),
        Push("centroid", 0.58, "share", 7.4),
        Push("coverage", 0.17, "share", 4.1),
        Push("evidence", 0.5, "share", 1.3),
        Push("nuance", 0.0, "per 1000", 3.0),
        Push("sameness", None, "share", None, why),
        Push("readability", 47.0, "points", -2.5),
    )


RAN = {
    "workslop": "0.1.0",
    "spacy": "en_core_web_sm 3.8.0",
    "encoder": "multilingual-e5-small q4",
    "judge": "1",
    "rules": "24",
    "profile": "nl 2026-11",
}


@cache
def _sample(lang: str) -> Review:
    data = tomllib.loads(_read(lang, "review.toml"))
    draft = draft_of(_read(lang, "draft.md"), lang, data["path"])
    text = draft.text
    measures = (
        Measure("phrasing", "density", data["density"], "per 1000", n=data["words"]),
        Measure("coverage", "answered", 0.17, "share", n=len(data["asks"])),
        Measure("sameness", "repeats", None, "share", why="too_short"),
        Measure("centroid", "percentile_solid", 97.0, "%", n=12),
        Measure("centroid", "percentile_glad", 41.0, "%", n=12),
        *_emptiness(draft, data["emptiness"]),
    )
    return Review(
        draft,
        _brief(lang, data),
        lang,
        measures,
        tuple(_verdict(text, n, ask) for n, ask in enumerate(data["asks"], 1)),
        tuple(_finding(text, one) for one in data["findings"]),
        Gladness(data["score"], data["band"], _pushes("too_short"), data["verdict"]),
        tuple(_item(text, n, one) for n, one in enumerate(data["checklist"], 1)),
        tuple(Waiver(w["rule"], span(text, w["quote"]), w["reason"], True) for w in data.get("waivers", ())),
        RAN,
        plane=Plane(((0.05, 0.01), (0.06, -0.04), (0.04, 0.03)), ((-0.01, 0.02), (0.0, -0.05)), (0.03, 0.0)),
    )


def dutch() -> Review:
    """A glad Dutch memo against its brief."""
    return _sample("nl")


def english() -> Review:
    """A glad English note against a brief in a mail."""
    return _sample("en")


def hostile() -> Review:
    """A draft and brief whose every text tries to get out of its place."""
    nasty = (
        "<script>alert(1)</script> \u202egnp.exe\u202c \x00 \x1b[31mred\x1b[0m \"'><img src=x onerror=alert(2)> "
        "[x](javascript:alert(3)) {{ 7*7 }} `code` @team |"
    )
    text = f"# {nasty}\n\n{nasty} is true. Plain end.\n"
    draft = draft_of(text, "en", f"<b>{chr(0x202E)}x</b>.md")
    ask = Ask("a1", nasty, Span(0, len(nasty)), "other", (Part(nasty, "other"),))
    brief = Brief(Source("javascript:alert(1)", nasty + "\n", "text"), None, (ask,), ())
    where = span(text, nasty)
    verdict = Verdict("a1", "partial", 0.5, 0.5, (where,), missing=nasty)
    finding = Finding("x/<i>", "phrasing", "error", nasty, nasty, nasty, where, where.of(text))
    item = ChecklistItem("c1", "ask", nasty, nasty, "error", (where,), "a1")
    gladness = Gladness(None, None, (Push("phrasing", None, nasty, None, nasty),), nasty, nasty)
    return Review(draft, brief, "en", (), (verdict,), (finding,), gladness, (item,), (), {"workslop": nasty})
