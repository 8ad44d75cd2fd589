"""The command line: finds the language and the workspace, then the command."""

from __future__ import annotations

import errno
import gc
import importlib
import locale
import os
import sys
from collections.abc import Iterator, Sequence
from gettext import bindtextdomain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen import __version__
from docgen.commands.base import App, Group, Option
from docgen.commands.output import echo_problems
from docgen.commands.summaries import SUMMARIES
from docgen.plugin.blame import shows_all
from docgen.plugin.package import built_in_packages, describe_kinds, explain_kind
from docgen.problems import DocgenError, FileLine, UsageError, did_you_mean
from docgen.text import LANGUAGES, Language, Text, reason_of, set_language, set_written_language
from docgen.workspace import no_workspace, typed_language

if TYPE_CHECKING:
    from docgen.plugin.generator import Generator
    from docgen.plugin.manager import Plugins

WRONG_USAGE = 2
LANGUAGE_VARIABLE = "DOCGEN_LANG"


class Root(Group):
    """`docgen`: its own commands, and one for each generator under its name and its alias."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Generators by name, then the other commands."""
        return [*dict.fromkeys(g.name for g in _generators(ctx).values()), *SUMMARIES]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called so, or None."""
        if cmd_name in SUMMARIES:
            module = importlib.import_module(f"docgen.commands.{cmd_name}")
            found: click.Command = getattr(module, cmd_name)
            return found
        from docgen.commands.generate import generator_command, generator_group

        generators = _generators(ctx)
        if generator := generators.get(cmd_name):
            return generator_command(cmd_name, generator)
        below = {name: each for name, each in generators.items() if name.startswith(f"{cmd_name} ")}
        return generator_group(cmd_name, below) if below else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed, its name a word or two. Raises UsageError with the nearest one when there is
        none."""
        if args and args[0] not in SUMMARIES:
            if (two := " ".join(args[:2])) in _generators(ctx):
                args = [two, *args[2:]]
            if self.get_command(ctx, args[0]) is None:
                raise _explain(ctx, args)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Generators with their Chinese names, and the other commands."""
        from docgen.app import list_kinds

        kinds = list_kinds(ctx.ensure_object(App))
        rows = [(f"{kind.name}, {kind.alias}" if kind.alias else kind.name, str(kind.title)) for kind in kinds]
        if rows:
            with formatter.section(str(Text("Documents", "生成文件"))):
                formatter.write_dl(rows)
        with formatter.section(str(Text("Other commands", "其他命令"))):
            formatter.write_dl([(name, str(line).rstrip("。.")) for name, line in SUMMARIES.items()])
        if not ctx.ensure_object(App).has_workspace:
            for package in built_in_packages().values():
                formatter.write_paragraph()
                formatter.write_text(str(describe_kinds(package)))


def _generators(ctx: click.Context) -> dict[str, type[Generator]]:
    registry = ctx.ensure_object(App).plugins.registry
    return {name: owned.item for name, owned in registry.generators.items()}


def _explain(ctx: click.Context, words: list[str]) -> DocgenError:
    """Why there is no command that `words` begin with."""
    from docgen.plugin.unloaded import explained

    app = ctx.ensure_object(App)
    if off := explained(words, app.plugins.found):
        return off
    if package := explain_kind(words, app.workspace.settings if app.has_workspace else None):
        return package if app.has_workspace or app.folder is None else no_workspace(app.folder)
    hint = did_you_mean(words[0], [*_generators(ctx), *SUMMARIES])
    text = Text("there is no command {name}", "没有“{name}”这个命令").format(name=words[0])
    return UsageError(text, hint=hint or Text("`docgen --help` lists them.", "用 docgen --help 查看全部命令。"))


def _print_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"docgen {__version__}")
        ctx.exit()


def command_line() -> Root:
    """`docgen` itself; its commands are found when they are asked for. click's own words come from our catalog."""
    bindtextdomain("messages", str(Path(__file__).parent / "locale"))
    return Root(
        "docgen",
        help=Text(
            "Turns the workbooks of an office into the Word documents that it signs, prints and hands out.",
            "把单位的表格变成要签发、打印、分发的 Word 文件。",
        ),
        params=[
            Option(
                ["--workspace", "-w"],
                type=click.Path(path_type=Path),
                expose_value=False,
                help=Text("The workspace, if it is not this folder.", "工作文件夹（默认是当前文件夹）。"),
            ),
            Option(
                ["--lang"],
                type=click.Choice(LANGUAGES),
                expose_value=False,
                help=Text("The language of messages.", "提示信息的语言。"),
            ),
            Option(
                ["--no-local-plugins"],
                is_flag=True,
                expose_value=False,
                help=Text("Run no plugin of the workspace, trusted or not.", "工作文件夹里的插件一律不运行。"),
            ),
            Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_print_version,
                help=Text("Show the version.", "显示版本号。"),
            ),
        ],
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Run `docgen` with `argv`, by default that of the process, and exit with its code."""
    sys.exit(run(list(sys.argv[1:] if argv is None else argv)))


_RARELY = 50_000
"""Objects that are made before Python looks for garbage: a run leaves hardly any, and keeps most of what it makes."""


def run(argv: list[str]) -> int:
    """Run `docgen` with `argv`; gives the exit code: 0 done, 1 failed, 2 wrong usage. A bug keeps its traceback."""
    _printable_output()
    gc.set_threshold(_RARELY)
    folder = _early(argv, "--workspace", "-w")
    app = App(Path(folder) if folder else None, argv, local_plugins=not _early_flag(argv, "--no-local-plugins"))
    _speak(_language(argv, app))
    set_written_language(_written_language(argv, app))
    code = _run(argv, app)
    if not app.asks_for_help and not _early_flag(argv, "--version"):
        _say_after(app, code)
    return code


def _say_after(app: App, code: int) -> None:
    """Name what somebody should know whatever the command did: runs that were stopped, plugins in development,
    packages that are off."""
    from docgen.commands.begun import say_begun
    from docgen.commands.plugins_off import say_developed
    from docgen.commands.unused import say_unused

    say_begun(app)
    say_developed(app)
    if code != WRONG_USAGE:  # else the command's own error names the package
        say_unused(app)


def _run(argv: list[str], app: App) -> int:
    try:
        return int(command_line().main(argv, prog_name="docgen", obj=app, standalone_mode=False) or 0)
    except DocgenError as error:
        return _show(error)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(Text("stopped", "已停止"), err=True)
        return 1
    except SystemExit as stop:
        blamed = _blamed(app, stop)
        return _show(blamed) if blamed else stop.code if isinstance(stop.code, int) else 1
    except BaseException as error:
        if blamed := _blamed(app, error) or _of_the_system(error):
            return _show(blamed)
        raise


def _blamed(app: App, error: BaseException) -> DocgenError | None:
    """What is said of a bug of a plugin."""
    loaded: Plugins | None = vars(app).get("plugins")
    return loaded.blamed(error) if loaded else None


def _of_the_system(error: BaseException) -> DocgenError | None:
    """What is said where the system refuses a file, which is no bug; None of anything else."""
    if not isinstance(error, OSError) or shows_all() or not (error.filename or error.errno in _OF_DISKS):
        return None
    where = FileLine(str(error.filename)) if error.filename else None
    return DocgenError(_REFUSED.format(why=reason_of(error)), hint=_SEE_TO_IT, where=where)


_OF_DISKS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.ESTALE)
_REFUSED = Text("the system refuses it: {why}", "系统不允许：{why}")
_SEE_TO_IT = Text(
    "Close the programs that may use it, see that you may read and write there, and run this again.",
    "请关闭可能正在使用它的程序，确认有读写权限，再重新运行。",
)


def _show(error: DocgenError) -> int:
    echo_problems(error.as_problems())
    return error.exit_code


def _printable_output() -> None:
    """A console that lacks a character shows ? for it, and does not stop."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _early(argv: Sequence[str], *names: str) -> str | None:
    """The value of an option that must be known before the commands are: from what stands before the command."""
    return next((value for name, value in _early_options(argv) if name in names), None)


