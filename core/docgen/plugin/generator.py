"""The Generator: one kind of document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from docgen.data import Dataset
from docgen.data.figures import TO_FILL_IN
from docgen.plugin.declaring import is_command, wrong_declaration
from docgen.plugin.parameter import REQUIRED, Packs, Parameter, parameter
from docgen.problems import DocgenError, Problem, Severity
from docgen.schema import Access, Record, Table
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.register import Entry, Register

__all__ = [
    "FIGURES",
    "NUMBER",
    "REQUIRED",
    "ROWS",
    "TO_FILL_IN",
    "Generator",
    "Packs",
    "Parameter",
    "is_command",
    "parameter",
]

NUMBER = "序号"
"""The number of a row in a list that a template goes through."""

ROWS = "行"
"""What a template calls the rows of a group, where a list is one of groups."""

FIGURES = (Text("figures", "数字"), Text("period_figures", "本期"))
"""Where templates of forms find figures by name: up to the end of the period, and of the period alone."""


class Generator:
    """One kind of document: one template, one access.

    `name` and `alias` are its commands; `template` a path below the templates folders; `access` what its documents
    may show; `each` the table that gives a document a row; `sort` the columns of their order; `filename` a template
    text for the path below out/, without suffix; `series` the register's series that numbers it, or nothing, and its
    numbers are `given` by the registry office (文号) or else follow one another (期号);
    `together`: documents of one path make one print file. `publishes` are columns above `access`, by their attributes,
    that its code may read all the same, because publishing them is what the document is for (the names of those who
    were chosen), or because it chooses rows by them; `context` answers for what is printed. With `packs` the
    documents of one path are print packs. `facts` are names of the context that stand in docgen.toml, by their section
    of [options]: what is missing is looked for there.
    Class attributes made by `parameter` become the command's arguments and the attributes of the instance.
    """

    name: ClassVar[str] = ""
    alias: ClassVar[str] = ""
    title: ClassVar[Text] = Text("", "")
    template: ClassVar[str] = ""
    access: ClassVar[Access] = Access.RESTRICTED
    each: ClassVar[type[Record] | None] = None
    sort: ClassVar[tuple[str, ...]] = ()
    filename: ClassVar[str] = ""
    series: ClassVar[str] = ""
    given: ClassVar[bool] = False
    together: ClassVar[bool] = False
    publishes: ClassVar[Mapping[type[Record], tuple[str, ...]]] = {}
    packs: ClassVar[Packs | None] = None
    facts: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    tells_all: ClassVar[bool] = False
    """Whether `gives` and the columns are all that its templates may name: then any other name is a mistake."""

    register: Register
    """The register of the workspace, to be read."""

    asked: Mapping[str, Any] = {}
    """The parameters as somebody typed them."""

    def __init__(self, **values: Any) -> None:
        for name, declared in self.parameters().items():
            setattr(self, name, values.pop(name, declared.default))
        if values:
            raise TypeError(f"{self.name} has no parameter {', '.join(values)}")

    @classmethod
    def parameters(cls) -> dict[str, Parameter]:
        """Its parameters by name, in the order of their declaration."""
        found = {}
        for base in reversed(cls.__mro__):
            found.update({name: value for name, value in vars(base).items() if isinstance(value, Parameter)})
        return found

    @classmethod
    def suffix(cls) -> str:
        """What the names of its documents end in: as its template's does, which picks what makes them."""
        return PurePath(cls.template).suffix.lower() or ".docx"

    @classmethod
    def check_declaration(cls) -> None:
        """Raise DocgenError when the class does not say what a generator must say, or says it in another kind of
        value."""
        if wrong := list(wrong_declaration(cls)):
            problems = [Problem("plugin", Severity.ERROR, text) for text in wrong]
            raise DocgenError(wrong[0], problems=problems if len(problems) > 1 else ())

    @classmethod
    def gives(cls, tables: Mapping[str, Table]) -> Mapping[str, Table | None]:  # noqa: ARG003 - for those that do
        """What its templates may name besides the columns of the row and what its code makes: rows of a table by a
        name, or a value (None). `tables` are those of the workspace."""
        return {}

    def rows(self, data: Dataset) -> Iterable[Any]:
        """What gets a document each: by default the rows of `each`, sorted; without `each`, one None."""
        if self.each is None:
            return [None]
        return data[self.each].where(self.where).sort(*self.sort)

    def left_out(self, data: Dataset) -> Iterable[Problem]:
        """What gets no document though somebody may miss it, as warnings to be shown with those of the run."""
        return ()

    def where(self, row: Any) -> bool:
        """Whether a row of `each` gets a document."""
        return row is not None

    def context(self, row: Any, data: Dataset) -> dict[str, Any]:
        """What the template prints for `row`: plain values by Chinese name. `data` is cut to `access`.

        Of print packs, those of a place whose rows are as before are not asked for again, unless `data` was asked here
        for the whole table, or for something that `data.once` made of it."""
        raise NotImplementedError

    def covers(self, town: str, place: str, data: Dataset) -> bool:
        """Whether what is made for a group and a place, by their names, is among what was asked for: then it is
        stale when no row is left that it could be made of."""
        return not any(self.asked.values())

    def natural(self, row: Any) -> tuple[str, str, str, tuple[str, ...]] | None:
        """What names a row of packs that has no code: group, place, how codes begin that are given there, and
        the values that tell it from others; None where rows without a code stay so. Raises BadCell for a cell that
        could not be read."""
        return None

    def due(self, data: Dataset) -> dict[Any, int]:
        """How many documents each place is to get, those held back too; empty where that is as many as it has rows."""
        return {}

    def spare(self, context: Mapping[str, Any]) -> dict[str, Any] | None:
        """What a spare letter prints, which is for somebody who is not on the list, made of the context of one who is:
        a row to be filled in by hand. None where there is no such thing."""
        return None

    def entry(self, row: Any) -> Entry | None:
        """The number that the register holds for the document of `row`, if it has one."""
        return self.register.find(self.series, self.document(row)) if self.series else None

    def document(self, row: Any) -> str:
        """What tells this document from others of its series in the register, such as the days of a period."""
        return str(row)
