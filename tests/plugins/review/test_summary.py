"""docgen review summary: every number is that of the workbooks, they add up, and nobody is named."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from reviewing import AGREES, DEPARTMENTS, change, make, reasons, reviewed, run, table, text_of, with_id

from docgen_plugins.review.summary import percent

PERIOD = "2013-11-04..2013-11-22"
COLUMNS = ("初步人选", "初审通过", "参审", "合格", "取消", "待核")
TOWNSHIPS, REASONS, OFFICES = 1, 2, 3  # the first table is the room above the letterhead


def numbers(path: Path, township: str) -> dict[str, int]:
    (row,) = (row for row in table(path, TOWNSHIPS) if township in row)
    return dict(zip(COLUMNS, map(int, row[-7:-1]), strict=True))


def sums(docgen, office: Path, period: str) -> dict[str, int]:
    (path,) = make(docgen, office, "review", "summary", period)
    total = numbers(path, "合　计")
    assert total["合格"] + total["取消"] + total["待核"] == total["参审"]
    return total


def figure(docgen, office: Path, period: str, name: str) -> int:
    said = json.loads(docgen("-w", office, "figures", period, "--json").out)
    rows = said["figures"] if isinstance(said, dict) else said
    return int(next(row for row in rows if row["name"] == name)["value"])


class TestNumbers:
    def test_by_township_as_the_reviews_have_them(self, docgen, example):
        (path,) = make(docgen, example, "review", "summary", PERIOD)
        rows = reviewed(example)
        everybody = Counter(row["乡镇（街道）"] for row in rows)
        cancelled = Counter(row["乡镇（街道）"] for row in rows if row["联审结论"] == "取消资格")
        shown = table(path, TOWNSHIPS)[1:-1]
        assert len(shown) == len(everybody) == 20
        for row in shown:
            n, out = everybody[row[1]], cancelled[row[1]]
            assert row[2:8] == [str(value) for value in (n, n, n, n - out, out, 0)]
            assert float(row[8].rstrip("%")) == pytest.approx(100 * out / n, abs=0.0501)
        assert table(path, TOWNSHIPS)[-1][-7:] == ["1722", "1722", "1722", "1557", "165", "0", "9.6%"]
        text = text_of(path)
        assert "共有初步人选1722名" in text
        assert "参加联审的1722名中，合格1557名，占90.4%；取消资格165名，占9.6%；待核0名" in text
        assert "20个乡镇（街道）、255个社区" in text

    def test_by_reason_with_sums_of_the_four_bars(self, docgen, example):
        (path,) = make(docgen, example, "review", "summary", PERIOD)
        found = reasons(example)
        shown = {row[0] or row[1]: int(row[3]) for row in table(path, REASONS)[1:-1]}
        assert {code: n for code, n in shown.items() if code in found} == found
        for rule in ("R1", "R2", "R3", "R4"):
            assert shown[rule] == sum(n for code, n in found.items() if code.startswith(rule))
        assert table(path, REASONS)[-1][-2:] == ["165", "100.0%"]
        assert sum(shown[rule] for rule in ("R1", "R2", "R3", "R4")) == 165
        words = {row[1]: row[2] for row in table(path, REASONS)}
        assert words["R4-1"] == "受过刑事处罚"

    def test_by_department_in_the_order_of_their_list(self, docgen, small_office):
        people = iter(row["身份证号"] for row in reviewed(small_office))
        edits = [
            with_id(next(people), **{head: "有异议"})
            for number, head in enumerate(DEPARTMENTS, 1)
            for _ in range(number)
        ]
        change(small_office, "联审意见.xlsx", *edits)
        (path,) = make(docgen, small_office, "review", "summary", PERIOD)
        rows, shown = reviewed(small_office), table(path, OFFICES)[1:-1]
        assert [row[0] for row in shown] == ["纪委", "组织部", "信访", "维稳", "检察", "民政", "计生"]
        for head, row in zip(DEPARTMENTS, shown, strict=True):
            said = Counter(line[head] for line in rows)
            agree = sum(said[word] for word in AGREES)
            assert list(map(int, row[1:])) == [64, 64, agree, said["有异议"], 0, 0]

    @pytest.mark.parametrize("period", ["week-1", "week-2", "week-3"])
    def test_they_agree_with_the_figures_of_the_day(self, docgen, small_office, period):
        total = sums(docgen, small_office, period)
        until = f"2013-11-04..{ {'week-1': '2013-11-08', 'week-2': '2013-11-15', 'week-3': '2013-11-22'}[period] }"
        assert total["合格"] + total["取消"] == figure(docgen, small_office, until, "reviewed")
        assert total["取消"] == figure(docgen, small_office, until, "cancelled")
        assert total["初步人选"] == figure(docgen, small_office, until, "candidates")

    def test_a_blank_opinion_is_no_feedback_and_a_blank_conclusion_is_pending(self, docgen, small_office):
        first = reviewed(small_office)[0]["身份证号"]
        blank = dict.fromkeys(("检察院", "联审结论", "市级复审"))
        for book in ("联审意见.xlsx", "候选人.xlsx"):
            change(small_office, book, with_id(first, **blank))
        (path,) = make(docgen, small_office, "review", "summary", PERIOD)
        assert numbers(path, "合　计") == dict(zip(COLUMNS, (64, 64, 64, 59, 4, 1), strict=True))
        row = next(row for row in table(path, OFFICES) if row[0] == "检察")
        assert row[1:3] + row[-1:] == ["64", "63", "1"]

    def test_a_township_where_nobody_applied_is_shown(self, docgen, small_office):
        (small_office / "data" / "候选人" / "向峨乡.xls").unlink()
        (path,) = make(docgen, small_office, "review", "summary", PERIOD)
        row = next(row for row in table(path, TOWNSHIPS) if "向峨乡" in row)
        assert row[2:] == ["0", "0", "0", "0", "0", "0", "—"]
        assert numbers(path, "合　计")["参审"] == 64 - 30

    @pytest.mark.parametrize(
        ("part", "whole", "shown"),
        [(165, 1722, "9.6%"), (1, 2000, "0.1%"), (1, 2001, "0.0%"), (0, 5, "0.0%"), (5, 5, "100.0%"), (0, 0, "—")],
    )
    def test_percents_are_rounded_half_up_once(self, part, whole, shown):
        assert percent(part, whole) == shown


class TestDocument:
    def test_it_is_a_report_that_says_who_signs(self, docgen, small_office):
        order = ("--issue", "--date", "2013-11-25", "--number", "都社组换〔2013〕10号")
        assert docgen("-w", small_office, "review", "summary", PERIOD, *order).code == 0
        (path,) = (small_office / "out" / "资格联审").glob("联审汇总*都社组换2013-10.docx")
        text = text_of(path)
        assert "都社组换〔2013〕10号签发人：领导小组组长" in text
        assert "关于全市社区党组织班子成员初步人选\n资格联审情况的报告" in text
        assert "中共都江堰市委：" in text
        assert text.rstrip().endswith("2013年11月25日印发")
        assert "2013年11月25日\n" in text
        found = json.loads(docgen("lint", "--json", path).out)
        assert [fault["id"] for fault in found if fault["severity"] != "note"] == []

    def test_several_signers_stand_two_a_line(self, docgen, small_office):
        settings = small_office / "docgen.toml"
        several = '"签发人" = ["郑远山", "周清", "吴桐"]'
        settings.write_text(settings.read_text("utf-8").replace('"签发人" = "领导小组组长"', several), "utf-8")
        (path,) = make(docgen, small_office, "review", "summary", PERIOD)
        lines = text_of(path).split("\n")
        assert "签发人：郑远山　周　清" in lines
        assert "（草稿）吴　桐　　　　" in lines

    def test_words_of_people_stand_in_it_or_are_open(self, docgen, small_office):
        (path,) = make(docgen, small_office, "联审汇总", PERIOD)
        assert "3．对联审合格的人选张榜公示" in text_of(path)
        result = docgen("-w", small_office, "review", "summary", "week-2")
        assert result.code == 0
        assert "下步工作 is still to be written" in result.err
        assert "【待补】" in text_of(next((small_office / "out").rglob("联审汇总_第2周_草稿.docx")))

    def test_without_a_signer_it_is_a_draft(self, docgen, small_office):
        settings = small_office / "docgen.toml"
        settings.write_text(settings.read_text("utf-8").replace('"签发人" =', '"签发" ='), "utf-8")
        said = run(docgen, small_office, "review", "summary", PERIOD)
        assert [p["text"]["zh"] for p in said["problems"]] == ["“签发人”还没有内容，文中标为【待补】"]

    def test_it_names_nobody(self, docgen, small_office):
        (path,) = make(docgen, small_office, "review", "summary", PERIOD)
        text = text_of(path)
        assert not [row["姓名"] for row in reviewed(small_office) if len(row["姓名"]) > 2 and row["姓名"] in text]
        assert not re.search(r"\d{17}[\dX]|\d{6}\*+", text)
