"""reference/hooks.md: what a plugin may use, with signatures and docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

import docgen
from _pages.markdown import cell, code, table
from docgen.plugin.generator import REQUIRED, Generator
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
        f"\n## Generator: a kind of document\n\n{_doc(Generator)}\n\n",
        *_attributes(Generator),
        *_methods(Generator),
    ]
    return "".join([*parts, _NAMES, table((Text("name", "名称"), Text("what it is", "说明")), _names())])


def _methods(owner: type) -> Iterator[str]:
    for name, method in vars(owner).items():
        function = inspect.unwrap(getattr(method, "__func__", method))
        if inspect.isfunction(function) and not name.startswith("_") and name not in _OWN:
            code = f"```python\ndef {name}{_signature(function)}\n```"
            yield f"### {owner.__name__}.{name}\n\n{code}\n\n{_doc(function)}\n\n"


def _attributes(owner: type) -> Iterator[str]:
    lines = [
        f"{name}: {kind.removeprefix('ClassVar[').removesuffix(']') if kind.startswith('ClassVar') else kind}"
        f"{f' = {_value(vars(owner)[name])}' if name in vars(owner) else ''}\n"
        for name, kind in owner.__annotations__.items()
    ]
    yield f"```python\n{''.join(lines)}```\n\n"


class _Words:
    """Words that a signature shows as they are."""

    def __init__(self, words: object) -> None:
        self.words = str(words)

    def __repr__(self) -> str:
        return self.words


def _value(value: Any) -> str:
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    return value.__name__ if isinstance(value, type) else "…" if value is REQUIRED else repr(value)


def _signature(function: Any) -> str:
    signature = inspect.signature(function)
    parameters = [
        each.replace(
            annotation=each.empty if each.annotation is each.empty else _Words(each.annotation),
            default=each.empty if each.default is each.empty else _Words(_value(each.default)),
        )
        for each in signature.parameters.values()
    ]
    return str(signature.replace(parameters=parameters, return_annotation=_Words(signature.return_annotation)))


def _doc(item: Any) -> str:
    return re.sub(r"(?<!`)`(?!`)", "`", inspect.getdoc(item) or "").replace("<", "&lt;")


def _names() -> Iterator[tuple[str, str]]:
    for name in docgen.__all__:
        item = getattr(docgen, name)
        doc = _OTHERS.get(name) or inspect.getdoc(item) or ""
        signature = _signature(item) if inspect.isfunction(item) else ""
        yield code(name + signature), cell(doc.split("\n\n")[0].replace("\n", " "))
