"""Tags that stand outside of text ({{r x}}, {{p x}}, {{tc x}}): what they print needs a run or a paragraph around it.

docxtpl prints the value of such a tag bare, since it expects formatted text; a plain text there makes a file that Word
refuses. So a plain text gets the run, or the paragraph with a run, whose place it takes.
"""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Undefined
from jinja2.exceptions import SecurityError
from markupsafe import Markup, escape

from docgen.render.inserts import Rich, Sub
from docgen.text import Text

_PIECE = re.compile(
    r"(?P<tag>\{\{(?P<inner>.*?)\}\})|\{[%#].*?[%#]\}"
    r"|<(?P<close>/?)w:(?P<name>t|p|tc|tr|body|instrText|delText)(?=[ >/])[^>]*?(?P<empty>/?)>|<[^>]*>",
    re.DOTALL,
)
_IN_TEXT = ("t", "instrText", "delText")

BETWEEN_CELLS = Text(
    "a text cannot stand between the cells of a table; put it into a cell",
    "文字不能放在表格的单元格之间，请放进单元格",
)


def with_places(source: str) -> str:
    """Jinja source in which a tag outside of text says where it stands, by one of PLACES as its last filter."""
    inside: list[str] = []
    pieces: list[str] = []
    done = 0
    for piece in _PIECE.finditer(source):
        if piece["tag"]:
            place = _place(inside)
            if place:
                pieces += (source[done : piece.start()], "{{ (", piece["inner"].strip("- "), f")|{place} }}}}")
                done = piece.end()
        elif piece["name"]:
            if not piece["close"] and not piece["empty"]:
                inside.append(piece["name"])
            elif piece["close"] and piece["name"] in inside:
                while inside.pop() != piece["name"]:
                    pass
    return "".join((*pieces, source[done:]))


def _place(inside: list[str]) -> str:
    """The filter for a tag in these elements; nothing where text may stand, and in parts that are no text at all."""
    if not inside or any(name in inside for name in _IN_TEXT):
        return ""
    return {"p": "_run", "tr": "_cell"}.get(inside[-1], "_paragraph")


def run(value: Any) -> Any:
    """What `{{r value}}` prints."""
    if isinstance(value, Sub):
        raise SecurityError(str(_USE_P))
    return value if _is_markup(value) else Markup('<w:r><w:t xml:space="preserve">{}</w:t></w:r>').format(value)


def paragraph(value: Any) -> Any:
    """What `{{p value}}` prints."""
    if isinstance(value, Rich):
        return Markup(f"<w:p>{escape(value)}</w:p>")
    return value if _is_markup(value) else Markup("<w:p>{}</w:p>").format(run(value))


def cell(value: Any) -> Any:
    """What a tag between the cells of a row prints."""
    if not _is_markup(value):
        raise SecurityError(str(BETWEEN_CELLS))
    return value


def _is_markup(value: Any) -> bool:
    """Whether a value brings its own markup, or is none that could be printed."""
    return value is None or isinstance(value, Undefined) or hasattr(value, "__html__")


_USE_P = Text(
    "another document can only stand in the body, in a paragraph of its own: {{p name}}",
    "另一份文档只能放在正文里单独一段：{{p 名称}}",
)
PLACES = {"_run": run, "_paragraph": paragraph, "_cell": cell}
