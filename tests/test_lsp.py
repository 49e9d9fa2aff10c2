"""The language server as an editor knows it: a real client, over standard input and output, and its parts."""

from __future__ import annotations

import asyncio
import builtins
import json
import re
import sys
import time
import tomllib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workslop.lsp import serve
from workslop.lsp.positions import Lines
from workslop.lsp.reading import Buffer, read
from workslop.lsp.waiving import insertion
from workslop.types import Finding, InputError

pytest.importorskip("pygls")

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient
from pygls.protocol import default_converter
from pygls.uris import from_fs_path

EXAMPLES = Path(__file__).parent.parent / "examples"
SMOOTH = {lang: (EXAMPLES / lang / "draft-smooth.md").read_text(encoding="utf-8") for lang in ("nl", "en")}
CLEAN = "# Balie\n\nOp 3 maart kwamen 61 mensen; Petra de Vries telde ze aan de deur.\n"
EMOJI = "# Kop 😀\n\n😀😀 Alle medewerkers zijn nauw betrokken bij de balie.\n"
SAMENSPRAAK = "nl/goede-samenspraak"
EVERYTHING = lsp.ClientCapabilities(
    workspace=lsp.WorkspaceClientCapabilities(
        workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True)
    ),
    text_document=lsp.TextDocumentClientCapabilities(
        hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown])
    ),
)


def converter() -> Any:
    """Tells an action with a command from a bare command as the protocol does; lsprotocol takes both for the latter."""
    made = default_converter()

    def structure(raw: Any, _: Any) -> Any:
        return made.structure(raw, lsp.Command if isinstance(raw.get("command"), str) else lsp.CodeAction)

    made.register_structure_hook(lsp.Command | lsp.CodeAction, structure)
    return made


