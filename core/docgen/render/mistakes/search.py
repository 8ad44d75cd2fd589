"""Examines a template: what of it docxtpl, Jinja or Python refuse, and what would be printed wrong without a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from docgen.problems import DocgenError, Problem, Severity, TemplateSpot
from docgen.render.environment import Sandbox
from docgen.render.mistakes.blocks import Nesting, torn_apart
from docgen.render.mistakes.expressions import REFUSALS, no_use, source_of, wrong_alone, wrong_unnoticed
from docgen.render.mistakes.failing import plain
from docgen.render.mistakes.layout import lost_text, misplaced, not_joined
from docgen.render.mistakes.mistake import Mistake, tags_of
from docgen.render.mistakes.signs import meant
from docgen.render.package import read_parts
from docgen.render.reasons import in_plain_words
from docgen.render.source import NOWHERE, TAG, Tag, Words, patched, stories, unclosed
from docgen.text import Text

MAX_UNCLOSED = 100
"""Up to so many unclosed tags docxtpl's patterns are asked; the time that they take grows with the square."""
MAX_LISTED = 100
_TRIED = 2_000


def mistakes_in(path: Path, filters: Mapping[str, Callable[..., Any]] | None = None) -> list[Problem]:
    """Every mistake of the .docx template `path`, up to a hundred, in the order of the parts and of their places. A
    file that is no template is one, too. `compile_template` takes a template in which none is an error."""
    try:
        texts = stories(read_parts(path))
        check_size(path.name, texts)
    except DocgenError as error:
        return list(error.as_problems("template"))
    return _mistakes(path.name, texts, Sandbox(filters), {})


def check_size(template: str, texts: Mapping[str, str]) -> None:
    """Raise DocgenError when looking for mistakes would take too long."""
    if sum(map(unclosed, texts.values())) > MAX_UNCLOSED:
        text = Text("more than {n} of its tags are never closed", "有{n}处以上的标记没有写完整")
        raise DocgenError(text.format(n=MAX_UNCLOSED), where=TemplateSpot(template))


def check(template: str, texts: Mapping[str, str], environment: Sandbox, sources: Mapping[str, str]) -> None:
    """Raise DocgenError with all mistakes of a template if any is an error. `texts` is the XML of its parts, `sources`
    the Jinja source of those that Jinja takes."""
    found = _mistakes(template, texts, environment, sources)
    for first in found:
        if first.severity is Severity.ERROR:
            raise DocgenError(first.text, hint=first.hint, where=first.where, problems=found)


def _mistakes(
    template: str, texts: Mapping[str, str], environment: Sandbox, sources: Mapping[str, str]
) -> list[Problem]:
    found: list[Problem] = []
    for name in sorted(texts, key=lambda name: not name.startswith("word/document")):
        if len(found) < MAX_LISTED:
            part = _Part(name, texts[name], environment, sources.get(name))
            found += [mistake.problem(template) for mistake in part.mistakes()]
    return found[:MAX_LISTED]


class _Part:
    """A part of a template under examination; `source` is None if Jinja refuses it, or was not asked."""

    def __init__(self, name: str, xml: str, environment: Sandbox, source: str | None) -> None:
        self.name, self.environment = name, environment
        self.source = patched(xml) if source is None else source
        self.refusal = _refusal(self.source, environment) if source is None else None
        self.words = Words(name, xml)
        self.words.text = spared(self.words.text)
        self.tags = tags_of(self.words)

    def mistakes(self) -> list[Mistake]:
        """Its mistakes in the order of their places."""
        found = list(islice(self._found(), MAX_LISTED))
        if all(mistake.severity is not Severity.ERROR for mistake in found):
            found += self._unseen() if self.refusal else lost_text(self.name, self.words, self.source)
        return sorted(found, key=lambda mistake: mistake.tag.start)

    def _found(self) -> Iterator[Mistake]:
        nesting = Nesting(self.tags)
        for tag in self.tags:
            yield from no_use(tag)
            if self.refusal:
                yield from wrong_alone(tag, self.environment, nesting.words.get(tag.start))
            else:
                yield from wrong_unnoticed(tag, self.environment)
            yield from misplaced(self.words, tag)
        hint = None if self.refusal else _PARTNER
        yield from (replace(mistake, hint=mistake.hint or hint) for mistake in nesting.mistakes)
        yield from torn_apart(self.words, nesting.complete)
        yield from meant(self.words, self.tags)

    def _unseen(self) -> list[Mistake]:
        """What Jinja or Python refuses though no tag shows it, in the order of how much can be said of it."""
        steps = (self._hidden(), self._of_python(), self._unexplained())
        return next(filter(None, (list(islice(step, MAX_LISTED)) for step in steps)), [])

    def _hidden(self) -> Iterator[Mistake]:
        """Mistakes that Word does not show: pieces that docxtpl could not join, tags in fields, deletions and
        descriptions of pictures."""
        shown = {plain(tag.text): tag for tag in self.tags}
        tags: list[Tag] = []
        for found in TAG.finditer(self.source):
            tag = Tag(_MARKUP.sub("", found[0]), self.words, NOWHERE)
            tags.append(tag)
            if tag.text == found[0]:
                yield from wrong_alone(tag, self.environment)
            else:
                yield not_joined(shown.get(plain(tag.text), tag))
        yield from Nesting(tags).mistakes

    def _of_python(self) -> Iterator[Mistake]:
        for tag in self.tags[:_TRIED]:
            if refusal := _refusal(source_of(tag), self.environment):
                yield Mistake(tag, "template-syntax", _SYNTAX.format(why=in_plain_words(refusal)))

    def _unexplained(self) -> Iterator[Mistake]:
        why = in_plain_words(self.refusal) if self.refusal else Text("", "")
        yield Mistake(Tag("", self.words, NOWHERE), "template-syntax", _SYNTAX.format(why=why))


_PARTNER = Text(
    "What belongs to it is hidden in a tracked change or a field: accept the changes, or type both anew.",
    "与它对应的标记藏在修订或域里：请先接受修订，或重新输入两处标记。",
)
_MARKUP = re.compile(r"</?\w+:[^>]*>")
_SYNTAX = Text("the template cannot be understood: {why}", "模板有语法错误：{why}")


def _refusal(source: str, environment: Sandbox) -> Exception | None:
    try:
        environment.compile(source)
    except REFUSALS as error:
        return error
    return None


def spared(text: str) -> str:
    """The text of a part without what stands like tags between {% raw %} and {% endraw %}, and is to be printed."""
    pieces: list[str] = []
    end, raw = 0, False
    for tag in _RAW.finditer(text):
        if raw == bool(tag[1]):
            piece = text[end : tag.start()]
            pieces += (TAG.sub(lambda found: " " * len(found[0]), piece) if raw else piece, tag[0])
            end, raw = tag.end(), not raw
    return "".join((*pieces, text[end:]))


_RAW = re.compile(r"\{%[-+]?\s*(end)?raw\s*[-+]?%\}")