def _early_flag(argv: Sequence[str], name: str) -> bool:
    """Whether an option without a value stands before the command."""
    return any(each == name for each, _ in _early_options(argv))


def _early_options(argv: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    words = iter(argv)
    for word in words:
        name, has_value, value = word.partition("=")
        if has_value:
            yield name, value
        elif word in ("--workspace", "-w", "--lang"):
            yield word, next(words, None)
        elif word.startswith("-"):
            yield word, None
        else:
            return


def _language(argv: Sequence[str], app: App) -> Language:
    """--lang, else the environment's wish, else the workspace's language, else the locale's."""
    for wish in (_early(argv, "--lang"), os.environ.get(LANGUAGE_VARIABLE), _workspace_language(app), _locale()):
        for known in LANGUAGES:
            if wish and wish.lower().startswith(known):
                return known
    return "en"


def _written_language(argv: Sequence[str], app: App) -> Language:
    """The language of what is made: the workspace's, whoever runs it; outside of one that of --lang; else Chinese."""
    try:
        wish = typed_language(app.root)
    except DocgenError:
        wish = _early(argv, "--lang")
    return "en" if wish == "en" else "zh"


def _workspace_language(app: App) -> str | None:
    try:
        return typed_language(app.root)
    except DocgenError:
        return None


def _locale() -> str | None:
    variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((value for value in variables if value), None) or locale.getlocale()[0]


def _speak(lang: Language) -> None:
    """Speak `lang`, click's own words too."""
    set_language(lang)
    os.environ["LANGUAGE"] = lang
