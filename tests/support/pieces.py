"""Pieces of Word documents that no page shows, or not as text: fields, controls, pictures, embedded files."""

import base64
import struct
import zipfile
import zlib
from io import BytesIO

from parts import NS, R, add, document

from docgen.render.package import write_parts

Parts = dict[str, bytes]
BODY, TYPES = "word/document.xml", "[Content_Types].xml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DML = "http://schemas.openxmlformats.org/drawingml/2006"
WP, A, C = f"{DML}/wordprocessingDrawing", f"{DML}/main", f"{DML}/chart"
V, OFFICE = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
SML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SVG = "http://www.w3.org/2000/svg"


def runs(text: str, element: str = "w:t", pieces: int = 3) -> str:
    """A text in several runs, as Word leaves it after editing."""
    size = -(-len(text) // pieces)
    cut = [text[at : at + size] for at in range(0, len(text), size)]
    return "".join(f"<w:r><{element}>{piece}</{element}></w:r>" for piece in cut)


def body(parts: Parts, xml: str) -> None:
    """Put a block at the beginning of the body; of runs, a paragraph with them."""
    block = xml if xml.startswith(BLOCKS) else f"<w:p>{xml}</w:p>"
    parts[BODY] = parts[BODY].replace(b"<w:body>", BODY_START).replace(BODY_START, BODY_START + block.encode(), 1)


BLOCKS = ("<w:p>", "<w:p ", "<w:p/", "<w:tbl", "<w:altChunk")
BODY_START = (
    f'<w:body xmlns:mc="{MC}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:v="{V}" xmlns:o="{OFFICE}" xmlns:m="{M}">'.encode()
)


def into(parts: Parts, name: str, xml: str) -> None:
    """Put markup at the end of a part."""
    data = parts[name].rstrip()
    end = data.rindex(b"</")
    parts[name] = data[:end] + xml.encode() + data[end:]


def field(code: str) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}{runs(code, 'w:instrText')}{separate}<w:r><w:t>一</w:t></w:r>{end}"


def form_field(inner: str) -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="一"/>{inner}</w:ffData></w:fldChar></w:r>'
    return begin + '<w:r><w:instrText>FORMTEXT</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


def control(properties: str) -> str:
    content = "<w:sdtContent><w:r><w:t>一</w:t></w:r></w:sdtContent>"
    return f"<w:p><w:sdt><w:sdtPr>{properties}</w:sdtPr>{content}</w:sdt></w:p>"


def picture(parts: Parts, data: bytes, name: str = "", attributes: str = 'name="图片 1"') -> None:
    """A picture in the line, whose file is `name`."""
    name = name or f"media/image{len(parts)}.png"
    key = add_bytes(parts, f"word/{name}", data, "image")
    if name.endswith(".svg"):
        parts[TYPES] = parts[TYPES].replace(b"application/vnd.test+xml", b"image/svg+xml")
    pic = f"{DML}/picture"
    body(
        parts,
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" {attributes}/><a:graphic>'
        f'<a:graphicData uri="{pic}"><pic:pic xmlns:pic="{pic}"><pic:nvPicPr><pic:cNvPr id="0" name="图"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/></pic:blipFill><pic:spPr/></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
    )


def add_bytes(parts: Parts, name: str, data: bytes, kind: str) -> str:
    """Put a part in that is no text; the id of the relation to it."""
    id = add(parts, name, "", f"{R}/{kind}")
    parts[name] = data
    return id


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A picture of one point with more chunks."""
    every = [(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)), *chunks]
    every += [(b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    packed = (struct.pack(">I", len(data)) + kind + data + b"\0\0\0\0" for kind, data in every)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def workbook(cells: str, shared: str = "") -> bytes:
    """The two parts of a workbook that hold its texts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        sheet = f'<worksheet xmlns="{SML}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{SML}"><si>{shared}</si></sst>')
    return file.getvalue()


def embedded(parts: Parts, name: str, data: bytes) -> None:
    """A file that opens when somebody clicks on it."""
    key = add_bytes(parts, f"word/embeddings/{len(parts)}{name}", data, "package")
    body(parts, f'<w:r><w:object><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="{key}"/></w:object></w:r>')


def web_page(parts: Parts, number: str) -> None:
    """A page that Word takes in when it opens the document, as a Chinese editor saved it."""
    chunk(parts, "htm", f"<p>电话{number}<br></p>".encode("gb18030"))


def chunk(parts: Parts, ending: str, data: bytes) -> None:
    key = add_bytes(parts, f"word/afchunk{len(parts)}.{ending}", data, "aFChunk")
    body(parts, f'<w:altChunk r:id="{key}"/>')


def saved_page(parts: Parts, number: str) -> None:
    """A page in one file, as browsers save it: in base64, with the signs of HTML for digits."""
    page = f"<html>{'一' * 40}{''.join(f'&#{ord(digit)};' for digit in number)}</html>"
    text = base64.encodebytes(page.encode("gb18030")).decode()
    head = "MIME-Version: 1.0\nContent-Type: text/html; charset=gb18030\nContent-Transfer-Encoding: base64\n\n"
    chunk(parts, "mht", f"{head}{text}".encode())


def holding(data: bytes) -> bytes:
    """A document with an embedded workbook."""
    parts = document("<w:p><w:r><w:t>一</w:t></w:r></w:p>")
    embedded(parts, "b.xlsx", data)
    return write_parts(parts)


def xmp(number: str) -> bytes:
    """Metadata of a picture in which somebody typed a number as people do."""
    cut = (6, 14) if len(number) == 18 else (3, 7)
    typed = f"{number[: cut[0]]} {number[cut[0] : cut[1]]} {number[cut[1] :]}"
    return f'..<x:xmpmeta xmlns:x="adobe:ns:meta/"><d>{typed}</d></x:xmpmeta>..'.encode()


def typed_in_glossary(parts: Parts, number: str) -> None:
    text = f"<w:docParts><w:docPart><w:docPartBody><w:p>{runs(number)}</w:p></w:docPartBody></w:docPart></w:docParts>"
    add(
        parts,
        "word/glossary/document.xml",
        f"<w:glossaryDocument {NS}>{text}</w:glossaryDocument>",
        f"{R}/glossaryDocument",
    )


def settings(parts: Parts, xml: str) -> None:
    into(parts, "word/settings.xml", xml)


def chart(parts: Parts, inner: str) -> None:
    add(
        parts,
        f"word/charts/chart{len(parts)}.xml",
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}">{inner}</c:chartSpace>',
        f"{R}/chart",
    )


def text_box(number: str, where: str) -> str:
    box = "<w:txbxContent><w:p>{}</w:p></w:txbxContent>"
    choice, fallback = (box.format(runs(number if where == each else "一")) for each in ("Choice", "Fallback"))
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps" xmlns:wps="{WPS}"><w:drawing><wps:wsp><wps:txbx>{choice}'
        f"</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect><v:textbox>{fallback}</v:textbox>"
        "</v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def sign(digit: str) -> str:
    return f'<w:r><w:sym w:font="Arial" w:char="F0{ord(digit):02X}"/></w:r>'


def drawn_with(data: bytes) -> bytes:
    """A drawing that holds a picture."""
    return f'<svg xmlns="{SVG}"><image href="data:image/png;base64,{base64.b64encode(data).decode()}"/></svg>'.encode()


def wide(number: str) -> bytes:
    """What an old Office program keeps: a text in UTF-16 among other bytes."""
    return b"\xd0\xcf\x11\xe0\x01" + f"\x01{number}\x01".encode("utf-16-le") + b"\xff" * 9
