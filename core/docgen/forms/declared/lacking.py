"""Columns that a form uses, and that a sheet which feeds it does not have: what would be a blank without a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from docgen.data import Dataset
from docgen.forms.choice import names_in
from docgen.forms.declared.declaration import Declaration, ListOf
from docgen.forms.declared.names import lists_of, spellings
from docgen.forms.declared.values import Names, names_of
from docgen.problems import Cell, Problem, Severity, nearest
from docgen.schema import Table, variable
from docgen.text import Text

ROWS = "行"


def lacking(form: Declaration, names: Names, words: Collection[str], data: Dataset) -> list[Problem]:
    """A problem for each sheet that lacks columns which the form uses: in its template and the names of its documents
    (`names`; `words` are those in quotes, which filters may take for columns of lists), in where, sort, by, and its
    checks. It is an error where a form brings the table, since it says which columns there are; a warning where docgen
    or a plugin does, of whose columns an office may have no use for all."""
    used = _Used(data.tables)
    used.of_form(form, names, words)
    return list(_problems(form, used.titles, data))


@dataclass
class _Used:
    """The titles of the columns that a form uses, by table."""

    tables: Mapping[str, Table]
    titles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def of_form(self, form: Declaration, names: Names, words: Collection[str]) -> None:
        lists = lists_of(form, self.tables)
        if form.each:
            table = self.tables[form.each]
            self._names(table, names.with_names(names.below(variable(form.each))))
            self._chosen(table, ListOf(form.each, form.where, form.sort))
        asked = names.with_names(names_of((name,) for name in self._of_rules(form)))
        for name, own in lists.items():
            if name in asked and own.table in self.tables:
                self._list(own, names.below(name), words)

    def _of_rules(self, form: Declaration) -> Iterator[str]:
        """The names that its checks ask for, which may be lists; of columns note is taken."""
        for rule in form.rules:
            names = [*names_in(rule.when), *names_in(rule.text, is_text=True)]
            self._names(self.tables[rule.table], names_of((name,) for name in names))
            yield from names

    def _list(self, own: ListOf, names: Names, words: Collection[str]) -> None:
        table = self.tables[own.table]
        self._names(table, names.with_names(names.below(ROWS)))
        self._chosen(table, own)
        named = {column.title for column in table.columns if {column.var, column.title} & {*words}}
        self.titles[table.name] |= named

    def _chosen(self, table: Table, own: ListOf) -> None:
        """Columns by which rows are chosen, ordered and put in groups."""
        if own.where:
            self._names(table, names_of((name,) for name in names_in(own.where)))
        known = spellings(table)
        by = (known[name] for name in (*(each.removeprefix("-") for each in own.sort), own.by) if name in known)
        self.titles[table.name] |= {table.column(attribute).title for attribute in by}

    def _names(self, table: Table, names: Names) -> None:
        """Columns of a row, and of rows behind its references."""
        for column in table.columns:
            if column.var in names:
                self.titles[table.name].add(column.title)
                if column.to in self.tables:
                    self._names(self.tables[column.to], names.below(column.var))


def _problems(form: Declaration, used: Mapping[str, Collection[str]], data: Dataset) -> Iterator[Problem]:
    for sheet in data.store.sheets:
        titles = [title for title in sheet.lacks if title in used.get(sheet.table, ())]
        if titles and sheet.rows:
            severity = Severity.ERROR if data.tables[sheet.table].named else Severity.WARNING
            where = Cell(sheet.file, sheet.sheet, sheet.header_rows[1])
            unknown = [header for _, header, title in sheet.columns if not title]
            text = _LACKS.format(form=form.name, titles="、".join(titles))
            hint = _hint(titles, unknown, own=severity is Severity.ERROR)
            yield Problem("no-column", severity, text, where, hint, table=sheet.table)


def _hint(titles: Collection[str], unknown: Collection[str], *, own: bool) -> Text:
    """Which header of the sheet it may be, and what to do."""
    if not unknown:
        return _PUT_BACK
    near = {title: found for title in titles if (found := nearest(title, unknown))}
    if len(titles) == len(unknown) == 1:
        near = dict(zip(titles, unknown, strict=True))
    if not near:
        return (_RENAMED if own else _RENAMED_THERE).format(unknown="、".join(unknown))
    (title, header), *_ = near.items()
    pairs = "、".join(f"{title} ← {header}" for title, header in near.items())
    text = _LIKELY if own else _LIKELY_THERE
    return text.format(pairs=pairs, title=title, header=header, unknown=_others(unknown, near.values()))


def _others(unknown: Iterable[str], near: Collection[str]) -> Text:
    others = [header for header in unknown if header not in near]
    return _AND_OTHERS.format(headers="、".join(others)) if others else Text("", "")


_LACKS = Text(
    "the form {form} uses {titles}, and the header of this sheet has no such column",
    "表单“{form}”要用的列，这里的表头没有：{titles}",
)
_PUT_BACK = Text(
    "Put the column back; if it is no longer wanted, take it out of the template.",
    "请把这一列补回来；如果不再需要，请从模板里去掉。",
)
_RENAMED = Text(
    "Headers here that nobody knows: {unknown}. If one of them is meant, call it as before, or write it in form.toml "
    "as aliases of the column; else put the column back.",
    "这里不认识的表头：{unknown}。如果是改了名，请改回原来的表头，或在 form.toml 这一列写 aliases；"
    "如果是删了，请把列补回来。",
)
_LIKELY = Text(
    "Is it renamed: {pairs}? Call it {title} again, or write for the column in form.toml "
    'aliases = ["{header}"].{unknown}',
    '是不是改了名：{pairs}？请把表头改回“{title}”，或在 form.toml 的“{title}”列写 aliases = ["{header}"]。{unknown}',
)
_RENAMED_THERE = Text(
    "Headers here that nobody knows: {unknown}. If one of them is meant, call it as before, or try docgen tables "
    "--learn.",
    "这里不认识的表头：{unknown}。如果是改了名，请改回原来的表头，或运行 docgen tables --learn。",
)
_LIKELY_THERE = Text(
    "Is it renamed: {pairs}? Call it {title} again, or try docgen tables --learn, which writes into docgen.toml that "
    "{header} is the same.{unknown}",
    "是不是改了名：{pairs}？请把表头改回“{title}”，或运行 docgen tables --learn，"
    "在 docgen.toml 里写明“{header}”就是它。{unknown}",
)
_AND_OTHERS = Text(" Other headers that nobody knows: {headers}.", "另有不认识的表头：{headers}。")
