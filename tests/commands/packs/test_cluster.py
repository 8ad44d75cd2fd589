"""Print packs made on a Dask cluster: the same bytes, whatever becomes of its workers."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dask_cluster import DaskCluster, dask_cluster
from print_room import Room, not_whole, office, standing

from docgen.batch.folders import UNDER_WAY, Folders

pytestmark = pytest.mark.slow

PLACES = {f"第{number:02}社区": 3 for number in range(1, 25)}
OTHER_VERSION = "import docgen; docgen.__version__ = '0.0.9'"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[DaskCluster]:
    with dask_cluster(tmp_path_factory.mktemp("cluster")) as made:
        yield made


@pytest.fixture
def room(docgen, tmp_path) -> Room:
    return Room(docgen, office(tmp_path / "换届", **PLACES))


@pytest.fixture
def expected(docgen, tmp_path) -> dict[str, bytes]:
    """What is made without a cluster."""
    alone = Room(docgen, office(tmp_path / "alone", **PLACES))
    alone.run()
    return standing(alone.out)


def test_files_have_the_same_bytes(room, expected, cluster):
    report = room.run("--cluster", cluster.address)
    assert standing(room.out) == expected
    assert (report["made"], report["failed"]) == (72, 0)


def test_a_cluster_of_this_machine(room, expected):
    room.run("--cluster", "local", "--jobs", 2)
    assert standing(room.out) == expected


def test_workers_may_have_several_threads(room, expected, tmp_path):
    with dask_cluster(tmp_path / "threads", workers=0) as cluster:
        cluster.worker("--nthreads", "4")
        cluster.ready(1)
        room.run("--cluster", cluster.address)
    assert standing(room.out) == expected


def test_a_household_that_fails_is_named_with_its_row_and_the_others_are_made(room, cluster):
    room.office.homes[4]["地址"] = "很长的地址" * 40
    report = room.run("--cluster", cluster.address, code=1)
    assert (report["made"], report["failed"]) == (71, 1)
    assert "row 6" in report["problems"][0]["record"]


def slowly(seconds: float) -> str:
    """Has a worker take so long for each print file; Dask may load this twice."""
    return f"""
import time, docgen.batch.packs.making as making
def slow(*args, whole=getattr(making.print_file, "whole", making.print_file)):
    time.sleep({seconds})
    return whole(*args)
slow.whole = slow.__kwdefaults__["whole"]
making.print_file = slow
"""


@contextmanager
def once(path: Path, do: Callable[[], object]) -> Iterator[None]:
    """Does something during the block, once there is something at the path."""

    def watch() -> None:
        end = time.monotonic() + 60
        while not path.exists() and time.monotonic() < end:
            time.sleep(0.01)
        do()

    thread = threading.Thread(target=watch)
    thread.start()
    yield
    thread.join()


def test_a_worker_that_is_killed_takes_nothing_with_it(room, expected, tmp_path):
    with dask_cluster(tmp_path / "cluster", preload=slowly(0.05)) as cluster:
        with once(room.folder("第02社区"), cluster.processes[1].kill):
            report = room.run("--cluster", cluster.address)
        assert cluster.processes[1].wait() == -signal.SIGKILL
    assert standing(room.out) == expected
    assert report["made"] == 72


def test_all_workers_are_killed_and_others_come(room, expected, tmp_path):
    """The tools that were sent are lost with them."""
    with dask_cluster(tmp_path / "cluster", preload=slowly(0.05)) as cluster:

        def replace() -> None:
            for process in cluster.processes[1:]:
                process.kill()
            cluster.worker()

        with once(room.folder("第02社区"), replace):
            room.run("--cluster", cluster.address)
    assert standing(room.out) == expected


TWICE = """
import threading, docgen.batch.packs.making as making
def make(job, tools, whole=getattr(making.make, "whole", making.make)):
    other = threading.Thread(target=whole, args=(job, tools))
    other.start()
    made = whole(job, tools)
    other.join()
    return made
