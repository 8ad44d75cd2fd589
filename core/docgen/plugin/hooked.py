"""Whether the functions that a plugin marks are hooks, and take what hooks take."""

from __future__ import annotations

import inspect
from typing import Any

import pluggy

from docgen.plugin.spec import Hooks
from docgen.problems import DocgenError, FileLine, did_you_mean
from docgen.text import Text

_HOOKS = {
    name: [each for each in inspect.signature(hook).parameters if each != "self"]
    for name, hook in vars(Hooks).items()
    if not name.startswith("_")
}
"""What docgen hands to each hook."""


def check_hooks(manager: pluggy.PluginManager, plugin: object) -> None:
    """Raise DocgenError, with its line, for a function marked as a hook that docgen never calls, or not so."""
    for attribute in dir(plugin):
        options = manager.parse_hookimpl_opts(plugin, attribute)
        if options is None:
            continue
        function, name = getattr(plugin, attribute), options.get("specname") or attribute
        if name not in _HOOKS:
            text = _NO_HOOK.format(name=name, hooks="、".join(_HOOKS))
            raise DocgenError(text, where=_line(function), hint=did_you_mean(name, _HOOKS))
        if wrong := [each for each in _asked(function) if each not in _HOOKS[name]]:
            gets = ", ".join(_HOOKS[name])
            raise DocgenError(_GETS.format(name=name, gets=gets, wrong=", ".join(wrong)), where=_line(function))


def _asked(function: Any) -> list[str]:
    """What a function must be given."""
    given = inspect.signature(function).parameters.values()
    plain = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [each.name for each in given if each.kind in plain and each.default is each.empty]


def _line(function: Any) -> FileLine | None:
    code = getattr(inspect.unwrap(function), "__code__", None)
    return FileLine(code.co_filename, code.co_firstlineno) if code else None


_NO_HOOK = Text("there is no hook {name}; the hooks are {hooks}", "没有钩子 {name}；钩子有：{hooks}")
_GETS = Text(
    "the hook {name} is given {gets}, by these names, and not {wrong}",
    "钩子 {name} 的参数是 {gets}，名称不能改成 {wrong}",
)
