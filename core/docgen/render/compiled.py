"""A template compiled once and rendered many times."""

from __future__ import annotations

import marshal
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, count
from pathlib import Path
from threading import local
from typing import Any, ClassVar

from jinja2 import Template

from docgen.opc import drop_remarks, drop_unreached
from docgen.problems import DocgenError, FileLine, Problem, TemplateSpot
from docgen.render.answers import AnsweringContext
from docgen.render.assembly import with_links
from docgen.render.clean import cleaned, warn_hidden_numbers
from docgen.render.emit import removed_characters
from docgen.render.environment import Functions, Sandbox, plain_reason
from docgen.render.missing import MissingValue
from docgen.render.mistakes import REFUSALS, check, check_size, failing_spot
from docgen.render.names import Chain, missing_values, names
from docgen.render.package import BODY, Package, read_parts
from docgen.render.places import check_places, check_well_formed
from docgen.render.plain import SUFFIX, is_plain, text_of
from docgen.render.references import resolve_references
from docgen.render.repair import (
    FIRST_DRAWING,
)
from docgen.render.source import patched, stories
from docgen.render.stencil import Stencils
from docgen.render.story import Rendered, Story
from docgen.render.texts import PlacedText, hidden_texts, shown_texts
from docgen.text import Text

_NAMELESS = "template.docx"
_WORD = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True)
class Compiled:
    """A template ready to render. Frozen, and what it holds can be pickled, so it may go to another process."""

    suffix: ClassVar[str] = ".docx"

    name: str
    package: Package
    stories: tuple[Story, ...]
    filters: Functions
    tests: Functions

    def render(self, context: Mapping[str, Any], *, problems: list[Problem] | None = None) -> bytes:
        """The document for `context`: the same bytes each time. Raises DocgenError naming the place in the template
        for every value that the context lacks; BadCell for a value whose cell could not be read.

        To `problems` is added which values held characters that a document cannot hold; they are left out.
        """
        rendered = self.rendered(context)
        if rendered.removed and problems is not None:
            problems += removed_characters(context, self.name)
        if any(links.subs for links in rendered.links.values()):
            from docgen.render.merge.insert import with_subs

            return with_subs(self.name, self.package, self.stories, rendered)
        if rendered.links:
            return with_links(self.package, rendered.parts, rendered.links)
        return self.package.joined(rendered.parts)

    def parts(self, context: Mapping[str, Any]) -> list[bytes]:
        """The parts that change, rendered for `context`, in the order of `stories`."""
        return self.rendered(context).parts

    def rendered(self, context: Mapping[str, Any], numbers: Iterator[int] | None = None) -> Rendered:
        """What changes, rendered for `context`; `numbers` are those of the drawings, when the document goes on."""
        environment, _ = self._runtime
        environment.begin()
        try:
            return self._render({**environment.globals, **context}, numbers or count(FIRST_DRAWING))
        except DocgenError as error:
            traceback.clear_frames(error.__traceback__)  # what it had made is still in the memory
            if error.where is None:  # a filter's or a picture's, which does not know where it stands
                error.where = failing_spot(self.name, self._xml, environment, context)
            raise
        except MissingValue as error:
            raise missing_values(self.name, self._xml, environment, context, error) from None
        except (Exception, SystemExit) as error:  # whatever an expression of the template raises: its author's to mend
            traceback.clear_frames(error.__traceback__)
            text = Text("the template fails: {why}", "模板出错：{why}").format(why=plain_reason(error))
            where = failing_spot(self.name, self._xml, environment, context)
            raise DocgenError(text, where=where, hint=_in_filter(self.filters, error)) from error

    def _render(self, values: dict[str, Any], numbers: Iterator[int]) -> Rendered:
        environment, functions = self._runtime
        printed = environment.printed
        rendered = Rendered([], {}, set(), removed=False)
        removed = False
        for story, function in zip(self.stories, functions, strict=True):
            printed.begin()
            raw = function(values)
            xml = story.finished(raw, markup=printed.markup, numbers=numbers)
            if printed.markup:
                check_places(self.name, story.name, story.xml, xml, values, subs=bool(printed.links.subs))
            elif not story.balanced or xml != raw:
                check_well_formed(self.name, story.name, xml)
            rendered.parts.append(xml)
            removed |= printed.removed
            if printed.markup:
                rendered.markup.add(story.name)
            if printed.links:
                rendered.links[story.name] = printed.links
        return replace(rendered, removed=removed) if removed else rendered

    def names(self) -> list[Chain]:
        """Every name that the template asks its context for, as chains (部门.主任), in its order; names with a default
        are left out."""
        return names(self._runtime[0], self._sources)

    def texts(self) -> Iterator[PlacedText]:
        """Every text of the template with its part and place, whether a reader sees it or not."""
        parts = self._typed
        return chain(shown_texts(parts), hidden_texts(parts))

    def hidden_numbers(self) -> list[Problem]:
        """A warning, with its place, for each number of a person in the template that no page shows."""
        return warn_hidden_numbers(self.name, hidden_texts(self._typed))

    @property
    def _typed(self) -> dict[str, bytes]:
        """The parts of the template as they were typed."""
        fixed = {part.name.decode(): part.inflated() for part in self.package.fixed}
        return fixed | {story.name: story.xml.encode() for story in self.stories}

    @property
    def asks_plugins(self) -> bool:
        """Whether a filter or a test that is none of docgen's own is named anywhere in the template."""
        given = {**self.filters, **self.tests}
        words = {word for source in self._sources.values() for word in _WORD.findall(source)} if given else set[str]()
        return not words.isdisjoint(given)

    @property
    def _xml(self) -> dict[str, str]:
        return {story.name: story.xml for story in self.stories}

    @property
    def _sources(self) -> dict[str, str]:
        return {story.name: story.source for story in self.stories}

    @property
    def _runtime(self) -> tuple[Sandbox, list[Callable[[dict[str, Any]], bytes]]]:
        """The environment and what renders the stories in it; made anew in each process, and in each thread, since they
        keep in mind what is being rendered."""
        if not hasattr(self._threads, "runtime"):
            environment = Sandbox(self.filters, self.tests)
            self._threads.runtime = environment, [_function(story, environment) for story in self.stories]
        return self._threads.runtime  # type: ignore[no-any-return]

    @cached_property
    def _threads(self) -> local:
        return local()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_threads"}


