"""Word files to put comments in, of many kinds."""
# ruff: noqa: E501 (XML reads best on one line)

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx

from workslop.text import draft_from_source
from workslop.text.docx import read_docx
from workslop.types import Finding, Gladness, Review, Span

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" mc:Ignorable="w14"'
)
BOLD = '<w:rPr><w:b/><w:color w:val="AA0000"/></w:rPr>'


def saved(document: object) -> bytes:
    """The bytes of a python-docx document."""
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes], without: tuple[str, ...] = ()) -> bytes:
    """The file with parts put in or replaced, and some left out."""
    out, rest = io.BytesIO(), dict(parts)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if item.filename not in without:
                new.writestr(item, rest.pop(item.filename, None) or old.read(item.filename))
        for name, body in rest.items():
            new.writestr(name, body)
    return out.getvalue()


def body(inner: str, **parts: str) -> bytes:
    """A file whose document holds ``inner``; ``parts`` are further parts of the folder word."""
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:document {SPACES}><w:body>{inner}<w:sectPr/></w:body></w:document>'
    more = {f"word/{name}.xml": xml.encode() for name, xml in parts.items()}
    return related(with_parts(saved(docx.Document()), {"word/document.xml": document.encode(), **more}), *parts)


def related(data: bytes, *parts: str) -> bytes:
    """The file with parts of the folder word made known to it, as a program that opens it wants."""
    where, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations, kinds = (archive.read(name).decode() for name in (where, types))
    for name in parts:
        link = f'<Relationship Id="own{name}" Type="{OFFICE}/relationships/{name}" Target="{name}.xml"/>'
        kind = f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"/>'
        relations = relations.replace("</Relationships>", f"{link}</Relationships>")
        kinds = kinds.replace("</Types>", f"{kind}</Types>")
    return with_parts(data, {where: relations.encode(), types: kinds.encode()})


def run(text: str, look: str = "") -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def report() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Wachttijd"
    document.add_heading("Wachttijd aan de balie", 0)
    document.add_heading("Inleiding", 1)
    paragraph = document.add_paragraph("In maart wachtte men ")
    paragraph.add_run("14 minuten").bold = True
    paragraph.add_run(". Dat is lang & lastig.")
    document.add_paragraph("eerste punt", style="List Bullet")
    document.add_paragraph("wat een ander zei", style="Quote")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Maand", "Minuten", "maart  en\tapril", "14"], strict=True):
        cell.text = text
    table._cells[3].add_paragraph("of 15")
    document.add_paragraph("Regel een\nRegel twee met\ttab, zie https://x.nl.")
    return saved(document)


def with_comments() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Het besluit is nauw afgestemd met alle partners.")
    document.add_comment(paragraph.runs, text="Met wie?", author="Els", initials="EV")
    document.add_comment(paragraph.runs, text="En wanneer?", author="Jan", initials="JB")
    return saved(document)


def tracked() -> bytes:
    change = '<w:rPr><w:i/><w:rPrChange w:id="4" w:author="a"><w:rPr/></w:rPrChange></w:rPr>'
    return body(
        f'<w:p><w:pPr><w:rPr><w:ins w:id="1" w:author="a"/></w:rPr></w:pPr>{run("Een ", BOLD)}<w:ins w:id="2" w:author="a">{run("heel nieuw", BOLD)}</w:ins>'
        f'<w:del w:id="3" w:author="a"><w:r><w:delText>oud</w:delText></w:r></w:del>{run(" woord in beeld.", change)}'
        f'<w:moveTo w:id="5" w:author="a">{run(" Verplaatst stuk.")}</w:moveTo></w:p>'
    )


def linked() -> bytes:
    return body(
        f'<w:p><w:bookmarkStart w:id="0" w:name="b"/>{run("Zie ")}<w:hyperlink w:anchor="b" w:history="1">{run("het rapport van Jansen", BOLD)}</w:hyperlink>'
        f'<w:bookmarkEnd w:id="0"/><w:proofErr w:type="spellStart"/>{run(" voor meer.")}</w:p>'
    )


def noted() -> bytes:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="-1"><w:p/></w:footnote><w:footnote w:id="7"><w:p>{run("Eigen telling, zonder datum.")}</w:p></w:footnote></w:footnotes>'
    return body(
        f'<w:p>{run("Een [1] bewering.")}<w:r>{BOLD}<w:footnoteReference w:id="7"/></w:r>{run(" En meer.")}</w:p>',
        footnotes=notes,
    )


