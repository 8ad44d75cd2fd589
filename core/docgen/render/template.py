"""A template as users of docxtpl know it: the same objects, the same tags, bytes instead of a saved file.

    template = Template("letter.docx")
    data = template.render({"name": "张三", "logo": InlineImage(template, "logo.png")})

Plain contexts take the fast way of `Compiled`. Objects that are bound to the template (pictures, sub-documents,
hyperlinks) and replacements need the whole package at hand: those go through docxtpl, in our sandbox.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from os import PathLike
from pathlib import Path
from types import NoneType
from typing import IO, Any, cast
from uuid import UUID

from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from jinja2 import Environment
from jinja2.runtime import Context
from markupsafe import Markup

from docgen.problems import DocgenError, TemplateSpot
from docgen.render.compiled import Compiled, compile_parts, compile_template
from docgen.render.environment import Functions, Sandbox, TextSandbox, plain_reason
from docgen.render.inserts import Insert, Links, Picture, Rich, Sub
from docgen.render.missing import MissingValue
from docgen.render.names import missing_values
from docgen.render.package import BODY, read_parts, write_parts
from docgen.render.places import check_places, check_well_formed
from docgen.render.references import resolve_references
from docgen.render.repair import with_shading_patterns, without_hollows
from docgen.render.source import TEXTS, patched
from docgen.schema import Record
from docgen.text import Text

_PLAIN: tuple[type, ...] = (str, int, float, complex, Decimal, bytes, date, time, timedelta, UUID, set, frozenset)
_PLAIN += (NoneType, Insert, Record, Listing, RichText, RichTextParagraph)
_DELIMITERS = "variable_start_string block_start_string comment_start_string".split()
_REPLACEMENTS = ("crc_to_new_media", "crc_to_new_embedded", "zipname_to_replace", "pics_to_replace")


class Template(DocxTemplate):  # type: ignore[misc]
    """A .docx template. May be rendered any number of times; each time it begins anew."""

    docx: Any
    is_rendered: bool

    def __init__(self, path: str | PathLike[str] | IO[bytes]) -> None:
        super().__init__(path if hasattr(path, "read") else str(path))
        self._source = Path(path) if isinstance(path, str | PathLike) else path.read()
        self._made: bytes | None = None
        self._tidy: bytes | None = None
        self._escaped = True

    @property
    def _name(self) -> str:
        return self._source.name if isinstance(self._source, Path) else ""

    def render(
        self, context: Mapping[str, Any], jinja_env: Environment | None = None, *, autoescape: bool = True
    ) -> bytes:
        """The document for `context`. Filters, tests and globals of `jinja_env` are taken over into the sandbox.

        Raises DocgenError that names the place in the template; ValueError for a `jinja_env` with delimiters of its
        own.
        """
        self._made, self._escaped = None, autoescape
        plain = self.docx is None and autoescape and not any(getattr(self, name) for name in _REPLACEMENTS)
        if plain and jinja_env is None and _is_plain(context):
            self._made = self.compiled.render(context)
        else:
            self._made = self._render_whole(context, autoescape, jinja_env)
        return self._made

    def save(self, filename: str | PathLike[str] | IO[bytes], *args: Any, **kwargs: Any) -> None:
        """Write what was rendered last to a path or an open file, as docxtpl does."""
        if self._made is None:
            super().save(filename, *args, **kwargs)
        elif isinstance(filename, str | PathLike):
            Path(filename).write_bytes(self._made)
        else:
            filename.write(self._made)

    @cached_property
    def compiled(self) -> Compiled:
        """What the template compiles to; may cross processes."""
        return compile_parts(read_parts(self._source), self._source)

    def init_docx(self, reload: bool = True) -> None:
        """Open the template for python-docx, its parts in one way of writing (opc/normalize.py)."""
        if self.docx is None or (self.is_rendered and reload):
            self._tidy = self._tidy or write_parts(read_parts(self._source))
            self.docx, self.is_rendered = Document(BytesIO(self._tidy)), False

    def patch_xml(self, src_xml: str) -> str:
        """docxtpl's source, with what it leaves invalid mended (source.py)."""
        return patched(src_xml, escaped=self._escaped)

    def get_undeclared_template_variables(
        self, jinja_env: Environment | None = None, context: dict[str, Any] | None = None
    ) -> set[str]:
        """The names that the template asks for; parsed in the sandbox, never run."""
        return set(super().get_undeclared_template_variables(_sandbox(jinja_env, autoescape=True), context))

    def _render_whole(self, context: Mapping[str, Any], autoescape: bool, jinja_env: Environment | None) -> bytes:
        sandbox = _sandbox(jinja_env, autoescape)
        compiled = compile_template(self._source, sandbox.filters, _tests(sandbox))  # finds mistakes, with their places
        try:
            super().render(_bound(context, self), sandbox, autoescape)
            raw = BytesIO()
            super().save(raw)
        except DocgenError:
            raise
        except MissingValue as error:
            texts = {story.name: story.xml for story in compiled.stories}
            raise missing_values(self._name, texts, Sandbox(sandbox.filters, _tests(sandbox)), context, error) from None
        except Exception as error:  # whatever an expression of the template or an object raises
            text = Text("the template fails: {why}", "模板出错：{why}").format(why=plain_reason(error))
            raise DocgenError(text, where=TemplateSpot(self._name)) from error
        with zipfile.ZipFile(raw) as package:
            parts = {name: _whole(name, package.read(name)) for name in package.namelist()}
        typed = next((story.xml for story in compiled.stories if story.name == BODY), "")
        check_places(self._name, BODY, typed, parts[BODY], context, subs=False)
        for name in filter(TEXTS.fullmatch, parts):
            check_well_formed(self._name, name, parts[name])
        return write_parts(resolve_references(self._name, parts))


