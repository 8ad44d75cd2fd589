"""Names that people put in brackets where something is to be filled in: 《姓名》, {姓名}, 【姓名】."""

from __future__ import annotations

import re
from typing import Any

from docgen.forms.old.fields import Found, TagOf, text_of
from docgen.render.xml import W

_MARKS = re.compile(
    r"《([^《》]{1,30})》|«([^«»]{1,30})»|【([^【】]{1,30})】|(?<![{%#])[{｛]([^{}｛｝%#]{1,30})[}｝](?!\})"
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def marks_to_tags(root: Any, tag_of: TagOf, found: Found) -> None:
    """Make tags of the names in brackets below `root`, also where Word has cut them up into runs. A name that nothing
    is called, such as the title of a book, is noted in `found` and stays."""
    for paragraph in root.iter(f"{W}p"):
        nodes = [node for node in paragraph.iter(f"{W}t") if node.text]
        whole, around = "".join(node.text for node in nodes), text_of(paragraph)
        for match in reversed(list(_MARKS.finditer(whole))):
            name = next(filter(None, match.groups()))
            tag = tag_of(name.strip())
            if tag is None:
                found.left.append((match[0], around))
            else:
                _put(nodes, match.start(), match.end(), tag)
                found.placed.append(name.strip())


def _put(nodes: list[Any], start: int, end: int, tag: str) -> None:
    """Put a tag in the place of some characters of the texts; it looks as the first of them."""
    at = 0
    for node in nodes:
        text, after = node.text or "", at + len(node.text or "")
        if after > start and at < end:
            before, behind = text[: max(start - at, 0)], text[max(end - at, 0) :] if after > end else ""
            node.text = before + (tag if at <= start else "") + behind
            node.set(_SPACE, "preserve")
        at = after
