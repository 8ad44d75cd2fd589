"""A document that is to become part of another one, as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from docgen.opc import Relation, Relations, relations_of
from docgen.render.merge.fit import Fit
from docgen.render.merge.notes import KINDS, part_of
from docgen.render.merge.numbering import NUMBERING
from docgen.render.merge.settings import SETTINGS
from docgen.render.merge.styles import STYLES, Look
from docgen.render.package import BODY, Package
from docgen.render.xml import W, parsed

if TYPE_CHECKING:
    from docgen.render.story import Story


class Original:
    """The parts of a document; of a template also the sources of those that hold tags."""

    def __init__(self, package: Package, stories: Iterable[Story] = ()) -> None:
        self._packed = {part.name.decode(): part for part in package.fixed}
        self._stories = {story.name: story for story in stories}

    def __contains__(self, name: str) -> bool:
        return name in self._packed or name in self._stories

    def read(self, name: str) -> bytes | None:
        """The part `name`, tags and all."""
        if name in self._stories:
            return self._stories[name].xml.encode()
        return self._packed[name].inflated() if name in self._packed else None

    def source(self, name: str) -> str:
        """The Jinja source of a part; the part itself when it holds no tags."""
        if name in self._stories:
            return self._stories[name].source
        return (self.read(name) or b"").decode("utf-8-sig")

    def varies(self, name: str) -> bool:
        """Whether a part holds tags."""
        return name in self._stories

    def relations(self, source: str) -> Relations:
        """The relations of a part."""
        return Relations(source, self.read(relations_of(source)))

    @property
    def look(self) -> Look:
        """What its text looks like."""
        theme = next((r.part(BODY) for r in self.relations(BODY) if r.kind.endswith("/theme")), "")
        return Look(self.read(STYLES) or _NO_STYLES, self.read(theme), self.read(SETTINGS), self.read(NUMBERING))

    def notes(self, fit: Fit) -> dict[str, bytes]:
        """Its notes by kind, fitted."""
        return {kind: fit.applied(part_of(kind), self.source(part_of(kind))).encode() for kind in KINDS}

    @cached_property
    def even_pages(self) -> bool:
        """Whether its even pages have headers and footers of their own."""
        settings = self.read(SETTINGS)
        found = parsed(settings).find(f"{W}evenAndOddHeaders") if settings else None
        return found is not None and found.get(f"{W}val") not in ("0", "false", "off")

    def shown(self) -> Iterator[Relation]:
        """The relations to its headers and footers."""
        return (r for r in self.relations(BODY) if r.kind.rpartition("/")[2] in ("header", "footer"))


_NO_STYLES = f'<w:styles xmlns:w="{W[1:-1]}"/>'.encode()
