"""The packages of plugins that come with docgen. A workspace turns one on by its name: `[plugins] use = [...]`."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from docgen.problems import DocgenError, UsageError, did_you_mean
from docgen.text import Text

if TYPE_CHECKING:
    import click

    from docgen.workspace import Settings

__all__ = [
    "BuiltInPackage",
    "DocumentKind",
    "PackageOffError",
    "Question",
    "Start",
    "built_in_packages",
    "check_choice",
    "describe_kinds",
    "example_words",
    "explain_kind",
    "explain_table",
    "find_package",
    "missing_table",
    "unused_lines",
]

MODULES = ("docgen_plugins",)
"""The modules of the built-in packages, by name so that the engine imports none of them to name its documents."""


class DocumentKind(NamedTuple):
    """A kind of document that a package makes: the words of its command, the second name, and what it is called."""

    name: str
    alias: str
    title: Text


@dataclass(frozen=True)
class Question:
    """A setting that `docgen init` asks for when it makes a workspace with a package: the option's name without dashes,
    its help, its type, and the function that asks a person at a terminal and returns the value."""

    name: str
    help: Text
    type: click.ParamType[Any]
    metavar: str
    ask: Callable[[], Any]
    open_value: Any = ""


@dataclass(frozen=True)
class Start:
    """What a package adds to a new workspace: questions, the part of docgen.toml (a Jinja template, filled with the
    settings and the answers), the line that `init` prints while a question is open, and the example words of the
    sheets 填写说明 by header."""

    questions: tuple[Question, ...]
    settings: str
    words: Mapping[str, str]
    values: Mapping[str, Any] = field(default_factory=dict)
    open_hint: Text | None = None


@dataclass(frozen=True)
class BuiltInPackage:
    """A package of plugins that comes with docgen.

    `module` has the hook `setup` of the whole package; `kinds` and `tables` name what it brings, so that a message can
    name the package while it is off. `settings` are the sections of docgen.toml, and `series` the series of the
    register, that nothing else uses. `templates` are beginnings of the names of its templates. `start` is the module
    that holds its Start as START. `trial` is the command to try first in its `example`, and `samples` are values for
    parameters that a trial on the example cannot guess, by kind.
    """

    name: str
    title: Text
    module: str
    kinds: tuple[DocumentKind, ...]
    tables: tuple[str, ...]
    templates: tuple[str, ...]
    settings: tuple[str, ...]
    series: tuple[str, ...]
    start: str
    example: str
    trial: Text
    samples: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def has_kind(self, words: list[str]) -> bool:
        """Whether the command line `words` begins with the name or alias of a kind, or the first word of one."""
        names = [name for kind in self.kinds for name in (kind.name, kind.alias)]
        return " ".join(words[:2]) in names or any(words[:1] == name.split()[:1] for name in names)

    def load_start(self) -> Start:
        """What the package adds to a new workspace."""
        found: Start = importlib.import_module(self.start).START
        return found


def built_in_packages() -> dict[str, BuiltInPackage]:
    """The packages that come with docgen, by name."""
    found = (importlib.import_module(module).PACKAGE for module in MODULES)
    return {package.name: package for package in found}


def find_package(name: str) -> BuiltInPackage:
    """The package called `name`. Raises UsageError, which names the known ones, when there is none."""
    known = built_in_packages()
    if name not in known:
        raise UsageError(_UNKNOWN.format(name=name), hint=_known_packages(name, known))
    return known[name]


def check_choice(settings: Settings) -> None:
    """Raise DocgenError, with the line of docgen.toml, if `[plugins] use` names what is no built-in package."""
    known = built_in_packages()
    for name in settings.plugins.use:
        if name not in known:
            raise settings.file.error("plugins.use", _UNKNOWN.format(name=name), hint=_known_packages(name, known))


def _known_packages(name: str, known: Mapping[str, BuiltInPackage]) -> Text:
    return did_you_mean(name, known) or _KNOWN.format(known="、".join(known))


def example_words() -> dict[str, str]:
    """Example words for the sheets 填写说明, by header, of all built-in packages."""
    return {header: word for package in built_in_packages().values() for header, word in _words(package)}


def _words(package: BuiltInPackage) -> Iterator[tuple[str, str]]:
    yield from package.load_start().words.items()


def explain_kind(words: list[str], settings: Settings | None) -> UsageError | None:
    """Why the command that `words` begin with is missing, if a built-in package brings it that the workspace of the
    `settings` does not use; without settings there is no workspace, and the commands that lead to one are named."""
    for package in built_in_packages().values():
        if not package.has_kind(words) or (settings and package.name in settings.plugins.use):
            continue
        facts = {"name": words[0], "package": package.name, "title": package.title, "example": package.example}
        if settings:
            return UsageError(_OFF.format(**facts), hint=_TURN_ON.format(**facts))
        return UsageError(_NOWHERE.format(**facts), hint=_TRY.format(**facts, trial=package.trial))
    return None


def describe_kinds(package: BuiltInPackage) -> Text:
    """The names of the documents of a package and how to try one, in a line."""
    first = dict.fromkeys(kind.name.split()[0] for kind in package.kinds)
    aliases = dict.fromkeys(kind.alias for kind in package.kinds if kind.name in first)
    names = {"names": Text(", ".join(first), "、".join(aliases)), "trial": package.trial}
    return _KINDS.format(**names, package=package.name, title=package.title, example=package.example)


class PackageOffError(DocgenError):
    """A table is missing because the built-in package that brings it is off."""


def missing_table(table: str, text: Text) -> DocgenError:
    """The error with this `text` for a table that no plugin brings; its hint names the built-in package that would."""
    hint = explain_table(table)
    return PackageOffError(text, hint=hint) if hint else DocgenError(text)


def explain_table(table: str) -> Text | None:
    """The hint on a table that is missing: the built-in package that brings it, or None."""
    for package in built_in_packages().values():
        if table in package.tables:
            return _TABLE.format(table=table, package=package.name)
    return None


def unused_lines(settings: Settings, series: Callable[[], set[str]]) -> Iterator[Text]:
    """A line for each built-in package of which the workspace has settings in docgen.toml, or numbers in the register
    (its `series`), though docgen.toml does not say which packages it uses."""
    if "use" in settings.file.values.get("plugins", {}):
        return
    for package in built_in_packages().values():
        if section := _sign_of(package, settings, series):
            yield _ADD.format(sign=section, package=package.name)


def _sign_of(package: BuiltInPackage, settings: Settings, series: Callable[[], set[str]]) -> Text | None:
    for section in package.settings:
        first, _, rest = section.partition(".")
        if (rest or first) in (settings.options if rest else settings.file.values):
            return Text("docgen.toml has [{section}]", "docgen.toml 里有 [{section}]").format(section=section)
    for name in package.series:
        if name in series():
            return Text("the register has the series {name}", "登记簿里有“{name}”的号").format(name=name)
    return None


_UNKNOWN = Text("there is no built-in package {name}", "没有“{name}”这个内置插件包")
_KNOWN = Text("There are: {known}", "可用的内置插件包：{known}")
_OFF = Text(
    "{name} comes with {package} ({title}), which this workspace does not use",
    "“{name}”属于内置插件包 {package}（{title}），本工作文件夹没有启用它",
)
_TURN_ON = Text(
    'To turn it on, add to docgen.toml: [plugins] use = ["{package}"]',
    '要启用，请在 docgen.toml 里加上 [plugins] 一节，写 use = ["{package}"]',
)
_NOWHERE = Text(
    "{name} comes with {package} ({title}), and there is no workspace here",
    "“{name}”属于内置插件包 {package}（{title}），而这里不是工作文件夹",
)
_TRY = Text(
    "To try it: docgen init demo --example {example}, then cd demo, then docgen {trial}",
    "可以这样试用：docgen init demo --example {example}，再 cd demo，再 docgen {trial}",
)
_KINDS = Text(
    "With {package} ({title}) come {names}. To try them: docgen init demo --example {example}, cd demo, docgen {trial}",
    "内置插件包 {package}（{title}）能生成{names}。试用：docgen init demo --example {example}，cd demo，docgen {trial}",
)
_TABLE = Text(
    'The table {table} comes with {package}. Add to docgen.toml: [plugins] use = ["{package}"]',
    '“{table}”表属于内置插件包 {package}。请在 docgen.toml 里加上 [plugins] 一节，写 use = ["{package}"]',
)
_ADD = Text(
    '{sign}, but {package} is off. To turn it on, add to docgen.toml: [plugins] use = ["{package}"]',
    '{sign}，但内置插件包 {package} 没有启用。要启用，请在 docgen.toml 里加上 [plugins] 一节，写 use = ["{package}"]',
)
