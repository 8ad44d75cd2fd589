"""What Windows does with a file that Word or Excel holds open: nobody may replace, rename or delete it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest

from docgen.batch.publishing import refusal
from docgen.register import Register
from docgen.text import reason_of, speaking

HELD: set[str] = set()
"""Real paths of the files that are open elsewhere; empty but for these tests."""
_CHANGES = os.O_WRONLY | os.O_RDWR | os.O_TRUNC


class SharingViolation(PermissionError):
    """As Windows raises it."""

    winerror = 32


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if not HELD:
        return
    paths: tuple[object, ...] = ()
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _CHANGES:
        paths = arguments[:1]
    elif event in ("os.rename", "os.remove"):
        paths = arguments[: 2 if event == "os.rename" else 1]
    for path in paths:
        if isinstance(path, str | bytes | os.PathLike):
            real = os.path.realpath(os.fsdecode(path))
            holds = event != "open" and any(each.startswith(real + os.sep) for each in HELD)
            if real in HELD or holds:
                raise SharingViolation(13, "The process cannot access the file", real)


@pytest.fixture(scope="module")
def audited() -> None:
    """From now on files that are held can be refused; such a hook cannot be taken away."""
    sys.addaudithook(_refuse)


@pytest.fixture
def hold(audited: None) -> Iterator[set[str]]:
    """The files that are open elsewhere."""
    yield HELD
    HELD.clear()


MADE = {
    "bulletin week-4": ("信息专报/*.docx", "bulletin/信息专报.docx"),
    "review table 石羊镇": ("资格联审/*.docx", "review/联审总表.docx"),
    "letter 石羊镇 丰乐社区": ("公开信/*/*/*.docx", "letter/公开信.docx"),
    "figures week-3 --xlsx": ("核对/*.xlsx", ""),
    "register export": ("核对/*.xlsx", ""),
}


@pytest.mark.unsound
@pytest.mark.parametrize("line", MADE)
def test_a_document_that_is_open_stays_and_is_named(docgen, repo: Path, small_office: Path, hold: set[str], line: str):
    words, (made, template) = ("-w", small_office, *line.split()), MADE[line]
    assert docgen(*words).code == 0
    files = sorted((small_office / "out").glob(made))
    before = {path: path.read_bytes() for path in files}
    assert before
    change(repo, small_office, template)
    hold.update(os.path.realpath(path) for path in files)
    result = docgen(*words)
    assert result.code == 1, result.out + result.err
    assert "If it is open" in result.err, result.err
    assert any(path.name in result.err or path.parent.name in result.err for path in files), result.err
    assert {path: path.read_bytes() for path in files} == before
    hold.clear()
    assert docgen(*words).code == 0
    assert {path: path.read_bytes() for path in files if path.exists()} != before


def test_a_document_of_before_that_is_open_stays(docgen, tmp_path: Path, monkeypatch, hold: set[str]):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_STATE_DIR", str(tmp_path / "state"))
    letter = docx.Document()
    letter.add_paragraph("{{ 姓名 }}{{ 电话 }}")
    letter.save("信.docx")
    words = ("render", "信.docx", "--data", "名单.csv", "--each", "--name", "信_{{ 姓名 }}")
    rows, named = Path("名单.csv"), "信_李四.docx"
    rows.write_text("姓名,电话\n张三,1\n李四,2", encoding="utf-8")
    assert docgen(*words).code == 0
    hold.add(os.path.realpath(tmp_path / "out" / named))
    for text in ("姓名,电话\n张三,1\n李四,3", "姓名,电话\n张三,1"):
        rows.write_text(text, encoding="utf-8")
        result = docgen(*words)
        assert (result.code, (tmp_path / "out" / named).exists()) == (1, True)
        assert "If it is open in Word" in result.err
        assert named in result.err
    hold.clear()
    assert docgen(*words).code == 0
    assert not (tmp_path / "out" / named).exists()


def change(repo: Path, example: Path, template: str) -> None:
    """Change what is printed: the template, or without one the numbers and the register."""
    if template:
        document = docx.Document(str(repo / "templates" / template))
        document.add_paragraph("另行通知。")
        (example / "templates" / template).parent.mkdir(parents=True)
        document.save(str(example / "templates" / template))
        return
    path = example / "data" / "指导记录.xlsx"
    book = openpyxl.load_workbook(path)
    (heading,) = (cell for row in book.worksheets[0].iter_rows(max_row=5) for cell in row if cell.value == "人次")
    book.worksheets[0].cell(heading.row + 1, heading.column, 9)
    book.save(path)
    Register(example / "register.sqlite").void("信息专报", 3, 2013, "印错")


@pytest.mark.parametrize(("code", "said"), [(32, "其他程序正在使用"), (33, "其他程序正在使用"), (5, "没有权限")])
def test_what_windows_says_of_an_open_file_is_not_taken_for_a_lack_of_rights(code: int, said: str):
    error = SharingViolation(13, "The process cannot access the file")
    error.winerror = code
    with speaking("zh"):
        assert said in str(reason_of(error))


def test_a_path_that_is_too_long_for_windows_is_told_so(tmp_path: Path):
    long = tmp_path.joinpath(*["很长的文件夹名称" * 3] * 12, "通报.docx")
    error = refusal(FileNotFoundError(2, "The system cannot find the path specified"), long)
    assert f"{len(str(long))} characters; Windows opens 259 at most" in str(error.hint)
    assert refusal(FileNotFoundError(2, "No such file or directory"), tmp_path / "通报.docx").hint is None
