"""Issuing, correcting, voiding and undoing are stopped before each of their writes: the next command that writes ends
them, one that reads says so, and one copy is in force and is there."""

import os
import re
import shutil
import signal
from pathlib import Path

import pytest
from desk import change
from offices import SMALL_OFFICE, copy_office, finish_week_3

from docgen.batch.begun import find_begun
from docgen.register import Register
from docgen.register.issued import digest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="starts runs by fork"),
]

ISSUE = ["bulletin", "week-3", "--issue"]
REISSUE = ["register", "reissue", "3", "--reason", "人次有误"]
VOID = ["register", "void", "信息专报", "3", "--reason", "误"]
UNDO = ["runs", "undo"]


@pytest.fixture(scope="module")
def before(memory, forks) -> dict[str, Path]:
    """The office before each of the commands."""
    drafted = copy_office(SMALL_OFFICE, memory / "drafted")
    finish_week_3(drafted)
    assert forks.run("-w", drafted, "bulletin", "week-3")[0] == 0
    issued = memory / "issued"
    shutil.copytree(drafted, issued)
    code, said = forks.run("-w", issued, *ISSUE)
    assert code == 0, said
    late = memory / "late"
    shutil.copytree(issued, late)
    visits = {1: 30, "合计": 35}  # the first visit, and the total
    change(late, "指导记录.xlsx", lambda row: {"人次": n} if (n := visits.get(row.get("序号"))) else {})
    return {"issue": drafted, "reissue": late, "void": issued, "undo": drafted}


COMMANDS = pytest.mark.parametrize(
    ("name", "argv"), [("issue", ISSUE), ("reissue", REISSUE), ("void", VOID), ("undo", UNDO)]
)


@COMMANDS
def test_on_a_full_disk_it_is_whole_or_half_done_and_ended_once_there_is_room(memory, forks, before, name, argv):
    work = memory / "work"
    steps = _steps(forks, before[name], work, argv)
    expected = _state(work)
    for step in range(1, steps + 1):
        _reset(before[name], work)
        code, said = forks.run("-w", work, *argv, full_from=step)
        assert "Traceback" not in said, (step, said)
        begun = find_begun(work / ".docgen")
        assert ("half done" in said) == bool(begun), (step, said)
        assert code == 1 or not begun, (step, said)
        assert forks.run("-w", work, "runs", "resume")[0] == 0, step
        assert not begun or _state(work) == expected, step
        _one_in_force(work, step)


@COMMANDS
def test_stopped_before_each_write_it_is_ended_by_the_next_command(memory, forks, before, name, argv):
    work = memory / "work"
    steps = _steps(forks, before[name], work, argv)
    expected = _state(work)
    half = 0
    for step in range(1, steps + 1):
        _reset(before[name], work)
        code, said = forks.run("-w", work, *argv, step=step)
        assert code == -signal.SIGKILL, said
        begun = find_begun(work / ".docgen")
        said = forks.run("-w", work, "register")[1]
        assert ("half done" in said) == bool(begun), (step, said)
        half += bool(begun)
        assert forks.run("-w", work, "runs", "resume")[0] == 0, step
        assert find_begun(work / ".docgen") == [], step
        if begun:
            assert _state(work) == expected, step
        _one_in_force(work, step)
    assert half > 3


def _steps(forks, before: Path, work: Path, argv: list[str]) -> int:
    _reset(before, work)
    code, said = forks.run("-w", work, *argv)
    assert code == 0, said
    return int(re.findall(r"(\d+) steps", said)[-1])


def _reset(before: Path, work: Path) -> None:
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(before, work)


def _state(work: Path) -> tuple[dict[str, str], list[object]]:
    """The documents below out/ where they belong, by path, and the register."""
    out = work / "out"
    files = {path.relative_to(out).as_posix(): digest(path.read_bytes()) for path in out.rglob("*.docx")}
    standing = {name: value for name, value in files.items() if not name.startswith("_")}
    return standing, list(Register(work / "register.sqlite").entries())


def _one_in_force(work: Path, step: int) -> None:
    issued = Register(work / "register.sqlite").issues.last("信息专报", 2013, 3)
    path = work / "out" / "信息专报" / "信息专报_第3期_2013-11-22.docx"
    if issued:
        assert path.exists(), step
        assert digest(path.read_bytes()) == issued.sha256, step
