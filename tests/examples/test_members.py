"""The example of a club outside China: everything that it makes is English, and its script makes it anew."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from offices import copy_office

from docgen import cli

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "members"
FORMS = sorted(path.parent.name for path in EXAMPLE.glob("forms/*/form.toml"))
HAN = re.compile("[\u3400-\u9fff]")
Run = Callable[..., tuple[int, str, str]]


def texts_of(path: Path) -> list[str]:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with all of its documents."""
    folder = copy_office(EXAMPLE, tmp_path_factory.mktemp("riverside") / "club")
    for name in FORMS:
        assert cli.run(["-w", str(folder), "--lang", "en", name]) == 0, name
    return folder


def test_each_member_who_has_not_paid_gets_a_letter(club: Path):
    letters = sorted((club / "out" / "Letters").glob("*.docx"))
    assert len(letters) == 7  # 5 of the workbook, 2 of the CSV
    text = "\n".join(texts_of(club / "out" / "Letters" / "Castell, Bruno.docx"))
    assert "Dear Bruno," in text
    assert "since September 3, 2011" in text
    assert "$120" in text
    assert "Thursday, April 30, 2026" in text
    assert "15305550102" in text  # a telephone number there, though a Chinese mobile number looks like that


def test_certificates_and_the_list_of_the_meeting(club: Path):
    assert len(list((club / "out" / "Certificates").glob("*.docx"))) == 6
    text = texts_of(club / "out" / "Certificates" / "Whitlock, Alma.docx")
    assert text[-1:] == ["Number R001"]
    assert "has been a member since April 18, 2009" in text
    listed = texts_of(club / "out" / "Attendance list.docx")
    assert "Annual meeting, Saturday, March 14, 2026" in listed
    assert "21 members" in listed
    assert listed.index("Beck, Tamsin") < listed.index("Wren, Silas")


def test_nothing_that_docgen_makes_there_is_chinese(club: Path):
    assert cli.run(["-w", str(club), "--lang", "en", "check", "--annotate"]) == 0
    made = list((club / "out").rglob("*"))
    assert {path.name for path in made if path.suffix == ".txt"} == {"Access - internal.txt", "Access - public.txt"}
    assert not [path for path in made if HAN.search(str(path.relative_to(club)))]
    assert not [path for path in made if path.suffix == ".docx" and HAN.search("".join(texts_of(path)))]


def test_an_edited_list_stays_and_the_draft_beside_it_has_an_english_name(docgen: Run, tmp_path: Path):
    folder = copy_office(EXAMPLE, tmp_path / "club")
    docgen("-w", str(folder), "attendance-list")
    path = folder / "out" / "Attendance list.docx"
    document = docx.Document(str(path))
    document.add_paragraph("Bring a pen.")
    document.save(str(path))
    docgen("-w", str(folder), "attendance-list")
    assert "Bring a pen." in texts_of(path)
    assert (folder / "out" / "Attendance list_draft 2.docx").exists()


def test_the_plugin_counts_who_has_paid(docgen: Run, tmp_path: Path):
    folder = tmp_path / "club"
    assert docgen("init", str(folder), "--example", "members")[0] == 0
    assert {"start.cmd", "start.sh", "plugins"} <= {path.name for path in folder.iterdir()}
    _, out, err = docgen("-w", str(folder), "--lang", "en", "plugins", "trust", "club", "--sha256", "0")
    sha = re.search("[0-9a-f]{64}", out + err)
    assert sha
    assert docgen("-w", str(folder), "plugins", "trust", "club", "--sha256", sha[0])[0] == 0
    code, out, _ = docgen("-w", str(folder), "--lang", "en", "figures", "2026-01-01..2026-12-31", "paid")
    assert code == 0
    assert "14" in out


def test_the_script_makes_what_lies_there(tmp_path: Path):
    script = [sys.executable, str(EXAMPLE / "make_example.py"), "--out", str(tmp_path)]
    subprocess.run(script, check=True)
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.*"))
    assert len(made) == 5
    for name in made:
        if name.suffix == ".docx":
            assert texts_of(tmp_path / name) == texts_of(EXAMPLE / name)
        else:
            assert (tmp_path / name).read_bytes() == (EXAMPLE / name).read_bytes(), name


def test_nobody_in_it_can_be_reached():
    text = (EXAMPLE / "data" / "New members.csv").read_text("utf-8")
    assert set(re.findall(r"\b1530555\d{4}\b", text)) == {f"153055501{n}" for n in (19, 20, 21)}  # 555-01xx: fiction
    assert re.findall(r"@(\S+?),", text) == ["example.org"] * 3
