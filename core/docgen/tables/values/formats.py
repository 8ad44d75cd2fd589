"""Number formats: what a person sees of a number or a date in a cell (ISO 29500-1, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GENERAL = "General"

_YEAR_MONTH, _MONTH_DAY, _DAY = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_HALF_DAY = '上午/下午h"时"mm"分"'
_SHORT_DAY, _CLOCK, _AMOUNT, _CENTS = "yyyy/m/d", "h:mm", "#,##0", "#,##0.00"
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: _AMOUNT,
    4: _CENTS,
    5: f"￥{_AMOUNT}",
    6: f"￥{_AMOUNT}",
    7: f"￥{_CENTS}",
    8: f"￥{_CENTS}",
    9: "0%",
    10: "0.00%",
    14: _SHORT_DAY,
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: _CLOCK,
    21: "h:mm:ss",
    22: f"{_SHORT_DAY} {_CLOCK}",
    45: "mm:ss",
    47: "mm:ss",
    30: "m/d/yy",
    31: _DAY,
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((27, 36, 50, 52, 57), _YEAR_MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
    **dict.fromkeys((34, 55), _HALF_DAY),
    **dict.fromkeys((35, 56), f'{_HALF_DAY}ss"秒"'),
    37: _AMOUNT,
    38: _AMOUNT,
    39: _CENTS,
    40: _CENTS,
    41: _AMOUNT,
    42: f"￥{_AMOUNT}",
    43: _CENTS,
    44: f"￥{_CENTS}",
}
"""As a Chinese Excel shows them (18.8.30, zh-cn)."""

_TOKEN = re.compile(
    r'"[^"]*"|[\\!].|_.|\*.|\[[^\]]*\]|General|上午/下午|AM/PM|A/P|[eE][+-]|y+|m+|d+|h+|s+|a{3,4}|e+|[#0?]+|.',
    re.DOTALL | re.IGNORECASE,
)
_DATE_TOKENS = frozenset("ymdhsea上")
_CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")


_LONGEST = 255


def cleaned(code: str) -> str:
    """The format as a file has it, without what says no more than General."""
    code = code[:_LONGEST].replace("G/通用格式", GENERAL)
    return GENERAL if code in ("@", "GENERAL") else code


def built_in(number: int) -> str:
    """The format that has the `number`, if it is one that every workbook has."""
    return _BUILT_IN.get(number, GENERAL)


@lru_cache(maxsize=1024)
def is_percent(code: str) -> bool:
    """Whether a cell of this format shows its number in hundredths."""
    return "%" in (token for token in _tokens(code) if len(token) == 1)


@lru_cache(maxsize=1024)
def is_month(code: str) -> bool:
    """Whether a cell of this format shows year and month of a date, but no day."""
    kinds = {token[0].lower() for token in _sections(code)[0] if token[0] not in '"\\[!'}
    return bool(kinds & {"y", "e"}) and "m" in kinds and not kinds & set("dhsa")


def shown(value: float | date | time, code: str) -> str | None:
    """What a person sees of `value` in a cell of the format `code`; None if the format is beyond this reader
    (fractions, powers of ten, conditions)."""
    sections = _sections(code)
    if isinstance(value, date | time):
        return _date_text(value, sections[0])
    if sections[0] == (GENERAL,) or len(sections) > 3 or any(map(_is_condition, (t for s in sections for t in s))):
        return None
    at = 2 if value == 0 and len(sections) == 3 else 1 if value < 0 and len(sections) > 1 else 0
    try:
        text = _number_text(abs(value) if at == 1 else value, sections[at])
    except ArithmeticError:  # more digits than a cell has
        return None
    return text.strip() if text is not None else None


def _is_condition(token: str) -> bool:
    return token[:1] == "[" and token[1:2] in "<>="


@lru_cache(maxsize=1024)
def _tokens(code: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(code))


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[tuple[str, ...], ...]:
    sections: list[list[str]] = [[]]
    for token in _tokens(code):
        if token == ";":
            sections.append([])
        elif token[0] not in "_*":
            sections[-1].append(token)
    if len(sections) > 1 and sections[-1] == ["@"]:
        sections.pop()
    return tuple(map(tuple, sections))


def _literal(token: str) -> str:
    """What a token that is no placeholder prints: its quoted text, a currency ([$￥-804]); nothing for a colour."""
    if token[0] == '"':
        return token[1:-1]
    if token[0] == "[":
        return token[2:-1].partition("-")[0] if token[1:2] == "$" else ""
    return token[1:] if token[0] in "\\!" else token


# -- numbers --

_PLACES = re.compile(r"[#0?]+").fullmatch


def _number_text(value: float, tokens: tuple[str, ...]) -> str | None:
    """The number in one section of a format; a section without placeholders (;;"—") prints what it says."""
    if any(token in ("/", "@", GENERAL) or (token[0] in "eE" and token[1:] in ("+", "-")) for token in tokens):
        return None
    places = [i for i, token in enumerate(tokens) if _PLACES(token)]
    if not places:
        return "".join(map(_literal, tokens))
    first, last = places[0], places[-1]
    scaled, end = _scaled(value, tokens, last)
    run, behind = tokens[first : last + 1], tokens[end:]
    if all(token in ".," or _PLACES(token) for token in run):
        digits = _digits(scaled, "".join(run))
    elif "." not in run and "," not in run:
        digits = _among_signs(scaled, run)
    else:
        return None
    sign = "-" if scaled < 0 and any(digit in "123456789" for digit in digits) else ""
    return f"{sign}{''.join(map(_literal, tokens[:first]))}{digits}{''.join(map(_literal, behind))}"


def _scaled(value: float, tokens: tuple[str, ...], last: int) -> tuple[Decimal, int]:
    """The number by its percent signs, and by the commas behind its placeholders, and where what follows begins."""
    number = Decimal(f"{value:.15g}") * 100 ** tokens.count("%")
    end = last + 1
    while tokens[end : end + 1] == (",",):
        number, end = number / 1000, end + 1
    return number, end


def _digits(number: Decimal, places: str) -> str:
    whole, _, decimals = places.partition(".")
    integer, _, fraction = f"{_rounded(number, len(decimals)):f}".partition(".")
    kept = fraction.rstrip("0")
    fraction = fraction[: max(len(kept), decimals.rfind("0") + 1)]
    integer = integer.lstrip("0").rjust(whole.replace(",", "").count("0"), "0")
    if "," in whole:
        integer = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", integer)
    return f"{integer}.{fraction}" if fraction else integer


def _among_signs(number: Decimal, run: tuple[str, ...]) -> str:
    """Digits with signs between them: 138-0013-8000, 12.3 in ten thousands (0!.0,)."""
    digits = list(f"{_rounded(number, 0):f}".lstrip("0"))
    text = ""
    for sign in reversed([sign for token in run for sign in (token if _PLACES(token) else (token,))]):
        if _PLACES(sign):
            text = (digits.pop() if digits else "0" if sign == "0" else "") + text
        else:
            text = _literal(sign) + text
    return "".join(digits) + text


def _rounded(number: Decimal, decimals: int) -> Decimal:
    """Half of the last place goes up, as in Excel."""
    return abs(number).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


# -- dates and times --


def _date_text(value: date | time, tokens: tuple[str, ...]) -> str | None:
    if not any(token[0].lower() in _DATE_TOKENS for token in tokens) or GENERAL in tokens:
        return None
    half = any(token[0] in "上aA" and "/" in token for token in tokens)
    chinese = any(token.upper() == "[DBNUM1]" for token in tokens)
    text = ""
    for at, token in enumerate(tokens):
        part = _date_part(value, token, tokens, at, half)
        if part is None:
            return None
        text += _in_chinese(part, token) if chinese and part.isdigit() else part
    return text.strip()


def _date_part(value: date | time, token: str, tokens: tuple[str, ...], at: int, half: bool) -> str | None:
    kind = token[0].lower()
    if token[0] == "[" and token[1:2].lower() in "hms":  # hours beyond a day
        return None
    if kind not in _DATE_TOKENS or token[0] in '"\\![':
        return _literal(token)
    if kind in "hs" or "/" in token or (kind == "m" and _is_minute(tokens, at)):
        return _clock_part(value, token, half)
    return _day_part(value, token) if isinstance(value, date) else None


def _is_minute(tokens: tuple[str, ...], at: int) -> bool:
    """m stands for minutes behind hours and before seconds."""
    before = next((t[0].lower() for t in reversed(tokens[:at]) if t[0].lower() in "ymdhs"), "")
    after = next((t[0].lower() for t in tokens[at + 1 :] if t[0].lower() in "ymdhs"), "")
    return before == "h" or after == "s"


def _clock_part(value: date | time, token: str, half: bool) -> str:
    clock = value.time() if isinstance(value, datetime) else value if isinstance(value, time) else time()
    if "/" in token:
        morning, _, evening = token.partition("/")
        return morning if clock.hour < 12 else evening
    hour = (clock.hour - 1) % 12 + 1 if half else clock.hour
    number = {"h": hour, "m": clock.minute, "s": clock.second}[token[0].lower()]
    return f"{number:02}" if len(token) > 1 else str(number)


_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def _day_part(value: date, token: str) -> str:
    kind, length = token[0].lower(), len(token)
    if kind in "ye":
        return str(value.year) if kind == "e" or length > 2 else f"{value.year % 100:02}"
    if kind == "a":
        return ("星期" if length > 3 else "") + "一二三四五六日"[value.weekday()]
    number, names = (value.month, _MONTHS) if kind == "m" else (value.day, _WEEKDAYS)
    if length < 3:
        return f"{number:0{length}}"
    name = names[value.month - 1 if kind == "m" else value.weekday()]
    return name[:3] if length == 3 else name


def _in_chinese(digits: str, token: str) -> str:
    """二〇一三 for a year, 十一 and 二十二 for what has two digits at most."""
    if token[0].lower() in "ye" or len(digits) > 2:
        return digits.translate(_CHINESE)
    tens, ones = divmod(int(digits), 10)
    if not tens:
        return str(ones).translate(_CHINESE)
    return f"{'' if tens == 1 else str(tens).translate(_CHINESE)}十{str(ones).translate(_CHINESE) if ones else ''}"
