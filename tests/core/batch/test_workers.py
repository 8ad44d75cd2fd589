"""Print files made in other processes: the same bytes, the same problems, whatever becomes of a worker."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest
from docx import Document

from docgen.batch.workers import Made, print_file
from docgen.processes.pool import Pool
from docgen.render import Compiled, compile_template

FILES = [[{"名": f"第{number}号文件第{row}户"} for row in range(60)] for number in range(12)]
LACKING = [[{"名": "甲"}, {}, {"名": "丙\x01"}], [{}]]


@pytest.fixture
def template(tmp_path: Path) -> Compiled:
    document = Document()
    document.add_paragraph("致{{ 名 }}")
    document.save(str(tmp_path / "信.docx"))
    return compile_template(tmp_path / "信.docx")


def here(template: Compiled, files: list) -> list[Made]:
    return [print_file(contexts, (template, None)) for contexts in files]


def made_in(jobs: int, template: Compiled, files: list) -> Iterator[Made]:
    return (made for _, made in Pool(print_file, (template, None), jobs).map(enumerate(files)))


def workers() -> set[int]:
    """The workers that this process has started, and not what else Python starts to look after them."""
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return {int(pid) for task in tasks for pid in task.read_text().split() if b"spawn_main" in command_of(pid)}


def command_of(pid: str) -> bytes:
    """The command line of a process; nothing when it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_files_and_problems_are_the_same_in_any_number_of_processes(template, jobs):
    files = [*FILES, *LACKING]
    made = list(made_in(jobs, template, files))
    assert made == here(template, files)
    assert [each.data is None for each in made] == [False] * 13 + [True]
    assert made[-2].taken == [0, 2]
    assert "名" in str(made[-2].errors[1][0])
    assert [number for number, _ in made[-2].notes] == [2]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="tells processes by /proc")
@pytest.mark.slow
def test_a_worker_that_is_killed_takes_nothing_with_it(template):
    def kill() -> None:
        for _ in range(3):
            time.sleep(0.6)
            for pid in sorted(workers())[:2]:
                os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    made = list(made_in(2, template, FILES * 20))
    killer.join()
    assert made == here(template, FILES) * 20


def test_nothing_is_left_running(template):
    if not Path("/proc/self/task").exists():
        pytest.skip("tells processes by /proc")
    next(made_in(2, template, FILES))
    end = time.monotonic() + 20
    while workers() and time.monotonic() < end:
        time.sleep(0.1)
    assert not workers()


def test_where_no_process_can_be_started_all_is_done_here(template, monkeypatch):
    monkeypatch.setattr("multiprocessing.spawn._python_exe", b"/bin/false")
    assert list(made_in(2, template, FILES * 4)) == here(template, FILES) * 4


def _fails(piece: int, tools: None) -> int:
    if piece == 3:
        raise ZeroDivisionError("the third")
    return piece


def test_a_bug_in_a_worker_is_told_with_its_place():
    made = Pool(_fails, None, 2).map((number, number) for number in range(9))
    assert [key for key, _ in islice(made, 3)] == [0, 1, 2]
    with pytest.raises(ZeroDivisionError, match="the third") as error:
        next(made)
    assert "in _fails" in "".join(error.value.__notes__)


def test_pieces_and_results_of_megabytes_go_both_ways():
    pieces = [bytes([number]) * 3_000_000 for number in range(12)]
    assert [made for _, made in Pool(_twice, None, 2).map(enumerate(pieces))] == [each * 2 for each in pieces]


def _twice(piece: bytes, tools: None) -> bytes:
    return piece * 2
