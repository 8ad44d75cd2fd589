"""How much room a sheet would take that a reader lays out, and when that is more than any office's sheet takes."""

from __future__ import annotations

from docgen.problems import Cell, DocgenError
from docgen.tables.letters import column_letter
from docgen.tables.readers.package import too_big
from docgen.text import Text

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
MAX_CELLS = 16_000_000
ALWAYS, PER_FILLED = 4_000_000, 50
"""Readers lay out all cells from A1 to the last that is filled: how many there may be, whatever is filled, and per
filled cell."""
TEXT, PER_BYTE = 64 << 20, 8
"""How long the texts of a sheet may be together, and per byte of its XML: one string can stand in all cells."""


def check_room(file: str, sheet: str, height: int, width: int, filled: int) -> None:
    """Raise DocgenError when a sheet of `filled` cells reaches too far."""
    spanned = height * width
    if spanned > MAX_CELLS and PER_FILLED * filled >= spanned:
        raise too_big(file, sheet)
    if spanned > max(ALWAYS, PER_FILLED * filled):
        last = f"{column_letter(width - 1)}{height}"
        text = Text(
            "cells are filled far away from all others, as far as {last}", "有单元格离其他内容太远，直到 {last}"
        )
        hint = Text("Delete the rows and columns outside the table, and save.", "请删除表格以外的行和列，保存后重试。")
        raise DocgenError(text.format(last=last), hint=hint, where=Cell(file, sheet))


def check_text(file: str, sheet: str, text: int, inflated: int) -> None:
    """Raise DocgenError when a sheet whose XML has `inflated` bytes holds more text than that can be."""
    if text > max(TEXT, PER_BYTE * inflated):
        raise too_big(file, sheet)
