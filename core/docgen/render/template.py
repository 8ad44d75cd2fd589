"""A template as users of docxtpl know it: the same objects, the same tags, bytes instead of a saved file.

    template = Template("letter.docx")
    data = template.render({"name": "张三", "logo": InlineImage(template, "logo.png")})

Plain contexts take the fast way of `Compiled`. Objects that are bound to the template (pictures, sub-documents,
hyperlinks) and replacements need the whole package at hand: those go through docxtpl, in our sandbox.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate, InlineImage, Subdoc
from jinja2 import Environment
from jinja2.exceptions import TemplateError

from docgen.problems import DocgenError, TemplateSpot
from docgen.render.compiled import Compiled, compile_template
from docgen.render.environment import MissingValue, Sandbox, TextSandbox, plain_reason
from docgen.render.names import missing_values
from docgen.render.package import write_parts
from docgen.render.repair import with_shading_patterns
from docgen.render.source import mended

_BOUND = (InlineImage, Subdoc)
_REPLACEMENTS = ("crc_to_new_media", "crc_to_new_embedded", "zipname_to_replace", "pics_to_replace")


class Template(DocxTemplate):  # type: ignore[misc]
    """A .docx template. May be rendered any number of times; each time it begins anew."""

    def __init__(self, path: str | PathLike[str]) -> None:
        super().__init__(str(path))
        self._path = Path(path)

    def render(
        self, context: Mapping[str, Any], *, autoescape: bool = True, jinja_env: Environment | None = None
    ) -> bytes:
        """The document for `context`. Filters, tests and globals of `jinja_env` are taken over into the sandbox.

        Raises DocgenError that names the place in the template.
        """
        plain = self.docx is None and autoescape and not any(getattr(self, name) for name in _REPLACEMENTS)
        if plain and jinja_env is None and not _has_bound(context):
            return self.compiled.render(context)
        return self._render_whole(context, autoescape, jinja_env)

    @cached_property
    def compiled(self) -> Compiled:
        """What the template compiles to; may cross processes."""
        return compile_template(self._path)

    def patch_xml(self, src_xml: str) -> str:
        """docxtpl's source, with what it leaves invalid mended."""
        return mended(str(super().patch_xml(src_xml)))

    def get_undeclared_template_variables(
        self, jinja_env: Environment | None = None, context: dict[str, Any] | None = None
    ) -> set[str]:
        """The names that the template asks for; parsed in the sandbox, never run."""
        return set(super().get_undeclared_template_variables(_sandbox(jinja_env, autoescape=True), context))

    def _render_whole(self, context: Mapping[str, Any], autoescape: bool, jinja_env: Environment | None) -> bytes:
        sandbox = _sandbox(jinja_env, autoescape)
        compile_template(self._path, sandbox.filters)  # finds the same mistakes, with their places
        try:
            super().render(dict(context), sandbox, autoescape)
            raw = BytesIO()
            self.save(raw)
        except MissingValue as error:
            stories = self.compiled.stories
            texts, sources = {s.name: s.xml for s in stories}, {s.name: s.source for s in stories}
            raise missing_values(self._path.name, texts, sources, Sandbox(), context, error) from None
        except TemplateError as error:
            raise DocgenError(plain_reason(error), where=TemplateSpot(self._path.name)) from error
        with zipfile.ZipFile(raw) as package:
            parts = {name: with_shading_patterns(package.read(name)) for name in package.namelist()}
        return write_parts(parts)


def _has_bound(value: Any) -> bool:
    """Whether anything in `value` is bound to a template."""
    if isinstance(value, Mapping):
        return any(map(_has_bound, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_has_bound, value))
    return isinstance(value, _BOUND)


def _sandbox(given: Environment | None, autoescape: bool) -> TextSandbox:
    """Our sandbox with what `given` adds to Jinja."""
    sandbox = TextSandbox(autoescape=autoescape)
    if given is not None:
        plain = Environment()
        for shelf in ("filters", "tests", "globals"):
            known, theirs = getattr(plain, shelf), getattr(given, shelf)
            getattr(sandbox, shelf).update({n: v for n, v in theirs.items() if known.get(n) is not v})
    return sandbox
