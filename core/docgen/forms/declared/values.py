"""What a row is to the template of a form: its columns by their names, and behind references what the template uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from docgen.forms.values import Unusable, dated, printed
from docgen.plugin.generator import NUMBER
from docgen.problems import Problem, Severity
from docgen.schema import Kind, Record, Table, fold_name, variable
from docgen.text import Text, written_language


class Names(dict[str, "Names"]):
    """The names that a template uses, each with those that it asks of it: {部门: {主任: {姓名: {}}}}. All spellings
    that a column answers to are one name."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and super().__contains__(fold_name(name))

    def below(self, name: str) -> Names:
        """What the template asks of `name`; nothing if it does not use it."""
        return self.get(fold_name(name)) or Names()

    def with_names(self, *others: Names) -> Names:
        """These names and the others, which win."""
        return Names({name: below for names in (self, *others) for name, below in names.items()})


_KEY = ("name", "code")
_WIDE = str.maketrans("()", "（）")


def names_of(chains: Iterable[tuple[str, ...]]) -> Names:
    """The names that these chains (部门.主任) ask for."""
    found = Names()
    for chain in chains:
        at = found
        for name in chain:
            at = at.setdefault(fold_name(name), Names())
    return found


class Linked(Mapping[str, Any]):
    """A row behind a reference. It prints what names it, and gives its columns by their names."""

    __slots__ = ("text", "values_")

    def __init__(self, text: str, values: Mapping[str, Any]) -> None:
        self.text, self.values_ = text, values

    def __getitem__(self, name: str) -> Any:
        return self.values_[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_)

    def __len__(self) -> int:
        return len(self.values_)

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[type[Linked], tuple[str, Mapping[str, Any]]]:
        return Linked, (self.text, self.values_)


def values_of(row: Record, names: Names, tables: Mapping[str, Table], *, listed: bool = False) -> dict[str, Any]:
    """The columns of a row that a template uses, as `names` says, by their names. One that cannot be read, or may not
    be seen, fails the document. Of rows that are `listed` there are all that can be read, but for references: filters
    name columns in words of their own, as in 合计("得票")."""
    table = tables[row.__table__.name]
    found = {name: value for name, value in _undeclared(row, names) if name in names or listed}
    for column in table.columns:
        if column.var not in names and not (listed and not column.to):
            continue
        problem = row.bad.get(column.name) or row.bad.get(column.var)
        if problem is not None:
            found |= {column.var: Unusable(problem)} if column.var in names else {}
        else:
            value = row.get(column.name)
            if column.kind is Kind.YEARMONTH and isinstance(value, date):
                value = printed().month(value.year, value.month, value.day)  # 1970年1月, whatever day stands for it
            elif column.kind is Kind.ENUM and isinstance(value, str) and written_language() == "zh":
                value = value.translate(_WIDE)  # the office writes 高中（中专）, whatever the list of options has
            found[column.var] = shown(value, names.below(column.var), tables)
    return found


def _undeclared(row: Record, names: Names) -> Iterator[tuple[str, Any]]:
    """Columns of the sheet that the table does not declare. Where a form brings the table, nobody said what they hold,
    and whether they may be blank: they fail where they are printed, but for the number of the row."""
    is_own = row.__table__.named
    for header, value in row.extra.items():
        name = variable(header)
        if not is_own or (name == NUMBER and value):
            yield name, dated(value)
        elif name in names and name != NUMBER:
            text, hint = _UNDECLARED.format(title=header), _DECLARE.format(title=header)
            yield name, Unusable(Problem("no-column", Severity.ERROR, text, row.origin, hint))


_UNDECLARED = Text(
    "the sheet has a column {title}, and form.toml does not",
    "表里有“{title}”这一列，form.toml 里没有写，不知道是什么内容",
)
_DECLARE = Text(
    'Add it to form.toml: [[table.columns]], below it title = "{title}", and kind if it holds no texts.',
    '请在 form.toml 里加上：[[table.columns]]，下面一行 title = "{title}"；不是文字的，再写一行 kind。',
)


def shown(value: Any, names: Names, tables: Mapping[str, Table]) -> Any:
    """A value as a template prints it; of a row behind a reference what `names` asks for."""
    if isinstance(value, Record):
        return Linked(name_of(value), values_of(value, names, tables))
    if isinstance(value, tuple):
        if value and isinstance(value[0], Record):
            return [shown(each, names, tables) for each in value]
        return printed().comma.join(map(str, value))
    if isinstance(value, bool):
        return printed().yes_no(value)
    return value if isinstance(value, printed().month) else dated(value)


def name_of(row: Record) -> str:
    """What a row is called: the first column of its key that can be read, or of its table."""
    columns = [column.name for column in row.__table__.columns]
    names = (*row.__table__.key[-1:], *(name for name in _KEY if name in columns), *columns)
    return next((str(value) for name in names if (value := row.get(name)) and not isinstance(value, Record)), "")
