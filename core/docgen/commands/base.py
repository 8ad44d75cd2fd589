"""What all commands share: bilingual click classes, and the application that a command works on."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import click

from docgen.app import Session
from docgen.commands.summaries import SUMMARIES
from docgen.files import is_folder, lies
from docgen.text import Text

F = TypeVar("F", bound=Callable[..., Any])


class Command(click.Command):
    """A command whose help is a Text."""

    def __init__(self, name: str, *, help: Text, **attributes: Any) -> None:
        super().__init__(name, help=help.en, **attributes)
        self.text = help

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help in the current language."""
        self.help = str(self.text)
        super().format_help_text(ctx, formatter)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of the usage line in the current language."""
        self.options_metavar = str(Text("[OPTIONS]", "[选项]"))
        return super().collect_usage_pieces(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence in the current language."""
        return str(self.text).split("\n", 1)[0].rstrip("。.")


class Group(Command, click.Group):
    """A group of commands whose help is a Text."""

    command_class = Command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of the usage line in the current language."""
        self.subcommand_metavar = str(Text("COMMAND [ARGS]...", "命令 [参数]..."))
        return super().collect_usage_pieces(ctx)


class Option(click.Option):
    """An option whose help is a Text."""

    def __init__(self, declarations: Sequence[str], *, help: Text, **attributes: Any) -> None:
        super().__init__(declarations, help=help.en, **attributes)
        self.text = help

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help in the current language."""
        self.help = str(self.text)
        return super().get_help_record(ctx)

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value, in the current language: a click.Path has its name from the one it was made in."""
        if isinstance(self.type, click.Path) and self.metavar is None:
            return click.Path(file_okay=self.type.file_okay, dir_okay=self.type.dir_okay).name.upper()
        return super().make_metavar(ctx)


def command(name: str, help: Text, **attributes: Any) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command."""
    return click.command(name, cls=Command, help=help, **attributes)


def option(*declarations: str, help: Text, **attributes: Any) -> Callable[[F], F]:
    """Give a command an option."""
    return click.option(*declarations, cls=Option, help=help, **attributes)


class Day(click.ParamType[date]):
    """A day as people write it: 2013-11-29, 2013.11.29, 2013年11月29日."""

    name = "day"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What stands for it in a help text."""
        return str(Text("DAY", "日期"))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day. Fails for what is none."""
        numbers = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})日?", str(value).strip())
        try:
            return date(*map(int, numbers.groups())) if numbers else date.fromisoformat(str(value))
        except ValueError:
            text = Text("{value} is not a day; write it like 2013-11-29", "“{value}”不是日期，请写成 2013-11-29")
            self.fail(str(text.format(value=value)), param, ctx)


class InputFile(click.Path):
    """A file that is there, or something in its place that reading it reports."""

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Fails where nothing lies, or a folder."""
        path = Path(value)
        return path if lies(path) and not is_folder(path) else super().convert(value, param, ctx)


json_option = option(
    "--json", "as_json", is_flag=True, help=Text("Print JSON for other programs.", "输出 JSON，供其他程序使用。")
)


class App(Session):
    """The session of one call of `docgen`. `argv` is what was typed after it; without `develops` no plugin that
    somebody is writing runs."""

    def __init__(
        self, folder: Path | None, argv: Sequence[str] = (), *, local_plugins: bool = True, develops: bool = True
    ) -> None:
        self.argv = tuple(argv)
        self.asks_for_help = "--help" in self.argv
        super().__init__(
            folder,
            here=_current_folder(),
            today=date.today(),
            reserved=SUMMARIES,
            local_plugins=local_plugins,
            run_developed=develops and not is_final(self.argv),
            whole=not self.asks_for_help,
        )


def is_final(argv: Sequence[str]) -> bool:
    """Whether what is asked for is signed, goes to other computers, or is gone on with."""
    words = [word.partition("=")[0] for word in argv]
    again = not {("runs", "resume"), ("register", "reissue")}.isdisjoint(pairwise(words))
    return again or not {"--issue", "--cluster"}.isdisjoint(words)


def _current_folder() -> Path:
    """The folder that docgen was started in; the root if it is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path(os.sep)


pass_app = click.pass_obj
