"""Places of a Word document where a number can stand and no page shows it: each puts one there, as a clerk does without
knowing, or as somebody does who means to hide it."""

import base64
import zlib
from collections.abc import Callable
from typing import NamedTuple

from parts import NS, R, add, document, link
from pieces import (
    BODY,
    SVG,
    TYPES,
    Parts,
    body,
    chart,
    control,
    drawn_with,
    embedded,
    field,
    form_field,
    holding,
    into,
    picture,
    png,
    runs,
    saved_page,
    settings,
    sign,
    text_box,
    typed_in_glossary,
    web_page,
    wide,
    workbook,
    xmp,
)

from docgen.render.package import write_parts


class Place(NamedTuple):
    """How a number gets there, and what a clerk is shown as the place: part and place, in English. `is_dropped` of what
    documents are made without, so that nobody need be told."""

    put: Callable[[Parts, str], None]
    shown: tuple[str, str]
    is_dropped: bool = False


def of_body(xml: str, place: str) -> Place:
    """A place in the body, of markup with {} for the number."""
    return Place(lambda parts, number: body(parts, xml.replace("{}", number)), ("body", place))


def of_settings(xml: str, place: str, *, is_dropped: bool = False) -> Place:
    return Place(lambda p, number: settings(p, xml.replace("{}", number)), ("settings", place), is_dropped)


def _linked(parts: Parts, target: str) -> None:
    link(parts, BODY, "rTel", "hyperlink", target)
    body(parts, '<w:p><w:hyperlink r:id="rTel"><w:r><w:t>一</w:t></w:r></w:hyperlink></w:p>')


def _other_part(name: str, xml: str, kind: str) -> Callable[[Parts, str], None]:
    return lambda parts, number: add(parts, name, xml.replace("{}", number), f"{R}/{kind}")


ATTRIBUTE, XML_TEXT, ALT = "attribute in the XML", "text in the XML", "alternative text of a picture"
FIELD, FORM, LIST, CONTROL = "field code (Alt+F9)", "form field", "entry of a dropdown list", "content control"
NAME = "name of an XML element"
BOX = '<w:r><w:pict><v:shape id="图" {}><v:textpath string="一"/></v:shape></w:pict></w:r>'

