"""Whether a generator says what it must say, each in a value of the right kind: told when its plugin is loaded, and not
in the middle of a run. `cls` is a subclass of Generator throughout, which stands above this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from docgen.period import Period
from docgen.plugin.parameter import REQUIRED, Numbering, Packs, Parameter
from docgen.plugin.renewal import RENEWED
from docgen.schema import Access, Record, Table
from docgen.text import Text

_DECLARED: dict[str, type] = {
    "name": str,
    "alias": str,
    "title": Text,
    "template": str,
    "filename": str,
    "access": Access,
    "sort": tuple,
    "together": bool,
    "publishes": Mapping,
}
_KINDS = (Period, str, int, bool, tuple)
OPTIONS = {
    "name": frozenset("help out pdf dry-run preview jobs cluster json as-json".split()),
    "numbering": frozenset("issue number date drafter checker".split()),
    "packs": frozenset(
        "only range where spares separate combine archive sample sides again overwrite quiet mark-printed "
        "unmark-printed pack".split()
    ),
}
"""The options that a generator's command has of itself: all, those with `numbering`, those with `packs`."""


def missing_attributes(cls: Any) -> list[str]:
    """What a generator must say and the class does not."""
    return [name for name in ("name", "title", "template", "filename") if not _is_said(getattr(cls, name))]


def wrong_declaration(cls: Any) -> Iterator[Text]:
    """What is wrong with what a generator says of itself."""
    for name in RENEWED:
        if name in vars(cls) and not isinstance(vars(cls)[name], Parameter):
            yield _RENEWED.format(cls=cls.__qualname__, name=name, new=RENEWED[name])
    wrong = list(_of_kinds(cls))
    yield from wrong
    if not wrong:
        yield from _of_values(cls)


def _is_said(value: object) -> bool:
    return any(value) if isinstance(value, str | tuple) else value is not None


def _of_kinds(cls: Any) -> Iterator[Text]:
    """Attributes that are of another kind than they must be."""
    for name, kind in _DECLARED.items():
        if not isinstance(getattr(cls, name), kind):
            yield _no_kind(cls, name, kind.__name__)
    if isinstance(cls.title, Text) and not all(isinstance(text, str) for text in cls.title):
        yield _no_kind(cls, "title", "Text")
    if not all(isinstance(name, str) for name in (cls.sort if isinstance(cls.sort, tuple) else ())):
        yield _no_kind(cls, "sort", "tuple[str, ...]")
    if cls.each is not None and not (
        isinstance(cls.each, type) and issubclass(cls.each, Record) and hasattr(cls.each, "__table__")
    ):
        yield _no_kind(cls, "each", "Record")
    for record, names in cls.publishes.items() if isinstance(cls.publishes, Mapping) else ():
        is_table = isinstance(record, type) and issubclass(record, Record) and hasattr(record, "__table__")
        if not is_table or not isinstance(names, tuple) or not all(isinstance(name, str) for name in names):
            yield _no_kind(cls, "publishes", "{Record: (str, …)}")
    if cls.numbering is not None:
        yield from _of_numbering(cls)
    if cls.packs is not None:
        yield from _of_packs(cls)
    yield from _of_parameters(cls)


def _of_numbering(cls: Any) -> Iterator[Text]:
    numbering: Any = cls.numbering
    if not isinstance(numbering, Numbering):
        yield _no_kind(cls, "numbering", "Numbering")
        return
    if not isinstance(numbering.series, str) or not numbering.series:
        yield _no_kind(cls, "numbering.series", "str", numbering.series)
    if not isinstance(numbering.given, bool):
        yield _no_kind(cls, "numbering.given", "bool", numbering.given)
    if not callable(numbering.document):
        yield _no_kind(cls, "numbering.document", "a function of generator and row", numbering.document)


def _of_packs(cls: Any) -> Iterator[Text]:
    packs: Any = cls.packs
    if not isinstance(packs, Packs):
        yield _no_kind(cls, "packs", "Packs")
        return
    for name in ("code", "split", "cover", "receipts"):
        if not isinstance(getattr(packs, name), str):
            yield _no_kind(cls, f"packs.{name}", "str", getattr(packs, name))
    place, receipt, size = packs.place, packs.receipt, packs.size
    if not isinstance(place, tuple) or len(place) != 2 or not all(isinstance(each, str) for each in place):
        yield _no_kind(cls, "packs.place", "(str, str)", place)
    if not isinstance(receipt, Mapping) or not all(isinstance(each, str) for each in (*receipt, *receipt.values())):
        yield _no_kind(cls, "packs.receipt", "{str: str}", receipt)
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        yield _no_kind(cls, "packs.size", "int > 0", size)


