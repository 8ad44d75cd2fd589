"""The contract, read off the source of a plugin and off what it brings, without making a document: each finding with
its file and line."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from docgen.files import is_folder, list_below, read_file
from docgen.plugin.changing import clock, full_name, imported_names, in_order_of_a_set
from docgen.plugin.found import Kind, Plugin
from docgen.plugin.generator import Generator
from docgen.plugin.manager import Plugins
from docgen.plugin.spec import Hooks
from docgen.problems import FileLine, Problem, Severity
from docgen.text import Text, written_language

HEAVY = frozenset(
    "asyncio docx docxtpl ftplib http.client http.server jinja2 lxml multiprocessing numpy openpyxl pandas pydantic "
    "python_calamine requests rich smtplib tkinter unittest urllib.request xmlrpc".split()
)
_TESTING = "docgen.plugin.testing"
PUBLIC = frozenset(["docgen", *(f"docgen.{name}" for name in "records render tables gongwen".split()), _TESTING])
_HOOKS = frozenset(name for name in vars(Hooks) if not name.startswith("_"))


@dataclass(frozen=True)
class Code:
    """A file of a plugin, parsed."""

    path: Path
    tree: ast.Module

    def problem(self, code: str, node: ast.AST, text: Text, hint: Text | None = None) -> Problem:
        """An error at a node."""
        place = FileLine(str(self.path), getattr(node, "lineno", None))
        return Problem(code, Severity.ERROR, text, place, hint)


def code_of(plugins: Plugins, plugin: Plugin) -> list[Code]:
    """The files of a plugin that can be parsed: its own module, of a package all, but for its tests."""
    module = plugins.manager.get_plugin(plugin.name)
    if isinstance(module, ModuleType) and module.__file__:
        file = Path(module.__file__)
    elif plugin.home is not None and plugin.source.kind is Kind.FILE:
        file = plugin.home / "__init__.py" if is_folder(plugin.home) else plugin.home
    else:
        return []
    files = (
        [path for path in list_below(file.parent, []) if path.suffix == ".py"] if file.name == "__init__.py" else [file]
    )
    return [code for path in files if not path.name.startswith("test_") and (code := _parsed(path))]


def _parsed(path: Path) -> Code | None:
    try:
        return Code(path, ast.parse(read_file(path)))
    except (SyntaxError, ValueError, OSError):  # loading it has said so
        return None


# -- what the source says --


def of_source(code: Code, plugin: Plugin) -> Iterator[Problem]:
    """Heavy imports, imports of what is no contract, clocks, the order of sets, and hooks that are not marked."""
    early = set(_run_at_import(code.tree.body))
    names = imported_names(code.tree)
    for node in ast.walk(code.tree):
        imported = _imported(node, names)
        if node in early and (heavy := next(filter(_is_heavy, imported), "")):
            yield code.problem("heavy-import", node, _HEAVY.format(name=heavy), _LATE)
        if plugin.source.kind is not Kind.BUILT_IN and (inside := next(filter(_is_inside, imported), "")):
            yield code.problem("inside-import", node, _INSIDE.format(name=inside), _ONLY)
        if isinstance(node, ast.Call) and (changing := clock(node, names)):
            yield code.problem("clock", node, _CLOCK.format(name=changing), _DATE)
    for node in in_order_of_a_set(code.tree):
        yield code.problem("set-order", node, _SET, _SORT)
    for node in code.tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in _HOOKS and not _is_marked(node):
            yield code.problem("unmarked-hook", node, _UNMARKED.format(name=node.name), _MARK)


def _run_at_import(body: Iterable[ast.stmt]) -> Iterator[ast.AST]:
    """The statements that run when the module is imported."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            yield from _run_at_import(node.orelse)
            continue
        yield node
        for part in ("body", "orelse", "finalbody", "handlers"):
            yield from _run_at_import(getattr(node, part, ()))


def _imported(node: ast.AST, names: Mapping[str, str]) -> list[str]:
    """The modules that a node imports, and what may be one."""
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
    if isinstance(node, ast.Call) and full_name(node.func, names) in _IMPORTERS and node.args:
        name = node.args[0]
        return [name.value] if isinstance(name, ast.Constant) and isinstance(name.value, str) else []
    return []


_IMPORTERS = frozenset({"importlib.import_module", "__import__"})


def _is_heavy(name: str) -> bool:
    return any(name == heavy or name.startswith(f"{heavy}.") for heavy in HEAVY)


def _is_inside(name: str) -> bool:
    """Whether it is a module of docgen that is no contract, and not something that a public one has."""
    package, _, last = name.rpartition(".")
    if name.partition(".")[0] == "docgen_plugins":
        return True
    return name.partition(".")[0] == "docgen" and name not in PUBLIC and not (package in PUBLIC and _has(package, last))


def _has(package: str, name: str) -> bool:
    """Whether a public module itself offers the name, which is no module below it."""
    return package == _TESTING or name == "*" or name in import_module(package).__all__


def _is_marked(node: ast.FunctionDef) -> bool:
    return any("hookimpl" in ast.unparse(each) for each in node.decorator_list)


# -- what it brings --


