"""The generator of a form: documents of the rows of a table, or one of all tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docgen.data import Dataset, Rows, unlisted_names
from docgen.files import lies
from docgen.forms.declared.declaration import Declaration, ListOf
from docgen.forms.declared.head import HEAD, OF_HEAD, head_of
from docgen.forms.declared.lacking import lacking
from docgen.forms.declared.lists import chosen, lists_for, sort_columns
from docgen.forms.declared.names import lists_of, published_by, spellings
from docgen.forms.declared.people import full_names
from docgen.forms.declared.values import Linked, Names, name_of, names_of, values_of
from docgen.forms.values import in_english
from docgen.gongwen import Office, title_lines
from docgen.gongwen.office import OF_OFFICE, SECTION
from docgen.period import Period, chinese_date
from docgen.plugin.generator import FIGURES, NUMBER, ROWS, TO_FILL_IN, DeclaredGenerator, Numbering, parameter
from docgen.plugin.providers import Places
from docgen.problems import Cell, DocgenError, Problem, Severity, UsageError, did_you_mean
from docgen.schema import Access, Column, Kind, Record, Table, fold_name, uncut, variable
from docgen.text import Text, written_language
from docgen.workspace import TEMPLATES

if TYPE_CHECKING:
    from docgen.render.uses import Use

OF_ALL = (Text("year", "年度"), Text("project", "工作名称"), Text("issuer", "发文单位"))
"""What docgen.toml says, for all documents."""

OF_PERIOD = (Text("period", "期间"), Text("days", "时段"), Text("first_day", "起始日"), Text("last_day", "截止日"))
"""What the period says, for forms that ask for one."""

_SAME = Text("this row and {other} are one document to the register", "这一行和 {other} 在登记簿里是同一份文件")
_GIVE_KEY = Text(
    "Name the columns that tell them apart: key = […] in [table].", "请在 [table] 里写明区分各行的列：key = […]。"
)
_MEND = Text(
    'Mend the workbook; or if it may stay so, say severity = "提醒" in the check of form.toml.',
    '请改正表格；确实可以这样的，在 form.toml 的 [[check]] 里写 severity = "提醒"。',
)
_NO_ROWS = Text("the table {table} has no rows", "“{table}”表里没有数据")
_NO_OFFICE = Text(
    "the template uses {names}, which only the section of official documents gives: it is missing",
    "模板用到 {names}，只有写了 [options.公文] 才有，现在没有写",
)
_SAY_OFFICE = Text(
    'Write it: [options.公文], below it 机关代字 = "…"; or use another name in the template.',
    '请在 docgen.toml 里写 [options.公文]，下面写 机关代字 = "…"；或者在模板里改用别的名称。',
)
_PERIOD = Text(
    "PERIOD: week-3, day-2013-11-22, 2013-11-16..2013-11-22",
    "PERIOD（期间）：第3周（week-3）、day-2013-11-22、2013-11-16..2013-11-22",
)
_NAMES = Text(
    "NAMES: rows of the table {table} by their names; without any, all",
    "NAMES（名称）：“{table}”表里的名称，可写几个；不写则全部",
)


class DeclaredForm(DeclaredGenerator):
    """A form that a form.toml declares."""

    declaration: ClassVar[Declaration]
    known_places: ClassVar[type[Places] | None] = None
    filters: ClassVar[Mapping[str, Any]] = {}
    period: Any

    def rows(self, data: Dataset) -> Sequence[Any]:
        """The rows that get a document, in their order; without `each` one None for all data. Raises DocgenError when a
        sheet lacks a column that the form uses: then what was made before stays."""
        if wrong := [each for each in self.lacking(data) if each.severity is Severity.ERROR]:
            raise DocgenError(wrong[0].text, hint=wrong[0].hint, where=wrong[0].where, problems=wrong)
        if self.each is None:
            return [None]
        said, table = self.declaration, data.tables[self.each.__table__.name]
        rows = chosen(self._timely(data)[self.each], ListOf(table.name, said.where, said.sort))
        self._numbers = {row: number for number, row in enumerate(rows, 1)}  # of all, whichever are asked for
        if self.known_places and (places := getattr(self, "places", ())):
            rows = rows.where(self.known_places(places, data).hold)
        if names := getattr(self, "names", ()):
            rows = _called(rows, names)
        found = list(rows)
        if self.numbering:
            self._refuse_same(found)
        return found

    def _refuse_same(self, rows: Sequence[Any]) -> None:
        """Raise DocgenError for two rows that the register would take for one document."""
        first: dict[str, Any] = {}
        for row in rows:
            if (other := first.setdefault(_document(self, row), row)) is not row:
                text = _SAME.format(other=other.origin)
                raise DocgenError(text, hint=_GIVE_KEY, where=row.origin)

    _numbers: Mapping[Any, int] = {}

    def context(self, row: Any, data: Dataset) -> dict[str, Any]:
        """What the template prints of a row. A cell that cannot be read, or may not be seen, fails where it is
        printed; a row that an error check of the form names is not printed at all."""
        wrong = data.once(self._wrong)

        def passes(printed: Record) -> None:
            if problem := wrong.get(_place(printed.origin)):
                raise DocgenError(problem.text, hint=_MEND, where=problem.where)

        values = self._of_all(data)
        if row is not None:
            passes(row)
            own = variable(self._table)
            asked = self.asked_names.with_names(self.asked_names.below(own))
            asked = asked.with_names(OF_HEAD) if self.declaration.official else asked
            columns = {fold_name(column.var) for column in row.__table__.columns}
            given = set(map(fold_name, values))
            asked = Names({name: below for name, below in asked.items() if name in columns or name not in given})
            values |= values_of(row, asked, data.tables)
            values.setdefault(own, Linked(name_of(row), dict(values)))  # {{ 部门 }}, {{ 部门.主任 }}
            values.setdefault(NUMBER, self._numbers.get(row, 1))
        said = self.declaration
        values |= lists_for(said, row, self._timely(data), self.asked_names, values, passes)
        if said.heading:
            from docgen.render import evaluate

            values["标题"] = evaluate(said.heading, values)
            values["标题行"] = title_lines(values["标题"])
        if said.official:
            columns = {column.var for column in self.each.__table__.columns} if self.each else set()
            head = head_of(values, data)
            values |= {name: value for name, value in head.items() if name not in columns or name not in values}
        return values

    def _wrong(self, data: Dataset) -> dict[tuple[str, str, int], Problem]:
        """What error checks of the form found, by the place of the row."""
        found = (problem for problem in data.problems if problem.code == self.name)
        return {
            _place(problem.where): problem
            for problem in found
            if problem.severity is Severity.ERROR and isinstance(problem.where, Cell)
        }

    def _timely(self, data: Dataset) -> Dataset:
        """The data of the period that somebody asked for, else all."""
        return data.once(self._during) if self.declaration.period else data

    def _during(self, data: Dataset) -> Dataset:
        return data.during(self.period)

    def _of_all(self, data: Dataset) -> dict[str, Any]:
        """What all documents of the form may print: settings, the office where there is one, the period, figures."""
        settings = data.settings
        all_say = zip(_names(OF_ALL), (settings.year, settings.title, settings.issuer), strict=True)
        values: dict[str, Any] = {name: value for name, value in all_say if value} | {"年份": settings.year}
        values |= self.declaration.values
        if self.numbering or SECTION in settings.options:
            values |= Office(settings).context()
        upto = data
        if self.declaration.period:
            said, upto = self.period, data.upto(self.period.end)
            values |= dict(zip(_names(OF_PERIOD), _days(said), strict=True))
        for name, seen in zip(_names(FIGURES), (upto, self._timely(data)), strict=True):
            if asked := self.asked_names.below(name):
                known = {spec.var: key for key, spec in data.store.figures.items()}
                values[name] = {var: str(seen.figures[known[var]]) for var in known if var in asked}
        return {name: value for name, value in values.items() if self._says(name, value)}

    def _says(self, name: str, value: object) -> bool:
        """Whether a value is of use here: what still is to be written concerns nobody who does not print it."""
        return value != TO_FILL_IN or name in self.asked_names

    @classmethod
    def provides(cls, tables: Mapping[str, Table]) -> Mapping[str, Table | None]:
        """Lists of rows, the row itself by its table's name, and what docgen.toml says."""
        said = cls.declaration
        every = lists_of(said, tables)
        first = {*said.lists, *(variable(each.__table__.name) for each in said.tables)}
        nearest = sorted(every, key=lambda name: name not in first)
        lists = {name: _groups(one, tables) if (one := every[name]).by else tables[one.table] for name in nearest}
        own = {variable(cls.each.__table__.name): tables[cls.each.__table__.name]} if cls.each else {}
        days, heading = _names(OF_PERIOD) if said.period else (), ("标题", "标题行") if said.heading else ()
        names = (*_names(OF_ALL), *OF_OFFICE, *days, *heading, *said.values, *_names(FIGURES), NUMBER)
        names = (*names, *HEAD) if said.official else names
        return {**dict.fromkeys(names), **lists, **own}

    def lacking(self, data: Dataset) -> list[Problem]:
        """A problem for each sheet that lacks columns which the form uses, and for docgen.toml if it does not say what
        only the section of official documents says."""
        from docgen.render.uses import quoted

        found = lacking(self.declaration, self.asked_names, quoted(self.printed()), data)
        return [*found, *self._unsaid(data)]

    def _unsaid(self, data: Dataset) -> Iterator[Problem]:
        settings, said = data.settings, self.declaration
        if self.numbering or SECTION in settings.options:
            return
        known = {"年份", *said.values, *said.lists, *(HEAD if said.official else ())}
        known |= {column.var for column in data.tables[said.each].columns} if said.each else set()
        needed = {use.source[0] for use in self._uses if not use.optional}
        if missing := [name for name in OF_OFFICE if name in needed - known]:
            error = settings.file.error(f"options.{SECTION}", _NO_OFFICE.format(names="、".join(missing)))
            yield Problem("form", Severity.ERROR, error.text, error.where, _SAY_OFFICE)

    def doubtful(self, data: Dataset) -> list[Problem]:
        """Warnings on the sheets that feed its tables, and on rows of them that should perhaps not count."""
        from docgen.forms.declared.doubts import doubts  # what reads sheets is slow to load

        lists = lists_of(self.declaration, data.tables)
        used = {self._table, *(own.table for name, own in lists.items() if name in self.asked_names)} - {""}
        return list(doubts(data, used))

    def left_out(self, data: Dataset) -> Iterable[Problem]:
        """Warnings: when a sheet lacks columns or should perhaps not count, or the lists that the form brings are
        empty; on names that stand last in a list because nobody knows their strokes; on what the template holds in
        place of tags."""
        from docgen.render.untagged import untagged

        yield from untagged(self.printed())
        yield from self.lacking(data)
        yield from self.doubtful(data)
        for own_table in self.declaration.tables if self.each is None else ():
            if not len(data[own_table]):
                yield Problem("form-empty", Severity.WARNING, _NO_ROWS.format(table=own_table.__table__.name))
        yield from dict.fromkeys(self._last_in_lists(data))  # a row may stand in several lists
        yield from full_names(self.declaration, data.tables, self.asked_names)

    def _last_in_lists(self, data: Dataset) -> Iterator[Problem]:
        """Warnings on names that stand last in its lists because nobody knows their strokes."""
        lists = {**lists_of(self.declaration, data.tables), "": ListOf(self._table, sort=self.declaration.sort)}
        for own in (own for name, own in lists.items() if own.table and (not name or name in self.asked_names)):
            rows = data[data.tables[own.table].record]
            for column in (column for column in map(rows.table.column, sort_columns(own, rows.table))):
                if column.kind is Kind.NAME:
                    yield from unlisted_names(data, chosen(rows, own), column.name)

    @classmethod
    def asks_for(cls) -> set[str]:
        """The tables that its form.toml names."""
        said = cls.declaration
        return {name for name in (said.each, *(own.table for own in said.lists.values())) if name}

    @classmethod
    def printed(cls) -> Path:
        """The template of which the documents are made: one in the workspace's templates stands in place of its own."""
        own = cls.declaration.template
        other = cls.declaration.folder.parent.parent / TEMPLATES / cls.template
        return other if lies(other) else own

    @property
    def _table(self) -> str:
        return self.each.__table__.name if self.each else ""

    @cached_property
    def _uses(self) -> list[Use]:
        """The names that the template uses, with how."""
        from docgen.render.uses import uses

        return uses(self.printed(), self.filters)

    @cached_property
    def asked_names(self) -> Names:
        """The names that the template uses, and the pattern of its documents' names."""
        from docgen.render.environment import Sandbox
        from docgen.render.names import every_name

        in_texts = every_name(Sandbox(self.filters), (self.filename, self.declaration.heading))
        return names_of([*(use.source for use in self._uses), *in_texts])


