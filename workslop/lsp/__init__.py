"""A language server: an editor shows the findings while the author writes (docs/editors.md)."""

from __future__ import annotations

from workslop.types import InputError

__all__ = ["serve"]


def serve() -> None:
    """Speak the language server protocol on standard input and output until the editor leaves.

    Raises InputError where pygls, which the extra ``lsp`` brings, is not installed.
    """
    try:
        from workslop.lsp.server import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise InputError("the language server needs pygls, which isn't here: pip install 'workslop[lsp]'") from error
    run()
