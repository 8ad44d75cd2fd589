"""Headers and footers: what varies by record is kept apart, what is equal is one part (ISO 29500-1 17.10)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from docgen.opc import OFFICE
from docgen.render.combine.member import Member
from docgen.render.combine.sections import Shown
from docgen.render.inserts import Links
from docgen.render.merge.host import Host
from docgen.render.xml import W

_TAGS = {"header": "hdr", "footer": "ftr"}
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"


class Headers:
    """The headers and footers of a file: which part each section shows, by relation id."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._made: dict[tuple[int, str, bytes], str] = {}
        self._shown: dict[Shown, None] = {}  # in their order, so that like files have like bytes
        self._leading: dict[tuple[int, str], bool] = {}
        self._numbers = {kind: count(1) for kind in _TAGS}

    @property
    def kinds(self) -> int:
        """How many kinds of headers and footers were shown so far."""
        return len(self._shown)

    def shown(
        self,
        member: Member,
        wanted: Mapping[Shown, str],
        parts: Mapping[str, bytes],
        links: Mapping[str, Links],
        *,
        first: bool,
    ) -> dict[Shown, str]:
        """What a section of a record shows, for what the template shows there: `parts` are the parts that the record
        makes itself, `links` what their markup refers to. The `first` section of a record must not inherit what the
        record before shows, so what it lacks is shown blank."""
        shows = {}
        for key, name in wanted.items():
            part = member.parts[name]
            shows[key] = self._one(member, name, part, parts.get(part), links.get(part))
        if not member.original.even_pages:  # another template may ask for them, for the whole file
            even = {(what, "even"): name for (what, when), name in shows.items() if when == "default"}
            shows = {**shows, **even}
        if first:
            shows = {**{key: self._blank(key[0]) for key in self._shown if key not in shows}, **shows}
        self._shown.update(dict.fromkeys(shows))
        return shows

    def _one(self, member: Member, name: str, part: str, data: bytes | None, links: Links | None) -> str:
        if data is None and member.original is self._host.first:
            return name
        if data is None:
            data = member.fit.applied(part, member.original.source(part)).encode()
        key = (id(member), part, data)
        if key not in self._made:
            kind = "header" if "header" in part else "footer"
            made, self._made[key] = self._add(kind, data)
            if self._leads(member, part):
                self._host.lead_alike(made, member.original, part)
            if links:
                self._host.assembly.link(self._host.assembly.relations(made), links)
        return self._made[key]

    def _leads(self, member: Member, part: str) -> bool:
        """Whether the template's part leads anywhere: most lead nowhere, and are many."""
        key = (id(member), part)
        if key not in self._leading:
            self._leading[key] = any(True for _ in member.original.relations(part))
        return self._leading[key]

    def _blank(self, kind: str) -> str:
        key = (0, kind, b"")
        if key not in self._made:
            tag = _TAGS[kind]
            _, self._made[key] = self._add(kind, f'<w:{tag} xmlns:w="{W[1:-1]}"><w:p/></w:{tag}>'.encode())
        return self._made[key]

    def _add(self, kind: str, data: bytes) -> tuple[str, str]:
        """A new part; gives its name and the id by which sections show it."""
        names = (f"word/{kind}{number}.xml" for number in self._numbers[kind])
        part = next(name for name in names if name not in self._host.assembly)
        name = self._host.new_id()
        self._host.assembly.put(part, data, _TYPE.format(kind=kind))
        self._host.relations.add(name, f"{OFFICE}/{kind}", part)
        return part, name
