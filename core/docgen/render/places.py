"""Whether Word opens a rendered part: values that bring markup stand where they may (formatted text in place of a run,
a document in place of a paragraph), and all is well-formed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from docgen.problems import DocgenError, TemplateSpot
from docgen.render.inserts import Rich, Sub
from docgen.render.package import BODY
from docgen.render.source import part_name, tags
from docgen.render.xml import parsed
from docgen.text import Text

_AMONG_TEXT = re.compile(rb"<w:t(?: [^>]*)?>[^<]*<(?:w:(r|hyperlink)|w:(?:p|tbl)|\?docgen)[ >]")
_USE_R = Text(
    "formatted text stands among plain text; write {{r name}} instead of {{name}}",
    "带格式的内容混在普通文字里了，请把 {{名称}} 写成 {{r 名称}}",
)
_USE_P = Text(
    "another document can only stand in the body, in a paragraph of its own: {{p name}}",
    "另一份文档只能放在正文里单独一段：{{p 名称}}",
)
_MALFORMED = Text("a value that was printed as markup is none: {why}", "按标记原样输出的内容不是合格的标记：{why}")


def check_places(template: str, part: str, typed: str, xml: bytes, values: Mapping[str, Any], *, subs: bool) -> None:
    """Raise DocgenError when the rendered `xml` of a part, `typed` with its tags, holds markup where none can stand.
    `subs` says whether documents are among it."""
    if among := _AMONG_TEXT.search(xml):
        kind, text = (Rich, _USE_R) if among[1] else (Sub, _USE_P)
        raise DocgenError(text, where=_spot(kind, template, part, typed, values))
    if subs and part != BODY:
        raise DocgenError(_USE_P, where=_spot(Sub, template, part, typed, values))
    check_well_formed(template, part, xml, _MALFORMED)


def check_well_formed(template: str, part: str, xml: bytes, text: Text | None = None) -> None:
    """Raise DocgenError when the rendered `xml` of a part is not well-formed, so that no program would open it; `text`
    says so where the value is known that brought it about ({why})."""
    try:
        parsed(xml)
    except etree.XMLSyntaxError as error:
        before = re.sub(r"<[^>]*>?", "", xml[: error.offset or 0].decode(errors="ignore"))[-_AROUND:]
        around = Text(f"after “{before}”", f"“{before}”之后") if before.strip() else Text("", "")
        where = TemplateSpot(template, str(part_name(part)), str(around))
        raise DocgenError((text or _TORN).format(why=error.msg), where=where) from None


_TORN = Text(
    "a condition or a loop tears the document apart, and no program would open it: {why}",
    "条件或循环拆散了文件，生成后打不开：{why}",
)
_AROUND = 12


def _spot(kind: type, template: str, part: str, typed: str, values: Mapping[str, Any]) -> TemplateSpot:
    """The first tag that prints a value of that kind."""
    for tag in tags(part, typed):
        name = re.fullmatch(r"\{\{-?(?:p )?\s*(\w+)\s*-?\}\}", tag.text)
        if name and isinstance(values.get(name[1]), kind):
            return TemplateSpot(template, str(tag.part), str(tag.place), tag.text)
    return TemplateSpot(template)
