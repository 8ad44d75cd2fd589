"""What a template uses: each name with its places, its filters, and whether something stands in when it is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from docgen.problems import DocgenError, TemplateSpot
from docgen.render.environment import Functions, Sandbox
from docgen.render.mistakes.search import spared
from docgen.render.names import Chain, asked_for, chain_of, is_below, needed
from docgen.render.origins import Scope, made_in, read_later
from docgen.render.package import read_parts
from docgen.render.source import Tag, Words, stories
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


def uses(path: Path, filters: Functions | None = None) -> list[Use]:
    """Every name that the .docx template `path` uses, in its order; what cannot be understood is passed over. Raises
    DocgenError for a file that is not a Word document."""
    environment = Sandbox(filters)
    groups: dict[tuple[Chain, Chain], list[Use]] = {}
    for part, xml in stories(read_parts(path)).items():
        for use in _Story(path.name, environment).uses(_tags(path, part, xml)):
            groups.setdefault((use.chain, use.source), []).append(use)
    return [_merged(group) for group in groups.values()]


def quoted(path: Path) -> set[str]:
    """The texts in quotes in the tags of the .docx template `path`: what filters are told, such as names of columns."""
    tags = (tag for part, xml in stories(read_parts(path)).items() for tag in _tags(path, part, xml))
    return {text for tag in tags for _, text in _QUOTED.findall(tag.text.translate(_QUOTES))}


def _merged(group: list[Use]) -> Use:
    filters = dict.fromkeys(name for use in group for name in use.filters)
    places = dict.fromkeys(place for use in group for place in use.places)
    optional = all(use.optional for use in group)
    return Use(group[0].chain, group[0].source, optional, tuple(filters), tuple(places))


def _tags(path: Path, part: str, xml: str) -> list[Tag]:
    try:
        words = Words(part, xml)
    except etree.XMLSyntaxError:
        raise DocgenError(
            Text("the file is damaged: {part} cannot be read", "文件已损坏：无法读取其中的 {part}").format(part=part),
            where=TemplateSpot(path.name),
        ) from None
    words.text = spared(words.text)
    return words.tags()


Filters = Mapping[str, Callable[..., Any]]
_BLOCKS = ("for", "if", "with", "macro", "call", "filter", "set")
_SCOPES = ("for", "with", "macro", "call")
_INNER = re.compile(r"\{([{%])[-+]?(?:(?:p|tr|tc|r)\s)?\s*(.*?)\s*[-+]?[}%]\}", re.DOTALL)
_DEFAULT, _BLANK = {"default", "d"}, {"空", "blank"}  # the latter stand in for a blank, not for an unknown name
_QUOTED = re.compile(r"([\"'])(.*?)\1")
_QUOTES = str.maketrans("“”‘’", "\"\"''")


class _Story:
    """Goes through the tags of one part, and knows what the loops around a tag run over, and which names the conditions
    around it ask for."""

    def __init__(self, template: str, environment: Sandbox) -> None:
        self.template = template
        self.environment = environment
        self.scopes: list[Scope] = [dict.fromkeys((name,) for name in ("loop", *environment.globals))]
        self.asked: list[frozenset[Chain]] = []

    def uses(self, found: list[Tag]) -> Iterator[Use]:
        """The names in each tag; those that the template makes itself are left out."""
        for tag in found:
            word, source = _alone(tag.text)
            self._leave(word)
            try:
                tree = self.environment.parse(source)
            except TemplateSyntaxError:  # `docgen templates check` says it
                tree = self.environment.parse("")
            if word == "if":
                self.asked.append(frozenset())
            if word in ("if", "elif") and self.asked:
                self.asked[-1] |= asked_for(tree)
            yield from self._of_tag(tag, word, tree)

    def _leave(self, word: str) -> None:
        """Forget what a block made that ends here."""
        if word == "endif" and self.asked:
            self.asked.pop()
        elif word.startswith("end") and word[3:] in _SCOPES and len(self.scopes) > 1:
            self.scopes.pop()

    def _of_tag(self, tag: Tag, word: str, tree: nodes.Template) -> Iterator[Use]:
        must_be = set(needed(tree))
        later = read_later(tree)
        yield from self._names(tag, [tree], must_be)
        outer, inner = made_in(tree, self._source)
        self.scopes[-1].update(outer if word in _SCOPES else {**outer, **inner})
        if word in _SCOPES:
            self.scopes.append(inner)
        yield from self._names(tag, later, must_be)

    def _names(self, tag: Tag, read: Iterable[nodes.Node], must_be: Iterable[Chain]) -> Iterator[Use]:
        place = TemplateSpot(self.template, str(tag.part), str(tag.place), tag.typed)
        for chain, filters in (found for node in read for found in _walk(node)):
            comes_from = self._source(chain)
            if comes_from:
                is_needed = any(need[: len(chain)] == chain for need in must_be)
                is_needed &= not any(is_below(chain, asked) for asked in self.asked)
                only_blank = _BLANK & set(filters) and not _DEFAULT & set(filters)
                yield Use(chain, comes_from, not is_needed and not only_blank, filters, (place,))

    def _source(self, chain: Chain) -> Chain | None:
        """What the name is in the context; None for one that comes from the template alone."""
        scope = next((scope for scope in reversed(self.scopes) if chain[:1] in scope), None)
        if scope is None:
            return chain
        length = next(length for length in range(len(chain), 0, -1) if chain[:length] in scope)
        origin = scope[chain[:length]]
        return (*origin, *chain[length:]) if origin else None


def _alone(tag: str) -> tuple[str, str]:
    """The word that a tag begins with, and Jinja source that says the same without what stands around it."""
    match = _INNER.fullmatch(tag)
    if match is None:
        return "", ""
    inner = match[2].translate(_QUOTES)
    word = re.match(r"\w*", inner)[0]  # type: ignore[index]
    rest = inner[len(word) :]
    if match[1] == "{":
        return "", f"{{{{ {inner} }}}}"
    if word in ("colspan", "cellbg"):  # docxtpl's own
        return word, f"{{{{ {rest} }}}}"
    if word == "elif":
        return word, f"{{% if {rest} %}}{{% endif %}}"
    if word in _BLOCKS and not (word == "set" and re.match(r"[^|]*=", inner)):
        return word, f"{{% {inner} %}}{{% end{word} %}}"
    return word, f"{{% {inner} %}}" if word == "set" else ""


def _walk(node: nodes.Node, filters: tuple[str, ...] = ()) -> Iterator[tuple[Chain, tuple[str, ...]]]:
    """The names that are read below `node`, with the filters that each goes through."""
    if chain := chain_of(node):
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
