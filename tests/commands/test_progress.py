"""How far a run is: nothing for a moment's work, lines in a log, a bar on a terminal."""

import io
import sys

import pytest

from docgen.commands import progress as module
from docgen.commands.progress import progress


class Clock:
    """A clock that a test sets."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """What takes a terminal's output."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(module, "time", made)
    return made


def work(clock: Clock, rows: int, seconds: float, *, quiet: bool = False) -> None:
    with progress(rows, quiet=quiet) as step:
        for _ in range(rows):
            clock.now += seconds
            step()


def test_in_a_log_a_line_is_written_now_and_then_with_the_time_left(clock, capsys):
    work(clock, 100, 0.3)
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "34 of 100, 3 a second, 0.3 minutes left",
        "68 of 100, 3 a second, 0.2 minutes left",
    ]


@pytest.mark.parametrize(("rows", "quiet"), [(30, False), (1000, True)], ids=["a moment", "quiet"])
def test_nothing_is_said_of_a_moments_work_or_when_told(clock, capsys, rows, quiet):
    work(clock, rows, 0.3, quiet=quiet)
    assert capsys.readouterr().err == ""


def test_on_a_terminal_there_is_a_bar_once_a_moment_has_passed(clock, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    for seconds, shown in ((0.001, False), (0.1, True)):
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        work(clock, 50, seconds)
        assert ("a second" in terminal.getvalue()) is shown
    assert "50/50" in terminal.getvalue() or "/50" in terminal.getvalue()
