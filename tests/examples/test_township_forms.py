"""The twelve forms of a township: each made of the example's workbooks, read as a reader has it, laid out, compared
with what the script makes."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from offices import copy_office

from docgen import cli, name_key
from docgen.gongwen.lint import lint_file
from docgen.pdf import to_pdf
from docgen.text import speaking

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "township-forms"
FORMS = sorted(path.parent.name for path in EXAMPLE.glob("forms/*/form.toml"))
HERE = "丰乐社区"
PLACES = (HERE, "望湾社区", "柳荫社区")
UNNUMBERED = ("推荐票", "选票", "聘书")
"""No official documents: they have no page number."""

PAGES = {
    "初步人选公示": 1,
    "推荐票": 1,
    "推荐结果公示": 1,
    "竞职承诺书": 6,
    "选票": 1,
    "签到表": 2,
    "结果报告单": 1,
    "应急预案": 4,
    "请示": 2,
    "批复": 2,
    "聘书": 2,
    "交接清单": 2,
    "调研表": 6,
}
"""How many the document of 丰乐社区 has, or the only one."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """All documents by their form."""
    folder = copy_office(EXAMPLE, tmp_path_factory.mktemp("石羊镇") / "forms")
    with speaking("en"):
        for name in FORMS:
            assert cli.run(["-w", str(folder), name]) == 0, name
    return {name: sorted((folder / "out" / name).rglob("*.docx")) for name in FORMS}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return copy_office(EXAMPLE, tmp_path / "石羊镇")


def one(made: dict[str, list[Path]], form: str) -> Path:
    """The document of 丰乐社区, or else the first."""
    return next((path for path in made[form] if HERE in path.name), made[form][0])


def text_of(path: Path) -> str:
    """All text, tables too, a line a paragraph."""
    body = docx.Document(str(path)).element.body
    return "\n".join("".join(node.text or "" for node in each.iter("{*}t")) for each in body.iter("{*}p"))


def rows_of(path: Path, number: int = 0) -> list[list[str]]:
    """A table, its cells as text; one that reaches over several columns once."""
    rows = docx.Document(str(path)).tables[number]._tbl.tr_lst
    return [["".join(node.text or "" for node in cell.iter("{*}t")) for cell in row.tc_lst] for row in rows]


def sheet(book: str, name: str = "") -> list[dict[str, Any]]:
    """The rows of a sheet of the example by header; what is merged stands in its first row."""
    page = openpyxl.load_workbook(EXAMPLE / "data" / f"{book}.xlsx")[name or book]
    _, heads, *rows = page.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def change(workspace: Path, book: str, name: str = "", *, cell: str, value: object) -> None:
    path = workspace / "data" / f"{book}.xlsx"
    loaded = openpyxl.load_workbook(path)
    loaded[name or book][cell].value = value
    loaded.save(path)


def plain(names: list[str]) -> list[str]:
    return [name.replace("\u3000", "") for name in names]


class TestExample:
    def test_the_script_makes_the_same_bytes(self, tmp_path):
        script = [sys.executable, EXAMPLE / "make_example.py", "--out", tmp_path]
        subprocess.run(script, check=True, env={**os.environ, "PYTHONHASHSEED": "7"})
        files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
        assert len(files) == 13 + len(FORMS) + 3  # of 旧表/
        for path in files:
            assert path.read_bytes() == (EXAMPLE / path.relative_to(tmp_path)).read_bytes(), path.name

    def test_nothing_is_wrong_with_data_and_forms(self, docgen, workspace):
        assert docgen("-w", workspace, "--lang", "en", "check").code == 0
        result = docgen("-w", workspace, "--lang", "en", "forms", "check")
        assert result.code == 0
        assert result.out.count("nothing is wrong") == len(FORMS) == 13

    def test_init_copies_it_and_it_works(self, docgen, tmp_path):
        folder = tmp_path / "示例"
        result = docgen("init", folder, "--example", "township-forms")
        assert result.code == 0
        assert f'docgen --workspace "{folder}" forms' in result.out
        assert not list(folder.rglob("*.py"))
        for path in (path for part in ("data", "forms") for path in (EXAMPLE / part).rglob("*.*")):
            assert (folder / path.relative_to(EXAMPLE)).read_bytes() == path.read_bytes()
        assert docgen("-w", folder, "签到表", HERE).code == 0
        assert [path.name for path in (folder / "out" / "签到表").glob("*.docx")] == [f"{HERE}.docx"]

    def test_the_readme_names_every_form(self):
        told = (EXAMPLE / "README.md").read_text("utf-8")
        assert all(f"| `docgen {name}" in told for name in FORMS)

    def test_nobody_in_it_is_real(self):
        people = sheet("候选人")
        assert {row["身份证号"][:6] for row in people} == {"990181"}
        for path in (EXAMPLE / "data").glob("*.xlsx"):
            for page in openpyxl.load_workbook(path):
                for cell in (cell for row in page.iter_rows(values_only=True) for cell in row):
                    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)|028-[1-9]", str(cell)), path.name


class TestPages:
    @pytest.mark.libreoffice
    @pytest.mark.parametrize("form", FORMS)
    def test_it_has_as_many_pages_as_it_should(self, made, form):
        assert len(pypdfium2.PdfDocument(to_pdf(one(made, form)))) == PAGES[form]

    @pytest.mark.parametrize("form", [form for form in FORMS if form not in UNNUMBERED])
    def test_it_follows_the_standard(self, made, form):
        for path in made[form]:
            assert [str(each) for each in lint_file(path, pages=False) if each.severity.value != "note"] == []

    @pytest.mark.parametrize("form", ["初步人选公示", "推荐结果公示", "签到表", "结果报告单", "交接清单", "应急预案"])
    def test_the_head_of_a_list_is_repeated_and_no_row_is_split(self, made, form):
        lists = [table for table in docx.Document(str(one(made, form))).tables if len(table.rows) > 7]
        assert lists
        for table in lists:
            first, *others = table.rows
            assert first._tr.trPr.find(qn("w:tblHeader")) is not None
            assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (first, *others))

    @pytest.mark.libreoffice
    def test_20_to_25_sign_on_a_page_below_the_repeated_head(self, made):
        pdf = pypdfium2.PdfDocument(to_pdf(one(made, "签到表")))
        texts = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pdf]
        assert all("序号姓名党小组签名备注" in text for text in texts)
        signed = [len(re.findall("第[123]党小组", text)) for text in texts]
        assert sum(signed) == 46
        assert all(20 <= number <= 25 for number in signed)

    def test_a_certificate_lies_across(self, made):
        section = docx.Document(str(one(made, "聘书"))).sections[0]
        assert (section.page_width, section.page_height) == pytest.approx((Mm(297), Mm(210)), abs=1000)


class TestPublic:
    def test_accepted_people_stand_by_strokes_with_nothing_private(self, made):
        path = one(made, "初步人选公示")
        names = plain([row[1] for row in rows_of(path)[1:]])
        mine = [row for row in sheet("候选人") if row["社区"] == HERE]
        assert names == sorted((row["姓名"] for row in mine if row["复审结论"] == "合格"), key=name_key)
        assert names[:3] == ["王牛", names[1], "扎西·多吉"]
        refused = [row["姓名"] for row in mine if row["复审结论"] != "合格"]
        text = text_of(path)
        assert refused
        assert not any(word in text for word in (*refused, *(row["身份证号"] for row in mine)))
        assert "公示期为2013年11月18日至24日" in text
        assert "指导组举报电话028-01000004" in text

    def test_who_was_recommended_stands_by_votes_and_the_counts_come_out(self, made):
        path = one(made, "推荐结果公示")
        counts, people = rows_of(path, 0), rows_of(path, 1)[1:]
        assert [*counts[0][1::2], *counts[1][1::2]] == ["402", "396", "396", "395", "393", "2"]
        votes = [int(row[3]) for row in people]
        assert votes == sorted(votes, reverse=True)
        assert len(people) == sum(row["社区"] == HERE for row in sheet("推荐结果"))

    def test_no_ballot_can_be_told_from_another(self, made):
        for form in ("推荐票", "选票"):
            for path in made[form]:
                document = docx.Document(str(path))
                footers = [document.sections[0].footer, document.sections[0].even_page_footer]
                assert all(footer.is_linked_to_previous or not footer._element.xpath(".//w:t") for footer in footers)
                text = text_of(path)
                assert not re.search(r"编号|户号|户编号|序号|No|№|第\s*\d+\s*[号张份]", text)
                assert not any(row["身份证号"] in text for row in sheet("候选人"))

    def test_a_recommendation_has_a_line_for_each_post_and_no_names(self, made):
        path = one(made, "推荐票")
        assert len(rows_of(path)[1:]) == 5
        assert not any(cell for row in rows_of(path)[1:] for cell in row)
        text = text_of(path)
        assert not any(row["姓名"] in text for row in sheet("候选人"))

    def test_formal_candidates_stand_on_the_ballot_by_strokes(self, made):
        rows = rows_of(one(made, "选票"))
        middle = next(place for place, row in enumerate(rows) if "另选人姓名" in row)
        names = plain([row[1] for row in rows[1:middle]])
        assert names == ["王牛", "扎西·多吉", "毛方", "方尹", "孔牛", "欧阳明"]
        assert not any(cell for row in rows[1:middle] for cell in row[:1])
        assert len(rows[middle + 1 :]) == 3

    def test_a_certificate_for_each_supervisor(self, made):
        text = text_of(one(made, "聘书"))
        for row in (row for row in sheet("义务监督员") if row["社区"] == HERE):
            assert f"{row['姓名']}同志：" in text
            assert f"编号：{row['聘书编号']}" in text
        assert "聘期自2013年11月6日至2016年11月5日" in text


class TestInternal:
    def test_each_formal_candidate_promises_on_a_page_of_its_own(self, made):
        text = text_of(one(made, "竞职承诺书"))
        assert re.findall("我叫(.*?)，", text) == ["王牛", "扎西·多吉", "毛方", "方尹", "孔牛", "欧阳明"]
        assert text.count("承诺人（签字）：") == 6
        assert len(re.findall(r"^3．", text, re.MULTILINE)) == 6
        assert "1971年3月出生" in text

    def test_the_result_has_its_sums_and_three_kinds_of_tellers(self, made):
        path = one(made, "结果报告单")
        counts, people, tellers = (rows_of(path, number) for number in range(3))
        assert [*counts[0][1::2], *counts[1][1::2]] == ["46", "43", "43", "43", "42", "1"]
        for row in people[1:-1]:
            assert sum(map(int, row[2:5])) == 42
        assert people[-1][3:5] == ["—", "—"]
        assert [row[5] for row in people].count("是") == 5
        assert [row[0] for row in tellers] == ["总监票人", "监 票 人", "计 票 人"]

    def test_those_who_are_to_come_are_counted(self, made):
        path = one(made, "签到表")
        assert rows_of(path, 0)[1][1:] == ["46人", "实　到", "人", "请　假", "人"]
        names = plain([row[1] for row in rows_of(path, 1)[1:17]])
        assert names == sorted(names, key=name_key)

    def test_three_sign_for_what_is_handed_over(self, made):
        path = one(made, "交接清单")
        assert len(rows_of(path)[1:]) == 30
        assert [cell.rstrip("：") for cell in rows_of(path, 1)[0]] == [
            "移 交 人（签字）",
            "接 收 人（签字）",
            "监 交 人（签字）",
        ]

    def test_a_talk_names_nobody_who_was_asked_and_leaves_room(self, made):
        path = one(made, "调研表")
        tables = docx.Document(str(path)).tables
        assert len(tables) == 6
        assert "√社区干部" in tables[0].rows[2].cells[1].text
        assert tables[0].rows[5].cells[1].text.startswith("办公经费不足")
        assert tables[5].rows[5].cells[1].text == tables[5].rows[6].cells[1].text == ""
        assert "姓名" not in text_of(path)

    def test_the_emergency_plan_lists_people_and_duty_in_its_annexes(self, made):
        (path,) = made["应急预案"]
        assert len(rows_of(path, 0)[1:]) == len(sheet("应急预案", "应急人员")) == 11
        days = [row[0] for row in rows_of(path, 1)[1:]]
        assert days[0] == "11月9日"
        assert days[-1] == "11月29日"
        assert "内部资料　注意保存" in text_of(path)


class TestOfficial:
    def test_a_request_is_a_draft_until_it_is_issued(self, docgen, workspace, made):
        drafts = [path.stem for path in made["请示"]]
        assert drafts == ["候选人_草稿", "换届方案_草稿"]
        said = docgen(
            "-w", workspace, "请示", "换届方案", "--issue", "--number", "石委〔2013〕18号", "--date", "2013-11-05"
        )
        assert said.code == 0, said.err
        path = workspace / "out" / "请示" / "换届方案.docx"
        text = text_of(path)
        for words in ("石委〔2013〕18号", "签发人：", "中共都江堰市委组织部：", "妥否，请批示。", "2013年11月5日印发"):
            assert words in text
        assert text.index("签发人：") < text.index("关于社区党组织换届选举工作方案的请示")
        assert [str(each) for each in lint_file(path, pages=False) if each.severity.value == "error"] == []

    def test_a_reply_is_issued_too(self, docgen, workspace):
        words = ("--issue", "--number", "石委〔2013〕31号", "--date", "2013-11-29")
        said = docgen("-w", workspace, "批复", HERE, *words)
        assert said.code == 0, said.err
        text = text_of(workspace / "out" / "批复" / f"{HERE}.docx")
        assert "石委〔2013〕31号" in text
        assert "2013年11月29日印发" in text

    def test_a_reply_cites_what_it_replies_to_and_has_no_signer(self, made):
        text = text_of(one(made, "批复"))
        assert "丰乐社区党总支：" in text
        assert "《关于丰乐社区党总支选举结果的请示》（丰乐社党〔2013〕5号）收悉" in text
        assert "1．同意王牛、毛方、方尹、孔牛、欧阳明5名同志为丰乐社区党总支委员。" in text
        assert "此复。" in text
        assert "签发人" not in text


WRONG = {
    "公示期": ("公示安排", "C3", "2013-11-20", "公示期不足5天"),
    "差额": ("候选人", "T8", "复审通过", "差额不足20%"),
    "推荐得票": ("推荐结果", "K10", 393, "推荐得票合计"),
    "党员数": ("基础台账/社区", "E4", 29, "社区表填的是29名"),
    "实到": ("选举结果", "D3", 47, "多于应到46人"),
    "五分之四": ("选举结果", "D3", 36, "不足应到46人的五分之四"),
    "废票": ("选举结果", "H3", 2, "加废票2不等于收回选票43"),
    "赞成": ("选举结果", "K3", 40, "之和不等于有效票42"),
    "当选": ("选举结果", "N8", "是", "没有超过实到43人的半数"),
    "聘期": ("义务监督员", "E3", "2013-11-01", "聘期的截止日期不在开始日期之后"),
    "主送": ("请示/请示事项", "C3", "市委组织部、市民政局", "请示只写一个主送机关"),
    "承诺": ("承诺事项", "A3", None, "候选人编号"),
}


def test_days_that_do_not_count_shorten_a_notice(docgen: Callable[..., Any], workspace):
    change(workspace, "公示安排", cell="D2", value="其中节假日")
    change(workspace, "公示安排", cell="D3", value=3)
    result = docgen("-w", workspace, "check")
    assert "除去不计的3天，公示期不足5天" in result.out + result.err
    change(workspace, "公示安排", cell="D3", value=2)
    assert "公示期不足5天" not in docgen("-w", workspace, "check").err


@pytest.mark.parametrize(("book", "cell", "value", "said"), WRONG.values(), ids=WRONG)
def test_what_does_not_come_out_is_told_with_its_row(docgen: Callable[..., Any], workspace, book, cell, value, said):
    change(workspace, *book.split("/"), cell=cell, value=value)
    result = docgen("-w", workspace, "check")
    assert result.code == 1
    assert said in result.out + result.err
