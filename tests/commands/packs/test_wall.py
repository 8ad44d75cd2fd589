"""A letter that never comes to an end, since a filter of a plugin sleeps in it: the letters before and after it are in
the pack, which says what it lacks, on this machine and on a cluster."""

import re
from pathlib import Path

import docx
import pytest
from dask_cluster import dask_cluster
from print_room import Room, office
from trusting import trusting

from docgen.processes import clock

DREAMS = """
import time
from docgen import hookimpl


def dreamy(value):
    while value.endswith("0003"):
        time.sleep(1)
    return value


@hookimpl
def setup(docgen):
    docgen.filter("dreamy", dreamy)
"""
HASTE = "import docgen.processes.clock as clock; clock.MAX_SECONDS = 3.0"


@pytest.fixture
def room(docgen, tmp_path, monkeypatch) -> Room:
    """丰乐社区 of 5 households, the third of which has such a letter, and 长寿社区 of 2."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setattr(clock, "MAX_SECONDS", 3.0)
    made = Room(docgen, office(tmp_path / "换届", 丰乐社区=5, 长寿社区=2))
    made.office.write()
    for folder in ("plugins", "templates/letter"):
        (made.workspace / folder).mkdir(parents=True)
    (made.workspace / "plugins" / "dreams.py").write_text(DREAMS, encoding="utf-8")
    template = docx.Document()
    template.add_paragraph("致{{ 户编号|dreamy }}")
    template.save(str(made.workspace / "templates" / "letter" / "公开信.docx"))
    assert docgen("-w", made.workspace, *trusting(made.workspace, "dreams")).code == 0
    return made


def texts(out: Path) -> list[str]:
    """The letters of all print files and single files."""
    files = sorted(out.rglob("*.docx"))
    lines = (each.text for file in files for each in docx.Document(str(file)).paragraphs)
    return [line for line in lines if line.startswith("致")]


def check(room: Room, *options: object) -> None:
    report = room.run(*options, code=1)
    assert (report["made"], report["failed"]) == (6, 1)
    (problem,) = [each for each in report["problems"] if each["severity"] == "error"]
    assert "took more than" in problem["text"]["en"]
    assert re.search(r"row 4$|第4行$", problem["record"])
    assert texts(room.out) == [f"致0401-{n:04}" for n in (1, 2, 4, 5)] + ["致0402-0001", "致0402-0002"]


@pytest.mark.parametrize("options", [("--jobs", 1), ("--jobs", 2), ("--jobs", 1, "--separate")], ids=str)
def test_the_pack_is_made_without_it_and_says_so(room, options):
    check(room, *options)


@pytest.mark.slow
def test_a_worker_of_a_cluster_ends_its_own_process(room, tmp_path):
    with dask_cluster(tmp_path / "cluster", preload=HASTE) as cluster:
        check(room, "--cluster", cluster.address)
