"""What a template asks its context for, and what of that is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from jinja2 import nodes

from docgen.problems import DocgenError, Problem, Severity, TemplateSpot, did_you_mean
from docgen.render.environment import MissingValue, Sandbox
from docgen.render.mistakes import MAX_LISTED, failing_spot, spot
from docgen.render.source import Tag, tags
from docgen.schema import BadCell, Record
from docgen.text import Text

Chain = tuple[str, ...]

# Filters that stand in for a value that is missing, or blank; a name that is unknown under the latter still fails when
# it is rendered.
_STAND_IN = ("default", "d", "空", "blank")


def names(environment: Sandbox, sources: Mapping[str, str]) -> list[Chain]:
    """Every name that the Jinja `sources` ask their context for, as chains (社区.乡镇), in their order; names with a
    default are left out."""
    found = (chain for source in sources.values() for chain in _chains(environment, source))
    return list(dict.fromkeys(found))


def missing_values(
    template: str,
    stories: Mapping[str, str],
    sources: Mapping[str, str],
    environment: Sandbox,
    context: Mapping[str, Any],
    first: MissingValue,
) -> DocgenError:
    """All values that are missing, up to a hundred, each at its first place; at least the one that rendering stumbled
    on."""
    typed = [tag for part, xml in stories.items() for tag in tags(part, xml)]
    lacking = ((chain, _lacking(chain, context)) for chain in names(environment, sources))
    found = ((chain, known) for chain, known in lacking if known is not None)
    problems = [_problem(chain[-1], known, _spot(template, typed, chain)) for chain, known in islice(found, MAX_LISTED)]
    if not problems:  # inside a loop, or of a computed name
        where = failing_spot(template, stories, environment, context)
        problems = [_problem(first.name, first.known, where)]
    return DocgenError(problems[0].text, hint=problems[0].hint, where=problems[0].where, problems=problems)


def _problem(name: str, known: list[Any], where: TemplateSpot) -> Problem:
    text = Text("there is nothing for {name}", "模板用到的“{name}”没有数据").format(name=name or where.tag)
    return Problem("template-name", Severity.ERROR, text, where, did_you_mean(name, map(str, known)))


def _spot(template: str, typed: list[Tag], chain: Chain) -> TemplateSpot:
    """The place of the first tag that uses the names, or of the template as a whole."""
    using = (spot(template, tag) for tag in typed if tag.names(*chain))
    return next(using, TemplateSpot(template))


def _lacking(chain: Chain, context: Mapping[str, Any]) -> list[Any] | None:
    """The names known where `chain` leaves the context; nothing known where it ends in a blank; None when it is
    there, or is not to be had without a failure that says more."""
    value: Any = context
    for name in chain:
        if not isinstance(value, Mapping | Record):
            return None
        known = _known(value)
        if name not in known:
            return known
        try:
            value = value[name]
        except BadCell:
            return None
    return [] if value is None else None


def _known(value: Mapping[Any, Any] | Record) -> list[Any]:
    if isinstance(value, Record):
        return [*(column.var for column in value.__table__.columns), *value.extra]
    return list(value)


def _chains(environment: Sandbox, source: str) -> Iterator[Chain]:
    """Names that must be there: not assigned in the template, and without `default` or `is defined`."""
    tree = environment.parse(source)
    bound = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"} | {"loop", *environment.globals}
    yield from _needed(tree, bound)


def _needed(node: nodes.Node, bound: set[str]) -> Iterator[Chain]:
    if isinstance(node, nodes.Filter) and node.name in _STAND_IN:
        return
    if isinstance(node, nodes.Test) and node.name in ("defined", "undefined"):
        return
    chain = _chain(node)
    if chain:
        if chain[0] not in bound:
            yield chain
        return
    for child in node.iter_child_nodes():
        yield from _needed(child, bound)


def _chain(node: nodes.Node) -> Chain:
    """a.b.c as ("a", "b", "c"); nothing for other expressions."""
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        inner = _chain(node.node)
        return (*inner, node.attr) if inner else ()
    return ()
