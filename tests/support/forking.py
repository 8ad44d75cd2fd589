"""Runs of docgen in processes of their own that start at once, since all is loaded before they fork; they can be killed
at any moment, or at their n-th step on the disk."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
STEPS = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "sqlite3.connect"}


class Run:
    """A run that was started; `said` is the file that holds what it says."""

    def __init__(self, forks: Forks, pid: int, said: Path) -> None:
        self.forks, self.pid, self.said = forks, pid, said

    def wait(self) -> int:
        """Its exit code; minus the signal that killed it."""
        return int(self.forks.ask(wait=self.pid)["code"])

    def goes(self) -> bool:
        """Whether it has not come to its end yet."""
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"

    def workers(self) -> list[int]:
        """The processes that it has started for its work."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/children")
        pids = [int(pid) for task in tasks for pid in task.read_text().split()]
        return [pid for pid in pids if b"spawn_main" in _command(pid)]


def _command(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


class Forks:
    """Starts runs of docgen."""

    def __init__(self, server: subprocess.Popen[str], folder: Path) -> None:
        self.server, self.folder, self.number = server, folder, 0

    def start(
        self,
        *argv: object,
        step: int = 0,
        processes: bool = False,
        full: int = 0,
        full_from: int = 0,
        fault: tuple[str, object] = ("", ""),
    ) -> Run:
        """Start a run. It is killed before its step of this number; with `processes` it does its work in others, though
        there is little; no file may become larger than `full`; the disk is full `from` its step of this number; `fault`
        is what it meets at which file (file_faults)."""
        self.number += 1
        said = self.folder / f"said-{self.number}"
        how = {"step": step, "processes": processes, "full": full, "full_from": full_from}
        words, met = [str(word) for word in argv], [str(word) for word in fault]
        begun = self.ask(argv=words, fault=met, said=str(said), **how)
        return Run(self, begun["pid"], said)

    def run(self, *argv: object, **how: Any) -> tuple[int, str]:
        """Its exit code, and what it said."""
        run = self.start(*argv, **how)
        return run.wait(), run.said.read_text(encoding="utf-8")

    def run_within(self, seconds: float, *argv: object, **how: Any) -> tuple[int | None, str]:
        """Its exit code, and what it said; no code for a run that is not at its end by then, and is killed."""
        run = self.start(*argv, **how)
        end = time.monotonic() + seconds
        while run.goes() and time.monotonic() < end:
            time.sleep(0.005)
        waits = run.goes()
        if waits:
            os.kill(run.pid, signal.SIGKILL)
        code = run.wait()
        return None if waits else code, run.said.read_text(encoding="utf-8")

    def killed(self, *argv: object, after: float, **how: Any) -> int:
        """Kill a run so many seconds after its start; gives its exit code."""
        run = self.start(*argv, **how)
        time.sleep(after)
        with suppress(ProcessLookupError):
            os.kill(run.pid, signal.SIGKILL)
        return run.wait()

    def ask(self, **what: Any) -> dict[str, Any]:
        """Have the server do something."""
        assert self.server.stdin
        assert self.server.stdout
        self.server.stdin.write(json.dumps(what) + "\n")
        self.server.stdin.flush()
        answer: dict[str, Any] = json.loads(self.server.stdout.readline())
        return answer


@contextmanager
def forking(folder: Path) -> Iterator[Forks]:
    """What starts runs; what they say goes into the folder."""
    own = {"DOCGEN_STATE_DIR": str(folder / "state"), "DOCGEN_CONFIG_DIR": str(folder / "config"), "DOCGEN_LANG": "en"}
    env = {**os.environ, **own}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, __file__], env=env, text=True, **pipes) as server:
        try:
            yield Forks(server, folder)
        finally:
            assert server.stdin
            server.stdin.close()


# -- the server --


def _serve() -> None:
    from docgen import cli

    for name in ("docgen.batch.packs.overview", "docgen.commands.packs", "docgen.records", "docgen_plugins.letter"):
        import_module(name)
    for line in sys.stdin:
        what = json.loads(line)
        if "wait" in what:
            answer = {"code": os.waitstatus_to_exitcode(os.waitpid(what["wait"], 0)[1])}
        else:
            sys.stdout.flush()
            answer = {"pid": os.fork()}
            if not answer["pid"]:
                _be_the_run(cli.run, **what)
        print(json.dumps(answer), flush=True)


def _be_the_run(
    run: Any, argv: list[str], step: int, processes: bool, full: int, full_from: int, fault: list[str], said: str
) -> None:
    from file_faults import inject

    from docgen.batch import workers

    os.setpgid(0, 0)
    place = os.open(said, os.O_WRONLY | os.O_CREAT, 0o666)
    os.dup2(place, 1)
    os.dup2(place, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    code = 70
    try:
        if processes:
            workers.WORTH = 0
        if full:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (full, full))
        inject(*fault)
        counted = _Steps(step, full_from)
        sys.addaudithook(counted)
        code = run(argv)
        print(f"{counted.number} steps")
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


NEED_ROOM = {"os.rename", "os.mkdir", "os.link", "open"}


class _Steps:
    """Counts steps on the disk; kills this process before the one of the number `last`. From the one of the number
    `full_from` there is no room left for what needs some below the workspace."""

    def __init__(self, last: int, full_from: int) -> None:
        self.number, self.last, self.full_from = 0, last, full_from

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if event in STEPS or (event == "open" and isinstance(args[2], int) and args[2] & WRITING):
            self.number += 1
            if self.number == self.last:
                os.kill(os.getpid(), signal.SIGKILL)
            if self.full_from and self.number >= self.full_from and event in NEED_ROOM:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


if __name__ == "__main__":
    _serve()
