"""Drawings that a loop repeats, shading that docxtpl leaves without a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DRAWING = re.compile(rb'(<wp:docPr\b[^>]*?\bid=")[^"]*(")')
FIRST_DRAWING = 1001


def with_shading_patterns(xml: bytes) -> bytes:
    """Shading of docxtpl's RichText with the pattern that the schema asks for (CT_Shd, ISO 29500-1 17.3.5)."""
    return xml.replace(b"<w:shd w:fill=", b'<w:shd w:val="clear" w:fill=')


def with_drawing_numbers(xml: bytes, numbers: Iterator[int]) -> bytes:
    """Drawings numbered by `numbers`, as a loop repeats their numbers."""
    return _DRAWING.sub(lambda found: found[1] + str(next(numbers)).encode() + found[2], xml)
