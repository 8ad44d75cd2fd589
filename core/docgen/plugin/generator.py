"""The Generator: one kind of document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from docgen.data import TO_FILL_IN, Dataset
from docgen.plugin.declaring import is_command, missing_attributes, wrong_declaration
from docgen.plugin.parameter import REQUIRED, Numbering, Packs, Parameter, document_of_row, parameter
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
    "DeclaredGenerator",
    "Generator",
    "Numbering",
    "Packs",
    "Parameter",
    "find_entry",
    "is_command",
    "is_given",
    "name_document",
    "parameter",
    "series_of",
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
    text for the path below out/, without suffix; `together`: documents of one path make one print file. `publishes` are
    columns above `access`, by their attributes, that its code may read all the same, because publishing them is what
    the document is for (the names of those who were chosen), or because it chooses rows by them; `context` answers for
    what is printed. `numbering` is for documents with numbers, `packs` for those that are printed in packs.
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
    together: ClassVar[bool] = False
    publishes: ClassVar[Mapping[type[Record], tuple[str, ...]]] = {}
    numbering: ClassVar[Numbering | None] = None
    packs: ClassVar[Packs | None] = None

    register: Register
    """The register of the workspace, to be read."""

    asked: Mapping[str, Any] = {}
    """The parameters as somebody typed them."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Raise DocgenError when the class says something in another kind of value, or what does not go together."""
        super().__init_subclass__(**options)
        if not missing_attributes(cls):  # else a base of others
            _raise_all(list(wrong_declaration(cls)))

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


def _raise_all(wrong: Sequence[Text]) -> None:
    """Raise DocgenError with all that is wrong, if anything is."""
    if wrong:
        problems = [Problem("plugin", Severity.ERROR, text) for text in wrong]
        raise DocgenError(wrong[0], problems=problems if len(problems) > 1 else ())


def require_complete(generator: type[Generator]) -> None:
    """Raise DocgenError when the class does not say what a generator must say."""
    if missing := missing_attributes(generator):
        raise DocgenError(_LACKS.format(cls=generator.__qualname__, missing=", ".join(missing)))


_LACKS = Text("the generator {cls} lacks {missing}", "生成器 {cls} 缺少 {missing}")


class DeclaredGenerator(Generator):
    """A generator of which all names that its templates may use are declared; any other is a mistake."""

    @classmethod
    def provides(cls, tables: Mapping[str, Table]) -> Mapping[str, Table | None]:
        """What its templates may name besides the columns of the row: rows of a table by a name, or a value (None).
        `tables` are those of the workspace."""
        raise NotImplementedError


def series_of(generator: Generator | type[Generator]) -> str:
    """The series that numbers the documents; blank if they have no numbers."""
    return generator.numbering.series if generator.numbering else ""


def is_given(generator: Generator | type[Generator]) -> bool:
    """Whether the registry office gives the numbers of the documents."""
    return generator.numbering is not None and generator.numbering.given


def name_document(generator: Generator, row: Any) -> str:
    """What the register calls the document of `row`."""
    return (generator.numbering.document if generator.numbering else document_of_row)(generator, row)


def find_entry(generator: Generator, row: Any) -> Entry | None:
    """The number that the register holds for the document of `row`, if it has one."""
    if generator.numbering is None:
        return None
    return generator.register.find(generator.numbering.series, name_document(generator, row))
