"""Sub-documents of a context, put where they were printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING

from docgen.render.inserts import Sub
from docgen.render.merge.body import cut
from docgen.render.merge.fit import Fit
from docgen.render.merge.host import Host
from docgen.render.merge.notes import part_of
from docgen.render.merge.original import Original
from docgen.render.package import BODY, Package, read_parts
from docgen.render.repair import without_hollows

if TYPE_CHECKING:
    from docgen.render.story import Rendered, Story

_FIRST_ANNOTATION, _FIRST_DRAWING = 1_000_001, 1_000_001


class Inserter:
    """Puts sub-documents into the text of a host; each is fitted once, and inserted as often as it is printed."""

    def __init__(self, host: Host, check: Callable[[Original, str], None] = lambda _original, _name: None) -> None:
        """`check` raises DocgenError for a sub-document that the file cannot take, given with its name."""
        self._host, self._check = host, check
        self._read: dict[Sub, Original] = {}
        self._fits: dict[Sub, Fit] = {}

    def read(self, subs: Iterable[Sub]) -> None:
        """Read the sub-documents. Raises DocgenError for one that cannot be read; the host is then as it was."""
        found = {sub: Original(Package.of(read_parts(sub.source), ())) for sub in subs if sub not in self._read}
        for sub, original in found.items():
            self._host.check(cut(original.source(BODY).encode(), sub.name).head, sub.name)
            self._check(original, sub.name)
        self._read.update(found)

    def inserted(self, content: bytes, subs: Mapping[str, Sub]) -> bytes:
        """`content` with the sub-documents for their marks."""
        self.read(subs.values())
        for mark, sub in subs.items():
            pieces = content.split(mark.encode())
            content = pieces[0] + b"".join(self._content(sub) + piece for piece in pieces[1:])
        return without_hollows(content)  # one may end with a table, in a cell

    def _content(self, sub: Sub) -> bytes:
        original = self._read[sub]
        if sub not in self._fits:
            self._fits[sub] = self._host.fit(original, own_look=False)
        return self._host.inserted(original, self._fits[sub], sub.name)


def with_subs(name: str, package: Package, stories: Sequence[Story], rendered: Rendered) -> bytes:
    """The document of a rendered template whose body has marks for sub-documents."""
    parts = dict(zip((story.name for story in stories), rendered.parts, strict=True))
    first = Original(package, stories)
    host = Host(package, first)
    host.identities.annotations, host.drawings = count(_FIRST_ANNOTATION), count(_FIRST_DRAWING)
    host.identities.know_bookmarks(parts[BODY])
    for kind, notes in host.notes.items():
        if part_of(kind) in first:
            notes.begin(parts.get(part_of(kind)) or first.read(part_of(kind)) or b"", keep=True)
    for part, data in parts.items():
        host.assembly.put(part, data)
    for source, links in rendered.links.items():
        host.assembly.link(host.assembly.relations(source), links)
    body = cut(parts[BODY])
    host.declare(body.head, name)
    content = Inserter(host).inserted(parts[BODY][len(body.head) :], rendered.links[BODY].subs)
    return host.finish(host.head + content)
