"""Merge fields of Word and WPS (ISO 29500-1 17.16.5.35): simple ones, those of several runs, and an IF that asks for
one (17.16.5.26)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from docgen.forms.begin.found import Found, TagOf, put_text, text_node, text_of
from docgen.render.xml import W, local

_MERGE = re.compile(r"""\s*MERGEFIELD\s+(?:"([^"]+)"|“([^”]+)”|(\S+))""", re.IGNORECASE)
_INNER = "\0"
_TEXT = r"""["“]([^"“”{}\0\\]*)["”]"""
_IF = re.compile(
    rf"""\s*IF\s+["“]?{_INNER}["”]?\s*(=|<>)\s*{_TEXT}\s*{_TEXT}\s*(?:{_TEXT}\s*)?(?:\\\*\s*MERGEFORMAT\s*)?""",
    re.IGNORECASE,
)
_SIMPLE, _RUN, _PARAGRAPH = f"{W}fldSimple", f"{W}r", f"{W}p"


@dataclass
class _Field:
    """A field: what it says, its paragraph, and the nodes that it is made of: one if it is simple. `shown` is the first
    text of its result. A `held` one is part of another, has another in it, or ends in another paragraph; where `inner`
    ones stand in what it says, there is a sign."""

    paragraph: Any
    held: bool
    instruction: str = ""
    nodes: list[Any] = field(default_factory=list)
    in_result: bool = False
    ends_elsewhere: bool = False
    shown: Any = None
    inner: list[_Field] = field(default_factory=list)


def fields_to_tags(root: Any, tag_of: TagOf, found: Found) -> None:
    """Make tags of the merge fields below `root`. Those that nothing is called as, and those that other fields hold,
    such as IF, stay and are noted in `found`."""
    every = list(_fields(root))
    for own, tag in [(own, tag) for own in every if (tag := _condition(own, every, tag_of))]:
        every.remove(own)
        every.remove(own.inner[0])
        own.nodes += own.inner[0].nodes
        _put(own, tag)
    for own in every:
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
_NEXT = re.compile(r"\s*NEXT\s*(?:\\\*\s*MERGEFORMAT\s*)?", re.IGNORECASE)
"""What comes behind it is about the next row of the data (17.16.5.41)."""


def _condition(own: _Field, every: list[_Field], tag_of: TagOf) -> str | None:
    """The tag of a field such as IF 性别 = "男" "先生" "女士"."""
    match = _IF.fullmatch(own.instruction)
    if not match or own.ends_elsewhere or own.inner[0].inner or any(own in other.inner for other in every):
        return None
    tag = tag_of(_name(own.inner[0].instruction))
    sign, value, *texts = match.groups()
    then, other = texts if sign == "=" else reversed(texts)
    return f'{tag[:-3]}|勾选("{value}", "{then or ""}", "{other or ""}") }}}}' if tag else None


def _note(own: _Field, found: Found) -> None:
    if _NEXT.fullmatch(own.instruction) and not own.held:
        found.others.append(next(own.paragraph.iterancestors(f"{W}tr"), own.paragraph))
        _take_out(own)
    elif kind := _OTHERS.match(own.instruction):
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
                own.ends_elsewhere = own.paragraph is not paragraph
                own.held |= own.ends_elsewhere
                if open_ones and not open_ones[-1].in_result:
                    open_ones[-1].instruction += _INNER
                    open_ones[-1].inner.append(own)
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
    _take_out(own)


def _take_out(own: _Field) -> None:
    for node in own.nodes:
        run = node.getparent()
        run.remove(node)
        if run.tag == _RUN and all(local(child) == "rPr" for child in run):
            run.getparent().remove(run)


_SWITCH = re.compile(r'\\[#@bf]\s*(?:"[^"]*"|“[^”]*”|\S+)')
"""How a field prints its value (17.16.4.1), and what stands before and after it."""


def _name(instruction: str) -> str:
    match = _MERGE.match(instruction)
    return next(filter(None, match.groups()), "") if match else ""
