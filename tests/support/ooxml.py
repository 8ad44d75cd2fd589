"""What is wrong with a .docx: package rules of ISO/IEC 29500-2, and the markup rules of wordml.

The rules are our own, so that the tests need no schema and no Word; each is tried in test_ooxml_checker.py.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import cached_property, lru_cache
from io import BytesIO
from typing import Any, NamedTuple

import wordml
from lxml import etree
from wordml import Markup, R, W, repeated

TYPES = "[Content_Types].xml"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_XML = (".xml", ".rels", ".vml")
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}


def faults(data: bytes) -> list[str]:
    """What is wrong with the document, a line each; nothing for a sound one."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
            parts = {name: archive.read(name) for name in names}
    except zipfile.BadZipFile as error:
        return [f"no sound zip file: {error}"]
    package = Package(parts)
    return [*_entries(names), *package.faults()]


def _entries(names: list[str]) -> Iterator[str]:
    """Names of the zip (29500-2 6.2.2, 7.3.4)."""
    if names[:1] != [TYPES]:
        yield f"{TYPES} does not come first"
    for name in repeated(map(str.lower, names)):
        yield f"the entry {name} is there twice"
    for name in names:
        segments = name.split("/")
        odd = name != TYPES and not re.fullmatch(r"[\w!$&'()*+,;=@%~./-]+", name, re.ASCII)
        if odd or any(not segment.strip(".") for segment in segments):
            yield f"the entry {name!r} has a name that no part may have"


class Relation(NamedTuple):
    """A relationship; `target` is the name of a part unless it lies outside."""

    kind: str
    target: str
    outside: bool


class Part(NamedTuple):
    """A part as XML, with the faults that it has by itself and the relationships that it uses, by attribute; `root` is
    None for one that cannot be read, `markup` for one that is no WordprocessingML."""

    root: Any
    markup: Markup | None
    faults: list[str]
    uses: list[tuple[str, str]]


@lru_cache(maxsize=256)  # most parts of a test's documents are those of its template
def _read(data: bytes) -> Part:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return Part(None, None, [f"is not well-formed: {error}"], [])
    found = ["has a DOCTYPE"] if root.getroottree().docinfo.doctype else []
    for element in root.iter(etree.Element):
        unknown = set(element.get(f"{MC}Ignorable", "").split()) - {*element.nsmap}
        found += [f"mc:Ignorable names {prefix}, which is not declared" for prefix in unknown]
    attributes = [item for element in root.iter(etree.Element) for item in element.items()]
    uses = [(name.removeprefix(R), value) for name, value in attributes if name.startswith(R) and value]
    if not root.tag.startswith(W):
        return Part(root, None, found, uses)
    markup = Markup(root)
    return Part(root, markup, found + wordml.faults(markup), uses)


class Package:
    """The parts of a document by name."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.names = set(parts)
        self.parts = {name: _read(data) for name, data in parts.items() if name.lower().endswith(_XML)}

    def faults(self) -> Iterator[str]:
        """What is wrong with the parts and between them."""
        for name, part in self.parts.items():
            yield from (f"{name}: {fault}" for fault in part.faults)
        yield from self._types()
        yield from self._targets()
        yield from self._uses()
        yield from self._unreached()
        yield from self._notes()
        yield from self._lists()

    def root(self, name: str) -> Any:
        """The root element of a part; an empty one for a part that is not there."""
        part = self.parts.get(name)
        return etree.Element("none") if part is None or part.root is None else part.root

    @cached_property
    def stories(self) -> dict[str, Markup]:
        """The parts in WordprocessingML, glossaries aside: they are documents of their own."""
        return {name: part.markup for name, part in self.parts.items() if part.markup and "glossary" not in name}

    @cached_property
    def relations(self) -> dict[str, dict[str, Relation]]:
        """The relationships of each part by id; those of the package under the empty name."""
        return {
            _source(name): {e.get("Id", ""): _relation(_source(name), e) for e in self.root(name)}
            for name in self.names
            if name.endswith(".rels")
        }

    def _types(self) -> Iterator[str]:
        """Every part has one content type, and every content type a part (29500-2 7.2.3)."""
        found = self.root(TYPES)
        overrides = [element.get("PartName", "")[1:] for element in found.iter("{*}Override")]
        defaults = [element.get("Extension", "").lower() for element in found.iter("{*}Default")]
        yield from (f"two content types for {name}" for name in repeated(overrides) + repeated(defaults))
        yield from (f"a content type for {name}, which is not there" for name in set(overrides) - self.names)
        for name in self.names - {TYPES, *overrides}:
            if name.rpartition(".")[2].lower() not in defaults:
                yield f"{name} has no content type"

    def _targets(self) -> Iterator[str]:
        """Relationships have ids of their own and lead to parts (29500-2 6.5)."""
        for name in self.names:
            if not name.endswith(".rels"):
                continue
            source = _source(name)
            if source and source not in self.names:
                yield f"{name} belongs to no part"
            for key in repeated(element.get("Id") for element in self.root(name)):
                yield f"{name}: {key} is there twice"
            for key, relation in self.relations[source].items():
                if not relation.outside and relation.target not in self.names:
                    yield f"{name}: {key} leads to {relation.target}, which is not there"

    def _uses(self) -> Iterator[str]:
        """r:id, r:embed, r:link and the like name relationships of their part."""
        for name, part in self.parts.items():
            known = self.relations.get(name, {})
            yield from (
                f"{name}: {use}={value} is no relationship of it" for use, value in part.uses if value not in known
            )

    def _unreached(self) -> Iterator[str]:
        reached, todo = set(), [""]
        while todo:
            targets = {r.target for r in self.relations.get(todo.pop(), {}).values() if not r.outside} & self.names
            todo += targets - reached
            reached |= targets
        left = {name for name in self.names - reached if name != TYPES and not name.endswith(".rels")}
        yield from (f"no relationship leads to {name}" for name in left)
        if not any(relation.kind.endswith("/officeDocument") for relation in self.relations.get("", {}).values()):
            yield "no relationship leads to a main document"

    def _notes(self) -> Iterator[str]:
        """Footnotes, endnotes and comments that are referred to are there (17.11, 17.13.4)."""
        for reference, note in _NOTES.items():
            there = {number for story in self.stories.values() for number in story.values(note, "id")}
            used = {number for story in self.stories.values() for number in story.values(reference, "id")}
            yield from (f"the {note} {number} is not there" for number in used - there)

    def _lists(self) -> Iterator[str]:
        """Lists that are used have a definition, and that an abstract one (17.9.15, 17.9.18); 0 is none."""
        stories = self.stories.values()
        abstract = {number for story in stories for number in story.values("abstractNum", "abstractNumId")}
        there = {number for story in stories for number in story.values("num", "numId")}
        used = {number for story in stories for number in story.values("numId")}
        yield from (f"the list {number} is not there" for number in used - there - {"0"})
        needed = {number for story in stories for number in story.values("abstractNumId")}
        yield from (f"the abstract list {number} is not there" for number in needed - abstract)


def _source(name: str) -> str:
    """The part that a relationships part is for."""
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _relation(source: str, element: Any) -> Relation:
    target, outside = element.get("Target", ""), element.get("TargetMode") == "External"
    if not outside:
        whole = posixpath.join("/", posixpath.dirname(source), target.partition("#")[0])
        target = posixpath.normpath(whole).lstrip("/")
    return Relation(element.get("Type", ""), target, outside)
