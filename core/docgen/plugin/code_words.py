"""The words in the code that makes a context: a name that no text of the code holds comes from elsewhere."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from docgen.files import list_below, read_file
from docgen.plugin.generator import DeclaredGenerator, Generator
from docgen.plugin.manager import Plugins


def find_code(plugins: Plugins, generator: type[Generator]) -> Iterator[ModuleType]:
    """The modules that decide what the generator's templates are given: its own, its plugin, plugins that adjust, and
    what these take of docgen.gongwen."""
    owner = plugins.registry.generators[generator.name].owner
    adjusting = [plugin.name for plugin in plugins.found if "prepare_context" in plugin.hooks]
    found = [plugins.manager.get_plugin(name) for name in adjusting]
    is_of_package = owner in plugins.registry.packages  # whose modules make other documents too
    own = sys.modules.get(".".join(generator.__module__.split(".")[:2])) if is_of_package else None
    found.append(own or plugins.manager.get_plugin(owner))
    found += [
        sys.modules[base.__module__] for base in generator.__mro__ if base not in (DeclaredGenerator, Generator, object)
    ]
    for module in found:
        if isinstance(module, ModuleType):
            yield module
            taken = {str(getattr(value, "__module__", "")) for value in vars(module).values()}
            yield from (sys.modules[name] for name in taken if name.startswith("docgen.gongwen."))


def find_added_words(plugins: Plugins) -> dict[str, str]:
    """The texts in what plugins do to contexts, by their plugins."""
    found: dict[str, str] = {}
    for plugin in plugins.found:
        module = plugins.manager.get_plugin(plugin.name) if "prepare_context" in plugin.hooks else None
        for path in _sources(module) if isinstance(module, ModuleType) else ():
            for node in ast.walk(_parsed(path)):
                if isinstance(node, ast.FunctionDef) and node.name == "prepare_context":
                    found.update(dict.fromkeys(_texts(node), plugin.name))
    return found


def find_words(modules: Iterable[ModuleType]) -> tuple[set[str], set[str]]:
    """The texts and keywords in the source of the modules, and those of them that stand in `context` itself."""
    words: set[str] = set()
    first: set[str] = set()
    for path in {path for module in modules for path in _sources(module)}:
        every, own = _words_in(path, _written(path))
        words |= every
        first |= own
    return words, first


@lru_cache(maxsize=256)
def _words_in(path: Path, _written: int) -> tuple[frozenset[str], frozenset[str]]:
    """The same of a file, written at that time: many templates may be looked at in one run."""
    tree = _parsed(path)
    contexts = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "context")
    return frozenset(_texts(tree)), frozenset(text for node in contexts for text in _texts(node))


def _written(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _parsed(path: Path) -> ast.Module:
    """The source of a module that has been imported; an empty one if it cannot be read any more."""
    try:
        return ast.parse(read_file(path))
    except (OSError, SyntaxError, ValueError):
        return ast.Module([], [])


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg


def _sources(module: ModuleType) -> list[Path]:
    """The files of a module: of a package, all of them."""
    file = Path(module.__file__ or "")
    if file.suffix != ".py":
        return []
    if not hasattr(module, "__path__"):
        return [file]
    return [path for path in list_below(file.parent, []) if path.suffix == ".py"]
