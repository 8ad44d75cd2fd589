"""Which tag it is at that rendering fails."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from typing import Any

from docgen.problems import TemplateSpot
from docgen.render.environment import MissingValue, Sandbox
from docgen.render.mistakes.mistake import spot
from docgen.render.source import TAG, Tag, patched, tags


def failing_spot(
    template: str, texts: Mapping[str, str], environment: Sandbox, context: Mapping[str, Any]
) -> TemplateSpot:
    """Where rendering with `context` fails: it is done once more with each paragraph on a line of its own."""
    for part, xml in texts.items():
        source = _by_lines(patched(xml))
        environment.looped = 0
        try:
            environment.from_string(source).render(context)
        except Exception as error:  # the same that rendering raised before
            lines = [f.lineno or 0 for f in traceback.extract_tb(error.__traceback__) if f.filename == "<template>"]
            near = _on_line(source, max(lines, default=0), tags(part, xml))
            named = [tag for tag in near if isinstance(error, MissingValue) and error.name and tag.names(error.name)]
            for tag in (named or near)[:1]:
                return spot(template, tag)
    return TemplateSpot(template)


def _by_lines(source: str) -> str:
    """The Jinja source of a part with each paragraph on a line of its own."""
    return _PARAGRAPH.sub(r"\n\1", source)


def _on_line(source: str, line: int, found: list[Tag]) -> list[Tag]:
    """Those of a part's tags that look like one on the line; lines count from 1, and 0 is none."""
    if not line:
        return []
    typed = {plain(tag[0]) for tag in TAG.finditer(source.split("\n")[line - 1])}
    return [tag for tag in found if plain(tag.text) in typed]


_PARAGRAPH = re.compile(r"(<w:p[ >])")


def plain(tag: str) -> str:
    """A tag without blanks and without what docxtpl's syntax adds to Jinja's."""
    return re.sub(r"\s", "", re.sub(r"^\{([{%])-?(p|tr|tc|r)\s", r"{\1", tag))
