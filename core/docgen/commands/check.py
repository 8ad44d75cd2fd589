"""`docgen check`: every problem found, by file, sheet and cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import count
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from docgen.commands.base import App, command, json_option, option, pass_app
from docgen.commands.output import echo, echo_csv, echo_grouped, echo_json, echo_problem
from docgen.commands.plugins_off import off
from docgen.commands.summaries import with_details
from docgen.problems import SEVERITY_NAMES, Cell, DocgenError, DocumentSpot, Problem, Severity, visible
from docgen.rights import limit_rights
from docgen.schema import Access
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.batch import Publisher
    from docgen.tables.annotate import Remark
    from docgen.tables.annotate.values import Masks

FOLDER = Text("Check", "检查")
"""Below out/: where checked copies lie."""

_DETAILS = Text(
    "--annotate also writes copies of the workbooks to out/检查/, with the cells coloured and the problems as "
    "comments; correct the workbooks in data/, not the copies. What never leaves its sheet, such as who complained, is "
    "masked there.",
    "--annotate 另在 out/检查/ 写出标注好的副本：有问题的单元格上色，并用批注说明。请修改 data/ 里的原表，不要改副本。"
    "绝不外传的列（如信访人）在副本里用 *** 代替。",
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
    problems = [*off(app), *app.problems(), *_links(app), *_of_forms(app)]
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


def _links(app: App) -> list[Problem]:
    from docgen.tables.files import leads_out

    found = (leads_out(file, app.workspace.data, app.workspace.root) for file in app.reading.files)
    return [problem for problem in found if problem]


def _of_forms(app: App) -> list[Problem]:
    from docgen.commands.forms_check import of_all_forms  # what reads templates is slow to load

    return of_all_forms(app)


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
    """Write a marked copy of each workbook that has problems in cells, and say where; copies of before go. A copy that
    cannot be made stops no other. Raises DocgenError when the folder of copies leads elsewhere."""
    from docgen.batch import Publisher
    from docgen.batch.guard.openness import state

    ledger = app.ledger
    publisher = Publisher(ledger, "check")
    folder = app.workspace.out / FOLDER.written
    _refuse_link(folder)
    paths = {file.name: file.path for file in app.reading.files}
    written: set[Path] = set()
    bugs: list[Exception] = []
    for file, found in sorted(_remarks(problems).items()):
        try:
            place = _place(folder, file, written)
            source = paths.get(file, app.workspace.data / file)
            with limit_rights(Access.RESTRICTED, app.workspace.out):
                made = _marked(publisher, source, place, found, _masks(app, file))
        except DocgenError as error:
            echo_problem(Problem("annotate", Severity.WARNING, error.text, error.where, error.hint))
        except Exception as error:  # said when the others are made
            bugs.append(error)
        else:
            echo(Text("marked copy: {path}", "标注副本：{path}").format(path=visible(str(made))))
            written.add(made)
    state(app.workspace.out, written, Access.RESTRICTED)
    for path in sorted(folder.rglob("*.xls*")):
        if path not in written and ledger.is_ours(path):
            path.unlink()
    if bugs:
        raise bugs[0]


def _masks(app: App, file: str) -> Masks | None:
    """What a copy of the workbook may not show: of the sheets that feed tables, the columns that never leave them. None
    if it has none."""
    masks: dict[str, list[tuple[str, int]]] = {}
    tables = app.any_data.tables
    for sheet in app.reading.sheets:
        if sheet.file == file and sheet.table:
            columns = tables[sheet.table].columns
            sealed = {c.title for c in columns if c.access is Access.SEALED or c.complainant}
            letters = [letter for letter, _, title in sheet.columns if title in sealed]
            masks.setdefault(sheet.sheet, []).extend((letter, sheet.header_rows[1]) for letter in letters)
    return masks if any(masks.values()) else None


def _marked(publisher: Publisher, source: Path, place: Path, remarks: list[Remark], masks: Masks | None) -> Path:
    """The copy of a workbook, made. Raises DocgenError when it cannot be."""
    from docgen.batch import File
    from docgen.tables.annotate import annotated

    _refuse_link(place.parent)
    return publisher.put(File(place, annotated(source, remarks, masks))).path


def _refuse_link(folder: Path) -> None:
    """Raise DocgenError for a folder in out/检查, or that folder itself, that is a link: it leads elsewhere."""
    for each in (folder, *folder.parents):
        if each.is_symlink():
            text = Text("this folder is a link, through which nothing is written", "这个文件夹是链接，不经它写入文件")
            hint = Text("Put a folder in its place, or delete it.", "请换成普通文件夹，或删去。")
            raise DocgenError(text, hint=hint, where=DocumentSpot(str(each)))
        if each.name in FOLDER:
            return


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


def _place(folder: Path, file: str, taken: Collection[Path]) -> Path:
    """Where the copy of a file lies: under a name that every system takes, an .xlsx whatever the file is."""
    from docgen.batch.names import safe_name

    *folders, name = PurePosixPath(file).parts
    kept = PurePosixPath(name).suffix.lower() in (".xlsx", ".xlsm")
    stem, suffix = (safe_name(name[:-5]), name[-5:]) if kept else (safe_name(name), ".xlsx")
    path = folder.joinpath(*map(safe_name, folders), f"{stem}{suffix}")
    numbers = count(2)
    while path in taken:
        path = path.with_name(f"{stem}_{next(numbers)}{suffix}")
    return path
