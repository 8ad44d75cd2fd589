"""A large workbook that is read ahead is read as it would be in its turn."""

import random
import threading
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import Workbook

from docgen.problems import DocgenError
from docgen.tables.ahead import LARGE, Ahead
from docgen.tables.readers.book import read_sheets
from docgen.tables.readers.sheet import Sheet


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path, chance = tmp_path_factory.mktemp("data") / "户.xlsx", random.Random(1)
    book = Workbook(write_only=True)
    for title in ("户", "户2"):
        sheet = book.create_sheet(title)
        sheet.append(["户编号", "户主姓名"])
        for number in range(10_000):
            sheet.append([number, f"{chance.random():.16f}{chance.random():.16f}"])
    book.save(path)
    assert path.stat().st_size > LARGE
    return path


def test_it_has_the_same_sheets_each_time_it_is_asked_for(large: Path):
    ahead, own = Ahead(large.parent), [(sheet.name, sheet.rows) for sheet in read_sheets(large)]
    assert [(sheet.name, sheet.rows) for sheet in ahead.sheets(large)] == own
    assert [(sheet.name, sheet.rows) for sheet in ahead.sheets(large)] == own


def test_others_are_read_in_their_turn(large: Path):
    other = large.with_name("村.csv")
    other.write_text("村,户数\n丰乐,2\n", encoding="utf-8")
    assert [sheet.rows[1] for sheet in Ahead(large.parent).sheets(other)] == [["丰乐", "2"]]


def test_a_damaged_one_is_named_when_it_is_asked_for(large: Path, tmp_path: Path):
    path = tmp_path / "户.xlsx"
    path.write_bytes(large.read_bytes()[:-9_000])
    ahead = Ahead(tmp_path)
    with pytest.raises(DocgenError) as refused:
        list(ahead.sheets(path))
    with pytest.raises(DocgenError) as usual:
        list(read_sheets(path))
    assert str(refused.value) == str(usual.value)


def test_what_is_no_data_is_not_read_ahead(large: Path, tmp_path: Path):
    hidden = tmp_path / ".旧" / "户.xlsx"
    hidden.parent.mkdir()
    hidden.write_bytes(large.read_bytes())
    before = threading.active_count()
    Ahead(tmp_path)
    assert threading.active_count() == before


def test_sheets_before_a_damaged_one_are_handed_out(large: Path, tmp_path: Path):
    """So that what is wrong with them is told too."""
    path = tmp_path / "户.xlsx"
    with zipfile.ZipFile(large) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            data = source.read(name)
            copy.writestr(name, data.replace(b"<v>", b'<v x="') if name.endswith("sheet2.xml") else data)

    def names(sheets: Iterator[Sheet]) -> Iterator[str]:
        with suppress(DocgenError):
            yield from (sheet.name for sheet in sheets)

    assert list(names(Ahead(tmp_path).sheets(path))) == list(names(read_sheets(path)))


@pytest.mark.parametrize("folder", ["", "gone"])
def test_where_no_large_one_lies_none_is_read_ahead(large: Path, tmp_path: Path, folder: str):
    before = threading.active_count()
    ahead = Ahead(tmp_path / folder)
    assert threading.active_count() == before
    assert [sheet.name for sheet in ahead.sheets(large)] == ["户", "户2"]
