"""Plugins that were found: where each comes from, how it is, and what is said of one that is off."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from docgen.files import UNREADABLE, UnreadableError
from docgen.plugin.blame import in_words, own_line
from docgen.plugin.spec import API
from docgen.problems import DocgenError, FileLine, Problem, Severity
from docgen.text import Text


class State(StrEnum):
    """How a plugin is."""

    ON = "on"
    FAILED = "failed"
    UNTRUSTED = "untrusted"
    SKIPPED = "skipped"
    OFF = "off"


class Kind(StrEnum):
    """What a plugin comes as."""

    BUILT_IN = "built in"
    PACKAGE = "package"
    FILE = "file"
    FORM = "form"


class Trust(StrEnum):
    """Why a plugin may run, or may not: it was installed with docgen or as a package, or trusted as it is; somebody is
    writing it; it runs no code of its own (forms); it was never trusted, or is not what was trusted."""

    INSTALLED = "installed"
    TRUSTED = "trusted"
    DEVELOPED = "in development"
    NO_CODE = "no code"
    NONE = "none"
    CHANGED = "changed"


@dataclass(frozen=True)
class Source:
    """Where a plugin comes from: `origin` is the package or the path, `path` where its code lies if that is known
    before it is imported, `api` the version of the contract that it states in its source, in the file `main` of a
    package."""

    kind: Kind
    origin: str
    version: str = ""
    path: Path | None = None
    api: object = None
    trust: Trust = Trust.INSTALLED
    main: Path | None = None


@dataclass(frozen=True)
class Plugin:
    """A plugin that was found: where it comes from, how it is, what it brings, and what is wrong with it: all that is
    known, and what is said of it first. `home` is where its code lies."""

    name: str
    source: Source
    state: State
    hooks: tuple[str, ...] = ()
    brings: dict[str, list[str]] = field(default_factory=dict)
    problem: Problem | None = None
    problems: tuple[Problem, ...] = ()
    home: Path | None = None
    api: int | None = None

    @property
    def origin(self) -> str:
        """The package that it comes from, or its path."""
        return self.source.origin


def stated_api(source: bytes) -> object:
    """The version of the contract that a source states, `docgen_api = 1`, told without running it: what a newer docgen
    has may be missing here. None where it states nothing plain."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return None
    for node in body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(each, ast.Name) and each.id == "docgen_api" for each in targets):
                return node.value.value if isinstance(node.value, ast.Constant) else None
    return None


def check_api(api: object) -> int | None:
    """The version as a number, if one is stated. Raises DocgenError for one that this docgen does not keep."""
    if api is None:
        return None
    if not isinstance(api, int) or isinstance(api, bool) or api < 1:
        raise DocgenError(_NO_API.format(api=repr(api)))
    if api > API:
        raise DocgenError(_NEWER.format(needs=api, api=API))
    return api


def failure(name: str, own: Path, error: BaseException) -> Problem:
    """What is said of a plugin that is off."""
    where, hint = (error.where, error.hint) if isinstance(error, DocgenError) else (None, None)
    where = where or own_line(own, error) or FileLine(str(own))
    text = _OFF.format(name=name, why=in_words(error))
    code = UNREADABLE if isinstance(error, UnreadableError) else "plugin"
    return Problem(code, Severity.ERROR, text, where, hint or _ELSE_WORKS)


def afterwards(name: str, own: Path, error: BaseException) -> Problem:
    """What is said of a plugin that failed once all was made."""
    text = _AFTERWARDS.format(name=name, why=in_words(error))
    return Problem("published", Severity.WARNING, text, own_line(own, error) or FileLine(str(own)), _ALL_THE_SAME)


def not_run(name: str, path: Path, trust: Trust) -> Problem:
    """What is said of a plugin that is not trusted."""
    text = (_CHANGED if trust is Trust.CHANGED else _NEVER).format(name=name)
    return Problem("untrusted", Severity.WARNING, text, FileLine(str(path)), _TRUST_IT.format(name=typed(name)))


def typed(name: str) -> str:
    """A name as it is typed after a command: one with a blank in quotes."""
    return name if re.fullmatch(r"[\w.-]+", name) else f'"{name}"'


def without_hooks(name: str, own: Path) -> Problem:
    """What is said of a plugin that docgen would never call."""
    return Problem("plugin", Severity.WARNING, _NO_HOOK.format(name=name), FileLine(str(own)), _MARK)


def name_taken(name: str, first: Plugin, second: Source) -> DocgenError:
    """What is said of the second plugin of a name."""
    return DocgenError(_TWICE.format(name=name, first=first.origin, second=second.origin))


_OFF = Text("the plugin {name} is off: {why}", "插件 {name} 未启用：{why}")
_ELSE_WORKS = Text("Everything else works. Mend it or take it away.", "其余功能不受影响。请修好或移走它。")
_AFTERWARDS = Text("the plugin {name} failed after the run: {why}", "插件 {name} 在生成之后出错：{why}")
_ALL_THE_SAME = Text("The documents are made all the same.", "文件已照常生成。")
_NEVER = Text("the plugin {name} has not been run: it is not trusted", "插件 {name} 未运行：尚未信任")
_CHANGED = Text(
    "the plugin {name} has not been run: it is not what was trusted", "插件 {name} 未运行：与当时信任的内容不同"
)
_TRUST_IT = Text(
    "If you know where it comes from: docgen plugins trust {name}", "若来源可靠，请运行：docgen plugins trust {name}"
)
_NO_HOOK = Text("the plugin {name} brings nothing: it has no hook", "插件 {name} 什么也没有提供：没有钩子函数")
_MARK = Text("Mark its function setup with @hookimpl.", "请在函数 setup 前写 @hookimpl。")
_TWICE = Text(
    "the name {name!r} is taken: {first} and {second} are both called so",
    "名称“{name}”重复：{first} 和 {second} 都叫这个名称",
)
_NO_API = Text(
    "docgen_api is a whole number, the version of the contract, and not {api}",
    "docgen_api 应是约定的版本号，不是 {api}",
)
_NEWER = Text(
    "it needs version {needs} of the contract, this docgen keeps version {api}: a newer docgen is needed",
    "它需要第{needs}版约定，本程序是第{api}版，请更新 docgen",
)
