"""How the text of one document becomes text of another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.render.merge.styles import Renaming
from docgen.render.repair.bookmarks import without_cursor

_DROPPED = re.compile(
    r' (?:w14:paraId|w14:textId|wp14:anchorId|wp14:editId)="[^"]*"'  # would be repeated by every record
    r"|<w:comment(?:RangeStart|RangeEnd|Reference)\b[^>]*/>"  # notes to the template's author
)


@dataclass(frozen=True)
class Fit:
    """How the text of a document speaks in the file: relation ids by part, numbers of lists, names of styles."""

    relations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    renaming: Renaming | None = None

    def applied(self, part: str, xml: str) -> str:
        """The text of `part`, or its source, fitted."""
        xml = without_cursor(_DROPPED.sub("", xml))
        ids = self.relations.get(part)
        if ids:
            xml = _RELATION.sub(lambda found: found[1] + ids.get(found[2], found[2]) + '"', xml)
        if self.lists:
            xml = _LIST.sub(lambda found: found[1] + self.lists.get(found[2], found[2]) + '"', xml)
        return self.styled(xml)

    def styled(self, xml: str) -> str:
        """The text with the styles of the file; doing it again changes nothing, as no new name is an old one."""
        return self.renaming.applied(xml) if self.renaming else xml


_RELATION = re.compile(r'( r:\w+=")([^"]*)"')
_LIST = re.compile(r'(<w:numId w:val=")([^"]*)"')
