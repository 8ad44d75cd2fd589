"""What a template asks its context for, and what of that is not there."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from jinja2 import nodes

from docgen.problems import DocgenError, Problem, Severity, TemplateSpot, did_you_mean
from docgen.render.environment import Sandbox
from docgen.render.missing import MissingValue
from docgen.render.mistakes import MAX_LISTED, MOST_ITEMS, Lack, failing_tag, known_in, lacking, source_of, spot
from docgen.render.mistakes.rewrite import as_column
from docgen.schema import BadCell
from docgen.text import Text

Chain = tuple[str, ...]

# Filters that stand in for a value that is missing, or blank; a name that is unknown under the latter still fails when
# it is rendered.
_STAND_IN = ("default", "d", "空", "blank")
_ASKED = ("defined", "undefined")


def names(environment: Sandbox, sources: Mapping[str, str]) -> list[Chain]:
    """Every name that the Jinja `sources` ask their context for, as chains (部门.主任), in their order; names with a
    default are left out."""
    found = (chain for source in sources.values() for chain in _chains(environment, source))
    return list(dict.fromkeys(found))


def every_name(environment: Sandbox, sources: Iterable[str]) -> list[Chain]:
    """Every name that the Jinja `sources` may ask for, with a default or without."""
    kinds = (nodes.Name, nodes.Getattr, nodes.Getitem)
    return [
        chain for source in sources for node in environment.parse(source).find_all(kinds) if (chain := chain_of(node))
    ]


def missing_values(
    template: str,
    stories: Mapping[str, str],
    environment: Sandbox,
    context: Mapping[str, Any],
    first: MissingValue,
) -> DocgenError:
    """All values that rendering misses, up to a hundred, each at its first place; at least the one that it stumbled
    on."""
    lacks = lacking(stories, environment, context)
    if not lacks:  # another environment than ours stumbled
        tag = failing_tag(stories, environment, context)
        lacks = [Lack(tag, first.name, tuple(first.known), blank=not first.name)]
    problems: dict[Any, Problem] = {}
    for lack in lacks:
        problem = _problem(template, lack, environment, context)
        problems.setdefault((problem.text, problem.hint), problem)
        if len(problems) == MAX_LISTED:
            break
    listed = tuple(problems.values())
    return DocgenError(listed[0].text, hint=listed[0].hint, where=listed[0].where, problems=listed)


def _problem(template: str, lack: Lack, environment: Sandbox, context: Mapping[str, Any]) -> Problem:
    where = spot(template, lack.tag) if lack.tag else TemplateSpot(template)
    if lack.blank or lack.of_blank:
        chain = _blank(lack, environment, context)
        text = _BLANK.format(name=chain[-1]) if chain else _NOTHING
        if lack.items:
            text = _IN_ITEMS.format(text=text, items=_listed(lack.items))
        return Problem("template-blank", Severity.ERROR, text, where, _stand_in(lack, chain))
    text = not_there(lack.name or where.tag)
    hint = as_column(where.tag, lack.known) or did_you_mean(lack.name, lack.known)
    return Problem("template-name", Severity.ERROR, text, where, hint)


def not_there(name: str) -> Text:
    """What is said of a name that the context does not have."""
    return _UNKNOWN.format(name=name)


_UNKNOWN = Text("there is nothing for {name}", "模板用到的“{name}”没有数据")
_BLANK = Text("{name} is blank", "“{name}”这一格是空的")
_NOTHING = Text("this tag has nothing to print", "这个标记没有内容可印")


_IN_ITEMS = Text("{text}; in these rows: {items}", "{text}，在这些行：{items}")
_AND_OTHERS = Text("{items} and others", "{items}等")


def _listed(items: Sequence[str]) -> Text:
    named = "、".join(items[:MOST_ITEMS])
    return _AND_OTHERS.format(items=named) if len(items) > MOST_ITEMS else Text(named, named)


def _blank(lack: Lack, environment: Sandbox, context: Mapping[str, Any]) -> Chain:
    """The one name of the tag that may be the blank one; nothing when there are more."""
    chains = list(dict.fromkeys(needed(environment.parse(source_of(lack.tag))))) if lack.tag else []
    if lack.of_blank:
        chains = [chain[: chain.index(lack.name)] for chain in chains if lack.name in chain[1:]]
    else:
        chains = [chain for chain in chains if chain[0] not in context or _is_blank(chain, context)]
    return chains[0] if len(chains) == 1 else ()


def _is_blank(chain: Chain, context: Mapping[str, Any]) -> bool:
    value: Any = context
    for name in chain:
        if name not in known_in(value):
            return False
        try:
            value = value[name]
        except BadCell:
            return False
    return value is None


def _stand_in(lack: Lack, chain: Chain) -> Text:
    """How to print something else, or nothing, where a value is blank."""
    inner = lack.tag.inner if lack.tag else ""
    if not re.fullmatch(r"[\w.]+(\s*\|\s*\w+(\([^()]*\))?)*", inner):
        inner = ".".join(chain)
    if not inner:
        return _FILL_IN
    kind = lack.tag.kind if lack.tag else ""
    nothing = f"{{{{{kind} {inner}|default('') }}}}"
    if lack.of_blank:
        return _NOTHING_ELSE.format(nothing=nothing)
    return _DASH_OR_NOTHING.format(dash=f"{{{{{kind} {inner}|空 }}}}", nothing=nothing)


_FILL_IN = Text("Fill it in in the table.", "请在表格里补填。")
_NOTHING_ELSE = Text("Fill it in, or write {nothing} to print nothing", "请补填；要留空请写 {nothing}")
_DASH_OR_NOTHING = Text(
    "Fill it in, or write {dash} to print a dash, {nothing} to print nothing",
    "请补填；要印“—”请写 {dash}，要留空请写 {nothing}",
)


def _chains(environment: Sandbox, source: str) -> Iterator[Chain]:
    """Names that must be there: not made in the template, and without `default` or `is defined`."""
    tree = environment.parse(source)
    made = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    macros = {node.name for node in tree.find_all(nodes.Macro)}
    own = {"loop", *environment.globals, *made, *macros, *(OF_MACROS if macros else ())}
    yield from needed(tree, frozenset((name,) for name in own))


OF_MACROS = ("caller", "varargs", "kwargs")
"""Names that Jinja makes in a macro."""


def needed(node: nodes.Node, free: frozenset[Chain] = frozenset()) -> Iterator[Chain]:
    """The names below `node` that must be there: nothing stands in for them, and nobody asks whether they are defined.
    `free` are those that need not, nor what is below them."""
    if isinstance(node, nodes.Filter) and node.name in _STAND_IN:
        return
    if isinstance(node, nodes.Test) and node.name in _ASKED:
        return
    chain = chain_of(node)
    if chain:
        if not is_below(chain, free):
            yield chain
        return
    if isinstance(node, nodes.If | nodes.CondExpr | nodes.And | nodes.Or):
        free |= asked_for(node if isinstance(node, nodes.And | nodes.Or) else node.test)
    for child in node.iter_child_nodes():
        yield from needed(child, free)


def asked_for(node: nodes.Node) -> frozenset[Chain]:
    """The names that `node`, a condition, asks for whether they are defined."""
    tests = (node, *node.find_all(nodes.Test))
    return frozenset(chain_of(test.node) for test in tests if isinstance(test, nodes.Test) and test.name in _ASKED)


def is_below(chain: Chain, others: Container[Chain]) -> bool:
    """Whether the chain, or one that it begins with, is one of the others."""
    return any(chain[:length] in others for length in range(1, len(chain) + 1))


def chain_of(node: nodes.Node) -> Chain:
    """a.b["c"] as ("a", "b", "c"); nothing for other expressions."""
    if isinstance(node, nodes.Name):
        return (node.name,) if node.ctx == "load" else ()
    if isinstance(node, nodes.Getattr):
        inner, name = chain_of(node.node), node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        inner, name = chain_of(node.node), node.arg.value
    else:
        return ()
    return (*inner, name) if inner else ()
