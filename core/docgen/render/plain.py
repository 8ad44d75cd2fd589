"""Plain-text templates (.txt): inside docgen one is a Word document of bare lines, so that all that is known of those
holds of it too; what is made of it is text again."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from docgen.config import decode
from docgen.files import read_file, unreadable
from docgen.problems import DocgenError, TemplateSpot
from docgen.render.xml import W, parsed
from docgen.text import Text

SUFFIX = ".txt"
BODY = "word/document.xml"
LINES = "lines"
"""An attribute of the body of such a document: what Word calls paragraphs are its lines."""
MAX_SIZE = 1 << 20
"""Bytes; a novel has fewer."""

_OF_PARAGRAPH = re.compile(r"[-+]?p ")
_HEAD = f'<w:document xmlns:w="{W[1:-1]}" {LINES}="1"><w:body>'
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/{BODY}" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    f'Target="{BODY}"/></Relationships>'
)
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def is_plain(name: str | Path) -> bool:
    """Whether a template of this name makes plain text."""
    return str(name).lower().endswith(SUFFIX)


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of the document that a text file is, in UTF-8 or as Chinese Windows saves it. Raises DocgenError for
    one that is missing or outsized."""
    where = TemplateSpot(path.name)
    try:
        raw = read_file(path, MAX_SIZE + 1)
    except FileNotFoundError:
        raise DocgenError(Text("the template does not exist", "模板不存在"), where=where) from None
    except OSError as error:
        raise unreadable(error, where) from None
    if len(raw) > MAX_SIZE:
        raise DocgenError(Text("the template is outsized", "模板异常庞大"), where=where)
    lines = re.split(r"\r\n|\r|\n", decode(raw))
    if lines[-1] == "":
        lines.pop()
    body = f"{_HEAD}{''.join(map(_paragraph, lines))}</w:body></w:document>"
    texts = {"[Content_Types].xml": _CONTENT_TYPES, "_rels/.rels": _RELATIONS, BODY: body}
    return {name: text.encode() for name, text in texts.items()}


def _paragraph(line: str) -> str:
    """A line; one that holds nothing but {% … %} leaves no line behind."""
    alone = _alone(line)
    text = escape(_UNFIT.sub("", line if alone is None else f"{{%p {alone} %}}"), quote=False)
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' if text else "<w:p/>"


def _alone(line: str) -> str | None:
    """What a {% … %} says if the line holds nothing else; None if it holds more."""
    tag = line.strip(" \t")
    whole = len(tag) > 3 and tag.startswith("{%") and tag.endswith("%}")
    if not whole or "%}" in tag[2:-2] or "{%" in tag[2:] or _OF_PARAGRAPH.match(tag, 2):
        return None
    said = tag[2:-2]
    said = said[1:] if said.startswith(("-", "+")) else said
    return (said[:-1] if said.endswith(("-", "+")) else said).strip()


def text_of(body: bytes) -> bytes:
    """The text file of a rendered body: UTF-8 with its mark and with the line ends of Windows, so that Notepad and
    telephones read it."""
    lines = ("".join(_signs(paragraph)) for paragraph in parsed(body).iter(f"{W}p"))
    text = "".join(f"{line}\n" for line in lines)
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _signs(paragraph: object) -> list[str]:
    signs = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}
    nodes = paragraph.iter(f"{W}t", *signs)  # type: ignore[attr-defined]
    return [signs.get(node.tag, node.text or "") for node in nodes]
