"""What form.toml says of a form, read at once: its mistakes are all told, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from docgen.config import ConfigFile
from docgen.files import lies, list_below, real_path
from docgen.forms.declared.keys import Keys
from docgen.forms.declared.own_table import ACCESS, table_of
from docgen.forms.values import dated
from docgen.plugin.generator import is_command
from docgen.problems import DocgenError, Problem, Severity, visible
from docgen.schema import Access, Record
from docgen.state import is_plain_name
from docgen.text import Text
from docgen.workspace import FORM, FORMS

API = 1
"""The version of the contract."""

KEYS = (
    *("name", "alias", "title", "template", "access", "each", "where", "sort", "filename", "together", "api"),
    *("period", "series", "given", "official", "heading", "publishes", "values", "lists", "table", "check"),
)
LIST_KEYS = ("table", "where", "sort", "by")
RULE_KEYS = ("table", "when", "text", "severity")


@dataclass(frozen=True)
class ListOf:
    """Rows that a template names: those of `table`, which belong to the row of the document if they refer to its table,
    as far as they pass `where`, in the order of the columns `sort`, from the largest where a - stands before it; in
    groups of one value of the column `by`, if there is one."""

    table: str
    where: str = ""
    sort: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True)
class Rule:
    """What is wrong with a row of `table` when the expression `when` is true of it. Of the rows that get a document it
    may name the lists of the template too."""

    table: str
    when: str
    text: str
    severity: Severity


@dataclass(frozen=True)
class Declaration:
    """A form: see Generator for what the keys mean; `template` is its file, `tables` are those that it brings. One with
    a `period` asks for days, and lists the rows of those days; `heading` is the text of its title, with tags; `values`
    are printed as they are in all its documents. An `official` document has what [options.公文] says, and its title by
    lines; `publishes` are columns by table."""

    file: ConfigFile
    name: str
    alias: str
    title: str
    template: Path
    access: Access
    each: str
    where: str
    sort: tuple[str, ...]
    filename: str
    together: bool
    period: bool
    series: str
    given: bool
    official: bool
    heading: str
    publishes: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Any]
    lists: dict[str, ListOf]
    tables: tuple[type[Record], ...]
    rules: tuple[Rule, ...]

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.file.path.parent


class Mistakes(DocgenError):
    """All mistakes of a form.toml."""

    @classmethod
    def of(cls, problems: list[Problem]) -> Mistakes:
        """They, as one error that says the first."""
        first = problems[0]
        return cls(first.text, hint=first.hint, where=first.where, problems=problems)


def declared_in(folder: Path) -> Declaration:
    """The form in a folder. Raises Mistakes, whose `problems` are all that is wrong with form.toml."""
    problems: list[Problem] = []
    file = ConfigFile.read(folder / FORM, f"{FORMS}/{folder.name}/{FORM}")
    found = _read(Keys(file, file.values, problems), folder)
    if problems:
        raise Mistakes.of(problems)
    return found


def _read(keys: Keys, folder: Path) -> Declaration:
    keys.only(KEYS)
    if keys.values.get("api", API) != API:
        keys.wrong("api", _OTHER_API.format(api=API))
    access = keys.word("access", ACCESS, Access.RESTRICTED)
    name = _command(keys, "name", folder.name)
    each = keys.text("each")
    own = tuple(made for part in keys.parts("table") if (made := table_of(part, access)))
    checked = own[0].__table__.name if len(own) == 1 else each
    return Declaration(
        file=keys.file,
        name=name,
        alias=_command(keys, "alias"),
        title=keys.text("title", name),
        template=_template(keys, folder),
        access=access,
        each=each,
        where=keys.text("where"),
        sort=keys.texts("sort"),
        filename=keys.text("filename"),
        together=keys.flag("together"),
        period=keys.flag("period"),
        series=keys.text("series"),
        given=keys.flag("given"),
        official=keys.flag("official"),
        heading=keys.text("heading"),
        publishes={name: columns.texts(name) for columns in keys.parts("publishes") for name in columns.values},
        values=_values(keys),
        lists=_lists(keys),
        tables=own,
        rules=tuple(_rules(keys, checked)),
    )


def _command(keys: Keys, key: str, default: str = "") -> str:
    """A name that somebody types after docgen."""
    name = keys.text(key, default)
    if not is_command(name):
        keys.wrong(key, _NO_COMMAND.format(name=visible(name)))
    return name


def _template(keys: Keys, folder: Path) -> Path:
    """The template that is named, else the only Word file of the folder, or the only .txt where there is none."""
    named = keys.text("template")
    files = _files(folder, ".docx") or _files(folder, ".txt")
    if named:
        if not is_plain_name(named) or not named.isprintable() or not lies(folder / named):
            there = "、".join(path.name for path in (*_files(folder, ".docx"), *_files(folder, ".txt")))
            hint = _THERE_ARE.format(names=there) if there else _PUT_IT.format(folder=folder.name)
            keys.wrong("template", _NO_TEMPLATE.format(name=named), hint)
            return folder / named
        return _inside(keys, folder, folder / named)
    if len(files) != 1:
        put = _PUT_IT.format(folder=folder.name)
        keys.wrong("template", *((_MANY_FILES.format(n=len(files)), _NAME_IT) if files else (_NO_FILE, put)))
    return _inside(keys, folder, files[0]) if files else folder / f"{folder.name}.docx"


def _inside(keys: Keys, folder: Path, template: Path) -> Path:
    """The template, which is no link to a file elsewhere: somebody else's form prints no file of this machine."""
    if not real_path(template).is_relative_to(real_path(folder)):
        keys.wrong("template", _LINK.format(name=template.name))
    return template


