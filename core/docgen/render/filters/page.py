"""docs/reference/filters.md: every filter with an example, written from the declarations."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.render.filters.base import FILTERS, Filter
from docgen.text import Text

_TITLES = {
    "dates": Text("Dates and times", "日期和时间"),
    "local": Text("Dates in other languages", "外文日期"),
    "numbers": Text("Numbers", "数字"),
    "sums": Text("Sums", "合计"),
    "shares": Text("Percents and shares", "百分数和占比"),
    "ranges": Text("Ranges", "区间"),
    "numerals": Text("Chinese numerals", "汉字数字"),
    "people": Text("People", "人员"),
    "texts": Text("Texts", "文字"),
    "messages": Text("Short messages", "短信"),
}
_SIGNS = str.maketrans({"\n": "↓", "\a": "↙", "|": "\\|"})

_HEAD = """# Filters · 过滤器

A filter changes how a template prints a value: `{{ 成文日期|日期 }}`. Each has a Chinese and an English name; they may
follow one another: `{{ 次数|约数(10)|单位("次") }}`.

A missing value is an error with a filter as without, unless the filter is `空`: `{{ 审定日期|日期|空("—") }}`. What a
filter cannot use it refuses. Numbers may also be texts that are one (`1,722`, `170余`,
`￥1,680.32元`, `30人`), dates texts with their year (`2013-12-16`, `2013/12/16`, `2013.12.16`, `20131216`,
`2013年12月16日`, `二〇一三年十二月十六日`). ↓ is a line break, ↙ a new paragraph.

过滤器改变模板打印数据的样子，中英文名称都可用，可以连用。没有数据时照样报错，除非用了“空”；不能处理的内容也会报错。
数字可以是文字（`1,722`、`170余`、`￥1,680.32元`、`30人`），日期可以是带年份的文字（`2013-12-16`、`2013/12/16`、
`2013.12.16`、`20131216`、`2013年12月16日`、`二〇一三年十二月十六日`）。↓ 表示换行，↙ 表示另起一段。
"""

_TABLE_HEAD = "| filter 名称 | what it does 作用 | example 例 | result 结果 |\n|---|---|---|---|\n"


def filters_page() -> str:
    """The page as Markdown: a table for each group, with an example of each filter."""
    groups: dict[str, list[Filter]] = {name: [] for name in _TITLES}
    for name, item in FILTERS.items():
        if name == item.chinese:
            groups[item.function.__module__.rpartition(".")[2]].append(item)
    return _HEAD + "".join(_table(_TITLES[name], items) for name, items in groups.items())


def _table(title: Text, items: Iterable[Filter]) -> str:
    return f"\n## {title.en} · {title.zh}\n\n{_TABLE_HEAD}{''.join(map(_row, items))}"


def _row(item: Filter) -> str:
    example, result = item.example.translate(_SIGNS), item.result.translate(_SIGNS)
    text = f"{item.description.zh}<br>{item.description.en}".translate(_SIGNS)
    return f"| `{item.chinese}`<br>`{item.english}` | {text} | `{example}` | {result} |\n"
