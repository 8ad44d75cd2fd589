"""Which tag it is at that rendering fails: it is done once more with each tag on a line of its own."""

from __future__ import annotations

import re
import traceback
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from docgen.problems import TemplateSpot
from docgen.render.environment import Sandbox
from docgen.render.mistakes.mistake import spot, tags_of
from docgen.render.mistakes.signs import straight
from docgen.render.source import TAG, Tag, Words, patched

FILE = "<template>"
"""What Jinja calls the file of a template that is a text."""


class Lines:
    """The Jinja source of a part with each tag on a line of its own, from the second line on."""

    def __init__(self, part: str, xml: str) -> None:
        self.part = part
        # A text box is there twice, for old and new versions of Word.
        source = re.sub(r"[\r\n]+", " ", patched(re.sub(r"(?s)<mc:Fallback>.*?</mc:Fallback>", "", xml)))
        self.source = TAG.sub(lambda tag: f"\n{tag[0]}", source)
        self._typed: defaultdict[str, list[Tag]] = defaultdict(list)
        for tag in tags_of(Words(part, xml)):
            self._typed[plain(tag.text)].append(tag)
        self._looks: list[tuple[str, int]] = []
        seen: Counter[str] = Counter()
        for found in TAG.finditer(source):
            look = plain(found[0].replace("&amp;", "&"))
            self._looks.append((look, seen[look]))
            seen[look] += 1

    def tag(self, line: int) -> Tag | None:
        """The tag as typed that stands on the line, the right one among equal ones; None for a tag of docxtpl's."""
        if not 2 <= line < len(self._looks) + 2:
            return None
        look, number = self._looks[line - 2]
        typed = self._typed.get(look, [])
        return typed[min(number, len(typed) - 1)] if typed else None


def failing_spot(
    template: str, texts: Mapping[str, str], environment: Sandbox, context: Mapping[str, Any]
) -> TemplateSpot:
    """Where rendering with `context` fails."""
    tag = failing_tag(texts, environment, context)
    return spot(template, tag) if tag else TemplateSpot(template)


def failing_tag(texts: Mapping[str, str], environment: Sandbox, context: Mapping[str, Any]) -> Tag | None:
    """The tag that rendering with `context` fails at."""
    for part, xml in texts.items():
        lines = Lines(part, xml)
        environment.begin()
        try:
            environment.from_string(lines.source).render(context)
        except (Exception, SystemExit) as error:  # the same that rendering raised before
            frames = traceback.extract_tb(error.__traceback__)
            numbers = [frame.lineno or 0 for frame in frames if frame.filename == FILE]
            return lines.tag(numbers[-1]) if numbers else None
    return None


def plain(tag: str) -> str:
    """A tag without blanks and without what docxtpl's syntax adds to Jinja's."""
    bare = re.sub(r"\s", "", re.sub(r"^\{([{%])-?(p|tr|tc|r)\s", r"{\1", straight(tag)))
    cell = re.fullmatch(r"\{%(?:colspan|cellbg)(.*)%\}", bare)
    return f"{{{{{cell[1]}}}}}" if cell else bare