def _document(form: DeclaredForm, row: Any) -> str:
    """What the register calls a document: the form, and what tells the row from others."""
    period, called = getattr(form, "period", None), []
    if isinstance(row, Record):
        whole = uncut(row)  # a key that may not be shown still tells rows apart
        keys = [whole.get(name) for name in row.__table__.key]
        called = [name_of(key) if isinstance(key, Record) else str(key) for key in keys] or [name_of(whole)]
    return " ".join((form.name, *called, *([str(period)] if period else [])))


def _names(texts: Sequence[Text]) -> list[str]:
    """Names that templates have for something, in the language of the workspace."""
    return [text.written for text in texts]


def _days(period: Period) -> tuple[str, str, str, str]:
    """What OF_PERIOD names, of a period."""
    if written_language() == "zh":
        return period.label.zh, period.chinese, chinese_date(period.start), chinese_date(period.end)
    first, last = in_english(period.start), in_english(period.end)
    return period.label.en, f"{first} to {last}", first, last


def _groups(own: ListOf, tables: Mapping[str, Table]) -> Table:
    """A list of groups as a table: what the rows of a group share, and the rows themselves."""
    table = tables[own.table]
    by = table.column(spellings(table)[own.by])
    return replace(table, columns=(by, Column(ROWS, var=ROWS, name=ROWS, access=Access.PUBLIC, to=table.name)))


