"""What in a template may be meant for a tag, in the signs of other programs: it is printed as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from lxml import etree

from docgen.problems import Problem, Severity, TemplateSpot
from docgen.render.package import read_parts
from docgen.render.plain import SUFFIX
from docgen.render.source import TAG, TEXTS, Words
from docgen.text import Text

_NAME = r"\s*(\w+)\s*"
_BRACES = re.compile(rf"\$?\{{{_NAME}\}}|(?<!｛)｛{{1,3}}{_NAME}｝{{1,3}}|«{_NAME}»|<<{_NAME}>>")
_TITLES = re.compile(rf"《{_NAME}》|【{_NAME}】")
"""These stand in plain text too, so they count where there are no braces."""
_BESIDE_TAGS = re.compile(rf"{_BRACES.pattern}|【{_NAME}】")
_SENDER = re.compile(r"\A\s*【\w+】|【\w+】\s*\Z")
"""Who sends a text message, before it or after it."""
_NOTES = ("待补", "注", "注意", "说明", "提示", "须知", "示例", "例")
"""What stands in such brackets and is no name; 待补 is told by the run."""
_NAMED = 5


def untagged(path: Path) -> list[Problem]:
    """A warning when the .docx template `path` has no tag, so that all its documents are alike, or when names in other
    signs stand beside its tags, naming what may be meant for tags. Raises DocgenError for a file that is not a Word
    document."""
    parts = {name: data for name, data in read_parts(path).items() if TEXTS.fullmatch(name)}
    texts = list(_texts(parts))
    if len(texts) < len(parts):
        return []
    if any(map(TAG.search, texts)):
        if path.suffix == SUFFIX:
            texts = [_SENDER.sub("", text) for text in texts]
        marks = _meant(_BESIDE_TAGS, [TAG.sub("", text) for text in texts])
        marks = [(typed, name) for typed, name in marks if name not in _NOTES]
        return [_beside(path.name, marks)] if marks else []
    return [_problem(path.name, _meant(_BRACES, texts) or _meant(_TITLES, texts))]


def _meant(pattern: re.Pattern[str], texts: list[str]) -> list[tuple[str, str]]:
    """What may be meant for tags, as typed, each with its name."""
    found = (match for text in texts for match in pattern.finditer(text))
    return list(dict.fromkeys((match[0], next(filter(None, match.groups()))) for match in found))


def _texts(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The text of each part that is not damaged."""
    for name, data in parts.items():
        with suppress(etree.XMLSyntaxError, UnicodeDecodeError):
            yield Words(name, data.decode("utf-8-sig")).text


def _problem(template: str, typed: list[tuple[str, str]]) -> Problem:
    where = TemplateSpot(template)
    if not typed:
        return Problem("template-untagged", Severity.WARNING, _NONE, where, _NONE_HINT)
    text = _MEANT_FOR_TAGS.format(found=_listed(typed), tag=f"{{{{ {typed[0][1]} }}}}")
    return Problem("template-untagged", Severity.WARNING, text, where, _WRITE)


def _beside(template: str, typed: list[tuple[str, str]]) -> Problem:
    text = _PRINTED.format(found=_listed(typed), tag=f"{{{{ {typed[0][1]} }}}}")
    return Problem("template-untagged", Severity.WARNING, text, TemplateSpot(template), _TAG_OR_BLANK)


def _listed(typed: list[tuple[str, str]]) -> str:
    return "、".join(text for text, _ in typed[:_NAMED]) + ("……" if len(typed) > _NAMED else "")


_PRINTED = Text("{found} is printed as it stands; is {tag} meant?", "{found} 会原样印出；是不是 {tag}？")
_TAG_OR_BLANK = Text(
    "Write a name in double braces; delete what is to be filled in by hand.",
    "要填的写成两层半角花括号里的名称；留待手填的，请删去这个名称。",
)
_NONE = Text("the template has no tag, so all documents are alike", "模板里没有标记，生成的文件内容都一样")
_NONE_HINT = Text("A tag is typed in Word: {{ 姓名 }}", "在 Word 里要填内容的地方写上标记，如 {{ 姓名 }}。")
_MEANT_FOR_TAGS = Text(
    "the template has no tag, so {found} is printed as it stands; is {tag} meant?",
    "模板里没有标记，{found} 会原样印出；是不是 {tag}？",
)
_WRITE = Text(
    "Write every name in double braces; fields of Word's mail merge are replaced by such tags too.",
    "名称要放在两层半角花括号里；Word 邮件合并的域也要改写成这样的标记。",
)
