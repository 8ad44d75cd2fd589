"""What Word itself fills in: fields that are no merge fields, content controls. A tag would break them."""

from __future__ import annotations

from typing import Any

from docgen.forms.begin.blanks import cell_of
from docgen.forms.begin.found import Found, text_of
from docgen.forms.begin.lines import Line
from docgen.forms.begin.spots import spots_of
from docgen.render.xml import W, local

_RULE = "____"


def find_controls(root: Any, found: Found) -> None:
    """Note what content controls show that nobody has filled in yet, or that other data fills in."""
    for control in root.iter(f"{W}sdt"):
        if _asks(control) or control.find(f"{W}sdtPr/{W}dataBinding") is not None:
            found.shown.update(control.iter(f"{W}t", f"{W}tab", f"{W}sym"))


def note_held(root: Any, found: Found) -> None:
    """List fields and content controls that stay, but for those of cells that were told already."""
    for kind, paragraph, first in found.fields:
        if root in paragraph.iterancestors() and not found.told[cell_of(paragraph)]:
            found.held.append((_label_before(paragraph, first) or kind, Line(paragraph).around))
    for control in root.iter(f"{W}sdt"):
        if _asks(control) and not found.told[cell_of(control)] and next(control.iter(f"{W}tc"), None) is None:
            paragraph = next(control.iterancestors(f"{W}p"), None)
            paragraph = next(control.iter(f"{W}p"), control) if paragraph is None else paragraph
            label = _label_before(paragraph, control) or _name(control) or text_of(control).strip()
            found.held.append((label, Line(paragraph).around))


def _asks(control: Any) -> bool:
    """Whether a control waits for somebody: it shows what to do, is a box to tick, or is empty."""
    looks = control.find(f"{W}sdtPr")
    kinds = {local(child) for child in looks} if looks is not None else set()
    if kinds & {"docPartObj", "docPartList", "group", "repeatingSection"}:
        return False
    holds = next(control.iter(f"{W}drawing", f"{W}pict", f"{W}tbl", f"{W}tc"), None) is not None
    return bool(kinds & {"showingPlcHdr", "checkbox"}) or (not holds and not text_of(control).strip())


def _name(control: Any) -> str:
    for kind in ("alias", "tag"):
        own = control.find(f"{W}sdtPr/{W}{kind}")
        if own is not None and own.get(f"{W}val"):
            return str(own.get(f"{W}val"))
    return ""


def _label_before(paragraph: Any, thing: Any) -> str:
    said = ""
    for node in paragraph.iter():
        if node is thing:
            break
        if node.tag == f"{W}t":
            said += node.text or ""
    return spots_of(said + _RULE)[-1].label