def of_what_it_brings(plugins: Plugins, plugin: Plugin) -> Iterator[Problem]:
    """Texts in both languages, names, and access that is said."""
    registry = plugins.registry
    for generator in dict.fromkeys(each.item for each in registry.generators.values() if each.owner == plugin.name):
        yield from _of_generator(generator)
    for owned in registry.figures.values():
        if owned.owner == plugin.name:
            place = _function(owned.item.rows)
            yield from _texts(place, {"title": owned.item.title, "definition": owned.item.definition})
    for owned in registry.checks.values():
        for rule in owned.item.rules if owned.owner == plugin.name else ():
            yield from _texts(_function(rule.find), {"title": rule.title} | ({"hint": rule.hint} if rule.hint else {}))
    for name, owned in registry.filters.items():
        if owned.owner == plugin.name and "<" in getattr(owned.item, "__qualname__", ""):
            yield _said("filter-name", _function(owned.item), _LOCAL.format(name=name), _TOP)


def _of_generator(generator: type[Generator]) -> Iterator[Problem]:
    def place(attribute: str = "") -> FileLine | None:
        return _line_of(generator, attribute)

    yield from _texts(place("title"), {"title": generator.title})
    if not generator.name.isascii() or generator.name != generator.name.lower():
        yield _said("name", place("name"), _NAME.format(name=generator.name))
    if generator.alias.isascii() and written_language() == "zh":
        yield _said("alias", place("alias") or place("name"), _ALIAS.format(name=generator.name))
    if not any("access" in vars(base) for base in generator.__mro__ if base not in (Generator, object)):
        yield _said("access", place(), _ACCESS.format(name=generator.name), _SAY)
    for name, declared in generator.parameters().items():
        yield from _texts(place(name), {name: declared.title})


def _texts(place: FileLine | None, texts: dict[str, Any]) -> Iterator[Problem]:
    """Which of the texts are not in both languages."""
    for name, text in texts.items():
        said = {"en": re.search("[A-Za-z]", text.en), "zh": re.search("[\u4e00-\u9fff]", text.zh)}
        if written_language() == "en":  # nobody reads Chinese there
            del said["zh"]
        lacking = [language for language, found in said.items() if not found]
        if lacking:
            yield _said("text", place, _TEXT.format(name=name, languages=", ".join(lacking)))


def _function(function: Any) -> FileLine | None:
    code = getattr(inspect.unwrap(function), "__code__", None)
    return FileLine(code.co_filename, code.co_firstlineno) if code else None


def _line_of(cls: type, attribute: str = "") -> FileLine | None:
    """Where a class says something, or begins."""
    module = sys.modules.get(cls.__module__)
    file = getattr(module, "__file__", None)
    code = _parsed(Path(file)) if file else None
    for node in ast.walk(code.tree) if code else ():
        if isinstance(node, ast.ClassDef) and node.name == cls.__name__:
            lines = [each.lineno for each in node.body if attribute and attribute in _assigned(each)]
            return FileLine(str(file), lines[0] if lines else None if attribute else node.lineno)
    return FileLine(str(file)) if file else None


def _assigned(node: ast.stmt) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}


def _said(code: str, place: FileLine | None, text: Text, hint: Text | None = None) -> Problem:
    return Problem(code, Severity.ERROR, text, place, hint)


_HEAVY = Text("{name} is slow to load, and loaded with every command", "{name} 载入很慢，每个命令都会载入它")
_LATE = Text("Import it inside the function that needs it.", "请在用到它的函数里再 import。")
_INSIDE = Text("{name} is no part of the contract and may change any day", "{name} 不属于插件约定，随时可能改变")
_ONLY = Text(
    "Use docgen, docgen.records, .render, .tables, .gongwen and .plugin.testing.",
    "只用 docgen 和 docgen.records、.render、.tables、.gongwen、.plugin.testing。",
)
_CLOCK = Text(
    "{name}() says another thing each time, or on another computer", "{name}() 每次或在另一台电脑上的结果都不同"
)
_DATE = Text(
    "Take the day from the data or a parameter: the same data make the same document on any day.",
    "日期请取自数据或参数：同样的数据在任何一天都应生成同样的文件。",
)
_SET = Text(
    "the order of a set is another in each run, and shows in what is made of it", "集合的顺序每次运行都不同，会影响结果"
)
_SORT = Text("Put sorted(…) around the set.", "请用 sorted(…) 排好顺序。")
_UNMARKED = Text("{name} is never called: it is not marked with @hookimpl", "{name} 不会被调用：前面没有 @hookimpl")
_MARK = Text("Write @hookimpl above it.", "请在它上面写 @hookimpl。")
_LOCAL = Text("other processes do not find the filter {name}", "其他进程找不到过滤器 {name}")
_TOP = Text(
    "Make it a function of the module, not one inside another, nor a lambda.",
    "请写成模块里的函数，不要写成局部函数或 lambda。",
)
_NAME = Text("the name {name} is typed as a command: small English letters", "名称 {name} 是命令名，请用小写英文")
_ALIAS = Text("{name} has no Chinese alias", "{name} 没有中文别名（alias）")
_ACCESS = Text("{name} does not say who may see its documents", "{name} 没有写明公开范围（access）")
_SAY = Text(
    "Say it: access = Access.PUBLIC, INTERNAL or RESTRICTED.",
    "请写明：access = Access.PUBLIC、INTERNAL 或 RESTRICTED。",
)
_TEXT = Text(
    "{name} does not say it in both languages; lacking: {languages}", "{name} 没有写全中英文，缺少：{languages}"
)
