"""What all commands share: bilingual click classes, and the application that a command works on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from docgen.commands.summaries import SUMMARIES
from docgen.files import is_folder, lies
from docgen.plugin.package import check_choice
from docgen.problems import DocgenError, Problem, UsageError
from docgen.text import Text
from docgen.urls import is_url
from docgen.workspace import (
    FORMS,
    PLUGINS,
    PluginChoice,
    Workspace,
    find_workspace,
    is_workspace,
    no_workspace,
    open_workspace,
)

if TYPE_CHECKING:
    from docgen.batch.ledger import Ledger
    from docgen.data import Dataset
    from docgen.period import Period
    from docgen.plugin.manager import Plugins
    from docgen.plugin.providers import Places
    from docgen.register import Register
    from docgen.state import Standing
    from docgen.tables import Reading
    from docgen.tables.ahead import Ahead

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


class App:
    """The workspace of this call and what was read from it; each part is opened when first needed. `argv` is what was
    typed after `docgen`. Without `local_plugins` no plugin of the workspace runs, without `develops` none that somebody
    is writing."""

    def __init__(
        self, folder: Path | None, argv: Sequence[str] = (), *, local_plugins: bool = True, develops: bool = True
    ) -> None:
        self.folder = folder
        self.argv = tuple(argv)
        self.local_plugins, self.develops = local_plugins, develops
        self._ahead: Ahead | None = None

    @cached_property
    def workspace(self) -> Workspace:
        """Raises DocgenError when there is none, or docgen.toml is wrong."""
        return open_workspace(self.root, date.today().year)

    @property
    def root(self) -> Path:
        """The folder that was named, else the nearest above this one."""
        if self.folder is None:
            return find_workspace(Path.cwd())
        if not is_workspace(self.folder):
            raise no_workspace(self.folder)
        return self.folder.absolute()

    @property
    def has_workspace(self) -> bool:
        """Whether there is a workspace, here or in the folder that was named."""
        try:
            return bool(self.root)
        except DocgenError:
            return False

    @cached_property
    def home(self) -> Workspace | None:
        """The workspace; None where there is none, unless one was asked for. Raises DocgenError as `workspace` does."""
        if self.folder is None:
            try:
                find_workspace(Path.cwd())
            except DocgenError:
                return None
        return self.workspace

    @property
    def asks_for_help(self) -> bool:
        """Whether only a help text is asked for, so that names and titles will do."""
        return "--help" in self.argv

    @property
    def plugin_choice(self) -> PluginChoice:
        """Which plugins docgen.toml turns on and off. A help text is shown whatever is wrong with docgen.toml; else
        raises DocgenError for it."""
        try:
            check_choice(self.workspace.settings)
        except DocgenError:
            if self.asks_for_help:
                return PluginChoice()
            raise
        return self.workspace.settings.plugins

    @cached_property
    def plugins(self) -> Plugins:
        """The plugins of docgen, of installed packages and of the workspace, if there is one. Raises DocgenError as
        `workspace` does."""
        from docgen.plugin.manager import load_plugins  # `docgen --help` does without

        try:
            root = self.root
        except DocgenError:
            return load_plugins(taken=SUMMARIES)
        choice = self.plugin_choice
        runs = {"run_local": self.local_plugins, "run_developed": self.may_develop}
        plugins = load_plugins(root / PLUGINS, choice=choice, taken=SUMMARIES, **runs)
        if lies(root / FORMS):
            from docgen.forms.declared.load import load_forms

            load_forms(plugins, root / FORMS, SUMMARIES, whole=not self.asks_for_help)
        return plugins

    @property
    def may_develop(self) -> bool:
        """Whether plugins that somebody is writing may run: not for what is signed, goes to other computers, or is gone
        on with."""
        words = [word.partition("=")[0] for word in self.argv]
        is_final = not {("runs", "resume"), ("register", "reissue")}.isdisjoint(pairwise(words))
        return self.develops and not is_final and {"--issue", "--cluster"}.isdisjoint(words)

    @cached_property
    def standing(self) -> Standing:
        """Whose history the workspace holds."""
        from docgen.state import standing_of

        return standing_of(self.workspace.root)

    @property
    def history(self) -> Ledger:
        """The notes that lie in the workspace, whoever made them."""
        from docgen.batch.ledger import Ledger

        return Ledger(self.workspace.state)

    @cached_property
    def ledger(self) -> Ledger:
        """The notes that this call goes by and adds to: those of the workspace, or, if they are somebody else's, notes
        of this user on it. Raises DocgenError when there is no place for those."""
        from docgen.batch.ledger import ledger_beside
        from docgen.state import Standing

        return ledger_beside(self.workspace.root) if self.standing is Standing.FOREIGN else self.history

    def require_own(self) -> None:
        """Raise DocgenError, which names `docgen adopt`, for a workspace whose history is somebody else's."""
        from docgen.state import require_own

        require_own(self.workspace.root)

    def name_out(self, out: Path | None) -> None:
        """Remember the folder or URL that `--out` names, so that what is noted of files there is believed later."""
        from docgen.state import name_folder

        if out is not None and self.home is not None:
            name_folder(self.home.root, str(out if is_url(out) else out.absolute()))

    @cached_property
    def register(self) -> Register:
        """The register of document numbers."""
        from docgen.register import Register

        return Register(self.workspace.register)

    def read_ahead(self) -> None:
        """The data will be asked for: begin to read it."""
        from docgen.tables.ahead import Ahead

        self._ahead = Ahead(self.workspace.data)

    @cached_property
    def _read(self) -> tuple[Dataset, Reading]:
        registry, settings = self.plugins.registry, self.workspace.settings
        figures = {name: owned.item for name, owned in registry.figures.items()}
        tables = registry.tables(settings)
        from docgen.data import Dataset, run_checks

        data, reading = Dataset.read(self.workspace.data, tables, figures, settings, self._ahead)
        self._ahead = None
        checks = [owned.item for owned in registry.checks.values()]
        data.problems.extend((*settings.problems, *run_checks(data.aside(), checks)))
        return data, reading

    @property
    def reading(self) -> Reading:
        """How the workbooks were understood, faults and all."""
        return self._read[1]

    @property
    def any_data(self) -> Dataset:
        """The data, also when a workbook could not be used."""
        return self._read[0]

    @property
    def data(self) -> Dataset:
        """The data. Raises DocgenError when a workbook could not be used: numbers without it would be wrong."""
        broken = self.reading.broken
        if broken:
            raise DocgenError(broken[0].text, hint=broken[0].hint, where=broken[0].where, problems=broken)
        return self.any_data

    def used(self) -> dict[str, int]:
        """The tables that were looked at so far, and how many rows they have; none while nothing was read."""
        return {name: len(rows) for name, rows in self.any_data.used.items()} if "_read" in vars(self) else {}

    def problems(self) -> list[Problem]:
        """What reading and the checks found."""
        return self.any_data.problems

    def name_places(self, names: Sequence[str]) -> Places:
        """The places of these names. Raises UsageError for a name that no place has, and if the workspace has none."""
        known = self.plugins.registry.known_places
        if known is None:
            raise UsageError(_NO_PLACES.format(names=" ".join(names)))
        return known(names, self.any_data)

    def issue_period(self, number: int) -> Period | None:
        """The days of issue `number` of a periodical, as the register has them; None if it has none."""
        from docgen.plugin.generator import series_of

        year = self.workspace.settings.year
        found = (self.register.period(series_of(each), number, year) for each in self.plugins.registry.periodicals)
        return next((days for days in found if days), None)


_NO_PLACES = Text("{names} is no place: no plugin here declares places", "“{names}”不是地方：这里的插件没有声明地方")

pass_app = click.pass_obj
