"""The register: one document one number, no gap, no repeat, also between processes and after a kill."""

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from docgen.problems import DocgenError, FileLine
from docgen.register import Entry, Register

SERIES = "信息专报"
PROCESSES, DOCUMENTS = 8, 5


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "register.sqlite")


def allot(register: Register, document: str, year: int = 2013, series: str = SERIES) -> int:
    return register.allot(series, document, year=year, title=f"{document}的专报").number


# -- allotting --


def test_numbers_follow_each_other_from_one(register: Register):
    assert [allot(register, document) for document in ("第1周", "第2周", "第3周")] == [1, 2, 3]
    assert register.next_number(SERIES, 2013) == 4


def test_a_document_keeps_its_number_however_often_it_is_asked_for(register: Register):
    first = register.allot(SERIES, "第1周", year=2013, title="专报", day=date(2013, 11, 8))
    allot(register, "第2周")
    again = Register(register.path).allot(SERIES, "第1周", year=2013, title="另一标题", day=date(2013, 12, 1))
    assert again == first == Entry(SERIES, 2013, 1, "第1周", "专报", date(2013, 11, 8))
    assert register.find(SERIES, "第1周") == first
    assert len(register.entries()) == 2


def test_each_series_and_each_year_counts_for_itself(register: Register):
    given = [
        allot(register, "第1周"),
        allot(register, "第1周", series="公告"),
        allot(register, "第60周", year=2014),
        allot(register, "第2周"),
    ]
    assert given == [1, 1, 1, 2]
    assert [(e.series, e.year, e.number) for e in register.entries(SERIES)] == [
        (SERIES, 2013, 1),
        (SERIES, 2013, 2),
        (SERIES, 2014, 1),
    ]


def test_a_name_with_any_signs_is_kept_as_it_is(register: Register):
    document = "2013-11-16..2013-11-22'; DROP TABLE entry; --"
    assert allot(register, document) == allot(register, document) == 1
    assert register.entries()[0].document == document


# -- void numbers --


def test_a_void_number_never_comes_back_and_its_document_gets_a_new_one(register: Register):
    for document in ("第1周", "第2周"):
        allot(register, document)
    assert register.void(SERIES, 2, 2013, "内容有误").void == "内容有误"
    assert register.find(SERIES, "第2周") is None
    assert register.next_number(SERIES, 2013) == 3
    assert allot(register, "第2周") == 3
    found = register.find(SERIES, "第2周")
    assert found is not None
    assert found.number == 3
    assert [(entry.number, entry.void) for entry in register.entries()] == [(1, None), (2, "内容有误"), (3, None)]


def test_a_document_can_be_voided_again_and_again(register: Register):
    for number in (1, 2, 3):
        assert allot(register, "第1周") == number
        register.void(SERIES, number, 2013, "重印")
    assert register.next_number(SERIES, 2013) == 4


def test_a_void_number_is_still_shown_when_it_is_asked_for(register: Register):
    allot(register, "第1周")
    register.void(SERIES, 1, 2013, "重印")
    found = register.numbered(SERIES, 1, 2013)
    assert found is not None
    assert (found.document, found.void) == ("第1周", "重印")


@pytest.mark.parametrize(("number", "year"), [(1, 2013), (2, 2013), (2, 2014)], ids=["void already", "none", "year"])
def test_a_number_that_is_not_in_use_cannot_be_voided(register: Register, number: int, year: int):
    allot(register, "第1周")
    register.void(SERIES, 1, 2013, "第一个原因")
    before = register.entries()
    with pytest.raises(DocgenError) as caught:
        register.void(SERIES, number, year, "另一个原因")
    assert f"{year}年第{number}号" in caught.value.text.zh
    assert register.entries() == before


# -- several processes, and kills --

WORKER = """
import sys, time
from pathlib import Path
from docgen.register import Register
folder, name, documents = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
register = Register(folder / "register.sqlite")
(folder / f"{name}.ready").touch()
while not (folder / "go").exists():
    time.sleep(0.001)
for n in range(documents):
    for document in (f"{name}-{n}", "所有人的文件"):
        print(register.allot("信息专报", document, year=2013, title="专报").number, flush=True)
"""