class PlainText(Compiled):
    """A template of plain text: see docgen.render.plain."""

    suffix: ClassVar[str] = SUFFIX

    def render(self, context: Mapping[str, Any], *, problems: list[Problem] | None = None) -> bytes:
        """The text file for `context`, as for a document. Raises DocgenError for a picture, too."""
        rendered = self.rendered(context)
        if rendered.links:
            raise DocgenError(_NO_PICTURES, where=TemplateSpot(self.name))
        if rendered.removed and problems is not None:
            problems += removed_characters(context, self.name)
        fixed = (part.inflated() for part in self.package.fixed if part.name.decode() == BODY)
        return text_of(rendered.parts[0] if rendered.parts else next(fixed))


_NO_PICTURES = Text("plain text shows no pictures, links or documents", "纯文本里放不下图片、链接和文档")


def _in_filter(filters: Functions, error: BaseException) -> Text | None:
    """Where a filter of a plugin fails, if it is that."""
    files = {code.co_filename: name for name, each in filters.items() if (code := getattr(each, "__code__", None))}
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    if not frames:
        return None
    place = FileLine(frames[-1].filename, frames[-1].lineno)
    return _FILTER_FAILS.format(name=files[place.file], place=place)


_FILTER_FAILS = Text("A filter of a plugin raised this ({name}): {place}", "这是插件的过滤器（{name}）出的错：{place}")


def _function(story: Story, environment: Sandbox) -> Callable[[dict[str, Any]], bytes]:
    """What renders a story."""
    template = Template.from_code(environment, marshal.loads(story.code), dict(environment.globals))
    root = template.root_render_func

    def whole(values: dict[str, Any]) -> bytes:
        return environment.concat(root(AnsweringContext(environment, values, story.name, {})))  # type: ignore[no-any-return]

    return Stencils(story.asked, environment, whole).render


class Mistakes(DocgenError):
    """The mistakes of a template. `problems` are all of them; as a text it says the first, and how many more there
    are."""

    def __str__(self) -> str:
        first, others = super().__str__(), len(self.problems) - 1
        return str(_AND_MORE.format(first=first, n=others)) if others > 0 else first


_AND_MORE = Text("{first} … and {n} more", "{first} ……另有{n}处")


def compile_template(
    source: str | Path | bytes,
    filters: Functions | None = None,
    tests: Functions | None = None,
    *,
    clean: bool = False,
) -> Compiled:
    """Read and compile a template, a .docx, its bytes, or a .txt. Parts that no relationship leads to, and comments and
    processing instructions of XML, are left out; with `clean` also what tells of its author, his machine and his
    comments. `Compiled.texts` gives what is left, to be searched.

    Raises DocgenError when it cannot be read, and Mistakes, a DocgenError, for a template that has some: its `problems`
    are all of them, each with its place, what is wrong and a hint.
    """
    parts = read_parts(source)
    if clean:
        parts = cleaned(parts, Path(_name_of(source)).stem)
    return compile_parts(drop_remarks(parts), source, filters, tests)


def compile_parts(
    parts: Mapping[str, bytes],
    source: str | Path | bytes,
    filters: Functions | None = None,
    tests: Functions | None = None,
) -> Compiled:
    """Compile the parts of a template that were read from `source`, without those that no relationship leads to. Raises
    what compile_template does."""
    template = _name_of(source)
    parts = resolve_references(template, drop_unreached(parts, BODY))
    texts = stories(parts)
    check_size(template, texts)
    environment = Sandbox(filters, tests)
    compiled = []
    for name, xml in texts.items():
        with suppress(*REFUSALS):
            compiled.append(Story.of(name, xml, patched(xml), environment))
    try:
        check(template, texts, environment, {story.name: story.source for story in compiled})
    except DocgenError as error:
        raise Mistakes(error.text, hint=error.hint, where=error.where, problems=error.problems) from None
    kind = PlainText if is_plain(template) else Compiled
    return kind(template, Package.of(parts, texts), tuple(compiled), dict(filters or {}), dict(tests or {}))


def _name_of(source: str | Path | bytes) -> str:
    """What messages call a template."""
    return _NAMELESS if isinstance(source, bytes) else Path(source).name
