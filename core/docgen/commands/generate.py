"""A command for each generator: `docgen bulletin week-3`, `docgen 专报 第3周`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from docgen.commands.base import App, Command, Option
from docgen.period import Period, parse_period
from docgen.plugin.generator import REQUIRED, Generator, Parameter
from docgen.text import Text

_KINDS: dict[type, click.ParamType[Any]] = {str: click.STRING, int: click.INT}

_HELP = Text("{title}\n\n{parameters}", "{title}\n\n{parameters}")


def generator_command(name: str, generator: type[Generator]) -> Command:
    """The command of `generator` under `name`, its parameters as arguments and options."""

    @click.pass_obj
    def callback(app: App, /, **typed: Any) -> None:
        from docgen.commands.make import Wish, make  # what makes documents is slow to load

        parameters = generator.parameters()
        values = {key: _value(app, declared, typed.pop(key)) for key, declared in parameters.items()}
        make(app, generator(**values), Wish(**typed))

    return Command(name, help=_help(generator), callback=callback, params=[*_params(generator), *common_options()])


def _help(generator: type[Generator]) -> Text:
    arguments = [declared.title for declared in generator.parameters().values() if declared.default is REQUIRED]
    lines = Text("\n".join(text.en for text in arguments), "\n".join(text.zh for text in arguments))
    return _HELP.format(title=generator.title, parameters=lines)


def _params(generator: type[Generator]) -> list[click.Parameter]:
    return [_param(name, declared) for name, declared in generator.parameters().items()]


def _param(name: str, declared: Parameter) -> click.Parameter:
    kind = _KINDS.get(declared.kind, click.STRING)
    if declared.default is REQUIRED:
        return click.Argument([name], type=kind, nargs=-1 if declared.kind is tuple else 1)
    flag = f"--{name.rstrip('_').replace('_', '-')}"  # for_ is --for, a word that Python keeps to itself
    if declared.kind is bool:
        return Option([flag, name], is_flag=True, default=declared.default, help=declared.title)
    return Option([flag, name], type=kind, default=declared.default, help=declared.title)


def common_options() -> list[click.Parameter]:
    """The options that all commands have that make documents; they are fields of docgen.commands.make.Wish."""
    return [
        Option(
            ["--out"],
            type=click.Path(path_type=Path, file_okay=False),
            help=Text("Write below this folder instead of out/.", "写到这个文件夹，而不是 out/。"),
        ),
        Option(
            ["--pdf"],
            is_flag=True,
            help=Text("Make a PDF too, with LibreOffice.", "同时用 LibreOffice 生成 PDF。"),
        ),
        Option(
            ["--dry-run"],
            is_flag=True,
            help=Text("Say what would be made, and make nothing.", "只说明将生成什么，不写文件。"),
        ),
        Option(
            ["--preview"],
            is_flag=True,
            help=Text("Show the pages, and make nothing.", "只打开页面预览，不写文件。"),
        ),
        Option(
            ["--json", "as_json"],
            is_flag=True,
            help=Text("Print JSON for other programs.", "输出 JSON，供其他程序使用。"),
        ),
    ]


def _value(app: App, declared: Parameter, typed: Any) -> Any:
    if declared.kind is Period and isinstance(typed, str):
        return parse_period(typed, app.workspace.settings.weeks, app.issue_period)
    return typed
