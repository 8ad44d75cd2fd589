"""Papers of one person: whose opinions stand in a form, what a department sees, who gets a notice."""

import re
from pathlib import Path

import pytest
from reviewing import change, convicted, make, reviewed, run, tables, text_of, with_id

from docgen_plugins.review.room import Room, form_room

TOWNSHIP = "石羊镇"


def forms(path: Path) -> dict[str, list[list[str]]]:
    """The tables of a print file by ID: each person has one."""
    return {next(row[1] for row in rows if row[0] == "身份证号"): rows for rows in tables(path)}


def grid(rows: list[list[str]]) -> dict[str, str]:
    """The opinions of a form by department."""
    top = next(number for number, row in enumerate(rows) if row[:2] == ["部门", "审查内容"])
    return {row[0]: row[2] for row in rows[top + 1 :] if len(row) == 7}


def value(rows: list[list[str]], label: str) -> str:
    return next(row[row.index(label) + 1] for row in rows if label in row)


class TestForms:
    def test_everybody_has_one_in_the_file_of_the_community(self, docgen, small_office):
        said = run(docgen, small_office, "review", "forms")
        assert (said["rows"], said["made"], len(said["files"])) == (64, 64, 12)
        files = [Path(file["path"]) for file in said["files"]]
        assert small_office / "out" / "资格联审" / "个人联审表" / "04-石羊镇" / "丰乐社区.docx" in files
        rows = reviewed(small_office)
        for path in files:
            township, community = path.parent.name[3:], path.stem
            here = [row for row in rows if (row["乡镇（街道）"], row["社区"]) == (township, community)]
            found = forms(path)
            assert found.keys() == {row["身份证号"] for row in here}
            for row in here:
                paper = found[row["身份证号"]]
                assert value(paper, "姓名") == row["姓名"]
                assert value(paper, "审 查 组综合结论") == row["联审结论"]
                said_by = dict(
                    zip(("纪委", "组织部", "检察"), (row["纪委"], row["组织部"], row["检察院"]), strict=True)
                )
                for name, word in said_by.items():
                    assert grid(paper)[name] == ("有异议" if word == "有异议" else "无异议")

    def test_objections_stand_with_their_reasons_and_a_blank_stays_blank(self, docgen, small_office):
        row = convicted(small_office)
        change(small_office, "联审意见.xlsx", with_id(row["身份证号"], 计生局=None))
        (path,) = make(docgen, small_office, "review", "forms", row["乡镇（街道）"], row["社区"])
        paper = forms(path)[row["身份证号"]]
        assert grid(paper)["检察"] == "有异议"
        assert grid(paper)["计生"] == ""
        assert value(paper, "有关情况") == f"检察有异议：{row['情况说明']}"
        assert value(paper, "依据条款") == "R4-1　受过刑事处罚"

    def test_a_department_sees_its_own_row_and_the_basic_data(self, docgen, small_office):
        row = convicted(small_office)
        words = (row["乡镇（街道）"], row["社区"])
        (path,) = make(docgen, small_office, "review", "forms", *words, "--for", "纪委")
        assert path.parent.parent.name == "个人联审表（纪委）"
        for paper in forms(path).values():
            assert grid(paper) == {"纪委": ""}
        text = text_of(path)
        others = (
            "组织部",
            "信访",
            "维稳",
            "检察",
            "民政",
            "计生",
            "审查组",
            "初审意见",
            row["情况说明"],
            "R4",
            "取消资格",
        )
        assert not [word for word in others if word in text]
        assert row["姓名"] in text
        assert "于2013年11月15日前反馈" in text

    def test_a_department_may_be_called_by_its_other_names(self, docgen, small_office):
        (path,) = make(docgen, small_office, "联审表", "石羊镇", "丰乐社区", "--for", "市检察院")
        assert path.parent.parent.name == "个人联审表（检察）"
        result = docgen("-w", small_office, "review", "forms", "--for", "检查院")
        assert (result.code, "Did you mean 检察院?" in result.err) == (2, True)

    def test_namesakes_of_a_community_keep_their_own_opinions(self, docgen, small_office):
        here = [row for row in reviewed(small_office) if row["社区"] == "丰乐社区" and row["联审结论"] == "合格"]
        one, other = here[:2]
        said = {"检察院": "有异议", "情况说明": "另案处理"}
        edits = with_id(one["身份证号"], 姓名="张伟"), with_id(other["身份证号"], 姓名="张伟", **said)
        change(small_office, "联审意见.xlsx", *edits)
        change(small_office, "候选人.xlsx", *(with_id(row["身份证号"], 报名人="张伟") for row in (one, other)))
        (path,) = make(docgen, small_office, "review", "forms", TOWNSHIP, "丰乐社区")
        papers = forms(path)
        assert [value(papers[row["身份证号"]], "姓名") for row in (one, other)] == ["张伟", "张伟"]
        assert [grid(papers[row["身份证号"]])["检察"] for row in (one, other)] == ["无异议", "有异议"]
        assert value(papers[one["身份证号"]], "有关情况") == ""

    def test_namesakes_without_an_id_in_the_sheet_of_reviews_get_nobodys(self, docgen, small_office):
        here = [row for row in reviewed(small_office) if row["社区"] == "丰乐社区" and row["联审结论"] == "合格"][:2]
        ids = [row["身份证号"] for row in here]
        change(small_office, "联审意见.xlsx", *(with_id(each, 姓名="张伟", 身份证号=None) for each in ids))
        change(small_office, "候选人.xlsx", *(with_id(each, 报名人="张伟") for each in ids))
        said = run(docgen, small_office, "review", "forms", TOWNSHIP, "丰乐社区")
        papers = forms(Path(said["files"][0]["path"]))
        for row in here:
            assert set(grid(papers[row["身份证号"]]).values()) == {""}
        assert "E08" in {problem["code"] for problem in said["problems"]}

    def test_a_text_that_does_not_fit_is_refused_with_its_row(self, docgen, small_office):
        row = next(row for row in reviewed(small_office) if row["社区"] == "丰乐社区")
        long = form_room("现职").chars + 1
        change(small_office, "候选人.xlsx", with_id(row["身份证号"], 现任职务="务" * long))
        result = docgen("-w", small_office, "review", "forms", TOWNSHIP, "丰乐社区")
        assert result.code == 1
        assert re.search(r"候选人.xlsx / 石羊镇 / row \d+: 现职 is too long for its field", result.err)
        assert row["身份证号"] not in result.err
        (path,) = (small_office / "out").rglob("丰乐社区.docx")
        assert row["身份证号"] not in forms(path)

    @pytest.mark.parametrize(
        ("text", "fits"),
        [("字" * 10, True), ("字" * 19, True), ("字" * 20, False), ("a" * 38, True), ("一\n二", False)],
    )
    def test_room_is_counted_in_characters(self, text, fits):
        assert Room(2100, 2, 210).holds(text) is fits


