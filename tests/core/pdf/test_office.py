"""Without LibreOffice: a script takes its place, to hang, to die or to write nonsense."""

import os
import time
import zipfile
from pathlib import Path

import pytest

from docgen.pdf import convert, find_libreoffice, to_pdf, to_pdfs
from docgen.problems import DocgenError, DocumentSpot
from docgen.text import speaking

needs_scripts = pytest.mark.skipif(os.name == "nt", reason="shell scripts stand before LibreOffice")

HANGS = """
sleep 600 &
echo $! $$ >> "$HERE/pids"
wait
"""
SLOW = """
for word in "$@"; do
    case $word in *.docx) sleep 0.3; pdf "$word";; esac
done
"""
HANGS_ONCE = """
for word in "$@"; do
    case $word in *.docx) pdf "$word"; if [ $CALL = 1 ]; then sleep 30; fi;; esac
done
"""
HALF = 'printf "%%PDF-1.7" > "$OUT/0.pdf"'
HANGS_LATER = f"""
if [ $CALL = 1 ]; then for word in "$@"; do pdf "$word"; done; exit; fi
{HANGS}
"""


def package(path: Path, size: int = 0) -> Path:
    """A file that passes for a document, with `size` unpacked bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", " " * size)
    return path


def running(pid: int) -> bool:
    """Whether it lives: what was killed may wait for a while to be collected."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return Path("/proc").is_dir() is False and _answers(pid)
    return state not in "ZX"


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def gone(office) -> bool:
    """Whether every process that the script noted ends within a second."""
    pids = [int(word) for word in (office.folder / "pids").read_text().split()]
    until = time.monotonic() + 1
    while any(map(running, pids)) and time.monotonic() < until:
        time.sleep(0.02)
    return not any(map(running, pids))


def test_without_libreoffice_the_message_says_what_to_do_before_anything_is_read(monkeypatch, tmp_path):
    monkeypatch.setattr("docgen.pdf.office.find_libreoffice", lambda: None)
    with pytest.raises(DocgenError) as caught:
        to_pdfs([tmp_path / "无.docx"])
    with speaking("en"):
        assert str(caught.value) == "LibreOffice is not on this machine"
        assert str(caught.value.hint) == "Install it, or save as PDF in Word."


@needs_scripts
def test_libreoffice_is_found_on_the_path(office):
    soffice = office("")
    assert find_libreoffice() == str(soffice.folder / "soffice")


@needs_scripts
def test_one_that_hangs_is_killed_with_all_that_it_started_and_tried_once_more(office, monkeypatch, tmp_path):
    soffice = office(HANGS)
    monkeypatch.setattr(convert, "SECONDS", 1)
    monkeypatch.setattr(convert, "SECONDS_A_MEGABYTE", 0)
    began = time.monotonic()
    with pytest.raises(DocgenError) as caught:
        to_pdf(package(tmp_path / "信.docx"))
    assert time.monotonic() - began < 5
    assert caught.value.where == DocumentSpot(str(tmp_path / "信.docx"))
    assert soffice.documents() == [1, 1]
    assert gone(soffice)


@needs_scripts
def test_what_was_made_before_it_hung_is_not_made_again(office, monkeypatch, tmp_path):
    soffice = office(HANGS_ONCE)
    monkeypatch.setattr(convert, "SECONDS", 1)
    documents = [package(tmp_path / f"{n}.docx") for n in range(3)]
    assert [path for path, pdf in to_pdfs(documents) if isinstance(pdf, bytes)] == documents
    assert soffice.documents() == [3, 1, 1]
    assert len(soffice.profiles()) == 1


@needs_scripts
def test_a_large_document_may_take_longer(office, monkeypatch, tmp_path):
    office(SLOW)
    monkeypatch.setattr(convert, "SECONDS", 0.1)
    monkeypatch.setattr(convert, "SECONDS_A_MEGABYTE", 10)
    small, large = package(tmp_path / "小.docx"), package(tmp_path / "大.docx", 1_000_000)
    assert to_pdf(large).startswith(b"%PDF")
    with pytest.raises(DocgenError):
        to_pdf(small)
    monkeypatch.setattr(convert, "MAX_SECONDS", 0.1)
    with pytest.raises(DocgenError):
        to_pdf(large)


@needs_scripts
def test_the_time_counts_anew_for_each_document_of_a_call(office, monkeypatch, tmp_path):
    soffice = office(SLOW)
    monkeypatch.setattr(convert, "SECONDS", 1)
    documents = [package(tmp_path / f"{n}.docx") for n in range(5)]
    assert [pdf.split()[1] for _, pdf in to_pdfs(documents)] == [b"0", b"1", b"2", b"3", b"4"]
    assert soffice.documents() == [5]


@needs_scripts
def test_half_a_pdf_is_none(office, tmp_path):
    soffice = office(HALF)
    with pytest.raises(DocgenError, match=r"信\.docx"):
        to_pdf(package(tmp_path / "信.docx"))
    assert soffice.documents() == [1, 1]


@needs_scripts
def test_whoever_stops_listening_ends_the_libreoffices(office, monkeypatch, tmp_path):
    soffice = office(HANGS_LATER)
    monkeypatch.setattr(convert, "MAX_FILES", 1)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    results = to_pdfs([package(tmp_path / f"{n}.docx") for n in range(9)])
    next(results)
    while not (soffice.folder / "pids").exists():
        time.sleep(0.02)
    began = time.monotonic()
    results.close()
    assert time.monotonic() - began < 5
    assert gone(soffice)
    assert list((tmp_path / "tmp").iterdir()) == []
    assert len(soffice.calls) == 2


@needs_scripts
def test_a_call_takes_a_limited_number_and_amount_of_documents(office, monkeypatch, tmp_path):
    soffice = office('for word in "$@"; do pdf "$word"; done')
    monkeypatch.setattr(convert, "MAX_FILES", 3)
    monkeypatch.setattr(convert, "MAX_BYTES", 1000)
    sizes = [0, 0, 0, 0, 900, 900, 5000, 0]
    documents = [package(tmp_path / f"{n}.docx", size) for n, size in enumerate(sizes)]
    assert [path for path, pdf in to_pdfs(documents) if isinstance(pdf, bytes)] == documents
    assert soffice.documents() == [3, 2, 1, 1, 1]


@needs_scripts
def test_without_a_readable_document_there_is_no_call(office, tmp_path):
    soffice = office("")
    assert list(to_pdfs([])) == []
    with pytest.raises(DocgenError):
        to_pdf(tmp_path / "无.docx")
    assert soffice.calls == []


@needs_scripts
def test_a_temporary_folder_that_is_not_there_is_a_clear_error(office, monkeypatch, tmp_path):
    office("")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    with pytest.raises(DocgenError) as caught:
        to_pdf(package(tmp_path / "信.docx"))
    assert caught.value.where == DocumentSpot(str(tmp_path / "none"))