class Editor(LanguageClient):
    """A client that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__("editor", "1", converter_factory=converter)
        self.published: dict[str, list[lsp.PublishDiagnosticsParams]] = {}
        self.shown: list[str] = []
        self.logged: list[str] = []
        self.registered: list[str] = []
        self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(self._on_published())
        self.feature(lsp.WINDOW_SHOW_MESSAGE)(lambda params: self.shown.append(params.message))
        self.feature(lsp.WINDOW_LOG_MESSAGE)(lambda params: self.logged.append(params.message))
        self.feature(lsp.CLIENT_REGISTER_CAPABILITY)(
            lambda params: self.registered.extend(one.method for one in params.registrations)
        )

    def _on_published(self) -> Callable[[lsp.PublishDiagnosticsParams], None]:
        return lambda params: self.published.setdefault(params.uri, []).append(params)

    async def start(self, folder: Path, capabilities: lsp.ClientCapabilities = EVERYTHING) -> lsp.InitializeResult:
        await self.start_io(sys.executable, "-c", "from workslop.lsp import serve; serve()", cwd=folder)
        asked = lsp.InitializeParams(capabilities=capabilities, root_uri=from_fs_path(str(folder)))
        answer = await self.initialize_async(asked)
        self.initialized(lsp.InitializedParams())
        return answer

    async def leave(self) -> int | None:
        await self.shutdown_async(None)
        self.exit(None)
        await self.stop()
        return self._server.returncode if self._server else None

    def open(self, uri: str, text: str, language: str = "markdown") -> None:
        document = lsp.TextDocumentItem(uri, language, 1, text)
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(document))

    def change(self, uri: str, version: int, text: str) -> None:
        document = lsp.VersionedTextDocumentIdentifier(uri=uri, version=version)
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))

    async def told(self, uri: str, version: int = 1) -> list[lsp.Diagnostic]:
        """The diagnostics of that version of the text, as soon as they are there."""
        async with asyncio.timeout(60):
            while True:
                fit = [one for one in self.published.get(uri, ()) if one.version == version]
                if fit:
                    return list(fit[-1].diagnostics)
                await asyncio.sleep(0.02)

    async def actions(self, uri: str, place: lsp.Range, only: list[str] | None = None) -> list[lsp.CodeAction]:
        context = lsp.CodeActionContext([], only=only)
        asked = lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), place, context)
        return list(await self.text_document_code_action_async(asked) or [])  # type: ignore[arg-type]

    async def why(self, uri: str, place: lsp.Position) -> lsp.Hover | None:
        return await self.text_document_hover_async(lsp.HoverParams(lsp.TextDocumentIdentifier(uri), place))


def session(folder: Path, work: Callable[[Editor], Awaitable[None]], **options: Any) -> None:
    """``work`` with a started editor, and a clean goodbye."""

    async def whole() -> None:
        editor = Editor()
        await editor.start(folder, **options)
        try:
            await work(editor)
            assert await asyncio.wait_for(editor.leave(), 20) == 0
        finally:
            with suppress(ProcessLookupError):
                if editor._server and editor._server.returncode is None:
                    editor._server.kill()

    asyncio.run(whole())


def placed(found: list[lsp.Diagnostic]) -> lsp.Diagnostic:
    """A finding about one place, not about the whole text."""
    return next(one for one in found if one.range.start.line > 0)


def uri_of(folder: Path, name: str = "stuk.md") -> str:
    return from_fs_path(str(folder / name)) or ""


def cut(text: str, place: lsp.Range) -> str:
    """The words an editor marks, in UTF-16."""
    line = text.split("\n")[place.start.line].encode("utf-16-le")
    assert place.start.line == place.end.line
    return line[2 * place.start.character : 2 * place.end.character].decode("utf-16-le")


@pytest.mark.parametrize(("lang", "whole", "why"), [("nl", "Hele tekst: ", "Waarom"), ("en", "Whole text: ", "Why")])
def test_findings_with_their_why_in_the_language_of_the_text(tmp_path: Path, lang: str, whole: str, why: str) -> None:
    async def work(editor: Editor) -> None:
        uri = uri_of(tmp_path)
        editor.open(uri, SMOOTH[lang])
        found = await editor.told(uri)
        assert len(found) > 5
        assert {one.source for one in found} == {"workslop"}
        levels = {lsp.DiagnosticSeverity.Warning, lsp.DiagnosticSeverity.Information, lsp.DiagnosticSeverity.Error}
        assert {one.severity for one in found} <= levels
        about_all = [one for one in found if one.message.startswith(whole)]
        assert about_all
        assert {one.range.start.line for one in about_all} == {0}
        one = placed(found)
        assert str(one.code).startswith((f"{lang}/", "any/"))
        hover = await editor.why(uri, one.range.start)
        assert hover is not None
        assert isinstance(hover.contents, lsp.MarkupContent)
        assert f"`{one.code}`" in hover.contents.value
        assert why in hover.contents.value
        assert {"nl": "Eerst: ", "en": "Before: "}[lang] in hover.contents.value

    session(tmp_path, work)


def test_places_are_in_utf_16_unless_agreed_otherwise(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = uri_of(tmp_path)
        editor.open(uri, EMOJI)
        found = await editor.told(uri)
        assert [cut(EMOJI, one.range) for one in found if one.code == SAMENSPRAAK] == ["nauw betrokken"]

    session(tmp_path, work)

    async def in_utf8(editor: Editor) -> None:
        uri = uri_of(tmp_path)
        editor.open(uri, EMOJI)
        one = next(one for one in await editor.told(uri) if one.code == SAMENSPRAAK)
        assert one.range.start.character == len("😀😀 Alle medewerkers zijn ".encode())

    general = lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind.Utf8])
    session(tmp_path, in_utf8, capabilities=lsp.ClientCapabilities(general=general))


def test_a_change_is_followed_and_a_clean_text_clears(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = uri_of(tmp_path)
        editor.open(uri, SMOOTH["nl"])
        assert await editor.told(uri)
        place = placed(await editor.told(uri)).range
        for version, text in enumerate(("Het", "Het is", CLEAN), start=2):
            editor.change(uri, version, text)
        assert await editor.why(uri, place.start) is None  # its place may have moved
        assert await editor.actions(uri, place) == []
        assert await editor.told(uri, 4) == []
        assert [one.version for one in editor.published[uri]] == [1, 4]  # what was typed through was never read

    session(tmp_path, work)


def test_actions_insert_a_waiver_and_copy_the_question(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = uri_of(tmp_path)
        editor.open(uri, SMOOTH["nl"])
        one = placed(await editor.told(uri))
        actions = await editor.actions(uri, one.range)
        waive = next(action for action in actions if action.edit and str(one.code) in action.title)
        copy = next(action for action in actions if action.command)
        assert waive.edit and waive.edit.document_changes
        edit = waive.edit.document_changes[0]
        assert isinstance(edit, lsp.TextDocumentEdit)
        assert edit.text_document.version == 1
        assert edit.edits[0].new_text == f"<!-- workslop: allow {one.code}: … -->\n"  # type: ignore[union-attr]
        assert copy.command
        run = lsp.ExecuteCommandParams(copy.command.command, copy.command.arguments)
        question = await editor.workspace_execute_command_async(run)
        assert isinstance(question, str) and question.endswith("?")
        assert editor.shown == [question]
        assert await editor.actions(uri, one.range, only=["refactor"]) == []

    session(tmp_path, work)


def test_plain_text_gets_no_waiver_and_a_simple_editor_simple_answers(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = uri_of(tmp_path, "stuk.txt")
        editor.open(uri, EMOJI, "plaintext")
        one = placed(await editor.told(uri))
        assert not [action for action in await editor.actions(uri, one.range) if action.edit]
        hover = await editor.why(uri, one.range.start)
        assert hover is not None
        assert isinstance(hover.contents, lsp.MarkupContent)
        assert hover.contents.kind == lsp.MarkupKind.PlainText
        assert "**" not in hover.contents.value
        other = uri_of(tmp_path)
        editor.open(other, EMOJI)
        one = placed(await editor.told(other))
        edits = [action.edit for action in await editor.actions(other, one.range) if action.edit]
        assert edits and all(edit.changes and other in edit.changes for edit in edits)

    session(tmp_path, work, capabilities=lsp.ClientCapabilities())


@pytest.mark.parametrize("name", ["een stuk één.md", "100% glad #2.md"])
def test_the_buffer_is_read_and_not_the_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SMOOTH["nl"], encoding="utf-8")

    async def work(editor: Editor) -> None:
        uri = uri_of(tmp_path, name)
        editor.open(uri, CLEAN)
        assert await editor.told(uri) == []
        editor.open("untitled:Untitled-1", SMOOTH["en"])
        assert await editor.told("untitled:Untitled-1")

    session(tmp_path, work)


def test_the_configuration_is_obeyed_and_a_mistake_in_it_is_told_once(tmp_path: Path) -> None:
    config = tmp_path / "workslop.toml"
    config.write_text('exclude = ["weg één.md"]\n', encoding="utf-8")

    async def work(editor: Editor) -> None:
        assert editor.registered == [] or editor.registered == [lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES]
        gone, kept = uri_of(tmp_path, "weg één.md"), uri_of(tmp_path)
        editor.open(gone, SMOOTH["nl"])
        editor.open(kept, SMOOTH["nl"])
        assert await editor.told(gone) == []
        assert await editor.told(kept)
        config.write_text("exclud = 3\n", encoding="utf-8")
        for version in (2, 3):
            editor.change(kept, version, f"{SMOOTH['nl']}{version}\n")
            assert await editor.told(kept, version)
        await asyncio.sleep(0.1)
        assert len(editor.shown) == 1
        assert "workslop.toml" in editor.shown[0]
        config.write_text('exclude = ["*.md"]\n', encoding="utf-8")
        before = len(editor.published[kept])
        event = lsp.FileEvent(uri_of(tmp_path, "workslop.toml"), lsp.FileChangeType.Changed)
        editor.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
        async with asyncio.timeout(20):
            while len(editor.published[kept]) == before:
                await asyncio.sleep(0.02)
        assert not editor.published[kept][-1].diagnostics

    watching = lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    workspace = lsp.WorkspaceClientCapabilities(did_change_watched_files=watching)
    session(tmp_path, work, capabilities=lsp.ClientCapabilities(workspace=workspace))


def test_a_closed_text_leaves_nothing_behind(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = uri_of(tmp_path)
        editor.open(uri, SMOOTH["nl"])
        assert await editor.told(uri)
        editor.change(uri, 2, CLEAN + SMOOTH["nl"])
        editor.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
        await asyncio.sleep(1)
        assert not editor.published[uri][-1].diagnostics
        assert [one.version for one in editor.published[uri]] == [1, None]
        assert await editor.why(uri, lsp.Position(0, 0)) is None

    session(tmp_path, work)


def test_a_long_text_never_holds_up_typing(tmp_path: Path) -> None:
    text = SMOOTH["nl"] * (20_000 // len(SMOOTH["nl"].split()) + 1)

    async def work(editor: Editor) -> None:
        uri, other = uri_of(tmp_path), uri_of(tmp_path, "kort.md")
        editor.open(other, CLEAN)
        await editor.told(other)
        editor.open(uri, text)
        slowest, version = 0.0, 1
        while not [one for one in editor.published.get(uri, ()) if one.version == version] and version < 40:
            version += 1
            editor.change(uri, version, text + "x" * version)
            began = time.monotonic()
            await editor.why(other, lsp.Position(0, 0))
            slowest = max(slowest, time.monotonic() - began)
            await asyncio.sleep(0.05)
        assert len(await editor.told(uri, version)) > 50
        assert slowest < 1, f"an answer took {slowest:.1f} s"

    session(tmp_path, work)


def test_leaving_does_not_wait_for_a_long_text(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        editor.open(uri_of(tmp_path), SMOOTH["en"] * 400)
        await asyncio.sleep(0.5)

    session(tmp_path, work)


def test_an_editor_that_vanishes_ends_the_server(tmp_path: Path) -> None:
    async def whole() -> int:
        editor = Editor()
        await editor.start(tmp_path)
        assert editor._server and editor._server.stdin
        editor._server.stdin.close()
        return await asyncio.wait_for(editor._server.wait(), 20)

    assert asyncio.run(whole()) == 0


@pytest.mark.parametrize("text", ["", " \n", "\ud800 half", "a\u2028b\x0cc\r\nd\re", "\x00", "<!-- workslop: x"])
@pytest.mark.parametrize("language", ["markdown", "html", "plaintext", ""])
def test_odd_texts_are_read(text: str, language: str) -> None:
    reading = read(Buffer("untitled:x", 1, language, text))
    assert reading.trouble is None


def waived(text: str, finding: Finding, language: str = "markdown") -> tuple[list[str], list[str]]:
    """The rules that still speak and those that a waiver silences, once its reason is written."""
    reading = read(Buffer("untitled:x", 1, language, text))
    assert reading.review
    put = insertion(reading.review.draft, finding, "nl")
    assert put
    after = text[: put.offset] + put.text.replace("…", "zo gezegd") + text[put.offset :]
    review = read(Buffer("untitled:x", 1, language, after)).review
    assert review
    return [one.rule for one in review.findings], [one.rule for one in review.waived]


HTML = (
    "<!doctype html>\n<html><body><h1>Kop</h1><p>Een <b>balie</b>.</p><ul><li>Iedereen is nauw betrokken bij wat"
    " <i>iets</i> kan.</li><li><p>twee</p></li></ul>\n<table><tr><td>Iedereen is nauw betrokken bij wat.</td></tr>"
    "</table>\n<p>\n  <b>Iedereen is nauw betrokken bij wat</b> het kan.\n</p></body></html>\n"
)
MARKDOWN = (
    "---\ntitel: x\n---\n# Kop\nIedereen is nauw betrokken bij wat\nhet kan.\n- een\n  - Iedereen is nauw betrokken"
    " bij wat.\n\n1. een\n2. Iedereen is nauw betrokken bij wat.\n\n| a | b |\n| - | - |\n| een | twee |\n"
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SMOOTH["nl"], "markdown"),
        (SMOOTH["en"], "markdown"),
        (SMOOTH["nl"].replace("\n", "\r\n"), "markdown"),
        (MARKDOWN, "markdown"),
        (HTML, "html"),
    ],
)
def test_a_waiver_with_a_reason_silences_its_finding_and_moves_no_other(text: str, language: str) -> None:
    review = read(Buffer("untitled:x", 1, language, text)).review
    assert review and review.findings
    rules = sorted(one.rule for one in review.findings)
    for finding in review.findings:
        kept, silent = waived(text, finding, language)
        assert finding.rule in silent
        assert set(silent) == {finding.rule}
        assert sorted(kept + silent) == rules


@pytest.mark.parametrize(("text", "language"), [(MARKDOWN, "markdown"), (HTML, "html")])
def test_a_waiver_for_a_row_stands_above_its_table(text: str, language: str) -> None:
    review = read(Buffer("untitled:x", 1, language, text)).review
    assert review
    row = [block for block in review.draft.blocks if block.kind == "row"][-1]
    put = insertion(review.draft, replace(review.findings[0], span=row.span), "nl")
    assert put
    assert text[put.offset :].startswith(("| a | b |", "<table>"))
    after = read(Buffer("untitled:x", 1, language, text[: put.offset] + put.text + text[put.offset :])).review
    assert after
    kinds = [block.kind for block in after.draft.blocks if block.kind != "comment"]
    assert kinds == [block.kind for block in review.draft.blocks]


def test_a_waiver_without_a_reason_keeps_the_finding() -> None:
    review = read(Buffer("untitled:x", 1, "markdown", EMOJI)).review
    assert review
    put = insertion(review.draft, review.findings[0], "nl")
    assert put
    text = EMOJI[: put.offset] + put.text + EMOJI[put.offset :]
    after = read(Buffer("untitled:x", 1, "markdown", text)).review
    assert after
    rules = [one.rule for one in after.findings]
    assert "workslop/waiver" in rules and review.findings[0].rule in rules
    about_waiver = next(one for one in after.findings if one.rule == "workslop/waiver")
    assert insertion(after.draft, about_waiver, "nl") is None
    assert (
        insertion(replace(after.draft, source=replace(after.draft.source, format="docx")), after.findings[0], "nl")
        is None
    )


@given(st.text(alphabet="aé😀 \n\r\u2028\x0c"), st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_every_offset_has_a_place_and_comes_back(text: str, encoding: str) -> None:
    lines = Lines(text, encoding)
    for at in range(len(text) + 1):
        back = lines.offset(*lines.position(at))
        assert back == at or text[back : at + 1].startswith("\r\n")  # nobody stands within a line break
    assert lines.offset(10**6, 3) == len(text)
    assert lines.offset(0, 10**6) == lines.first_line()


def test_without_pygls_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] in ("pygls", "lsprotocol"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.delitem(sys.modules, "workslop.lsp.server", raising=False)
    monkeypatch.delitem(sys.modules, "workslop.lsp.answers", raising=False)
    with pytest.raises(InputError, match=r"workslop\[lsp\]"):
        serve()


def test_the_settings_in_the_guide_can_be_read() -> None:
    guide = (EXAMPLES.parent / "docs" / "editors.md").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"```(\w+)\n(.*?)```", guide, re.S))
    assert json.loads(blocks["json"])["glspc.server.commandArguments"] == ["lsp"]
    assert tomllib.loads(blocks["toml"])["language-server"]["workslop"]["args"] == ["lsp"]
    assert "workslop.copyQuestion" in blocks["lua"]
