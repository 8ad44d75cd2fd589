"""Drawings that a loop repeats, shading that docxtpl leaves without a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DRAWING = re.compile(rb'(<wp:docPr\b[^>]*? id=")[^"]*(")')
_SHADING, _SHADING_TYPED = re.compile(rb"<w:shd\b[^>]*>"), re.compile(r"<w:shd\b[^>]*>")
FIRST_DRAWING = 1001


def with_shading_patterns(xml: bytes) -> bytes:
    """Shading that names no pattern with the one that the schema asks for (CT_Shd, ISO 29500-1 17.3.5): docxtpl's
    RichText and its {% cellbg %} write none."""
    return _SHADING.sub(lambda shading: _with_pattern(shading[0]), xml)


def lacks_shading_patterns(source: str) -> bool:
    """Whether some shading in the Jinja `source` of a part names no pattern."""
    return any(" w:val=" not in shading[0] for shading in _SHADING_TYPED.finditer(source))


def _with_pattern(shading: bytes) -> bytes:
    return shading if b" w:val=" in shading else shading.replace(b"<w:shd", b'<w:shd w:val="clear"', 1)


def with_drawing_numbers(xml: bytes, numbers: Iterator[int]) -> bytes:
    """Drawings numbered by `numbers`, as a loop repeats their numbers."""
    return _DRAWING.sub(lambda found: found[1] + str(next(numbers)).encode() + found[2], xml)
