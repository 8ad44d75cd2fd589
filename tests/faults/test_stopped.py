"""What stops a run that nobody kills: Ctrl-C, a full disk, a folder that may not be written, another run."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from print_room import not_whole, office, standing

from docgen.batch.folders import UNDER_WAY

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="starts runs by fork")

PLACES = {f"第{number}社区": 3 for number in range(1, 21)}


@pytest.fixture(scope="module")
def workspace(memory) -> Path:
    return office(memory / "stopped", **PLACES).write()


@pytest.fixture(scope="module")
def expected(forks, workspace) -> dict[str, bytes]:
    """What a run makes that nobody stops."""
    code, said = forks.run("-w", workspace, "letter", "-q")
    assert code == 0, said
    return standing(workspace / "out")


@pytest.fixture(autouse=True)
def nothing_made(workspace, expected) -> None:
    for name in ("out", ".docgen"):
        shutil.rmtree(workspace / name, ignore_errors=True)


def goes_on(forks, workspace: Path, expected: dict[str, bytes], *words: str) -> None:
    assert not_whole(workspace / "out") == []
    assert not (workspace / "out" / UNDER_WAY).exists()
    code, said = forks.run("-w", workspace, "letter", *words)
    assert code == 0, said
    assert standing(workspace / "out") == expected


@pytest.mark.slow
class TestCtrlC:
    @pytest.mark.parametrize("processes", [False, True])
    def test_it_says_how_to_go_on_and_leaves_nothing_behind(self, forks, workspace, expected, processes):
        """The signal reaches the workers too, as on a terminal."""
        chance, stopped = random.Random(3), 0
        for _ in range(4 if processes else 8):
            run = forks.start("-w", workspace, "letter", "--jobs", 2, "--again", processes=processes)
            time.sleep(chance.uniform(0.1, 2.0 if processes else 0.6))
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGINT)
            code, said = run.wait(), run.said.read_text(encoding="utf-8")
            assert "Traceback" not in said, said
            if code:
                stopped += 1
                assert (code, "stopped" in said) == (1, True), said
                assert "docgen runs resume" in said or not (workspace / "out").exists(), said
            assert not_whole(workspace / "out") == []
            assert not (workspace / "out" / UNDER_WAY).exists()
        assert stopped
        goes_on(forks, workspace, expected)


@contextmanager
def disk(folder: Path, size: str) -> Iterator[Path]:
    """A small disk of its own. Skips the test for who may not mount one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if not sys.platform.startswith("linux") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


class TestDiskFull:
    @pytest.mark.parametrize("size", ["150k", "400k"])
    def test_what_is_published_is_whole_and_the_rest_is_made_when_there_is_room(
        self, forks, workspace, expected, tmp_path, size
    ):
        with disk(tmp_path / "disk", size) as small:
            code, said = forks.run("-w", workspace, "letter", "--out", small)
            assert code == 1
            assert "the disk is full" in said
            assert "Free some room" in said
            assert "Traceback" not in said
            assert not_whole(small) == []
            assert not (small / UNDER_WAY).exists()
            subprocess.run(["mount", "-o", "remount,size=20m", str(small)], check=True)
            code, said = forks.run("-w", workspace, "letter", "--out", small)
            assert code == 0, said
            assert standing(small) == expected

    def test_the_whole_workspace_lies_on_the_full_disk(self, forks, workspace, expected, tmp_path):
        with disk(tmp_path / "disk", "500k") as small:
            own = small / "own"
            shutil.copytree(workspace, own)
            code, said = forks.run("-w", own, "letter")
            assert code == 1, said
            assert "Traceback" not in said
            assert "full" in said
            assert "Delete this file" not in said
            assert not_whole(own / "out") == []
            subprocess.run(["mount", "-o", "remount,size=20m", str(small)], check=True)
            goes_on(forks, own, expected)

    def test_no_file_may_become_so_large(self, forks, workspace, expected):
        code, said = forks.run("-w", workspace, "letter", full=20_000)
        assert code == 1
        assert "Traceback" not in said
        assert "cannot be" in said
        goes_on(forks, workspace, expected)


class TestPermission:
    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        """A run of somebody who may not do everything."""
        argv = [sys.executable, "-m", "docgen", *map(str, words)]
        if os.getuid() == 0:
            if not shutil.which("setpriv"):
                pytest.skip("nothing is denied to root")
            argv = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *argv]
        env = {**os.environ, "DOCGEN_LANG": "en"}
        return subprocess.run(argv, capture_output=True, text=True, env=env, check=False)

    def test_a_folder_that_may_not_be_written(self, forks, workspace, expected):
        forks.run("-w", workspace, "letter", "-q")
        out = workspace / "out"
        (out / "公开信" / "04-石羊镇").chmod(0o555)
        try:
            done = self.run("-w", workspace, "letter", "--again", "--sides", 2)
        finally:
            (out / "公开信" / "04-石羊镇").chmod(0o755)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "cannot be written" in done.stdout + done.stderr
        assert {name: data for name, data in standing(out).items() if "石羊镇" in name} == {
            name: data for name, data in expected.items() if "石羊镇" in name
        }
        assert not_whole(out) == []

    @pytest.mark.parametrize("name", ["out", ".docgen"])
    def test_a_folder_of_docgen_that_may_not_be_written(self, forks, workspace, expected, name):
        (workspace / name).mkdir()
        (workspace / name).chmod(0o555)
        try:
            done = self.run("-w", workspace, "letter")
        finally:
            (workspace / name).chmod(0o755)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr, done.stderr
        assert "cannot be" in done.stdout + done.stderr
        goes_on(forks, workspace, expected)


@pytest.mark.slow
class TestTwoRuns:
    def test_the_second_is_told_at_once_who_runs_and_the_first_goes_on(self, forks, workspace, expected):
        first = forks.start("-w", workspace, "letter", processes=True)
        lock = workspace / ".docgen" / "run.lock"
        while not lock.exists():
            time.sleep(0.01)
        time.sleep(0.2)
        begun = time.monotonic()
        code, said = forks.run("-w", workspace, "letter", "石羊镇")
        if code == 0:
            pytest.skip("the first one was too quick")
        assert code == 1
        assert time.monotonic() - begun < 5
        assert f"docgen -w {workspace} letter" in said
        assert f"(process {first.pid})" in said
        assert first.wait() == 0, first.said.read_text(encoding="utf-8")
        assert standing(workspace / "out") == expected

    def test_the_lock_of_a_run_that_was_killed_keeps_nobody_out(self, forks, workspace, expected):
        assert forks.killed("-w", workspace, "letter", after=0.4) in (0, -signal.SIGKILL)
        goes_on_after_kill = forks.run("-w", workspace, "letter")
        assert goes_on_after_kill[0] == 0, goes_on_after_kill[1]
        assert standing(workspace / "out") == expected

    def test_who_only_asks_does_not_wait(self, forks, workspace):
        first = forks.start("-w", workspace, "letter", processes=True)
        code, said = forks.run("-w", workspace, "letter", "--dry-run")
        assert code == 0, said
        assert first.wait() == 0
