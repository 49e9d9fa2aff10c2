"""The server: what the editor says, handed to the desk; what was read, told to the editor."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from workslop.lsp.answers import COPY, actions, diagnostics, hover
from workslop.lsp.desk import WAIT, Desk
from workslop.lsp.positions import Lines
from workslop.lsp.reading import Buffer, Reading
from workslop.version import VERSION

_CONFIGURATIONS = ("**/workslop.toml", "**/pyproject.toml")


class Server(LanguageServer):
    """The texts that are open, and what was last read of each.

    Editors send the whole text at each change: pygls counts lines otherwise than the protocol where a text holds rare
    line breaks (U+2028), and a text that differs from the author's gives findings in the wrong place.
    """

    def __init__(self) -> None:
        super().__init__("workslop", VERSION, lsp.TextDocumentSyncKind.Full)
        self.buffers: dict[str, Buffer] = {}
        self.readings: dict[str, tuple[Reading, Lines]] = {}
        self.told = ""
        self.desk = Desk(self.deliver, self.failed)

    def deliver(self, reading: Reading) -> None:
        """Show what was found, and what is wrong with the configuration, once."""
        buffer = reading.buffer
        lines = Lines(buffer.text, lsp.PositionEncodingKind(self.workspace.position_encoding).value)
        self.readings[buffer.uri] = reading, lines
        found = diagnostics(reading, lines)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(buffer.uri, found, buffer.version))
        trouble = reading.trouble or ""
        if trouble and trouble != self.told:
            self.say(trouble, lsp.MessageType.Warning)
        self.told = trouble

    def failed(self, buffer: Buffer, error: Exception) -> None:
        """Leave a line in the editor's log; what was shown of the text stays."""
        text = f"workslop: {buffer.uri}: {type(error).__name__}: {error}"
        self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, text))

    def say(self, text: str, kind: lsp.MessageType) -> None:
        """Show a message to the author."""
        self.window_show_message(lsp.ShowMessageParams(kind, text))

    def reading(self, uri: str) -> tuple[Reading, Lines] | None:
        """What was read of the text as it is now; None while it is being read, for its places may have moved."""
        buffer, read = self.buffers.get(uri), self.readings.get(uri)
        return read if buffer and read and read[0].buffer == buffer else None

    def path(self, uri: str) -> str | None:
        """Where a text belongs: its file, and for a new one, which has none yet, the folder that is open."""
        path: str | None = to_fs_path(uri) if uri.startswith("file:") else None
        root: str | None = None if path else self.workspace.root_path
        return str(Path(root) / (uri.rpartition(":")[2].rpartition("/")[2] or "untitled")) if root else path


def run() -> None:
    """Serve on standard input and output. Whatever else would print goes to standard error, where it does no harm."""
    server = Server()
    handlers: tuple[tuple[str, Callable[..., Any]], ...] = (
        (lsp.INITIALIZED, _initialized),
        (lsp.TEXT_DOCUMENT_DID_OPEN, _opened),
        (lsp.TEXT_DOCUMENT_DID_CHANGE, _changed),
        (lsp.TEXT_DOCUMENT_DID_SAVE, _saved),
        (lsp.TEXT_DOCUMENT_DID_CLOSE, _closed),
        (lsp.TEXT_DOCUMENT_HOVER, _hover),
        (lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, _configuration_changed),
    )
    for name, handler in handlers:
        server.feature(name)(handler)
    kinds = lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, kinds)(_actions)
    server.command(COPY)(_copy_question)
    out = sys.stdout.buffer
    with redirect_stdout(sys.stderr):
        server.start_io(sys.stdin.buffer, out)


def _initialized(ls: Server, _: lsp.InitializedParams) -> None:
    """Ask to be told when a configuration changes, where the editor can do that."""
    workspace = ls.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace else None
    if not (watched and watched.dynamic_registration):
        return
    options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(glob) for glob in _CONFIGURATIONS])
    name = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
    ls.client_register_capability(lsp.RegistrationParams([lsp.Registration(name, name, options)]))


def _opened(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    opened = params.text_document
    buffer = Buffer(opened.uri, opened.version, opened.language_id, opened.text, ls.path(opened.uri))
    ls.buffers[opened.uri] = buffer
    ls.desk.put(buffer)


def _changed(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    uri, version = params.text_document.uri, params.text_document.version
    buffer = ls.buffers.get(uri)
    if buffer is not None:
        text = ls.workspace.get_text_document(uri).source
        ls.buffers[uri] = replace(buffer, version=version, text=text)
        ls.desk.put(ls.buffers[uri], WAIT)


def _saved(ls: Server, params: lsp.DidSaveTextDocumentParams) -> None:
    buffer = ls.buffers.get(params.text_document.uri)
    if buffer is not None:
        ls.desk.put(buffer)


def _closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    ls.desk.drop(uri)
    ls.buffers.pop(uri, None)
    ls.readings.pop(uri, None)
    ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


def _configuration_changed(ls: Server, _: lsp.DidChangeWatchedFilesParams) -> None:
    for buffer in ls.buffers.values():
        ls.desk.put(buffer)


def _hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    read = ls.reading(params.text_document.uri)
    known = ls.client_capabilities.text_document
    forms = (known.hover.content_format if known and known.hover else None) or ()
    return hover(*read, params.position, lsp.MarkupKind.Markdown in forms) if read else None


def _actions(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    read, only = ls.reading(params.text_document.uri), params.context.only
    if read is None or (only is not None and not {"", lsp.CodeActionKind.QuickFix} & set(only)):
        return []
    workspace = ls.client_capabilities.workspace
    edits = workspace.workspace_edit if workspace else None
    return actions(*read, params.range, bool(edits and edits.document_changes))


def _copy_question(ls: Server, question: str) -> str:
    """The question itself; also shown, for a server can't reach the clipboard and not every editor uses the answer."""
    ls.say(question, lsp.MessageType.Info)
    return question
