"""`docgen templates vars`: the names of a template and what feeds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.commands.base import App, command, json_option, option, pass_app
from docgen.commands.output import echo, echo_json, echo_problems, echo_table
from docgen.commands.template_fit import say_fits
from docgen.files import lies
from docgen.plugin.templates import SUFFIXES, Template, Templates
from docgen.problems import DocgenError, TemplateSpot, UsageError
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.forms.records import Records
    from docgen.plugin.feeds import Fed, Feed, Spot
    from docgen.render.uses import Use
    from docgen.tables import SheetReport


def templates_of(app: App) -> Templates:
    """The templates of the plugins and, if there is one, of the workspace."""
    try:
        own = app.root / "templates"
    except DocgenError:
        if app.folder is not None:  # a workspace was asked for
            raise
        own = None
    return Templates(app.plugins.registry, own)


def found_template(templates: Templates, word: str) -> Template:
    """The template that a person means by `word`. Raises UsageError when there is none, or it is another kind of
    file."""
    path = Path(word)
    if path.suffix and path.suffix.lower() not in SUFFIXES and lies(path):
        text = Text("{file} is no .docx or .txt file, as templates are", "{file} 不是 .docx 或 .txt 文件，不能作模板")
        raise UsageError(text.format(file=path.name), hint=_AS_DOCX if path.suffix.lower() in _OF_WORD else None)
    return templates.find(word)


_OF_WORD = (".doc", ".docm", ".dot", ".dotx", ".dotm", ".rtf", ".odt", ".wps", ".wpt", ".uof")
_AS_DOCX = Text(
    "Open it in Word or WPS and save it as .docx.", "请用 Word 或 WPS 打开，另存为 .docx 格式（Word 文档）。"
)


def filters_of(app: App) -> dict[str, Callable[..., Any]]:
    """The filters that plugins bring."""
    return {name: owned.item for name, owned in app.plugins.registry.filters.items()}


data_option = option(
    "--data",
    type=click.Path(path_type=Path),
    help=Text("Compare with the columns of this data file.", "与这份数据文件的各列比较。"),
)
sheet_option = option("--sheet", help=Text("The sheet of it with the rows.", "其中有数据的工作表。"))


def records_of(data: Path | None, sheet: str | None) -> Records | None:
    """What the data file holds, if one was named."""
    from docgen.forms.records import read_records

    if data is None:
        return None
    return read_records(data, sheet)


@command(
    "vars",
    Text(
        "Show the names that a template asks for, and what feeds each: which column, which figure.\n\n"
        "TEMPLATE is a name of `docgen templates list`, a generator, or a .docx or .txt file. With --data it is said "
        "which column of that file feeds each, as for docgen render.",
        "列出模板用到的名称，以及每个名称的数据来自哪一列、哪个数字。\n\n"
        "TEMPLATE 是 docgen templates list 中的名称、某种文件的名称（如 专报），或一个 .docx、.txt 文件。"
        "加 --data 时，列出每个名称来自这份数据的哪一列（用于 docgen render）。",
    ),
)
@click.argument("template")
@data_option
@sheet_option
@json_option
@pass_app
def names(app: App, template: str, data: Path | None, sheet: str | None, as_json: bool) -> None:
    """Print the names of the template."""
    from docgen.plugin.feeds import fed

    templates = templates_of(app)
    found = found_template(templates, template)
    if records := records_of(data, sheet):
        say_fits(records, found, filters_of(app), as_json=as_json)
        return
    told = fed(app.plugins, templates, found)
    sheets = _sheets(app)
    if as_json:
        used_by = [each.name for each in templates.generators(found)]
        made = [_as_dict(each, sheets) for each in told]
        echo_json({"template": found.name, "path": str(found.path), "generators": used_by, "names": made})
        _say_unread(app)
        return
    echo(Text("{name}: {path}", "{name}：{path}").format(name=found.name, path=found.path))
    if not templates.generators(found):
        echo(Text("No document is made from it; these columns could feed it:", "没有文件用到它。可能的数据来源："))
    headers = (Text("name", "名称"), Text("fed by", "数据来源"), Text("stands in", "位置"), Text("through", "处理"))
    echo_table(headers, [_row(each, sheets) for each in told])
    _say_unread(app)


def _say_unread(app: App) -> None:
    """Name the files that could not be read: what feeds a name may stand there. Exits with 1 if there are any."""
    try:
        unread = app.reading.unread
    except DocgenError:
        return
    echo_problems(unread)
    if unread:
        raise SystemExit(1)


def _sheets(app: App) -> list[SheetReport]:
    """The sheets of the workspace, if there is one and it has any."""
    try:
        return app.reading.sheets
    except DocgenError:  # `docgen tables` and `docgen check` say why
        return []


def _row(fed: Fed, sheets: Sequence[SheetReport]) -> tuple[object, ...]:
    use = fed.use
    through = [*use.filters, *([str(Text("may be missing", "可以没有"))] if use.optional else [])]
    return ".".join(use.chain), _feed_text(use, fed.feed, sheets), _first_place(use.places), "、".join(through)


def _feed_text(use: Use, feed: Feed | None, sheets: Sequence[SheetReport]) -> str:
    if feed is None:
        return str(_UNKNOWN_WHOLE)
    lines = [f"{table.name}.{column.title}{_first_cell((table, column), sheets)}" for table, column in feed.columns]
    said = "\n".join(lines) or f"{feed.text}"
    if exact := _exact_name(use, feed):
        said = str(_EXACTLY.format(said=said, name=exact))
    if feed.hint:
        said = str(Text("{said}. {hint}", "{said}，{hint}").format(said=said, hint=feed.hint))
    if use.chain != use.source:
        return str(_EACH.format(name=".".join(use.source), feed=said))
    return said


def _exact_name(use: Use, feed: Feed) -> str:
    """The name of the column in templates if this one calls it by another spelling (First_Name, first_name)."""
    names = [column.var for _, column in feed.columns]
    return "" if not names or use.source[-1] in names else names[0]


_EXACTLY = Text("{said}: {{{{ {name} }}}}", "{said}：{{{{ {name} }}}}")
_UNKNOWN_WHOLE = Text("a part of something that nothing feeds", "所属的名称没有来源")
_EACH = Text("for each, {name}: {feed}", "逐项 {name}：{feed}")


def _cells(spot: Spot, sheets: Sequence[SheetReport]) -> Iterator[tuple[str, str, str]]:
    """File, sheet and letter of each column of the workspace's workbooks that feeds the column."""
    table, column = spot
    for sheet in sheets:
        if sheet.table == table.name:
            yield from (
                (sheet.file, sheet.sheet, letter) for letter, _, title in sheet.columns if title == column.title
            )


