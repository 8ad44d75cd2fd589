"""What `docgen forms new` takes the cells of a column for: whatever they print as must be what they show."""

from datetime import date

import pytest
from old_forms import made, para
from township import Township


@pytest.fixture
def township(docgen, tmp_path) -> Township:
    return Township(docgen, tmp_path / "石羊镇")


def printed(township: Township) -> str:
    """What the document of the first row says."""
    (texts, _), *_ = township.made().values()
    return "\n".join(texts)


@pytest.mark.parametrize("cells", [("3-2", "5-11"), ("3/4", "12/1"), ("12-3-1", "1-1-2"), ("2026-01", "2026-02")])
@pytest.mark.parametrize("title", ["房号", "楼栋", "编码", "座位"])
def test_numbers_of_houses_and_seats_are_no_days(township, title, cells):
    data = (("姓名", title), ("郑远山", cells[0]), ("周清", cells[1]))
    said = made(township, para(f"姓名：____，{title}：____"), data=data)
    assert "is taken for texts" not in said
    assert printed(township) == f"姓名：郑远山，{title}：{cells[0]}"


def test_one_that_is_no_day_is_not_told_where_the_others_are_none_either(township):
    data = (("姓名", "房号"), *((f"户{n}", f"{n}-1") for n in range(1, 6)), ("户六", "临街"))
    assert "is taken for texts" not in made(township, para("姓名：____，房号：____"), data=data)


@pytest.mark.parametrize(
    ("title", "cells", "shown"),
    [
        ("签订", ("2026.3.2", "2026-12-1"), "2026年3月2日"),
        ("签订", (date(2026, 3, 2), date(2026, 12, 1)), "2026年3月2日"),
        ("签订", ("二〇二六年三月二日", "2026年12月1日"), "2026年3月2日"),
        ("起始", ("2026年3月", "2026年12月"), "2026年3月"),
        ("签订日期", ("3-2", "12-1"), "2026年3月2日"),
        ("发证时间", ("3-2", "12-1"), "2026年3月2日"),
        ("生日", ("3月2日", "12月1日"), "2026年3月2日"),
        ("起发月", ("2026-3", "2026.12"), "2026年3月"),
    ],
)
def test_days_are_those_in_full_or_those_that_the_header_calls_so(township, title, cells, shown):
    data = (("姓名", "立案日期", title), ("郑远山", "2026-01-01", cells[0]), ("周清", "2026-01-02", cells[1]))
    made(township, para(f"姓名：____，{title}：____"), data=data)
    assert printed(township) == f"姓名：郑远山，{title}：{shown}"
