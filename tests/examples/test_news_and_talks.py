"""快报 and 微博 of examples/dujiangyan, and what follows an admonition talk: 放弃参选声明, 整改报告.

The forms are those of the example, the rows those of the small office.
"""

import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office_forms import change, made, run_all, tables
from offices import EXAMPLE, SMALL_OFFICE, copy_office

COMMANDS = (("快报", "week-3"), ("微博", "week-1..week-3"), ("放弃参选声明",), ("整改报告",))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small office with the forms of the example; the commands were run in it."""
    return run_all(COMMANDS, small_with_forms(tmp_path_factory.mktemp("forms") / "office"))


@pytest.fixture
def own_office(tmp_path: Path) -> Path:
    """Another one, in which nothing was made yet."""
    return small_with_forms(tmp_path / "office")


def small_with_forms(folder: Path) -> Path:
    copy_office(SMALL_OFFICE, folder)
    shutil.copytree(EXAMPLE / "forms", folder / "forms")
    return folder


def talks() -> list[dict[str, Any]]:
    """The rows of the talks."""
    rows = (
        openpyxl.load_workbook(SMALL_OFFICE / "data" / "诫勉谈话.xlsx")
        .worksheets[0]
        .iter_rows(min_row=2, values_only=True)
    )
    head = next(rows)
    return [dict(zip(head, row, strict=True)) for row in rows if str(row[0]).startswith("JM")]


class TestTalks:
    def test_a_declaration_of_each_who_stands_back(self, office):
        stood_back = [row for row in talks() if row["参选意向"] == "主动放弃"]
        files = sorted(path.name for path in (office / "out" / "诫勉谈话" / "放弃参选声明").glob("*.docx"))
        assert files == sorted(f"{named(row)}_放弃参选声明.docx" for row in stood_back)
        row = next(row for row in stood_back if row["谈话编号"] == "JM02")
        text = made(office, "诫勉谈话/放弃参选声明/JM02*.docx")
        assert f"我是石羊镇晴湾社区党支部副书记{row['谈话对象']}。2013年11月19日，组织对我进行了诫勉谈话" in text
        assert "中共都江堰市石羊镇委员会：" in text
        assert "放弃的原因（由本人填写）：\n＿" in text
        assert "服从组织安排" not in text  # what was said in the talk is not put into anybody's mouth

    def test_a_report_of_each_who_mends(self, office):
        mending = [row for row in talks() if row["参选意向"] == "整改后参选"]
        files = sorted(path.name for path in (office / "out" / "诫勉谈话" / "整改报告").glob("*.docx"))
        assert files == sorted(f"{named(row)}_整改报告.docx" for row in mending)
        ((*_, result, _),) = tables(office, "诫勉谈话/整改报告/JM01*.docx")
        rows = {row[0]: row[1:] for row in tables(office, "诫勉谈话/整改报告/JM01*.docx")[0]}
        assert rows["谈话日期"] == ["2013年11月8日", "整改期限", "2013年11月15日"]
        assert rows["承诺的\n整改措施"][0] == "逐户走访听取意见，公开财务，按期向党员报告"
        assert result[1].split() == ["√明显", "□一般", "□不明显", "□拒不整改"]


def named(talk: dict[str, Any]) -> str:
    """How a file about somebody begins."""
    return "".join(talk[column] for column in ("谈话编号", "乡镇（街道）", "社区", "谈话对象"))


class TestNews:
    def test_the_news_of_a_week(self, office):
        text = made(office, "快报/快报_第3周.docx")
        assert text.startswith("社区党组织换届工作快报\n（第3周）")
        assert re.findall(r"\n([一二三四])、(.+)\n(.+?)讯：", text) == [
            ("一", "聚源镇邀请高校学生参与调研", "11月18日"),
            ("二", "“一户一票”推荐全面展开", "11月20日"),
            ("三", "督查组开展随机抽查", "11月22日"),
        ]
        assert text.endswith("2013年11月22日")

    def test_days_without_news_say_so(self, docgen, office):
        assert docgen("-w", office, "快报", "day-2013-11-09").code == 0
        assert "这几天没有快讯。" in made(office, "快报/快报_2013年11月9日.docx")

    def test_a_post_has_at_most_a_hundred_and_forty_characters_without_numbers(self, office):
        files = sorted(path.name for path in (office / "out" / "微博").glob("K*.txt"))
        assert files == [f"K{number}_11月{day}日.txt" for number, day in POSTED]
        for name in files:
            text = (office / "out" / "微博" / name).read_bytes().decode("utf-8-sig").removesuffix("\r\n")
            assert text.startswith("#社区换届#【")
            assert len(text) <= 140
            assert not re.search(r"\d{5}", text)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("推" * 140, "超过140字"),
            ("详情请拨028-00002013。", "快讯里有电话号码"),
            ("详情请拨12380。", "快讯里有电话号码"),
        ],
    )
    def test_news_that_are_too_long_or_hold_a_number_are_not_printed(self, docgen, own_office, text, said):
        change(own_office, "宣传资料.xlsx", "快讯", {"D3": text})
        found = docgen("-w", own_office, "微博", "week-1..week-3")
        assert found.code == 1
        assert "宣传资料.xlsx / 快讯 / row 3" in found.out + found.err
        assert said in found.out + found.err
        assert len(list((own_office / "out" / "微博").glob("K*.txt"))) == len(POSTED) - 1
        assert docgen("-w", own_office, "快报", "week-1").code == 1
        assert not list((own_office / "out").rglob("快报*.docx"))

    def test_a_name_in_the_news_is_told(self, docgen, own_office):
        (name,) = [row["谈话对象"] for row in talks() if row["谈话编号"] == "JM02"]
        change(own_office, "宣传资料.xlsx", "快讯", {"D3": f"晴湾社区{name}表示支持换届工作。"})
        found = docgen("-w", own_office, "微博", "week-1")
        assert "宣传资料.xlsx / 快讯 / D3" in found.err
        assert name in found.err


POSTED = (("01", 5), ("02", 7), ("04", 13), ("05", 18), ("06", 20))
