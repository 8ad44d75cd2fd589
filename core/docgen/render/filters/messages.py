"""Short messages: how long they may be, and the numbers that they must not hold."""

from __future__ import annotations

import re
from typing import Any

from docgen.personal import telephones_in
from docgen.render.filters.base import Unfit, printed, template_filter
from docgen.render.filters.values import whole_number
from docgen.text import Text, folded

_DAYS_AND_TIMES = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{4}年|\d{1,2}:\d{2}")
_SERVICE = re.compile(r"(?<![\d.])1\d{4}(?![\d户名人份元个条封次票张件余])")
"""12380 and the like, but no counts."""


@template_filter(
    "不超过",
    Text(
        "The text as it is, if it has at most so many characters; a longer one is an error. A short message has 70.",
        "原文照印，但字数超过括号里的数就报错；一条短信最多70字。",
    ),
    "{{ '请于11月6日参加会议。'|不超过(70) }}",
    "请于11月6日参加会议。",
)
def at_most(value: Any, most: int) -> str:
    """The text. Raises DocgenError when it is longer than `most`, as telephones count."""
    text, room = printed(value), whole_number(most, 1)
    length = len(text.encode("utf-16-le")) // 2
    if length > room:
        needed = Text("a text of at most {n} characters", "不超过{n}字的文字").format(n=room)
        place = Text("one of {n}", "{n}字的内容").format(n=length)
        raise Unfit(needed, text, place, _SHORTEN.format(n=length - room))
    return text


_SHORTEN = Text("Shorten it by {n}, or make two of it.", "请删去{n}字，或分成两条。")


@template_filter(
    "号码",
    Text(
        "The telephone numbers and resident IDs in a text, 12380 and the like too, as a list; days and times are none.",
        "文字里的电话号码和身份证号（包括12380这样的短号），一个一项；日期和钟点不算。",
    ),
    "{{ '电话028-00002013'|号码|length }}，{{ '2013年11月6日9:00'|号码|length }}",
    "1，0",
)
def numbers_in(value: Any) -> list[str]:
    """They, of as many digits as they have. Raises DocgenError for what is no text."""
    text = _DAYS_AND_TIMES.sub("，", folded(printed(value)))
    found = {*telephones_in(text), *_SERVICE.findall(text)}
    return sorted(each for each in found if not any(each in other for other in found - {each}))


@template_filter(
    "无号码",
    Text(
        "The text as it is, if no telephone number or resident ID stands in it; else an error.",
        "原文照印，但含有电话号码、身份证号就报错。",
    ),
    "{{ '11月6日9:00开会'|无号码 }}",
    "11月6日9:00开会",
)
def without_numbers(value: Any) -> str:
    """The text. Raises DocgenError when a number stands in it."""
    if numbers_in(value):
        raise Unfit(Text("a text without telephone numbers", "不含电话号码的文字"), value, hint=_LEAVE_OUT)
    return printed(value)


_LEAVE_OUT = Text("Take the number out.", "请删去号码。")
