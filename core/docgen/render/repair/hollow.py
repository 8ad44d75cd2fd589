"""Cells, rows and tables that a loop or a condition left empty: Word refuses a cell without a paragraph, a row without
a cell, a table without a row (ISO 29500-1 17.4.37, 17.4.65, 17.4.78)."""

from __future__ import annotations

import re

_PARTS = re.compile(r"<(/?)w:(tbl|tr|tc|p)(?: [^>]*)?(/?)>|\{%-?\s*(\w+)([^%]*)")
_BLOCKS = frozenset("for if set with filter macro call autoescape".split())
_CONTENT = {"tbl": "tr", "tr": "tc", "tc": "p"}
"""What a part of a table must hold."""


def may_hollow(source: str) -> bool:
    """Whether a block of the Jinja `source` may leave a table, a row or a cell without what it must hold."""
    depth = 0
    opened: list[list[object]] = []  # name, depth of blocks where it begins, whether it surely holds something
    for closing, name, empty, word, rest in _PARTS.findall(source):
        if word:
            depth += (word in _BLOCKS and not (word == "set" and "=" in rest)) - word.startswith("end")
        elif not closing:
            if opened and name == _CONTENT[str(opened[-1][0])] and opened[-1][1] == depth:
                opened[-1][2] = True
            if name in _CONTENT and not empty:
                opened.append([name, depth, False])
        elif name in _CONTENT and opened and not opened.pop()[2]:
            return True
    return False


_TABLE = re.compile(rb"<w:tbl>(?:(?!<w:tr[ >]|</w:tbl>).)*</w:tbl>", re.DOTALL)
_ROW = re.compile(rb"<w:tr(?: [^>]*)?>(?:<w:(tblPrEx|trPr)(?:/>|>(?:(?!</w:\1>).)*</w:\1>))*</w:tr>", re.DOTALL)
_CELL = re.compile(rb"(<w:tc(?: [^>]*)?>|</w:tcPr>|<w:tcPr/>|</w:tbl>)(?=</w:tc>)")


def without_hollows(xml: bytes) -> bytes:
    """Rows without cells and tables without rows taken out, a paragraph in cells that have none at their end."""
    xml = _TABLE.sub(b"", _ROW.sub(b"", xml))
    return _CELL.sub(rb"\1<w:p/>", xml)
