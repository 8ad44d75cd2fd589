"""Workbooks of 100,000 rows: reading and checking every cell, and marking a few hundred, against openpyxl; text files
of up to a million rows, read row by row.

As a program, workbooks.py read FOLDER or workbooks.py stream FILE, it is the process that is measured.
"""

import csv
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
from measure import Figure, Worker, measure, table

from docgen.plugin.manager import load_packages
from docgen.plugin.package import built_in_packages
from docgen.problems import Severity
from docgen.tables import Reading, read_folder
from docgen.tables.annotate import Remark, annotated
from docgen.tables.read import read_rows

ROWS = 100_000
ROUNDS = 3
HEADERS = "户编号 乡镇(街道) 社区 小组 地址 户主姓名 家庭人口 党员户 联系电话 备注".split()
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马胡朱郭何"
MARKED = 500
STREAMED = (10_000, 100_000, 1_000_000)
FLAT = 1.2
"""How much more a row may cost among many than among few."""


def report(folder: Path, rounds: int) -> str:
    data = folder / "data"
    data.mkdir()
    roll = _roll(data / "户.xlsx")
    tables = _tables()
    reading = [
        Figure("openpyxl, read-only, bare", lambda: _seconds(lambda: _bare(roll)), "s"),
        Figure("docgen, marks and all", lambda: _seconds(lambda: _read(data, tables)), "s", share=1 / 3),
    ]
    remarks = [Remark("户", row, "F", Severity.ERROR, "户主姓名：重复") for row in range(2, ROWS, ROWS // MARKED)]
    marking = [
        Figure("openpyxl, load and save", lambda: _seconds(lambda: _loaded_and_saved(roll, folder)), "s"),
        Figure(f"docgen, {MARKED} cells", lambda: _seconds(lambda: annotated(roll, remarks)), "s", share=1 / 10),
    ]
    memory = Figure("docgen, the whole process", limit=400, unit="MB")
    memory.samples.append(_peak_of("read", data))
    for figures in (reading, marking):
        measure(figures, min(rounds, ROUNDS))
    return "\n".join(
        [
            table("A roll of 100,000 rows and 10 columns: reading; CPU", reading, reading[0]),
            table("The same roll: most memory", [memory]),
            table("The same roll: marking problems; CPU", marking, marking[0]),
            *_streams(folder, min(rounds, ROUNDS)),
        ]
    )


def _streams(folder: Path, rounds: int) -> Iterator[str]:
    files = {count: _text_roll(folder / f"户{count}.csv", count) for count in STREAMED}
    speed = [
        Figure(f"{n:,} rows", _a_row(path, n), share=FLAT if n > STREAMED[0] else None) for n, path in files.items()
    ]
    memory = [Figure(f"{n:,} rows", limit=400, unit="MB") for n in files]
    for figure, path in zip(memory, files.values(), strict=True):
        figure.samples.append(_peak_of("stream", path))
    measure(speed, rounds)
    yield table("A roll as .csv, row by row: CPU a row", speed, speed[0])
    yield table("The same: most memory", memory)


def _a_row(path: Path, count: int) -> Callable[[], float]:
    return lambda: _seconds(lambda: _stream(path, count)) / count * 1e6


def _stream(path: Path, count: int) -> None:
    reading = Reading()
    rows = sum(1 for _ in read_rows(path, _tables(), 2013, reading))
    if rows != count or reading.problems or reading.broken:
        raise SystemExit(f"the roll was not read: {rows} rows, {reading.problems[:1]}{reading.broken[:1]}")


def _peak_of(what: str, path: Path) -> float:
    worker = Worker([sys.executable, __file__, what, path])
    worker.close()
    return float(json.loads(worker.first_line))


def _tables() -> list[Any]:
    return [record.item.__table__ for record in load_packages(built_in_packages()).registry.records.values()]


def _seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _roll(path: Path) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("户")
    sheet.append(HEADERS)
    for row in _households(ROWS):
        sheet.append(row)
    book.save(path)
    return path


def _text_roll(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADERS, *_households(count)])
    return path


def _households(count: int) -> Iterator[list[Any]]:
    for number in range(count):
        name = SURNAMES[number % 17] + SURNAMES[number % 13]
        place = [f"{number:06}", "石羊镇", "丰乐社区", f"{number % 9 + 1}组", f"永丰路{number % 89 + 1}号"]
        yield [*place, name, number % 5 + 1, "是" if number % 7 == 0 else "否", "", ""]


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


def main(what: str, path: Path) -> None:
    if what == "read":
        _read(path, _tables())
    else:
        _stream(path, sum(1 for _ in path.open(encoding="utf-8")) - 1)
    print(json.dumps(_peak()), flush=True)


def _peak() -> float:
    """Most megabytes of this process; getrusage would count those of the one that started it."""
    with suppress(OSError):
        (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
