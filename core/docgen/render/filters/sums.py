"""The sum of a list, or of a column of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import Undefined

from docgen.problems import did_you_mean
from docgen.render.answers import find_answer
from docgen.render.filters.base import Unfit, printed, template_filter
from docgen.render.filters.values import Number, printable, read
from docgen.schema import Quantity, Record
from docgen.text import Text, speaking

_A_LIST = Text("a list of numbers or of rows", "一组数或若干行")
_A_ROW = Text("rows that have the column {name}", "有“{name}”这一列的行")
_WITHOUT = Text("one without it", "没有这一列的行")
_TO_SUM = Text("a number in each place", "每一处都是数字")
_WHOLE = Text("whole numbers where one of them has 余 or 约", "整数（其中有带“余”“约”的数）")
_BLANK_HINT = Text(
    "Fill it in, or let blanks count as nothing: 合计(空=0), 合计('补助金额', 空=0).",
    "请补填，或写明空白按0计：合计(空=0)、合计('补助金额', 空=0)。",
)


@template_filter(
    "合计",
    Text(
        "The sum of a list, or of the column in brackets of rows. A blank is an error unless 空=0 says what it counts.",
        "一组数的合计；括号里写列名时，是各行这一列的合计。有空白时报错，除非写明 空=0。",
    ),
    "{{ ['1,680.50', 30, '19.5元']|合计 }}，{{ [{'金额': '30元'}, {'金额': ''}]|合计('金额', 空=0) }}",
    "1730.00，30",
    words={"列": "column", "空": "blank"},
)
def total(value: Any, column: str = "", blank: Any = None) -> Any:
    """An int or a Decimal, or a Quantity if one of the numbers has 余. Raises DocgenError that names the row for what
    is no number."""
    if not isinstance(value, Iterable) or isinstance(value, str | bytes | Mapping | Record):
        raise Unfit(_A_LIST, value)
    name = printed(column)
    numbers = [_addend(item, name, at, blank) for at, item in enumerate(value, start=1)]
    found = sum((number.value for number in numbers), Decimal(0))
    if not any(number.vague for number in numbers):
        return printable(found)
    if found != int(found):
        raise Unfit(_WHOLE, found)
    return Quantity(int(found), over=True, word="约" if any(number.about for number in numbers) else "")


def _addend(item: Any, column: str, at: int, blank: Any) -> Number:
    place = _place(item, column, at)
    value = _inside(item, column, _place(item, "", at)) if column else item
    if isinstance(value, Undefined):
        str(value)  # raises
    if value is None or (isinstance(value, str) and not value.strip()):
        if blank is None:
            raise Unfit(_TO_SUM, None, place, _BLANK_HINT)
        value = blank
    try:
        return read(value)
    except Unfit as error:
        raise Unfit(error.needed, value, place) from None


def _inside(row: Any, column: str, place: Text) -> Any:
    """The value of the column, whose name may lead through references (部门.人数)."""
    for name in column.split("."):
        if not isinstance(row, Mapping | Record):
            raise Unfit(_A_ROW.format(name=column), row, place)
        try:
            row = row[find_answer(row, name) or name]
        except KeyError:
            known = (col.var for col in row.__table__.columns) if isinstance(row, Record) else row
            raise Unfit(_A_ROW.format(name=column), _WITHOUT, place, did_you_mean(name, known)) from None
    return row


def _place(item: Any, column: str, at: int) -> Text:
    where = _origin(item) if isinstance(item, Record) else None
    if where is None and isinstance(item, Mapping | Record):
        where = Text("row {n}", "第{n}行").format(n=at)
    where = where or Text("item {n}", "第{n}项").format(n=at)
    return Text("{column} in {where}", "{where}的“{column}”").format(column=column, where=where) if column else where


def _origin(row: Record) -> Text | None:
    """The place of the row in its workbook, if it has one."""
    if not row.origin.file:
        return None
    with speaking("en"):
        english = str(row.origin)
    with speaking("zh"):
        return Text(english, str(row.origin))