class TestNotices:
    def test_one_for_each_recorded_disqualification(self, docgen, example):
        paths = make(docgen, example, "review", "notices")
        out = [row for row in reviewed(example) if row["联审结论"] == "取消资格"]
        assert len(paths) == len(out) == 165
        named = {(path.parent.name[3:], re.sub(r"^\d\d-\d\d-\d\d", "", path.stem)) for path in paths}
        assert named == {(row["乡镇（街道）"], f"{row['社区']}{row['姓名']}_取消资格告知书") for row in out}

    def test_what_it_says(self, docgen, small_office):
        row = convicted(small_office)
        paths = make(docgen, small_office, "取消资格告知书", row["乡镇（街道）"], row["社区"])
        text = next(text_of(path) for path in paths if row["姓名"] in path.name)
        assert f"{row['姓名']}同志：" in text
        assert "按照不符合参选条件的不得参选的规定（具体情形：受过刑事处罚），决定取消你的初步人选资格" in text
        assert "5个工作日内向都江堰市社区党组织换届选举工作领导小组办公室书面提出" in text
        assert "回　　　　执" in text
        assert not [word for word in ("检察", "有异议", row["身份证号"], row["情况说明"]) if word in text]

    def test_objections_alone_make_none(self, docgen, small_office):
        row = next(row for row in reviewed(small_office) if row["社区"] == "丰乐社区" and row["联审结论"] == "合格")
        change(small_office, "联审意见.xlsx", with_id(row["身份证号"], 纪委="有异议", 检察院="有异议", 情况说明="待查"))
        said = run(docgen, small_office, "review", "notices", TOWNSHIP, "丰乐社区")
        assert not [file for file in said["files"] if row["姓名"] in file["path"]]
        assert "E23" in {problem["code"] for problem in said["problems"]}