def _of_parameters(cls: Any) -> Iterator[Text]:
    parameters: Any = cls.parameters()
    if not isinstance(parameters, dict) or not all(isinstance(each, Parameter) for each in parameters.values()):
        yield _no_kind(cls, "parameters()", "dict[str, Parameter]", parameters)
        return
    for name, each in parameters.items():
        base = cls.__mro__[-2]  # Generator itself
        if name in vars(base) or name in base.__annotations__ or _is_option(cls, name):
            yield _MEANS_ELSE.format(cls=cls.__qualname__, name=name)
        if not isinstance(each.title, Text) or not all(isinstance(text, str) for text in each.title):
            yield _no_kind(cls, f"parameter {name}", "Text", each.title)
        if each.kind not in _KINDS:
            yield _no_kind(cls, f"parameter {name}", "Period, str, int, bool, tuple", each.kind)
        elif each.kind is bool and each.default is REQUIRED:
            yield _NO_DEFAULT.format(cls=cls.__qualname__, name=name)
        elif each.default is not REQUIRED and each.default is not None and not isinstance(each.default, each.kind):
            yield _no_kind(cls, f"parameter {name}: default", each.kind.__name__, each.default)


def _is_option(cls: Any, name: str) -> bool:
    """Whether the command has an option of that name already."""
    word = name.rstrip("_").replace("_", "-")
    return any(word in words for attribute, words in OPTIONS.items() if getattr(cls, attribute))


def _of_values(cls: Any) -> Iterator[Text]:
    """Values that cannot be meant, or do not go together."""
    if cls.suffix() != ".docx" and (cls.together or cls.packs):
        yield _PLAIN.format(name=cls.name)
    for name in filter(None, (cls.name, cls.alias)):
        if not is_command(name):
            yield _NO_NAME.format(cls=cls.__qualname__, name=repr(name))
    for template in (cls.template, *((cls.packs.cover, cls.packs.receipts) if cls.packs else ())):
        if PurePath(template).is_absolute() or ".." in PurePath(template).parts:
            yield _OUTSIDE.format(cls=cls.__qualname__, template=template)
    if cls.access is Access.SEALED:
        yield _SEALED.format(cls=cls.__qualname__)
    if cls.packs and cls.each is None:
        yield _NO_ROWS.format(cls=cls.__qualname__)


def wrong_columns(cls: Any, tables: Mapping[str, Table]) -> Iterator[Text]:
    """Names of columns that its tables do not have."""
    asked: list[tuple[str, type[Record], str]] = []
    if cls.each is not None:
        asked += [("sort", cls.each, name.removeprefix("-")) for name in cls.sort]
        if packs := cls.packs:
            named = {"code": packs.code, "split": packs.split}
            asked += [(f"packs.{key}", cls.each, name) for key, name in named.items() if name]
            asked += [("packs.receipt", cls.each, name) for name in packs.receipt.values()]
            asked += [("packs.place", cls.each, name) for name in packs.place]
    asked += [("publishes", record, name) for record, names in cls.publishes.items() for name in names]
    for key, record, name in asked:
        table = tables.get(record.__table__.name, record.__table__)
        column = next((each for each in table.columns if each.name == name), None)
        if column is None and not hasattr(record, name):
            yield _NO_COLUMN.format(cls=cls.__qualname__, key=key, table=table.name, name=name)
        elif key == "packs.place" and column is not None and not column.to:
            yield _NO_PLACE.format(cls=cls.__qualname__, table=table.name, name=name)


def is_command(name: str) -> bool:
    """Whether somebody can type the name after `docgen`; nothing is no command, and harmless."""
    return not name.startswith("-") and " ".join(name.split()) == name and name.isprintable()


def _no_kind(cls: Any, name: str, kind: str, *value: object) -> Text:
    said = value[0] if value else getattr(cls, name)
    return _NO_KIND.format(cls=cls.__qualname__, name=name, kind=kind, value=repr(said)[:80])


_RENEWED = Text("the generator {cls}: {name} is no more; write {new}", "生成器 {cls}：已没有 {name}，改写为 {new}")
_NO_KIND = Text(
    "the generator {cls}: {name} must be {kind}, and not {value}", "生成器 {cls}：{name} 应是 {kind}，不是 {value}"
)
_NO_NAME = Text("the generator {cls}: {name} can be no command", "生成器 {cls}：{name} 不能作命令名")
_OUTSIDE = Text(
    "the generator {cls}: {template} leads out of the templates folder", "生成器 {cls}：{template} 超出了模板文件夹"
)
_PLAIN = Text("{name}: plain text cannot be put into print files", "“{name}”：纯文本不能合成打印文件")
_SEALED = Text(
    "the generator {cls}: access is at most RESTRICTED, what is SEALED stands in no document",
    "生成器 {cls}：access 最高为 RESTRICTED，SEALED（绝不外传）的内容不进任何文件",
)
_NO_ROWS = Text("the generator {cls}: packs are made of rows, and it has no each", "生成器 {cls}：packs 需要 each")
_MEANS_ELSE = Text(
    "the generator {cls}: no parameter can be called {name}, which means something else",
    "生成器 {cls}：参数不能叫 {name}，它另有含义",
)
_NO_DEFAULT = Text(
    "the generator {cls}: the parameter {name} is yes or no, and needs a default",
    "生成器 {cls}：是否参数 {name} 要有默认值",
)
_NO_COLUMN = Text(
    "the generator {cls}: {key} names {name}, which is no column of {table}",
    "生成器 {cls}：{key} 里的 {name} 不是“{table}”表的列",
)
_NO_PLACE = Text(
    "the generator {cls}: packs.place names {name}, which refers to no place (ref) in {table}",
    "生成器 {cls}：packs.place 里的 {name} 不是“{table}”表里引用地方的列（ref）",
)
