"""A corrected copy under the same number, the figures that were printed, register and sheet side by side."""

import openpyxl
import pytest
from desk import answer, change, documents, text_of
from offices import finish_week_3

ISSUE_3 = "信息专报/信息专报_第3期_2013-11-22.docx"


@pytest.fixture
def issued(docgen, small_office):
    """The small office, issue 3 issued, then one visit found to be of thirty people, not one."""
    finish_week_3(small_office)
    assert docgen("-w", small_office, "bulletin", "week-3", "--issue").code == 0
    corrected = {1: 30, "合计": 35}  # the first visit, and the total
    change(small_office, "指导记录.xlsx", lambda row: {"人次": n} if (n := corrected.get(row.get("序号"))) else {})
    return small_office


def visits(docgen, small_office) -> tuple[str, str]:
    """What issue 3 printed of the visits, and what the data says now."""
    answered = answer(docgen("-w", small_office, "figures", "第3期", "--json"))
    now = {figure["name"]: figure["printed"] for figure in answered["figures"]}
    return answered["issued"]["until"]["leader_visits"], now["leader_visits"]


def test_a_rerun_lists_each_number_that_late_rows_would_change(docgen, issued):
    before = documents(issued)
    result = docgen("-w", issued, "--lang", "zh", "bulletin", "week-3")
    printed, now = visits(docgen, issued)
    assert printed == "5人次" != now
    assert f"累计.市领导指导：第3期印“5人次”，现为“{now}”" in result.err
    assert "如需更正重印：docgen register reissue" in result.out + result.err
    assert documents(issued) == before


def test_figures_shows_what_was_printed_beside_what_is_counted_now(docgen, issued):
    result = docgen("-w", issued, "--lang", "zh", "figures", "第3期")
    line = next(line for line in result.out.splitlines() if "市领导指导" in line)
    assert "5人次 ≠" in line
    assert "第3期印" in result.out
    assert "期印" not in docgen("-w", issued, "--lang", "zh", "figures", "week-2").out


def test_a_corrected_copy_has_the_number_and_the_day_and_the_old_one_is_void(docgen, issued):
    old = (issued / "out" / ISSUE_3).read_bytes()
    result = docgen("-w", issued, "register", "reissue", "3", "--reason", "人次有误", "--checker", "汪敏红")
    assert result.code == 0, result.err
    printed, now = visits(docgen, issued)
    assert printed == now != "5人次"
    text = text_of(issued / "out" / ISSUE_3)
    assert ("第3期" in text, "2013年11月22日" in text, now in text, "5人次" in text) == (True, True, True, False)
    assert [path.read_bytes() for path in (issued / "out" / "_作废").rglob("*.docx")] == [old]
    assert "更正重印（第2次）" in text_of(issued / "out" / "校核单" / "校核单_信息专报第3期_第2次.docx")
    assert "issued (copy 2)" in docgen("-w", issued, "register").out


def test_without_a_difference_there_is_nothing_to_correct(docgen, small_office):
    finish_week_3(small_office)
    docgen("-w", small_office, "bulletin", "week-3", "--issue")
    result = docgen("-w", small_office, "register", "reissue", "3", "--reason", "无")
    assert (result.code, "just what was issued" in result.err) == (1, True)


def test_what_docgen_did_not_issue_cannot_be_issued_again(docgen, small_office):
    result = docgen("-w", small_office, "register", "reissue", "2", "--reason", "无")
    assert (result.code, "docgen has issued no" in result.err) == (1, True)


def test_register_and_sheet_are_compared(docgen, small_office):
    assert "agree" in docgen("-w", small_office, "register", "compare").out
    change(
        small_office,
        "文号登记.xlsx",
        lambda row: {"标题": "别的标题"} if row.get("文号") == "都社组换〔2013〕7号" else {},
    )
    result = docgen("-w", small_office, "register", "compare")
    assert result.code == 1
    assert "都社组换〔2013〕7号 has another title in the register" in result.err


def test_the_register_is_exported_in_the_shape_of_the_sheet(docgen, small_office):
    assert docgen("-w", small_office, "register", "export").code == 0
    sheet = openpyxl.load_workbook(small_office / "out" / "核对" / "文号登记_导出.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("文号", "机关代字", "年份", "序号")
    numbers = {(row[1], row[3]): (row[0], row[6]) for row in rows[1:]}
    assert numbers["都社组换", 3] == ("都社组换〔2013〕3号", "作废")
    assert numbers["信息专报", 3][1] == "已签发"
