"""One print file of many records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from lxml import etree

from docgen.opc import MAX_BYTES, MAX_PARTS
from docgen.problems import DocgenError, Problem
from docgen.render.combine.headers import Headers
from docgen.render.combine.member import Draft, Member, check_endnotes, first_of
from docgen.render.combine.page_counts import with_bookmark, with_mark
from docgen.render.combine.sections import Opening, Shown, closed, own_sections, show
from docgen.render.compiled import Compiled
from docgen.render.emit import removed_characters
from docgen.render.merge.body import END, cut
from docgen.render.merge.host import Host
from docgen.render.merge.insert import Inserter
from docgen.render.merge.notes import KINDS, part_of
from docgen.render.merge.original import Original
from docgen.render.package import BODY
from docgen.render.places import check_well_formed
from docgen.render.story import Rendered
from docgen.render.xml import W, parsed, serialized
from docgen.text import Text

PROPERTIES = "docProps/core.xml"
_COMMENTS = frozenset("comments commentsExtended commentsIds commentsExtensible people".split())
_LINKED = frozenset((BODY, *map(part_of, KINDS)))
"""Parts that all records share."""
_ROOM = 64  # for parts that are added at the end


def combined(records: Iterable[tuple[Compiled, Mapping[str, Any]]], *, sides: int | None = None) -> bytes:
    """One document of all `records`, each a template and its context, in their order; see Combination.

    Raises DocgenError for the first record that cannot be rendered, with its number from 1, and when there is none;
    ValueError for other `sides` than 1 and 2.
    """
    file = Combination(sides=sides)
    for number, (template, context) in enumerate(records, 1):
        try:
            file.add(template, context)
        except DocgenError as error:
            error.of_record(str(_RECORD.format(n=number)))
            raise
    return file.finish()


class Combination:
    """A print file in the making. Each record begins on a new page, in a section of its own; its page numbers begin at
    1, what it shows above and below the text is its own, and so are its notes, lists, bookmarks and pictures.

    `sides` says on how many sides of a sheet is printed: with 2 each record begins on a front page. Without it each
    template says so itself: 2 when its first section begins on an odd page. Raises ValueError for any other number.
    """

    def __init__(self, *, sides: int | None = None) -> None:
        if sides not in (None, 1, 2):
            raise ValueError(f"a sheet has 1 or 2 sides, not {sides!r}")
        self.sides = sides
        self.records = 0
        self._tried = 0
        self._file: _File | None = None
        self._finished = False

    @property
    def prints_on_fronts(self) -> bool:
        """Whether some records begin on a front page, so that blank backs belong to the file."""
        return self._file is not None and any(member.opening.on_front for member in self._file.members())

    def add(self, template: Compiled, context: Mapping[str, Any], *, problems: list[Problem] | None = None) -> None:
        """One more record. Raises DocgenError when it cannot be rendered, or the file is full; the file is then as it
        was before. The error says which record it was, the first that was tried being 1; its problems do not.

        To `problems` is added which values held characters that a document cannot hold.
        """
        self._check_open()
        self._tried += 1
        file = self._file or _File(template)
        try:
            rendered = file.add(template, context, self.sides)
        except DocgenError as error:
            _say_record(error, self._tried)
            raise
        self._file = file
        self.records += 1
        if rendered.removed and problems is not None:
            problems += removed_characters(context, template.name)

    def finish(self) -> bytes:
        """The file, once; nothing can be added any more. Raises DocgenError when it has no record."""
        self._check_open()
        if self._file is None:
            raise DocgenError(Text("there is nothing to print", "没有可打印的内容"))
        self._finished = True
        return self._file.finish()

    def _check_open(self) -> None:
        if self._finished:
            raise RuntimeError("the print file is finished; make another Combination")


@dataclass(frozen=True)
class _Record:
    """A record that is taken in: its template, what was rendered, and what marks its end, where it says how many pages
    it has."""

    member: Member
    rendered: Rendered
    bookmark: bytes

    def parts(self) -> dict[str, bytes]:
        """Its rendered parts by name."""
        member, rendered = self.member, self.rendered
        parts = dict(zip((story.name for story in member.compiled.stories), rendered.parts, strict=True))
        for name in rendered.markup:
            parts[name] = member.fit.styled(parts[name].decode()).encode()
        if self.bookmark:
            parts = {name: with_mark(xml, self.bookmark) for name, xml in parts.items()}
        return parts


class _File:
    """The file: the host of all templates, and a body that grows."""

    def __init__(self, first: Compiled) -> None:
        self._first = first_of(first)
        self.host = Host(first.package, self._first.original)
        self._headers = Headers(self.host)
        self._inserter = Inserter(self.host, check_endnotes)
        self._drafts: dict[int, tuple[Compiled, Draft]] = {}
        self._members: dict[int, tuple[Compiled, Member]] = {}
        self._sections: dict[tuple[int, int], bytes] = {}
        self._proven: set[int] = set()
        self._records = 0
        self._body = bytearray()
        self._last: tuple[bytes, bytes] | None = None
        self._drop_what_records_make()

    def _drop_what_records_make(self) -> None:
        """Headers with tags are made anew by each record; comments are for the template's author; properties would name
        one of many people."""
        host, first = self.host, self.host.first
        for relation in list(host.relations):
            kind = relation.kind.rpartition("/")[2]
            if kind in _COMMENTS or (kind in ("header", "footer") and first.varies(relation.part(BODY))):
                host.relations.drop(relation.id)
                host.assembly.drop(relation.part(BODY))
        for kind, notes in host.notes.items():
            if first.varies(part_of(kind)):
                notes.begin(first.read(part_of(kind)) or b"")
        if first.varies(PROPERTIES):
            host.assembly.put(PROPERTIES, _without_tags(first.read(PROPERTIES) or b""))

    def members(self) -> list[Member]:
        """The templates so far."""
        return [member for _, member in self._members.values()]

    def add(self, template: Compiled, context: Mapping[str, Any], sides: int | None) -> Rendered:
        """Take in a record, after all that may fail; gives what was rendered."""
        self._check_room()
        known = self._members.get(id(template))
        if known is not None:
            member, rendered = known[1], self._rendered(known[1].compiled, context)
        else:
            draft = self._draft(template)
            rendered = self._rendered(draft.compiled, context)
            member = self._fitted(template, draft, sides)
            rendered = member.adopted(rendered)
        self._append(member, rendered)
        return rendered

    def _check_room(self) -> None:
        if len(self._body) > MAX_BYTES // 2 or len(self.host.assembly) > MAX_PARTS - _ROOM:
            raise DocgenError(_FULL, hint=_FEWER)
        if self.host.identities.numbering.restarts >= _MAX_RESTARTS:
            raise DocgenError(_FULL_OF_LISTS, hint=_FEWER)

    def _draft(self, template: Compiled) -> Draft:
        """The template as it is by itself."""
        known = self._drafts.get(id(template))
        if known is not None:
            return known[1]
        draft = self._first.draft if template is self._first.template else _draft_of(template)
        self.host.check(draft.body.head, template.name)
        self._drafts[id(template)] = (template, draft)
        return draft

    def _rendered(self, compiled: Compiled, context: Mapping[str, Any]) -> Rendered:
        """A record, and its sub-documents read."""
        first = next(self.host.drawings)
        self.host.drawings = count(first)
        try:
            rendered = compiled.rendered(context, self.host.drawings)
            if BODY in rendered.links:
                self._inserter.read(rendered.links[BODY].subs.values())
        except BaseException:
            self.host.drawings = count(first)
            raise
        return rendered

    def _fitted(self, template: Compiled, draft: Draft, sides: int | None) -> Member:
        """The template, fitted into the file."""
        if template is self._first.template and not self._members:
            member = self._first.member(sides, self.host.styles)
        else:
            fit = self.host.fit(draft.original, own_look=True)
            member = Member.of(draft, fit, sides, self.host.styles)
        self.host.declare(draft.body.head, template.name)
        self._members[id(template)] = (template, member)
        return member

    def _append(self, member: Member, rendered: Rendered) -> None:
        self._records += 1
        bookmark = self.host.identities.bookmark(f"_record{self._records}") if member.counts_pages else ""
        content, section = self._taken_in(_Record(member, rendered, bookmark.encode()))
        if id(member) not in self._proven:  # those that follow are put together in the same way
            self._prove(member, content, section)
        if self._last is not None:
            for piece in closed(*self._last):
                self._body += piece
        self._last = (content, section)

    def _prove(self, member: Member, content: bytes, section: bytes) -> None:
        """Read the first record of a template again as it stands in the file. Raises DocgenError when it cannot be."""
        body = b"".join((self.host.head, *closed(content, section), END))
        check_well_formed(member.compiled.name, BODY, body)
        self._proven.add(id(member))

    def _taken_in(self, record: _Record) -> tuple[bytes, bytes]:
        """The content of a record and the properties of its last section."""
        member, rendered, parts = record.member, record.rendered, record.parts()
        for source, links in rendered.links.items():
            if source in _LINKED:
                self.host.link(source, links)
        if member.careful or BODY in rendered.markup:
            _, content, section = cut(self._renewed(record, parts))
        else:
            _, content, _ = cut(parts[BODY])
            section = self._section(record, parts)
        if BODY in rendered.links and rendered.links[BODY].subs:
            content = self._inserter.inserted(content, rendered.links[BODY].subs)
        if record.bookmark:
            content = with_bookmark(content, record.bookmark, next(self.host.identities.annotations))
        return content, section

    def _section(self, record: _Record, parts: Mapping[str, bytes]) -> bytes:
        """The properties of the one section of a record; made once where records show the same."""
        key = (id(record.member), self._headers.kinds)
        if record.member.varies or key not in self._sections:
            shows = self._shown(record, parts, record.member.section.shows, first=True)
            self._sections[key] = record.member.section.xml(shows)
        return self._sections[key]

    def _renewed(self, record: _Record, parts: Mapping[str, bytes]) -> bytes:
        """A body whose numbers, names, notes and sections are its own."""
        member = record.member
        notes = {kind: parts.get(part_of(kind)) or xml for kind, xml in member.notes.items()}
        root = self.host.renewed(parts[BODY], notes)
        opening = member.opening
        for section in own_sections(root) or [etree.SubElement(root[0], f"{W}sectPr")]:
            wanted = opening.apply(section)
            show(section, self._shown(record, parts, wanted, first=opening is member.opening))
            opening = Opening(notes="continuous" if opening.notes else "")
        return serialized(root)

    def _shown(
        self, record: _Record, parts: Mapping[str, bytes], wanted: Mapping[Shown, str], *, first: bool
    ) -> dict[Shown, str]:
        return self._headers.shown(record.member, wanted, parts, record.rendered.links, first=first)

    def finish(self) -> bytes:
        """The file."""
        for piece in (*(self._last or ()), END):
            self._body += piece
        self._body[:0] = self.host.head
        even_pages = any(member.original.even_pages for member in self.members())
        return self.host.finish(self._body, even_pages=even_pages)


def _draft_of(template: Compiled) -> Draft:
    return Draft.of(template, Original(template.package, template.stories))


def _say_record(error: DocgenError, number: int) -> None:
    """Add the number to what the error says, and not to its problems: whoever knows a better name of the record puts
    that there. One without a place is about the file or a whole template."""
    if error.where or error.problems:
        error.problems = error.as_problems("document")
        record = _RECORD.format(n=number)
        error.text = _IN_RECORD.format(text=error.text, record=record)


_RECORD = Text("record {n}", "第{n}份")
_IN_RECORD = Text("{text} ({record})", "{text}（{record}）")


def _without_tags(properties: bytes) -> bytes:
    root = parsed(properties)
    for line in [line for line in root if "{" in (line.text or "")]:
        root.remove(line)
    return serialized(root)


_FULL = Text("one file cannot hold so many records", "一个文件装不下这么多份")
_MAX_RESTARTS = 2_000  # Word keeps no more than 2,046 lists in a file ([MS-DOC] 2.6.2, sprmPIlfo)
_FULL_OF_LISTS = Text(
    "one file cannot hold so many numbered lists, which begin anew with each record",
    "每份的编号都从头开始，一个文件装不下这么多编号列表",
)
_FEWER = Text("Make several files.", "请分成几个文件。")
