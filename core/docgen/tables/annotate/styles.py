"""The part xl/styles.xml: a coloured or quoted twin for each format of a cell (ISO 29500-1 18.8)."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from docgen.opc import parse_bare, serialized

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COLOURS = {"error": "FFFFC7CE", "warning": "FFFFEB9C", "note": "FFDDEBF7"}
"""ARGB: the light red, yellow and blue that Excel itself gives to bad, neutral and remarked cells."""
_QUOTED = "quoted"


class Styles:
    """The formats of a workbook, to be added to."""

    def __init__(self, xml: bytes) -> None:
        self._root = parse_bare(xml)
        self._formats = self._root.find(f"{S}cellXfs")
        self._fills: dict[str, int] = {}
        self._twins: dict[tuple[int, str], int] = {}

    @property
    def lack_formats(self) -> bool:
        """Whether there are no formats that could have a twin."""
        return self._formats is None or not len(self._formats)

    def coloured(self, style: int, severity: str) -> int:
        """The number of a format like `style`, in the colour of `severity`."""
        if (style, severity) not in self._twins:
            twin = deepcopy(self._formats[style if style < len(self._formats) else 0])
            twin.set("fillId", str(self._fill(severity)))
            twin.set("applyFill", "1")
            self._twins[style, severity] = _add(self._formats, twin)
        return self._twins[style, severity]

    def quoted(self, style: int) -> int:
        """The number of a format like `style` whose text stays a text when it is edited (tables/write.py)."""
        if (style, _QUOTED) not in self._twins:
            twin = deepcopy(self._formats[style if style < len(self._formats) else 0])
            twin.set("quotePrefix", "1")
            self._twins[style, _QUOTED] = _add(self._formats, twin)
        return self._twins[style, _QUOTED]

    def _fill(self, severity: str) -> int:
        if severity not in self._fills:
            fills = self._root.find(f"{S}fills")
            fill = fills.makeelement(f"{S}fill", {})
            pattern = fill.makeelement(f"{S}patternFill", {"patternType": "solid"})
            pattern.append(pattern.makeelement(f"{S}fgColor", {"rgb": COLOURS[severity]}))
            pattern.append(pattern.makeelement(f"{S}bgColor", {"indexed": "64"}))
            fill.append(pattern)
            self._fills[severity] = _add(fills, fill)
        return self._fills[severity]

    def xml(self) -> bytes:
        """The part."""
        return serialized(self._root)


def _add(collection: Any, item: Any) -> int:
    collection.append(item)
    collection.set("count", str(len(collection)))
    return len(collection) - 1