def boxed() -> bytes:
    inside = f"<w:txbxContent><w:p>{run('In een kader staat dit.')}</w:p></w:txbxContent>"
    box = f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent>'
    return body(f"<w:p><w:r><w:t>Voor </w:t>{box}<w:t>na het kader.</w:t></w:r></w:p><w:p>{run('Slot.')}</w:p>")


def fields() -> bytes:
    def field(code: str, text: str) -> str:
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        begin, middle, end = (mark.format(kind) for kind in ("begin", "separate", "end"))
        return f'{begin}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{middle}{run(text)}{end}'

    return body(
        f"<w:p>{run('Zie ')}{field('REF _x', 'tabel drie hieronder')}{run(' en ')}{field('HYPERLINK x', 'de hele site')}"
        f'{run(" en ")}<w:fldSimple w:instr="DATE">{run("12 maart 2026")}</w:fldSimple>{run(".")}</w:p>'
    )


def controls() -> bytes:
    def control(properties: str, text: str) -> str:
        return (
            f"<w:sdt><w:sdtPr><w:id w:val='9'/>{properties}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"
        )

    return body(
        f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('In een blok staat tekst.')}</w:p></w:sdtContent></w:sdt>"
        f"<w:p>{run('Naam: ')}{control('<w:text/>', 'Jan de Wit')}{run(' en ')}{control('<w:tag/>', 'vrije rijke tekst')}"
        f'<w:smartTag w:element="x">{run(" en Utrecht erbij.")}</w:smartTag></w:p>'
    )


def mixed() -> bytes:
    """Tabs, breaks, hyphens, mathematics, references, CDATA, and text that Word shows without its outer blanks."""
    return body(
        "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>R&amp;D &#x2014; a&lt;b</w:t><w:tab/><w:t>en</w:t><w:noBreakHyphen/><w:t>dan</w:t><w:br/><w:t><![CDATA[ruw & rauw]]></w:t></w:r>"
        f"<w:r>\n  <w:t>\n  twee losse woorden  </w:t>\n</w:r>{run(' met ')}<m:oMath><m:r><m:t>x=y+1</m:t></m:r></m:oMath>{run(' erbij.')}</w:p>"
    )


def strict() -> bytes:
    data = report()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {
            n: archive.read(n).replace(W.encode(), STRICT.encode()) for n in ("word/document.xml", "word/styles.xml")
        }
    return with_parts(data, parts)


def other_prefix() -> bytes:
    """As a program writes it that makes up its own prefixes; no relationships of its own."""
    xml = f'<x:document xmlns:x="{W}"><x:body><x:p><x:r><x:t>Een stuk met een vreemd voorvoegsel.</x:t></x:r></x:p></x:body></x:document>'
    return with_parts(report(), {"word/document.xml": xml.encode()}, without=("word/_rels/document.xml.rels",))


def no_prefix() -> bytes:
    xml = f'<document xmlns="{W}"><body><p><r><t>Een stuk zonder voorvoegsel.</t></r></p></body></document>'
    return with_parts(report(), {"word/document.xml": xml.encode()})


def wide() -> bytes:
    xml = f'<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="{W}"><w:body><w:p>{run("Één reëel stuk in UTF-16.")}</w:p></w:body></w:document>'
    return with_parts(report(), {"word/document.xml": xml.encode("utf-16")})


def macros() -> bytes:
    data = report()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml")
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = types.replace(main, b"application/vnd.ms-word.document.macroEnabled.main+xml")
    binary = bytes(range(256)) * 40
    return with_parts(data, {"[Content_Types].xml": types, "word/vbaProject.bin": binary, "word/media/a.png": binary})


SAMPLES: dict[str, Callable[[], bytes]] = {
    make.__name__: make
    for make in (
        report, with_comments, tracked, linked, noted, boxed, fields, controls, mixed, strict, other_prefix, no_prefix,
        wide, macros,
    )
}  # fmt: skip


def finding(text: str, span: Span, n: int = 1) -> Finding:
    return Finding(
        f"nl/regel-{n}",
        "phrasing",
        "warning",
        f"Bevinding {n} <&>",
        "Zeg wat er is.",
        "Wat is er?",
        span,
        span.of(text),
    )


def reviewed(data: bytes, *spans: Span | str) -> Review:
    """A review of the file with a finding on each of the places."""
    draft = draft_from_source(read_docx(data, "memo.docx"), lang="nl")
    places = (Span(draft.text.index(s), draft.text.index(s) + len(s)) if isinstance(s, str) else s for s in spans)
    found = tuple(finding(draft.text, span, n) for n, span in enumerate(places, 1))
    return Review(draft, None, "nl", (), (), found, Gladness(None, None, (), "Een oordeel."), ())
