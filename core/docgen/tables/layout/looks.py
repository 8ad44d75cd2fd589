"""What a cell looks like, whatever it means: a word, a number, a time, a code; and what words head columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import Any

from docgen.tables.values.cells import folded, is_blank, plain


class Look(Enum):
    """The look of a cell. A TIME is a date, a clock time, a month or a year; a MARK (/, √, 无) fits every column."""

    BLANK = "blank"
    WORD = "word"
    NUMBER = "number"
    TIME = "time"
    MEASURE = "measure"
    CODE = "code"
    MARK = "mark"


NAMES = frozenset({Look.WORD, Look.TIME, Look.CODE, Look.MEASURE})
"""What a heading may look like."""

_MARKS = frozenset('/ - -- — —— … √ ✓ ☑ ☐ ○ × ✗ 〃 ″ " 同上 无'.split())
_NUMBER = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?%?")
_TIME = re.compile(
    r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?"  # 2018, 201806, 20180630
    r"|[-./年]\d{1,2}(?:[-./月](?:\d{1,2}日?)?)?|年?度?)(?:[ T]?\d{1,2}:\d\d(?::\d\d)?)?"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d(?: \d{1,2}:\d\d(?::\d\d)?)?"  # 31/12/2021
    r"|\d{1,2}月(?:\d{1,2}日?)?|\d{1,2}[日周]|第\d{1,2}[周期]|[1-4]季度|\d{1,2}:\d\d(?::\d\d)?"
)
_MEASURE = re.compile(r"约?\d+(?:\.\d+)?[余多]?[\u4e00-\u9fff]{1,3}")
_CODE = re.compile(r"(?=.*[\d@])[!-~]{1,40}")
_LONGEST_NUMBER = 15


def look(raw: Any) -> Look:
    """How the cell `raw` looks."""
    if isinstance(raw, str):
        return _look_of_text(raw)
    if raw is None:
        return Look.BLANK
    if isinstance(raw, date | datetime | time | timedelta):
        return Look.TIME
    if isinstance(raw, bool):
        return Look.MARK
    return Look.TIME if float(raw).is_integer() and _TIME.fullmatch(str(int(raw))) else Look.NUMBER


@lru_cache(maxsize=1 << 14)
def _look_of_text(raw: str) -> Look:
    if is_blank(raw):
        return Look.BLANK
    text = folded(raw)
    if text in _MARKS:
        return Look.MARK
    if _TIME.fullmatch(text):
        return Look.TIME
    if _NUMBER.fullmatch(text):
        return Look.CODE if text.isdecimal() and len(text) >= _LONGEST_NUMBER else Look.NUMBER
    if _MEASURE.fullmatch(text):
        return Look.MEASURE
    return Look.CODE if _CODE.fullmatch(raw.strip()) else Look.WORD


# -- words that head columns --

_HEADS = frozenset(
    """序号 编号 姓名 性别 民族 族别 年龄 籍贯 学历 学位 专业 职务 职称 职业 身份证 电话 手机 邮箱 地址 住址 部门
    单位 名称 项目 内容 类别 类型 种类 规格 型号 数量 单价 金额 总价 价格 日期 时间 地点 地区 区域 备注 说明
    状态 结果 原因 人数 户数 面积 比例 占比 文化程度 政治面貌 组别 入党时间 照片 签名 签字
    个人简历 工作经历 家庭成员 称谓 奖惩情况 月份 年度 学期 班级 年级 班主任 学校 学号 负责人""".split()
)
_PLACE_HEAD = re.compile("[社小]区|乡?镇|街道|村")
_HEAD_END = re.compile(
    r"(名|名称|编号|代码|号码|电话|日期|时间|年月|人数|户数|票数|份数|次数|数量|金额|单价|面积|比例|率|类别|类型|方式|情况|意见|职务|单位|负责人"
    r"|联系人|地址|住址|程度|面貌|备注)$"
)
_LAST = frozenset("称名号码话期间月数额价积例率别型式况见务位人址度貌注)）*")  # how such words end
_HEAD_ENGLISH = re.compile(
    r"(?i)(.*[_ ])?(id|no\.?|name|date|time|type|code|status|amount|price|qty|quantity|e-?mail|phone|address|title"
    r"|remarks?|notes?|at|number|total|sum|unit|category)"
)
_DRESSED = re.compile(r"[^()]+(\([^()]+\)|\*)")  # 面积(亩), 姓名*
_FIELD_END = re.compile(r"(状况|专业|院校|学校|证号|特长|爱好|身高|体重|血型|用途|国籍|出生地)$")  # more in forms
_LONGEST_HEAD, _LONGEST_LABEL, _LONGEST_NAME = 30, 7, 20
"""Characters of a header; of a label, in Chinese and in Latin letters."""


def run(numbers: Sequence[Any]) -> bool:
    """Whether the cells are numbers that count up by one: 1, 2, 3."""
    counted = [int(number) for number in map(plain, numbers) if number.isdecimal()]
    return len(counted) == len(numbers) > 2 and all(b - a == 1 for a, b in pairwise(counted))


def _is_head(word: str) -> bool:
    return word in _HEADS or (len(word) <= 2 and _PLACE_HEAD.fullmatch(word) is not None)


def is_label(text: str) -> bool:
    """Whether `text` says what stands beside it: fields of forms everywhere are called so, with blanks or without."""
    word = folded(text)
    if _is_head(word) or word.endswith(":"):
        return True
    if len(word) > (_LONGEST_NAME if word.isascii() else _LONGEST_LABEL):
        return False
    return bool(_FIELD_END.search(word)) or ((word.isascii() or word[-1:] in _LAST) and _ends_like_a_head(text))


def heads_a_column(text: str) -> bool:
    """Whether `text` looks like a header: such as columns have everywhere, or with a unit in brackets or a star."""
    word = folded(text)
    if _is_head(word) or word.endswith(":"):
        return True
    return len(word) <= _LONGEST_HEAD and (bool(_DRESSED.fullmatch(word)) or _ends_like_a_head(text))


def may_head_a_column(cell: Any) -> bool:
    """The same of a cell, and quick for one that does not."""
    return isinstance(cell, str) and (_is_head(cell) or (cell.rstrip()[-1:] in _LAST and heads_a_column(cell)))


@lru_cache(maxsize=1 << 14)
def _ends_like_a_head(text: str) -> bool:
    return bool(_HEAD_END.search(folded(text)) or _HEAD_ENGLISH.fullmatch(text.strip()))


_SAYS_SOMETHING = re.compile(r"[^:：（(\d]{1,12}[:：](?!//).*", re.DOTALL)


def says_of_itself(raw: Any) -> bool:
    """Whether a cell names a thing and says what it is (填报单位：石羊镇), or leaves room for it (审核人：)."""
    if not isinstance(raw, str) or ("：" not in raw and ":" not in raw):
        return False
    return bool(_SAYS_SOMETHING.fullmatch(raw.strip()))
