"""What form.toml says of a form, read at once: its mistakes are all told, each with its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docgen.forms.declared.keys import Keys
from docgen.forms.declared.own_table import ACCESS, table_of
from docgen.plugin.generator import is_command
from docgen.problems import DocgenError, Problem, Severity, visible
from docgen.schema import Access, Record
from docgen.text import Text
from docgen.workspace import FORMS, ConfigFile

FORM = "form.toml"
API = 1
"""The version of the contract."""

_KEYS = (
    *("name", "alias", "title", "template", "access", "each", "where", "sort", "filename", "together", "api"),
    *("lists", "table", "check"),
)


@dataclass(frozen=True)
class ListOf:
    """Rows that a template names: those of `table`, which belong to the row of the document if they refer to its table,
    as far as they pass `where`, in the order of the columns `sort`."""

    table: str
    where: str = ""
    sort: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """What is wrong with a row of the form's table when the expression `when` is true of it."""

    when: str
    text: str
    severity: Severity


@dataclass(frozen=True)
class Declaration:
    """A form: see Generator for what the keys mean; `template` is its file, `table` one that it brings."""

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
    lists: dict[str, ListOf]
    table: type[Record] | None
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
    keys.only(_KEYS)
    if keys.values.get("api", API) != API:
        keys.wrong("api", _OTHER_API.format(api=API))
    access = keys.word("access", ACCESS, Access.RESTRICTED)
    name = _command(keys, "name", folder.name)
    own = keys.table("table")
    return Declaration(
        file=keys.file,
        name=name,
        alias=_command(keys, "alias"),
        title=keys.text("title", name),
        template=_template(keys, folder),
        access=access,
        each=keys.text("each"),
        where=keys.text("where"),
        sort=keys.texts("sort"),
        filename=keys.text("filename"),
        together=keys.flag("together"),
        lists=_lists(keys),
        table=table_of(own, access) if own else None,
        rules=tuple(_rules(keys)),
    )


def _command(keys: Keys, key: str, default: str = "") -> str:
    """A name that somebody types after docgen."""
    name = keys.text(key, default)
    if not is_command(name):
        keys.wrong(key, _NO_COMMAND.format(name=visible(name)))
    return name


def _template(keys: Keys, folder: Path) -> Path:
    """The template that is named, else the only Word file of the folder."""
    named = keys.text("template")
    files = sorted(path for path in folder.glob("*.docx") if not path.name.startswith(("~$", ".")))
    if named:
        if Path(named).name != named or not named.isprintable() or not (folder / named).is_file():
            keys.wrong("template", _NO_TEMPLATE.format(name=named))
            return folder / named
        return _inside(keys, folder, folder / named)
    if len(files) != 1:
        keys.wrong("template", _NO_FILE if not files else _MANY_FILES.format(n=len(files)), _NAME_IT if files else None)
    return _inside(keys, folder, files[0]) if files else folder / f"{folder.name}.docx"


def _inside(keys: Keys, folder: Path, template: Path) -> Path:
    """The template, which is no link to a file elsewhere: somebody else's form prints no file of this machine."""
    if template.is_file() and not template.resolve().is_relative_to(folder.resolve()):
        keys.wrong("template", _LINK.format(name=template.name))
    return template


def _lists(keys: Keys) -> dict[str, ListOf]:
    listed = keys.table("lists")
    found = {}
    for name in listed.values if listed else ():
        if own := listed.table(name) if listed else None:
            own.only(("table", "where", "sort"))
            found[name] = ListOf(own.text("table", required=True), own.text("where"), own.texts("sort"))
    return found


def _rules(keys: Keys) -> Iterable[Rule]:
    for each in keys.tables("check"):
        each.only(("when", "text", "severity"))
        severity = each.word("severity", _SEVERITIES, Severity.ERROR)
        yield Rule(each.text("when", required=True), each.text("text", required=True), severity)


_SEVERITIES = {
    "错误": Severity.ERROR,
    "提醒": Severity.WARNING,
    "说明": Severity.NOTE,
    **{each.value: each for each in Severity},
}
_OTHER_API = Text("this docgen understands forms of version {api} only", "本程序只支持第{api}版的表单")
_NO_TEMPLATE = Text("there is no {name} in the folder of the form", "表单文件夹里没有 {name}")
_NO_COMMAND = Text("{name} can be no command; choose another name", "“{name}”不能作命令名，请换个名称")
_LINK = Text("{name} is a link to a file elsewhere; copy the file here", "{name} 是指向别处的链接，请把文件复制到这里")
_NO_FILE = Text("the folder of the form has no Word template (.docx)", "表单文件夹里没有 Word 模板（.docx）")
_MANY_FILES = Text("the folder of the form has {n} Word files", "表单文件夹里有{n}个 Word 文件")
_NAME_IT = Text('Name the one that is the template: template = "….docx"', '请写明哪个是模板：template = "….docx"')
