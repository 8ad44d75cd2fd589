"""What the office would miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from docgen.plugin.testing import Desk, Golden

pytest_plugins = ["docgen.plugin.testing"]

HEADERS = ["编号", "收件人", "乡镇（街道）", "社区", "件数", "价值（元）", "送达日期"]


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Three parcels in two communities."""
    rows = [
        ["1", "张三", "石羊镇", "丰乐社区", 2, 1200, "2013-11-18"],
        ["2", "李四", "石羊镇", "丰乐社区", 1, None, "2013-11-21"],
        ["3", "王五", "石羊镇", "长寿社区", 3, 300, None],
    ]
    desk.use("elections")
    desk.sheet("慰问品", [HEADERS, *rows])
    return desk


def test_the_slips_of_a_community_are_one_print_file(office: Desk) -> None:
    first, second = sorted(office.make("慰问单", "石羊镇"), key=lambda made: made.path.name)
    assert first.path.name == "慰问单_丰乐社区.docx"
    assert "张三" in first.text
    assert "1,200元" in first.text
    assert "＿＿＿元" in first.text
    assert "王五" in second.text
    assert "共6件" in second.text


def test_a_print_file_is_as_ever(office: Desk, golden: Golden) -> None:
    made = {each.path.stem: each for each in office.make("慰问单")}
    golden(made["慰问单_长寿社区"], "慰问单_长寿社区")


def test_a_late_parcel_is_told(office: Desk) -> None:
    (told,) = [each for each in office.problems() if each["code"] == "gifts-late"]
    assert told["where"] == "慰问品.xlsx / 慰问品 / G3"


def test_the_figures_can_be_checked(office: Desk) -> None:
    shown = office.run("figures", "2013-11-04..2013-11-22", "慰问品数").out
    assert "parcels  6件" in shown
    assert "慰问品.xlsx / 慰问品  2–4" in shown


def test_it_keeps_the_contract(office: Desk) -> None:
    assert office.findings("gifts") == []
