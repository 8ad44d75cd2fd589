"""Sheets whose XML is right, but written as no spreadsheet writes it: without references, with prefixes."""

from __future__ import annotations

import re

from docgen.tables.letters import column_letter, column_number
from docgen.tables.readers.package import Package

_TAG = re.compile(rb"<(?:\w+:)?(c|row)(?=[\s/>])([^>]*?)(/?)>")
_PREFIX = re.compile(rb"<(/?)\w+:(?=[a-z])")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(rb"([A-Za-z]{1,3})0*(\d{1,7})")


class Usual:
    """Writes the cells and rows of a sheet, piece by piece, in the usual way: `<c r="A1" s="3" t="s">`."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.row = self.column = 0

    def written(self, piece: bytes) -> bytes:
        """The piece in the usual way. Raises DocgenError for a cell that cannot be told."""
        return _TAG.sub(self._tag, _PREFIX.sub(rb"<\1", piece))

    def _tag(self, match: re.Match[bytes]) -> bytes:
        attributes = {name: a or b for name, a, b in _ATTRIBUTE.findall(match[2])}
        place = attributes.get(b"r", b"")
        if match[1] == b"row":
            self.row = int(place) if place.isdigit() else self.row + 1
            self.column = 0
            place = str(self.row).encode()
        else:
            place = self._cell(place)
        kept = [b'%s="%s"' % (name, attributes[name]) for name in (b"s", b"t", b"hidden") if name in attributes]
        return b"<%s>" % b" ".join([match[1], b'r="%s"' % place, *kept]) + b"</%s>" % match[1] * bool(match[3])

    def _cell(self, place: bytes) -> bytes:
        """The reference of a cell; one that does not say it stands right of the one before."""
        if place:
            found = _REFERENCE.fullmatch(place)
            if not found:
                self.package.fail()
            letters, row = found[1].upper(), int(found[2])
            self.column = column_number(letters.decode()) + 1
            return b"%s%d" % (letters, row)
        self.column += 1
        return f"{column_letter(self.column - 1)}{max(self.row, 1)}".encode()
