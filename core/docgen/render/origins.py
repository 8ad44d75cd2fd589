"""What the names that a template makes itself come from: 行.项目 is 重点.项目 where 行 runs over 重点."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import nodes

from docgen.render.names import OF_MACROS, Chain, chain_of

Scope = dict[Chain, Chain | None]
"""Names that the template makes, and parts of them that it makes too, with what they come from, if that is a name."""
Source = Callable[[Chain], Chain | None]
"""What a name is in the context; None for one that comes from the template alone."""

_SAME = """batch first last list random reject rejectattr reverse select selectattr slice sort unique""".split()
"""Filters whose result holds what went in."""
_OF_OWN = (nodes.For, nodes.Assign, nodes.AssignBlock, nodes.With, nodes.Macro, nodes.CallBlock)


def made_in(tree: nodes.Template, source: Source) -> tuple[Scope, Scope]:
    """The names that a tag makes: for what stands behind it, and for what stands in its block."""
    outer: Scope = {}
    inner: Scope = {}
    for node in tree.find_all(_OF_OWN):
        if isinstance(node, nodes.Macro):
            outer[(node.name,)] = None
            inner |= dict.fromkeys((name,) for name in OF_MACROS)
        inner |= {(name.name,): None for name in node.find_all(nodes.Name) if name.ctx != "load"}
        for target, value in _given(node):
            inner |= _made(target, value, source)
        if isinstance(node, nodes.For) and node.recursive:  # deeper down it runs over others
            inner |= dict.fromkeys(inner)
    return outer, inner


def read_later(tree: nodes.Template) -> list[nodes.Node]:
    """Takes out of a tag what it reads once its own names are made: the condition of a loop, defaults of a macro."""
    later: list[nodes.Node] = []
    for loop in tree.find_all(nodes.For):
        later += [loop.test] if loop.test else []
        loop.test = None
    blocks: list[nodes.Macro | nodes.CallBlock] = [*tree.find_all(nodes.Macro), *tree.find_all(nodes.CallBlock)]
    for block in blocks:
        later += block.defaults
        block.defaults = []
    return later


def _given(node: nodes.Node) -> list[tuple[nodes.Node, nodes.Node]]:
    """The targets of a tag with their values; those of a loop are items of it."""
    if isinstance(node, nodes.For):
        return [(node.target, node.iter)]
    if isinstance(node, nodes.Assign):
        return [(node.target, node.node)]
    return list(zip(node.targets, node.values, strict=True)) if isinstance(node, nodes.With) else []


def _made(target: nodes.Node, value: nodes.Node, source: Source) -> Scope:
    origin = _origin(value, source)
    if isinstance(target, nodes.Name):
        return {(target.name, *part): comes_from for part, comes_from in origin.items()}
    if isinstance(target, nodes.Tuple) and _LIST in origin and len(target.items) == len(_PAIR):
        parts = zip(target.items, _PAIR, strict=True)
        return {(name.name,): origin[part] for name, part in parts if isinstance(name, nodes.Name)}
    return {}


_GROUPER, _LIST = _PAIR = ("grouper",), ("list",)
"""What a group of `groupby` holds."""


def _origin(value: nodes.Node | None, source: Source) -> Scope:
    """What a value, or an item of it, comes from, and what the parts do that are made in the template."""
    if isinstance(value, nodes.Filter) and value.name in _SAME:
        return _origin(value.node, source)
    if isinstance(value, nodes.Filter):
        return _of_filter(value, _origin(value.node, source).get(()))
    chain = chain_of(value) if value else ()
    return {(): source(chain) if chain else None}


def _of_filter(value: nodes.Filter, within: Chain | None) -> Scope:
    if value.name == "groupby":
        return {(): None, _LIST: within, _GROUPER: None}
    attribute = next((argument.value for argument in value.kwargs if argument.key == "attribute"), None)
    if value.name == "map" and within and isinstance(attribute, nodes.Const) and isinstance(attribute.value, str):
        return {(): (*within, *attribute.value.split("."))}
    return {(): None}
