"""Names that people put in brackets where something is to be filled in: 《姓名》, {姓名}, 【姓名】."""

from __future__ import annotations

import re
from typing import Any

from docgen.forms.begin.found import Found, TagOf, put_between, text_of
from docgen.render.xml import W

_MARKS = re.compile(
    r"《([^《》]{1,30})》|«([^«»]{1,30})»|【([^【】]{1,30})】|(?<![{%#])[{｛]([^{}｛｝%#]{1,30})[}｝](?!\})"
)


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
                put_between(nodes, match.start(), match.end(), tag)
                found.placed.append(name.strip())
