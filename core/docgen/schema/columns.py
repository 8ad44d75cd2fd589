"""The columns of a table as they are declared: what they hold, who may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import Any, Self

from docgen.schema.names import variable
from docgen.text import Text


class Access(IntEnum):
    """Who may see a column or a document (domain.md §4); a document sees columns up to its own access."""

    PUBLIC = 0
    INTERNAL = 1
    RESTRICTED = 2
    SEALED = 3


NOBODY = tuple(
    """匿名 匿名信 匿名举报 匿名来信 匿名电话 署名 未署名 实名 实名举报 不详 不明 未知 没有 未留 未提供 保密
    不愿透露姓名 本人 家属 亲属 先生 女士 同志 网民 网友 市民 群众 部分群众 居民 部分居民 村民 部分村民
    党员 部分党员 干部 候选人 来信 来访 来电 电话 手机 座机 微信 短信 邮箱 邮件 上级转办""".split()
)
"""What offices write of a complainant whom nobody knows: such words stand in any text."""

ACCESS_NAMES = {
    Access.PUBLIC: Text("public", "公开"),
    Access.INTERNAL: Text("internal", "内部"),
    Access.RESTRICTED: Text("restricted", "受限"),
    Access.SEALED: Text("sealed", "绝不外传"),
}


class Kind(Enum):
    """What a column holds; the cell parsers are in docgen.tables.values.cells."""

    TEXT = "text"
    NAME = "name"
    INT = "int"
    QUANTITY = "quantity"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"
    YEARMONTH = "yearmonth"
    BOOL = "bool"
    ENUM = "enum"
    LIST = "list"
    PHONE = "phone"
    EMAIL = "email"
    ID = "id"
    CODE = "code"


class Quantity(int):
    """A whole number that may stand for "at least so many": 170余 is Quantity(170, over=True).

    Adding keeps the mark: 170余 + 3 is at least 173. Of a number that is not at least, but about or nearly so many,
    `word` is 约 or 近; it is `over` too, so that nobody takes it for exact.
    """

    over: bool
    word: str

    def __new__(cls, value: int, over: bool = False, word: str = "") -> Self:
        self = super().__new__(cls, value)
        self.over = over
        self.word = word
        return self

    def __getnewargs__(self) -> tuple[int, bool, str]:  # type: ignore[override]
        return int(self), self.over, self.word

    def __add__(self, other: int) -> Quantity:
        if not isinstance(other, int):
            return NotImplemented
        about = self.word or getattr(other, "word", "")
        return Quantity(int(self) + int(other), self.over or getattr(other, "over", False), "约" if about else "")

    __radd__ = __add__

    def __str__(self) -> str:
        if self.word:
            return f"{self.word}{int(self)}"
        return f"{int(self)}余" if self.over else str(int(self))

    def __repr__(self) -> str:
        return f"Quantity({int(self)}, over={self.over})"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `required`: a blank cell is an error. `counted`: a number or a rule follows from it, so the sheet must have the
    column, whose cells may be blank. `fill`: a blank or merged cell repeats the one above (key columns).
    `access`: who may see it; `mask` makes the value that lower documents see instead. `options` of an enum map
    each accepted spelling to the value meant. `to`/`within` make it a reference (see `ref`). `nobody` are words of a
    column of persons that name none (匿名), or of a reference that may be blank, that name no row in particular.
    `complainant`: it tells who complained; documents that may not show it are searched for it, as all are for what is
    sealed. `any_year`: its dates may lie far from the year of the project (a birthday), which else is taken for a slip.
    """

    title: str
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    required: bool = False
    fill: bool = False
    access: Access = Access.RESTRICTED
    mask: Callable[[Any], Any] | None = None
    var: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    counted: bool = False
    to: str = ""
    within: str = ""
    name: str = ""
    nobody: tuple[str, ...] = ()
    complainant: bool = False
    any_year: bool = False

    def __post_init__(self) -> None:
        if not self.var:
            object.__setattr__(self, "var", variable(self.title))


def column(  # noqa: PLR0913 - a column has many sides
    title: str,
    *aliases: str,
    kind: Kind = Kind.TEXT,
    required: bool = False,
    fill: bool = False,
    access: Access = Access.RESTRICTED,
    mask: Callable[[Any], Any] | None = None,
    var: str = "",
    options: Mapping[str, str] | Iterable[str] = (),
    counted: bool = False,
    nobody: tuple[str, ...] = (),
    any_year: bool = False,
) -> Any:
    """A column with header `title` or one of `aliases`; the keywords are those of Column."""
    spellings = dict(options) if isinstance(options, Mapping) else {option: option for option in options}
    own = (title, aliases, kind, required, fill, access, mask, var, spellings, counted)
    return Column(*own, nobody=nobody, any_year=any_year)


def ref(
    title: str,
    to: str,
    *aliases: str,
    within: str = "",
    required: bool = False,
    fill: bool = False,
    access: Access = Access.PUBLIC,
    many: bool = False,
    counted: bool = False,
    var: str = "",
) -> Any:
    """A column that names a row of table `to`; `within` is the column of this record that narrows the search.

    Resolved after all sheets are read, so tables may refer to each other. `many`: a list of rows.
    """
    kind = Kind.LIST if many else Kind.TEXT
    return Column(title, aliases, kind, required, fill, access, var=var, counted=counted, to=to, within=within)


@dataclass(frozen=True)
class Wide:
    """How a wide sheet is told and unfolded: the columns under a parent header become one record each.

    `parents` are spellings of the parent header; `into` gets the child header, `value` the cell.
    """

    parents: tuple[str, ...]
    into: str
    value: str
