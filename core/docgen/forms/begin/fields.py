"""Merge fields of Word and WPS (ISO 29500-1 17.16.5.35): simple ones, and those of several runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from docgen.forms.begin.found import Found, TagOf, put_text, text_node, text_of
from docgen.render.xml import W, local

_MERGE = re.compile(r"""\s*MERGEFIELD\s+(?:"([^"]+)"|“([^”]+)”|(\S+))""", re.IGNORECASE)
_SIMPLE, _RUN, _PARAGRAPH = f"{W}fldSimple", f"{W}r", f"{W}p"


@dataclass
class _Field:
    """A field: what it says, its paragraph, and the nodes that it is made of: one if it is simple. `shown` is the first
    text of its result. A `held` one is part of another, has another in it, or ends in another paragraph."""

    paragraph: Any
    held: bool
    instruction: str = ""
    nodes: list[Any] = field(default_factory=list)
    in_result: bool = False
    shown: Any = None


def fields_to_tags(root: Any, tag_of: TagOf, found: Found) -> None:
    """Make tags of the merge fields below `root`. Those that nothing is called as, and those that other fields hold,
    such as IF, stay and are noted in `found`."""
    for own in list(_fields(root)):
        name = _name(own.instruction)
        if not name:
            _note(own, found)
            continue
        tag = tag_of(name)
        if tag is None or own.held:
            (found.held if tag else found.left).append((name, text_of(own.paragraph)))
            found.shown.update(text for node in own.nodes for text in node.iter(f"{W}t"))
            continue
        found.formats += [(name, switch) for switch in _SWITCH.findall(own.instruction)]
        if own.nodes[0].tag == _SIMPLE:
            _put_for_simple(own.nodes[0], tag)
        else:
            _put(own, tag)


_OTHERS = re.compile(
    r"\s*(ADDRESSBLOCK|GREETINGLINE|NEXT|NEXTIF|IF|SKIPIF|ASK|FILLIN|SET|COMPARE|DATABASE|MERGEREC|MERGESEQ|FORMTEXT|"
    r"FORMCHECKBOX|FORMDROPDOWN|MACROBUTTON)(?!\w)",
    re.IGNORECASE,
)
"""Other fields that a merge, or somebody who clicks on them, fills in."""


def _note(own: _Field, found: Found) -> None:
    if kind := _OTHERS.match(own.instruction):
        found.fields.append((kind[1].upper(), own.paragraph, own.nodes[0]))
        found.shown.update(text for node in own.nodes for text in node.iter(f"{W}t", f"{W}tab"))


def _fields(root: Any) -> Iterator[_Field]:
    """All fields, those inside of others too, and those that do not end."""
    open_ones: list[_Field] = []
    for element in root.iter(_SIMPLE, _RUN):
        paragraph = next(element.iterancestors(_PARAGRAPH), root)
        if element.tag == _SIMPLE:
            held = _hold(open_ones) or next(element.iterancestors(_SIMPLE), None) is not None
            yield _Field(paragraph, held, element.get(f"{W}instr", ""), [element])
            continue
        for child in element:
            kind = child.get(f"{W}fldCharType") if local(child) == "fldChar" else ""
            if kind == "begin":
                held = _hold(open_ones) or next(element.iterancestors(_SIMPLE), None) is not None
                open_ones.append(_Field(paragraph, held))
            if open_ones and local(child) != "rPr":
                _take(open_ones[-1], child, kind)
            if kind == "end" and open_ones:
                own = open_ones.pop()
                own.held |= own.paragraph is not paragraph
                yield own
    _hold(open_ones)
    yield from open_ones


def _hold(open_ones: list[_Field]) -> bool:
    """Whether fields are open here: they are not to be taken apart then."""
    for own in open_ones:
        own.held = True
    return bool(open_ones)


def _take(own: _Field, child: Any, kind: str | None) -> None:
    own.nodes.append(child)
    if kind == "separate":
        own.in_result = True
    elif local(child) == "instrText" and not own.in_result:
        own.instruction += child.text or ""
    elif local(child) == "t" and own.in_result and own.shown is None:
        own.shown = child


def _put_for_simple(simple: Any, tag: str) -> None:
    run = next(simple.iter(_RUN), None)
    if run is None:
        run = etree.SubElement(simple, _RUN)
    put_text(run, tag)
    simple.addprevious(run)
    simple.getparent().remove(simple)


def _put(own: _Field, tag: str) -> None:
    """What else its runs say stays."""
    (own.nodes[0] if own.shown is None else own.shown).addprevious(text_node(tag))
    for node in own.nodes:
        run = node.getparent()
        run.remove(node)
        if all(local(child) == "rPr" for child in run):
            run.getparent().remove(run)


_SWITCH = re.compile(r'\\[#@bf]\s*(?:"[^"]*"|“[^”]*”|\S+)')
"""How a field prints its value (17.16.4.1), and what stands before and after it."""


def _name(instruction: str) -> str:
    match = _MERGE.match(instruction)
    return next(filter(None, match.groups()), "") if match else ""
