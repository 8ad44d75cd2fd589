"""Expressions that no document can print or work out, whatever its data are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, nodes
from jinja2.filters import FILTERS

from docgen.render.mistakes.mistake import Mistake, write
from docgen.render.source import Tag
from docgen.text import Text

_OF_LISTS = """batch dictsort groupby items list map reject rejectattr select selectattr slice sort unique""".split()
"""Filters that give a list."""
_CHANGING = """append clear extend insert pop popitem remove setdefault sort update""".split()
"""Methods by which lists and groups of values are changed."""
_MAY_BE = re.compile(rf"^\s*[\[({{]|\|\s*(?:{'|'.join(_OF_LISTS)})\b|\.\s*(?:{'|'.join(_CHANGING)})\s*\(")


def may_be_unusable(tag: Tag) -> bool:
    """Whether the tag needs a closer look."""
    return _MAY_BE.search(tag.inner) is not None


def unusable(tag: Tag, tree: nodes.Template, environment: Environment) -> Iterator[Mistake]:
    """What of a tag, parsed as `tree`, can never be rendered."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Getattr) and call.node.attr in _CHANGING:
            yield Mistake(tag, "template-change", _CHANGE.format(name=call.node.attr), _ADD)
    printed = [each for output in tree.find_all(nodes.Output) for each in output.nodes]
    if tag.text.startswith("{{") and any(_is_list(each, environment) for each in printed):
        hint = write(f"{{{{{tag.kind} {tag.inner}|join('、') }}}}")
        yield Mistake(tag, "template-list", _LIST, None if isinstance(printed[0], nodes.Dict) else hint)


def _is_list(node: nodes.Node, environment: Environment) -> bool:
    if isinstance(node, nodes.Filter) and node.name in _OF_LISTS:
        found = environment.filters.get(node.name)
        return getattr(found, "uncharged", found) is FILTERS[node.name]  # charging.py wraps it
    return isinstance(node, nodes.List | nodes.Tuple | nodes.Dict)


_LIST = Text("this prints a list or a group of values, not a text", "这里是一组值，不是文字，无法直接印出")
_CHANGE = Text(
    "a template cannot change a list or a group of values by “{name}”", "模板里不能用“{name}”改动列表或一组值"
)
_ADD = Text(
    "Make a new one: {% set 集 = 集 + [值] %}; within a loop, in a namespace: {% set 集.值 = 集.值 + [值] %}",
    "请另建一个：{% set 集 = 集 + [值] %}；在循环里用“namespace”：{% set 集.值 = 集.值 + [值] %}",
)
