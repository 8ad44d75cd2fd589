"""`docgen check`: every problem found, by file, sheet and cell."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.commands.base import App, command, json_option, option, pass_app
from docgen.commands.output import echo, echo_csv, echo_grouped, echo_json, echo_problem
from docgen.commands.summaries import with_details
from docgen.problems import SEVERITY_NAMES, Cell, DocgenError, Problem, Severity
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.tables.annotate import Remark

FOLDER = "检查"
"""Below out/: where checked copies lie."""

_DETAILS = Text(
    "--annotate also writes copies of the workbooks to out/检查/, with the cells coloured and the problems as "
    "comments; correct the workbooks in data/, not the copies.",
    "--annotate 另在 out/检查/ 写出标注好的副本：有问题的单元格上色，并用批注说明。请修改 data/ 里的原表，不要改副本。",
)


@command("check", with_details("check", _DETAILS))
@json_option
@option(
    "--csv", "as_csv", is_flag=True, help=Text("Print a table for Excel (CSV).", "输出 Excel 能打开的表格（CSV）。")
)
@option("--annotate", is_flag=True, help=Text("Write copies with the cells marked.", "写出标注了问题单元格的副本。"))
@pass_app
def check(app: App, as_json: bool, as_csv: bool, annotate: bool) -> None:
    """Print what is wrong; exit 1 when there are errors."""
    if as_json and as_csv:
        raise click.UsageError(str(Text("--json and --csv exclude each other", "--json 和 --csv 只能选一个")))
    problems = app.problems()
    if as_json:
        echo_json([problem.as_dict() for problem in problems])
    elif as_csv:
        echo_csv(_HEADERS, map(_line, problems))
    elif problems:
        echo_grouped(problems)
    else:
        _say_clean(app)
    if annotate:
        _annotate(app, problems)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise SystemExit(1)


def _say_clean(app: App) -> None:
    sheets = [sheet for sheet in app.reading.sheets if sheet.table]
    text = Text("No problem in {sheets} sheets, {rows} rows.", "{sheets}张工作表、{rows}行，没有发现问题。")
    echo(text.format(sheets=len(sheets), rows=sum(sheet.rows for sheet in sheets)))


_HEADERS = (
    Text("severity", "级别"),
    Text("code", "编号"),
    Text("file", "文件"),
    Text("sheet", "工作表"),
    Text("row", "行"),
    Text("column", "列"),
    Text("problem", "问题"),
    Text("what to do", "怎么办"),
)


def _line(problem: Problem) -> list[object]:
    where = problem.where
    place = (
        [where.file, where.sheet, where.row or "", where.column]
        if isinstance(where, Cell)
        else [where or "", "", "", ""]
    )
    return [SEVERITY_NAMES[problem.severity], problem.code, *place, problem.text, problem.hint or ""]


def _annotate(app: App, problems: list[Problem]) -> None:
    """Write a marked copy of each workbook that has problems in cells, and say where; copies of before go."""
    from docgen.batch import File, Publisher
    from docgen.batch.ledger import Ledger
    from docgen.tables.annotate import annotated

    ledger = Ledger(app.workspace.state)
    publisher = Publisher(ledger, "check")
    folder = app.workspace.out / FOLDER
    written = set()
    for file, found in sorted(_remarks(problems).items()):
        try:
            data = annotated(app.workspace.data / file, found)
        except DocgenError as error:
            echo_problem(Problem("annotate", Severity.WARNING, error.text, error.where, error.hint))
            continue
        made = publisher.put(File(folder / _copy_name(file), data))
        echo(Text("marked copy: {path}", "标注副本：{path}").format(path=made.path))
        written.add(made.path)
    for path in sorted(folder.rglob("*.xls*")):
        if path not in written and ledger.is_ours(path):
            path.unlink()


def _remarks(problems: list[Problem]) -> dict[str, list[Remark]]:
    """What is to be said in the cells of each file."""
    from docgen.tables.annotate import Remark

    remarks: dict[str, list[Remark]] = defaultdict(list)
    for problem in problems:
        where = problem.where
        if isinstance(where, Cell) and where.row:
            text = f"{problem.text}\n→ {problem.hint}" if problem.hint else str(problem.text)
            remarks[where.file].append(Remark(where.sheet, where.row, where.column, problem.severity, text))
    return remarks


def _copy_name(file: str) -> str:
    """The name of the copy, which is an .xlsx whatever the file is."""
    return file if Path(file).suffix.lower() in (".xlsx", ".xlsm") else f"{file}.xlsx"
