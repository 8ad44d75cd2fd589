"""No built-in document says a sentence of a table in which there is nothing: 由等0个部门, 0支指导督导组."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from desk import text_of
from shared_readings import read_anew

import docgen.tables.read
from docgen import Dataset
from docgen.data.dataset import Store

COMMANDS = (
    "bulletin week-3",
    "weekly week-3",
    "circular 2013-11-04..2013-11-20",
    "notice 议事会选举",
    "admonition ledger",
    "admonition --all",
    "review summary 2013-11-04..2013-11-22",
    "review letters",
    "review table 石羊镇",
    "review annex",
    "review list 石羊镇",
    "review notices 石羊镇",
    "review forms 石羊镇",
    "letter 石羊镇 丰乐社区 --jobs 1",
)
NOTHING = re.compile(
    r"(?<![\d.、第年月日-])0(个|支|名|份|次|项|件|位|人次|张|条|封|起|人|期)|由等|由、|等个|等0|（）|，，|：。|，。|、、|、）"
)


class Emptied:
    """Reads the tables of an office, all but the rows of one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.table, self.seen = "", Counter[str]()
        read = docgen.tables.read.read_folder

        def read_folder(*args: Any, **options: Any) -> Any:
            reading = read(*args, **options)
            if self.table:
                reading.rows[self.table] = []
            return reading

        monkeypatch.setattr(Dataset, "read", classmethod(read_anew))
        monkeypatch.setattr(docgen.tables, "read_folder", read_folder)
        begin = Store.__init__

        def with_looks(store: Store, *args: Any, **values: Any) -> None:
            begin(store, *args, **values)
            store.looks = self.seen

        monkeypatch.setattr(Store, "__init__", with_looks)


@pytest.fixture
def emptied(monkeypatch) -> Emptied:
    return Emptied(monkeypatch)


def sentences(docgen: Any, office: Path, words: str, out: Path) -> set[str]:
    """The lines of what a command makes."""
    docgen("-w", office, *words.split(), "--out", out)
    made = (path for path in out.rglob("*.docx") if "_旧版" not in path.parts)
    return {line for path in made for line in text_of(path).splitlines()}


@pytest.mark.slow
@pytest.mark.parametrize("words", COMMANDS)
def test_no_document_says_anything_of_a_table_without_rows(docgen, small_office, tmp_path, emptied, words):
    whole = sentences(docgen, small_office, words, tmp_path / "whole")
    assert whole
    said = {match[0] for line in whole for match in NOTHING.finditer(line)}
    for number, table in enumerate(sorted(emptied.seen)):
        emptied.table = table
        lines = sentences(docgen, small_office, words, tmp_path / str(number)) - whole
        zeros = {line for line in lines if any(m[0] not in said for m in NOTHING.finditer(line))}
        assert zeros == set(), table


@pytest.mark.parametrize(
    ("table", "said", "wrong"),
    [
        ("部门", "由【待补】等【待补】个部门联合审查", "由等"),
        ("指导组", "【待补】指导督导组现场指导", "0支"),
        ("问卷调查", "发放调查问卷【待补】，其中社区干部【待补】", "问卷0份"),
        ("民主评议", "【待补】，不得参选", "的0名"),
    ],
    ids=["departments", "groups", "questionnaires", "appraisals"],
)
def test_a_bulletin_marks_what_nobody_has_written_yet(docgen, small_office, tmp_path, emptied, table, said, wrong):
    emptied.table = table
    text = "\n".join(sentences(docgen, small_office, "bulletin week-3", tmp_path / "out"))
    assert said in text
    assert wrong not in text


def test_it_is_no_final_document_and_says_which_table_to_fill_in(docgen, small_office, emptied):
    emptied.table = "指导组"
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert "累计.指导督导组 is still to be written" in result.err
    assert "The table 指导组 has no rows yet" in result.err
    assert list((small_office / "out" / "信息专报").glob("*草稿*"))


def test_the_table_that_is_named_is_the_one_without_rows(docgen, small_office, emptied):
    """Visits lead to townships: without these none of them can be counted."""
    emptied.table = "乡镇(街道)"
    said = docgen("-w", small_office, "bulletin", "week-3").err
    assert "The table 乡镇(街道) has no rows yet" in said
    assert "The table 督查抽查" not in said


def test_a_fact_of_the_office_is_written_in_docgen_toml_and_the_hint_names_its_line(docgen, small_office):
    config = small_office / "docgen.toml"
    lines = [re.sub(r'^("?刊名"? = ).*', r'\1"【待补】"', line) for line in config.read_text("utf-8").splitlines()]
    config.write_text("\n".join(lines), "utf-8")
    (line,) = (number for number, text in enumerate(lines, 1) if "【待补】" in text and "刊名" in text)
    assert f"Write it in docgen.toml, line {line}: 刊名" in docgen("-w", small_office, "bulletin", "week-3").err


def test_questionnaires_are_copies_and_those_who_fill_them_in_are_people(docgen, small_office, tmp_path):
    text = "\n".join(sentences(docgen, small_office, "bulletin week-3", tmp_path / "out"))
    assert re.search(r"发放调查问卷\d+份，其中社区干部\d+名、党员\d+名、群众\d+名。", text)
