"""The two lists that hold a document together: what its parts are, and which part leads to which (ISO 29500-2, 9 and
10)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from docgen.opc.xml import parsed, serialized

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations_of(part: str) -> str:
    """The name of the part that lists the relations of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@dataclass(frozen=True)
class Relation:
    """One line of the list: its id, the kind of what it leads to (a URI), and where that lies."""

    id: str
    kind: str
    target: str
    external: bool

    def part(self, source: str) -> str:
        """The name of the part that it leads to from `source`."""
        if self.target.startswith("/"):
            return self.target[1:]
        return posixpath.normpath(posixpath.join(posixpath.dirname(source), self.target))


class Relations:
    """The relations of the part `source`, in the order in which they were added."""

    def __init__(self, source: str, xml: bytes | None = None) -> None:
        self.source = source
        self._root = parsed(xml) if xml else etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
        self.ids = {line.id for line in self}

    def __iter__(self) -> Iterator[Relation]:
        for line in self._root.iter(f"{{{_RELATIONS}}}Relationship"):
            external = line.get("TargetMode") == "External"
            yield Relation(line.get("Id", ""), line.get("Type", ""), line.get("Target", ""), external)

    def add(self, name: str, kind: str, target: str, *, external: bool = False) -> None:
        """A relation with the id `name`; `target` is a part's full name, or an address outside the document."""
        self.ids.add(name)
        line = etree.SubElement(self._root, f"{{{_RELATIONS}}}Relationship", Id=name, Type=kind)
        line.set("Target", target if external else self._way_to(target))
        if external:
            line.set("TargetMode", "External")

    def _way_to(self, part: str) -> str:
        folder = posixpath.dirname(self.source) + "/"
        return part.removeprefix(folder) if part.startswith(folder) else f"/{part}"

    def drop(self, name: str) -> None:
        """Take away the relation with the id `name`."""
        self.ids.discard(name)
        for line in [line for line in self._root if line.get("Id") == name]:
            self._root.remove(line)

    def xml(self) -> bytes:
        """The list as a part."""
        return serialized(self._root)


class ContentTypes:
    """What the parts of a document are, by their ending or by name."""

    def __init__(self, xml: bytes) -> None:
        self._root = parsed(xml)
        self._endings: dict[str, str] = {
            line.get("Extension", "").lower(): line.get("ContentType", "") for line in self._all("Default")
        }
        self._names: dict[str, str] = {
            line.get("PartName", ""): line.get("ContentType", "") for line in self._all("Override")
        }

    def _all(self, kind: str) -> list[Any]:
        return list(self._root.iter(f"{{{_TYPES}}}{kind}"))

    def of(self, part: str) -> str:
        """The type of `part`."""
        return self._names.get(f"/{part}") or self._endings.get(_ending(part), "")

    def add(self, part: str, kind: str) -> None:
        """`part` is of the type `kind`."""
        ending = _ending(part)
        if self.of(part) == kind:
            return
        if ending in self._endings or ending in ("xml", ""):
            self._names[f"/{part}"] = kind
            etree.SubElement(self._root, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=kind)
        else:
            self._endings[ending] = kind
            line = etree.Element(f"{{{_TYPES}}}Default", Extension=ending, ContentType=kind)
            self._root.insert(0, line)

    def drop(self, part: str) -> None:
        """`part` is no more."""
        if self._names.pop(f"/{part}", ""):
            for line in [line for line in self._all("Override") if line.get("PartName") == f"/{part}"]:
                self._root.remove(line)

    def xml(self) -> bytes:
        """The list as a part."""
        return serialized(self._root)


def _ending(part: str) -> str:
    return posixpath.splitext(part)[1][1:].lower()
