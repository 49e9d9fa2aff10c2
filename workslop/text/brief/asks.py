"""The asks and constraints of a brief, unit by unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from workslop.text.brief.constraints import (
    bare_terms,
    field_constraint,
    field_of,
    form_constraints,
    key_name,
    sentence_constraints,
)
from workslop.text.brief.items import pick
from workslop.text.brief.passed import done, in_head, length_note, own_questions
from workslop.text.brief.prose import asks_in, sentence_asks
from workslop.text.brief.sections import Context, mode_of, read_contexts
from workslop.text.brief.shapes import (
    ASKING,
    Shape,
    addressed,
    asks_often,
    bound_at,
    is_question,
    sentences_of,
    shape_of,
    tells,
)
from workslop.text.brief.tables import Table
from workslop.text.brief.tree import Tree
from workslop.text.brief.units import Unit, View
from workslop.text.brief.words import Words
from workslop.types import Constraint, ConstraintKind, Source, Span

_FORM_MODES: dict[str, ConstraintKind] = {
    "audience": "audience", "length": "length", "tone": "tone", "deadline": "deadline", "dont": "do_not",
    "terms": "must_mention", "other": "other",
}  # fmt: skip
_ANNOUNCES = 4


@dataclass(frozen=True, slots=True)
class Found:
    """An ask before it has an id: where it stands, and under what."""

    span: Span
    must: bool = False
    topic: str = ""
    named: bool = False  # the topic is the ask's own label, row or section: it says what a bare phrase wants
    children: tuple[Span, ...] = ()


class Reader:
    """One pass over the units of a brief; ``asks`` and ``constraints`` are the result."""

    def __init__(self, source: Source, units: Sequence[Unit], view: View, lang: str, words: Words) -> None:
        self.source, self.units, self.view, self.lang, self.words = source, list(units), view, lang, words
        self.contexts = read_contexts(units, view, words)
        self.tree = Tree(units)
        self.shapes: dict[int, Shape] = {}
        self.passed = own_questions(source, units, words)
        self.taken: set[int] = set()  # items read as elements of the item above them
        self.asks: list[Found] = []
        self.constraints: list[Constraint] = []

    def run(self) -> None:
        """Read every unit; headings that ask are asks where nothing below them is."""
        self._notes()
        tables = groupby(range(len(self.units)), key=lambda at: (self.units[at].kind == "row", self.units[at].group))
        for (is_row, _), group in tables:
            indices = list(group)
            if is_row:
                self._table(indices)
            for index in [] if is_row else indices:
                self._unit(index)
        self._headings()
        self.asks.sort(key=lambda found: found.span)

    def _notes(self) -> None:
        for index, unit in enumerate(self.units):
            if note := length_note(unit, self.view, self.words):
                self.constraints += form_constraints("length", note.of(self.source.text), note, self.words)
                self.units[index] = replace(unit, span=self.view.trim(unit.span.start, note.start - 1))

    def _unit(self, index: int) -> None:
        unit, context = self.units[index], self.contexts[index]
        if context.role == "title" or unit.label == "#" or index in self.taken or index in self.passed:
            return
        if unit.kind == "field":
            self._field_line(unit)
        elif unit.kind in ("item", "quote"):
            self._item(index)
        elif context.mode in _FORM_MODES:
            self._form(unit, context)
        else:
            self._prose(unit, context)

    # Lines of text -------------------------------------------------------------------------------------------------

    def _prose(self, unit: Unit, context: Context) -> None:
        text = self.view.of(unit.span)
        lead = context.role == "lead"
        # a line of its own within a message; the lines at the head of a brief say what it is
        note = not unit.alone and unit.group != self.units[0].group and not text.rstrip().endswith((".", "!"))
        ranges = sentences_of(text)
        for number, (start, end) in enumerate(ranges):
            sentence = text[start:end]
            following = text[slice(*ranges[number + 1])] if number + 1 < len(ranges) else ""
            if len(sentence.split()) <= _ANNOUNCES and is_question(following) and not is_question(sentence):
                continue  # "Begin with the numbers. How many ...?"
            if is_question(sentence) and self.words.lists["denial"].match(following):
                continue  # "Can we promise that? Of course not.": the writer of the brief answers
            if self._closing(sentence) or self._field(sentence, unit.span.start + start, context):
                continue
            announces = lead and number == len(ranges) - 1
            asks = not announces or is_question(sentence) or (sentence.endswith(".") and self._orders(sentence))
            asks = asks and (context.mode in ("ask", "must") or not addressed(sentence, self.words))
            asked = sentence_asks(sentence, self.lang, context.mode, context.section or note) if asks else []
            for left, right in asked:
                self._add(unit.span.start + start + left, unit.span.start + start + right, context)
            if not asked and not (announces and sentence.rstrip().endswith(":")):
                self._constrain(unit.span.start + start, unit.span.start + end)

    def _orders(self, sentence: str) -> bool:
        return shape_of(sentence, self.words) in ("imperative", "embedded", "clause")

    def _closing(self, sentence: str) -> bool:
        return bool(self.words.lists["closing"].match(sentence)) and len(sentence.split()) <= 6

    def _field_line(self, unit: Unit) -> None:
        text = self.view.of(unit.span)
        if not self._field(text, unit.span.start, Context()) and text.rstrip().endswith("?"):
            self._add(unit.span.start, unit.span.end, Context())

    def _field(self, text: str, start: int, context: Context) -> bool:
        """Whether ``text`` is a known "key: value"; what it constrains or asks is taken in."""
        field = field_of(text, self.words)
        if field is None:
            return False
        span = self.view.trim(start + field.start, start + len(text))
        return self._keyed(field.name, span, context)

    def _keyed(self, name: str, span: Span, context: Context) -> bool:
        value = self.view.of(span)
        shape = shape_of(value, self.words)
        if name in ("ask", "must_mention", "deadline", "info", "other") and shape in ASKING:
            if name in ("info", "other") and shape != "question":
                return True
            self._add_all(span, Context("must" if name == "must_mention" else "ask", context.topic))
            return True
        if (
            name == "deadline"
            and not self.words.constraints["deadline"].search(value)
            and not any(c.isdigit() for c in value)
        ):
            return False
        if name == "length" and not any(c.isdigit() for c in value) and not self.words.length["pages"].search(value):
            return shape not in ASKING
        constraint = field_constraint(name, self.source.text[span.start : span.end], span, self.words)
        if constraint:
            self.constraints.append(constraint)
        return name != "ask"

    def _form(self, unit: Unit, context: Context) -> None:
        """A line or item under a heading for form: a constraint of that kind (a question there is still an ask)."""
        kind = _FORM_MODES[context.mode]
        text = self.view.of(unit.span)
        shape = shape_of(text, self.words, listed=unit.kind == "item")
        if kind != "do_not" and (shape in ("question", "clause") or tells(text, self.words)):
            self._add_all(unit.span, context)
            return
        self.constraints += form_constraints(
            kind, self.source.text[unit.span.start : unit.span.end], unit.span, self.words
        )

    def _constrain(self, start: int, end: int, strict: bool = False) -> bool:
        span = self.view.trim(start, end)
        found = list(sentence_constraints(self.view.of(span), span, self.words, strict))
        self.constraints += [Constraint(c.kind, span.of(self.source.text), span, c.terms, c.limit) for c in found]
        return bool(found)

    # Items ---------------------------------------------------------------------------------------------------------

    def _item(self, index: int) -> None:
        unit, context = self.units[index], self.contexts[index]
        text = self.view.of(unit.span)
        name = key_name(unit.label, self.words) if unit.label else None
        if name and self._keyed(name, unit.span, context):
            return
        mode = mode_of(unit.label, self.words) if unit.run_in else "neutral"
        if mode in ("dont", "terms"):
            context = replace(context, mode=mode)
        if context.mode in _FORM_MODES:
            self._form(unit, context)
            return
        if not unit.label and self._field(text, unit.span.start, context):
            return
        children = self.tree.children(index)
        shape = self._shape(index)
        told = unit.kind == "quote" and shape in ("embedded", "question")
        if told or bound_at(text, self.words) is not None or (unit.run_in and asks_often(text, self.words)):
            self._prose(unit, replace(context, topic=unit.label) if unit.label else context)
            return
        if children and not self._keeps_children(index, children):
            return
        if not children and self.words.lists["closing"].match(text) and len(text.split()) <= 3:
            return
        if self._wanted(index, shape):
            topic = unit.label or self._above(index)
            held = tuple(self.units[child].span for child in children) if children else ()
            self.taken.update(children)
            self._pick(unit.span, replace(context, topic=topic, section=True) if topic else context, held)

    def _wanted(self, index: int, shape: Shape) -> bool:
        """Whether an item asks, by its own shape, what announces its list, and what its neighbours are."""
        unit, context = self.units[index], self.contexts[index]
        text = self.view.of(unit.span)
        if shape == "small_talk":
            return False
        if done(self.source, unit, text, shape, self.words) or (
            shape == "noun" and not context.section and in_head(self.source, self.units, unit, self.words)
        ):
            self._constrain(unit.span.start, unit.span.end)
            return False
        if shape in ASKING:
            return context.mode != "info" or shape in ("question", "imperative")
        announced, among = context.mode in ("ask", "must"), self._among_asks(index)
        if (context.mode == "info" and not (shape == "noun" and among)) or (unit.kind == "quote" and not announced):
            return False
        if context.mode == "must" and bare_terms(self._texts_beside(index), self.words):
            named = (text.strip(" ."),)
            self.constraints.append(Constraint("must_mention", unit.span.of(self.source.text), unit.span, named))
            return False
        if self._constrain(unit.span.start, unit.span.end, strict=announced or among):
            return False
        return announced or shape == "noun" or context.led

    def _among_asks(self, index: int) -> bool:
        """Whether half of the items beside this one or more ask by their shape: "Language level, and how it was set" is
        content there."""
        beside = [at for at in self.tree.beside(index) if at != index]
        return bool(beside) and sum(self._shape(at) in ASKING for at in beside) * 2 >= len(beside)

    def _texts_beside(self, index: int) -> list[str]:
        return [self.view.of(self.units[at].span) for at in self.tree.beside(index)]

    def _shape(self, index: int) -> Shape:
        if index not in self.shapes:
            text = self.view.of(self.units[index].span)
            shapes = [shape_of(text[start:end], self.words, listed=True) for start, end in sentences_of(text)[:4]] or [
                "noun"
            ]
            self.shapes[index] = next((shape for shape in shapes if shape in ASKING), shapes[0])
        return self.shapes[index]

    def _above(self, index: int) -> str:
        parent = self.tree.parent(index)
        return "" if parent is None else self.view.of(self.units[parent].span).strip()

    def _keeps_children(self, index: int, children: Sequence[int]) -> bool:
        """A question whose sub-points only name its elements is one ask; otherwise the sub-points are the asks."""
        text = self.view.of(self.units[index].span).rstrip()
        if self._shape(index) not in ("question", "imperative") or text.endswith(":"):
            return False
        return all(self._shape(child) == "noun" for child in children)

    # Tables and headings ---------------------------------------------------------------------------------------------

    def _table(self, indices: Sequence[int]) -> None:
        table = Table(self.source, [self.units[at] for at in indices], self.view, self.words)
        context = self.contexts[indices[0]]
        for span, name, topic in table.readings(asks=context.mode not in ("info", "dont")):
            if name:
                self._keyed(name, span, context)
            else:
                self._pick(span, replace(context, topic=topic, section=True))

    def _headings(self) -> None:
        starts = [found.span.start for found in self.asks]
        titles = [at for at, context in enumerate(self.contexts) if context.role == "title"]
        for number, index in enumerate(titles):
            unit = self.units[index]
            after = self.units[titles[number + 1]].span.start if number + 1 < len(titles) else len(self.source.text)
            asked = any(unit.span.end <= start < after for start in starts)
            if (
                not asked
                and (number or len(titles) == 1)
                and (self._shape(index) == "question" or (unit.kind == "item" and self._shape(index) in ASKING))
            ):
                self._add(unit.span.start, unit.span.end, self.contexts[index])

    # Taking in -----------------------------------------------------------------------------------------------------

    def _pick(self, span: Span, context: Context, children: tuple[Span, ...] = ()) -> None:
        left, right = pick(self.view.of(span), self.lang)
        self._add(span.start + left, span.start + right, context, children)

    def _add_all(self, span: Span, context: Context) -> None:
        text = self.view.of(span)
        points = text.count(";") and not text.rstrip().endswith(("?", "."))  # "Cover: trail closures; how to sign up"
        for start, end in [m.span() for m in re.finditer(r"[^;]+", text)] if points else sentences_of(text):
            asked = [(0, end - start)] if points else asks_in(text[start:end], self.lang, announced=True)
            for left, right in asked:
                self._add(span.start + start + left, span.start + start + right, context)

    def _add(self, start: int, end: int, context: Context, children: tuple[Span, ...] = ()) -> None:
        end = start + len(self.view.flat[start:end].rstrip(" ;,"))
        span = self.view.trim(start, end)
        if span.start < span.end and re.search(r"\w", self.view.of(span)):
            self.asks.append(Found(span, context.mode == "must", context.topic, context.section, children))
