"""A template compiled once and rendered many times."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateSyntaxError
from jinja2.runtime import Context

from docgen.problems import DocgenError, TemplateSpot
from docgen.render.environment import MissingValue, Sandbox, plain_reason
from docgen.render.mistakes import failing_spot, syntax_error
from docgen.render.names import Chain, missing_values, names
from docgen.render.package import Package, read_parts
from docgen.render.repair import (
    has_breaks,
    needs_grids,
    with_breaks,
    with_drawing_numbers,
    with_grids,
    with_shading_patterns,
)
from docgen.render.source import patched, stories, unclosed
from docgen.text import Text

Filters = Mapping[str, Callable[..., Any]]
BODY = "word/document.xml"
MAX_UNCLOSED = 100
"""Up to so many mistakes are looked for one by one; the patterns that do it take time that grows with the square."""


@dataclass(frozen=True)
class Story:
    """A part with tags: its XML as typed, its Jinja source, its code for Python, and the repairs that it needs."""

    name: str
    xml: str
    source: str
    code: bytes
    drawings: bool
    grids: bool

    def finished(self, xml: bytes) -> bytes:
        """The rendered part as Word reads it."""
        if has_breaks(xml):
            xml = with_breaks(xml)
        if b"<w:shd w:fill=" in xml:
            xml = with_shading_patterns(xml)
        if self.grids:
            xml = with_grids(xml)
        return with_drawing_numbers(xml) if self.drawings else xml


@dataclass(frozen=True)
class Compiled:
    """A template ready to render. Frozen, and what it holds can be pickled, so it may go to another process."""

    name: str
    package: Package
    stories: tuple[Story, ...]
    filters: Filters

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The document for `context`: the same bytes each time. Raises DocgenError naming the place in the template
        for every value that the context lacks; BadCell for a value whose cell could not be read."""
        return self.package.joined(self.parts(context))

    def parts(self, context: Mapping[str, Any]) -> list[bytes]:
        """The parts that change, rendered for `context`, in the order of `stories`."""
        environment, functions = self._runtime
        environment.looped = 0
        values = {**environment.globals, **context}
        try:
            return [
                story.finished(b"".join(function(Context(environment, values, story.name, {}))))
                for story, function in zip(self.stories, functions, strict=True)
            ]
        except DocgenError as error:
            if error.where is None:  # a filter's, which does not know where it stands
                error.where = failing_spot(self.name, self._xml, environment, context)
            raise
        except MissingValue as error:
            raise missing_values(self.name, self._xml, self._sources, environment, context, error) from None
        except Exception as error:  # whatever an expression of the template raises: its author's to mend
            text = Text("the template fails: {why}", "模板出错：{why}").format(why=plain_reason(error))
            raise DocgenError(text, where=failing_spot(self.name, self._xml, environment, context)) from error

    def names(self) -> list[Chain]:
        """Every name that the template asks its context for, as chains (社区.乡镇), in its order; names with a default
        are left out."""
        return names(self._runtime[0], self._sources)

    @property
    def _xml(self) -> dict[str, str]:
        return {story.name: story.xml for story in self.stories}

    @property
    def _sources(self) -> dict[str, str]:
        return {story.name: story.source for story in self.stories}

    @cached_property
    def _runtime(self) -> tuple[Sandbox, list[Callable[[Context], Any]]]:
        """The environment and the functions of the stories; made anew in each process."""
        environment = Sandbox(self.filters)
        codes = (marshal.loads(story.code) for story in self.stories)
        templates = [Template.from_code(environment, code, dict(environment.globals)) for code in codes]
        return environment, [template.root_render_func for template in templates]

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_runtime"}


def compile_template(path: Path, filters: Filters | None = None) -> Compiled:
    """Read and compile the .docx template `path`. Raises DocgenError naming the tag that cannot be understood."""
    parts = read_parts(path)
    texts = stories(parts)
    environment = Sandbox(filters)
    if sum(map(unclosed, texts.values())) > MAX_UNCLOSED:
        text = Text("more than {n} of its tags are never closed", "有{n}处以上的标记没有写完整").format(n=MAX_UNCLOSED)
        raise DocgenError(text, where=TemplateSpot(path.name))
    try:
        compiled = tuple(_story(name, xml, environment) for name, xml in texts.items())
    except TemplateSyntaxError as error:
        raise syntax_error(path.name, texts, environment, error) from None
    except RecursionError:
        text = Text("its blocks lie too deep in each other", "标记嵌套过深")
        raise DocgenError(text, where=TemplateSpot(path.name)) from None
    return Compiled(path.name, Package.of(parts, texts), compiled, dict(filters or {}))


def _story(name: str, xml: str, environment: Sandbox) -> Story:
    source = patched(xml)
    code = environment.compile(source, name=name, filename="<template>")
    is_body = name == BODY
    return Story(
        name=name,
        xml=xml,
        source=source,
        code=marshal.dumps(code),
        drawings=is_body and "<wp:docPr" in source,
        grids=is_body and needs_grids(source),
    )
