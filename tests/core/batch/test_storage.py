"""Documents below a URL are those that a folder would hold; nothing can be renamed there, so a place is whole when its
manifest is there."""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePosixPath

import fsspec
import pytest
from letters import letters
from openpyxl import load_workbook
from print_room import PRINT_FILE, Room, home, office, standing

from docgen.batch.manifest import MANIFEST
from docgen.batch.names import OLD, VOID
from docgen.batch.packs import making

URL = "memory://换届"


class Storage:
    """What lies in memory below the URL."""

    def __init__(self) -> None:
        self.fs = fsspec.filesystem("memory")

    def clear(self) -> None:
        self.fs.store.clear()
        self.fs.pseudo_dirs[:] = [""]

    def files(self) -> dict[str, bytes]:
        """All files by their path."""
        return {path.removeprefix("/换届/"): self.fs.cat_file(path) for path in self.fs.find("/换届")}

    def standing(self) -> dict[str, bytes]:
        """The files where they could be printed."""
        return {name: data for name, data in self.files().items() if not name.startswith("_")}

    def times(self) -> dict[str, object]:
        """When each file was written."""
        return {name: self.fs.modified(f"/换届/{name}") for name in self.standing()}

    def not_whole(self) -> list[str]:
        """The folders of packs without a manifest."""
        folders = {str(PurePosixPath(name).parent) for name in self.standing() if PRINT_FILE.search(name)}
        return sorted(folder for folder in folders if f"{folder}/{MANIFEST}" not in self.standing())


@pytest.fixture
def storage() -> Storage:
    made = Storage()
    made.clear()
    yield made
    made.clear()


@pytest.fixture
def room(docgen, tmp_path) -> Room:
    return Room(docgen, office(tmp_path / "换届", 丰乐社区=40, 长寿社区=5, 石碑社区=3))


def place(name: str) -> str:
    return f"公开信/04-石羊镇/{name}"


@pytest.fixture
def on_disk(room) -> Callable[..., dict[str, bytes]]:
    """What the same command makes in a folder."""

    def make(*words: object) -> dict[str, bytes]:
        room.run(*words, "--out", room.workspace / "disk")
        return standing(room.workspace / "disk")

    return make


@pytest.mark.parametrize("words", [(), ("--archive",), ("--separate",), ("--combine", "township"), ("--spares", "5")])
def test_the_same_files_as_in_a_folder(room, storage, on_disk, words):
    report = room.run(*words, "--out", URL)
    assert storage.standing() == on_disk(*words)
    assert {file["path"].removeprefix(f"{URL}/") for file in report["files"]} <= storage.files().keys()
    assert report["failed"] == 0


def test_lists_and_zip_file_hold_all_packs(room, storage):
    room.run("--archive", "--out", URL)
    files = storage.files()
    rows = list(load_workbook(BytesIO(files["公开信/打印清单.xlsx"])).active.values)
    assert [sum("丰乐社区" in map(str, row) for row in rows), sum("石碑社区" in map(str, row) for row in rows)] == [
        1,
        1,
    ]
    assert "公开信/分发汇总.docx" in files
    names = zipfile.ZipFile(BytesIO(files["公开信/04-石羊镇.zip"])).namelist()
    assert "04-石羊镇/丰乐社区/公开信_丰乐社区_第1批_001-040.docx" in names


def test_what_has_not_changed_is_not_written_again(room, storage, on_disk):
    room.run("--out", URL)
    before = storage.times()
    report = room.run("--out", URL)
    assert {file["outcome"] for file in report["files"]} == {"unchanged"}
    assert storage.times() == before
    room.office.homes[1]["户主姓名"] = "吴更正"
    room.run("--out", URL)
    written = {name for name, time in storage.times().items() if time != before[name]}
    assert {PurePosixPath(name).parent.name for name in written} <= {"丰乐社区", "公开信"}
    assert f"{place('丰乐社区')}/公开信_丰乐社区_第1批_001-040.docx" in written
    assert storage.standing() == on_disk()


def test_what_no_longer_belongs_is_moved_aside_and_named(room, storage, on_disk):
    room.run("--out", URL)
    room.office.homes = [each for each in room.office.homes if each["社区"] != "石碑社区"][:-1]
    room.office.places.pop()
    report = room.run("--out", URL)
    assert storage.standing() == on_disk()
    aside = {PurePosixPath(name).name for name in storage.files() if name.startswith(f"{VOID.zh}/")}
    assert {"公开信_石碑社区_第1批_001-003.docx", "公开信_长寿社区_第1批_001-005.docx"} <= aside
    stale = dict(report["stale"])
    old = f"{URL}/{place('长寿社区')}/公开信_长寿社区_第1批_001-005.docx"
    assert stale[old].startswith(f"{URL}/{VOID.zh}/")


