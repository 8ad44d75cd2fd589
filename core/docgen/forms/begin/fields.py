"""Merge fields of Word and WPS (ISO 29500-1 17.16.5.35): simple ones, and those of several runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from docgen.forms.begin.found import Found, TagOf, put_text, text_of
from docgen.render.xml import W, local

_MERGE = re.compile(r"""\s*MERGEFIELD\s+(?:"([^"]+)"|“([^”]+)”|(\S+))""", re.IGNORECASE)


def fields_to_tags(root: Any, tag_of: TagOf, found: Found) -> None:
    """Make tags of the merge fields below `root`; what becomes of each is noted in `found`."""
    for simple in list(root.iter(f"{W}fldSimple")):
        _simple(simple, tag_of, found)
    for paragraph in root.iter(f"{W}p"):
        for own in list(_fields(paragraph)):
            _replaced(own, tag_of, found, text_of(paragraph))


def _simple(simple: Any, tag_of: TagOf, found: Found) -> None:
    name = _name(simple.get(f"{W}instr", ""))
    around = text_of(simple.getparent())
    if not name:
        return
    tag = tag_of(name)
    if tag is None:
        found.left.append((name, around))
        return
    runs = list(simple.iter(f"{W}r"))
    run = runs[0] if runs else etree.SubElement(simple, f"{W}r")
    put_text(run, tag)
    simple.addprevious(run)
    simple.getparent().remove(simple)
    found.placed.append(name)


@dataclass
class _Field:
    """A field of several runs: what it says, its runs, and those of its result. `mixed` ones hold others."""

    instruction: str = ""
    runs: list[Any] = field(default_factory=list)
    result: list[Any] = field(default_factory=list)
    mixed: bool = False


def _fields(paragraph: Any) -> Iterator[_Field]:
    own, depth, in_result = _Field(), 0, False
    for run in paragraph.iter(f"{W}r"):
        for child in run:
            kind = child.get(f"{W}fldCharType") if local(child) == "fldChar" else ""
            if kind == "begin":
                depth += 1
                own, in_result = (_Field(), False) if depth == 1 else (own, in_result)
                own.mixed |= depth > 1
            elif kind == "separate" and depth == 1:
                in_result = True
            elif local(child) == "instrText" and depth == 1 and not in_result:
                own.instruction += child.text or ""
            elif local(child) == "t" and in_result and run not in own.result:
                own.result.append(run)
            if depth and run not in own.runs:
                own.runs.append(run)
            if kind == "end":
                depth -= 1
                if depth == 0:
                    yield own


def _replaced(own: _Field, tag_of: TagOf, found: Found, around: str) -> None:
    name = _name(own.instruction)
    if not name:
        return
    tag = None if own.mixed else tag_of(name)
    if tag is None:
        found.left.append((name, around))
        return
    keep = (own.result or own.runs)[0]
    put_text(keep, tag)
    for run in own.runs:
        if run is not keep:
            run.getparent().remove(run)
    found.placed.append(name)


def _name(instruction: str) -> str:
    match = _MERGE.match(instruction)
    return next(filter(None, match.groups()), "") if match else ""
