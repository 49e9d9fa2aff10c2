"""PDF files written by hand: text at a place, in a size, in one of two fonts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Text = tuple[float, float, float, str, str]  # x, y, size, font ("R" or "B"), words


def pdf(pages: Iterable[Sequence[Text] | bytes], trailer: str = "") -> bytes:
    """A PDF file; a page is its texts, or the bytes of its drawing."""
    held = list(pages)
    fonts = [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
        for name in ("Helvetica", "Helvetica-Bold")
    ]
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(held)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(held)} >>".encode()]
    objects += fonts
    for number, page in enumerate(held):
        body = page if isinstance(page, bytes) else drawing(page)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /R 3 0 R /B 4 0 R >> >> "
            + f"/Contents {6 + 2 * number} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(body), body))
    out, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % at for at in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return out


def drawing(texts: Sequence[Text]) -> bytes:
    """What draws these texts."""
    return b"\n".join(
        f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm (".encode() + _escaped(words) + b") Tj ET"
        for x, y, size, font, words in texts
    )


def _escaped(words: str) -> bytes:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")


def column(lines: Iterable[str], x: float = 70, y: float = 700, size: float = 11, step: float = 14) -> list[Text]:
    """Lines below each other."""
    return [(x, y - step * number, size, "R", words) for number, words in enumerate(lines)]