def killed_at(monkeypatch, number: int) -> None:
    """Has a run stop when it is about to write its file of this number."""
    count, whole = iter(range(1, 1000)), making.write

    def write(*args):
        if next(count) == number:
            raise KeyboardInterrupt
        return whole(*args)

    monkeypatch.setattr(making, "write", write)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 8])
@pytest.mark.parametrize("again", [False, True])
def test_a_place_that_was_stopped_has_no_manifest_and_is_made_by_the_next_run(
    room, storage, on_disk, monkeypatch, number, again
):
    if again:
        room.run("--out", URL)
        for each in room.office.homes:
            each["户主姓名"] = f"新{each['户主姓名']}"
    with monkeypatch.context() as patch:
        killed_at(patch, number)
        result = room.say("--out", URL, code=1)
    assert "stopped" in result.err
    for folder in {name.rpartition("/")[0] for name in storage.standing() if name.endswith(MANIFEST)}:
        facts = json.loads(storage.files()[f"{folder}/{MANIFEST}"])
        assert {f"{folder}/{file['name']}" for file in facts["files"]} <= storage.files().keys()
    report = room.run("--out", URL)
    assert (report["failed"], storage.not_whole()) == (0, [])
    assert storage.standing() == on_disk()
    assert not [name for name in storage.files() if name.startswith(OLD.zh)]


@pytest.fixture
def edited(room, storage) -> str:
    """A file that a person changed after it was made, by its name."""
    room.run("--out", URL)
    name = f"{place('长寿社区')}/公开信_长寿社区_第1批_001-005.docx"
    storage.fs.pipe_file(f"/换届/{name}", storage.files()[name] + b"edited")
    return name


def test_a_file_that_was_edited_stays_and_what_is_made_lies_beside(room, storage, edited):
    data, draft = storage.files()[edited], edited.replace(".docx", "_第2稿.docx")
    report = room.run("--out", URL)
    assert (storage.files()[edited], storage.files()[draft]) == (data, data.removesuffix(b"edited"))
    assert {file["path"]: file["beside"] for file in report["files"]}[f"{URL}/{draft}"] == f"{URL}/{edited}"
    room.office.homes[41]["户主姓名"] = "吴更正"
    room.run("--out", URL)
    assert storage.files()[edited] == data
    assert "吴更正" in "".join(letter.letter for letter in letters(storage.files()[draft]))
    assert [name for name in storage.files() if "长寿社区" in name and "稿" in name] == [draft]
    before = storage.files()
    room.run("--out", URL)
    assert storage.files() == before


def test_a_file_that_was_edited_is_kept_aside_when_it_is_to_be_replaced(room, storage, edited):
    data = storage.files()[edited]
    report = room.run("--overwrite", "--out", URL)
    assert storage.files()[edited] == data.removesuffix(b"edited")
    assert [name.startswith(f"{OLD.zh}/") for name, each in storage.files().items() if each == data] == [True]
    assert {file["path"]: file["outcome"] for file in report["files"]}[f"{URL}/{edited}"] == "overwritten"


def test_a_household_that_fails_is_named_and_the_rest_is_made(room, storage):
    room.office.homes.append(home("石碑社区", 3, 4) | {"地址": "很长的地址" * 40})
    report = room.run("--out", URL, code=1)
    assert (report["made"], report["failed"]) == (48, 1)
    room.office.homes[-1]["地址"] = "4号"
    room.run("--out", URL)
    assert f"{place('石碑社区')}/公开信_石碑社区_第1批_001-004.docx" in storage.files()


def test_letters_are_printed_again(room, storage):
    room.run("--out", URL)
    room.run("--only", "0401-0007", "--out", URL)
    assert [name for name in storage.files() if name.startswith("_重印/")]


def test_other_documents(docgen, small_office, storage):
    for words in (("bulletin", "week-3"), ("review", "forms", "石羊镇")):
        assert docgen("-w", small_office, *words, "--out", URL).code == 0
        assert docgen("-w", small_office, *words, "--out", small_office / "disk").code == 0
    assert storage.files() == standing(small_office / "disk")
    result = docgen("-w", small_office, "bulletin", "week-3", "--out", URL, "--json")
    assert {file["outcome"] for file in json.loads(result.out)["files"]} == {"unchanged"}


def test_pdf_needs_a_folder(room, storage):
    result = room.say("--pdf", "--out", URL, code=2)
    assert "--pdf needs a folder, and no URL" in result.err
    assert storage.files() == {}


def test_a_url_that_nobody_knows(room):
    result = room.say("--out", "nothing://here", code=1)
    assert result.err.startswith("error: nothing://here cannot be written to")


def test_dry_run_writes_nothing(room, storage):
    result = room.say("--dry-run", "--out", URL)
    assert f"would make: {URL}/{place('丰乐社区')}/公开信_丰乐社区_第1批_001-040.docx" in result.out
    assert storage.files() == {}