def worker(folder: Path, name: str, documents: int) -> subprocess.Popen[str]:
    """A process that allots numbers as soon as there is a file `go`."""
    command = [sys.executable, "-c", WORKER, str(folder), name, str(documents)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(folder: Path, names: list[str]) -> None:
    end = time.monotonic() + 20
    while not all((folder / f"{name}.ready").exists() for name in names):
        assert time.monotonic() < end, "a process did not start"
        time.sleep(0.005)


def test_processes_that_allot_at_once_get_different_numbers_without_a_gap(register: Register, tmp_path: Path):
    names = [f"进程{n}" for n in range(PROCESSES)]
    started = [worker(tmp_path, name, DOCUMENTS) for name in names]
    wait_for(tmp_path, names)
    (tmp_path / "go").touch()
    outputs = [process.communicate(timeout=30) for process in started]
    assert [error for _, error in outputs] == [""] * PROCESSES
    entries = register.entries()
    assert [entry.number for entry in entries] == list(range(1, PROCESSES * DOCUMENTS + 2))
    assert len({entry.document for entry in entries}) == len(entries)
    shared = register.find(SERIES, "所有人的文件")
    assert shared is not None
    for name, (output, _) in zip(names, outputs, strict=True):
        printed = [int(line) for line in output.split()]
        assert printed[0::2] == [e.number for e in entries if e.document.startswith(f"{name}-")]
        assert set(printed[1::2]) == {shared.number}


def test_a_killed_process_leaves_no_gap_and_takes_no_number_back(register: Register, tmp_path: Path):
    chance = random.Random(20131122)
    (tmp_path / "go").touch()
    for n in range(6):
        process = worker(tmp_path, f"进程{n}", 100_000)
        assert process.stdout is not None
        told = [int(process.stdout.readline())]
        time.sleep(chance.uniform(0, 0.03))
        process.kill()
        told += [int(line) for line in process.stdout.read().split("\n")[:-1]]
        process.communicate()
        number = allot(register, f"第{n}次以后")
        assert number > max(told)
        assert [entry.number for entry in register.entries()] == list(range(1, number + 1))


def test_a_register_is_read_after_a_kill_in_the_middle_of_a_write(register: Register, tmp_path: Path):
    for n in range(300):
        register.allot(SERIES, f"第{n}周", year=2013, title="题" * 400)
    before = register.entries()
    with closing(sqlite3.connect(register.path, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size=2")  # so that pages reach the file before the commit
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE entry SET title = title || 'x'")
        shutil.copytree(tmp_path, tmp_path / "killed")
        writer.execute("ROLLBACK")
    left = tmp_path / "killed" / "register.sqlite"
    names = {path.name for path in left.parent.iterdir()}
    assert names == {".docgen", "register.sqlite", "register.sqlite-journal"}
    assert Register(left).entries() == before
    assert allot(Register(left), "第300周") == 301


# -- files --


def test_an_empty_file_is_an_empty_register(register: Register):
    register.path.touch()
    assert register.entries() == []
    assert register.next_number(SERIES, 2013) == 1
    assert allot(register, "第1周") == 1


def test_reading_a_register_that_is_not_there_creates_nothing(register: Register, tmp_path: Path):
    assert register.entries() == []
    assert register.find(SERIES, "第1周") is None
    assert register.numbered(SERIES, 1, 2013) is None
    assert register.next_number(SERIES, 2013) == 1
    with pytest.raises(DocgenError):
        register.void(SERIES, 1, 2013, "误")
    assert list(tmp_path.iterdir()) == []


def test_a_register_lies_in_any_folder(tmp_path: Path):
    folder = tmp_path / "换届 100%?#工作"
    folder.mkdir()
    register = Register(folder / "register.sqlite")
    assert allot(register, "第1周") == 1
    assert register.next_number(SERIES, 2013) == 2
    assert sorted(path.name for path in folder.iterdir()) == [".docgen", "register.sqlite"]


def test_a_broken_file_is_named_and_left_as_it_is(register: Register):
    register.path.write_bytes(b"this is not a database " * 400)
    before = register.path.read_bytes()
    for use in (register.entries, lambda: register.find(SERIES, "第1周"), lambda: allot(register, "第1周")):
        with pytest.raises(DocgenError) as caught:
            use()
        assert caught.value.where == FileLine("register.sqlite")
        assert caught.value.hint is not None
    assert register.path.read_bytes() == before


def test_another_database_in_its_place_is_named(register: Register):
    with sqlite3.connect(register.path) as db:
        db.execute("CREATE TABLE entry (name TEXT)")
    db.close()
    with pytest.raises(DocgenError) as caught:
        register.entries()
    assert caught.value.where == FileLine("register.sqlite")


def test_a_register_that_is_locked_for_a_moment_is_waited_for(register: Register):
    allot(register, "第1周")
    holder = sqlite3.connect(register.path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN EXCLUSIVE")
    with subprocess.Popen(
        [sys.executable, "-c", WORKER, str(register.path.parent), "后来者", "1"], stdout=subprocess.PIPE, text=True
    ) as process:
        (register.path.parent / "go").touch()
        wait_for(register.path.parent, ["后来者"])
        time.sleep(0.2)
        holder.execute("COMMIT")
        holder.close()
        assert process.communicate(timeout=30)[0].split() == ["2", "3"]
