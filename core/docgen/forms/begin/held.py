"""What Word itself fills in: fields that are no merge fields, content controls. A tag would break them."""

from __future__ import annotations

from itertools import islice
from typing import Any

from docgen.forms.begin.blanks import cell_of
from docgen.forms.begin.found import Found, text_of
from docgen.forms.begin.lines import Line
from docgen.forms.begin.spots import spots_of
from docgen.render.xml import W, local

_RULE = "____"
_LONG, _LOOKED_AT = 60, 50  # characters, siblings


def find_controls(root: Any, found: Found) -> None:
    """Note what content controls show that nobody has filled in yet, or that other data fills in."""
    for control in root.iter(f"{W}sdt"):
        if _asks(control) or control.find(f"{W}sdtPr/{W}dataBinding") is not None:
            found.shown.update(control.iter(f"{W}t", f"{W}tab", f"{W}sym"))


def note_held(root: Any, found: Found) -> None:
    """List fields and content controls that stay, but for those of cells that were told already."""
    around: dict[Any, str] = {}

    def note(paragraph: Any, thing: Any, otherwise: str) -> None:
        if paragraph not in around:
            around[paragraph] = Line(paragraph).around
        found.held.append((_label_before(paragraph, thing) or otherwise, around[paragraph]))

    for kind, paragraph, first in found.fields:
        if paragraph.getroottree().getroot() is root and not found.told[cell_of(paragraph)]:
            note(paragraph, first, kind)
    for control in root.iter(f"{W}sdt"):
        if _asks(control) and not found.told[cell_of(control)] and next(control.iter(f"{W}tc"), None) is None:
            paragraph = next(control.iterancestors(f"{W}p"), None)
            paragraph = next(control.iter(f"{W}p"), control) if paragraph is None else paragraph
            note(paragraph, control, _name(control) or text_of(control).strip())


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
    """The label that stands before something in a paragraph; not much is looked at."""
    said = ""
    while thing is not None and thing is not paragraph:
        for before in islice(thing.itersiblings(preceding=True), _LOOKED_AT):
            said = text_of(before)[-_LONG:] + said
            if len(said) > _LONG:
                break
        thing = thing.getparent()
    return spots_of(said + _RULE)[-1].label
