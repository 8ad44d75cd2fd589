"""What goes to another process takes along the plugins of the workspace that it needs, as they are trusted here."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from offices import ELECTIONS
from print_room import Room, office, standing

from docgen.batch import workers
from docgen.batch.parcel import Source, can_be_sent, packed
from docgen.plugin.entry_points import find_local
from docgen.plugin.manager import load_plugins
from docgen.plugin.trust import trust
from docgen.problems import DocgenError

WORDS = """
import os
from docgen import hookimpl
from .table import TABLE

with open(os.environ["SEEN"], "a") as file:
    file.write(f"{os.getpid()}\\n")

def hidden(value):
    return TABLE.get(value, value[0] + "某")

@hookimpl
def setup(docgen):
    docgen.filter("hidden", hidden)
"""
TABLE = """
from pathlib import Path
TABLE = dict([Path(__file__).with_name("names.txt").read_text(encoding="utf-8").split()])
"""
MADE_INSIDE = """
from docgen import hookimpl

@hookimpl
def setup(docgen):
    docgen.filter("hidden", lambda value: value[0] + "某")
"""
CALLING = """
import sys
from pathlib import Path
from docgen.batch.parcel import unpacked
data = Path(sys.argv[1]).read_bytes()
print(*[unpacked(data)(name) for name in ("户主1", "陈建国")])
"""


@pytest.fixture
def seen(tmp_path, monkeypatch) -> Callable[[], list[str]]:
    """Tells which processes loaded the plugin."""
    file = tmp_path / "seen"
    monkeypatch.setenv("SEEN", str(file))
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    return lambda: file.read_text().split() if file.exists() else []


def plugin(folder: Path, code: str = WORDS) -> Path:
    """A trusted plugin that is a folder."""
    place = folder / "names"
    place.mkdir(parents=True)
    (place / "__init__.py").write_text(code, encoding="utf-8")
    (place / "table.py").write_text(TABLE, encoding="utf-8")
    (place / "names.txt").write_text("户主1 张某某", encoding="utf-8")
    trust(place)
    return place


def filter_of(folder: Path) -> Any:
    loaded = load_plugins(folder, choice=ELECTIONS)
    assert [each.problem for each in loaded.found if each.problem] == []
    return loaded.registry.filters["hidden"].item


def elsewhere(data: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    """Unpack in another process, and call what comes out."""
    (folder / "parcel").write_bytes(data)
    env = {**os.environ, "TMPDIR": str(folder / "tmp"), "PYTHONIOENCODING": "utf-8"}
    (folder / "tmp").mkdir(exist_ok=True)
    command = [sys.executable, "-c", CALLING, str(folder / "parcel")]
    return subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_machine_that_does_not_have_the_plugin_gets_it(tmp_path, seen):
    place = plugin(tmp_path / "plugins")
    data = packed(filter_of(tmp_path / "plugins"))
    place.rename(tmp_path / "elsewhere")
    run = elsewhere(data, tmp_path)
    assert run.stdout.split() == ["张某某", "陈某"], run.stderr
    assert len(seen()) == 2  # here, and once there, though it was unpacked twice
    assert list((tmp_path / "tmp").iterdir()) == []


def test_one_that_has_it_under_the_same_path_takes_it_from_there(tmp_path, seen):
    place = plugin(tmp_path / "plugins", WORDS + "\nhidden.__doc__ = __file__\n")
    data = packed(filter_of(tmp_path / "plugins"))
    run = elsewhere(data, tmp_path)
    assert run.stdout.split() == ["张某某", "陈某"], run.stderr
    (place / "names.txt").write_text("户主1 李某某", encoding="utf-8")
    assert elsewhere(data, tmp_path).stdout.split() == ["张某某", "陈某"]  # it is not the same any more


def test_a_plugin_that_is_not_what_was_stated_is_refused(tmp_path, seen):
    plugin(tmp_path / "plugins")
    (source,), content = pickle.loads(packed(filter_of(tmp_path / "plugins")))
    assert isinstance(source, Source)
    changed = {**source.files, "names/table.py": b"TABLE = {}\nprint('it ran')\n"}
    run = elsewhere(pickle.dumps(([replace(source, files=changed)], content)), tmp_path)
    assert "DocgenError: the plugin names is not what was stated by who sent it" in run.stderr
    assert "it ran" not in run.stdout
    assert len(seen()) == 1


def test_a_plugin_that_changed_since_it_was_trusted_is_not_sent(tmp_path, seen):
    place = plugin(tmp_path / "plugins")
    hidden = filter_of(tmp_path / "plugins")
    (place / "table.py").write_text("TABLE = {}", encoding="utf-8")
    with pytest.raises(DocgenError, match="the plugin names has changed since it was loaded"):
        packed(hidden)
    assert not can_be_sent(hidden)


def test_what_needs_no_plugin_takes_none_along():
    sources, _ = pickle.loads(packed({"a": len, "b": Path("x")}))
    assert sources == []


def test_a_function_without_a_name_cannot_be_sent():
    with pytest.raises(DocgenError, match="other processes cannot do this work"):
        packed(lambda value: value)


# -- letters with such a filter --


@pytest.fixture
def room(docgen, tmp_path, seen) -> Room:
    """The letter greets with what the filter makes of the name."""
    made = Room(docgen, office(tmp_path / "换届", **{f"第{number:02}社区": 3 for number in range(1, 13)}))
    made.overlay("{{ 户主 }}", "{{ 户主|hidden }}")
    return made


def trusted(room: Room, code: str = WORDS) -> None:
    plugin(room.workspace / "plugins", code)
    assert find_local(room.workspace / "plugins", "names")


@pytest.mark.slow
@pytest.mark.parametrize("where", [("--jobs", 2), ("--cluster", "local", "--jobs", 2)])
def test_letters_have_the_same_bytes_in_other_processes(room, seen, monkeypatch, where):
    trusted(room)
    room.run("--jobs", 1)
    expected = standing(room.out)
    assert "张某某" in room.pages("第01社区")[0]
    assert len(set(seen())) == 2  # what filters of plugins do is watched from here, though there is one job
    before = len(seen())
    monkeypatch.setattr(workers, "WORTH", 0)
    room.run(*where, "--out", room.workspace / "here")
    assert standing(room.workspace / "here") == expected
    loads = [pid for pid in seen()[before:] if pid != str(os.getpid())]
    assert 1 <= len(loads) == len(set(loads)) <= 4  # once in each worker, and in the process beside each on a cluster


def test_letters_are_made_anew_when_anything_in_the_plugin_changes(room):
    trusted(room)
    room.run()
    place = room.workspace / "plugins" / "names"
    (place / "names.txt").write_text("户主1 李某某", encoding="utf-8")
    trust(place)
    room.run()
    assert ["李某某" in room.pages(f"第{number:02}社区")[0] for number in range(1, 13)] == [True] * 12


def test_a_filter_without_a_name_works_in_one_process(room, monkeypatch):
    trusted(room, MADE_INSIDE)
    monkeypatch.setattr(workers, "WORTH", 0)
    room.run("--jobs", 2)
    assert "户某" in room.pages("第01社区")[0]
    result = room.say("--cluster", "local", "--out", room.workspace / "here", code=1)
    assert "other processes cannot do this work" in result.err
    assert "A filter of a plugin must be a function that its module knows by name" in result.err
