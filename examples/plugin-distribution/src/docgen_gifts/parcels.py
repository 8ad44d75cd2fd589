"""The table of parcels, what is counted of it, and what is checked."""

from collections.abc import Iterator
from datetime import date

from docgen import (
    Access,
    Dataset,
    Finding,
    Kind,
    Record,
    Rows,
    Severity,
    Text,
    check,
    column,
    figure,
    total,
)

DAY = date(2013, 11, 20)
"""Parcels are to be there by then."""


class Parcel(Record, table="慰问品", sheets=("慰问品发放表",), key=("code",), dated="day"):
    """A parcel for a household."""

    code: str = column("编号", kind=Kind.CODE, required=True, access=Access.PUBLIC)
    name: str = column("收件人", "收件户主", kind=Kind.NAME, required=True, access=Access.PUBLIC)
    township: str = column("乡镇(街道)", "乡镇", required=True, fill=True, access=Access.PUBLIC)
    community: str = column("社区", required=True, fill=True, access=Access.PUBLIC)
    pieces: int = column("件数", kind=Kind.INT, required=True, access=Access.PUBLIC)
    worth: int = column("价值", "价值(元)", kind=Kind.INT, access=Access.INTERNAL)
    day: date = column("送达日期", kind=Kind.DATE, access=Access.PUBLIC)


@figure("parcels", Text("parcels", "慰问品数"), Text("sum of 件数", "件数之和"), unit="件", measure=total("pieces"))
def parcels(data: Dataset) -> Rows[Parcel]:
    """All parcels."""
    return data[Parcel]


@figure("worth", Text("worth", "慰问品价值"), Text("sum of 价值", "价值之和"), unit="元", measure=total("worth"))
def worth(data: Dataset) -> Rows[Parcel]:
    """All parcels."""
    return data[Parcel]


@check(
    "gifts-late",
    Severity.WARNING,
    Text("a parcel came late", "慰问品送达偏晚"),
    needs=(Parcel,),
    hint=Text("Ask the community why.", "请向社区核实原因。"),
)
def late(data: Dataset) -> Iterator[Finding]:
    """Parcels that were delivered after the day."""
    for row in data[Parcel]:
        if (day := row.get("day")) and day > DAY:
            yield Finding(row, Text("this parcel came late", "送达日期晚于规定"), column="day")
