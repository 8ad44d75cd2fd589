"""`docgen tables`: which sheet feeds which table, and how its header was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.commands.base import App, command, json_option, option, pass_app
from docgen.commands.output import echo, echo_json, echo_problem, echo_table
from docgen.commands.summaries import SUMMARIES
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.tables import SheetReport


@command("tables", SUMMARIES["tables"])
@option("--columns", is_flag=True, help=Text("Show each column too.", "列出每一列。"))
@json_option
@pass_app
def tables(app: App, columns: bool, as_json: bool) -> None:
    """Print the sheets of the workspace."""
    reading = app.reading
    if as_json:
        echo_json([_as_dict(sheet) for sheet in reading.sheets])
    else:
        headers = (
            Text("file", "文件"),
            Text("sheet", "工作表"),
            Text("table", "表"),
            Text("header rows", "表头行"),
            Text("rows", "行数"),
            Text("columns", "列"),
            Text("left out", "未读入"),
        )
        echo_table(headers, [_row(sheet) for sheet in reading.sheets], right=(4,))
        for sheet in reading.sheets if columns else ():
            _echo_columns(sheet)
    if not as_json:
        fed = {sheet.table for sheet in reading.sheets}
        unfed = [name for name in app.any_data.tables if name not in fed]
        if unfed:
            echo(Text("No sheet feeds: {names}", "还没有工作表的表：{names}").format(names="、".join(unfed)))
    for problem in reading.broken:
        echo_problem(problem)
    if reading.broken:
        raise SystemExit(1)


def _row(sheet: SheetReport) -> tuple[object, ...]:
    if not sheet.table:
        return sheet.file, sheet.sheet, Text("none", "（未识别）"), "", "", "", ""
    first, last = sheet.header_rows
    known = sum(1 for _, _, title in sheet.columns if title)
    left_out = "、".join(f"{why} {number}" for why, number in sheet.left_out.items())
    span = str(first) if first == last else f"{first}–{last}"
    return sheet.file, sheet.sheet, sheet.table, span, sheet.rows, f"{known}/{len(sheet.columns)}", left_out


def _echo_columns(sheet: SheetReport) -> None:
    echo(f"\n{sheet.file} / {sheet.sheet}")
    for letter, header, title in sheet.columns:
        echo(f"  {letter:>3} {header} → {title or Text('kept as it is', '（不认识，原样保留）')}")


def _as_dict(sheet: SheetReport) -> dict[str, Any]:
    return {
        "file": sheet.file,
        "sheet": sheet.sheet,
        "table": sheet.table or None,
        "header_rows": list(sheet.header_rows) if sheet.table else None,
        "columns": [
            {"column": letter, "header": header, "title": title or None} for letter, header, title in sheet.columns
        ],
        "rows": sheet.rows,
        "left_out": [{"why": why._asdict(), "rows": number} for why, number in sheet.left_out.items()],
    }
