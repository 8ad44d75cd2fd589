"""The many ways in which clerks write the same day, name, place or number."""

from __future__ import annotations

from datetime import date

from _make.excel import DAY, HAN_DAY, MONTH, TEXT, Value
from _make.places import Community, Township

# How a sheet writes days, and the style of such a column.
DAY_SHAPES = {
    "date": DAY,
    "han date": HAN_DAY,
    "2013.11.2": TEXT,
    "2013-11-02": TEXT,
    "2013年11月2日": TEXT,
    "11月2日": TEXT,
    "20131102": TEXT,
    "2013/11/2": TEXT,
}
MONTH_SHAPES = {"date": MONTH, "1970.01": TEXT, "1970-01": TEXT, "1970年1月": TEXT, "197001": TEXT}


def written_day(a_day: date | None, shape: str) -> Value:
    """A day as a sheet of this shape has it."""
    if a_day is None:
        return None
    year, month, number = a_day.year, a_day.month, a_day.day
    match shape:
        case "2013.11.2":
            return f"{year}.{month}.{number}"
        case "2013-11-02":
            return f"{a_day:%Y-%m-%d}"
        case "2013年11月2日":
            return f"{year}年{month}月{number}日"
        case "11月2日":
            return f"{month}月{number}日"
        case "20131102":
            return f"{a_day:%Y%m%d}"
        case "2013/11/2":
            return f"{year}/{month}/{number}"
    return a_day


def written_month(a_day: date, shape: str) -> Value:
    """A month as a sheet of this shape has it."""
    match shape:
        case "1970.01":
            return f"{a_day:%Y.%m}"
        case "1970-01":
            return f"{a_day:%Y-%m}"
        case "1970年1月":
            return f"{a_day.year}年{a_day.month}月"
        case "197001":
            return f"{a_day:%Y%m}"
    return a_day.replace(day=1)


def padded(name: str, gap: str) -> str:
    """张　伟: two characters spread to the width of three; `gap` also tells the dot of 扎西·多吉."""
    if "·" in name:
        return name.replace("·", "•") if gap else name
    return gap.join(name) if len(name) == 2 else name


def township_name(township: Township, short: bool) -> str:
    """石羊 or 石羊镇."""
    return township.short if short else township.name


def community_name(community: Community, how: str) -> str:
    """丰乐, 石羊镇丰乐社区 or 丰乐社区."""
    match how:
        case "short":
            return community.short
        case "long":
            return community.township.name + community.name
    return community.name


def full_width(text: str) -> str:
    """Ｒ４－２, １２３."""
    return "".join(chr(ord(char) + 0xFEE0) for char in text)