make.whole = make.__defaults__[0]
making.make = make
"""


def test_a_piece_that_is_done_twice_at_once_does_no_harm(room, expected, tmp_path):
    with dask_cluster(tmp_path / "cluster", preload=TWICE) as cluster:
        room.run("--cluster", cluster.address)
    assert standing(room.out) == expected
    assert not_whole(room.out) == []


def test_ctrl_c_stops_it_and_it_can_be_gone_on_with(room, expected, tmp_path):
    preload = tmp_path / "slow.py"
    preload.write_text(slowly(0.1), encoding="utf-8")
    env = {**os.environ, "DASK_DISTRIBUTED__WORKER__PRELOAD": str(preload), "DOCGEN_LANG": "en"}
    words = ["-w", room.workspace, "letter", "--cluster", "local", "--jobs", "2"]
    command = [sys.executable, "-m", "docgen", *map(str, words)]
    run = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    end = time.monotonic() + 60
    while not room.folder("第02社区").exists() and run.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does, to all of its processes
    _, err = run.communicate(timeout=60)
    assert run.returncode == 1
    assert err.decode().splitlines() == [
        "error: stopped",
        "  → What was made before is whole. To go on: docgen runs resume, or the same command again.",
    ]
    assert not (room.out / UNDER_WAY).exists()
    assert not_whole(room.out) == []
    assert not room.folder("第24社区").exists()
    assert room.docgen("-w", room.workspace, "runs", "resume").code == 0
    assert standing(room.out) == expected


@pytest.mark.parametrize("dies", [False, True])
def test_what_is_stopped_on_its_way_to_its_place_comes_there(room, expected, cluster, monkeypatch, dies):
    count, put = iter(range(1, 1000)), Folders.put

    def stopped(self, *args):
        if next(count) == 2:
            raise KeyboardInterrupt
        return put(self, *args)

    with monkeypatch.context() as patch:
        patch.setattr(Folders, "put", stopped)
        if dies:  # and clears nothing away
            patch.setattr(Folders, "close", lambda _: None)
        room.office.write()
        assert room.docgen("-w", room.workspace, "letter", "--cluster", cluster.address).code == 1
    assert (room.out / UNDER_WAY).exists() == dies
    assert standing(room.out).keys() <= expected.keys()
    room.run()
    assert standing(room.out) == expected


def test_a_worker_of_another_version_is_named_and_refused(room, cluster, tmp_path):
    with dask_cluster(tmp_path / "old", workers=1, preload=OTHER_VERSION) as old:
        result = room.say("--cluster", old.address, code=1)
    assert result.err.startswith("error: the worker tcp://127.0.0.1:")
    assert "cannot take part: it has other versions than this machine: docgen 0.0.9 ≠ " in result.err
    assert "Install the same versions on all machines." in result.err
    assert standing(room.out) == {}


def test_a_worker_of_another_version_that_comes_later_is_named_too(room, tmp_path):
    with (
        dask_cluster(tmp_path / "cluster", workers=1, preload=slowly(0.3)) as cluster,
        once(room.folder("第01社区"), lambda: cluster.worker(preload=OTHER_VERSION)),
    ):
        result = room.say("--cluster", cluster.address, code=1)
    assert "cannot take part: it has other versions than this machine: docgen 0.0.9 ≠ " in result.err
    assert not_whole(room.out) == []


def test_a_worker_without_docgen_is_named(room, tmp_path):
    blocked = "import sys; sys.modules['docgen'] = None"
    with dask_cluster(tmp_path / "cluster", workers=1, preload=blocked) as cluster:
        result = room.say("--cluster", cluster.address, code=1)
    assert "cannot take part: it has no docgen, or another one" in result.err


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="needs a path that each process has another folder at")
def test_a_folder_that_workers_do_not_see(room, cluster, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = room.say("--cluster", cluster.address, "--out", "/proc/self/cwd/here", code=1)
    assert "cannot take part: it does not see the folder /proc/self/cwd/here" in result.err
    assert "Write to a folder that all machines see under the same path" in result.err
    assert list((tmp_path / "here").iterdir()) == []


def test_memory_is_no_shared_folder(room, cluster):
    result = room.say("--cluster", cluster.address, "--out", "memory://here", code=1)
    assert "it does not see the folder memory://here" in result.err


def test_no_scheduler_at_the_address(room):
    begun = time.monotonic()
    result = room.say("--cluster", "tcp://127.0.0.1:9", code=1)
    assert time.monotonic() - begun < 20
    assert result.err.startswith("error: there is no Dask scheduler at tcp://127.0.0.1:9")
    assert "dask scheduler" in result.err
    assert "Traceback" not in result.err
    assert "missing port number" in room.say("--cluster", "here", code=1).err


def test_a_cluster_without_workers(room, tmp_path):
    with dask_cluster(tmp_path / "cluster", workers=0) as cluster:
        result = room.say("--cluster", cluster.address, code=1)
    assert "has no workers" in result.err


def test_the_scheduler_is_lost(room, expected, tmp_path):
    with (
        dask_cluster(tmp_path / "cluster", preload=slowly(0.1)) as cluster,
        once(room.folder("第02社区"), cluster.scheduler.kill),
    ):
        result = room.say("--cluster", cluster.address, code=1)
    assert "is lost" in result.err
    assert "docgen runs resume" in result.err
    assert not_whole(room.out) == []
    room.run()
    assert standing(room.out) == expected


def test_without_the_packages_it_says_what_to_install(room):
    room.office.write()
    code = "import sys; sys.modules['distributed'] = None; from docgen.cli import main; main(sys.argv[1:])"
    words = ["--lang", "en", "-w", room.workspace, "letter", "--cluster", "local"]
    run = subprocess.run([sys.executable, "-c", code, *map(str, words)], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        "error: --cluster needs the packages of docgen[cluster]",
        "  → pip install 'docgen[cluster]'",
    ]


def test_nothing_changed_needs_no_cluster(room, cluster):
    room.run("--cluster", cluster.address)
    report = room.run("--cluster", "tcp://127.0.0.1:9")
    assert (report["made"], {file["outcome"] for file in report["files"]}) == (72, {"unchanged"})


# -- print files of other documents --


def test_print_files_of_other_documents(docgen, small_office, cluster):
    assert docgen("-w", small_office, "review", "forms", "石羊镇", "--out", small_office / "here").code == 0
    result = docgen("-w", small_office, "review", "forms", "石羊镇", "--cluster", cluster.address)
    assert result.code == 0, result.err
    assert standing(small_office / "out") == standing(small_office / "here")


def test_documents_that_are_made_one_by_one_have_no_use_for_it(docgen, small_office):
    result = docgen("-w", small_office, "bulletin", "week-3", "--cluster", "local")
    assert result.code == 2
    assert "--cluster is for print files, and these documents are made one by one" in result.err
    table = json.dumps([{"姓名": "甲"}])
    (small_office / "a.json").write_text(table, encoding="utf-8")
    result = docgen("render", small_office / "a.docx", "--data", small_office / "a.json", "--cluster", "local")
    assert (result.code, "--cluster is for print files" in result.err) == (2, True)


def test_workers_write_to_a_storage_that_all_see(room, expected, cluster, tmp_path):
    url = f"file://{tmp_path.as_posix()}/storage"
    room.run("--cluster", cluster.address, "--out", url)
    assert standing(tmp_path / "storage") == expected
    assert [path.name for path in (tmp_path / "storage").iterdir()] == ["公开信"]


def test_no_worker_is_left(room, tmp_path, monkeypatch):
    monkeypatch.setattr("docgen.batch.cluster.PATIENCE", 1.0)
    with (
        dask_cluster(tmp_path / "cluster", workers=1, preload=slowly(0.1)) as cluster,
        once(room.folder("第02社区"), cluster.processes[1].kill),
    ):
        result = room.say("--cluster", cluster.address, code=1)
    assert "has no workers" in result.err
    assert "docgen runs resume" in result.err
    assert not_whole(room.out) == []


DEADLY = """
import os, docgen.batch.packs.making as making
def print_file(contexts, tools, whole=making.print_file):
    if contexts[0]["社区"] == "第01社区":
        os._exit(9)
    return whole(contexts, tools)
making.print_file = print_file
"""


def test_work_that_ends_its_workers_is_given_up(room, tmp_path):
    with dask_cluster(tmp_path / "cluster", workers=5, preload=DEADLY) as cluster:
        result = room.say("--cluster", cluster.address, code=1)
    assert "ended while they made the same packs" in result.err
    assert not_whole(room.out) == []
    assert not room.folder("第01社区").exists()
