"""The options that commands share which make documents; they are fields of docgen.app.run_options.Wish."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from docgen.commands.base import Option
from docgen.problems import UsageError
from docgen.text import Text
from docgen.urls import is_url, place_of


class OutFolder(click.ParamType[Path]):
    """A folder of this machine, or a storage by its URL."""

    name = "folder"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What stands for it in a help text."""
        return str(Text("FOLDER", "文件夹"))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The place. Raises DocgenError for a URL that nobody knows."""
        place = place_of(str(value))
        if not is_url(place) and place.is_file():
            self.fail(str(Text("{place} is a file", "{place} 是文件").format(place=place)), param, ctx)
        return place


class Titles(click.ParamType[tuple[str, ...]]):
    """Names of columns, between commas or the like."""

    name = "names"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What stands for it in a help text."""
        return str(Text("NAMES", "列名"))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The names. Raises UsageError when there is none."""
        if isinstance(value, tuple):
            return value
        titles = tuple(title for each in re.split("[,，、;；\n]", str(value)) if (title := each.strip()))
        if not titles:
            raise UsageError(_NO_NAMES, hint=_BETWEEN_COMMAS)
        return titles


_NO_NAMES = Text("no column was named", "没有写列名")
_BETWEEN_COMMAS = Text("Write them between commas: --columns 姓名,职务", "请用逗号隔开：--columns 姓名,职务")


def common_options() -> list[click.Parameter]:
    """The options that all commands have that make documents; of whatever kind."""
    return [
        Option(
            ["--out"],
            type=OutFolder(),
            help=Text(
                "Write below this folder, or URL (s3://…), instead of out/.",
                "写到这个文件夹或网址（s3://…），而不是 out/。",
            ),
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
            ["--jobs"],
            type=click.IntRange(1, 64),
            help=Text(
                "How many processes make large print files; by default one for each processor.",
                "用几个进程生成大批打印文件，默认与处理器数相同。",
            ),
        ),
        Option(
            ["--cluster"],
            metavar="ADDRESS",
            help=Text(
                "Make print files on a Dask cluster: tcp://…, or local for one on this machine.",
                "用 Dask 集群生成打印文件：tcp://…；local 为本机集群。",
            ),
        ),
        Option(
            ["--json", "as_json"],
            is_flag=True,
            help=Text("Print JSON for other programs.", "输出 JSON，供其他程序使用。"),
        ),
    ]


def sides_option(help: Text) -> click.Parameter:
    """On how many sides of a sheet is printed, for print files."""
    return Option(["--sides"], type=click.Choice([1, 2]), help=help)


def careful_options() -> list[click.Parameter]:
    """What is done with files that a person changed, and how much is said."""
    return [
        Option(["--overwrite"], is_flag=True, help=Text("Replace files that were edited.", "替换改过的同名文件。")),
        Option(["--quiet", "-q"], is_flag=True, help=Text("Say only what is wrong.", "只显示问题。")),
    ]
