"""Letters of one batch differ in a few plain texts: what is around these is rendered once, and filled in.

A name that a template only ever prints as it is ({{ 户主 }}) decides nothing but the text in its place. While all other
values are the very same objects, and cannot change, nothing else of the document can differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.meta import find_undeclared_variables
from jinja2.tests import TESTS

from docgen.render.emit import is_plain
from docgen.render.environment import MAX_WRITTEN, Sandbox

_DIRECT = (nodes.Template, nodes.Output, nodes.If, nodes.For, nodes.Block)
"""Nodes whose output goes right into the document: what a macro or a filter block makes is text first."""

_UNCHANGING = frozenset((str, int, float, bool, date, type(None)))
_MOST = 64
"""Stencils that are kept of a story: those of a batch are used one after the other."""

_NOTHING = (object(), b"")


@dataclass(frozen=True)
class Asked:
    """The names that a story asks its context for: `plain` ones are only printed as they are, `others` may decide what
    is printed."""

    plain: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, source: str, environment: Sandbox) -> Asked:
        """Those of a story with that Jinja source; none of one with a filter that may ask for any name. Raises
        TemplateSyntaxError."""
        tree = environment.parse(source)
        if any(map(partial(_asks_itself, environment), tree.find_all((nodes.Filter, nodes.Test)))):
            return cls()
        bare = {id(name) for name in _bare(tree)}
        used = {name.name for name in tree.find_all(nodes.Name) if id(name) not in bare}
        names = find_undeclared_variables(tree)
        names |= {name.name for name in tree.find_all(nodes.Name) if name.name in environment.globals}
        return cls(tuple(sorted(names - used)), tuple(sorted(names & used)))


def _asks_itself(environment: Sandbox, node: Any) -> bool:
    """Whether a filter or test is given the whole context; Jinja's own are, and look at none of its names."""
    is_test = isinstance(node, nodes.Test)
    function = (environment.tests if is_test else environment.filters).get(node.name)
    return hasattr(function, "jinja_pass_arg") and function is not (TESTS if is_test else FILTERS).get(node.name)


def _bare(node: nodes.Node) -> Iterator[nodes.Name]:
    """The names that are printed as they are, right into the document."""
    if not isinstance(node, _DIRECT) or (isinstance(node, nodes.For) and node.recursive):
        return
    for child in node.iter_child_nodes():
        if isinstance(node, nodes.Output) and isinstance(child, nodes.Name):
            yield child
        yield from _bare(child)


class _Mark:
    """Stands for the value of a plain name while a stencil is cut."""

    def __init__(self, number: int) -> None:
        self.data = b"\0%d\0" % number  # which no XML holds


class _Stencil:
    """What is around the texts, with their names at their `places`; `kept` are the values that it was made with, so
    that no others can take their identities. One without pieces is of no use, and stays so."""

    def __init__(
        self, pieces: Sequence[bytes] = (), places: Mapping[int, str] | None = None, kept: Sequence[Any] = ()
    ) -> None:
        self.pieces, self.places, self.kept = list(pieces), list((places or {}).items()), kept
        self._last: list[tuple[Any, bytes]] = [_NOTHING] * len(self.places)  # most are the same in the next document

    def filled(self, values: Mapping[str, Any]) -> bytes | None:
        """The story with the texts of `values`; None if one of them is no plain text."""
        pieces, last = self.pieces.copy(), self._last
        for number, (place, name) in enumerate(self.places):
            value = values.get(name)
            known, data = last[number]
            if known is not value:
                if not is_plain(value):
                    return None
                data = value.encode()
                last[number] = value, data
            pieces[place] = data
        data = b"".join(pieces)
        return data if 0 < len(data) <= MAX_WRITTEN else None


class Stencils:
    """Renders a story by stencils; those that it has none for `whole`, a function of `environment`."""

    def __init__(self, asked: Asked, environment: Sandbox, whole: Callable[[dict[str, Any]], bytes]) -> None:
        self.asked, self.environment, self.whole = asked, environment, whole
        self._known: dict[tuple[int, ...], _Stencil | None] = {}

    def render(self, values: dict[str, Any]) -> bytes:
        """The story for these values. Raises what `whole` raises."""
        key = self._key(values)
        stencil = None if key is None else self._known.get(key)
        if stencil and (data := stencil.filled(values)):
            return data
        data = self.whole(values)
        if key is not None and self.environment.printed.is_text:
            self._learn(key, values)
        return data

    def _key(self, values: Mapping[str, Any]) -> tuple[int, ...] | None:
        """What is the same for contexts that differ in plain texts only; None if that cannot be told."""
        try:
            return tuple([id(values[name]) for name in self.asked.others]) if self.asked.plain else None
        except KeyError:  # it has a default, or is missing
            return None

    def _learn(self, key: tuple[int, ...], values: dict[str, Any]) -> None:
        """Cut a stencil once such values have come twice."""
        if key not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = None
        elif self._known[key] is None:
            self._known[key] = self._cut(values)

    def _cut(self, values: dict[str, Any]) -> _Stencil:
        kept = [values[name] for name in self.asked.others]
        if not all(map(self._cannot_change, self.asked.others, kept)):
            return _Stencil()
        marks = {name: _Mark(number) for number, name in enumerate(self.asked.plain)}
        pieces: list[bytes] = re.split(rb"\0(\d+)\0", self._marked({**values, **marks}))
        places = {place: self.asked.plain[int(pieces[place])] for place in range(1, len(pieces), 2)}
        return _Stencil(pieces, places, kept)

    def _marked(self, values: dict[str, Any]) -> bytes:
        """The story with marks in it, at no cost for the document that is being made."""
        environment = self.environment
        emit = environment.emit
        environment.emit = lambda value: value.data if value.__class__ is _Mark else emit(value)
        try:
            with environment.budget.suspended():
                return self.whole(values)
        except SecurityError:  # marks are longer than texts
            return b""
        finally:
            environment.emit = emit

    def _cannot_change(self, name: str, value: Any) -> bool:
        return value.__class__ in _UNCHANGING or value is self.environment.globals.get(name)
