"""What the editor is told of a reading: diagnostics, the why of a finding, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lsprotocol import types as lsp

from workslop.lang import message
from workslop.lsp.positions import Lines
from workslop.lsp.reading import Reading
from workslop.lsp.waiving import Insertion, insertion
from workslop.report.markdown import escape
from workslop.report.words import one_line, short
from workslop.types import Finding, Review, Rule, Span

SOURCE = "workslop"
COPY = "workslop.copyQuestion"
_LEVEL = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "note": lsp.DiagnosticSeverity.Information,
}
_SHORT = 60


def diagnostics(reading: Reading, lines: Lines) -> list[lsp.Diagnostic]:
    """One for each finding, in the order of the review."""
    review = reading.review
    return [_diagnostic(review, finding, lines) for finding in review.findings] if review else []


def hover(reading: Reading, lines: Lines, place: lsp.Position, markdown: bool) -> lsp.Hover | None:
    """Why the findings at ``place`` are there, those on the smallest piece of text first."""
    at = lines.offset(place.line, place.character)
    found = sorted(_at(reading, lines, at, at), key=lambda f: _size(_span(f, lines)))
    if not found or reading.review is None:
        return None
    lang = reading.review.report_lang
    told = [_why(finding, (reading.rules or {}).get(finding.rule), lang, markdown) for finding in found]
    kind = lsp.MarkupKind.Markdown if markdown else lsp.MarkupKind.PlainText
    text = ("\n\n---\n\n" if markdown else "\n\n").join(dict.fromkeys(told))
    return lsp.Hover(lsp.MarkupContent(kind, text), _range(_span(found[0], lines), lines))


def actions(reading: Reading, lines: Lines, place: lsp.Range, versioned: bool) -> list[lsp.CodeAction]:
    """For the findings in ``place``: a waiver above the block, and the question for the author.

    ``versioned``: the editor knows edits that hold for one version of a text only.
    """
    start, end = (lines.offset(one.line, one.character) for one in (place.start, place.end))
    review, out = reading.review, dict[tuple[object, ...], lsp.CodeAction]()
    for finding in _at(reading, lines, start, end) if review else ():
        assert review is not None
        seen = [_diagnostic(review, finding, lines)]
        put = insertion(review.draft, finding, review.report_lang)
        if put is not None:
            edit = _edit(reading, put, lines, versioned)
            title = message(review.report_lang, "lsp.waive", rule=finding.rule)
            out.setdefault((put,), lsp.CodeAction(title, lsp.CodeActionKind.QuickFix, seen, edit=edit))
        if finding.question:
            out.setdefault((finding.question,), _copy(finding, review.report_lang, seen))
    return list(out.values())


def _diagnostic(review: Review, finding: Finding, lines: Lines) -> lsp.Diagnostic:
    text = one_line(finding.message)
    return lsp.Diagnostic(
        _range(_span(finding, lines), lines),
        text if finding.span else message(review.report_lang, "lsp.whole", message=text),
        _LEVEL[finding.severity],
        finding.rule,
        source=SOURCE,
    )


def _span(finding: Finding, lines: Lines) -> Span:
    """The place of a finding; an editor shows nothing without one, so the whole text stands at the first line."""
    return finding.span or Span(0, lines.first_line())


def _range(span: Span, lines: Lines) -> lsp.Range:
    return lsp.Range(*(lsp.Position(*lines.position(at)) for at in (span.start, span.end)))


def _at(reading: Reading, lines: Lines, start: int, end: int) -> Iterator[Finding]:
    """The findings that touch ``start`` to ``end``; those about the whole draft on the first line."""
    for finding in reading.review.findings if reading.review else ():
        span = _span(finding, lines)
        if span.start <= end and start <= span.end:
            yield finding


def _size(span: Span) -> int:
    return span.end - span.start


def _why(finding: Finding, rule: Rule | None, lang: str, markdown: bool) -> str:
    def shown(text: str) -> str:
        return escape(one_line(text)) if markdown else one_line(text)

    bold, code = ("**", "`") if markdown else ("", "")
    parts = [f"{bold}{shown(finding.message)}{bold}", f"{code}{one_line(finding.rule)}{code}"]
    for name, text in _sections(finding, rule, lang):
        title = message(lang, f"page.{name}")
        parts.append(f"{bold}{title}{bold}: {shown(text)}")
    return "\n\n".join(parts) if markdown else "\n".join(parts)


def _sections(finding: Finding, rule: Rule | None, lang: str) -> Iterator[tuple[str, str]]:
    """What the rule says of itself, and of this place."""
    texts: dict[str, Mapping[str, str] | str] = {
        "about": rule.about if rule else "",
        "reason": rule.reason if rule else "",
        "keep": rule.keep if rule else "",
        "advice": finding.advice,
        "question": finding.question,
    }
    for name, text in texts.items():
        # a house's own rule may speak one language only
        told = text if isinstance(text, str) else text.get(lang) or next(iter(text.values()), "")
        if told.strip():
            yield name, told
    if finding.before and finding.after:
        pair = (message(lang, f"page.{side}", text=getattr(finding, side)) for side in ("before", "after"))
        yield "example", " ".join(map(one_line, pair))


def _copy(finding: Finding, lang: str, seen: list[lsp.Diagnostic]) -> lsp.CodeAction:
    title = message(lang, "lsp.copy", question=short(finding.question, _SHORT))
    command = lsp.Command(title, COPY, arguments=[finding.question])
    return lsp.CodeAction(title, lsp.CodeActionKind.QuickFix, seen, command=command)


def _edit(reading: Reading, put: Insertion, lines: Lines, versioned: bool) -> lsp.WorkspaceEdit:
    at = lsp.Position(*lines.position(put.offset))
    edit, uri = lsp.TextEdit(lsp.Range(at, at), put.text), reading.buffer.uri
    if not versioned:
        return lsp.WorkspaceEdit(changes={uri: [edit]})
    document = lsp.OptionalVersionedTextDocumentIdentifier(uri, reading.buffer.version)
    return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(document, [edit])])
