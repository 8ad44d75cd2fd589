"""The filter or test that was meant by a name that nobody knows: by what other programs call it, or by its letters."""

from __future__ import annotations

from collections.abc import Collection
from difflib import SequenceMatcher

from docgen.problems import nearest
from docgen.text import Text

_ELSEWHERE = {
    "日期": "datefmt dateformat date_format format_date strftime zh_date cn_date 中文日期 年月日",
    "小数": "fixed tofixed floatformat number_format format_number numberformat 保留两位 保留小数",
    "小数(2)|千分位": "currency money",
    "千分位": "comma intcomma 千位 千分",
    "金额大写": "rmb cny 人民币 人民币大写 大写金额",
    "大写": "大写数字 数字大写",
    "汉字数字": "中文数字 chinese",
    "百分数": "percentage pct 百分比 百分率",
    "合计": "求和 总和 总计 subtotal",
    "列举": "顿号",
    "空": "空白 为空",
    "upper": "ucase toupper uppercase",
    "lower": "lcase tolower lowercase",
    "length": "len size",
    "trim": "strip",
}
"""Names of other programs and of everyday speech, by ours."""
_MEANT = {word: name for name, words in _ELSEWHERE.items() for word in words.split()}
_LIKE = 0.7
_ANY = 0.5
"""How like a known name must be to be proposed: words of an alphabet share letters by chance."""


def near(name: str, known: Collection[str]) -> Text | None:
    """The hint to write the known name that was meant; None when none is near."""
    names = [each for each in known if not each.startswith("_")]
    meant = _MEANT.get(name.lower())
    found = meant if meant and meant.partition("(")[0] in names else _by_letters(name, names)
    return _MEAN.format(near=found) if found else None


_MEAN = Text("Did you mean {near}?", "是不是“{near}”？")


def _by_letters(name: str, known: Collection[str]) -> str | None:
    words = [word for word in name.lower().split("_") if word in known]
    if words:
        return words[0]
    found = nearest(name, known)
    like = SequenceMatcher(None, found, name).ratio() if found else 0
    return found if like >= (_LIKE if name.isascii() else _ANY) else None
