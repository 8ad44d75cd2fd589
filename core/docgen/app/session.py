"""A session: one workspace, its settings, plugins, register and data, for whatever door somebody comes through."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.files import lies
from docgen.plugin.package import check_choice
from docgen.problems import DocgenError, Problem, UsageError
from docgen.text import Language, Text, speaking, writing
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


class Session:
    """One workspace and what was read of it; each part is opened when first needed. Several sessions of several
    workspaces live in one process.

    `folder` is the workspace; None for the nearest one at or above the folder `here`. `today` gives the year of a
    workspace without docgen.toml. `reserved` are names that no kind of document may have. Without `local_plugins` no
    plugin of the workspace runs; one that somebody is writing runs only with `run_developed`. Unless plugins and forms
    are loaded as a `whole`, names and titles will do.
    """

    def __init__(
        self,
        folder: Path | None,
        *,
        here: Path,
        today: date,
        reserved: Collection[str] = (),
        local_plugins: bool = True,
        run_developed: bool = False,
        whole: bool = True,
    ) -> None:
        self.folder, self.here, self.today = folder, here, today
        self.reserved, self.whole = reserved, whole
        self.local_plugins, self.run_developed = local_plugins, run_developed
        self._ahead: Ahead | None = None

    @property
    def language(self) -> Language:
        """The language of what is made here: that of the workspace; Chinese where it names none."""
        return (self.home.settings.language if self.home else None) or "zh"

    @contextmanager
    def speaking(self, language: Language) -> Iterator[None]:
        """Inside the block messages are in that language, and what is made is in that of the workspace."""
        with speaking(language), writing(self.language):
            yield

    @cached_property
    def workspace(self) -> Workspace:
        """Raises DocgenError when there is none, or docgen.toml is wrong."""
        return open_workspace(self.root, self.today.year)

    @property
    def root(self) -> Path:
        """The folder that was named, else the nearest above this one."""
        if self.folder is None:
            return find_workspace(self.here)
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
                find_workspace(self.here)
            except DocgenError:
                return None
        return self.workspace

    @property
    def plugin_choice(self) -> PluginChoice:
        """Which plugins docgen.toml turns on and off. Where names will do, whatever is wrong with
        docgen.toml turns nothing on; else raises DocgenError for it."""
        try:
            check_choice(self.workspace.settings)
        except DocgenError:
            if not self.whole:
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
            return load_plugins(taken=self.reserved)
        choice = self.plugin_choice
        runs = {"run_local": self.local_plugins, "run_developed": self.run_developed}
        plugins = load_plugins(root / PLUGINS, choice=choice, taken=self.reserved, **runs)
        if lies(root / FORMS):
            from docgen.forms.declared.load import load_forms

            load_forms(plugins, root / FORMS, self.reserved, whole=self.whole)
        return plugins

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
