"""A name and the date of its signature, which stays to be written by hand."""

import pytest
from old_forms import made, old_form, para, printed
from township import Township

DATA = (("姓名", "审批人", "审批日期", "受理人"), ("郑远山", "周清", "2013-11-22", "李红"))


@pytest.fixture
def township(docgen, tmp_path) -> Township:
    return Township(docgen, tmp_path / "石羊镇")


@pytest.mark.parametrize(
    ("blank", "filled"),
    [
        ("审批人：        年   月   日", "审批人：周清    年   月   日"),
        ("审批人：____　　____年__月__日", "审批人：周清　　____年__月__日"),
        ("审批人：__________年__月__日", "审批人：周清____年__月__日"),
        ("审批人：    年  月  日", "审批人：周清      年  月  日"),
        ("审批人：         2013年  月  日", "审批人：周清    2013年  月  日"),
        ("审批人：‗‗‗‗‗‗‗‗年‗‗月‗‗日", "审批人：周清    年  月  日"),
        ("受理人：____ 审批人：____ 年 月 日", "受理人：李红 审批人：周清 年 月 日"),
    ],
)
def test_the_date_stays_behind_the_name(township, blank, filled):
    assert "by hand: 审批人（日期）\n" in made(township, para(blank), data=DATA)
    assert printed(township) == filled


@pytest.mark.parametrize("blank", ["审批日期：        年   月   日", "审批日期：____年__月__日"])
def test_a_date_of_its_own_is_filled_in(township, blank):
    assert "by hand" not in made(township, para(blank), data=DATA)
    assert printed(township) == "审批日期：2013年11月22日"


def test_without_a_workbook_too(township):
    source = old_form(township.folder, para("姓名：____"), para("审批人：        年   月   日"))
    said = township.say("forms", "new", "表", "--from", source)
    assert "Filled in from the table: 姓名、审批人\n" in said
    assert "by hand: 审批人（日期）\n" in said
