"""How much text fits into a field of one line."""

from __future__ import annotations

from unicodedata import east_asian_width


def width(text: str) -> float:
    """How many 字 a text takes, a half-width character being half a one."""
    return sum(0.5 if east_asian_width(char) in ("Na", "H", "N") else 1.0 for char in text)


def fits(text: str, room: float) -> bool:
    """Whether a text fits into so many 字 of one line; one that has lines of its own does not."""
    return (len(text) <= room or width(text) <= room) and "\n" not in text
