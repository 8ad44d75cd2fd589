"""A part of a template with tags, and the parts of a document that its context changed."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from dataclasses import dataclass

from docgen.render.balance import is_balanced
from docgen.render.bare import with_places
from docgen.render.environment import Sandbox
from docgen.render.inserts import Links
from docgen.render.package import BODY
from docgen.render.repair import (
    has_breaks,
    lacks_shading_patterns,
    may_hollow,
    may_repeat_bookmarks,
    needs_grids,
    with_breaks,
    with_drawing_numbers,
    with_grids,
    with_own_bookmarks,
    with_shading_patterns,
    without_hollows,
)
from docgen.render.source import with_braces
from docgen.render.stencil import Asked


@dataclass(frozen=True)
class Story:
    """A part with tags: its XML as typed, its Jinja source, its code for Python, the repairs that it needs, and whether
    it is `balanced`: well-formed for all values, so that only what was repaired is read again."""

    name: str
    xml: str
    source: str
    code: bytes
    asked: Asked
    drawings: bool
    grids: bool
    shading: bool
    hollow: bool
    bookmarks: bool
    balanced: bool

    @classmethod
    def of(cls, name: str, xml: str, source: str, environment: Sandbox) -> Story:
        """The story of the part `name` with that XML and Jinja source. Raises TemplateSyntaxError."""
        jinja = with_places(with_braces(source))
        code = marshal.dumps(environment.compile(jinja, name=name, filename="<template>"))
        asked = Asked.of(jinja, environment)
        is_body = name == BODY
        drawings, grids = is_body and "<wp:docPr" in source, is_body and needs_grids(source)
        hollow, bookmarks, balanced = may_hollow(source), may_repeat_bookmarks(source), is_balanced(source)
        shading = lacks_shading_patterns(source)
        return cls(name, xml, source, code, asked, drawings, grids, shading, hollow, bookmarks, balanced)

    def finished(self, xml: bytes, *, markup: bool, numbers: Iterator[int]) -> bytes:
        """The rendered part as Word reads it. `markup` says whether a value brought some along, `numbers` are those of
        the document's next drawings."""
        if has_breaks(xml):
            xml = with_breaks(xml)
        if markup or self.shading:
            xml = with_shading_patterns(xml)
        if self.hollow or markup:
            xml = without_hollows(xml)
        if self.grids:
            xml = with_grids(xml)
        if self.bookmarks:
            xml = with_own_bookmarks(xml)
        return with_drawing_numbers(xml, numbers) if self.drawings or markup else xml


@dataclass(frozen=True, slots=True)
class Rendered:
    """The parts of a document that its context changed, in the order of the template's stories; what those of them
    refer to that show pictures or lead somewhere, and which of them hold markup that a value brought along."""

    parts: list[bytes]
    links: dict[str, Links]
    markup: set[str]
    removed: bool
