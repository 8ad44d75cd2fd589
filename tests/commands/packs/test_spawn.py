"""Workers are started as Windows starts them, however docgen was started and wherever it lies."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from own_forms import Forms
from print_room import office

from docgen.batch.workers import WORTH
from docgen.processes.pool import _SPAWN

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="tells processes by /proc")


def children(pid: int) -> set[bytes]:
    """The command lines of the processes that a process has started."""
    found = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in task.read_text().split():
                found.add(child.encode() + b" " + Path(f"/proc/{child}/cmdline").read_bytes())
    return found


def test_nothing_is_taken_over_by_a_fork():
    assert _SPAWN.get_start_method() == "spawn"


def ran(command: list[str], workspace: Path, environment: dict[str, str]) -> tuple[str, set[bytes]]:
    """What a command said that went well with two workers, and their command lines."""
    said = workspace.parent / "said"
    with said.open("wb") as file:
        run = subprocess.Popen(command, cwd=workspace, env=environment, stdout=file, stderr=subprocess.STDOUT)
        workers: set[bytes] = set()
        while run.poll() is None:
            workers |= {child for child in children(run.pid) if b"spawn_main" in child}
            time.sleep(0.01)
    text = said.read_bytes().decode("gbk")
    assert run.returncode == 0, text
    assert "Traceback" not in text
    assert len({worker.split()[0] for worker in workers}) == 2
    return text, workers


@pytest.mark.parametrize("script", [False, True], ids=["python -m docgen", "docgen"])
def test_letters_are_made_in_two_processes(tmp_path: Path, script: bool):
    place = tmp_path / "程序 目录"
    place.mkdir()
    (place / "环境").symlink_to(sys.prefix, target_is_directory=True)
    python = place / "环境" / Path(sys.executable).relative_to(sys.prefix)
    if script and not python.with_name("docgen").is_file():
        pytest.skip("docgen is not installed here")
    workspace = office(tmp_path / "工作 文件夹", 丰乐社区=WORTH // 2 + 100, 长寿社区=WORTH // 2 + 100).write()
    start = [str(python), *([str(python.with_name("docgen"))] if script else ["-m", "docgen"])]
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0", "DOCGEN_LANG": "zh"}
    text, workers = ran([*start, "letter", "--jobs", "2"], workspace, environment)
    assert all("程序 目录".encode() in worker for worker in workers)
    assert f"共{WORTH + 200}行，已生成{WORTH + 200}行" in text
    made = list((workspace / "out" / "公开信").glob("*/*/*批_*-*.docx"))
    assert len(made) == 2 * -(-(WORTH // 2 + 100) // 500)


def test_a_form_is_printed_in_two_processes(docgen, tmp_path: Path):
    """What they print with is a class that no module has."""
    forms = Forms(docgen, office(tmp_path / "工作 文件夹", 丰乐社区=WORTH // 2 + 100, 长寿社区=WORTH // 2 + 100))
    forms.put("门牌", 'access = "受限"\neach = "户"\ntogether = true\nfilename = "门牌/{{ 社区 }}"', "{{ 地址 }}")
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0", "DOCGEN_LANG": "zh"}
    command = [sys.executable, "-m", "docgen", "门牌", "--jobs", "2"]
    text, _ = ran(command, forms.workspace, environment)
    made = forms.made()
    assert {path.partition("/")[0] for path in made} == {"门牌"}, text
    assert sum(len([line for line in lines if line.endswith("号")]) for lines in made.values()) == WORTH + 200
