"""Putting files in their places: whole, and never over what a person has changed."""

import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docgen.batch import File, Outcome, Published, Publisher, publish
from docgen.batch.ledger import Ledger
from docgen.batch.names import safe_name
from docgen.problems import DocgenError, DocumentSpot


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / ".docgen")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the bulletin lies, in a folder that is not there yet."""
    return tmp_path / "out" / "专报" / "第3期.docx"


def put(place: Path, data: bytes, ledger: Ledger) -> Published:
    return publish(place, data, ledger, "bulletin")


def files(place: Path) -> dict[str, bytes]:
    """Everything in the folder, hidden files too."""
    return {path.name: path.read_bytes() for path in place.parent.iterdir()}


# -- docgen's own files --


def test_a_new_file_is_put_in_its_place(place: Path, ledger: Ledger):
    assert put(place, b"one", ledger) == Published(place, Outcome.NEW)
    assert files(place) == {"第3期.docx": b"one"}


def test_the_same_content_again_leaves_the_file_untouched(place: Path, ledger: Ledger):
    put(place, b"one", ledger)
    os.utime(place, (1, 1))
    assert put(place, b"one", ledger) == Published(place, Outcome.UNCHANGED)
    assert place.stat().st_mtime == 1


def test_new_content_replaces_what_docgen_made_itself(place: Path, ledger: Ledger):
    put(place, b"one", ledger)
    for data in (b"two", b"three"):
        assert put(place, data, Ledger(ledger.file.parent)) == Published(place, Outcome.REPLACED)
    assert files(place) == {"第3期.docx": b"three"}


def test_a_file_that_was_deleted_is_made_anew(place: Path, ledger: Ledger):
    put(place, b"one", ledger)
    place.unlink()
    assert put(place, b"one", ledger) == Published(place, Outcome.NEW)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_file_can_be_read_by_those_who_may_read_others_of_this_user(place: Path, ledger: Ledger):
    before = os.umask(0o027)
    try:
        put(place, b"one", ledger)
    finally:
        os.umask(before)
    assert place.stat().st_mode & 0o777 == 0o640


# -- what people have changed --


def test_an_edited_file_stays_and_the_new_one_lies_beside_it(place: Path, ledger: Ledger):
    put(place, b"one", ledger)
    place.write_bytes(b"edited in Word")
    second = place.with_name("第3期_第2稿.docx")
    assert put(place, b"two", ledger) == Published(second, Outcome.BESIDE, place)
    assert files(place) == {"第3期.docx": b"edited in Word", "第3期_第2稿.docx": b"two"}


def test_the_draft_beside_it_is_docgens_own_and_is_kept_up_to_date(place: Path, ledger: Ledger):
    put(place, b"one", ledger)
    place.write_bytes(b"edited in Word")
    second = put(place, b"two", ledger).path
    assert put(place, b"two", ledger) == Published(second, Outcome.UNCHANGED, place)
    assert put(place, b"three", ledger) == Published(second, Outcome.REPLACED, place)
    assert files(place) == {"第3期.docx": b"edited in Word", "第3期_第2稿.docx": b"three"}


def test_when_the_draft_was_edited_too_there_is_a_third_one(place: Path, ledger: Ledger):
    put(place, b"one", ledger)
    place.write_bytes(b"edited")
    put(place, b"two", ledger).path.write_bytes(b"edited too")
    assert put(place, b"three", ledger) == Published(place.with_name("第3期_第3稿.docx"), Outcome.BESIDE, place)
    assert files(place) == {"第3期.docx": b"edited", "第3期_第2稿.docx": b"edited too", "第3期_第3稿.docx": b"three"}


def test_an_edit_that_was_taken_back_is_no_edit(place: Path, ledger: Ledger):
    put(place, b"one", ledger)
    place.write_bytes(b"edited")
    place.write_bytes(b"one")
    assert put(place, b"two", ledger) == Published(place, Outcome.REPLACED)


def test_a_file_of_another_hand_is_never_replaced(place: Path, ledger: Ledger):
    place.parent.mkdir(parents=True)
    place.write_bytes(b"typed by a person")
    assert put(place, b"one", ledger).outcome is Outcome.BESIDE
    assert files(place) == {"第3期.docx": b"typed by a person", "第3期_第2稿.docx": b"one"}


# -- many files, and without notes --


def test_many_files_are_published_together_and_each_that_fails_is_named(tmp_path: Path, ledger: Ledger):
    out = tmp_path / "out"
    (out / "b").mkdir(parents=True)
    (out / "c").write_bytes(b"typed by a person")
    made = Publisher(ledger, "letter").publish([File(out / name, b"one") for name in "abc"])
    assert made[0] == Published(out / "a", Outcome.NEW)
    assert isinstance(made[1], DocgenError)
    assert made[1].where == DocumentSpot(str(out / "b"))
    assert made[2] == Published(out / "c_第2稿", Outcome.BESIDE, out / "c")
    again = Publisher(ledger, "letter").publish([File(out / "a", b"two")])
    assert again == [Published(out / "a", Outcome.REPLACED)]


def test_without_notes_a_file_of_other_content_stays_and_is_an_error(place: Path):
    publisher = Publisher(None, "letter")
    assert publisher.put(File(place, b"one")).outcome is Outcome.NEW
    assert publisher.put(File(place, b"one")).outcome is Outcome.UNCHANGED
    with pytest.raises(DocgenError) as caught:
        publisher.put(File(place, b"two"))
    assert caught.value.where == DocumentSpot(str(place))
    assert "--overwrite" in str(caught.value.hint)
    assert files(place) == {"第3期.docx": b"one"}


@pytest.mark.parametrize("notes", [True, False])
def test_what_is_to_be_overwritten_is_but_never_what_was_signed(place: Path, ledger: Ledger, notes: bool):
    place.parent.mkdir(parents=True)
    place.write_bytes(b"typed by a person")
    publisher = Publisher(ledger if notes else None, "letter", overwrite=True)
    assert publisher.put(File(place, b"one")) == Published(place, Outcome.OVERWRITTEN)
    if notes:
        assert publisher.put(File(place, b"two", keep=True)).outcome is Outcome.BESIDE
        assert place.read_bytes() == b"one"


def test_what_docgen_made_is_renewed_and_not_overwritten(place: Path, ledger: Ledger):
    publisher = Publisher(ledger, "letter", overwrite=True)
    publisher.put(File(place, b"one"))
    assert publisher.put(File(place, b"two")) == Published(place, Outcome.REPLACED)


def test_a_dry_publisher_tells_the_same_and_writes_nothing(place: Path, ledger: Ledger):
    put(place, b"one", ledger)
    mine, edited = place.with_name("我.docx"), File(place, b"two")
    place.write_bytes(b"edited")
    before = files(place), ledger.file.read_bytes()
    dry = Publisher(ledger, "letter", dry=True)
    told = dry.publish([edited, File(mine, b"one")])
    assert told == [Published(place.with_name("第3期_第2稿.docx"), Outcome.BESIDE, place), Published(mine, Outcome.NEW)]
    assert Publisher(ledger, "letter", dry=True, overwrite=True).put(edited).outcome is Outcome.OVERWRITTEN
    assert (files(place), ledger.file.read_bytes()) == before


# -- what goes wrong --


def test_a_file_in_the_place_of_the_folder_is_one_clear_error(place: Path, ledger: Ledger, tmp_path: Path):
    place.parent.parent.mkdir()
    place.parent.write_bytes(b"a file called like the folder")
    before = set(tmp_path.rglob("*"))
    with pytest.raises(DocgenError) as caught:
        put(place, b"one", ledger)
    assert caught.value.where == DocumentSpot(str(place))
    assert {each for each in tmp_path.rglob("*") if ".docgen" not in each.parts} == before
    assert place.parent.read_bytes() == b"a file called like the folder"


def test_a_folder_in_the_place_of_the_file_is_one_clear_error(place: Path, ledger: Ledger):
    place.mkdir(parents=True)
    with pytest.raises(DocgenError) as caught:
        put(place, b"one", ledger)
    assert caught.value.where == DocumentSpot(str(place))
    assert list(place.parent.iterdir()) == [place]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is denied to root")
def test_a_folder_that_may_not_be_written_is_one_clear_error_and_keeps_the_old_file(place: Path, ledger: Ledger):
    put(place, b"one", ledger)
    place.parent.chmod(0o500)
    try:
        with pytest.raises(DocgenError) as caught:
            put(place, b"two", ledger)
        assert caught.value.hint is not None
        assert files(place) == {"第3期.docx": b"one"}
    finally:
        place.parent.chmod(0o700)


FULL_DISK = """
import resource, sys
from pathlib import Path
from docgen.batch import publish
from docgen.batch.ledger import Ledger
from docgen.problems import DocgenError
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    publish(Path(sys.argv[1]), b"2" * 100_000, Ledger(Path(sys.argv[2])), "bulletin")
except DocgenError as error:
    print(error.text.en)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_disk_that_is_full_is_one_clear_error_and_keeps_the_old_file(place: Path, ledger: Ledger):
    put(place, b"one", ledger)
    command = [sys.executable, "-c", FULL_DISK, str(place), str(ledger.file.parent)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "cannot be written" in run.stdout
    assert files(place) == {"第3期.docx": b"one"}


SIZE = 100_000
WORKER = f"""
import itertools, sys
from pathlib import Path
from docgen.batch import publish
from docgen.batch.ledger import Ledger
out, ledger = Path(sys.argv[1]), Ledger(Path(sys.argv[2]))
for n in itertools.count():
    publish(out / f"文件{{n % 5}}.docx", bytes([n % 251]) * {SIZE}, ledger, "bulletin")
    print(n, flush=True)
"""


@pytest.mark.slow
def test_a_killed_process_leaves_whole_files_only(tmp_path: Path):
    out, state, chance = tmp_path / "out", tmp_path / ".docgen", random.Random(20131122)
    for _ in range(12):
        process = subprocess.Popen([sys.executable, "-c", WORKER, str(out), str(state)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        for _ in range(chance.randint(1, 6)):
            assert process.stdout.readline()
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        process.communicate()
        made = {path.name: path.read_bytes() for path in out.glob("*.docx")}
        assert made
        assert {name: len(data) for name, data in made.items() if data != data[:1] * SIZE} == {}
    assert put(out / "新文件.docx", b"one", Ledger(state)).outcome is Outcome.NEW


def test_what_a_killed_run_left_half_written_is_swept_once_no_run_can_still_be_writing_it(place: Path, ledger: Ledger):
    place.parent.mkdir(parents=True)
    ages = {".docgen-old.tmp": 7200, ".docgen-young.tmp": 600, "old.tmp": 7200, ".docgen-old.docx": 7200}
    for name, seconds in ages.items():
        (place.parent / name).write_bytes(b"half")
        os.utime(place.parent / name, (time.time() - seconds,) * 2)
    put(place, b"one", ledger)
    assert set(files(place)) == {*ages, "第3期.docx"} - {".docgen-old.tmp"}


# -- names that come from data --

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
ILLEGAL = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
PORTS = [f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³"]
RESERVED = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *PORTS]


@given(st.text(max_size=200) | st.text(alphabet='. <>:"/\\|?*\n\t甲a', min_size=1))
@example("..")
@example("../../etc/passwd")
@example("甲" * 300)
@example("报告. . ")
def test_a_name_from_data_is_legal_everywhere_or_refused(name: str):
    try:
        safe = safe_name(name)
    except DocgenError:
        assert not re.search(r"\w", name)
        return
    assert safe.strip(" .") == safe != ""
    assert not ILLEGAL.search(safe)
    assert len(safe.encode()) <= 200  # leaves room for 第2稿 and the suffix in the 255 bytes of a name
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    "name", [*RESERVED, "con", "Nul.txt", "aux.2013.docx", " CON", "CON .", "aux . ", "nul .x"], ids=ascii
)
def test_a_name_that_windows_keeps_for_itself_is_changed(name: str):
    assert safe_name(name).split(".")[0].strip().upper() not in RESERVED


@pytest.mark.parametrize("name", ["第3期", "04-石羊镇", "王芳（代收）", "a&b", "CONTRACT", "2013年11月22日 专报"])
def test_a_name_that_is_legal_stays_as_it_is(name: str):
    assert safe_name(name) == name


def test_a_name_in_two_forms_of_unicode_is_one_name():
    assert safe_name("Caf\u0065\u0301") == safe_name("Caf\u00e9") == "Caf\u00e9"


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2066", "\ud800"], ids=ascii)
def test_a_sign_that_nobody_sees_does_not_stay_in_a_name(sign: str):
    assert sign not in safe_name(f"报告{sign}xcod")


@pytest.mark.parametrize("name", ["　", "\xa0"], ids=ascii)
def test_a_name_of_wide_blanks_is_no_name(name: str):
    with pytest.raises(DocgenError):
        safe_name(name)


@pytest.mark.parametrize("name", ["COM1 .x", "LPT¹ .txt", "con." + "a" * 300], ids=ascii)
def test_a_device_of_windows_stays_none_whatever_follows(name: str):
    safe = safe_name(name)
    assert safe.startswith("_")
    assert len(safe.encode()) <= 200


def test_a_leftover_that_another_run_sweeps_is_no_error(place: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch):
    place.parent.mkdir(parents=True, exist_ok=True)
    real = Path.glob
    monkeypatch.setattr(Path, "glob", lambda self, pattern: [*real(self, pattern), self / ".docgen-gone.tmp"])
    assert put(place, b"one", ledger).outcome is Outcome.NEW
