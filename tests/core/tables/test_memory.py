"""Reading many folders in one process does not fill the memory."""

import gc
import weakref
from pathlib import Path

import openpyxl
import pytest
import sharing

from docgen.records import RECORDS
from docgen.tables import read, read_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (["名称", "全称", "是否必审"], ["纪委", "市纪委", "是"]):
        book.active.append(row)
    book.active.title = "部门"
    book.save(tmp_path / "台账.xlsx")
    return tmp_path


def test_what_an_earlier_reading_left_is_given_back(folder, monkeypatch):
    monkeypatch.setattr(read, "_no_collector", sharing.collecting)
    tables = [record.__table__ for record in RECORDS]
    first = read_folder(folder, tables, 2013)
    assert len(first.rows["部门"]) == 1
    first.rows["部门"][0].extra["own"] = first  # a ring, as references between rows make them
    gone = weakref.ref(first)
    del first
    read_folder(folder, tables, 2013)
    assert gone() is None
    assert gc.isenabled()