PLACES: dict[str, Place] = {
    "field code in three runs": Place(lambda p, n: body(p, field(f'QUOTE "{n}"')), ("body", FIELD)),
    "field code as an attribute": of_body(
        '<w:fldSimple w:instr="QUOTE {}"><w:r><w:t>一</w:t></w:r></w:fldSimple>', FIELD
    ),
    "form field, default": Place(
        lambda p, n: body(p, form_field(f'<w:textInput><w:default w:val="{n}"/></w:textInput>')), ("body", FORM)
    ),
    "form field, help": Place(
        lambda p, n: body(p, form_field(f'<w:helpText w:type="text" w:val="请拨 {n}"/>')), ("body", FORM)
    ),
    "form field, status": Place(
        lambda p, n: body(p, form_field(f'<w:statusText w:type="text" w:val="{n}"/>')), ("body", FORM)
    ),
    "form field, list": Place(
        lambda p, n: body(p, form_field(f'<w:ddList><w:listEntry w:val="张三 {n}"/></w:ddList>')), ("body", LIST)
    ),
    "data of a field": of_body(
        '<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{}</w:fldData></w:fldChar></w:r>', "data of a field"
    ),
    "content control, list": Place(
        lambda p, n: body(
            p, control(f'<w:dropDownList><w:listItem w:displayText="{n}" w:value="1"/></w:dropDownList>')
        ),
        ("body", LIST),
    ),
    "content control, value": Place(
        lambda p, n: body(p, control(f'<w:comboBox><w:listItem w:displayText="一" w:value="{n}"/></w:comboBox>')),
        ("body", LIST),
    ),
    "content control, title": Place(lambda p, n: body(p, control(f'<w:alias w:val="{n}"/>')), ("body", CONTROL)),
    "content control, tag": Place(lambda p, n: body(p, control(f'<w:tag w:val="电话{n}"/>')), ("body", CONTROL)),
    "document variable": of_settings(
        '<w:docVars><w:docVar w:name="电话" w:val="{}"/></w:docVars>', "document variable", is_dropped=True
    ),
    "settings, unknown": of_settings('<x:y xmlns:x="urn:own" z="{}"/>', ATTRIBUTE),
    "bookmark": of_body('<w:p><w:bookmarkStart w:id="7" w:name="电话{}"/><w:bookmarkEnd w:id="7"/></w:p>', "bookmark"),
    "link, telephone": Place(lambda p, n: _linked(p, f"tel:+86{n}" if len(n) == 11 else f"tel:{n}"), ("body", "link")),
    "link, mail": Place(lambda p, n: _linked(p, f"mailto:{n}@139.com"), ("body", "link")),
    "link, escaped": Place(lambda p, n: _linked(p, "tel:" + "".join(f"%{ord(c):02X}" for c in n)), ("body", "link")),
    "link, page": Place(lambda p, n: _linked(p, f"https://example.org/u?tel={n}&amp;x=1"), ("body", "link")),
    "link, hint": of_body('<w:p><w:hyperlink w:anchor="一" w:tooltip="电话 {}"/></w:p>', "link"),
    "picture, file name": Place(lambda p, n: picture(p, png(), f"media/{n}.png"), ("picture", "file name")),
    "picture, text": Place(lambda p, n: picture(p, png((b"tEXt", f"Comment\0{n}".encode()))), ("picture", "its data")),
    "picture, packed text": Place(
        lambda p, n: picture(p, png((b"zTXt", b"Comment\0\0" + zlib.compress(n.encode())))), ("picture", "its data")
    ),
    "picture, UTF-8 text": Place(
        lambda p, n: picture(p, png((b"iTXt", b"XML\0\0\0\0\0" + f"电话{n}".encode()))), ("picture", "its data")
    ),
    "picture, EXIF": Place(
        lambda p, n: picture(p, b"\xff\xd8\xff\xe1\0\x40Exif\0\0\1\2" + n.encode() + b"\0\xff\xd9"),
        ("picture", "its data"),
    ),
    "picture, XMP": Place(lambda p, n: picture(p, xmp(n)), ("picture", XML_TEXT)),
    "picture, drawn text": Place(
        lambda p, n: picture(p, f'<svg xmlns="{SVG}"><text>{n}</text></svg>'.encode(), "media/a.svg"),
        ("picture", XML_TEXT),
    ),
    "alternative text": Place(
        lambda p, n: picture(p, png(), attributes=f'name="图" descr="{n} 的照片"'), ("body", ALT)
    ),
    "alternative text, title": Place(
        lambda p, n: picture(p, png(), attributes=f'name="图" title="{n}"'), ("body", ALT)
    ),
    "picture, name": Place(lambda p, n: picture(p, png(), attributes=f'name="{n}"'), ("body", "picture")),
    "old picture": of_body(BOX.replace("{}", 'alt="{}"'), ALT),
    "old picture, data": Place(
        lambda p, n: body(
            p, BOX.replace("{}", f'o:gfxdata="{base64.b64encode(workbook("", f"<t>{n}</t>")).decode()}"')
        ),
        ("body", "picture"),
    ),
    "WordArt": of_body('<w:r><w:pict><v:shape><v:textpath string="{}"/></v:shape></w:pict></w:r>', "WordArt"),
    "table, title": of_body('<w:tbl><w:tblPr><w:tblCaption w:val="{}"/></w:tblPr></w:tbl>', "table"),
    "text box": Place(lambda p, n: body(p, text_box(n, "Choice")), ("body", "paragraph 2")),
    "text box for old versions": Place(
        lambda p, n: body(p, text_box(n, "Fallback")), ("body", "copy for old versions of Word")
    ),
    "formula": Place(
        lambda p, n: body(p, f"<w:p><m:oMath>{runs(n, 'm:t').replace('w:r>', 'm:r>')}</m:oMath></w:p>"),
        ("body", "text"),
    ),
    "formula beside text": Place(
        lambda p, n: body(
            p, f"<w:p><w:r><w:t>{n[:5]}</w:t></w:r><m:oMath><m:r><m:t>{n[5:]}</m:t></m:r></m:oMath></w:p>"
        ),
        ("body", "paragraph with formulas or symbols"),
    ),
    "symbols": Place(
        lambda p, n: body(p, f"<w:p>{''.join(map(sign, n))}</w:p>"), ("body", "paragraph with formulas or symbols")
    ),
    "unknown attribute": of_body('<w:p xmlns:x="urn:own" x:y="{}"/>', ATTRIBUTE),
    "unknown attribute of Word": of_body('<w:p w:own="{}"/>', ATTRIBUTE),
    "size": of_body('<w:p><w:pPr><w:ind w:left="{}"/></w:pPr></w:p>', ATTRIBUTE),
    "unknown element": of_body('<w:p><x:y xmlns:x="urn:own">{}</x:y></w:p>', XML_TEXT),
    "text behind an element": of_body('<w:p><x:y xmlns:x="urn:own"/>{}</w:p>', XML_TEXT),
    "name of an element": of_body('<w:p><x:n{} xmlns:x="urn:own"/></w:p>', NAME),
    "name of an attribute": of_body('<w:p xmlns:x="urn:own" x:n{}="1"/>', NAME),
    "namespace": of_body('<w:p><x:n xmlns:x="urn:own:{}"/></w:p>', NAME),
    "glossary": Place(typed_in_glossary, ("building blocks", "text")),
    "web settings": Place(
        _other_part("word/webSettings.xml", f'<w:webSettings {NS}><w:divs w:x="{{}}"/></w:webSettings>', "webSettings"),
        ("web settings", ATTRIBUTE),
    ),
    "numbering": Place(
        lambda p, n: into(
            p,
            "word/numbering.xml",
            f'<w:abstractNum w:abstractNumId="99"><w:lvl w:ilvl="0"><w:lvlText w:val="{n}"/></w:lvl></w:abstractNum>',
        ),
        ("numbering", "numbering"),
    ),
    "style": Place(
        lambda p, n: into(p, "word/styles.xml", f'<w:style w:styleId="x"><w:name w:val="电话{n}"/></w:style>'),
        ("styles", ATTRIBUTE),
    ),
    "font": Place(lambda p, n: into(p, "word/fontTable.xml", f'<w:font w:name="{n}"/>'), ("list of fonts", "font")),
    "theme": Place(lambda p, n: into(p, "word/theme/theme1.xml", f'<a:x name="{n}"/>'), ("theme", ATTRIBUTE)),
    "custom property": Place(
        lambda p, n: add(
            p,
            "docProps/custom.xml",
            f'<Properties><property name="电话">{n}</property></Properties>',
            f"{R}/custom-properties",
            "",
        ),
        ("properties", "custom property"),
        is_dropped=True,
    ),
    "custom XML": Place(
        _other_part("customXml/item1.xml", "<x><电话>{}</电话></x>", "customXml"),
        ("custom XML", XML_TEXT),
        is_dropped=True,
    ),
    "comment": Place(
        _other_part(
            "word/comments.xml",
            f'<w:comments {NS}><w:comment w:id="1"><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:comment></w:comments>',
            "comments",
        ),
        ("comments", "text"),
        is_dropped=True,
    ),
    "deleted text": Place(
        lambda p, n: body(p, f'<w:p><w:del w:id="1" w:author="一">{runs(n, "w:delText")}</w:del></w:p>'),
        ("body", "deleted text"),
        is_dropped=True,
    ),
    "orphan part": Place(
        lambda p, n: p.update({"word/left.xml": f"<x>{n}</x>".encode()}),
        ("another part of the file", XML_TEXT),
        is_dropped=True,
    ),
    "embedded workbook, text": Place(
        lambda p, n: embedded(p, "a.xlsx", workbook("", f"<r><t>{n[:4]}</t></r><r><t>{n[4:]}</t></r>")),
        ("embedded file", "text"),
    ),
    "embedded workbook, cell": Place(
        lambda p, n: embedded(p, "a.xlsx", workbook(f'<c t="str"><v>{n}</v></c>')),
        ("embedded file", "value of a chart or a sheet"),
    ),
    "embedded document": Place(
        lambda p, n: embedded(p, "a.docx", write_parts(document(f"<w:p>{runs(n)}</w:p>"))), ("embedded file", "text")
    ),
    "embedded in an embedded one": Place(
        lambda p, n: embedded(p, "a.docx", holding(workbook("", f"<t>{n}</t>"))), ("embedded file", "text")
    ),
    "old object": Place(lambda p, n: embedded(p, "oleObject1.bin", wide(n)), ("embedded file", "its data")),
    "web page": Place(web_page, ("another part of the file", "its data")),
    "web page in one file": Place(saved_page, ("another part of the file", "its data")),
    "picture in a drawing": Place(
        lambda p, n: picture(p, drawn_with(png((b"tEXt", f"Comment\0{n}".encode()))), "media/b.svg"),
        ("picture", "attribute in the XML"),
    ),
    "chart, value": Place(
        lambda p, n: chart(p, f"<c:pt><c:v>{n}</c:v></c:pt>"), ("chart", "value of a chart or a sheet")
    ),
    "chart, title": Place(
        lambda p, n: chart(p, f"<a:p><a:r><a:t>{n[:5]}</a:t></a:r><a:r><a:t>{n[5:]}</a:t></a:r></a:p>"),
        ("chart", "text"),
    ),
    "content types": Place(
        lambda p, n: p.update(
            {
                TYPES: p[TYPES].replace(
                    b"<Default", f'<Default Extension="{n}" ContentType="image/png"/><Default'.encode(), 1
                )
            }
        ),
        ("list of parts", ATTRIBUTE),
    ),
}
