"""What a cell means: one parser for each kind of column.

A parser takes the raw value of a cell that is not blank and gives the value meant, or raises CellError.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docgen.schema import Column, Kind
from docgen.tables.values.amounts import read_decimal, read_int, read_quantity, read_share
from docgen.tables.values.cells import NONE_MARKS, CellError, Doubtful, check_exact, folded, plain
from docgen.tables.values.dates import read_date, read_month
from docgen.tables.values.identity import is_id, read_id
from docgen.text import Text

Parser = Callable[[Any], Any]

_HAN = re.compile(r"[\u4e00-\u9fff]+").fullmatch
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_DOTS = re.compile(r"(?<!\s)\s*[•・．∙·]\s*|(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])")
_PLACEHOLDER = re.compile(r"[?？□■◇\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]").search
_YES = frozenset("√ ✓ ☑ ○ 是 有 1 true yes 已完成 已 对".split())
_NO = frozenset("× ✗ ☐ 否 无 0 false no 未完成 未 /".split())
_SEPARATORS = re.compile(r"[、,，;；\n/]")
_PHONE = re.compile(r"1[3-9]\d(-?)\d{4}\1\d{4}|(0\d{2,3}-?)?\d{7,8}(-\d{1,5})?", re.ASCII)
_ABROAD = re.compile(r"(?:\+|00)[1-9]\d{6,14}", re.ASCII)  # ITU-T E.164: up to 15 digits
_AMERICAN = re.compile(r"\(?[2-9]\d\d\)?[-.]?[2-9]\d\d[-.]\d{4}", re.ASCII)
_MOBILE_11 = r"1[3-9][0-9]{9}"
_ONE_MOBILE = re.compile(_MOBILE_11).fullmatch
_MOBILE = re.compile(r"1[3-9]\d-\d{4}-\d{4}", re.ASCII)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


def parser(column: Column, year: int, month: int | None = None) -> Parser:
    """The parser of `column`; `year` and `month` complete dates that lack them."""
    if column.kind is Kind.ENUM:
        return _enum(column)
    if column.kind is Kind.DATE:
        return lambda raw: read_date(raw, year, month, any_year=column.any_year)
    return _PARSERS[column.kind]


def _text(raw: Any) -> str:
    check_exact(raw)
    return plain(raw)


def _code(raw: Any) -> str:
    check_exact(raw)
    return folded(raw)


def _name(raw: Any) -> str:
    """A name without the spaces that pad it, its dots all the same; Doubtful if a character of it is missing."""
    if raw.__class__ is str and _HAN(raw):
        return str(raw)
    name = _DOTS.sub("·", _HAN_GAP.sub("", _text(raw)))
    if name in NONE_MARKS:
        raise CellError(Text("a name is needed", "应为名称"))
    if _PLACEHOLDER(name):
        text = Text("a character of the name is missing", "名字里有缺字或打不出的字")
        raise Doubtful(text, name, Text("Type the character itself.", "请补上这个字。"))
    return name


def _bool(raw: Any) -> bool:
    text = folded(raw).lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise CellError(Text("yes or no is needed (是, 否, √, ×)", "应为 是、否、√ 或 ×"))


def _enum(column: Column) -> Parser:
    known = {folded(spelling): value for spelling, value in column.options.items()}
    values = "、".join(dict.fromkeys(column.options.values()))

    def parse(raw: Any) -> str:
        try:
            return known[folded(raw)]
        except KeyError:
            raise CellError(Text(f"one of these is needed: {values}", f"只能填：{values}")) from None

    return parse


def _list(raw: Any) -> tuple[str, ...]:
    """Names between separators; white space separates only where nothing else does, and pads short names (张  三)."""
    text = _text(raw)
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    words = text.split()
    if len(parts) == 1 and all(len(word) > 1 for word in words):
        parts = words
    return tuple(_DOTS.sub("·", _HAN_GAP.sub("", part.strip())) for part in parts)


def _phone(raw: Any) -> str:
    if raw.__class__ is str and _ONE_MOBILE(raw):
        return str(raw)
    numbers = [_one_phone(part) for part in _SEPARATORS.split(_text(raw)) if part.strip()]
    if not numbers:
        raise CellError(_NO_PHONE)
    return "、".join(numbers)


def _one_phone(text: str) -> str:
    """A Chinese number without signs in it, or one of another country as it is typed. Raises CellError."""
    number = folded(text)
    if _PHONE.fullmatch(number):
        return number.replace("-", "") if _MOBILE.fullmatch(number) else number
    if _ABROAD.fullmatch(re.sub(r"[().-]", "", number)) or _AMERICAN.fullmatch(number):
        return text.strip()
    raise CellError(_NO_PHONE, Text("Of another country: +44 7700 900123.", "外国的号码写成 +44 7700 900123 的样子。"))


_NO_PHONE = Text("a telephone number is needed", "应为电话号码")


def _email(raw: Any) -> str:
    text = folded(raw)
    if not _EMAIL.fullmatch(text):
        raise CellError(Text("an e-mail address is needed", "应为电子邮箱"))
    return text


_CLEAN = {
    Kind.TEXT: r"[\w()（）、，。·-]{3,300}",
    Kind.NAME: r"(?:[\u4e00-\u9fff]{3,30}|(?!同上)[\u4e00-\u9fff]{2})",
    Kind.CODE: r"[0-9A-Za-z-]{3,40}",
    Kind.PHONE: _MOBILE_11,
}

CLEAN: dict[Kind, Callable[[str], Any]] = {
    **{kind: re.compile(pattern).fullmatch for kind, pattern in _CLEAN.items()},
    Kind.ID: is_id,
}
"""What tells a text whose parser would give it back as it is, and that is no mark: most texts of such columns."""


def _joined(pattern: str) -> Callable[[str, int], bool]:
    lines = re.compile(rf"(?:(?:{pattern})?\n)*+(?:{pattern})?").fullmatch
    return lambda text, cells: text.count("\n") == cells - 1 and lines(text) is not None


ALL_CLEAN: dict[Kind, Callable[[str, int], bool]] = {kind: _joined(pattern) for kind, pattern in _CLEAN.items()}
"""The same of so many cells at once, joined by line ends, which no such text has; blank ones are let through."""

_PARSERS: dict[Kind, Parser] = {
    Kind.TEXT: _text,
    Kind.NAME: _name,
    Kind.INT: read_int,
    Kind.QUANTITY: read_quantity,
    Kind.DECIMAL: read_decimal,
    Kind.PERCENT: read_share,
    Kind.YEARMONTH: read_month,
    Kind.BOOL: _bool,
    Kind.LIST: _list,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.ID: read_id,
    Kind.CODE: _code,
}
