"""Rules of page numbers (7.5)."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.gongwen.layout import SONGTI, Size
from docgen.gongwen.lint.document import Paragraph, Run, Section
from docgen.gongwen.lint.findings import WHOLE, Draft, Hit, Rule
from docgen.gongwen.lint.head import is_face
from docgen.gongwen.lint.looks import W
from docgen.problems import Severity
from docgen.text import Text


def _numbered(section: Section, kind: str) -> Paragraph | None:
    """The paragraph of a footer that holds the page number."""
    for each in section.footers.get(kind, []):
        codes = "".join(code.text or "" for code in each.element.iter(W + "instrText"))
        codes += "".join(simple.get(W + "instr") or "" for simple in each.element.iter(W + "fldSimple"))
        if "PAGE" in codes.split():
            return each
    return None


def has_numbers(draft: Draft) -> bool:
    """Whether any page bears its number."""
    return any(_numbered(each, kind) for each in draft.document.sections for kind in each.footers)


def _missing(draft: Draft) -> Iterator[Hit]:
    section = draft.document.sections[0]
    if not has_numbers(draft) and not draft.parts.letter:
        found = (
            Text("no page number in the footers", "页脚里没有页码")
            if section.footers
            else Text("no footer", "没有页脚")
        )
        yield Hit(WHOLE, found)


def _used(draft: Draft) -> Iterator[tuple[Text, Paragraph]]:
    """Each page number once, with its place."""
    seen = set[int]()
    for section in draft.document.sections:
        for kind, name in _NAMES.items():
            found = _numbered(section, kind)
            if found and id(found.element) not in seen:
                seen.add(id(found.element))
                yield name, found


_NAMES = {
    "default": Text("footer", "页脚"),
    "even": Text("footer of even pages", "双页页脚"),
    "first": Text("footer of the first page", "首页页脚"),
}


def _type(draft: Draft) -> Iterator[Hit]:
    for place, each in _used(draft):
        sizes = {run.size for run in each.inked}
        faces = {_latin(run) for run in each.inked}
        if sizes != {Size.NO_4} or not all(is_face(face, SONGTI) for face in faces):
            found = "、".join([*sorted(faces), *(f"{size / 2:g} pt" for size in sorted(sizes))])
            yield Hit(place, found)
        elif each.plain.count("—") < 2:
            yield Hit(place, Text("no dashes", "没有一字线"))


def _latin(run: Run) -> str:
    digits = any(character.isdigit() for character in run.text)
    return (run.looks.font("ascii") if digits else run.looks.font("eastAsia")) or ""


def _sides(draft: Draft) -> Iterator[Hit]:
    odd, even = (any(_numbered(each, kind) for each in draft.document.sections) for kind in ("default", "even"))
    if not odd and not even:
        return
    if not (even and draft.document.settings.on("evenAndOddHeaders")):
        yield Hit(WHOLE, Text("the same on odd and even pages", "单双页相同"))
        return
    for place, each in _used(draft):
        wanted = "left" if place is _NAMES["even"] else "right"
        if place is not _NAMES["first"] and each.align not in (wanted, "outside") and not each.indent.left:
            yield Hit(place, _ALIGNED.get(each.align, each.align))


_ALIGNED = {
    "center": Text("centred", "居中"),
    "left": Text("on the left", "居左"),
    "right": Text("on the right", "居右"),
}

_E, _W = Severity.ERROR, Severity.WARNING
RULES = (
    Rule(
        "GW260",
        _E,
        "docx",
        "7.5",
        Text("there is no page number", "没有页码"),
        Text("— 1 — below the text area", "版心下编排“— 1 —”"),
        _missing,
        fixed=True,
    ),
    Rule(
        "GW261",
        _W,
        "docx",
        "7.5",
        Text("the page number is not set in 宋体 of 14 pt between dashes", "页码不是4号宋体、左右各一条一字线"),
        Text("宋体 of 14 pt, a dash on each side", "4号半角宋体，左右各放一条一字线"),
        _type,
        fixed=True,
    ),
    Rule(
        "GW262",
        _E,
        "docx",
        "7.5",
        Text("the page number does not stand on the outer side", "页码没有单页居右、双页居左"),
        Text("odd pages on the right, even ones on the left, 1 character in", "单页居右空1字，双页居左空1字"),
        _sides,
        fixed=True,
    ),
)
