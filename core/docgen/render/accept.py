"""Accepts the tracked changes of a part, as Word does: what was inserted stays, what was deleted goes (ISO 29500-1
17.13.5)."""

from __future__ import annotations

from typing import Any

from docgen.render.xml import W, local

_KEPT = ("ins", "moveTo")
_DELETED = ("del", "moveFrom")
_OLD_LOOKS = """rPrChange pPrChange sectPrChange tblPrChange tblPrExChange trPrChange tcPrChange tblGridChange
    numberingChange cellIns cellMerge""".split()
_RANGES = [
    *(f"move{way}Range{end}" for way in ("From", "To") for end in ("Start", "End")),
    *(f"customXml{what}Range{end}" for what in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")),
]
CHANGES = frozenset((*_KEPT, *_DELETED, *_OLD_LOOKS, "cellDel"))
"""The elements that say what was changed."""


def with_changes_accepted(root: Any) -> None:
    """Accept all changes below `root`, in place."""
    found = [element for element in root.iter(f"{W}*") if local(element) in CHANGES or local(element) in _RANGES]
    for element in found:
        if local(element) in (*_OLD_LOOKS, *_RANGES):
            element.getparent().remove(element)
    marks = [element for element in found if local(element) in (*_KEPT, *_DELETED, "cellDel")]
    for element in marks:
        if element.getparent() is not None:
            _settle(element)


def _settle(element: Any) -> None:
    """Accept one change: of a row, a cell, the end of a paragraph, or of what stands in the element."""
    parent, kind = element.getparent(), local(element)
    if kind == "cellDel":
        _remove(parent.getparent())
    elif local(parent) == "trPr":
        parent.remove(element)
        if kind in _DELETED:
            _remove(parent.getparent())
    elif local(parent) == "rPr" and local(parent.getparent()) == "pPr":
        parent.remove(element)
        if kind in _DELETED:
            _join(parent.getparent().getparent())
    elif kind in _KEPT:
        _unwrap(element)
    else:
        _remove(element)


def _unwrap(element: Any) -> None:
    """Its children take its place."""
    parent = element.getparent()
    at = parent.index(element)
    for child in reversed(element):
        parent.insert(at, child)
    parent.remove(element)


def _remove(element: Any) -> None:
    """Take it out, and the row and the table that hold nothing else; a cell keeps a paragraph."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    empty = {f"{W}tr": f"{W}tc", f"{W}tbl": f"{W}tr"}.get(parent.tag)
    if empty and parent.find(empty) is None:
        _remove(parent)
    elif parent.tag == f"{W}tc" and local(parent[-1] if len(parent) else element) != "p":
        parent.append(parent.makeelement(f"{W}p"))


def _join(paragraph: Any) -> None:
    """Its end was deleted: what it holds begins the next paragraph."""
    following = paragraph.getnext()
    if following is None or following.tag != f"{W}p":
        return
    own = [child for child in paragraph if child.tag != f"{W}pPr"]
    at = 1 if len(following) and following[0].tag == f"{W}pPr" else 0
    for child in reversed(own):
        following.insert(at, child)
    paragraph.getparent().remove(paragraph)
