"""A folder is put in its place with all of its files or not at all, whatever happens in between."""

import shutil
import signal
from pathlib import Path, PurePosixPath

import pytest

from docgen.batch.folders import UNDER_WAY, Folders, recover
from docgen.batch.history import History
from docgen.batch.ledger import Ledger
from docgen.batch.manifest import MANIFEST, MadeFile, files_of, manifest
from docgen.batch.names import OLD, VOID
from docgen.batch.packs.making import write
from docgen.batch.shards import Shard, Shards

PLACE = PurePosixPath("信/丰乐社区")


class Desk:
    """A workspace in which runs put the folder of one place."""

    def __init__(self, root: Path) -> None:
        self.out, self.ledger = root / "out", Ledger(root / ".docgen")
        self.place = self.out / PLACE

    def folders(self, **how: bool) -> Folders:
        return Folders(self.out, self.ledger, History(self.ledger, "letter", self.out), **how)

    def stage(self, folders: Folders, files: dict[str, str]) -> list[MadeFile]:
        staged = folders.staged(PLACE)
        staged.mkdir(parents=True)
        made = [write(staged, name, text.encode()) for name, text in files.items()]
        return [*made, write(staged, MANIFEST, manifest({"generator": "letter"}, made))]

    def put(self, keep: tuple[str, ...] = (), **files: str) -> dict[str, str]:
        """Put files of these names (without suffix) there; gives what came of each."""
        folders = self.folders()
        made = self.stage(folders, {f"{name}.docx": text for name, text in files.items()})
        placed = folders.put(PLACE, made, folders.staged(PLACE), keep)
        folders.close()
        return {file.path.name: str(file.outcome) for file in placed.files}

    def there(self) -> dict[str, str]:
        """The files in the place, but for the manifest."""
        return {p.name: p.read_text() for p in sorted(self.place.iterdir()) if p.is_file() and p.name != MANIFEST}

    def aside(self, where: str) -> list[str]:
        return sorted(path.name for path in (self.out / where).rglob("*") if path.is_file())


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(tmp_path)


def test_what_is_new_the_same_other_and_stale(desk):
    assert desk.put(a="1", b="1", c="1") == {"a.docx": "new", "b.docx": "new", "c.docx": "new"}
    stamp = (desk.place / "a.docx").stat().st_mtime_ns
    assert desk.put(a="1", b="2") == {"a.docx": "unchanged", "b.docx": "replaced"}
    assert desk.there() == {"a.docx": "1", "b.docx": "2"}
    assert (desk.place / "a.docx").stat().st_mtime_ns == stamp
    assert (desk.aside(OLD.zh), desk.aside(VOID.zh)) == (["b.docx"], ["c.docx"])
    assert [file.name for file in files_of(desk.place)] == ["a.docx", "b.docx", MANIFEST]
    assert not (desk.out / UNDER_WAY).exists()


def test_what_is_to_be_kept_and_what_a_person_put_there_stays(desk):
    desk.put(a="1", b="1")
    (desk.place / "我的.txt").write_text("mine")
    (desk.place / "照片").mkdir()
    (desk.place / "照片" / "x").write_text("mine")
    desk.put(keep=("a.docx",), c="1")
    assert desk.there() == {"a.docx": "1", "c.docx": "1", "我的.txt": "mine"}
    assert (desk.place / "照片" / "x").read_text() == "mine"
    assert desk.aside(OLD.zh) == []


def test_an_edited_file_stays_and_drafts_lie_beside(desk):
    desk.put(a="1")
    (desk.place / "a.docx").write_text("edited")
    assert desk.put(a="2") == {"a_第2稿.docx": "beside"}
    assert desk.put(a="2") == {"a_第2稿.docx": "unchanged"}
    assert desk.put(a="3") == {"a_第2稿.docx": "beside"}
    (desk.place / "a_第2稿.docx").write_text("edited too")
    assert desk.put(a="4") == {"a_第3稿.docx": "beside"}
    assert desk.there() == {"a.docx": "edited", "a_第2稿.docx": "edited too", "a_第3稿.docx": "4"}


@pytest.mark.parametrize("error", [PermissionError(13, "denied"), KeyboardInterrupt()])
@pytest.mark.parametrize("renaming", [1, 2])
def test_a_renaming_that_fails_leaves_the_place_as_it_was(desk, monkeypatch, error, renaming):
    """A file is open in Word on Windows, somebody presses Ctrl-C."""
    desk.put(a="1")
    (desk.place / "我的.txt").write_text("mine")
    folders, rename, number = desk.folders(), Path.rename, 0
    made = desk.stage(folders, {"a.docx": "2"})

    def refuse(self: Path, target: Path) -> Path:
        nonlocal number
        number += 1
        if number == renaming:
            raise error
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(type(error)):
        folders.put(PLACE, made, folders.staged(PLACE))
    folders.close()
    assert desk.there() == {"a.docx": "1", "我的.txt": "mine"}
    assert not (desk.out / UNDER_WAY).exists()


