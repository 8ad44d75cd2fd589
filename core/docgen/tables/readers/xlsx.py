"""An .xlsx package: its sheets, the styles of its cells, its shared strings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.opc import R, Relations, local, parsed, relations_of
from docgen.tables.readers.marks import Marks, Style
from docgen.tables.readers.oddzip import BOOK, STRINGS, STYLES
from docgen.tables.readers.package import Package
from docgen.tables.readers.sheetxml import scan
from docgen.tables.readers.strings import Strings
from docgen.tables.values.formats import built_in, cleaned

_IDS = (f"{R}id", "{http://purl.oclc.org/ooxml/officeDocument/relationships}id")
"""What leads to a sheet, as Excel writes it and as ISO 29500 Strict does."""


def marks_of(package: Package) -> dict[str, Marks]:
    """The marks of every sheet, by its name. Raises DocgenError when the package is damaged, or a sheet would take more
    room than any office's."""
    sheets = dict(_sheets(package))
    styles = _styles(package.xml(STYLES))
    strings = Strings.read(package.pieces(STRINGS) if STRINGS in package else ())
    return {name: scan(package, part, name, styles, strings) for name, part in sheets.items()}


def _sheets(package: Package) -> Iterator[tuple[str, str]]:
    """The name of each sheet and its part."""
    book, relations = package.xml(BOOK), package.xml(relations_of(BOOK))
    if not book or not relations:
        package.fail()
    parts = {line.id: line.part(BOOK) for line in Relations(BOOK, relations)}
    for sheet in parsed(book).iter():
        if local(sheet) == "sheet":
            part = parts.get(next(filter(None, map(sheet.get, _IDS)), ""), "")
            if part not in package:
                package.fail()
            yield sheet.get("name", ""), part


def _styles(xml: bytes) -> Sequence[Style]:
    """The styles that cells refer to by number (18.8.10, cellXfs)."""
    formats: dict[int, str] = {}
    struck: list[bool] = []
    styles: list[tuple[int, int]] = []
    for element in parsed(xml).iter() if xml else ():
        name, parent = local(element), element.getparent()
        if name == "numFmt" and local(parent) == "numFmts":
            formats[_number(element, "numFmtId")] = cleaned(element.get("formatCode", ""))
        elif name == "font" and local(parent) == "fonts":
            struck.append(any(local(child) == "strike" and child.get("val", "1") in ("1", "true") for child in element))
        elif name == "xf" and local(parent) == "cellXfs":
            styles.append((_number(element, "numFmtId"), _number(element, "fontId")))
    return [Style(formats.get(code) or built_in(code), font < len(struck) and struck[font]) for code, font in styles]


def _number(element: object, name: str) -> int:
    text = element.get(name, "0")  # type: ignore[attr-defined]
    return int(text) if text.isdecimal() else 0
