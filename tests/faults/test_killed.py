"""A run is killed at any moment: what stands in its place is whole, and the same command again makes what a run would
have made that nobody disturbed."""

import os
import random
import re
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from print_room import ASIDE, home, not_whole, office, put_aside, standing

from docgen.batch.folders import UNDER_WAY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="starts runs by fork"),
]

PLACES = {f"第{number}社区": 1 + (number == 2) for number in range(1, 31)}
EDITED = "公开信_第2社区_第1批_001-002.docx"
STATE = ("out", ".docgen")


class Scene:
    """A workspace, and how it is before a run and after one that nobody disturbs."""

    def __init__(self, forks, workspace: Path, before: Path | None = None) -> None:
        self.forks, self.workspace, self.before = forks, workspace, before
        self.out = workspace / "out"
        self.reset()
        begun = time.monotonic()
        code, said = forks.run(*self.argv)
        assert code == 0, said
        self.seconds = time.monotonic() - begun
        self.steps = int(re.findall(r"(\d+) steps", said)[-1])
        self.expected = standing(self.out)

    def reset(self) -> None:
        """As it was before the run."""
        for name in STATE:
            shutil.rmtree(self.workspace / name, ignore_errors=True)
            if self.before:
                shutil.copytree(self.before / name, self.workspace / name)

    @property
    def argv(self) -> list[str]:
        return ["-w", str(self.workspace), "letter", "--jobs", "2", "-q"]

    def run(self, **how: int) -> int:
        code, said = self.forks.run(*self.argv, **how)
        assert code <= 0, said
        return code

    def wrong(self) -> list[str]:
        """What stands in its place and is not what its manifest says."""
        return [wrong for wrong in not_whole(self.out) if EDITED not in wrong]

    def goes_on(self) -> bool:
        """Whether the same command again makes what a run makes that nobody disturbs, and leaves nothing behind."""
        assert self.run() == 0
        now = standing(self.out)
        assert sorted(now) == sorted(self.expected)
        assert now == self.expected
        return not (self.out / UNDER_WAY).exists() and self.wrong() == []


@pytest.fixture(scope="module")
def first(memory, forks) -> Scene:
    """Nothing has been made yet."""
    return Scene(forks, office(memory / "first", **PLACES).write())


@pytest.fixture(scope="module")
def second(memory, forks) -> Scene:
    """All was made; then a name changed everywhere, a community is gone and one is new. A person has changed a letter
    and put files of their own into a folder of packs."""
    made = office(memory / "second", **PLACES)
    workspace = made.write()
    assert forks.run("-w", workspace, "letter", "-q")[0] == 0
    folder = workspace / "out" / "公开信" / "04-石羊镇" / "第2社区"
    (folder / "说明.txt").write_text("先送这里", encoding="utf-8")
    (folder / "照片").mkdir()
    (folder / "照片" / "门口.txt").write_text("图", encoding="utf-8")
    edited = folder / EDITED
    edited.write_bytes(edited.read_bytes() + b"edited")
    before = memory / "before"
    for name in STATE:
        shutil.copytree(workspace / name, before / name)
    for each in made.homes:
        each["户主姓名"] = f"新{each['户主姓名']}"
    made.homes = [each for each in made.homes if each["社区"] != "第5社区"]
    made.places = [each for each in made.places if each["社区名称"] != "第5社区"]
    made.places.append({"社区名称": "第31社区", "会议地点": "第31社区党员活动室"})
    made.homes += [home("第31社区", 31, 1)]
    made.write()
    return Scene(forks, workspace, before)


@pytest.fixture(params=["first", "second"])
def scene(request) -> Scene:
    return request.getfixturevalue(request.param)


def moments(scene: Scene, number: int, seed: int) -> Iterator[int]:
    """Steps on the disk, seeded."""
    yield from sorted(random.Random(seed).sample(range(1, scene.steps + 1), number))


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_a_step_on_the_disk(scene, seed):
    for step in moments(scene, 10, seed):
        scene.reset()
        assert scene.run(step=step) == -signal.SIGKILL
        assert scene.wrong() == []
        assert scene.goes_on()


@pytest.mark.parametrize("processes", [False, True])
def test_killed_at_any_moment(scene, processes):
    chance = random.Random(7)
    for _ in range(6):
        scene.reset()
        longest = scene.seconds * (3 if processes else 1)
        scene.forks.killed(*scene.argv, after=chance.uniform(0, longest), processes=processes)
        assert scene.wrong() == []
        assert scene.goes_on()


def test_killed_again_and_again(second):
    second.reset()
    for step in (20, 90, 30, 250, 60):
        second.run(step=step)
        assert second.wrong() == []
    assert second.goes_on()


@pytest.mark.parametrize("wait", [0, 0.3, 1])
def test_workers_are_killed(first, wait):
    """As soon as they are there, while they load what they need, while they work."""
    while not _killed_after(first, wait):
        wait /= 2  # where all was made by then
    assert standing(first.out) == first.expected


def _killed_after(scene: Scene, wait: float) -> int:
    """Kill up to two workers of a run, each so many seconds after it was seen; gives how many."""
    scene.reset()
    run = scene.forks.start(*scene.argv, processes=True)
    killed = 0
    while killed < 2 and run.goes():
        for pid in run.workers()[:1]:
            time.sleep(wait)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed += 1
    assert run.wait() == 0, run.said.read_text(encoding="utf-8")
    return killed


def test_what_a_person_put_there_is_still_there(second):
    second.reset()
    assert second.goes_on()
    folder = second.out / "公开信" / "04-石羊镇" / "第2社区"
    assert (folder / "照片" / "门口.txt").read_text(encoding="utf-8") == "图"
    assert (folder / "说明.txt").exists()
    assert (folder / EDITED).read_bytes().endswith(b"edited")
    assert [path.name for path in folder.glob("*稿.docx")] == ["公开信_第2社区_第1批_001-002_第2稿.docx"]
    assert "公开信_第5社区_第1批_001-001.docx" in put_aside(second.out)
    assert set(ASIDE) >= {path.name for path in second.out.iterdir() if path.name.startswith("_")}