def test_a_file_of_a_person_where_the_folder_belongs(desk):
    desk.place.parent.mkdir(parents=True)
    desk.place.write_text("mine")
    with pytest.raises(OSError, match="丰乐社区"):
        desk.put(a="1")
    assert desk.place.read_text() == "mine"


def test_what_was_stopped_between_the_two_renamings_is_finished(desk):
    desk.put(a="1")
    folders = desk.folders()
    desk.stage(folders, {"a.docx": "2"})
    desk.place.rename(folders.history.room_for(desk.place))
    assert recover(desk.out, desk.ledger) == [desk.place]
    assert desk.there() == {"a.docx": "2"}
    assert desk.put(a="3") == {"a.docx": "replaced"}


def test_what_was_not_made_to_its_end_is_cleared_away(desk):
    desk.put(a="1")
    folders = desk.folders()
    desk.stage(folders, {"a.docx": "2"})
    (folders.under_way / "信" / "half").mkdir()
    assert recover(desk.out, desk.ledger) == []
    assert desk.there() == {"a.docx": "1"}
    assert not (desk.out / UNDER_WAY).exists()


def test_ctrl_c_at_the_end_of_a_run_leaves_nothing_under_way(desk, monkeypatch):
    folders = desk.folders()
    desk.stage(folders, {"a.docx": "1"})
    remove = shutil.rmtree

    def stopped(*given, **options):
        signal.raise_signal(signal.SIGINT)
        remove(*given, **options)

    monkeypatch.setattr(shutil, "rmtree", stopped)
    with pytest.raises(KeyboardInterrupt):
        folders.close()
    assert not (desk.out / UNDER_WAY).exists()


def test_a_void_folder_goes_with_its_pdfs_and_leaves_what_a_person_put_there(desk):
    desk.put(a="1", b="1")
    desk.ledger.set(desk.place / "a.pdf", b"pdf", "letter")
    (desk.place / "a.pdf").write_bytes(b"pdf")
    (desk.place / "我的.txt").write_text("mine")
    moved = desk.folders().void(desk.place, ["a.docx"])
    assert [was.name for was, _ in moved] == ["a.docx", "b.docx", "a.pdf"]  # b is told of by the manifest only
    assert desk.there() == {"我的.txt": "mine"}
    assert not (desk.place / MANIFEST).exists()
    (desk.place / "我的.txt").unlink()
    assert desk.folders().void(desk.place, ["a.docx"]) == []
    assert not desk.place.parent.exists()
    assert desk.folders().void(desk.place, ["a.docx"]) == []  # a person took the folder away


def test_half_written_lists_beside_the_folders_are_swept(desk):
    desk.put(a="1")
    Shards(desk.ledger, "letter").record(Shard.of(desk.place, ("石羊镇", "丰乐社区"), "", {}, {"packs": []}))
    leftover, own = desk.place.parent / ".docgen-12.tmp", desk.place.parent / "我的.tmp"
    leftover.write_text("half")
    own.write_text("mine")
    recover(desk.out, desk.ledger)
    assert (leftover.exists(), own.exists()) == (False, True)


class TestShards:
    def test_what_is_announced_is_known_to_the_next_run_until_it_is_settled(self, desk):
        absent = desk.out / "信" / "长寿社区"
        desk.put(a="1")
        Shards(desk.ledger, "letter").announce({desk.place: ("石羊镇", "丰乐社区"), absent: ("石羊镇", "长寿社区")})
        later = Shards(desk.ledger, "letter")
        assert [(shard.place, shard.digest) for shard in later.all()] == [("丰乐社区", ""), ("长寿社区", "")]
        assert Shards(desk.ledger, "other").all() == []
        later.settle()
        assert [shard.place for shard in Shards(desk.ledger, "letter").all()] == ["丰乐社区"]

    def test_what_is_there_is_not_announced_anew(self, desk):
        shards = Shards(desk.ledger, "letter")
        shards.record(Shard.of(desk.place, ("石羊镇", "丰乐社区"), "d", {}, {"packs": [1]}))
        shards.announce({desk.place: ("石羊镇", "丰乐社区")})
        assert Shards(desk.ledger, "letter").all()[0].digest == "d"

    def test_none_are_known_of_where_nothing_was_made_and_nothing_is_written(self, desk):
        assert Shards(desk.ledger, "letter").all() == []
        assert Shards.folders(desk.ledger) == []
        assert not desk.ledger.file.exists()
