"""PowerPoint files written by hand, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Slide:
    """A slide: its shapes, what it refers to (id: kind, target), the shapes of its notes."""

    shapes: str
    relations: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    notes: str = ""
    hidden: bool = False


def text(*paragraphs: str, role: str | None = None, style: str = "", size: int = 0) -> str:
    """A shape: a text box, or the placeholder ``role`` ("title", "body idx"); a paragraph may be XML."""
    kind, _, index = (role or "").partition(" ")
    place = "<p:ph" + (f' type="{kind}"' if kind else "") + (f' idx="{index}"' if index else "") + "/>"
    held = "".join(one if one.startswith("<a:p") else paragraph(one, size=size) for one in paragraphs)
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr id='1' name='x'/><p:nvPr>{'' if role is None else place}</p:nvPr></p:nvSpPr>"
        f"<p:txBody><a:bodyPr/>{f'<a:lstStyle>{style}</a:lstStyle>' if style else ''}{held}</p:txBody></p:sp>"
    )


def paragraph(words: str, look: str = "", size: int = 0) -> str:
    """A paragraph; ``look`` is its pPr."""
    return f"<a:p>{look}<a:r><a:rPr{f' sz={chr(34)}{size}{chr(34)}' if size else ''}/><a:t>{words}</a:t></a:r></a:p>"


def table(*rows: Sequence[str]) -> str:
    """A table of texts."""
    cells = ["".join(f"<a:tc><a:txBody>{paragraph(cell)}</a:txBody></a:tc>" for cell in row) for row in rows]
    held = "".join(f"<a:tr>{row}</a:tr>" for row in cells)
    return (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{held}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def tree(root: str, inner: str, attributes: str = "") -> str:
    """A part with shapes."""
    return f"<p:{root} {_NAMES} {attributes}><p:cSld><p:spTree><p:grpSpPr/>{inner}</p:spTree></p:cSld></p:{root}>"


def relations(held: Mapping[str, tuple[str, str]]) -> str:
    """A part of relations; a target that begins with http is external."""
    rows = "".join(
        f'<Relationship Id="{name}" Type="{_KINDS}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if target.startswith(('http', 'file')) else ''}/>"
        for name, (kind, target) in held.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def pptx(*slides: Slide | str, order: Sequence[int] = (), **parts: str | bytes) -> bytes:
    """A file; ``order`` numbers the slides as shown; ``parts`` are more parts, ``__`` for ``/``, ``_x`` for .xml."""
    held: dict[str, str | bytes] = {"_rels/.rels": relations({"r1": ("officeDocument", "ppt/presentation.xml")})}
    shown = "".join(f'<p:sldId id="{256 + n}" r:id="s{n}"/>' for n in order or range(1, len(slides) + 1))
    held["ppt/presentation.xml"] = f"<p:presentation {_NAMES}><p:sldIdLst>{shown}</p:sldIdLst></p:presentation>"
    held["ppt/_rels/presentation.xml.rels"] = relations(
        {f"s{n}": ("slide", f"slides/slide{n}.xml") for n in range(1, len(slides) + 1)}
    )
    for number, one in enumerate(slides, 1):
        slide = one if isinstance(one, Slide) else Slide(one)
        more = {"n": ("notesSlide", f"../notesSlides/notes{number}.xml")} if slide.notes else {}
        held[f"ppt/slides/slide{number}.xml"] = tree("sld", slide.shapes, 'show="0"' if slide.hidden else "")
        held[f"ppt/slides/_rels/slide{number}.xml.rels"] = relations({**slide.relations, **more})
        if slide.notes:
            held[f"ppt/notesSlides/notes{number}.xml"] = tree("notes", slide.notes)
    held |= {name.replace("__", "/").replace("_x", ".xml"): body for name, body in parts.items()}
    return packed(held)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()
