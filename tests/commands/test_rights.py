"""Restricted documents, the register and docgen's own notes are for their owner alone; others are as the umask says."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from print_room import office
from trusting import trusting

pytestmark = pytest.mark.skipif(os.name == "nt", reason="on Windows the rights of the folder decide")

PLUGIN = """
from docgen import Access, Generator, Packs, Text, hookimpl
from docgen.records import Household


class Card(Generator):
    name, alias, title = "card", "选民证", Text("card", "选民证")
    template, access, each = "card.docx", Access.RESTRICTED, Household
    filename = "选民证/{{ 社区 }}/选民证_{{ 社区 }}"
    packs = Packs(code="code", place=("township", "community"), receipt={"户主": "head"})

    def context(self, row, data):
        return {"社区": row.community.name, "编号": row.code, "户主": row.head}


@hookimpl
def setup(docgen):
    docgen.generator(Card)
"""
FORM = 'title = "{0}"\naccess = "{1}"\neach = "社区"\nfilename = "{0}/{0}_{{{{ 社区 }}}}"\n'
Run = Callable[..., str]


@pytest.fixture
def umask(request) -> int:
    return getattr(request, "param", 0o022)


each_umask = pytest.mark.parametrize("umask", [0o022, 0o077, 0o002], indirect=True, ids=oct)


@pytest.fixture
def workspace(tmp_path) -> Path:
    """Households with letters, which are public, and cards, which are restricted; forms of both kinds."""
    root = office(tmp_path / "换届", 丰乐社区=6, 长寿社区=3).write()
    (root / "plugins").mkdir()
    (root / "plugins" / "cards.py").write_text(PLUGIN, encoding="utf-8")
    template = docx.Document()
    template.add_paragraph("{{ 社区 }}")
    for name, access in (("签到表", "受限"), ("告知书", "公开")):
        folder = root / "forms" / name
        folder.mkdir(parents=True)
        (folder / "form.toml").write_text(FORM.format(name, access), encoding="utf-8")
        template.save(str(folder / f"{name}.docx"))
    (root / "templates").mkdir()
    template.paragraphs[0].text = "选民证：{{ 户主 }}（{{ 社区 }}，{{ 编号 }}）"
    template.save(str(root / "templates" / "card.docx"))
    return root


@pytest.fixture
def run(workspace, tmp_path, umask) -> Run:
    """run("card"): a process of its own, with that umask, what it printed."""
    variables = os.environ | {"DOCGEN_CONFIG_DIR": str(tmp_path / "config"), "DOCGEN_LANG": "en"}

    def go(*words: str, code: int = 0) -> str:
        command = [sys.executable, "-m", "docgen", "-w", str(workspace), *words]
        done = subprocess.run(command, env=variables, umask=umask, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    go(*trusting(workspace, "cards"))
    return go


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def below(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.rglob("*")


def is_private(folder: Path) -> bool:
    """Whether a folder, and all in it, is for its owner alone."""
    return all(mode(path) == (0o700 if path.is_dir() else 0o600) for path in below(folder))


def is_usual(folder: Path, umask: int) -> bool:
    """Whether a folder, and all in it, is as the umask says."""
    return all(mode(path) == (0o777 if path.is_dir() else 0o666) & ~umask for path in below(folder))


@each_umask
def test_print_packs(run, workspace, umask):
    run("card", "--archive")
    run("letter", "--archive")
    out = workspace / "out"
    assert {path.suffix for path in below(out / "选民证")} == {"", ".docx", ".xlsx", ".json", ".txt", ".zip"}
    assert is_private(out / "选民证")
    assert is_usual(out / "公开信", umask)
    assert mode(out) == 0o777 & ~umask


@each_umask
def test_documents_and_print_files_of_forms(run, workspace, umask):
    run("签到表")
    run("告知书")
    rows = ("--data", str(workspace / "data" / "台账.xlsx"), "--sheet", "户", "--combine", "--name", "合订/全部")
    template = docx.Document()
    template.add_paragraph("{{ 户主姓名 }} {{ 联系电话|空 }}")
    template.save(str(workspace / "户.docx"))
    run("render", str(workspace / "户.docx"), *rows)
    out = workspace / "out"
    assert is_private(out / "签到表")
    assert is_private(out / "合订")
    assert is_usual(out / "告知书", umask)


def test_what_is_kept_of_them(run, workspace):
    """What is replaced, what does not belong any more, and what an undone run had made."""
    run("card")
    book = workspace / "data" / "台账.xlsx"
    changed = openpyxl.load_workbook(book)
    changed["户"].cell(2, 6).value = "改名"
    changed["户"].delete_rows(8, 99)
    changed.save(book)
    run("card")
    out = workspace / "out"
    assert (out / "_旧版").is_dir()
    assert (out / "_作废").is_dir()
    run("runs", "undo")
    for folder in ("_旧版", "_作废", "选民证"):
        assert mode(out / folder) == 0o700
        assert all(mode(path) == 0o600 for path in below(out / folder) if path.is_file())


@each_umask
def test_notes_and_register(run, workspace):
    run("card")
    run("letter")
    run("letter", "石羊镇", "--mark-printed")
    run("register", "export")
    assert is_private(workspace / ".docgen")
    assert mode(workspace / "register.sqlite") == 0o600
    assert mode(workspace / "out" / "核对" / "文号登记_导出.xlsx") == 0o600


def test_what_was_wider_is_narrowed(run, workspace):
    run("card")
    run("letter")
    run("letter", "石羊镇", "--mark-printed")
    state = workspace / ".docgen"
    files = [path for path in below(state) if path.parent.name != "marks"]  # whose folder nobody else enters
    for path in [*files, *below(workspace / "out" / "选民证"), workspace / "register.sqlite"]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    run("card", "--again")
    run("letter", "石羊镇", "--unmark-printed")
    assert is_private(state)
    assert mode(workspace / "register.sqlite") == 0o600
    assert mode(workspace / "out" / "选民证") == 0o700


def test_notes_in_a_folder_that_is_shared_on_purpose_stay_as_they_are(run, workspace):
    run("card")
    (workspace / ".docgen").chmod(0o2770)
    (workspace / ".docgen" / "ledger.sqlite").chmod(0o660)
    run("card", "--again")
    assert mode(workspace / ".docgen") == 0o2770
    assert mode(workspace / ".docgen" / "ledger.sqlite") == 0o660


@pytest.mark.libreoffice
@pytest.mark.slow
def test_pdfs(run, workspace):
    run("签到表", "--pdf")
    assert list((workspace / "out" / "签到表").glob("*.pdf"))
    assert is_private(workspace / "out" / "签到表")
