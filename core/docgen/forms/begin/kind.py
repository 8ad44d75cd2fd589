"""What kind of file an old form is: those that only look like a .docx are told, templates and macros become one."""

from __future__ import annotations

import re
from pathlib import Path

from docgen.files import read_file
from docgen.opc import CONTENT_TYPES, ContentTypes, Relations
from docgen.problems import DocgenError, TemplateSpot
from docgen.render.package import BODY, read_parts
from docgen.render.plain import is_plain
from docgen.render.xml import W, parsed
from docgen.text import Text

_OLD = bytes.fromhex("d0cf11e0a1b11ae1")
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAIN = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_MACROS = re.compile(r"word/(?:_rels/)?vba\w*\.(?:bin|xml)(?:\.rels)?")
_RELATIONS = "word/_rels/document.xml.rels"


def parts_of_form(path: Path) -> dict[str, bytes]:
    """The parts of the Word document at `path`, of a template (.dotx) or one with macros (.docm) those of a document
    without. Raises DocgenError for what is none, whatever it is called."""
    if is_plain(path):
        raise DocgenError(_NO_WORD, hint=_TAGS_AT_ONCE, where=TemplateSpot(path.name))
    if _begins_old(path):
        raise DocgenError(_OLD_WORD, hint=_SAVE_AS, where=TemplateSpot(path.name))
    parts = dict(read_parts(path))
    if parsed(parts[BODY]).tag != f"{W}document":
        raise DocgenError(_STRICT, hint=_NOT_STRICT, where=TemplateSpot(path.name))
    types = ContentTypes(parts[CONTENT_TYPES])
    if types.of(BODY) in _OTHER_MAIN:
        types.drop(BODY)
        types.add(BODY, _DOCUMENT)
    for name in [name for name in parts if _MACROS.fullmatch(name)]:
        del parts[name]
        types.drop(name)
    if _RELATIONS in parts:
        parts[_RELATIONS] = _without_macros(parts[_RELATIONS])
    return {**parts, CONTENT_TYPES: types.xml()}


def _begins_old(path: Path) -> bool:
    """Whether a file is one of old Word; one that cannot be read is none, and reading its parts says why."""
    try:
        return read_file(path, len(_OLD)) == _OLD
    except OSError:
        return False


def _without_macros(listed: bytes) -> bytes:
    """The relationships of the body, but for those that lead to macros."""
    relations = Relations(BODY, listed)
    for relation in list(relations):
        if _MACROS.fullmatch(relation.part(BODY)):
            relations.drop(relation.id)
    return relations.xml()


_NO_WORD = Text("an old form must be a Word document (.docx)", "旧表格应是 Word 文档（.docx）")
_TAGS_AT_ONCE = Text(
    "In a text write the tags yourself, such as {{ 姓名 }}, and put it into the folder of a form.",
    "纯文本请直接写标记，如 {{ 姓名 }}，放进表单文件夹作模板。",
)
_OLD_WORD = Text(
    "this is a file of old Word or WPS (.doc, .wps), or one with a password, whatever its name says",
    "这是旧版 Word、WPS 的文件（.doc、.wps），或加了密码的文件，只是扩展名写成了 .docx",
)
_SAVE_AS = Text(
    "Open it in Word or WPS and save it as .docx without a password; another name is not enough.",
    "请在 Word 或 WPS 里打开，另存为 .docx（不加密码）；只改扩展名不行。",
)
_STRICT = Text("this is no Word document that docgen reads", "这不是 docgen 能读的 Word 文档")
_NOT_STRICT = Text(
    "Save it in Word as “Word Document (*.docx)”, not as “Strict Open XML Document”.",
    "请在 Word 里另存为“Word 文档(*.docx)”，不要选“Strict Open XML 文档”。",
)
