"""The rule of typefaces that a machine lacks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from docgen.gongwen.lint.document import Document
from docgen.gongwen.lint.findings import Draft, Hit, Rule
from docgen.gongwen.lint.looks import W
from docgen.gongwen.lint.page import has_han
from docgen.opc import parsed
from docgen.pdf import installed_families, stand_ins
from docgen.problems import Severity
from docgen.text import Text


@cache
def there() -> frozenset[str]:
    """The typefaces of this machine, in small letters, and those that another one of their kind stands in for; nothing
    where that cannot be told."""
    installed = installed_families()
    return frozenset(name.casefold() for name in (*installed, *(name for name, _, _ in stand_ins(installed))))


def _missing(draft: Draft) -> Iterator[Hit]:
    known, table = there(), _table(draft.document)
    for each in draft.document.paragraphs if known else ():
        faces = {run.looks.font("eastAsia") or "" for run in each.inked if has_han(run)}
        for face in sorted(faces - {""}):
            names = table.get(face, (face,))
            if names and known.isdisjoint(name.casefold() for name in names):
                yield Hit(each.place, face)


def _table(document: Document) -> dict[str, tuple[str, ...]]:
    """Each typeface of the file with those that may stand in for it, as the file says; none where the file carries
    it."""
    found: dict[str, tuple[str, ...]] = {}
    for part in (content for name, content in document.package.items() if name.endswith("/fontTable.xml")):
        for font in parsed(part).iter(W + "font"):
            name, others = font.get(W + "name") or "", font.find(W + "altName")
            more = (others.get(W + "val") or "").split(",") if others is not None else []
            found[name] = () if font.find(W + "embedRegular") is not None else (name, *more)
    return found


RULES = (
    Rule(
        "GW291",
        Severity.NOTE,
        "docx",
        "practice",
        Text(
            "this machine has neither a typeface nor one of its kind: pages may change",
            "本机没有这种字体，版面可能走样",
        ),
        Text("a typeface that is installed, or carried in the file", "安装字体，或在文件中嵌入字体"),
        _missing,
    ),
)