def _first_cell(spot: Spot, sheets: Sequence[SheetReport]) -> str:
    cells = list(_cells(spot, sheets))
    if not cells:
        return ""
    (file, sheet, letter), others = cells[0], len(cells) - 1
    first = Text(" ← {file} / {sheet} / {letter}", " ← {file} / {sheet} / {letter}列")
    more = Text(" and {n} more", " 等{all}处").format(n=others, all=others + 1) if others else ""
    return f"{first.format(file=file, sheet=sheet, letter=letter)}{more}"


def _first_place(places: Sequence[TemplateSpot]) -> str:
    more = Text(" and {n} more", " 等{all}处").format(n=len(places) - 1, all=len(places)) if len(places) > 1 else ""
    return f"{places[0].part} {places[0].place}{more}"


def _as_dict(fed: Fed, sheets: Sequence[SheetReport]) -> dict[str, Any]:
    use, feed = fed.use, fed.feed
    columns = [
        {
            "table": table.name,
            "column": column.title,
            "attribute": column.name,
            "cells": [{"file": f, "sheet": s, "column": letter} for f, s, letter in _cells((table, column), sheets)],
        }
        for table, column in (feed.columns if feed else ())
    ]
    return {
        "name": ".".join(use.chain),
        "in_context": ".".join(use.source),
        "optional": use.optional,
        "filters": list(use.filters),
        "places": [str(place) for place in use.places],
        "fed_by": feed.source.value if feed else "unknown",
        "text": (feed.text if feed else _UNKNOWN_WHOLE)._asdict(),
        "columns": columns,
        "hint": feed.hint._asdict() if feed and feed.hint else None,
    }
