"""What a clerk calls a part of a file, and a place in it that Word does not show on a page. No name of a part or of an
element goes into it: such a name may be what must not be shown."""

from __future__ import annotations

import re

from docgen.render.source import TEXTS, part_name
from docgen.text import Text

FIELD_CODE = Text("field code (Alt+F9)", "域代码（Alt+F9 可看到）")
FILE_NAME = Text("file name", "文件名")
ELEMENT_NAME = Text("name of an XML element", "XML 元素的名称")
SHOWN_TWICE = Text("copy for old versions of Word", "给旧版 Word 的备用内容")
MIXED_LINE = Text("paragraph with formulas or symbols", "带公式或符号的段落")
DATA = Text("its data", "文件内容")
_DESCRIPTION = Text("alternative text of a picture", "图片的替代文字")
_PICTURE, _LINK, _CONTROL = Text("picture", "图片"), Text("link", "链接"), Text("content control", "内容控件")
_FORM_FIELD, _LIST = Text("form field", "窗体域"), Text("entry of a dropdown list", "下拉列表的选项")
_DESCRIBING = frozenset(("descr", "alt", "title", "altText"))

_PLACES = {
    "bookmarkStart": Text("bookmark", "书签"),
    "docPr": _PICTURE,
    "cNvPr": _PICTURE,
    "shape": _PICTURE,
    "imagedata": _PICTURE,
    "textpath": Text("WordArt", "艺术字"),
    "alias": _CONTROL,
    "tag": _CONTROL,
    "placeholder": _CONTROL,
    "dataBinding": _CONTROL,
    "listItem": _LIST,
    "listEntry": _LIST,
    "comboBox": _LIST,
    "dropDownList": _LIST,
    "ffData": _FORM_FIELD,
    "default": _FORM_FIELD,
    "result": _FORM_FIELD,
    "helpText": _FORM_FIELD,
    "statusText": _FORM_FIELD,
    "entryMacro": _FORM_FIELD,
    "exitMacro": _FORM_FIELD,
    "tblCaption": Text("table", "表格"),
    "tblDescription": Text("table", "表格"),
    "hyperlink": _LINK,
    "hlinkClick": _LINK,
    "hlinkHover": _LINK,
    "Relationship": _LINK,
    "fldSimple": FIELD_CODE,
    "instrText": FIELD_CODE,
    "delInstrText": FIELD_CODE,
    "fldData": Text("data of a field", "域的附加数据"),
    "docVar": Text("document variable", "文档变量"),
    "lvlText": Text("numbering", "编号文字"),
    "t": Text("text", "文字"),
    "delText": Text("deleted text", "已删除的修订文字"),
    "v": Text("value of a chart or a sheet", "图表或表格的数值"),
    "f": Text("formula of a sheet", "表格公式"),
    "style": Text("style", "样式"),
    "font": Text("font", "字体"),
    "rFonts": Text("font", "字体"),
    "property": Text("custom property", "自定义属性"),
    "customXml": Text("XML tag", "XML 标记"),
    "smartTag": Text("smart tag", "智能标记"),
    "attr": Text("XML tag", "XML 标记"),
}
_OTHER_ATTRIBUTE = Text("attribute in the XML", "XML 属性")
_OTHER_TEXT = Text("text in the XML", "XML 里的文字")


def place_of(element: str, attribute: str = "") -> Text:
    """What a clerk calls an element with a text, or its attribute; both by their names without namespace."""
    if attribute in _DESCRIBING and _PLACES.get(element, _PICTURE) is _PICTURE:
        return _DESCRIPTION
    return _PLACES.get(element, _OTHER_ATTRIBUTE if attribute else _OTHER_TEXT)


_PARTS = [
    (re.compile(pattern), text)
    for pattern, text in {
        r"word/styles\w*\.xml": Text("styles", "样式"),
        r"word/settings\.xml": Text("settings", "文档设置"),
        r"word/webSettings\.xml": Text("web settings", "网页设置"),
        r"word/numbering\.xml": Text("numbering", "编号"),
        r"word/fontTable\.xml": Text("list of fonts", "字体表"),
        r"word/theme/": Text("theme", "主题"),
        r"word/glossary/": Text("building blocks", "构建基块"),
        r"word/(?:comments\w*|people)\.xml": Text("comments", "批注"),
        r"word/fonts/": Text("embedded font", "嵌入的字体"),
        r"(?:word|ppt|xl)/charts/": Text("chart", "图表"),
        r"word/diagrams/": Text("SmartArt", "SmartArt 图形"),
        r"(?:word|ppt|xl)/media/": Text("picture", "图片"),
        r"(?:word|ppt|xl)/(?:embeddings|activeX)/": Text("embedded file", "嵌入的文件"),
        r"docProps/": Text("properties", "文档属性"),
        r"customXml/": Text("custom XML", "自定义 XML"),
        r"\[Content_Types\]\.xml": Text("list of parts", "部件清单"),
    }.items()
]
_FILE, _OTHER_PART = Text("file", "文件"), Text("another part of the file", "文件的其他部分")


def part_label(name: str) -> Text:
    """What a clerk calls a part of a file; links are those of the part that they stand in."""
    if name.endswith(".rels"):
        source = re.sub(r"_rels/([^/]*)\.rels$", r"\1", name)
        return part_label(source) if source else _FILE
    if TEXTS.fullmatch(name) or name == "docProps/core.xml":
        return part_name(name)
    return next((text for pattern, text in _PARTS if pattern.match(name)), _OTHER_PART)
