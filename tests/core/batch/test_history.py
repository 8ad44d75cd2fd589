"""What a run replaces is kept, and brought back when the run is undone."""

from pathlib import Path

import pytest

from docgen.batch.history import History, changes, runs
from docgen.batch.ledger import Ledger
from docgen.batch.names import OLD
from docgen.batch.publishing import File, Outcome, Publisher
from docgen.batch.undo import undo
from docgen.problems import DocgenError


class Desk:
    """A workspace in which each call is a run of its own."""

    def __init__(self, root: Path) -> None:
        self.out, self.ledger = root / "out", Ledger(root / ".docgen")

    def run(self, name: str, data: bytes, *, overwrite: bool = False) -> Outcome:
        history = History(self.ledger, "bulletin", self.out)
        return (
            Publisher(self.ledger, "bulletin", overwrite=overwrite, history=history).put(self.file(name, data)).outcome
        )

    def file(self, name: str, data: bytes) -> File:
        return File(self.out / name, data)

    def holds(self) -> dict[str, bytes]:
        """The files in their places, by path."""
        files = (path for path in self.out.rglob("*") if path.is_file() and OLD.zh not in path.parts)
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in files}

    def kept(self) -> list[bytes]:
        return sorted(path.read_bytes() for path in (self.out / OLD.zh).rglob("*") if path.is_file())

    def undo(self, which: int = 0) -> tuple[int, int]:
        done, left = undo(self.ledger, runs(self.ledger)[which])
        return len(done), len(left)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_is_replaced_is_kept_and_comes_back(desk):
    desk.run("专报/一.docx", b"one")
    assert desk.run("专报/一.docx", b"two") is Outcome.REPLACED
    assert (desk.holds(), desk.kept()) == ({"专报/一.docx": b"two"}, [b"one"])
    assert desk.undo() == (1, 0)
    assert (desk.holds(), desk.kept()) == ({"专报/一.docx": b"one"}, [b"two"])
    assert desk.run("专报/一.docx", b"three") is Outcome.REPLACED, "it is docgen's own again"


def test_what_a_person_had_changed_comes_back_as_theirs(desk):
    desk.run("一.docx", b"one")
    (desk.out / "一.docx").write_bytes(b"edited")
    assert desk.run("一.docx", b"two", overwrite=True) is Outcome.OVERWRITTEN
    desk.undo()
    assert desk.holds() == {"一.docx": b"edited"}
    assert desk.run("一.docx", b"three") is Outcome.BESIDE
    assert desk.holds()["一.docx"] == b"edited"


def test_what_a_run_added_is_put_aside_and_an_undoing_can_be_undone(desk):
    desk.run("一.docx", b"one")
    assert desk.undo() == (1, 0)
    assert (desk.holds(), desk.kept()) == ({}, [b"one"])
    assert desk.undo(0) == (1, 0)
    assert (desk.holds(), desk.kept()) == ({"一.docx": b"one"}, [])


def test_what_has_changed_since_is_left_alone(desk):
    desk.run("一.docx", b"one")
    desk.run("一.docx", b"two")
    (desk.out / "一.docx").write_bytes(b"edited")
    assert desk.undo() == (0, 1)
    assert (desk.holds(), desk.kept()) == ({"一.docx": b"edited"}, [b"one"])


def test_a_file_that_is_to_be_spared_stays(desk):
    desk.run("一.docx", b"one")
    done, left = undo(desk.ledger, runs(desk.ledger)[0], spared={desk.out / "一.docx"})
    assert (done, [change.path.name for change in left]) == ([], ["一.docx"])


def test_a_run_is_undone_once(desk):
    desk.run("一.docx", b"one")
    (first,) = runs(desk.ledger)
    desk.undo()
    again = next(run for run in runs(desk.ledger) if run.id == first.id)
    with pytest.raises(DocgenError, match="undone already"):
        undo(desk.ledger, again)


def test_a_run_without_changes_leaves_no_note(desk):
    desk.run("一.docx", b"one")
    assert desk.run("一.docx", b"one") is Outcome.UNCHANGED
    assert [run.changes for run in runs(desk.ledger)] == [1]


def test_runs_of_one_second_have_names_of_their_own(desk):
    for data in (b"one", b"two", b"three"):
        desk.run("一.docx", data)
    names = [run.id for run in runs(desk.ledger)]
    assert len(set(names)) == 3
    assert [change.old is None for change in changes(desk.ledger, min(names))] == [True]
