"""A template fitted into a combined file: its text speaks of the file's styles, lists and relations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from docgen.render.combine.sections import Opening, Section, count_sections, opens_on_front
from docgen.render.compiled import Compiled, Story
from docgen.render.environment import Sandbox
from docgen.render.merge.body import Body, cut
from docgen.render.merge.fit import Fit
from docgen.render.merge.identity import SIGNS
from docgen.render.merge.notes import KINDS, part_of
from docgen.render.merge.original import Original
from docgen.render.merge.styles import Styles
from docgen.render.package import BODY

_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"')
_PAGE_FIELD = re.compile(r'(?:<w:instrText\b[^>]*>|w:instr=")[^<"]*PAGE|<w:pgNum\b')
_PAGE_COUNT = re.compile(rb'((?:<w:instrText\b[^>]*>|w:instr=")[^<"]*)(?<!SECTION)\b(?:NUMPAGES|SECTIONPAGES)\b')
"""A field with the number of pages: in a combined file that of the record is meant."""


def with_page_count(xml: bytes, bookmark: bytes) -> bytes:
    """Fields with the number of pages give the number of the page on which the record ends."""
    return _PAGE_COUNT.sub(rb"\1PAGEREF %b \\* Arabic" % bookmark, xml)


def with_bookmark(content: bytes, name: bytes, number: int) -> bytes:
    """`content` with a bookmark at its end."""
    mark = b'<w:bookmarkStart w:id="%d" w:name="%b"/><w:bookmarkEnd w:id="%d"/>' % (number, name, number)
    stripped = content.rstrip()
    if stripped.endswith(b"</w:p>"):
        return stripped[: -len(b"</w:p>")] + mark + b"</w:p>"
    return content + mark


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
    body: Body
    section: Section
    careful: bool
    varies: bool
    counts_pages: bool
    parts: Mapping[str, str]
    notes: Mapping[str, bytes]

    @classmethod
    def of(cls, compiled: Compiled, original: Original, fit: Fit, sides: int | None, styles: Styles) -> Member:
        """`compiled` fitted by `fit`, its records printed on so many sides of a sheet, or as many as the template says:
        on 2 when its first section begins on an odd page. `styles` are those of the file."""
        sides = sides or (2 if opens_on_front(original.source(BODY)) else 1)
        shown = {relation.id: relation.part(BODY) for relation in original.shown()}
        sources = {name: original.source(name) for name in (BODY, *shown.values())}
        fitted = _fitted(compiled, original, fit, sources)
        source = fitted.stories[0].source
        notes = any(f"<w:{kind}Reference" in source for kind in KINDS)
        restart = sides == 2 or any(map(_PAGE_FIELD.search, sources.values()))
        opening = Opening("oddPage" if sides == 2 else "nextPage", restart, "eachSect" if notes else "")
        used = set(_STYLE.findall(source))
        lists = bool(used) and not used.isdisjoint(styles.lists)
        careful = bool(SIGNS.search(source)) or lists or count_sections(source) > 1
        body = cut(source.encode())
        section = Section.read(body.head, body.section, opening)
        counts = any(_PAGE_COUNT.search(story.source.encode()) for story in fitted.stories)
        varies = any(story.name in shown.values() for story in fitted.stories)
        return cls(original, fitted, fit, opening, body, section, careful, varies, counts, shown, original.notes(fit))


def _fitted(compiled: Compiled, original: Original, fit: Fit, sources: Mapping[str, str]) -> Compiled:
    """The template with the stories that a record needs: the body, what has tags, and what says how many pages."""
    environment = Sandbox(compiled.filters)
    known = {story.name: story for story in compiled.stories}
    notes = {part_of(kind): original.source(part_of(kind)) for kind in KINDS if original.varies(part_of(kind))}
    stories = []
    for name, source in {**sources, **notes}.items():
        wanted = fit.applied(name, source)
        if name in known and wanted == source:
            stories.append(known[name])
        elif name == BODY or name in known or _PAGE_COUNT.search(source.encode()):
            typed = known[name].xml if name in known else source
            stories.append(Story.of(name, typed, wanted, environment))
    return replace(compiled, stories=tuple(stories))
