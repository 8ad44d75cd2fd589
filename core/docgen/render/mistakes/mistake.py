"""A mistake in a template, and the problem that it is for the user."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docgen.problems import Problem, Severity, TemplateSpot
from docgen.render.source import TAG, Tag, Words
from docgen.text import Text

_LONGEST = 80


def tags_of(words: Words) -> list[Tag]:
    """The tags of a part in order, without comments; one with others inside is one tag."""
    read: list[Tag] = []
    for tag in words.tags():
        if read and tag.start < read[-1].start + len(read[-1].text):
            continue
        nested = None if tag.closed else _NESTED.match(words.text, tag.start)
        read.append(Tag(nested[0] if nested else tag.text, words, tag.start))
    return read


_NESTED = re.compile(
    r"""(\{\{ [^{}%\n]*) (?: \{[{%] [^{}%\n]* [%}]\} [^{}%\n]* )+ \}\}
      | (\{% [^{}%\n]*) (?: \{[{%] [^{}%\n]* [%}]\} [^{}%\n]* )+ %\}""",
    re.VERBOSE,
)


def is_nested(text: str) -> bool:
    """Whether the text of a tag is one with tags inside, not only in a text in quotes."""
    return _NESTED.fullmatch(text) is not None and TAG.fullmatch(text) is None


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
    return TemplateSpot(template, str(tag.part), str(tag.place), brief(tag.typed))


def brief(text: str) -> str:
    """A tag as typed, cut where it would fill the screen."""
    line = text.replace("\n", " ")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def write(text: str) -> Text:
    """The hint to write `text` instead."""
    return Text("Write {text}", "请改为 {text}").format(text=brief(text))
