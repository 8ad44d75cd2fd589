"""The command itself."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from docgen.commands.base import command, option
from docgen.commands.init.answers import NONE, Day, Use, Weekday, complete, on_terminal, proposed
from docgen.commands.init.example import choice_in, copied_example, example_names, language_in
from docgen.commands.init.folder import Files, require_empty, write
from docgen.commands.init.menu import menus, open_menu
from docgen.commands.init.settings import settings_file
from docgen.commands.init.workbooks import workbooks
from docgen.commands.output import echo
from docgen.commands.summaries import with_details
from docgen.config import CONFIG
from docgen.plugin.manager import load_plugins
from docgen.plugin.package import built_in_packages
from docgen.problems import UsageError
from docgen.text import Text, language, writing
from docgen.workspace import FORMS, PluginChoice

_DETAILS = Text(
    "DIR must be new or empty. On a terminal docgen asks for what the options do not say, and proposes an answer; "
    "only what the workspace is for has no proposal: elsewhere --use must say it.",
    "DIR（文件夹）必须是新的或空的。在终端里运行时，选项没有写明的会逐项询问并给出建议；只有用来做什么没有建议，"
    "不在终端里运行的，要用 --use 写明。",
)


def _questions(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command an option for each question of a built-in package."""
    for package in built_in_packages().values():
        for question in reversed(package.load_start().questions):
            give = option(f"--{question.name}", type=question.type, metavar=question.metavar, help=question.help)
            function = give(function)
    return function


@command("init", with_details("init", _DETAILS))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@option(
    "--example",
    metavar="NAME",
    help=Text("Copy an example: {names}.", "复制一个示例：{names}。").format(names=", ".join(example_names())),
)
@option("--title", help=Text("What the work is called.", "工作名称。"))
@option("--issuer", help=Text("Who signs the documents.", "发文单位（落款）。"))
@option("--start", type=Day(), help=Text("The day on which the work starts.", "启动日期。"))
@option("--week-end", type=Weekday(), help=Text("The day on which its weeks end.", "每周截止到星期几。"))
@option("--year", type=int, help=Text("The year of dates without one.", "没写年份的日期按哪一年算。"))
@option(
    "--use",
    type=Use(),
    metavar="PACKAGE",
    help=Text("The built-in package that it uses: {names}.", "启用的内置插件包：{names}。").format(
        names=", ".join([*built_in_packages(), NONE])
    ),
)
@_questions
@option("--yes", is_flag=True, help=Text("Ask nothing, take the proposals.", "不询问，采用建议的值。"))
def init(folder: Path, example: str | None, yes: bool, **given: Any) -> None:
    """Make the workspace and say what to do next."""
    require_empty(folder)
    if example is not None:
        _refuse_settings(given)
        copy = copied_example(example)
        with writing(language_in(copy)):
            write(folder, copy | menus(load_plugins(choice=choice_in(copy)).registry))
            _say_next(folder, (_INVENTED, _first_step(example, copy), _CHECK))
        return
    with writing(language()):
        answers = complete(given, folder, date.today(), on_terminal if sys.stdin.isatty() and not yes else proposed)
    registry = load_plugins(choice=PluginChoice(answers.use)).registry
    with writing(language()):
        books = workbooks(registry.tables(), answers.year)
        write(folder, books | menus(registry) | {CONFIG: settings_file(answers)})
        _say_next(folder, (_FILL_IN if books else _BRING, *(answers.open_hints or [_SETTINGS]), _CHECK))


def _first_step(example: str, copy: Files) -> Text:
    """What to do first with an example: the trial of its package, else a look at its forms."""
    trials = [package.trial for package in built_in_packages().values() if package.example == example]
    if trials:
        return Text(_TRIAL.en.replace("{trial}", trials[0].en), _TRIAL.zh.replace("{trial}", trials[0].zh))
    return _SEE_FORMS if any(name.startswith(f"{FORMS}/") for name in copy) else _SEE_COMMANDS


def _refuse_settings(given: dict[str, Any]) -> None:
    """Raise UsageError when something is said that the example says already."""
    for name, value in given.items():
        if value is not None:
            flag = f"--{name.replace('_', '-')}"
            raise UsageError(
                Text("{flag} does not go with --example", "{flag} 不能与 --example 同用").format(flag=flag)
            )


def _say_next(folder: Path, lines: Sequence[Text]) -> None:
    echo(Text("The workspace is made: {folder}", "工作文件夹已建好：{folder}").format(folder=folder))
    for number, line in enumerate(lines, 1):
        echo(Text("{n}. {line}", "{n}. {line}").format(n=number, line=line.format(folder=folder, menu=open_menu())))


_FILL_IN = Text(
    "Fill in the workbooks in data/; their sheets “How to fill in” say how.",
    "填写 data 里的表格，每个表格的“填写说明”里写着怎样填。",
)
_SETTINGS = Text("Look over docgen.toml.", "核对 docgen.toml 里的设置。")
_BRING = Text(
    'Make a form of a workbook or an old Word form: docgen --workspace "{folder}" forms new NAME --data FILE',
    '用表格或旧的 Word 表格建一个表单：docgen --workspace "{folder}" forms new 名称 --data 文件',
)
_CHECK = Text(
    '{menu}, or run: docgen --workspace "{folder}" check', '{menu}，或运行：docgen --workspace "{folder}" check'
)
_INVENTED = Text(
    "Look at the workbooks in data/; everybody there is invented.", "看看 data 里的表格，人和事全部是虚构的。"
)
_TRIAL = Text(
    'Make the first document: docgen --workspace "{folder}" {trial}',
    '生成第一份文件：docgen --workspace "{folder}" {trial}',
)
_SEE_FORMS = Text(
    'See which forms there are: docgen --workspace "{folder}" forms',
    '查看有哪些表单：docgen --workspace "{folder}" forms',
)
_SEE_COMMANDS = Text(
    'See its commands: docgen --workspace "{folder}" --help', '看命令：docgen --workspace "{folder}" --help'
)
