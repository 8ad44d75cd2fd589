"""The table that a form brings: [table] of form.toml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docgen.forms.declared.keys import Keys
from docgen.forms.headers import is_personal, of_complainants
from docgen.schema import NOBODY, Access, Column, Kind, Record, column, ref, variable
from docgen.text import Text

ACCESS = {
    "公开": Access.PUBLIC,
    "内部": Access.INTERNAL,
    "受限": Access.RESTRICTED,
    "public": Access.PUBLIC,
    "internal": Access.INTERNAL,
    "restricted": Access.RESTRICTED,
}
"""Who may see a document, in the words of form.toml."""

_SEALED = {"绝不外传": Access.SEALED, "sealed": Access.SEALED}

KINDS = {
    "文字": Kind.TEXT,
    "姓名": Kind.NAME,
    "整数": Kind.INT,
    "约数": Kind.QUANTITY,
    "小数": Kind.DECIMAL,
    "金额": Kind.DECIMAL,
    "百分比": Kind.PERCENT,
    "日期": Kind.DATE,
    "年月": Kind.YEARMONTH,
    "是否": Kind.BOOL,
    "选项": Kind.ENUM,
    "名单": Kind.LIST,
    "电话": Kind.PHONE,
    "邮箱": Kind.EMAIL,
    "身份证号": Kind.ID,
    "编号": Kind.CODE,
    **{kind.value: kind for kind in Kind},
}
"""What a column may hold."""

_PERSONAL = (Kind.ID, Kind.PHONE)
KEYS = ("name", "sheets", "key", "dated", "columns")
COLUMN_KEYS = ("title", "aliases", "kind", "required", "fill", "access", "options", "to", "within")


def table_of(keys: Keys, access: Access) -> type[Record] | None:
    """The table of a form whose documents are of `access`; None if too little is said of it. Its columns may be seen in
    these documents unless they say otherwise, or hold IDs, telephone numbers or addresses; who complained is
    restricted."""
    keys.only(KEYS)
    before = len(keys.problems)
    name = keys.text("name", required=True)
    columns = _columns(keys, access)
    if not columns:
        keys.wrong("columns", _NO_COLUMNS)
    names = {made.title: attribute for attribute, made in columns.items()}
    key = keys.texts("key")
    for title in key:
        if title not in names:
            keys.wrong("key", _NO_COLUMN.format(title=title))
    dated = keys.text("dated")
    for attribute, made in columns.items():
        if made.title != dated:  # by which rows are cut: only there a year far off is a slip
            columns[attribute] = replace(made, any_year=True)
    if dated and (dated not in names or columns[names[dated]].kind is not Kind.DATE):
        keys.wrong("dated", _NO_DATE.format(title=dated))
    if len(keys.problems) > before:
        return None
    sheets = keys.texts("sheets") or (name,)
    try:
        key = tuple(names[title] for title in key)
        return Record.define(name, columns, sheets=sheets, key=key, dated=names.get(dated, ""), named=True)
    except (ValueError, TypeError) as error:
        keys.wrong("name", Text(*[str(error)] * 2))
        return None


def _columns(keys: Keys, access: Access) -> dict[str, Column]:
    """The columns by their attributes, which are their names in templates; two of one name are a mistake."""
    found: dict[str, Column] = {}
    every = keys.tables("columns")
    sealed = of_complainants(title for each in every for title in _headers(each))
    for each in every:
        attribute, made = _column(each, access, sealed)
        if attribute in found:
            each.wrong("title", _SAME_NAME.format(title=made.title, other=found[attribute].title, name=attribute))
        elif attribute and hasattr(Record, attribute):
            each.wrong("title", _RESERVED.format(title=made.title))
        elif attribute:
            found[attribute] = made
    return found


def _headers(keys: Keys) -> Iterator[str]:
    """The title and the aliases of a column, as far as they are texts."""
    aliases = keys.values.get("aliases", ())
    for each in (keys.values.get("title"), *(aliases if isinstance(aliases, list) else (aliases,))):
        if isinstance(each, str):
            yield each.strip()


def _column(keys: Keys, access: Access, sealed: set[str]) -> tuple[str, Column]:
    """A column with its attribute, which is its name in templates; those that are `sealed` tell who complained."""
    keys.only(COLUMN_KEYS)
    title, aliases = keys.text("title", required=True), keys.texts("aliases")
    facts: dict[str, Any] = {name: keys.flag(name) for name in ("required", "fill")}
    to = keys.text("to")
    kind = keys.word("kind", KINDS, Kind.TEXT)
    complains = not to and not sealed.isdisjoint((title, *aliases))
    usual = Access.RESTRICTED if complains or kind in _PERSONAL or any(map(is_personal, (title, *aliases))) else access
    facts["access"] = keys.word("access", ACCESS | _SEALED, Access.PUBLIC if to else usual)
    if complains and facts["access"] < Access.RESTRICTED:
        keys.wrong("access", _COMPLAINANT.format(title=title))
    if to:
        return variable(title), ref(title, to, *aliases, within=variable(keys.text("within")), **facts)
    options = keys.texts("options")
    if kind is Kind.ENUM and not options:
        keys.wrong("kind", _NO_OPTIONS.format(title=title))
    if options and "kind" not in keys.values:
        kind = Kind.ENUM
    made = column(title, *aliases, kind=kind, options=options, nobody=NOBODY if complains else (), **facts)
    return variable(title), replace(made, complainant=complains)


_COMPLAINANT = Text(
    "{title} tells who complained: only restricted documents may show it",
    "“{title}”是信访举报人的信息，公开范围不能宽于“受限”",
)
_SAME_NAME = Text(
    "{other} and {title} are both {name} in templates; change one of the headers",
    "“{other}”和“{title}”在模板里都叫“{name}”，请把其中一个表头改掉",
)
_RESERVED = Text("a column cannot be called {title}; change the header", "列不能叫“{title}”，请把表头改掉")
_NO_COLUMNS = Text("the table has no columns: [[table.columns]]", "表里没有列，请用 [[table.columns]] 逐列写明")
_NO_COLUMN = Text("key: the table has no column {title}", "key：表里没有“{title}”这一列")
_NO_DATE = Text("dated: the table has no column {title} of dates", "dated：表里没有日期列“{title}”")
_NO_OPTIONS = Text("{title}: the options are missing", "“{title}”是选项，缺少 options")
