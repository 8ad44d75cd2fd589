"""What may be shown of a value that is not for everybody: for columns (`mask=`) and for filters."""

from __future__ import annotations

import re

from docgen.text import folded

_ID = re.compile(r"\d{6}(\d{8}|\*{8})\d{3}[\dX]|\d{6}(\d{5}|\*{5})\d{4}", re.ASCII)


def mask_id(number: str) -> str | None:
    """990181********1234, of a resident ID of 18 or 15 characters or of one already masked; None of anything else, so
    that nothing of it shows."""
    text = folded(number).upper()
    return f"{text[:6]}{'*' * (len(text) - 10)}{text[-4:]}" if _ID.fullmatch(text) else None


def hide_digits(digits: str) -> str:
    """The digits of a number with all but its last two hidden: *********23."""
    return "*" * (len(digits) - 2) + digits[-2:]
