"""reference/hooks.md: what a plugin may use, with signatures and docstrings."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import docgen
from _pages.markdown import cell, code, table
from _pages.offered import offered
from _pages.signatures import attributes, doc, method, signature
from docgen.plugin.generator import Generator
from docgen.plugin.spec import Hooks, Registry
from docgen.text import Text

_HEAD = """# 插件接口 · Hooks and what plugins use

插件作者读的一页，只有英文。`from docgen import …` 给出下面列的一切；其余模块随时会变。

For authors of plugins. All of it comes from `from docgen import …`; other modules may change at any time. The version
of this contract is {api}. A plugin is a module with functions of these names, each marked with `@hookimpl`.

## Hooks

"""
_REGISTRY = """
## Registry: what `setup` may contribute

"""
_OTHERS = {
    "API": "The version of this contract; a plugin may state the one that it needs.",
    "TO_FILL_IN": "What stands where people's words are still missing; such places are listed and block issuing.",
    "count": "The measure of a figure that is the number of its rows.",
    "hookimpl": "Marks the functions of a plugin that are hooks.",
}
_OWN = {"shelves", "merge", "tables"}
"""What docgen itself does with a registry."""
_NAMES = """
## Everything in `docgen`

"""


def hooks_page() -> str:
    """The page as Markdown."""
    parts = [_HEAD.format(api=docgen.API), *_methods(Hooks), _REGISTRY]
    parts += _methods(Registry)
    parts += [
        f"\n## Generator: a kind of document\n\n{doc(Generator)}\n\n",
        attributes(Generator, Generator.__annotations__),
        *_methods(Generator),
        *offered(),
    ]
    return "".join([*parts, _NAMES, table((Text("name", "名称"), Text("what it is", "说明")), _names())])


def _methods(owner: type) -> Iterator[str]:
    for name, member in vars(owner).items():
        function = inspect.unwrap(getattr(member, "__func__", member))
        if inspect.isfunction(function) and not name.startswith("_") and name not in _OWN:
            yield method(owner, name, function)


def _names() -> Iterator[tuple[str, str]]:
    for name in docgen.__all__:
        item = getattr(docgen, name)
        said = _OTHERS.get(name) or inspect.getdoc(item) or ""
        shown = signature(item) if inspect.isfunction(item) else ""
        yield code(name + shown), cell(said.split("\n\n")[0].replace("\n", " "))
