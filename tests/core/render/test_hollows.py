"""Cells, rows and tables that a condition or a loop leaves empty."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from oracle import document

from docgen.render import compile_template
from docgen.render.repair import may_hollow


def table_of(path: Path, *rows: tuple[str, ...], cell: tuple[str, ...] = (), **values: Any) -> list[list[str]]:
    """The cells of the one table that is left, or of none; `cell` are paragraphs of the last cell."""
    document(path, "前", rows=rows)
    if cell:
        made = Document(str(path))
        last = made.tables[0].rows[-1].cells[-1]
        last.paragraphs[0].text = cell[0]
        for text in cell[1:]:
            last.add_paragraph(text)
        made.save(str(path))
    tables = Document(BytesIO(compile_template(path).render(values))).tables
    return [[cell.text for cell in row.cells] for row in tables[0].rows] if tables else []


@pytest.mark.parametrize(("there", "left"), [(True, "甲"), (False, "")])
def test_a_cell_whose_only_paragraph_depends_keeps_one(tmp_path: Path, there: bool, left: str):
    cell = ("{%p if 有 %}", "甲", "{%p endif %}")
    assert table_of(tmp_path / "t.docx", ("题", ""), cell=cell, 有=there) == [["题", left]]


def test_a_row_whose_cells_a_loop_makes_goes_when_it_makes_none(tmp_path: Path):
    rows = (("{%tc for x in 数 %}", "{{ x }}", "{%tc endfor %}"), ("甲", "乙", "丙"))
    assert table_of(tmp_path / "t.docx", *rows, 数=[]) == [["甲", "乙", "丙"]]


def test_a_table_whose_rows_a_loop_makes_goes_when_it_makes_none(tmp_path: Path):
    rows = (("{%tr for x in 数 %}",), ("{{ x }}",), ("{%tr endfor %}",))
    assert table_of(tmp_path / "t.docx", *rows, 数=[]) == []
    assert table_of(tmp_path / "t.docx", *rows, 数=[1, 2]) == [["1"], ["2"]]


@pytest.mark.parametrize(
    ("source", "may"),
    [
        (
            "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr>"
            "{% for x in y %}<w:tr><w:tc><w:p>{{ x }}</w:p></w:tc></w:tr>{% endfor %}</w:tbl>",
            False,
        ),
        ("<w:tbl>{% for x in y %}<w:tr><w:tc><w:p/></w:tc></w:tr>{% endfor %}</w:tbl>", True),
        ("<w:tbl><w:tr><w:tc><w:p>{% if x %}a{% endif %}</w:p></w:tc></w:tr></w:tbl>", False),
        ("<w:tbl><w:tr><w:tc>{% set x = 3 %}<w:p/></w:tc></w:tr></w:tbl>", False),
        ("<w:tbl><w:tr><w:tc>{% if x %}<w:p/>{% endif %}</w:tc></w:tr></w:tbl>", True),
    ],
)
def test_only_templates_that_may_leave_something_empty_are_looked_through(source: str, may: bool):
    assert may_hollow(source) is may
