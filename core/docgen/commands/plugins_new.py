"""`docgen plugins new`: a plugin to begin with, and a test that passes."""

from __future__ import annotations

import keyword
from importlib.resources import files
from pathlib import Path

import click

from docgen.commands.base import App, command, option, pass_app
from docgen.commands.output import echo
from docgen.commands.summaries import SUMMARIES
from docgen.plugin.trust import hash_of, trust
from docgen.problems import DocgenError, FileLine, UsageError
from docgen.state import refuse_links
from docgen.text import Text
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
@option("--title", help=Text("What the document is called in Chinese.", "文件的中文名称。"), default="走访单")
@option("--table", help=Text("The table that gives a document a row.", "数据表名。"), default="走访")
@pass_app
def new(app: App, name: str, title: str, table: str) -> None:
    """Write the files and say what to do next. Raises UsageError for a name that cannot be, or is taken."""
    _check(app, name, title, table)
    root = app.workspace.root
    words = {"NAME": name, "CLASS": name.title().replace("_", ""), "TITLE": title, "TABLE": table}
    plugin = root / PLUGINS / f"{name}.py"
    made = {
        plugin: _filled("plugin.py.txt", words),
        root / "tests" / f"test_{name}.py": _filled("test_plugin.py.txt", words),
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
        if not word.isidentifier() or word.isascii():
            raise UsageError(Text("{name} is no Chinese name", "“{name}”不是中文名称").format(name=word))


def _filled(file: str, words: dict[str, str]) -> bytes:
    """One of the files, with these words in it."""
    text = files("docgen.commands").joinpath("plugin_files", file).read_text(encoding="utf-8")
    for word, meant in words.items():
        text = text.replace(f"__{word}__", meant)
    return text.encode()


def _template(title: str) -> bytes:
    from docgen.gongwen import styles
    from docgen.gongwen.build import Builder

    builder = Builder(title)
    builder.paragraph(styles.TITLE, title)
    builder.blank()
    builder.paragraph(styles.BODY, "{{ 姓名 }}：{{ 日期 }}走访，共{{ 总数 }}。")
    return builder.to_bytes()


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
    "Next: fill in the workbook and run docgen {name}. After each edit of the plugin: pytest, "
    "docgen plugins trust {name}, docgen plugins check {name}.",
    "下一步：填写表格，运行 docgen {name}。改过插件后依次运行：pytest、docgen plugins trust {name}、"
    "docgen plugins check {name}。",
)
