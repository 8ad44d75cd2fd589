"""The workbooks of the joint review read on their own, and changed for a test."""

import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import xlrd
from docx.table import Table

Row = dict[str, Any]
DEPARTMENTS = ("纪委", "组织部", "信访局", "维稳办", "检察院", "民政局", "计生局")
AGREES = ("无异议", "同意", "无", "√", "符合")
_REASON = ("取消原因", "取消资格原因", "不合格原因")


def reviewed(workspace: Path) -> list[Row]:
    """The rows of 联审意见.xlsx by header, places filled from above, names without blanks and with one kind of dot."""
    return [dict(row) for row in _reviewed((workspace / "data" / "联审意见.xlsx").read_bytes())]


@cache
def _reviewed(book: bytes) -> list[Row]:
    rows: list[Row] = []
    for sheet in openpyxl.load_workbook(BytesIO(book), read_only=True, data_only=True):
        values = list(sheet.iter_rows(values_only=True))
        heads = [below or above for above, below in zip(values[2], values[3], strict=True)]
        for line in values[4:]:
            row: Row = dict(zip(heads, line, strict=True))
            if isinstance(row["序号"], int):
                before = rows[-1] if rows else {}
                filled = {name: row[name] or before.get(name) for name in ("乡镇（街道）", "社区")}
                name = re.sub(r"\s", "", row["姓名"]).replace("•", "·")
                rows.append({**row, **filled, "姓名": name})
    return rows


def reasons(workspace: Path) -> Counter[str]:
    """How often each code stands in the sheets of the candidates, of whatever kind."""
    found: Counter[str] = Counter()
    for grid in _grids(workspace / "data"):
        places = [(n, line.index(head)) for n, line in enumerate(grid) for head in _REASON if head in line]
        top, place = places[0]
        for line in grid[top + 1 :]:
            code = unicodedata.normalize("NFKC", line[place])
            found.update([code] if re.fullmatch(r"R\d(-\d)?", code) else [])
    return found


def _grids(data: Path) -> Iterator[list[list[str]]]:
    for path in (data / "候选人.xlsx", data / "候选人" / "安龙镇.xlsx"):
        for sheet in openpyxl.load_workbook(BytesIO(path.read_bytes()), read_only=True, data_only=True):
            yield [[str(cell or "") for cell in line] for line in sheet.iter_rows(values_only=True)]
    old = xlrd.open_workbook(data / "候选人" / "向峨乡.xls").sheet_by_index(0)
    yield [[str(cell) for cell in old.row_values(number)] for number in range(old.nrows)]
    text = (data / "候选人" / "虹口乡.csv").read_text("gb18030")
    yield list(csv.reader(text.splitlines()))


Edit = Callable[[Row], Row]


def change(workspace: Path, book: str, *edits: Edit) -> None:
    """Write what the edits give for a row, by header, into its cells, on every sheet. Headers stand above row 6. Raises
    AssertionError for an edit that changes nothing: a test of what then is absent would prove nothing."""
    file = workspace / "data" / book
    workbook = openpyxl.load_workbook(file)
    idle = list(edits)
    for sheet in workbook:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        places = {str(cell.value): cell.column for line in sheet.iter_rows(max_row=5) for cell in line if cell.value}
        for number in range(2, sheet.max_row + 1):
            row = {name: sheet.cell(number, column).value for name, column in places.items()}
            for edit in edits:
                for name, value in (changes := edit(row)).items():
                    sheet.cell(number, places[name]).value = value
                if changes and edit in idle:
                    idle.remove(edit)
    assert not idle, f"{len(idle)} edits change nothing in {book}"
    workbook.save(file)


def with_id(resident_id: str, **values: Any) -> Edit:
    """An edit of the row that holds this ID, however it is spaced, for the headers that the sheet has."""

    def edit(row: Row) -> Row:
        ids = {re.sub(r"\s", "", str(value)).upper() for value in row.values()}
        return {name: value for name, value in values.items() if name in row} if resident_id in ids else {}

    return edit


def convicted(workspace: Path) -> Row:
    """Somebody who is out: it becomes the 检察院 that objects, for R4-1."""
    row = next(row for row in reviewed(workspace) if row["联审结论"] == "取消资格")
    remark = "受过刑事处罚，未满规定年限"
    objection = with_id(row["身份证号"], 组织部="无异议", 检察院="有异议", 情况说明=remark)
    change(workspace, "联审意见.xlsx", objection)
    change(workspace, "候选人.xlsx", with_id(row["身份证号"], 取消原因="R4-1"))
    return next(each for each in reviewed(workspace) if each["身份证号"] == row["身份证号"])


def make(docgen: Callable[..., Any], workspace: Path, *words: str) -> list[Path]:
    """What a command makes; it must not fail."""
    return [Path(file["path"]) for file in run(docgen, workspace, *words)["files"]]


def run(docgen: Callable[..., Any], workspace: Path, *words: str) -> dict[str, Any]:
    """What a command says as JSON; it must not fail."""
    result = docgen("-w", workspace, *words, "--json")
    assert result.code == 0, result.err or result.out
    said: dict[str, Any] = json.loads(result.out)
    return said


def text_of(path: Path) -> str:
    """All text of the body, tables too, a line a paragraph."""
    body = docx.Document(str(path)).element.body
    return "\n".join("".join(node.text or "" for node in block.iter("{*}t")) for block in body.iter("{*}p"))


def table(path: Path, number: int = 0) -> list[list[str]]:
    """A table of a document, its cells as text; cells that reach over several columns once."""
    return _cells(docx.Document(str(path)).tables[number])


def tables(path: Path) -> list[list[list[str]]]:
    """All tables of a document."""
    return list(map(_cells, docx.Document(str(path)).tables))


def _cells(shown: Table) -> list[list[str]]:
    rows = shown._tbl.tr_lst
    return [["".join(node.text or "" for node in cell.iter("{*}t")) for cell in row.tc_lst] for row in rows]
