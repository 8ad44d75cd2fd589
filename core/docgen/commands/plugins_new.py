"""`docgen plugins new`: a plugin to begin with, and a test that passes."""

from __future__ import annotations

import keyword
import re
from importlib.resources import files
from pathlib import Path

import click

from docgen.commands.base import App, command, option, pass_app
from docgen.commands.output import echo
from docgen.commands.summaries import SUMMARIES
from docgen.plugin.trust import hash_of, trust
from docgen.problems import DocgenError, FileLine, UsageError
from docgen.state import refuse_links
from docgen.text import Text, written_language
from docgen.workspace import PLUGINS


@command(
    "new",
    Text(
        "Write a plugin to begin with: plugins/NAME.py, a template, an empty workbook and a test that passes.\n\n"
        "NAME is the command, in English; what is there already stays as it is.",
        "新建一个插件：plugins/NAME.py、模板、待填的表格和一个能通过的测试。\n\n"
        "NAME（英文）也是命令名；已有的文件不会覆盖。",
    ),
)
@click.argument("name")
@option("--title", help=Text("What the document is called.", "文件名称。"))
@option("--table", help=Text("The table that gives a document a row.", "数据表名。"))
@pass_app
def new(app: App, name: str, title: str | None, table: str | None) -> None:
    """Write the files and say what to do next. Raises UsageError for a name that cannot be, or is taken."""
    title, table = title or _TITLE.written, table or _TABLE.written
    _check(app, name, title, table)
    root = app.workspace.root
    words = {"NAME": name, "CLASS": name.title().replace("_", ""), "TITLE": title, "TABLE": table}
    plugin = root / PLUGINS / f"{name}.py"
    made = {
        plugin: _filled(f"plugin.{written_language()}.py.txt", words),
        root / "tests" / f"test_{name}.py": _filled(f"test_plugin.{written_language()}.py.txt", words),
        app.workspace.templates / f"{title}.docx": _template(title),
    }
    if there := [str(path.relative_to(root)) for path in made if path.exists()]:
        hint = _LEFT_OVER.format(paths="、".join(there))
        raise DocgenError(_THERE.format(path=there[0]), hint=hint, where=FileLine(str(root / there[0])))
    for path in made:
        refuse_links(path, root)
    for path, data in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    trust(plugin, hash_of({plugin.name: made[plugin]}))
    made |= _workbook(app, table)
    for path in made:
        echo(Text("Made {path}", "已生成 {path}").format(path=path.relative_to(root)))
    echo(_NEXT.format(name=name))


def _check(app: App, name: str, title: str, table: str) -> None:
    registry = app.plugins.registry
    if not (name.isascii() and name.isidentifier() and name.islower()) or keyword.iskeyword(name):
        raise UsageError(
            Text("{name} cannot be the name of a plugin", "“{name}”不能作插件名").format(name=name), hint=_SO
        )
    for word, taken in ((name, registry.generators), (title, registry.generators), (table, registry.records)):
        if word in taken or word in SUMMARIES:
            raise UsageError(Text("the name {name} is taken", "名称“{name}”已被占用").format(name=word), hint=_OTHER)
    for word in (title, table):
        if written_language() == "zh" and (not word.isidentifier() or word.isascii()):
            raise UsageError(Text("{name} is no Chinese name", "“{name}”不是中文名称").format(name=word))
        if not re.fullmatch(r"\w[\w -]*", word):
            raise UsageError(_NO_NAME.format(name=word))


def _filled(file: str, words: dict[str, str]) -> bytes:
    """One of the files, with these words in it."""
    text = files("docgen.commands").joinpath("plugin_files", file).read_text(encoding="utf-8")
    for word, meant in words.items():
        text = text.replace(f"__{word}__", meant)
    return text.encode()


def _template(title: str) -> bytes:
    """The template: laid out as an official document, or as plain English."""
    if written_language() == "en":
        return _plain_template(title)
    from docgen.gongwen import styles
    from docgen.gongwen.build import Builder

    builder = Builder(title)
    builder.paragraph(styles.TITLE, title)
    builder.blank()
    builder.paragraph(styles.BODY, "{{ 姓名 }}：{{ 日期 }}走访，共{{ 总数 }}。")
    return builder.to_bytes()


def _plain_template(title: str) -> bytes:
    from io import BytesIO

    from docx import Document

    document, data = Document(), BytesIO()
    document.add_heading(title, 1)
    document.add_paragraph("{{ Name }}: {{ Day|date }}, one of {{ Total }}.")
    document.save(data)
    return data.getvalue()


def _workbook(app: App, table: str) -> dict[Path, bytes]:
    """The empty workbook of the table, written unless there is one."""
    from docgen.plugin.manager import load_plugins
    from docgen.plugin.package import example_words
    from docgen.tables.blank import blank_workbook, file_name

    loaded = load_plugins(app.workspace.plugins, choice=app.workspace.settings.plugins).registry.tables().get(table)
    if loaded is None:
        return {}
    path = refuse_links(app.workspace.data / file_name(loaded), app.workspace.root)
    if path.exists():
        return {}
    year = app.workspace.settings.year
    data = blank_workbook(loaded, year, example_words() | {"年份": str(year)})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return {path: data}


_TITLE, _TABLE = Text("Visit sheet", "走访单"), Text("Visits", "走访")
_NO_NAME = Text("{name} is no name: use letters, digits, blanks and -", "“{name}”不能作名称：只用文字、数字、空格、-")
_SO = Text(
    "Small English letters, digits and _, such as visit_sheets.", "用小写英文字母、数字、下划线，如 visit_sheets。"
)
_OTHER = Text("Choose another with --title or --table.", "请用 --title、--table 另起名称。")
_THERE = Text("{path} is there already; nothing was written", "已有 {path}，没有写任何文件")
_LEFT_OVER = Text(
    "If a plugin that is no more left it, delete {paths}; else take another name for the plugin, or another --title.",
    "如果是已删除的插件留下的，请删去 {paths}；还要用的，请给插件换个名称，或用 --title 换个文件名称。",
)
_NEXT = Text(
    "Next: fill in the workbook and run docgen {name}. While you write the plugin it runs as it is after: docgen "
    "plugins dev {name}. When it is done: pytest, docgen plugins trust {name}, docgen plugins check {name}.",
    "下一步：填写表格，运行 docgen {name}。编写插件期间先运行 docgen plugins dev {name}，改了也能直接用；"
    "写完后依次运行：pytest、docgen plugins trust {name}、docgen plugins check {name}。",
)
