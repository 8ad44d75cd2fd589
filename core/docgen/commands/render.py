"""`docgen render`: documents of any template and any data, without a form and without a workspace."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.commands.base import App, Command, Option
from docgen.commands.generate import no_print_files
from docgen.commands.options import Titles, careful_options, common_options, sides_option
from docgen.commands.summaries import with_details
from docgen.files import real_path
from docgen.problems import DocgenError, UsageError
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.app import Wish
    from docgen.batch import Plan
    from docgen.forms.records import Records
    from docgen.forms.sealed import KnownColumns
    from docgen.schema import Access

_DETAILS = Text(
    "TEMPLATE is a .docx or .txt file or a name of `docgen templates list`. The data is JSON, YAML, CSV or a "
    "workbook.\n\n"
    "With --each or --combine every row is a document, and a column is called by its header without brackets and "
    "signs: {{ 姓名 }}, {{ 金额 }} for 金额(元), and with _ before a digit: {{ _1月 }} for 1月. One without a header "
    "goes by its letter: {{ 列C }}. {{ 序号 }} is the row's number, unless a column is called so.\n\n"
    "Else there is one document. A JSON or YAML object is used as it is: {{ 部门.名称 }}. Of rows, 行 is all of them "
    "and 共 their number: {%tr for 人 in 行 %}; those of each sheet of a workbook also go by its name.\n\n"
    'A picture is written {"picture": "章.png", "width": 40} (millimetres) and lies beside the JSON or YAML file; in a '
    "table a cell holds its file name, with --picture 照片:30.\n\n"
    "A file that docgen made is renewed. One that was edited, or that someone else made, stays, and the new one lies "
    "beside it as a draft, unless --overwrite is given.",
    "TEMPLATE 是 .docx 或 .txt 文件，或 docgen templates list 中的名称。数据可以是 JSON、YAML、CSV 或任何工作簿。\n\n"
    "加 --each 或 --combine，每行数据一份，列名去掉括号和符号就是名称：{{ 姓名 }}，“金额(元)”写 {{ 金额 }}；"
    "列名以数字开头的，前面加“_”：“1月”写 {{ _1月 }}。没有表头的列用列号：{{ 列C }}。"
    "{{ 序号 }} 是第几行（表里有“序号”列时用表里的）。\n\n"
    "不加，只生成一份。JSON、YAML 里的对象直接使用：{{ 部门.名称 }}。多行数据用“行”逐行取，“共”是行数："
    "{%tr for 人 in 行 %}；工作簿的各张工作表还可以用工作表名称。\n\n"
    '图片写成 {"picture": "章.png", "width": 40}（毫米），放在 JSON、YAML 文件旁边。'
    "表格里图片写文件名，加 --picture 照片:30。\n\n"
    "程序生成的文件会更新；改过的、不是程序生成的文件不动，新的一份存为旁边的“第2稿”，加 --overwrite 才替换。",
)


_SAMPLE = Text(
    "Only so many rows, spread over all of them; a print file is then called 信_样张5.",
    "只取这么多行，均匀分布在全部数据中；打印文件另起名，如“信_样张5”。",
)


_COLUMNS = Text(
    "The columns of rows without a header, in order: 姓名,职务.", "数据没有表头时，依次有哪些列：姓名,职务。"
)


def _options() -> list[click.Parameter]:
    return [
        click.Argument(["template"]),
        Option(
            ["--data"],
            required=True,
            type=click.Path(path_type=Path),
            help=Text(
                "The data: .json, .yaml, .csv, .xlsx, .xls, .ods, …",
                "数据文件：.json、.yaml、.csv、.xlsx、.xls、.et 等。",
            ),
        ),
        Option(
            ["--sheet"], help=Text("The sheet with the rows, if there are several.", "有数据的工作表（有几张时）。")
        ),
        Option(["--columns"], type=Titles(), help=_COLUMNS),
        Option(["--each"], is_flag=True, help=Text("A document for each row.", "每行数据生成一份文件。")),
        Option(
            ["--combine", "together"],
            is_flag=True,
            help=Text(
                "A document for each row, all in one print file; rows that --name gives one name share a file.",
                "每行一份，合在一个打印文件里；--name 相同的行合成一个文件。",
            ),
        ),
        Option(
            ["--name"],
            help=Text(
                'The file name, such as "{{ 姓名 }}-{{ 序号 }}"; a / makes folders.',
                '文件名，如 "{{ 姓名 }}-{{ 序号 }}"；“/”前面是文件夹。',
            ),
        ),
        sides_option(
            Text(
                "Print on one side or both; with 2 each begins on a front page. Else the template says it.",
                "单面（1）或双面（2）打印；双面时每份从正面开始。不写则按模板。",
            )
        ),
        Option(
            ["--sample"],
            type=click.IntRange(min=1),
            metavar="N",
            help=_SAMPLE,
        ),
        Option(
            ["--picture"],
            multiple=True,
            metavar="COLUMN[:MM]",
            help=Text(
                "A column of file names that are pictures, and how many millimetres wide they are: 照片:30.",
                "某列写的是图片文件名，按图片插入；冒号后是宽度（毫米），如 照片:30。可写多次。",
            ),
        ),
        *careful_options(),
        *common_options(),
    ]


@click.pass_obj
def _render(
    app: App,
    /,
    template: str,
    data: Path,
    sheet: str | None,
    columns: tuple[str, ...] | None,
    each: bool,
    name: str | None,
    sample: int | None,
    picture: tuple[str, ...],
    **typed: Any,
) -> None:
    """Make the documents: the template is looked at first, then the data, and nothing is written before both are."""
    from docgen.app import Wish
    from docgen.batch import make_plan
    from docgen.commands.make import carry_out, scope_of
    from docgen.commands.template_names import filters_of, templates_of
    from docgen.commands.turn import turn
    from docgen.forms.form import form_of, no_data
    from docgen.forms.picture_columns import PictureColumn, use_pictures
    from docgen.forms.records import read_records
    from docgen.register import Register
    from docgen.render import compile_template
    from docgen.render.untagged import untagged
    from docgen.render.uses import uses

    wish = Wish(**typed)
    by_row = each or wish.together
    _check(wish, sample, by_row=by_row)
    pictures = list(map(PictureColumn.of, picture))
    found, filters = templates_of(app).find(template), filters_of(app)
    wish.check(found.path.suffix.lower())
    compiled = compile_template(found.path, filters)
    records, used = read_records(data, sheet, columns or ()), uses(found.path, filters)
    known = _known_columns(app, data, records)
    known.refuse(found.name, used, name or "")
    use_pictures(records, data.parent, pictures)
    form = form_of(records, found, used, by_row=by_row, together=wish.together, pattern=_pattern(name))
    number = PREVIEWED if wish.preview and not wish.dry_run and sample is None else sample
    prepare = app.plugins.prepare_context
    plan = make_plan(form, no_data(), Register(Path()), prepare, sample=number, together=True)
    plan = _as_sample(plan) if wish.together else _apart(plan)
    plan.problems.extend([*records.notes(), *untagged(found.path), *compiled.hidden_numbers()])
    _spare(found.path, plan, wish.folder(app))
    try:
        asked = (*_rows(data, sheet, columns), name, each, wish.together, wish.folder(app))
        scope = scope_of("render", found.path, *asked) if sample is None else ""
        with turn(app, wish), _limit_rights(known.access(used, form.filename), wish.folder(app)):
            carry_out(app, plan, compiled, wish, form.explained, scope=scope)
    finally:
        if not (wish.dry_run or wish.preview):
            _state(plan, wish.folder(app), known.access(used, form.filename))


def _rows(data: Path, sheet: str | None, columns: tuple[str, ...] | None) -> tuple[object, ...]:
    """What says which rows are meant."""
    return (data.absolute(), sheet, columns) if columns else (data.absolute(), sheet)


def _check(wish: Wish, sample: int | None, *, by_row: bool) -> None:
    """Raise UsageError for options that do not go together."""
    if wish.sides and not wish.together:
        raise UsageError(Text("--sides is for a print file: add --combine", "--sides 用于打印文件，请加上 --combine"))
    if wish.cluster and not wish.together:
        raise no_print_files()
    if sample and not by_row:
        raise UsageError(
            Text("--sample is of rows: add --each or --combine", "--sample 按行取样，请加上 --each 或 --combine")
        )


def _known_columns(app: App, data: Path, records: Records) -> KnownColumns:
    """What the workspace knows of the columns of a data file of its own; nothing of any other file."""
    from docgen.forms.sealed import KnownColumns
    from docgen.tables import Reading
    from docgen.tables.options import Options
    from docgen.tables.read import read_rows

    home = app.home
    own = home and any(path.is_relative_to(real_path(home.data)) for path in (real_path(data), _placed(data)))
    if not home or not own or not records.tables:
        return KnownColumns(records, (), {})
    tables, reading = app.plugins.registry.tables(home.settings), Reading()
    for _ in read_rows(data, tables.values(), home.settings.year, reading, Options.of(home.settings)):
        pass
    if reading.broken:  # which of its columns may be printed nobody knows then
        first = reading.broken[0]
        raise DocgenError(first.text, hint=first.hint, where=first.where, problems=reading.broken)
    return KnownColumns(records, reading.sheets, tables)


def _placed(file: Path) -> Path:
    """Where the file lies, also if it is a link to another place."""
    return real_path(file.parent) / file.name


def _limit_rights(access: Access | None, out: Path) -> AbstractContextManager[None]:
    """What docgen.rights does with documents of `access`; where it is not known they are as the umask says."""
    from docgen.rights import limit_rights
    from docgen.schema import Access

    return limit_rights(access or Access.PUBLIC, out)


def _state(plan: Plan, out: Path, access: Access | None) -> None:
    """Say who may see the folders of the documents that were made, if it is known."""
    from docgen.batch.guard.openness import state
    from docgen.batch.running import place

    made = [path for path in (place(out, path, plan.generator.suffix()) for path, _ in plan.files()) if path.exists()]
    if access is not None and made:
        state(out, made, access)


PREVIEWED = 20
"""Rows that are shown when nobody says how many: LibreOffice takes its time."""


def _pattern(name: str | None) -> str | None:
    """The name as typed, which may end in .docx or .txt."""
    return name.removesuffix(".docx").removesuffix(".txt") if name is not None else None


def _as_sample(plan: Plan) -> Plan:
    """The plan; print files of a sample have names of their own, so that they do not take the place of the whole."""
    if not plan.sample:
        return plan
    mark = f"_样张{len(plan.sample)}"
    return replace(plan, items=[replace(item, path=item.path.with_name(item.path.name + mark)) for item in plan.items])


def _apart(plan: Plan) -> Plan:
    """The plan without documents that would lie in one place, each group of which is a problem of it."""
    from docgen.batch.plan import apart

    items, clashes = apart(plan.items, _TELL_APART)
    return replace(plan, items=items, problems=[*plan.problems, *clashes])


_TELL_APART = Text(
    "Let --name hold something that tells them apart, such as {{ 序号 }}.",
    "请在 --name 里加上能区分的内容，如 {{ 序号 }}。",
)


def _spare(template: Path, plan: Plan, out: Path) -> None:
    """Raise UsageError when a document would take the place of its template."""
    from docgen.batch.running import place

    if real_path(template).is_relative_to(real_path(out)):
        own = str(real_path(template).relative_to(real_path(out))).casefold()
        if any(str(place(Path(), path, plan.generator.suffix())).casefold() == own for path, _ in plan.files()):
            text = Text("the document would take the place of its template", "生成的文件会覆盖模板本身")
            raise UsageError(
                text, hint=Text("Say another place or name: --out, --name", "请用 --out 或 --name 换一个位置或名称。")
            )


render = Command("render", help=with_details("render", _DETAILS), callback=_render, params=_options())
