"""A mistake in a template, and the problem that it is for the user."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.problems import Problem, Severity, TemplateSpot
from docgen.render.source import Tag
from docgen.text import Text

_LONGEST = 80


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a tag, or with a text that was meant to be one."""

    tag: Tag
    code: str
    text: Text
    hint: Text | None = None
    severity: Severity = Severity.ERROR

    def problem(self, template: str) -> Problem:
        """The problem, with its place in `template`."""
        return Problem(self.code, self.severity, self.text, spot(template, self.tag), self.hint)


def spot(template: str, tag: Tag) -> TemplateSpot:
    """The place of a tag in `template`."""
    return TemplateSpot(template, str(tag.part), str(tag.place), brief(tag.text))


def brief(text: str) -> str:
    """A tag as typed, cut where it would fill the screen."""
    line = text.replace("\n", " ")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def write(text: str) -> Text:
    """The hint to write `text` instead."""
    return Text("Write {text}", "请改为 {text}").format(text=brief(text))
