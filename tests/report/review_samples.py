"""Hand-made Reviews, one Dutch and one English: real texts, real offsets, made without the pipeline."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from workslop.types import (
    Ask,
    AskKind,
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
    return (FIXTURES / lang / f"{name}.md").read_text(encoding="utf-8")


def _brief(lang: str, asks: list[tuple[str, list[tuple[str, AskKind]]]], constraints: list[Constraint]) -> Brief:
    text = _read(lang, "brief")
    made = tuple(
        Ask(f"a{n}", quote, span(text, quote), parts[0][1], tuple(Part(words, kind) for words, kind in parts))
        for n, (quote, parts) in enumerate(asks, 1)
    )
    return Brief(Source("brief.md", text, "markdown"), lang, made, tuple(constraints))


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
def dutch() -> Review:
    """A glad Dutch memo against its brief."""
    text = _read("nl", "draft")
    draft = draft_of(text, "nl", "notitie.md")
    brief_text = _read("nl", "brief")
    brief = _brief(
        "nl",
        [
            ("Hoeveel fietsen staan er, en op hoeveel plekken?", [("hoeveel fietsen", "quantity"), ("hoeveel plekken", "quantity")]),
            ("Waardoor staat het zo vol?", [("waardoor", "cause")]),
            ("Welke opties zijn er, en wat kost elke optie?", [("welke opties", "list"), ("wat kost elke optie", "cost")]),
            ("Welke optie raden wij aan?", [("welke optie", "decision")]),
            ("Wie neemt het beheer over?", [("wie", "person")]),
            ("Per wanneer is de stalling klaar?", [("per wanneer", "date")]),
        ],
        [
            Constraint("must_mention", "Noem in elk geval ProRail.", span(brief_text, "Noem in elk geval ProRail."), ("ProRail",)),
            Constraint("length", "Hooguit één A4.", span(brief_text, "Hooguit één A4."), limit=(None, 500)),
        ],
    )  # fmt: skip
    count = span(text, "In september stonden er op dinsdag gemiddeld 1.140 fietsen op 960 plekken.")
    cause = span(text, "De drukte kent verschillende oorzaken en vraagt om maatwerk.")
    options = span(text, "We hebben drie opties bekeken:")
    choice = span(text, "Wij kiezen voor een oplossing die toekomstbestendig is en op draagvlak kan rekenen.")
    later = span(text, "Na de zomer werken wij het voorstel verder uit.")
    claim = span(text, "De meeste reizigers zijn tevreden over de stalling.")
    interplay = span(text, "Het is een samenspel van factoren dat een zorgvuldige afweging vraagt.")
    verdicts = (
        Verdict("a1", "answered", 0.94, 0.9, (count,), has=(("quantity", "1.140 fietsen"), ("quantity", "960 plekken"))),
        Verdict("a2", "gestured", 0.12, 0.8, (cause,), lacks=("cause",), missing="Geen oorzaak: er staat dat er oorzaken zijn, niet welke."),
        Verdict("a3", "partial", 0.31, 0.7, (options, span(text, "Uitbreiden | 400")), lacks=("cost",), has=(("list", "drie opties"),),
                missing="De opties staan er, de kosten niet."),
        Verdict("a4", "gestured", 0.08, 0.8, (choice,), (Candidate(choice, 0.08, 0.7, "no_kind"), Candidate(options, 0.05, 0.5)),
                lacks=("decision",), missing="Geen van de drie opties wordt gekozen."),
        Verdict("a5", "missing", 0.02, 0.9, (), (Candidate(later, 0.02, 0.2, "off_topic"),), lacks=("person",),
                missing="Geen naam of functie."),
        Verdict("a6", "gestured", 0.15, 0.6, (later,), lacks=("date",), missing="Geen datum: ‘na de zomer’ is het begin, niet het einde."),
    )  # fmt: skip
    fast = span(text, "In een snel veranderende stad")
    phrase = span(text, "samenspel van factoren")
    findings = (
        Finding("nl/openingszin", "phrasing", "note", "‘In een snel veranderende stad’ past boven elke notitie.",
                "Begin met wat er bij deze stalling speelt.", "Wat is er hier veranderd, en wanneer?", fast, fast.of(text)),
        Finding("any/bewering", "evidence", "warning", "‘De meeste’: er staat niet wie dat telde of hoeveel.",
                "Noem de bron of het aantal.", "Waar blijkt uit dat de meeste reizigers tevreden zijn?", claim, claim.of(text)),
        Finding("any/lege-zin", "centroid", "note", "Deze zin kan ongewijzigd in een ander stuk staan (leegte 0,91; grens 0,80).",
                "Zeg wat er hier geldt, of schrap de zin.", "Wat wordt hier tegen wat afgewogen?", interplay, interplay.of(text),
                Measure("centroid", "emptiness", 0.91, "share", span=interplay)),
        Finding("nl/containerbegrip", "phrasing", "warning", "‘samenspel van factoren’ noemt geen enkele factor.",
                "Noem de factoren.", "Welke factoren?", phrase, phrase.of(text)),
        Finding("nl/moet-noemen", "coverage", "error", "De opdracht vraagt om ‘ProRail’; dat woord staat niet in de tekst.",
                "Noem ProRail, of zeg waarom niet.", "Wat is de rol van ProRail?"),
        Finding("nl/voorbehoud", "nuance", "note", "Nergens een ‘tenzij’, ‘behalve’ of ‘mits’.",
                "Noem wanneer het niet opgaat.", "Wanneer geldt dit niet?"),
    )  # fmt: skip
    checklist = (
        ChecklistItem("c1", "ask", "Niet beantwoord: Wie neemt het beheer over?", "Wie neemt het beheer over?", "error", (), "a5"),
        ChecklistItem("c2", "ask", "Geen keuze: ‘een oplossing die toekomstbestendig is’.", "Welke van de drie opties raad je aan?", "error", (choice,), "a4"),
        ChecklistItem("c3", "constraint", "ProRail wordt niet genoemd.", "Wat is de rol van ProRail?", "error"),
        ChecklistItem("c4", "ask", "De opties staan er, de kosten niet.", "Wat kost elke optie?", "warning", (options,), "a3"),
        ChecklistItem("c5", "ask", "Er zijn ‘verschillende oorzaken’, maar geen ervan staat er.", "Waardoor staat de stalling zo vol?", "warning", (cause,), "a2"),
        ChecklistItem("c6", "evidence", "‘De meeste reizigers zijn tevreden’ heeft geen bron.", "Waar blijkt uit dat de meeste reizigers tevreden zijn?", "warning", (claim,)),
        ChecklistItem("c7", "nuance", "Nergens staat wanneer het niet opgaat.", "Wanneer geldt dit niet?", "note"),
    )  # fmt: skip
    empty = {"In een snel": 0.93, "Deze notitie": 0.88, "De drukte": 0.71, "Het is een": 0.91, "Wij kiezen": 0.84,
             "Bij elke": 0.66, "Betrokkenen": 0.86}  # fmt: skip
    measures = (
        Measure("phrasing", "density", 14.2, "per 1000", n=176, parts={"nl/containerbegrip": 1, "nl/openingszin": 1}),
        Measure("coverage", "answered", 0.17, "share", n=6),
        Measure("sameness", "repeats", None, "share", why="too_short"),
        *_emptiness(draft, empty),
    )
    gladness = Gladness(71.0, "glad", _pushes("too_short"), "Glad: de tekst leest vlot, maar vier van de zes vragen blijven open.")
    waivers = (Waiver("nl/lijdende-vorm", span(text, "Betrokkenen worden tijdig geïnformeerd."), "vaste afspraak met de OR", True),)
    return Review(draft, brief, "nl", measures, verdicts, findings, gladness, checklist, waivers, RAN)


@cache
def english() -> Review:
    """A glad English note against a brief in a mail."""
    text = _read("en", "draft")
    draft = draft_of(text, "en", "docs/note.md")
    brief_text = _read("en", "brief")
    brief = _brief(
        "en",
        [
            ("how many parcels come back, and since when it has been rising", [("how many parcels", "quantity"), ("since when", "date")]),
            ("why it is rising", [("why", "cause")]),
            ("what each option costs", [("what each option costs", "cost")]),
            ("which option you recommend", [("which option", "decision")]),
            ("who will staff the desk on Saturdays", [("who", "person")]),
            ("when it could be done", [("when", "date")]),
        ],
        [
            Constraint("must_mention", "Please mention the fire exit.", span(brief_text, "Please mention the fire exit."), ("fire exit",)),
            Constraint("length", "One page at most.", span(brief_text, "One page at most."), limit=(None, 500)),
        ],
    )  # fmt: skip
    count = span(text, "The returns desk handled 2,310 parcels in May, up from 1,480 in May last year.")
    cause = span(text, "The increase has a number of causes.")
    choice = span(text, "We favour a solution that works for everyone.")
    later = span(text, "We will take this forward in the coming period.")
    claim = span(text, "Customers overwhelmingly welcome the new procedure.")
    phrase = span(text, "a complex interplay of factors")
    fast = span(text, "In today's fast-paced retail landscape")
    verdicts = (
        Verdict("a1", "answered", 0.91, 0.9, (count,), has=(("quantity", "2,310 parcels"), ("date", "May last year"))),
        Verdict("a2", "gestured", 0.1, 0.8, (cause,), lacks=("cause",), missing="No cause: it says there are causes, not which."),
        Verdict("a3", "missing", 0.04, 0.9, (), (Candidate(count, 0.04, 0.3, "off_topic"),), lacks=("cost",), missing="No amount for either option."),
        Verdict("a4", "gestured", 0.09, 0.8, (choice,), lacks=("decision",), missing="Neither option is chosen."),
        Verdict("a5", "missing", 0.02, 0.9, (), lacks=("person",), missing="No name or role."),
        Verdict("a6", "gestured", 0.13, 0.7, (later,), lacks=("date",), missing="No date: ‘the coming period’ is not one."),
    )  # fmt: skip
    findings = (
        Finding("en/opening", "phrasing", "note", "‘In today's fast-paced retail landscape’ fits above any note.",
                "Start with what happened at this desk.", "What changed here, and when?", fast, fast.of(text)),
        Finding("any/claim", "evidence", "warning", "‘overwhelmingly’: it doesn't say who asked, or how many.",
                "Name the source or the count.", "What shows that customers welcome it?", claim, claim.of(text)),
        Finding("en/container", "phrasing", "warning", "‘a complex interplay of factors’ names no factor.",
                "Name the factors.", "Which factors?", phrase, phrase.of(text)),
        Finding("en/must-mention", "coverage", "error", "The brief asks for ‘fire exit’; the text doesn't have it.",
                "Mention the fire exit, or say why not.", "What happens to the fire exit?"),
    )  # fmt: skip
    checklist = (
        ChecklistItem("c1", "ask", "Not answered: who will staff the desk on Saturdays", "Who will staff the desk on Saturdays?", "error", (), "a5"),
        ChecklistItem("c2", "ask", "Neither option is chosen.", "Which of the two options do you recommend?", "error", (choice,), "a4"),
        ChecklistItem("c3", "ask", "No amount for either option.", "What does each option cost?", "error", (), "a3"),
        ChecklistItem("c4", "constraint", "The fire exit is not mentioned.", "What happens to the fire exit?", "error"),
        ChecklistItem("c5", "evidence", "‘Customers overwhelmingly welcome’ has no source.", "What shows that customers welcome it?", "warning", (claim,)),
    )  # fmt: skip
    empty = {"Returns are": 0.83, "In today's": 0.94, "This note": 0.87, "The impact": 0.77, "It is a complex": 0.92,
             "We favour": 0.86, "Colleagues": 0.81}  # fmt: skip
    measures = (
        Measure("phrasing", "density", 11.8, "per 1000", n=158, parts={"en/container": 1, "en/opening": 1}),
        Measure("coverage", "answered", 0.17, "share", n=6),
        Measure("sameness", "repeats", None, "share", why="too_short"),
        *_emptiness(draft, empty),
    )
    gladness = Gladness(68.0, "glad", _pushes("too_short"), "Glad: it reads smoothly, but five of the six questions are still open.")
    return Review(draft, brief, "en", measures, verdicts, findings, gladness, checklist, (), RAN)


def hostile() -> Review:
    """A draft and brief whose every text tries to get out of its place."""
    nasty = '<script>alert(1)</script> \u202egnp.exe\u202c \x00 \x1b[31mred\x1b[0m "\'><img src=x onerror=alert(2)> [x](javascript:alert(3)) {{ 7*7 }} `code` @team |'
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