def _files(folder: Path, suffix: str) -> list[Path]:
    there = (path for path in list_below(folder, [], deep=False) if path.suffix == suffix)
    return [path for path in there if not path.name.startswith(("~$", "."))]


def _lists(keys: Keys) -> dict[str, ListOf]:
    listed = keys.table("lists")
    found = {}
    for name in listed.values if listed else ():
        if own := listed.table(name) if listed else None:
            own.only(LIST_KEYS)
            found[name] = ListOf(own.text("table", required=True), own.text("where"), own.texts("sort"), own.text("by"))
    return found


def _values(keys: Keys) -> dict[str, Any]:
    own = keys.table("values")
    for name, value in own.values.items() if own else ():
        if not isinstance(value, str | int | float | date):
            own.wrong(name, _NO_VALUE.format(name=name))  # type: ignore[union-attr]
    return {name: dated(value) for name, value in own.values.items()} if own else {}


def _rules(keys: Keys, usual: str) -> Iterable[Rule]:
    """The checks; one that names no table is of the only one that the form brings, else of that of its documents."""
    for each in keys.tables("check"):
        each.only(RULE_KEYS)
        severity = each.word("severity", _SEVERITIES, Severity.ERROR)
        when, text = (each.text(key, required=True) for key in ("when", "text"))
        yield Rule(each.text("table", usual), when, text, severity)


_SEVERITIES = {
    "错误": Severity.ERROR,
    "提醒": Severity.WARNING,
    "说明": Severity.NOTE,
    **{each.value: each for each in Severity},
}
_OTHER_API = Text("this docgen understands forms of version {api} only", "本程序只支持第{api}版的表单")
_NO_VALUE = Text("{name} must be a text, a number or a date", "“{name}”应是文字、数字或日期")
_NO_TEMPLATE = Text("there is no {name} in the folder of the form", "表单文件夹里没有 {name}")
_NO_COMMAND = Text("{name} can be no command; choose another name", "“{name}”不能作命令名，请换个名称")
_LINK = Text("{name} is a link to a file elsewhere; copy the file here", "{name} 是指向别处的链接，请把文件复制到这里")
_NO_FILE = Text("the folder of the form has no template (.docx, .txt)", "表单文件夹里没有模板（.docx 或 .txt）")
_PUT_IT = Text(
    "Save the Word form as .docx and put it into the folder {folder}, beside form.toml.",
    "请把 Word 模板存成 .docx，放进“{folder}”文件夹，与 form.toml 在一起。",
)
_THERE_ARE = Text(
    "There are: {names}. Name one of them, or take the line away.", "这里有：{names}。请写其中一个，或删去这一行。"
)
_MANY_FILES = Text("the folder of the form has {n} templates", "表单文件夹里有{n}个可作模板的文件")
_NAME_IT = Text('Name the one that is the template: template = "….docx"', '请写明哪个是模板：template = "….docx"')
