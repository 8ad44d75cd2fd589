"""Workbooks made for tests: whole, of one row, or of the XML that a test writes."""

import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from visits import Visit

from docgen import BadCell, Severity
from docgen.tables import Reading, read_folder
from docgen.tables.options import Options

Write = Callable[..., Path]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


@pytest.fixture
def book(tmp_path: Path) -> Write:
    """Writes a workbook of one sheet; `formats` are number formats by cell, `change` may do more to the sheet."""

    def write(
        rows: Iterable[Sequence[Any]],
        *,
        name: str = "表.xlsx",
        sheet: str = "走访",
        formats: Mapping[str, str] | None = None,
        change: Callable[[Any], None] = lambda _: None,
    ) -> Path:
        made = Workbook()
        page: Any = made.active
        page.title = sheet
        for row in rows:
            page.append(row)
        for cell, code in (formats or {}).items():
            page[cell].number_format = code
        change(page)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        made.save(path)
        return path

    return write


@pytest.fixture
def package(tmp_path: Path) -> Write:
    """Writes an .xlsx whose only sheet has these `rows` of XML; `parts` are further parts, or others in their place."""

    def write(
        rows: str,
        *,
        name: str = "表.xlsx",
        sheet: str = "走访",
        before: str = "",
        after: str = "",
        styles: str = "",
        strings: str = "",
        parts: Mapping[str, str | bytes] | None = None,
    ) -> Path:
        content = {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="text/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">'
            f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
            f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{_MAIN}">{before}'
            f"<sheetData>{rows}</sheetData>{after}</worksheet>",
            "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
            **(parts or {}),
        }
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, data in content.items():
                archive.writestr(part, data)
        return tmp_path / name

    return write


@pytest.fixture
def read(tmp_path: Path, book: Write) -> Callable[..., Reading]:
    """Reads a sheet with one row of these cells, by header; `formats` are number formats by header."""

    def reading(cells: dict[str, Any], formats: dict[str, str] | None = None, **options: Any) -> Reading:
        cells = {"姓名": "张三", **cells}
        cells.setdefault("备注", "雨")
        headers = list(cells)
        codes = {f"{chr(65 + headers.index(title))}2": code for title, code in (formats or {}).items()}
        book([headers, list(cells.values())], formats=codes)
        found = read_folder(tmp_path, [Visit.__table__], 2013, Options(**options))
        assert found.broken == []
        return found

    return reading


@pytest.fixture
def value(read: Callable[..., Reading]) -> Callable[..., Any]:
    """The value of one cell, which nothing is said about."""

    def of(title: str, raw: Any, format: str = "General", **options: Any) -> Any:
        reading = read({title: raw}, {title: format}, **options)
        assert [str(problem) for problem in reading.problems] == []
        return reading.rows["走访"][0][title]

    return of


@pytest.fixture
def fault(read: Callable[..., Reading]) -> Callable[..., Any]:
    """What is wrong with one cell, whose value nobody gets."""

    def of(title: str, raw: Any, format: str = "General") -> Any:
        reading = read({title: raw}, {title: format})
        (problem,) = reading.problems
        assert (problem.severity, str(problem.where)) == (Severity.ERROR, "表.xlsx / 走访 / B2")
        with pytest.raises(BadCell):
            reading.rows["走访"][0][title]
        return problem

    return of


@pytest.fixture
def doubt(read: Callable[..., Reading]) -> Callable[..., tuple[Any, str]]:
    """The value of one cell that is read, but warned of; and the warning."""

    def of(title: str, raw: Any) -> tuple[Any, str]:
        reading = read({title: raw})
        (problem,) = reading.problems
        assert (problem.severity, problem.code) == (Severity.WARNING, "doubtful")
        return reading.rows["走访"][0][title], problem.text.zh

    return of
