"""Old Word forms as XML: paragraphs with rules to write on, tables with merged cells."""

from __future__ import annotations

import re
from pathlib import Path

from docx import Document
from township import Township, replace

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Cell = str | tuple[str, int] | tuple[str, int, str]
"""Its text; how many columns it takes; whether it begins (r) or goes on with (c) a cell that is merged downwards."""


def run(text: str, *, drawn: bool = False) -> str:
    looks = '<w:rPr><w:u w:val="single"/></w:rPr>' if drawn else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(text: str, *more: str) -> str:
    """A paragraph; ‗ is a space with a line below it."""
    pieces = [piece for piece in re.split("(‗+)", text) if piece]
    return f"<w:p>{''.join(run(piece.replace('‗', ' '), drawn='‗' in piece) for piece in pieces)}{''.join(more)}</w:p>"


def table(*rows: tuple[Cell, ...]) -> str:
    made = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in rows)
    width = sum(1 if isinstance(cell, str) else cell[1] for cell in rows[0])
    grid = f"<w:tblGrid>{'<w:gridCol/>' * width}</w:tblGrid>"
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>{grid}{made}</w:tbl>'


def _cell(cell: Cell) -> str:
    text, span, merge = (cell, 1, "") if isinstance(cell, str) else (*cell, "")[:3]
    looks = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    looks += {"r": '<w:vMerge w:val="restart"/>', "c": "<w:vMerge/>"}.get(merge, "")
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{''.join(map(para, text.splitlines())) or '<w:p/>'}</w:tc>"


def old_form(folder: Path, *body: str, name: str = "旧表.docx") -> Path:
    """A Word file with these paragraphs and tables."""
    path = folder / name
    document = Document()
    document.add_paragraph("某")
    document.save(str(path))
    replace(path, "<w:p><w:r><w:t>某</w:t></w:r></w:p>", "".join(body))
    return path


PERSON = (("姓名", "性别", "电话", "签订日期", "聘期"), ("郑远山", "男", "028-00000001", "2013-11-22", "三年"))


def made(
    township: Township, *body: str, data: tuple[tuple[object, ...], ...] = PERSON, more: tuple[str, ...] = ()
) -> str:
    """Make the form 表 of an old one, and its documents; what the command says."""
    source = old_form(township.folder, *body)
    said = township.say("forms", "new", "表", "--from", source, "--data", township.workbook(*data), *more)
    township.say("forms", "check")
    township.say("表")
    return said


def printed(township: Township) -> str:
    """All text of the only document."""
    ((texts, rows),) = township.made().values()
    return "\n".join([*texts, *map("|".join, rows)])