def _whole(name: str, data: bytes) -> bytes:
    """A part of a rendered document with what docxtpl leaves invalid mended."""
    return without_hollows(with_shading_patterns(data)) if name.startswith("word/") else data


def _bound(value: Any, template: Template) -> Any:
    """`value` with what is bound to no template bound to this one."""
    if isinstance(value, Mapping):
        return {key: _bound(item, template) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_bound(item, template) for item in value]
    if isinstance(value, Picture):
        source = BytesIO(value.source) if isinstance(value.source, bytes) else str(value.source)
        size = {side: Mm(length) for side, length in (("width", value.width), ("height", value.height)) if length}
        return InlineImage(template, source, anchor=value.link or None, **size)
    if isinstance(value, Rich):
        return Markup(value.xml(_Addresses(template)))
    if isinstance(value, Sub):
        source = BytesIO(value.source) if isinstance(value.source, bytes) else str(value.source)
        return template.new_subdoc(source)
    return value


class _Addresses(Links):
    """Leads to addresses by the ids of docxtpl's own relations."""

    def __init__(self, template: Template) -> None:
        super().__init__()
        self._template = template

    def address(self, url: str) -> str:
        """The id by which markup leads to `url`."""
        super().address(url)
        return str(self._template.build_url_id(url))


def _tests(sandbox: TextSandbox) -> Functions:
    return cast(Functions, sandbox.tests)


def _is_plain(value: Any) -> bool:
    """Whether `value` is data through and through; any other object may hold what is bound to a template."""
    if isinstance(value, Mapping):
        return all(map(_is_plain, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return isinstance(value, _PLAIN)


def _sandbox(given: Environment | None, autoescape: bool) -> TextSandbox:
    """Our sandbox with what `given` adds to Jinja."""
    sandbox = TextSandbox(autoescape=autoescape)
    sandbox.context_class = Context  # a script of docxtpl's names its values exactly
    if given is not None:
        plain = Environment()
        if any(getattr(given, name) != getattr(plain, name) for name in _DELIMITERS):
            raise ValueError("jinja_env has delimiters of its own; templates are written with {{ }}, {% %} and {# #}")
        for shelf, add in (
            ("filters", sandbox.filters.add),
            ("tests", sandbox.tests.add),
            ("globals", sandbox.globals.update),
        ):
            known, theirs = getattr(plain, shelf), getattr(given, shelf)
            add({n: v for n, v in theirs.items() if known.get(n) is not v})
    return sandbox
