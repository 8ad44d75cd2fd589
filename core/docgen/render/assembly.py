"""A document that gains parts while it is made: pictures, headers, the parts of another document."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from docgen.opc import CONTENT_TYPES, OFFICE, ContentTypes, Packed, Relations, relations_of, zipped
from docgen.render.inserts import Links
from docgen.render.package import Package, content_types_first


def with_links(package: Package, parts: Iterable[bytes], links: Mapping[str, Links]) -> bytes:
    """The file of `package` with `parts` for the changing ones, and what they show and lead to."""
    document = Assembly(package)
    for name, data in zip(package.changing, parts, strict=True):
        document.put(name.decode(), data)
    for source, found in links.items():
        document.link(document.relations(source), found)
    return document.zipped()


class Assembly:
    """Begins as the fixed parts of a package. What is put in is deflated at once; the lists of relations and of
    content types are kept open until the end."""

    def __init__(self, package: Package) -> None:
        self._packed = {part.name.decode(): part for part in package.fixed}
        self._relations: dict[str, Relations] = {}
        self._counters: dict[tuple[str, str], Iterator[int]] = {}
        self.types = ContentTypes(self.read(CONTENT_TYPES))

    def __contains__(self, name: str) -> bool:
        return name in self._packed

    def __len__(self) -> int:
        return len(self._packed)

    def read(self, name: str) -> bytes:
        """The part `name`."""
        return self._packed[name].inflated()

    def relations(self, source: str) -> Relations:
        """The relations of the part `source`, to be added to."""
        if source not in self._relations:
            name = relations_of(source)
            self._relations[source] = Relations(source, self.read(name) if name in self else None)
        return self._relations[source]

    def put(self, name: str, data: bytes | bytearray, kind: str = "") -> None:
        """Set the part `name`; `kind` is its content type, when it is new."""
        self._packed[name] = Packed.of(name.encode(), data)
        if kind:
            self.types.add(name, kind)

    def drop(self, name: str) -> None:
        """Take away the part `name` and where it leads."""
        self._packed.pop(name, None)
        self._packed.pop(relations_of(name), None)
        self._relations.pop(name, None)
        self.types.drop(name)

    def free_name(self, like: str) -> str:
        """A name that no part has yet, with the folder and the ending of `like`."""
        stem, ending = posixpath.splitext(like)
        stem = stem.rstrip("0123456789")
        numbers = self._counters.setdefault((stem, ending), count(1))
        return next(name for number in numbers if (name := f"{stem}{number}{ending}") not in self)

    def link(self, relations: Relations, links: Links) -> None:
        """Add to `relations` what markup of their part refers to."""
        for name, image in links.images.items():
            part = f"word/media/{name}.{image.kind}"
            if part not in self:
                self.put(part, image.data, f"image/{image.kind}")
            if name not in relations.ids:
                relations.add(name, f"{OFFICE}/image", part)
        for name, url in links.addresses.items():
            if name not in relations.ids:
                relations.add(name, f"{OFFICE}/hyperlink", url, external=True)

    def zipped(self) -> bytes:
        """The file."""
        for source, relations in self._relations.items():
            if relations.ids or relations_of(source) in self:
                self.put(relations_of(source), relations.xml())
        self.put(CONTENT_TYPES, self.types.xml())
        return zipped(self._packed[name] for name in sorted(self._packed, key=content_types_first))
