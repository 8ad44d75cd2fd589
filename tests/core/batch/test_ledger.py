"""What docgen remembers of its files: after a kill, in a folder that was moved, and when its notes are lost."""

from pathlib import Path
from typing import NoReturn

import pytest

from docgen.batch import Outcome, Published, publish
from docgen.batch.ledger import Ledger, user_ledger
from docgen.problems import DocgenError, DocumentSpot
from docgen.state import name_folder, prepare_state


class Killed(Ledger):
    """The notes of a run that is killed once its file stands in its place."""

    def confirm(self, path: Path) -> NoReturn:
        raise KeyboardInterrupt


def put(workspace: Path, data: bytes, ledger: type[Ledger] = Ledger) -> Published:
    """What a new run makes of the bulletin, with the notes that it finds."""
    return publish(workspace / "out" / "专报.docx", data, ledger(workspace / ".docgen"), "bulletin")


def files(workspace: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (workspace / "out").iterdir()}


@pytest.mark.parametrize("before", [[], [b"one"]], ids=["new", "made before"])
def test_a_kill_between_the_file_and_its_note_does_not_make_the_file_a_persons(tmp_path: Path, before: list[bytes]):
    for data in before:
        put(tmp_path, data)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path, b"two", Killed)
    assert files(tmp_path) == {"专报.docx": b"two"}
    assert put(tmp_path, b"three").outcome is Outcome.REPLACED
    assert files(tmp_path) == {"专报.docx": b"three"}


def test_a_file_that_was_edited_after_the_kill_stays(tmp_path: Path):
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path, b"one", Killed)
    (tmp_path / "out" / "专报.docx").write_bytes(b"edited")
    assert put(tmp_path, b"two").outcome is Outcome.BESIDE
    assert files(tmp_path) == {"专报.docx": b"edited", "专报_第2稿.docx": b"two"}


def test_a_workspace_that_was_moved_knows_its_own_files_and_those_that_were_edited(tmp_path: Path):
    old, new = tmp_path / "换届", tmp_path / "别处" / "换届2013"
    put(old, b"one")
    new.parent.mkdir()
    old.rename(new)
    assert put(new, b"two").outcome is Outcome.REPLACED
    assert files(new) == {"专报.docx": b"two"}
    (new / "out" / "专报.docx").write_bytes(b"edited")
    new.rename(old)
    assert put(old, b"three").outcome is Outcome.BESIDE
    assert files(old) == {"专报.docx": b"edited", "专报_第2稿.docx": b"three"}


def test_a_workspace_is_the_same_by_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    put(tmp_path, b"one")
    monkeypatch.chdir(tmp_path)
    assert put(Path(), b"two").outcome is Outcome.REPLACED


def test_a_file_outside_the_workspace_is_known_too(tmp_path: Path):
    place, state = tmp_path / "U盘" / "专报.docx", tmp_path / "换届" / ".docgen"
    name_folder(state.parent, str(place.parent))
    for data, outcome in ((b"one", Outcome.NEW), (b"two", Outcome.REPLACED)):
        assert publish(place, data, Ledger(state), "bulletin").outcome is outcome


def test_without_its_notes_docgen_replaces_nothing(tmp_path: Path):
    put(tmp_path, b"one")
    (tmp_path / ".docgen" / "ledger.sqlite").unlink()
    assert put(tmp_path, b"two").outcome is Outcome.BESIDE
    assert files(tmp_path) == {"专报.docx": b"one", "专报_第2稿.docx": b"two"}


def test_the_user_has_notes_on_files_that_lie_in_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DOCGEN_STATE_DIR", str(tmp_path / "state"))
    place = tmp_path / "信" / "信-1.docx"
    for data, outcome in ((b"one", Outcome.NEW), (b"two", Outcome.REPLACED)):
        ledger = user_ledger()
        assert ledger is not None
        assert publish(place, data, ledger, "render").outcome is outcome
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("DOCGEN_STATE_DIR", str(tmp_path / "file" / "state"))
    assert user_ledger() is None


@pytest.mark.parametrize("before", [[], [b"one"]], ids=["new", "made before"])
def test_notes_that_are_broken_are_one_clear_error_and_nothing_is_written(tmp_path: Path, before: list[bytes]):
    for data in before:
        put(tmp_path, data)
    prepare_state(tmp_path)
    notes = tmp_path / ".docgen" / "ledger.sqlite"
    notes.write_bytes(b"garbage" * 99)
    with pytest.raises(DocgenError) as caught:
        put(tmp_path, b"two")
    assert caught.value.where == DocumentSpot(str(notes))
    assert caught.value.hint is not None
    assert [path.read_bytes() for path in tmp_path.rglob("*.docx")] == before


def test_two_kills_in_a_row_do_not_make_the_file_a_persons(tmp_path: Path):
    class KilledEarlier(Ledger):
        def announce(self, path: Path, data: bytes, generator: str) -> NoReturn:
            super().announce(path, data, generator)
            raise KeyboardInterrupt

    for data, ledger in ((b"one", Killed), (b"two", KilledEarlier)):
        with pytest.raises(KeyboardInterrupt):
            put(tmp_path, data, ledger)
    assert put(tmp_path, b"three").outcome is Outcome.REPLACED
