"""Comments of cells: their texts and the shapes that show them (ISO 29500-1 18.7, VML)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docgen.opc import R, attribute, mended, parse_bare, parsed, serialized, start_tag
from docgen.problems import visible
from docgen.tables.annotate.styles import S
from docgen.tables.letters import column_number

AUTHOR = "docgen"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_EMPTY_COMMENTS = f'<comments xmlns="{S[1:-1]}"><authors/><commentList/></comments>'.encode()
V = "{urn:schemas-microsoft-com:vml}"
_NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPES = (
    f'<xml {_NAMES}><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
).encode()
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto" '
    'style="position:absolute;width:220pt;height:{height}pt;z-index:1;visibility:hidden"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"/>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_FIRST_SHAPE = 50_000  # above those of Excel, which begin at 1025
_LINE, _MARGIN, _A_LINE = 14, 10, 26  # points, points, characters
_AFTER_DRAWING = re.compile(
    rb"<(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)(?=[\s/>])"
    rb"|</worksheet(?=[\s>])"
)


def with_comments(xml: bytes | None, texts: Mapping[tuple[int, str], str]) -> bytes:
    """The comments part of a sheet with `texts` by (row, column letters); a comment that a cell has already is kept,
    and ours follows it."""
    root = parse_bare(xml or _EMPTY_COMMENTS)
    authors, comments = root.find(f"{S}authors"), root.find(f"{S}commentList")
    author = authors.makeelement(f"{S}author", {})
    author.text = AUTHOR
    authors.append(author)
    known = {comment.get("ref"): comment for comment in comments}
    for (row, letters), text in texts.items():
        ref = f"{letters}{row}"
        if ref in known:
            added, before = known[ref].find(f"{S}text"), "\n"
        else:
            before = ""
            comment = comments.makeelement(f"{S}comment", {"ref": ref, "authorId": str(len(authors) - 1)})
            added = comment.makeelement(f"{S}text", {})
            comment.append(added)
            comments.append(comment)
        run = added.makeelement(f"{S}r", {})
        words = run.makeelement(f"{S}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        words.text = before + visible(text, lines=True)
        run.append(words)
        added.append(run)
    return serialized(root)


def commented_cells(xml: bytes | None) -> set[str]:
    """The cells that have a comment."""
    return {comment.get("ref", "") for comment in parse_bare(xml).iter(f"{S}comment")} if xml else set()


def with_shapes(xml: bytes | None, texts: Mapping[tuple[int, str], str]) -> bytes:
    """The shapes of a sheet's comments, with one for each of `texts`. Shapes that were written as HTML (old versions of
    Excel do so) are written as XML."""
    root = mended(xml) if xml else None
    root = parsed(_SHAPES) if root is None else root
    first = _FIRST_SHAPE + sum(1 for _ in root.iter(f"{V}shape"))
    for number, ((row, letters), text) in enumerate(texts.items(), first):
        shape = _SHAPE.format(number=number, row=row - 1, column=column_number(letters), height=_height(text))
        root.extend(parsed(f"<xml {_NAMES}>{shape}</xml>".encode()))
    return serialized(root)


def _height(text: str) -> int:
    """Points that a comment needs to show all of its text."""
    lines = sum(-(-len(line) // _A_LINE) or 1 for line in text.split("\n"))
    return _MARGIN + _LINE * max(lines, 2)


def shapes_of(xml: bytes) -> str:
    """The id of the relation by which a sheet leads to the shapes of its comments (18.3.1.51), or nothing."""
    found = start_tag("legacyDrawing").search(xml)
    return attribute(found[1], r"[\w.-]+:id") if found else ""


def with_comments_shown(xml: bytes, relation: str) -> bytes:
    """The sheet leading to the shapes of its comments by `relation`."""
    line = f'<legacyDrawing xmlns:r="{R[1:-1]}" r:id="{relation}"/>'.encode()
    place = _AFTER_DRAWING.search(xml, max(xml.find(b"</sheetData"), 0))
    return xml if place is None else xml[: place.start()] + line + xml[place.start() :]
