"""A document that no counting ends, since a filter of a plugin sleeps in it, is ended, named, and made without."""

import json
from pathlib import Path

import docx
import pytest
from strange_plugins import GOOD, plugin, workspace

from docgen.batch.workers import must_be_watched, print_file
from docgen.processes import clock
from docgen.processes.pool import Pool
from docgen.render import compile_template

SLEEPS = """
import time
from docgen import hookimpl


def dreamy(value):
    while value == "张三":
        time.sleep(1)
    return value


@hookimpl
def setup(docgen):
    docgen.filter("dreamy", dreamy)
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in which the document of 张三, the first of two, never comes to an end."""
    root = workspace(tmp_path / "走访", "走访{{ 姓名|dreamy }}。")
    plugin(root, "sheets", GOOD)
    plugin(root, "dreams", SLEEPS)
    monkeypatch.setattr(clock, "MAX_SECONDS", 2.0)
    monkeypatch.setattr(clock, "TICK", 0.2)
    return root


RENDER = ("render", "走访.docx", "--data", "data/走访.xlsx")
WAYS = {"apart": ("visit",), "together": (*RENDER, "--combine"), "one job": (*RENDER, "--combine", "--jobs", "1")}


@pytest.mark.parametrize("way", WAYS)
def test_a_document_that_never_ends_is_named_and_the_others_are_made(docgen, root, monkeypatch, way):
    monkeypatch.chdir(root)
    made = docgen(*WAYS[way], "--json")
    assert made.code == 1
    assert "took more than" in made.out
    problems = [each for each in json.loads(made.out)["problems"] if each["severity"] == "error"]
    assert [each["record"].endswith("2") for each in problems] == [True]
    (file,) = json.loads(made.out)["files"]
    assert [each.text for each in docx.Document(str(root / file["path"])).paragraphs if each.text] == ["走访李四。"]


def sleep_at(piece: list[int], tools: None) -> list[int]:
    """The numbers of a piece; 7 never comes to an end."""
    import time

    done = []
    for number in piece:
        try:
            clock.begin_document()
        except Exception:
            continue
        while number == 7:
            time.sleep(1)
        done.append(number)
    return done


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_stands_beside_it_is_kept_in_its_order(monkeypatch: pytest.MonkeyPatch, jobs: int):
    monkeypatch.setattr(clock, "MAX_SECONDS", 2.0)
    pieces = [[1, 2], [6, 7, 8], [3], [4]]
    made = Pool(sleep_at, None, jobs, watched=True).map(enumerate(pieces))
    assert list(made) == [(0, [1, 2]), (1, [6, 8]), (2, [3]), (3, [4])]


def test_only_templates_that_ask_plugins_are_made_in_another_process(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("{{ 名|upper }}")
    document.save(str(tmp_path / "信.docx"))
    plain = compile_template(tmp_path / "信.docx", {"dreamy": str.strip})
    assert not must_be_watched([plain])
    assert Pool(print_file, (plain, None), 1, watched=False).do([{"名": "a"}]).taken == [0]
