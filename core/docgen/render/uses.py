"""What a template uses: each name with its places, its filters, and whether something stands in when it is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from docgen.problems import DocgenError, TemplateSpot
from docgen.render.compiled import Filters
from docgen.render.environment import Sandbox
from docgen.render.names import Chain, names
from docgen.render.package import read_parts
from docgen.render.source import Tag, stories, tags
from docgen.text import Text


@dataclass(frozen=True)
class Use:
    """A name as typed, and as its context gives it: 行.项目, which is 重点.项目 where 行 runs over 重点.

    `optional`: something stands in for it wherever it is missing. `filters` are those that it goes through.
    """

    chain: Chain
    source: Chain
    optional: bool
    filters: tuple[str, ...]
    places: tuple[TemplateSpot, ...]


def uses(path: Path, filters: Filters | None = None) -> list[Use]:
    """Every name that the .docx template `path` uses, in its order; what cannot be understood is passed over. Raises
    DocgenError for a file that is not a Word document."""
    environment = Sandbox(filters)
    groups: dict[tuple[Chain, Chain], list[Use]] = {}
    for part, xml in stories(read_parts(path)).items():
        for use in _Story(path.name, environment).uses(_tags(path, part, xml)):
            groups.setdefault((use.chain, use.source), []).append(use)
    return [_merged(group) for group in groups.values()]


def _merged(group: list[Use]) -> Use:
    filters = dict.fromkeys(name for use in group for name in use.filters)
    places = dict.fromkeys(place for use in group for place in use.places)
    optional = all(use.optional for use in group)
    return Use(group[0].chain, group[0].source, optional, tuple(filters), tuple(places))


def _tags(path: Path, part: str, xml: str) -> list[Tag]:
    try:
        return tags(part, xml)
    except etree.XMLSyntaxError:
        raise DocgenError(
            Text("the file is damaged: {part} cannot be read", "文件已损坏：无法读取其中的 {part}").format(part=part),
            where=TemplateSpot(path.name),
        ) from None


Scope = dict[str, Chain | None]
"""Names that the template makes itself, with what they come from, if that is a name too."""

_BLOCKS = ("for", "if", "with", "macro", "call", "filter", "set")
_SCOPES = ("for", "with", "macro", "call")
_INNER = re.compile(r"\{([{%])[-+]?(?:(?:p|tr|tc|r)\s)?\s*(.*?)\s*[-+]?[}%]\}", re.DOTALL)
_DEFAULT, _BLANK = {"default", "d"}, {"空", "blank"}  # the latter stand in for a blank, not for an unknown name
_QUOTES = str.maketrans("“”‘’", "\"\"''")


class _Story:
    """Goes through the tags of one part, and knows what the loops around a tag run over."""

    def __init__(self, template: str, environment: Sandbox) -> None:
        self.template = template
        self.environment = environment
        self.scopes: list[Scope] = [dict.fromkeys(("loop", *environment.globals))]

    def uses(self, found: list[Tag]) -> Iterator[Use]:
        """The names in each tag; those that the template makes itself are left out."""
        for tag in found:
            word, source = _alone(tag.text)
            if word.removeprefix("end") in _SCOPES and word.startswith("end") and len(self.scopes) > 1:
                self.scopes.pop()
            try:
                tree = self.environment.parse(source)
            except TemplateSyntaxError:  # `docgen templates check` says it
                continue
            yield from self._names(tag, source, tree)
            self._bind(word, tree)

    def _names(self, tag: Tag, source: str, tree: nodes.Template) -> Iterator[Use]:
        needed = names(self.environment, {"": source})
        place = TemplateSpot(self.template, str(tag.part), str(tag.place), tag.text)
        for chain, filters in _walk(tree):
            comes_from = self._source(chain)
            if comes_from:
                is_needed = any(need[: len(chain)] == chain for need in needed)
                only_blank = _BLANK & set(filters) and not _DEFAULT & set(filters)
                yield Use(chain, comes_from, not is_needed and not only_blank, filters, (place,))

    def _source(self, chain: Chain) -> Chain | None:
        """What the name is in the context; None for one that comes from the template alone."""
        for scope in reversed(self.scopes):
            if chain[0] in scope:
                origin = scope[chain[0]]
                return (*origin, *chain[1:]) if origin else None
        return chain

    def _bind(self, word: str, tree: nodes.Template) -> None:
        """Remember the names that a tag makes, until its block ends."""
        scope: Scope = {}
        for node in tree.find_all((nodes.For, nodes.Assign, nodes.With, nodes.Macro, nodes.CallBlock)):
            scope.update(self._made(node))
        if word in _SCOPES:
            self.scopes.append(scope)
        else:
            self.scopes[-1].update(scope)

    def _made(self, node: nodes.Node) -> Scope:
        made: Scope = {inner.name: None for inner in node.find_all(nodes.Name) if inner.ctx != "load"}
        if isinstance(node, nodes.For | nodes.Assign) and isinstance(node.target, nodes.Name):
            value = node.iter if isinstance(node, nodes.For) else node.node
            while isinstance(value, nodes.Filter) and value.node is not None:  # 重点|sort runs over 重点 all the same
                value = value.node
            chain = _chain(value)
            made[node.target.name] = self._source(chain) if chain else None
        return made


def _alone(tag: str) -> tuple[str, str]:
    """The word that a tag begins with, and Jinja source that says the same without what stands around it."""
    match = _INNER.fullmatch(tag)
    if match is None:
        return "", ""
    inner = match[2].translate(_QUOTES)
    word, _, rest = inner.partition(" ")
    if match[1] == "{":
        return "", f"{{{{ {inner} }}}}"
    if word in ("colspan", "cellbg"):  # docxtpl's own
        return word, f"{{{{ {rest} }}}}"
    if word == "elif":
        return word, f"{{% if {rest} %}}{{% endif %}}"
    if word in _BLOCKS and not (word == "set" and "=" in inner):
        return word, f"{{% {inner} %}}{{% end{word} %}}"
    return word, f"{{% {inner} %}}" if word == "set" else ""


def _walk(node: nodes.Node, filters: tuple[str, ...] = ()) -> Iterator[tuple[Chain, tuple[str, ...]]]:
    """The names that are read below `node`, with the filters that each goes through."""
    if chain := _chain(node):
        yield chain, filters
    elif isinstance(node, nodes.Filter) and node.node is not None:
        yield from _walk(node.node, (node.name, *filters))
        for argument in (*node.args, *node.kwargs):
            yield from _walk(argument)
    elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):  # 名单.items(): a method is no name
        for child in (node.node.node, *node.args, *node.kwargs):
            yield from _walk(child)
    else:
        for child in node.iter_child_nodes():
            yield from _walk(child)


def _chain(node: nodes.Node) -> Chain:
    """a.b and a["b"] as ("a", "b"); nothing for other expressions."""
    if isinstance(node, nodes.Name):
        return (node.name,) if node.ctx == "load" else ()
    if isinstance(node, nodes.Getattr):
        inner, name = _chain(node.node), node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        inner, name = _chain(node.node), node.arg.value
    else:
        return ()
    return (*inner, name) if inner else ()
