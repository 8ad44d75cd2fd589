"""A table with one column of each kind, for tests of cells."""

from datetime import date

from docgen import Access, Kind, Quantity, Record, column


class Visit(Record, table="走访", key=("name",)):
    name: str = column("姓名", kind=Kind.NAME, required=True)
    identity: str = column("身份证号", kind=Kind.ID)
    born: date = column("出生年月", kind=Kind.YEARMONTH, access=Access.INTERNAL)
    day: date = column("日期", kind=Kind.DATE, access=Access.INTERNAL)
    rate: float = column("满意率", kind=Kind.PERCENT, access=Access.INTERNAL)
    sent: Quantity = column("发放数", kind=Kind.QUANTITY, access=Access.INTERNAL)
    code: str = column("编号", kind=Kind.CODE, access=Access.INTERNAL)
    done: bool = column("完成", kind=Kind.BOOL, access=Access.INTERNAL)
    opinion: str = column("意见", kind=Kind.ENUM, options=("无异议", "有异议"), access=Access.INTERNAL)
    phone: str = column("电话", kind=Kind.PHONE)
    group: tuple[str, ...] = column("成员", kind=Kind.LIST, access=Access.INTERNAL)
    note: str = column("备注", access=Access.INTERNAL)
