"""What a cell holds, before anybody asks what it means: nothing, a mark, a text as a person reads it."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any

from docgen.schema import Kind
from docgen.text import Text

# Zero-width characters and marks of direction: nobody sees them. Half a character is none. Control characters stay in
# texts, for a document to say that it cannot print them, but do not tell one word from another.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]")
_HALVES = re.compile("[\ud800-\udfff]")
_ODD = re.compile(f"^\\s|\\s$|[\\r{_UNSEEN}\ud800-\udfff]").search
_MAY_BE_UNSEEN = (*range(0x21), *range(0x7F, 0xA1), 0xAD, 0x1680, *range(0x2000, 0x2070), 0x3000, 0xFEFF)
_UNSEEN_FIRST = frozenset({"", *map(chr, _MAY_BE_UNSEEN)})  # other characters can be seen
_DITTO = frozenset({"同上", "〃", "″", '"', "”"})
NONE_MARKS = frozenset({"—", "——", "-", "--", "/", "无"})
_MAY_SAY_NONE = frozenset(
    {Kind.INT, Kind.QUANTITY, Kind.DECIMAL, Kind.PERCENT, Kind.DATE, Kind.YEARMONTH, Kind.PHONE, Kind.EMAIL}
    | {Kind.NAME, Kind.LIST, Kind.ID}
)
_FAILED = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|#+)").fullmatch
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d\d").fullmatch  # an ID that was typed as a number and saved as CSV
LONGEST = 32_767
"""Characters of a cell in Excel."""
LONGEST_VALUE = 1_000
"""Characters of a number or a date at most."""


class CellError(ValueError):
    """A cell that does not hold what its column should; `text` says what was expected."""

    def __init__(self, text: Text, hint: Text | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint


class Doubtful(CellError):
    """A cell that could be read, as `value`, but that somebody should look at."""

    def __init__(self, text: Text, value: Any, hint: Text | None = None) -> None:
        super().__init__(text, hint)
        self.value = value


def lost_digits() -> CellError:
    """The error for a number of more digits than Excel keeps."""
    return CellError(
        Text("it was typed as a number so long that its last digits are lost", "按数字录入，数字太长，末几位已丢失"),
        Text("Set the cell to text and type it again.", "把单元格设为文本，重新录入。"),
    )


EXACT = 10**15
"""Excel keeps 15 digits: from here on the last ones of a whole number are lost."""


def check_exact(raw: Any) -> None:
    """Raise CellError for a number whose last digits are lost."""
    if raw.__class__ in (float, int) and (raw >= EXACT or raw <= -EXACT):
        raise lost_digits()


def not_computed() -> CellError:
    """The error for a formula whose value is not in the file."""
    return CellError(
        Text("the formula here has no value yet", "这里的公式还没有计算结果"),
        Text("Open the workbook in Excel or WPS and save it.", "请用 Excel 或 WPS 打开这个工作簿，保存后重试。"),
    )


def check_readable(text: str) -> None:
    """Raise CellError for a text that stands for a failure: #REF!, a long number cut short, or more than a cell can
    hold."""
    if text[0] == "#" and _FAILED(text):
        said = Text("the cell shows an error: {value}", "单元格显示错误值：{value}").format(value=text)
        raise CellError(said, Text("Mend it in the workbook.", "请在表格里改正。"))
    if "E+" in text and _SCIENTIFIC(text):
        raise lost_digits()
    if len(text) > LONGEST:
        said = Text("the cell holds more than {n} characters", "单元格内容超过{n}字").format(n=LONGEST)
        raise CellError(said, Text("Shorten it, or divide it.", "请缩短，或分到几个单元格。"))


def short(raw: Any) -> str:
    """A cell as `plain` gives it, to be read as a number or a date. Raises CellError for a text that is far too long to
    be one: reading it would take the square of its length."""
    text = plain(raw)
    if len(text) > LONGEST_VALUE:
        raise CellError(Text("this is far too long for a number or a date", "内容太长，不像数字或日期"))
    return text


def is_blank(raw: Any) -> bool:
    """Whether a cell holds nothing that can be seen."""
    if not isinstance(raw, str):
        return raw is None
    if raw[:1] not in _UNSEEN_FIRST:
        return False
    return not _CONTROL.sub("", _INVISIBLE.sub("", raw)).strip()


def says_something(raw: Any) -> bool:
    """Whether a cell is for sure neither blank nor a mark (〃, —), since no mark has three characters: a quick look, at
    what most cells are."""
    if raw.__class__ is str:
        return len(raw) > 2 and raw[0] not in _UNSEEN_FIRST and raw[-1] not in _UNSEEN_FIRST
    return raw is not None


def is_ditto(raw: Any) -> bool:
    """Whether a cell says "as above"."""
    return isinstance(raw, str) and raw.strip() in _DITTO


def says_none(raw: Any, kind: Kind) -> bool:
    """Whether a cell that should hold a number, a date, a name or an address says that there is none (—, /, 无)."""
    return kind in _MAY_SAY_NONE and isinstance(raw, str) and raw.strip() in NONE_MARKS


def plain(raw: Any) -> str:
    """The cell as text, as a person reads it: nothing invisible, 3.0 as 3, a date as 2013-11-22, TRUE, 30:00."""
    if isinstance(raw, str):
        if not _ODD(raw):
            return raw
        return _HALVES.sub("\ufffd", _INVISIBLE.sub("", raw.replace("\r\n", "\n"))).strip()
    if isinstance(raw, float):
        return _number(raw)
    if isinstance(raw, datetime) and raw.time() == time():
        return raw.date().isoformat()
    if isinstance(raw, timedelta):
        return _duration(raw)
    return str(raw).upper() if isinstance(raw, bool) else str(raw)


def _number(raw: float) -> str:
    """15 digits are what Excel keeps: 0.1 + 0.2 is 0.3."""
    if raw.is_integer() and abs(raw) < 10**15:
        return str(int(raw))
    text = f"{raw:.15g}"
    return str(int(raw)) if "e" in text and raw.is_integer() else text


def _duration(raw: timedelta) -> str:
    minutes, seconds = divmod(round(raw.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def folded(raw: Any) -> str:
    """The cell as text for comparing: NFKC, no white space at all."""
    return _folded(plain(raw))


@lru_cache(maxsize=1 << 14)  # names of places and departments come again and again
def _folded(text: str) -> str:
    return "".join(_CONTROL.sub("", unicodedata.normalize("NFKC", text)).split())
