"""What a cover sheet says of the letters that its pack should hold and does not: as many lines as there is room for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil
from unicodedata import east_asian_width

from docgen.batch.packs.pack import Missing

LINES, WIDTH = 8, 39
"""The room on the cover sheet: lines, and 字 of each."""

_ROW = re.compile(r"(?P<sheet>.*?)(?: / )?(?:第(?P<zh>\d+)行|row (?P<en>\d+))")
_AT_A_TIME = 12

WORKBOOK, LACKING = "打印清单.xlsx", "未印"
"""Where all that is missing is listed."""


def lacking(missing: Sequence[Missing]) -> list[str]:
    """Paragraphs such as `台账.xlsx / 户 第12、25行：…`; the last one says how many of the missing stand in no other,
    if any do."""
    entries = list(_entries(missing))
    taken, room = list[str](), LINES
    for place, (text, _) in enumerate(entries):
        room -= _lines(text)
        if room < (place + 1 < len(entries)):  # the last line says how many more there are
            left = sum(number for _, number in entries[place:])
            return [*taken, f"另有{left}份，见{WORKBOOK}的“{LACKING}”表。"]
        taken.append(text)
    return taken or ["无。"]


def _entries(missing: Sequence[Missing]) -> Iterator[tuple[str, int]]:
    """What is said of those of one sheet and one reason, some rows at a time, with how many they are."""
    groups: dict[tuple[str, str], list[str]] = {}
    for each in missing:
        found = _ROW.fullmatch(each.row)
        sheet, row = (found["sheet"], found["zh"] or found["en"]) if found else (each.row, "")
        groups.setdefault((sheet, each.why.zh), []).append(row)
    for (sheet, why), rows in groups.items():
        for start in range(0, len(rows), _AT_A_TIME):
            some = rows[start : start + _AT_A_TIME]
            numbers = "、".join(filter(None, some))
            where = f"{sheet} 第{numbers}行".strip() if numbers else sheet
            yield f"{where}：{why}", len(some)


def _lines(text: str) -> int:
    """How many lines it takes."""
    return max(1, ceil(chars(text) / WIDTH))


def chars(text: str) -> float:
    """How many 字 a text takes, a half-width character being half a one."""
    return sum(0.5 if east_asian_width(char) in ("Na", "H", "N") else 1.0 for char in text)
