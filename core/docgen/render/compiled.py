"""A template compiled once and rendered many times."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes

from docgen.problems import DocgenError, Problem, Severity, TemplateSpot, did_you_mean
from docgen.render.environment import MissingValue, Sandbox, plain_reason
from docgen.render.mistakes import failing_spot, syntax_error
from docgen.render.package import read_parts, write_parts
from docgen.render.source import patched, stories, tags, with_breaks
from docgen.text import Text

Filters = Mapping[str, Callable[..., Any]]
Chain = tuple[str, ...]

# What XML 1.0 does not allow (section 2.2), lone surrogates included.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"<w:t(?: [^>]*)?>[^<]*[\n\t\a\f]")


@dataclass(frozen=True)
class Compiled:
    """A template ready to render. `parts` is the package, `templates` the parts with tags, compiled."""

    name: str
    parts: Mapping[str, bytes]
    templates: Mapping[str, Template]
    stories: Mapping[str, str]
    environment: Sandbox

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The document for `context`: the same bytes each time. Raises DocgenError naming the place in the template
        for every value that the context lacks; BadCell for a value whose cell could not be read."""
        try:
            made = {name: _encoded(template.render(context)) for name, template in self.templates.items()}
        except DocgenError:
            raise
        except MissingValue as error:
            raise self._missing(context, error) from None
        except Exception as error:  # whatever an expression of the template raises: its author's to mend
            text = Text("the template fails: {why}", "模板出错：{why}").format(why=plain_reason(error))
            where = failing_spot(self.name, self.stories, self.environment, context)
            raise DocgenError(text, where=where) from error
        return write_parts({**self.parts, **made})

    def names(self) -> list[Chain]:
        """Every name that the template asks its context for, as chains (社区.乡镇), in its order; names with a default
        are left out."""
        chains = (_chains(self.environment, patched(source)) for source in self.stories.values())
        return list(dict.fromkeys(chain for part in chains for chain in part))

    def _missing(self, context: Mapping[str, Any], first: MissingValue) -> DocgenError:
        """All values that are missing, each at its first place; at least the one that rendering stumbled on."""
        lacking = ((chain, _lacking(chain, context)) for chain in self.names())
        found = {chain: known for chain, known in lacking if known is not None}
        problems = [_missing_name(chain[-1], known, self._spot(chain)) for chain, known in found.items()]
        if not problems:  # inside a loop, or of a computed name
            where = failing_spot(self.name, self.stories, self.environment, context)
            problems = [_missing_name(first.name, first.known, where)]
        return DocgenError(problems[0].text, hint=problems[0].hint, where=problems[0].where, problems=problems)

    def _spot(self, chain: Chain) -> TemplateSpot:
        """The place of the first tag that uses the names, or of the template as a whole."""
        for part, xml in self.stories.items():
            for tag in tags(part, xml):
                if tag.names(*chain):
                    return TemplateSpot(self.name, str(tag.part), str(tag.place), tag.text)
        return TemplateSpot(self.name)


def compile_template(path: Path, filters: Filters | None = None) -> Compiled:
    """Read and compile the .docx template `path`. Raises DocgenError naming the tag that cannot be understood."""
    parts = read_parts(path)
    texts = stories(parts)
    environment = Sandbox(filters)
    try:
        templates = {name: environment.from_string(patched(text)) for name, text in texts.items()}
    except TemplateSyntaxError as error:
        raise syntax_error(path.name, texts, environment, error) from None
    return Compiled(path.name, parts, templates, texts, environment)


def _missing_name(name: str, known: list[str], where: TemplateSpot) -> Problem:
    text = Text("there is nothing for {name}", "模板用到的“{name}”没有数据").format(name=name or where.tag)
    return Problem("template-name", Severity.ERROR, text, where, did_you_mean(name, known))


def _encoded(xml: str) -> bytes:
    if _BREAKS.search(xml):
        xml = with_breaks(xml)
    return _FORBIDDEN.sub("", xml).encode("utf-8")


def _lacking(chain: Chain, context: Mapping[str, Any]) -> list[str] | None:
    """The names known where `chain` leaves the context; nothing known where it ends in a blank; None when it is
    there."""
    value: Any = context
    for name in chain:
        if not isinstance(value, Mapping):
            return None
        if name not in value:
            return [str(key) for key in value]
        value = value[name]
    return [] if value is None else None


def _chains(environment: Sandbox, source: str) -> Iterator[Chain]:
    """Names that must be there: not assigned in the template, and without `default` or `is defined`."""
    tree = environment.parse(source)
    bound = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"} | {"loop", *environment.globals}
    yield from _needed(tree, bound)


def _needed(node: nodes.Node, bound: set[str]) -> Iterator[Chain]:
    if isinstance(node, nodes.Filter) and node.name in ("default", "d"):
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
