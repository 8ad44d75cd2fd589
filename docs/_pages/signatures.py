"""Signatures and docstrings of classes and functions as Markdown."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from enum import Enum
from typing import Any

from docgen.plugin.generator import REQUIRED


def method(owner: type, name: str, function: Any, *, level: str = "###") -> str:
    """A method under a heading of its own."""
    shown = f"```python\ndef {name}{signature(function)}\n```"
    return f"{level} {owner.__name__}.{name}\n\n{shown}\n\n{doc(function)}\n\n"


def attributes(owner: type, names: Iterable[str]) -> str:
    """Attributes of a class with their types and defaults."""
    lines = []
    for name in names:
        kind = owner.__annotations__[name]
        kind = kind.removeprefix("ClassVar[").removesuffix("]") if kind.startswith("ClassVar") else kind
        value = vars(owner).get(name, REQUIRED)
        is_set = name in vars(owner) and not inspect.ismemberdescriptor(value)  # those of slots are no value
        lines.append(f"{name}: {kind}" + (f" = {_value(value)}" if is_set else "") + "\n")
    return f"```python\n{''.join(lines)}```\n\n"


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


def signature(function: Any) -> str:
    """What a function takes and gives."""
    plain = inspect.signature(function)
    parameters = [
        each.replace(
            annotation=each.empty if each.annotation is each.empty else _Words(each.annotation),
            default=each.empty if each.default is each.empty else _Words(_value(each.default)),
        )
        for each in plain.parameters.values()
    ]
    return str(plain.replace(parameters=parameters, return_annotation=_Words(plain.return_annotation)))


def doc(item: Any) -> str:
    """Its docstring."""
    return re.sub(r"(?<!`)`(?!`)", "`", inspect.getdoc(item) or "").replace("<", "&lt;")
