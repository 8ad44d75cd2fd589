"""Public lists and notices are not made about people whose recorded conclusion the opinions or the rules contradict;
everybody else's are."""

import json
from pathlib import Path
from typing import Any

import pytest
from reviewing import Row, change, make, reviewed, table, with_id

BOOKS = ("联审意见.xlsx", "候选人.xlsx")


def somebody(office: Path, township: str, conclusion: str) -> Row:
    rows = (row for row in reviewed(office) if (row["乡镇（街道）"], row["联审结论"]) == (township, conclusion))
    return next(rows)


def said_of(docgen, office: Path, *words: str) -> tuple[int, list[dict[str, Any]], list[Path]]:
    """The exit code, the errors and the files of a command."""
    result = docgen("-w", office, "review", *words, "--json")
    said = json.loads(result.out)
    errors = [problem for problem in said["problems"] if problem["severity"] == "error"]
    return result.code, errors, [Path(file["path"]) for file in said["files"]]


class TestPublicList:
    def test_none_of_a_township_where_an_objection_stands_against_an_acceptance(self, docgen, small_office):
        accepted = somebody(small_office, "石羊镇", "合格")
        change(small_office, "联审意见.xlsx", with_id(accepted["身份证号"], 纪委="有异议"))
        code, errors, files = said_of(docgen, small_office, "list")
        assert code == 1
        assert {error["code"]: error["text"]["zh"] for error in errors} == {
            "E22": "没有生成石羊镇公示名单：纪委有异议，没有情况说明",
            "E23": "没有生成石羊镇公示名单：复审结论为合格，但纪委有异议",
        }
        assert all("候选人.xlsx / 石羊镇 / row " in error["record"] for error in errors)
        assert [path.stem for path in files] == ["19-向峨乡"]

    def test_the_row_is_named_and_nobody_elses_papers_are_held_back(self, docgen, small_office):
        accepted = somebody(small_office, "石羊镇", "合格")
        change(small_office, "联审意见.xlsx", with_id(accepted["身份证号"], 纪委=None))
        result = docgen("-w", small_office, "review", "list", "石羊镇")
        assert result.code == 1
        assert "候选人.xlsx / 石羊镇 / U" in result.err
        assert "no public list of 石羊镇: 合格, but: 纪委未反馈" in result.err
        assert said_of(docgen, small_office, "list", "向峨乡")[:2] == (0, [])
        assert said_of(docgen, small_office, "notices", "石羊镇")[:2] == (0, [])

    def test_none_where_somebody_is_left_out_whom_nobody_objects_to(self, docgen, small_office):
        accepted = somebody(small_office, "石羊镇", "合格")
        without = {"联审结论": "取消资格", "复审结论": "取消资格", "市级复审": "取消资格", "取消原因": "R4-1"}
        for book in BOOKS:
            change(small_office, book, with_id(accepted["身份证号"], **without))
        code, errors, files = said_of(docgen, small_office, "list", "石羊镇")
        assert (code, files) == (1, [])
        assert [error["code"] for error in errors] == ["E24"]

    def test_who_withdrew_holds_nothing_back(self, docgen, small_office):
        row = somebody(small_office, "石羊镇", "合格")
        change(small_office, "联审意见.xlsx", with_id(row["身份证号"], 纪委=None))
        change(small_office, "候选人.xlsx", with_id(row["身份证号"], 人选状态="自愿放弃"))
        code, errors, files = said_of(docgen, small_office, "list", "石羊镇")
        assert (code, errors) == (0, [])
        assert (row["社区"], row["姓名"]) not in {(line[1], line[2]) for line in table(files[0])}

    def test_more_of_them_than_a_check_names_one_by_one_are_all_named(self, docgen, small_office):
        here = [row for row in reviewed(small_office) if row["乡镇（街道）"] == "石羊镇" and row["联审结论"] == "合格"][
            :25
        ]
        change(small_office, "联审意见.xlsx", *(with_id(row["身份证号"], 纪委=None) for row in here))
        _, errors, _ = said_of(docgen, small_office, "list", "石羊镇")
        assert len({error["record"] for error in errors}) == 25


class TestNotices:
    def test_none_to_one_whom_nobody_objects_to_and_the_others_are_made(self, docgen, small_office):
        before = make(docgen, small_office, "review", "notices", "石羊镇")
        accepted = somebody(small_office, "石羊镇", "合格")
        without = {"复审结论": "取消资格", "市级复审": "取消资格", "取消原因": "R4-1"}
        change(small_office, "候选人.xlsx", with_id(accepted["身份证号"], **without))
        code, errors, files = said_of(docgen, small_office, "notices", "石羊镇")
        assert code == 1
        assert {error["code"] for error in errors} == {"E24", "review-conclusion"}
        assert all(error["text"]["zh"].startswith("没有生成告知书：") for error in errors)
        assert len({error["record"] for error in errors}) == 1
        assert files == before

    @pytest.mark.parametrize(("change_to", "code"), [({"取消原因": None}, "E24"), ({"党（工）委意见": "待核"}, "E21")])
    def test_none_without_a_reason_or_without_the_township(self, docgen, small_office, change_to, code):
        cancelled = somebody(small_office, "石羊镇", "取消资格")
        made = make(docgen, small_office, "review", "notices", "石羊镇")
        change(small_office, "候选人.xlsx", with_id(cancelled["身份证号"], **change_to))
        status, errors, files = said_of(docgen, small_office, "notices", "石羊镇")
        assert (status, [error["code"] for error in errors]) == (1, [code])
        assert {path.name for path in made} - {path.name for path in files} == {
            path.name for path in made if cancelled["姓名"] in path.name
        }

    def test_what_keeps_it_back_is_said_once(self, docgen, small_office):
        cancelled = somebody(small_office, "石羊镇", "取消资格")
        change(small_office, "候选人.xlsx", with_id(cancelled["身份证号"], 取消原因=None))
        said = json.loads(docgen("-w", small_office, "review", "notices", "石羊镇", "--json").out)
        assert [problem["code"] for problem in said["problems"]].count("E24") == 1
