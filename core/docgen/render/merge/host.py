"""A document that takes in others: it begins as the first of them, and grows by what the others bring."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from docgen.opc import CONTENT_TYPES, OFFICE, ContentTypes, Relation, Relations
from docgen.render.assembly import Assembly
from docgen.render.inserts import Links
from docgen.render.merge.body import Body, cut, joined_heads
from docgen.render.merge.fit import Fit
from docgen.render.merge.identity import Identities
from docgen.render.merge.notes import KINDS, Notes, content_type, part_of
from docgen.render.merge.numbering import NUMBERING, NUMBERING_TYPE, Numbering
from docgen.render.merge.original import Original
from docgen.render.merge.settings import FONTS, SETTINGS, with_fonts, with_settings
from docgen.render.merge.styles import STYLES, Styles
from docgen.render.package import BODY, Package
from docgen.render.repair import FIRST_DRAWING
from docgen.render.xml import W, parsed, serialized

_OWN_TO_A_FILE = frozenset(
    """styles numbering settings fontTable theme webSettings footnotes endnotes comments commentsExtended commentsIds
    commentsExtensible people header footer customXml glossaryDocument stylesWithEffects attachedTemplate
    printerSettings""".split()
)
"""Relations of a body that another document does not bring along."""


class Host:
    """Its parts beside the body, and what in it must be one of a kind."""

    def __init__(self, package: Package, first: Original) -> None:
        self.first = first
        self.assembly = Assembly(package)
        self.relations = self.assembly.relations(BODY)
        self.styles = Styles(first.look)
        self.identities = Identities(Numbering(first.read(NUMBERING)))
        self.notes = {kind: Notes(kind) for kind in KINDS}
        self.drawings: Iterator[int] = count(FIRST_DRAWING)
        self.head = b""
        self._fonts = [first.read(FONTS) or b""]
        self._ids = count(1)
        self._carried: dict[tuple[int, str], str] = {}

    # -- other documents --

    def fit(self, other: Original, *, own_look: bool) -> Fit:
        """What it takes to use the text of `other` here: with `own_look` it looks as it did, else as styles of the same
        name look here."""
        if other is self.first:
            return Fit()
        numbering = other.read(NUMBERING)
        lists = self.identities.numbering.add(numbering) if numbering else {}
        take = self.styles.add if own_look else self.styles.join
        sources = (BODY, *map(part_of, KINDS))
        self._fonts.append(other.read(FONTS) or b"")
        renaming = take(other.look, lists)
        if renaming is not None:
            self.identities.numbering.rename_styles(lists.values(), renaming.names)
        return Fit({source: self._brought(other, source) for source in sources}, lists, renaming)

    def check(self, head: bytes, template: str) -> None:
        """Raises DocgenError when another body's beginning means other things by the same names."""
        joined_heads(self.head, head, template)

    def declare(self, head: bytes, template: str) -> None:
        """Declare the names of another body's beginning too."""
        self.head = joined_heads(self.head, head, template) if self.head else head

    def renewed(self, xml: bytes, notes: dict[str, bytes]) -> Any:
        """The root of a body whose numbers, names and notes are its own; `notes` are the parts that it refers to."""
        root = parsed(xml)
        self.identities.renew(root, self.drawings, self.styles.lists)
        for kind, made in self.notes.items():
            for note in made.take(root, notes[kind]):
                self.identities.renew(note, self.drawings, self.styles.lists)
        return root

    def inserted(self, other: Original, fit: Fit, name: str) -> bytes:
        """The content of `other`, to stand in the body; its sections do not count."""
        root = self.renewed(fit.applied(BODY, other.source(BODY)).encode(), other.notes(fit))
        for section in list(root.iter(f"{W}sectPr")):
            parent = section.getparent()
            if parent is not None:
                parent.remove(section)
        body: Body = cut(serialized(root), name)
        self.declare(body.head, name)
        return body.content

    def _brought(self, other: Original, source: str) -> dict[str, str]:
        """Let a part of the file lead to what that part of `other` leads to; gives the new ids by the old."""
        ids = {}
        for relation in other.relations(source):
            if relation.kind.rpartition("/")[2] not in _OWN_TO_A_FILE:
                ids[relation.id] = self.new_id()
                self._lead(self.assembly.relations(source), ids[relation.id], relation, other, source)
        return ids

    def lead_alike(self, part: str, other: Original, source: str) -> Relations:
        """Let the new `part` lead to what the part `source` of `other` leads to, by the same ids."""
        relations = self.assembly.relations(part)
        for relation in other.relations(source):
            self._lead(relations, relation.id, relation, other, source)
        return relations

    def _lead(self, relations: Relations, name: str, relation: Relation, other: Original, source: str) -> None:
        target = relation.target if relation.external else self._carry(other, relation.part(source))
        relations.add(name, relation.kind, target, external=relation.external)

    def _carry(self, other: Original, part: str) -> str:
        """Take over a part and what it leads to; gives its name here."""
        if other is self.first:
            return part
        known = self._carried.get((id(other), part))
        if known is not None:
            return known
        name = self.assembly.free_name(part)
        self._carried[id(other), part] = name
        kind = ContentTypes(other.read(CONTENT_TYPES) or b"").of(part)
        self.assembly.put(name, other.read(part) or b"", kind)
        self.lead_alike(name, other, part)
        return name

    def new_id(self) -> str:
        """An id for a relation."""
        return f"docgen{next(self._ids)}"

    def link(self, source: str, links: Links) -> None:
        """Let the part `source` lead to what its markup shows."""
        self.assembly.link(self.assembly.relations(source), links)

    # -- the end --

    def finish(self, body: bytes | bytearray, *, even_pages: bool = False) -> bytes:
        """The file with that body."""
        self.assembly.put(BODY, body)
        for kind, notes in self.notes.items():
            if notes:
                self._put(part_of(kind), notes.xml(), f"{kind}s", content_type(kind))
        if self.identities.numbering.changed:
            self._put(NUMBERING, self.identities.numbering.xml(), "numbering", NUMBERING_TYPE)
        if self.styles.changed:
            self.assembly.put(STYLES, self.styles.xml())
        if SETTINGS in self.assembly and (even_pages or self.notes["endnote"]):
            settings = self.assembly.read(SETTINGS)
            self.assembly.put(SETTINGS, with_settings(settings, even_pages, bool(self.notes["endnote"])))
        if FONTS in self.assembly and len(self._fonts) > 1:
            self.assembly.put(FONTS, with_fonts(*self._fonts))
        return self.assembly.zipped()

    def _put(self, part: str, data: bytes, kind: str, content_type: str) -> None:
        if not any(relation.part(BODY) == part for relation in self.relations):
            self.relations.add(self.new_id(), f"{OFFICE}/{kind}", part)
        self.assembly.put(part, data, content_type)
