"""PDF files to text and blocks, with pypdf (the extra ``pdf``): what the text layer holds, page by page."""

from __future__ import annotations

import io
import logging
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workslop.text.laid_out import LaidOutSource, laid_out
from workslop.text.pdf_flow import flow
from workslop.text.pdf_lines import Bit, PageLine, page_lines, placed
from workslop.types import InputError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 500
MAX_SECONDS = 120.0
MAX_OPERATIONS = 4_000_000  # drawing operations on all pages together
MAX_DRAWN = 10_000_000  # bytes of drawing on one page: a page of text has a few thousand
_MOST_FORMS = 500  # reusable drawings weighed per page


class _TooMuchError(Exception):
    """Raised while pypdf reads a page, to make it stop."""


@dataclass
class _Budget:
    """What may still be spent on this file."""

    until: float = field(default_factory=lambda: time.monotonic() + MAX_SECONDS)
    operations: int = 0
    spent: bool = False

    def spend(self) -> None:
        self.operations += 1
        late = self.operations % 1024 == 0 and time.monotonic() > self.until
        self.spent = self.spent or late or self.operations > MAX_OPERATIONS
        if self.spent:
            raise _TooMuchError


def read_pdf(data: bytes, path: str, name: str | None = None) -> LaidOutSource:
    """The PDF file in ``data``: headings, paragraphs, items and table rows each on a line; a place is "page 4".

    Lines of a paragraph are joined; headers, footers and page numbers left out, and so are pages without text. Raises
    InputError without pypdf, and where the file is no PDF, damaged, protected, has no text layer, or exceeds a limit.
    """
    name = name or path
    try:
        import pypdf
    except ImportError as error:
        raise InputError(f"{name}: PDF is read with the extra pdf: install workslop[pdf], or give a .docx") from error
    with _quiet():
        try:
            reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
            locked = reader.is_encrypted and not reader.decrypt("")
        except pypdf.errors.DependencyError as error:
            raise _protected(name) from error
        except Exception as error:  # whatever stumbles over a damaged file: pypdf raises many kinds
            raise _damaged(name) from error
        if locked:
            raise _protected(name)
        lines = [line for page in _pages(reader, name) for line in page]
    if not lines:
        what = "no text layer (scanned, or only pictures)"
        raise InputError(f"{name} has {what}: have its text recognised (OCR) first, or give the original")
    return laid_out(path, "pdf", flow(lines))


def _pages(reader: PdfReader, name: str) -> Iterator[list[PageLine]]:
    try:
        count = len(reader.pages)
    except Exception as error:
        raise _damaged(name) from error
    if count == 0:
        raise _damaged(name)
    if count > MAX_PAGES:
        raise InputError(f"{name} has {count} pages, and at most {MAX_PAGES} are read: give the part that matters")
    budget = _Budget()
    for number in range(1, count + 1):
        try:
            page = reader.pages[number - 1]
            heavy = _drawn(page) > MAX_DRAWN
            bits = [] if heavy else _bits(page, budget)
        except _TooMuchError:
            bits = []
        except Exception as error:
            raise InputError(f"{name}: page {number} is damaged: save the file again, or give the original") from error
        if budget.spent or time.monotonic() > budget.until:
            raise InputError(f"{name} takes too long to read, it stopped at page {number}: give the part that matters")
        if heavy:
            raise InputError(f"{name}: page {number} holds too large a drawing to read: leave that page out")
        yield page_lines(bits, number)


def _bits(page: PageObject, budget: _Budget) -> list[Bit]:
    found: list[Bit] = []

    def operation(*_: Any) -> None:
        budget.spend()

    def text(words: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        budget.spend()
        if words.strip():
            base = str(font.get("/BaseFont", "")) if font else ""
            bit = placed(words, cm, tm, size, base)
            if bit is not None:
                found.append(bit)

    page.extract_text(visitor_operand_before=operation, visitor_text=text)
    return found


def _drawn(page: PageObject) -> int:
    """The bytes of drawing on a page, with the reusable drawings that it may call."""
    contents = page.get_contents()
    size = len(contents.get_data()) if contents is not None else 0
    seen: set[int] = set()
    stack: list[Any] = [page.get("/Resources")]
    while stack and len(seen) < _MOST_FORMS and size <= MAX_DRAWN:
        resources = _resolved(stack.pop())
        forms: Any = _resolved(resources.get("/XObject")) if hasattr(resources, "get") else None
        for one in list(forms.values())[:_MOST_FORMS] if hasattr(forms, "values") else ():
            form = _resolved(one)
            if id(form) not in seen and hasattr(form, "get") and form.get("/Subtype") == "/Form":
                seen.add(id(form))
                size += len(form.get_data())
                stack.append(form.get("/Resources"))
    return size


def _resolved(value: Any) -> Any:
    return value.get_object() if value is not None and hasattr(value, "get_object") else value


def _protected(name: str) -> InputError:
    return InputError(f"{name} is protected by a password or encryption: save it without, or give the original")


def _damaged(name: str) -> InputError:
    return InputError(f"{name} is no readable PDF (damaged or cut off): save it again, or as .docx")


@contextmanager
def _quiet() -> Iterator[None]:
    """pypdf tells in its log of all it mends; nobody here can act on that. The log is put back as it was."""
    log = logging.getLogger("pypdf")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(level)
