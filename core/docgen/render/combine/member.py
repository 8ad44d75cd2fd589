"""A template fitted into a combined file: its text speaks of the file's styles, lists and relations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from docgen.problems import DocgenError, TemplateSpot
from docgen.render.combine.page_counts import field_for, is_marked, shows_pages, with_field
from docgen.render.combine.sections import Opening, Section, count_sections, opens_on_front
from docgen.render.compiled import Compiled
from docgen.render.environment import Sandbox
from docgen.render.merge.body import Body, cut
from docgen.render.merge.fit import Fit
from docgen.render.merge.identity import SIGNS
from docgen.render.merge.notes import KINDS, part_of
from docgen.render.merge.original import Original
from docgen.render.merge.styles import Styles
from docgen.render.package import BODY
from docgen.render.story import Rendered, Story
from docgen.text import Text

_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"')


@dataclass(frozen=True)
class Draft:
    """A template before it is fitted, with the stories that a record needs: the body, what has tags, and what says how
    many pages. `shown` are the parts with headers and footers, by relation id."""

    original: Original
    compiled: Compiled
    body: Body
    shown: Mapping[str, str]

    @classmethod
    def of(cls, compiled: Compiled, original: Original) -> Draft:
        """Raises DocgenError when its parts are named otherwise than Word names them, and for endnotes."""
        check_endnotes(original, compiled.name)
        shown = {relation.id: relation.part(BODY) for relation in original.shown()}
        notes = [part_of(kind) for kind in KINDS if original.varies(part_of(kind))]
        source = original.source(BODY)
        body, field = cut(source.encode(), compiled.name), field_for(source)
        sources = {name: with_field(original.source(name), field) for name in (BODY, *shown.values(), *notes)}
        known = {story.name: story for story in compiled.stories}
        typed = {
            name: known[name].xml if name in known else original.source(name)
            for name, source in sources.items()
            if name == BODY or name in known or source != original.source(name)
        }
        return cls(original, _with_sources(compiled, typed, sources), body, shown)

    def fitted(self, fit: Fit) -> Compiled:
        """The template, its text fitted."""
        typed = {story.name: story.xml for story in self.compiled.stories}
        sources = {story.name: fit.applied(story.name, story.source) for story in self.compiled.stories}
        return _with_sources(self.compiled, typed, sources)


def check_endnotes(original: Original, name: str) -> None:
    """Raises DocgenError for a document with endnotes: LibreOffice, WPS and Word do not agree on which pages of a file
    they stand, and one person's note must not be printed on another's page."""
    if "<w:endnoteReference" in original.source(BODY):
        raise DocgenError(_ENDNOTES, hint=_FOOTNOTES, where=TemplateSpot(name))


_ENDNOTES = Text(
    "it has endnotes, which would stand behind the last record of a print file",
    "它有尾注，合并打印时会印到最后一份的后面",
)
_FOOTNOTES = Text(
    "Make them footnotes in Word (References, Convert), or print without combining.",
    "请在 Word 里转换为脚注（引用→脚注和尾注→转换），或不合并打印。",
)


def _with_sources(compiled: Compiled, typed: Mapping[str, str], sources: Mapping[str, str]) -> Compiled:
    """The template with the stories that were `typed`, from these sources."""
    environment, known = Sandbox(compiled.filters, compiled.tests), {story.name: story for story in compiled.stories}
    stories = [
        known[name]
        if name in known and known[name].source == sources[name]
        else Story.of(name, xml, sources[name], environment)
        for name, xml in typed.items()
    ]
    return replace(compiled, stories=tuple(stories))


@dataclass(frozen=True)
class Member:
    """A template of the file, ready for its records: how each begins, and what it takes to tell them apart.

    `careful` says that its records hold numbers or names that must be their own, `varies` that they show different
    headers and footers, `counts_pages` that they say how many pages they have. `parts` are the parts with headers and
    footers, by relation id, `notes` the notes by kind, where they hold no tags.
    """

    original: Original
    compiled: Compiled
    fit: Fit
    opening: Opening
    section: Section
    careful: bool
    varies: bool
    counts_pages: bool
    parts: Mapping[str, str]
    notes: Mapping[str, bytes]

    @classmethod
    def of(cls, draft: Draft, fit: Fit, sides: int | None, styles: Styles) -> Member:
        """The template fitted by `fit`, its records printed on so many sides of a sheet, or as many as the template
        says: on 2 when its first section begins on an odd page. `styles` are those of the file."""
        original, fitted = draft.original, draft.fitted(fit)
        sides = sides or (2 if opens_on_front(original.source(BODY)) else 1)
        source = next(story.source for story in fitted.stories if story.name == BODY)
        notes = any(f"<w:{kind}Reference" in source for kind in KINDS)
        restart = sides == 2 or any(shows_pages(original.source(name)) for name in (BODY, *draft.shown.values()))
        opening = Opening("oddPage" if sides == 2 else "nextPage", restart, "eachSect" if notes else "")
        used = set(_STYLE.findall(source))
        lists = bool(used) and not used.isdisjoint(styles.lists)
        careful = bool(SIGNS.search(source)) or lists or count_sections(source) > 1
        body = cut(source.encode())
        section = Section.read(body.head, body.section, opening)
        counts = any(is_marked(story.source) for story in fitted.stories)
        varies = any(story.name in draft.shown.values() for story in fitted.stories)
        notes_of = original.notes(fit)
        return cls(original, fitted, fit, opening, section, careful, varies, counts, draft.shown, notes_of)

    def adopted(self, rendered: Rendered) -> Rendered:
        """What was rendered before the template was fitted, fitted."""
        names = [story.name for story in self.compiled.stories]
        parts = zip(names, rendered.parts, strict=True)
        return replace(rendered, parts=[self.fit.applied(name, xml.decode()).encode() for name, xml in parts])


class First:
    """A template that print files begin with: looked at once, not for each of a thousand files. It is the file's look,
    so nothing of it has to be fitted."""

    def __init__(self, template: Compiled) -> None:
        self.template = template
        self.original = Original(template.package, template.stories)
        self._members: dict[int | None, Member] = {}

    @cached_property
    def draft(self) -> Draft:
        """The template as it is by itself. Raises DocgenError, see Draft."""
        return Draft.of(self.template, self.original)

    def member(self, sides: int | None, styles: Styles) -> Member:
        """The template in a file with no other one yet, whose `styles` are its own."""
        if sides not in self._members:
            self._members[sides] = Member.of(self.draft, Fit(), sides, styles)
        return self._members[sides]


_KEPT = 8
_firsts: list[First] = []


def first_of(template: Compiled) -> First:
    """What is known of a template that files begin with; of the last few it is kept."""
    found = next((first for first in _firsts if first.template is template), None)
    if found is None:
        found = First(template)
        _firsts.append(found)
        del _firsts[:-_KEPT]
    return found
