"""Names that people put in brackets where something is to be filled in: 《姓名》, {姓名}, 【姓名】."""

from __future__ import annotations

import re
from typing import Any

from docgen.forms.begin.found import Found, TagOf
from docgen.forms.begin.lines import Line
from docgen.render.xml import W

MARKS = re.compile(
    r"《([^《》]{1,30})》|«([^«»]{1,30})»|【([^【】]{1,30})】|(?<![{%#])[{｛]([^{}｛｝%#]{1,30})[}｝](?!\})"
)
_NO_NAME = re.compile(
    r"《(?:[^》]{9,}|[^》]*(?:法|条例|规定|规范|规则|细则|办法|方案|意见|决定|通知|公告|章程))》"
    r"|【(?:\s*|.*(?:注|注意|说明|提示|须知|示例|例))】"
)
"""Titles of books and heads of notes: no names of columns, unless a workbook has them."""


def marks_to_tags(root: Any, tag_of: TagOf, found: Found, *, guess: bool = False) -> None:
    """Make tags of the names in brackets below `root`, also where Word has cut them up into runs. A name that nothing
    is called, such as the title of a book, is noted in `found` and stays; where `tag_of` is a `guess`, so is one that
    looks like such a title."""
    for paragraph in root.iter(f"{W}p"):
        line, tags = Line(paragraph), []
        for match in MARKS.finditer(line.text):
            if found.shown.intersection(line.between(*match.span())):
                continue
            name = next(filter(None, match.groups()))
            tag = None if guess and _NO_NAME.fullmatch(match[0]) else tag_of(name.strip())
            if tag is None and not name.strip():
                continue  # empty brackets
            if tag is None:
                found.left.append((match[0], line.read))
            else:
                tags.append((*match.span(), tag))
        line.put(tags)
