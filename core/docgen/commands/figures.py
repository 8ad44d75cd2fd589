"""`docgen figures PERIOD`: every number, what it counts, and the rows behind it."""

from __future__ import annotations

from typing import Any

import click

from docgen.app import Printed
from docgen.commands.base import App, command, json_option, option, pass_app
from docgen.commands.output import echo, echo_error, echo_json, echo_problem, echo_table
from docgen.commands.summaries import with_details
from docgen.data import Dataset, Figure, places
from docgen.period import Period, parse_period
from docgen.problems import Cell, DocgenError, Problem, Severity, UsageError, did_you_mean
from docgen.schema import Record
from docgen.text import Text

_HEADERS = (
    Text("figure", "数字"),
    Text("as of the end", "累计"),
    Text("printed", "印作"),
    Text("in the period", "本期"),
    Text("rows", "行数"),
    Text("what it counts", "口径"),
)


@command(
    "figures",
    with_details(
        "figures",
        Text(
            "NAME shows the rows of one number; --xlsx writes all of them to a workbook, to be checked before signing.",
            "加上数字的名称，列出它的每一行；--xlsx 写成工作簿，供签发前核对。",
        ),
    ),
)
@click.argument("period")
@click.argument("name", required=False)
@option("--xlsx", is_flag=True, help=Text("Write a workbook to out/核对/.", "写成工作簿，放在 out/核对/。"))
@json_option
@pass_app
def figures(app: App, period: str, name: str | None, xlsx: bool, as_json: bool) -> None:
    """Print the figures of a period."""
    days = parse_period(period, app.workspace.settings.weeks, app.issue_period)
    until, during = app.data.upto(days.end), app.data.during(days)
    names = [_known(until, name)] if name else _working(until)
    if xlsx:
        _write(app, days, until, during, names)
    elif as_json:
        made = [_as_dict(until, during, each) for each in names]
        errors = [problem.as_dict() for problem in app.data.errors_in_use()]
        echo_json({"period": str(days), "figures": made, "errors": errors, "issued": Printed.of(app, days).as_dict()})
    elif name:
        _echo_rows(until.figures[names[0]])
    else:
        printed = Printed.of(app, days)
        rows = [_with(_row(until, during, each), printed.cells(each, until, during)) for each in names]
        echo_table(_with(_HEADERS, printed.headers()), rows, right=(1, 3, 4))
    _warn(app.data.errors_in_use())


def _with(row: tuple[Any, ...], more: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row with more columns before its last one, which is long."""
    return (*row[:-1], *more, row[-1])


def _warn(errors: list[Problem]) -> None:
    """Errors in the tables behind the numbers: they may be wrong."""
    if errors:
        text = Text(
            "These numbers may be wrong: the tables behind them have {n} errors (docgen check). The first:",
            "这些数字可能不准：所用表格有{n}处错误（见 docgen check）。第一处：",
        )
        echo_error(text.format(n=len(errors)))
        echo_problem(errors[0])


def _working(data: Dataset) -> list[str]:
    """The figures that can be computed; what keeps another from it is said."""
    names = []
    for name in data.figures:
        try:
            data.figures[name]
        except DocgenError as error:
            echo_problem(Problem("figure", Severity.ERROR, error.text, error.where, error.hint))
        else:
            names.append(name)
    return names


def _known(data: Dataset, typed: str) -> str:
    """The figure called `typed`, in English or in Chinese."""
    specs = data.store.figures
    titles = {name: name for name in specs} | {t: n for n, s in specs.items() for t in (s.var, s.title.en)}
    if typed not in titles:
        raise UsageError(
            Text("there is no figure {name}", "没有名为“{name}”的数字").format(name=typed),
            hint=did_you_mean(typed, titles),
        )
    return titles[typed]


def _row(until: Dataset, during: Dataset, name: str) -> tuple[object, ...]:
    figure = until.figures[name]
    change: object = during.figures[name].value if figure.timed else "—"
    spec = figure.spec
    return spec.title, figure.value, str(figure), change, len(figure.rows), spec.definition


def _echo_rows(figure: Figure) -> None:
    echo(f"{figure.spec.title}  {figure}  ({figure.value})")
    echo(str(figure.spec.definition))
    for where in places(row.origin for row in figure.rows):
        echo(f"  {where}")


def _as_dict(until: Dataset, during: Dataset, name: str) -> dict[str, Any]:
    figure = until.figures[name]
    change = during.figures[name] if figure.timed else None
    return {
        "name": name,
        "title": figure.spec.title._asdict(),
        "definition": figure.spec.definition._asdict(),
        "unit": figure.spec.unit,
        "value": int(figure.value),
        "over": figure.value.over,
        "printed": str(figure),
        "in_period": int(change.value) if change else None,
        "rows": [_origin(row.origin) for row in figure.rows],
    }


def _origin(cell: Cell) -> dict[str, object]:
    return {"file": cell.file, "sheet": cell.sheet, "row": cell.row}


def _write(app: App, days: Period, until: Dataset, during: Dataset, names: list[str]) -> None:
    from docgen.batch import publish
    from docgen.batch.names import safe_name
    from docgen.tables.write import workbook

    overview: list[list[object]] = [[str(header) for header in (*_HEADERS, Text("checked", "核对"))]]
    overview += [[*map(_plain, _row(until, during, name)), ""] for name in names]
    rows: list[list[object]] = [[str(text) for text in _ROW_HEADERS]]
    for name in names:
        figure = until.figures[name]
        new = set(during.figures[name].rows) if figure.timed else set()
        rows += [_row_line(figure, row, row in new) for row in figure.rows]
    sheets = {str(Text("Figures", "数字")): overview, str(Text("Rows", "依据的行")): rows}
    name = safe_name(f"{_FILE.written}{days.label.written}_{days.end}")
    path = app.workspace.out / _FOLDER.written / f"{name}.xlsx"
    made = publish(path, workbook(sheets), app.ledger, "figures")
    echo(Text("written: {path}", "已写入：{path}").format(path=made.path))
    if made.beside:
        echo(Text("  left alone, since it was edited: {path}", "  有人改过，未动：{path}").format(path=made.beside))


_FOLDER, _FILE = Text("Figures", "核对"), Text("Figures_", "数字核对_")
_ROW_HEADERS = (
    Text("figure", "数字"),
    Text("file", "文件"),
    Text("sheet", "工作表"),
    Text("row", "行"),
    Text("counts", "计入"),
    Text("in the period", "本期"),
)


def _row_line(figure: Figure, row: Record, is_new: bool) -> list[object]:
    where = row.origin
    amount = int(figure.spec.measure([row]))
    return [str(figure.spec.title), where.file, where.sheet, where.row or "", amount, "√" if is_new else ""]


def _plain(value: object) -> object:
    return int(value) if isinstance(value, int) else str(value)
