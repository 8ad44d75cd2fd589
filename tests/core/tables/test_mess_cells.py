"""Cells as clerks fill them: each kind of mess by its number in the list of the office's messy files."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from visits import Visit

from docgen import BadCell, Severity
from docgen.tables import read_folder

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("title", "raw", "meant"),
    [("发放数", "２３", 23), ("日期", "２０１３．１１．２２", date(2013, 11, 22)), ("编号", "Ａ－１", "A-1")],
)
def test_mess_08_full_width_characters_are_read_in_numbers_and_codes(value: Any, title: str, raw: str, meant: Any):
    assert value(title, raw) == meant


def test_mess_08_free_text_stays_as_it_is_typed(value: Any):
    assert value("备注", "（街道）：２３") == "（街道）：２３"


@pytest.mark.parametrize(
    "raw", ["张三\u200b", "\u00a0张三\u3000", "\t张三\r\n", "\u202e张三\u202c", "\ufeff张 三"], ids=ascii
)
def test_mess_09_invisible_characters_do_not_make_another_name(value: Any, raw: str):
    assert value("姓名", raw) == "张三"


def test_mess_09_lines_of_free_text_stay(value: Any):
    assert value("备注", " 一行\n二行\u200b ") == "一行\n二行"


@pytest.mark.parametrize("raw", ["张  三", "张　三", " 张\n三 "], ids=ascii)
def test_mess_10_names_padded_for_looks_are_the_name(value: Any, raw: str):
    assert value("姓名", raw) == "张三"


@pytest.mark.parametrize("dot", "·•・．∙")
def test_mess_11_the_dots_of_minority_names_are_one(value: Any, dot: str):
    assert value("姓名", f"扎西 {dot} 多吉") == "扎西·多吉"


def test_mess_11_a_full_stop_between_chinese_words_is_such_a_dot(value: Any):
    assert value("姓名", "阿依古丽.买买提") == "阿依古丽·买买提"
    assert value("成员", "阿依古丽.买买提、J.K.张") == ("阿依古丽·买买提", "J.K.张")


def test_mess_11_rare_characters_are_kept(value: Any):
    assert value("姓名", "㛃䶮𠀀") == "㛃䶮𠀀"


@pytest.mark.parametrize("raw", ["王?", "王□", "王\ue123", "？芳"], ids=ascii)
def test_mess_11_a_missing_character_of_a_name_is_warned_of(doubt: Any, raw: str):
    name, said = doubt("姓名", raw)
    assert name == raw
    assert "缺字" in said


def test_mess_12_a_date_is_no_id(fault: Any):
    assert "18位" in fault("身份证号", date(2013, 11, 22), "yyyy-mm-dd").text.zh


@pytest.mark.parametrize("raw", [990181197001010000, 5.10181e17, "5.10181E+17"])
@pytest.mark.parametrize("format", ["General", "0", "@"])
def test_mess_12_an_id_typed_as_a_number_is_lost(fault: Any, raw: Any, format: str):
    problem = fault("身份证号", raw, format)
    assert "末几位已丢失" in problem.text.zh
    assert "文本" in problem.hint.zh
    assert problem.value == ""


@pytest.mark.parametrize(
    "raw",
    ["110105 1949 1231 002X", "11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ", "'11010519491231002X"],
)
def test_mess_13_an_id_is_read_however_it_is_spaced(value: Any, raw: str):
    assert value("身份证号", raw) == "11010519491231002X"


def test_mess_13_an_old_id_is_read_without_inventing_digits(doubt: Any):
    number, said = doubt("身份证号", "110105491231002")
    assert number == "110105491231002"
    assert "15位" in said


@pytest.mark.parametrize(
    "raw",
    [
        datetime(2013, 11, 22),
        41600,
        20131122,
        *("2013.11.22", "2013-11-22", "2013/11/22", "20131122", "13.11.22", "2013年11月22日", "11月22日", "11月22号"),
        *("二〇一三年十一月二十二日", "二○一三年十一月二十二日", "十一月二十二日", "二零一三年十一月二十二日"),
        *("2013年11月22日（星期五）", "2013/11/22 9:05:00", "2013-11-22 09:05", "11-22", "11/22", "11.22"),
    ],
)
def test_mess_14_dates_of_every_shape(value: Any, raw: Any):
    assert value("日期", raw) == date(2013, 11, 22)


@pytest.mark.parametrize(
    "code", ['yyyy"年"m"月"d"日";@', "m-d", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "aaaa", "yyyy.mm"]
)
def test_mess_14_a_date_is_the_day_however_it_is_formatted(value: Any, code: str):
    day = datetime(2013, 11, 22) if code != "aaaa" else 41600
    assert value("日期", day, code) == date(2013, 11, 22)


@pytest.mark.parametrize(
    "raw", ["11.22-11.25", "11月22日至25日", "2013.11.22—2013.11.25", "11月22日~11月25日", "11.22-25"]
)
def test_mess_14_of_several_days_the_first_counts_with_a_warning(doubt: Any, raw: str):
    day, said = doubt("日期", raw)
    assert day == date(2013, 11, 22)
    assert "多天" in said


def test_mess_14_a_day_without_its_month_is_an_error_that_says_so(fault: Any):
    assert "缺少月份" in fault("日期", "22日").text.zh


@pytest.mark.parametrize("raw", ["22日", "二十二日", "22号"])
def test_mess_14_a_day_takes_the_month_of_the_settings(value: Any, raw: str):
    assert value("日期", raw, month=11) == date(2013, 11, 22)


def test_mess_14_a_day_takes_the_month_in_which_the_sheet_was_filled_in(tmp_path: Path, book: Write):
    above = [("走访情况表",), ("填报单位：石羊镇", "填报时间：2013.11.22")]
    book([*above, ("姓名", "日期", "备注"), ("张三", "22日", "雨")])
    reading = read_folder(tmp_path, [Visit.__table__], 2013)
    assert reading.problems == []
    assert reading.rows["走访"][0].day == date(2013, 11, 22)


@pytest.mark.parametrize("raw", ["2013.11", "2013-02-30", "尽快", 13.1122])
def test_mess_14_what_is_no_day_is_refused(fault: Any, raw: Any):
    assert fault("日期", raw).code == "cell"


@pytest.mark.parametrize("raw", ["/", "—", "——", "-", "无"])
@pytest.mark.parametrize("title", ["身份证号", "出生年月", "日期", "满意率", "发放数", "电话", "成员"])
def test_mess_18_a_mark_for_none_is_no_value(value: Any, title: str, raw: str):
    assert value(title, raw) is None


def test_mess_18_nought_is_a_number_and_blank_is_none(value: Any):
    assert value("发放数", 0) == 0
    assert value("发放数", None) is None


@pytest.mark.parametrize("raw", ["/", "无", "—"])
def test_mess_18_an_opinion_that_is_only_a_mark_is_not_no_objection(fault: Any, raw: str):
    assert "无异议" in fault("意见", raw).text.zh


def test_mess_18_a_blank_opinion_is_none(value: Any):
    assert value("意见", None) is None


def test_mess_18_a_mark_is_no_name(read: Any):
    (problem,) = read({"姓名": "/"}).problems
    assert str(problem.where) == "表.xlsx / 走访 / A2"


@pytest.mark.parametrize("raw", ["√", "✓", "☑", "○", "是", "有", 1, True, "TRUE", "已完成"])
def test_mess_19_ticks(value: Any, raw: Any):
    assert value("完成", raw) is True


@pytest.mark.parametrize("raw", ["×", "否", "无", 0, False])
def test_mess_19_crosses(value: Any, raw: Any):
    assert value("完成", raw) is False


@pytest.mark.parametrize("failed", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!"])
@pytest.mark.parametrize("title", ["发放数", "日期", "备注", "编号", "电话"])
def test_mess_25_an_error_cell_is_not_empty(fault: Any, failed: str, title: str):
    problem = fault(title, failed)
    assert failed in problem.text.zh
    assert problem.severity is Severity.ERROR


def test_mess_30_several_values_in_a_cell(value: Any):
    assert value("电话", "13800138000/028-87112233\n138-0013-8001") == "13800138000、028-87112233、13800138001"
    assert value("成员", "张  三、李四；王五") == ("张三", "李四", "王五")


# -- as the cell shows it --


@pytest.mark.parametrize(
    ("title", "raw", "format", "seen"),
    [
        ("编号", 123, "000000", "000123"),
        ("备注", 123, "000000", "000123"),
        ("备注", 0.325, "0.0%", "32.5%"),
        ("备注", 12.5, "0.00", "12.50"),
        ("备注", 12.5, "General", "12.5"),
        ("备注", 0.1 + 0.2, "General", "0.3"),
        ("备注", 1722, "#,##0", "1,722"),
        ("备注", datetime(2013, 11, 22), 'yyyy"年"m"月"', "2013年11月"),
        ("备注", datetime(2013, 11, 22), "yyyy-mm-dd", "2013-11-22"),
        ("备注", datetime(1938, 1, 20), "yyyy-mm-dd h:mm:ss", "1938-01-20"),
        ("备注", datetime(1938, 1, 20), "yyyy/m/d hh:mm", "1938/1/20"),
        ("备注", datetime(1938, 1, 20), 'yyyy"年"m"月"d"日" h"时"mm"分"', "1938年1月20日"),
        ("备注", datetime(1938, 1, 20), "yyyy-mm-dd h:mm AM/PM", "1938-01-20"),
        ("备注", datetime(1938, 1, 20), "h:mm", "0:00"),
        ("备注", datetime(1938, 1, 20, 9, 30), "yyyy-mm-dd h:mm:ss", "1938年1月20日9:30"),
        ("备注", datetime(1938, 1, 20, 10, 0), 'yyyy"年"m"月"d"日" h"时"mm"分"', "1938年1月20日 10时00分"),
        ("备注", True, "General", "TRUE"),
    ],
)
def test_a_number_in_a_text_is_what_the_cell_shows(value: Any, title: str, raw: Any, format: str, seen: str):
    assert value(title, raw, format) == seen


def test_a_column_that_nobody_declared_is_what_its_cells_show(read: Any):
    reading = read({"门牌": 7, "错": "#REF!"}, {"门牌": "000"})
    (row,) = reading.rows["走访"]
    assert row["门牌"] == "007"
    with pytest.raises(BadCell, match="C2"):
        row["错"]
