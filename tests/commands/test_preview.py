"""`--pdf` and `--preview`: pages, and what happens where they cannot be made or shown."""

from pathlib import Path

import click
import docx
import pytest

from docgen.pdf import office

libreoffice = pytest.mark.libreoffice


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a template of one page and three rows; its own cache; no desktop."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    document = docx.Document()
    document.add_paragraph("{{ 姓名 }}")
    document.save("信.docx")
    (tmp_path / "名单.csv").write_text("姓名\n张三\n李四\n王五\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a desktop is asked to open."""
    found: list[str] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(click, "launch", lambda path: found.append(path) or 0)
    return found


def pages(pdf: Path) -> int:
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(pdf.read_bytes())
    try:
        return len(document)
    finally:
        document.close()


@libreoffice
def test_a_preview_opens_all_pages_and_writes_no_document(docgen, desk, opened):
    result = docgen("render", "信.docx", "--data", "名单.csv", "--each", "--preview")
    assert result.code == 0, result.err
    (path,) = opened
    assert pages(Path(path)) == 3
    assert f"preview: {path}" in result.out
    assert not (desk / "out").exists()
    assert Path(path).is_relative_to(desk / "cache")


@libreoffice
def test_the_next_preview_takes_the_last_one_away(docgen, desk, opened):
    words = ("render", "信.docx", "--data", "名单.csv", "--preview", "--each", "--sample")
    assert docgen(*words, 1).code == 0
    assert docgen(*words, 2).code == 0
    first, second = map(Path, opened)
    assert not first.exists()
    assert pages(second) == 2
    assert [path for path in (desk / "cache" / "docgen").rglob("*") if path.is_file()] == [second]


@libreoffice
def test_without_a_desktop_the_path_is_said(docgen, desk):
    result = docgen("--lang", "zh", "render", "信.docx", "--data", "名单.csv", "--combine", "--sides", 2, "--preview")
    assert result.code == 0, result.err
    (pdf,) = (desk / "cache").rglob("*.pdf")
    assert f"预览文件（请自行打开）：{pdf}" in result.out
    assert pages(pdf) == 5  # two blank backs


@libreoffice
def test_a_bulletin_is_shown_without_being_made(docgen, small_office, desk, opened):
    before = sorted(small_office.rglob("*"))
    result = docgen("-w", small_office, "bulletin", "week-3", "--preview")
    assert result.code == 0, result.err
    assert [Path(path).name for path in opened] == ["信息专报.pdf"]
    assert pages(Path(opened[0])) >= 2
    new = set(small_office.rglob("*")) - set(before)
    log = small_office / ".docgen" / "audit.jsonl"  # who looked at what is noted
    assert log in new
    assert {path for path in new if path.parent.name == ".docgen"} <= {
        log,
        log.with_name("marks"),
        log.with_name("name"),
    }
    assert not [path for path in new if ".docgen" not in path.parts]


def test_where_no_row_can_be_made_there_is_nothing_to_show(docgen, desk, opened):
    (desk / "名单.csv").write_text("姓名,电话\n,1\n", encoding="utf-8")
    result = docgen("render", "信.docx", "--data", "名单.csv", "--each", "--preview")
    assert result.code == 1
    assert "姓名 is blank" in result.err
    assert opened == []


@pytest.mark.parametrize("words", [["--preview"], ["--pdf"]])
def test_without_libreoffice_that_is_said(docgen, desk, monkeypatch, words):
    monkeypatch.setattr(office, "find_libreoffice", lambda: None)
    result = docgen("render", "信.docx", "--data", "名单.csv", "--each", *words)
    assert result.code == 1
    assert "LibreOffice is not on this machine" in result.err
    assert (desk / "out" / "信-1.docx").exists() is (words == ["--pdf"])


@libreoffice
def test_pdfs_lie_beside_the_documents_and_are_not_made_twice(docgen, desk):
    words = ("render", "信.docx", "--data", "名单.csv", "--each", "--pdf")
    assert docgen(*words).code == 0
    made = {path: path.stat().st_mtime_ns for path in (desk / "out").glob("*.pdf")}
    assert sorted(path.name for path in made) == ["信-1.pdf", "信-2.pdf", "信-3.pdf"]
    result = docgen(*words)
    assert result.code == 0, result.err
    assert result.out.count("PDF: ") == 3
    assert {path: path.stat().st_mtime_ns for path in made} == made


@libreoffice
def test_a_print_file_for_both_sides_has_its_blank_backs_as_pdf(docgen, desk):
    assert docgen("render", "信.docx", "--data", "名单.csv", "--combine", "--sides", 2, "--pdf").code == 0
    assert pages(desk / "out" / "信.pdf") == 5
