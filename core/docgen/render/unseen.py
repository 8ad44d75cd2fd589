"""What a part of a template holds that nobody sees: hidden text, fields that name files of a machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from docgen.render.xml import W

LOCAL_PATH = re.compile(r"""(?:^|["\s])(?:file:|[a-z]:[\\/]|\\\\|/(?:home|users|media|mnt|volumes)/)""", re.IGNORECASE)
"""The beginning of a path on the author's machine or in his network, alone or in the code of a field."""
_OFF = ("0", "false", "off")
_BEGIN, _SEPARATE, _END = "begin", "separate", "end"
_CODE, _RESULT = 0, 1

TakeOut = Callable[[Any], None]

# -- hidden text --


def hiding_styles(styles: Any) -> frozenset[str]:
    """The ids of the styles that hide their text, of the part of styles."""
    found = styles.iter(f"{W}style")
    return frozenset(style.get(f"{W}styleId", "") for style in found if _hides(style.find(f"{W}rPr")))


def hidden_runs(root: Any, styles: frozenset[str] = frozenset()) -> list[Any]:
    """The runs that nobody sees, but for those that hold nothing but statements of the template ({% if … %})."""
    found = []
    for parent in {run.getparent(): None for run in root.iter(f"{W}r")}:
        for hidden, group in groupby(parent, key=lambda child: child.tag == f"{W}r" and _is_hidden(child, styles)):
            runs = list(group)
            if hidden and not _STATEMENTS.fullmatch("".join(t.text or "" for run in runs for t in run.iter(f"{W}t"))):
                found += runs
    return found


_STATEMENTS = re.compile(r"(?:\s*\{%[^{}]*%\}\s*)+")


def _is_hidden(run: Any, styles: frozenset[str]) -> bool:
    looks = run.find(f"{W}rPr")
    own = None if looks is None else looks.find(f"{W}vanish")
    if own is not None:
        return _hides(looks)
    style = None if looks is None else looks.find(f"{W}rStyle")
    paragraph = next(run.iterancestors(f"{W}p"), None)
    of_paragraph = None if paragraph is None else paragraph.find(f"{W}pPr/{W}pStyle")
    return any(each is not None and each.get(f"{W}val") in styles for each in (style, of_paragraph))


def _hides(looks: Any) -> bool:
    own = None if looks is None else looks.find(f"{W}vanish")
    return own is not None and own.get(f"{W}val", "") not in _OFF


# -- fields --


def fields_of_machine(root: Any) -> list[tuple[str, list[Any]]]:
    """The fields whose code holds a path of a machine (INCLUDETEXT "D:\\…"), each by its kind, with the elements that
    are its code and its marks: without them its result is left."""
    found = [(_kind(code), [field]) for field in root.iter(f"{W}fldSimple") if _names_file(code := _instruction(field))]
    return found + [(_kind(code), marks) for code, marks in _complex_fields(root) if _names_file(code)]


def unwrap_field(mark: Any, take_out: TakeOut) -> None:
    """Take a mark of a field out, or a simple field, whose result stays."""
    if mark.tag != f"{W}fldSimple":
        take_out(mark)
        return
    for child in list(mark):
        mark.addprevious(child)
    mark.getparent().remove(mark)


def _complex_fields(root: Any) -> Iterator[tuple[str, list[Any]]]:
    """The code of each field that begins and ends in the part, and its elements without those of its result."""
    open_fields: list[tuple[list[str], list[Any], list[int]]] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = element.get(f"{W}fldCharType")
        if kind == _BEGIN:
            open_fields.append(([], [], [_CODE]))
        own = open_fields[-1] if open_fields else None
        if own and kind == _SEPARATE:
            own[2][0] = _RESULT
        for code, marks, state in open_fields:
            if state[0] == _CODE or (own and marks is own[1] and kind):
                marks.append(element)
                code.append((element.text or "") if element.tag == f"{W}instrText" else "")
        if own and kind == _END:
            open_fields.pop()
            yield "".join(own[0]), own[1]


def _instruction(field: Any) -> str:
    return str(field.get(f"{W}instr", ""))


def _names_file(code: str) -> bool:
    return LOCAL_PATH.search(code) is not None


def _kind(code: str) -> str:
    return (code.split() or [""])[0].upper()