def _called(rows: Rows[Any], names: Sequence[str]) -> Rows[Any]:
    """The rows of these names. Raises UsageError for one that no row has."""
    known = {name_of(row) for row in rows}
    for name in names:
        if name not in known:
            listed = Text("There are: {names}", "现有：{names}").format(names="、".join(sorted(known)))
            raise UsageError(_NO_ROW.format(name=name), hint=did_you_mean(name, known) or listed)
    return rows.where(lambda row: name_of(row) in names)


_NO_ROW = Text("there is no {name}", "没有“{name}”")


def _place(cell: Cell) -> tuple[str, str, int]:
    """The row that a cell stands in."""
    return cell.file, cell.sheet or "", cell.row or 0


def form_class(
    said: Declaration, tables: Mapping[str, Table], template: str, places: type[Places] | None
) -> type[DeclaredForm]:
    """The generator of a form. With `places` somebody may name those, else rows by their names."""
    each = tables[said.each].record if said.each else None
    facts: dict[str, Any] = {
        "declaration": said,
        "name": said.name,
        "alias": said.alias,
        "title": Text(said.title, said.title),
        "template": template,
        "access": said.access,
        "each": each,
        "together": said.together,
        "numbering": Numbering(said.series, said.given, _document) if said.series else None,
        "publishes": published_by(said, tables),
        "filename": said.filename or _usual_name(said, each),
        "__module__": __name__,
        "__doc__": said.title,
    }
    if said.period:
        facts["period"] = parameter(_PERIOD, Period)
    if places:
        facts |= {"known_places": places, "places": parameter(places.help, tuple)}
    elif each:
        facts["names"] = parameter(_NAMES.format(table=said.each), tuple)
    return type(said.name, (DeclaredForm,), facts)


def _usual_name(said: Declaration, each: type[Record] | None) -> str:
    if each is None or said.together:
        return f"{said.name}/{said.name}" + (f"_{{{{ {OF_PERIOD[0].written} }}}}" if said.period else "")
    is_column = any(column.var == NUMBER for column in each.__table__.columns)  # 序号 of a sheet may be blank
    return f"{said.name}/{said.name}-{{{{ {variable(said.each) if is_column else NUMBER} }}}}"
