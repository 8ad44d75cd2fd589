"""`docgen tables`: the tables of any workbook, or which sheet of the workspace feeds which table and why."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.commands.base import App, InputFile, command, json_option, option, pass_app
from docgen.commands.output import echo, echo_error, echo_json, echo_problem, echo_problems, echo_table
from docgen.commands.plugins_off import say_off
from docgen.commands.summaries import with_details
from docgen.plugin.found import Kind
from docgen.problems import DocgenError, Problem, UsageError, visible
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.tables import FoundTable, SheetReport
    from docgen.tables.learn import Proposal

_DETAILS = Text(
    "With a FILE: the tables of the workbook, CSV file or web page, whatever they are about. It needs no workspace.\n\n"
    "Without: the sheets of the workspace. --learn looks for what unknown headers may mean and shows it; with --write "
    "it goes into docgen.toml, under [aliases], where you can correct it.",
    "写上文件：列出该工作簿、CSV 或网页表格里的表，不需要工作文件夹。\n\n"
    "不写文件：列出工作文件夹里的工作表。--learn 为不认识的表头推荐对应的列；"
    "加 --write 就写进 docgen.toml 的 [aliases]，之后可以自己修改。",
)


@command("tables", with_details("tables", _DETAILS))
@click.argument("files", nargs=-1, metavar="[FILE]...", type=InputFile())
@option("--columns", is_flag=True, help=Text("Show each column too.", "列出每一列。"))
@option("--learn", is_flag=True, help=Text("Propose what unknown headers mean.", "为不认识的表头推荐对应的列。"))
@option(
    "--write",
    is_flag=True,
    help=Text("With --learn: write it into docgen.toml.", "与 --learn 同用：写进 docgen.toml。"),
)
@option("--all", "every", is_flag=True, help=Text("Name all tables without a sheet.", "列出全部还没有工作表的表。"))
@json_option
@pass_app
def tables(
    app: App, files: tuple[Path, ...], columns: bool, learn: bool, write: bool, every: bool, as_json: bool
) -> None:
    """Print the tables of files, or the sheets of the workspace."""
    if write and not learn:
        raise UsageError(Text("--write goes with --learn", "--write 要和 --learn 一起用"))
    if learn and files:
        raise UsageError(
            Text("--learn is for the workbooks of the workspace", "--learn 只用于工作文件夹里的表格"),
            hint=Text("Leave out the file.", "请去掉文件名。"),
        )
    if files:
        _tables_of_files(files, columns, as_json)
        return
    say_off(app)
    if learn:
        _learn(app, write, as_json)
    else:
        _sheets(app, columns, every, as_json)


# -- the tables of any file --


def _tables_of_files(files: Sequence[Path], columns: bool, as_json: bool) -> None:
    from docgen.tables import find_tables

    found: list[FoundTable] = []
    failed = False
    for path in files:
        try:
            tables = find_tables(path)
        except DocgenError as error:
            echo_problems(error.as_problems())
            failed = True
            continue
        if not tables and not as_json:
            echo_error(Text("{file}: no table found", "{file}：没有找到表").format(file=visible(path.name)))
        found += tables
    if as_json:
        echo_json([_found_as_dict(table) for table in found])
    elif found:
        _echo_found(found, columns)
    if failed:
        raise SystemExit(1)


def _echo_found(found: Sequence[FoundTable], columns: bool) -> None:
    headers = (_FILE, _SHEET, _HEADER_ROWS, _ROWS, _COLUMNS, _LEFT_OUT)
    echo_table(headers, [_found_row(table) for table in found], right=(3,))
    if not all(table.header_rows for table in found):
        echo(_NAME_THEM)
    for table in found if columns else ():
        echo(f"\n{visible(table.file)} / {visible(table.sheet)}".rstrip(" /"))
        for letter, name in zip(table.letters, table.columns, strict=True):
            echo(f"  {letter:>3} {name}")


def _found_row(table: FoundTable) -> tuple[object, ...]:
    header = _span(table.header_rows) if table.header_rows else _NO_HEADER
    left_out = [str(_counted(table.left_out))] if table.left_out else []
    if table.unnamed:
        unnamed = Text("columns without a header: {letters}", "没有表头的列：{letters}")
        left_out.append(str(unnamed.format(letters="、".join(table.unnamed))))
    return table.file, table.sheet, header, table.rows, "、".join(table.columns), "、".join(left_out)


def _found_as_dict(table: FoundTable) -> dict[str, Any]:
    return {
        "file": table.file,
        "sheet": table.sheet,
        "header_rows": list(table.header_rows) if table.header_rows else None,
        "columns": list(table.columns),
        "rows": table.rows,
        "left_out": _why_and_rows(table.left_out),
        "unnamed": list(table.unnamed),
    }


# -- the sheets of the workspace --


def _sheets(app: App, columns: bool, every: bool, as_json: bool) -> None:
    from docgen.tables.claims import FED_TOO
    from docgen.tables.unread import NOT_FED

    broken = app.reading.broken
    if as_json:
        echo_json([_as_dict(sheet) for sheet in app.reading.sheets])
    else:
        _echo_sheets(app, columns, every)
    for problem in [*broken, *(each for each in app.reading.problems if each.code in (NOT_FED, FED_TOO))]:
        echo_problem(problem)
    if broken and not as_json:
        echo_error(_TRY_LEARN)
    if broken:
        raise SystemExit(1)


_TRY_LEARN = Text(
    "Unknown headers: docgen tables --learn finds what they may mean.",
    "表头不认识的，可用 docgen tables --learn 查找对应的列。",
)


def _echo_sheets(app: App, columns: bool, every: bool) -> None:
    from docgen.tables.read import INSTRUCTIONS

    sheets = [sheet for sheet in app.reading.sheets if sheet.why != INSTRUCTIONS]
    headers = (_FILE, _SHEET, Text("table", "表"), _HEADER_ROWS, _ROWS, _COLUMNS, _LEFT_OUT)
    echo_table(headers, [_row(sheet) for sheet in sheets], right=(4,))
    for sheet in sheets if columns else ():
        _echo_columns(sheet)
    if guides := len(app.reading.sheets) - len(sheets):
        echo(Text("Left out as instructions: {n} sheets", "另有{n}张填写说明，不是数据").format(n=guides))
    _echo_unfed(app, {sheet.table for sheet in sheets}, every)


def _echo_unfed(app: App, fed: Container[str], every: bool) -> None:
    """The tables that no sheet feeds. Where there are forms, only those that a form or a plugin of the workspace is
    about: the others are of documents that nobody makes here."""
    unfed = [name for name in app.any_data.tables if name not in fed]
    wanted = set(unfed) if every else _wanted(app)
    if named := [name for name in unfed if name in wanted]:
        echo(Text("No sheet feeds: {names}", "还没有工作表的表：{names}").format(names="、".join(named)))
    if others := len(unfed) - len(named):
        text = Text("{n} other tables, which no form here names: --all", "另有{n}张表，这里的表单没有用到：--all 列出")
        echo(text.format(n=others))


def _wanted(app: App) -> set[str]:
    """The tables that forms and plugins of the workspace are about; all where it has no forms."""
    registry = app.plugins.registry
    forms = [each.item for each in registry.generators.values() if hasattr(each.item, "declaration")]
    if not forms:
        return set(app.any_data.tables)
    ours = {plugin.name for plugin in app.plugins.found if plugin.source.kind is Kind.BUILT_IN}
    brought = {name for name, owned in registry.records.items() if owned.owner not in ours}
    asked = {name for form in forms for name in form.asks_for()}
    return brought | asked


def _row(sheet: SheetReport) -> tuple[object, ...]:
    if not sheet.table:
        why = sheet.why or ""
        return sheet.file, sheet.sheet, Text("none", "（未识别）"), _span(sheet.header_rows), "", "", why
    known = sum(1 for _, _, title in sheet.columns if title)
    columns = f"{known}/{len(sheet.columns)}"
    return sheet.file, sheet.sheet, sheet.table, _span(sheet.header_rows), sheet.rows, columns, _counted(sheet.left_out)


def _echo_columns(sheet: SheetReport) -> None:
    echo(f"\n{visible(sheet.file)} / {visible(sheet.sheet)}")
    for letter, header, title in sheet.columns:
        echo(f"  {letter:>3} {header} → {title or Text('kept as it is', '（不认识，原样保留）')}")


def _as_dict(sheet: SheetReport) -> dict[str, Any]:
    return {
        "file": sheet.file,
        "sheet": sheet.sheet,
        "table": sheet.table or None,
        "header_rows": list(sheet.header_rows) if 0 < sheet.header_rows[0] <= sheet.header_rows[1] else None,
        "columns": [
            {"column": letter, "header": header, "title": title or None} for letter, header, title in sheet.columns
        ],
        "rows": sheet.rows,
        "left_out": _why_and_rows(sheet.left_out),
        "why": sheet.why._asdict() if sheet.why else None,
        "totals": [{"row": t.where.row, "label": t.label, "values": t.values} for t in sheet.totals],
    }


# -- what unknown headers may mean --


def _learn(app: App, write: bool, as_json: bool) -> None:
    from docgen.tables.aliases import as_toml, write_aliases
    from docgen.tables.learn import as_aliases, propose

    settings = app.workspace.settings
    broken: list[Problem] = []
    tables = app.plugins.registry.tables(settings).values()
    proposals = propose(app.workspace.data, tables, settings.year, broken)
    aliases = as_aliases(proposals)
    if as_json:
        echo_json([_proposal_as_dict(proposal) for proposal in proposals])
    elif not proposals:
        echo(
            Text("No unknown header is like a column that is missing.", "没有可以推荐的：不认识的表头都不像缺少的列。")
        )
    else:
        headers = (
            Text("cell", "单元格"),
            Text("header", "表头"),
            Text("table", "表"),
            Text("column", "列"),
            Text("why", "理由"),
        )
        echo_table(headers, [(p.where, p.header, p.table, p.title, p.why) for p in proposals])
    if proposals and write:
        write_aliases(settings.file.path, aliases)
        written = Text("{n} written into {file}; correct them there", "已写入{file}：{n}项，可在文件里修改")
        echo_error(written.format(n=len(proposals), file=settings.file.path.name))
    elif proposals and not as_json:
        echo(Text("\nWith --write docgen.toml gets:\n", "\n加 --write，docgen.toml 里会增加：\n"))
        echo(as_toml(aliases))
    echo_problems(broken)
    if broken:
        raise SystemExit(1)


def _proposal_as_dict(proposal: Proposal) -> dict[str, Any]:
    return {
        "cell": str(proposal.where),
        "header": proposal.header,
        "table": proposal.table,
        "title": proposal.title,
        "why": proposal.why._asdict(),
    }


# -- words that they share --

_FILE, _SHEET = Text("file", "文件"), Text("sheet", "工作表")
_HEADER_ROWS, _ROWS = Text("header rows", "表头行"), Text("rows", "行数")
_NO_HEADER = Text("no header", "无表头")
_NAME_THEM = Text(
    "Rows without a header go by the letters of their columns. Write the names into a row above them; or make a form "
    "with docgen forms new NAME --data FILE --columns 姓名,职务.",
    "没有表头的数据用列号称呼。请在数据上面加一行列名；"
    "要建表单的，可用 docgen forms new 名称 --data 文件 --columns 姓名,职务。",
)
_COLUMNS, _LEFT_OUT = Text("columns", "列"), Text("left out", "未读入")


def _span(rows: tuple[int, int]) -> object:
    first, last = rows
    if last < first:
        return _NO_HEADER
    return "" if not last else str(first) if first == last else f"{first}–{last}"


def _counted(left_out: Mapping[Text, int]) -> str:
    return "、".join(f"{why} {number}" for why, number in left_out.items())


def _why_and_rows(left_out: Mapping[Text, int]) -> list[dict[str, Any]]:
    return [{"why": why._asdict(), "rows": number} for why, number in left_out.items()]
