"""Workbooks of 100,000 rows: reading and checking every cell, and marking a few hundred, against openpyxl."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from measure import Figure, table

from docgen.plugin.manager import load_plugins
from docgen.problems import Severity
from docgen.tables import read_folder
from docgen.tables.annotate import Remark, annotated

ROWS = 100_000
ROUNDS = 3
HEADERS = "户编号 乡镇(街道) 社区 小组 地址 户主姓名 家庭人口 党员户 联系电话 备注".split()
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马胡朱郭何"
MARKED = 500


def report(folder: Path, rounds: int) -> str:
    data = folder / "data"
    data.mkdir()
    roll = _roll(data / "户.xlsx")
    tables = [record.item.__table__ for record in load_plugins().registry.records.values()]
    reading = [
        Figure("openpyxl, read-only, bare", lambda: _seconds(lambda: _bare(roll)), "s"),
        Figure("docgen, marks and all", lambda: _seconds(lambda: _read(data, tables)), "s", share=1 / 3),
    ]
    remarks = [Remark("户", row, "F", Severity.ERROR, "户主姓名：重复") for row in range(2, ROWS, ROWS // MARKED)]
    marking = [
        Figure("openpyxl, load and save", lambda: _seconds(lambda: _loaded_and_saved(roll, folder)), "s"),
        Figure(f"docgen, {MARKED} cells", lambda: _seconds(lambda: annotated(roll, remarks)), "s", share=1 / 10),
    ]
    for figures in (reading, marking):
        for _ in range(min(rounds, ROUNDS)):
            for figure in figures:
                assert figure.sample is not None
                figure.samples.append(figure.sample())
    return "\n".join(
        [
            table("A roll of 100,000 rows and 10 columns: reading; CPU", reading, reading[0]),
            table("The same roll: marking problems; CPU", marking, marking[0]),
        ]
    )


def _seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _roll(path: Path) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("户")
    sheet.append(HEADERS)
    for number in range(ROWS):
        name = SURNAMES[number % 17] + SURNAMES[number % 13]
        place = [f"{number:06}", "石羊镇", "丰乐社区", f"{number % 9 + 1}组", f"永丰路{number % 89 + 1}号"]
        sheet.append([*place, name, number % 5 + 1, "是" if number % 7 == 0 else "否", "", ""])
    book.save(path)
    return path


def _bare(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        tuple(row)
    book.close()


def _read(folder: Path, tables: list[Any]) -> None:
    reading = read_folder(folder, tables, 2013)
    if len(reading.rows["户"]) != ROWS or reading.problems:
        raise SystemExit(f"the roll was not read: {reading.problems[:1]}")


def _loaded_and_saved(path: Path, folder: Path) -> None:
    openpyxl.load_workbook(path).save(folder / "copy.xlsx")
