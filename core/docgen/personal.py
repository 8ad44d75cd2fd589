"""Resident IDs (GB 11643-1999) and mobile numbers in a text, however they are typed.

A text is folded first, so that each digit is a plain one, and read in several ways, since 一 may be a digit or a dash.
Digits that only signs stand between make a run, of groups. In a run an ID is told by its area, its date and its check
digit. A mobile number has nothing of the kind: it is told by how its groups are cut, and by standing alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from datetime import date
from itertools import accumulate, pairwise
from operator import mul
from typing import NamedTuple

from docgen.lookalikes import SEPARATOR, fold
from docgen.masks import mask_id

FEWEST = 7
"""How many digits a telephone number has at least."""
_LONG_ENOUGH = 11


class Number(NamedTuple):
    """A resident ID or a mobile number, as it is and as it may be shown."""

    is_id: bool
    digits: str
    masked: str


def personal_numbers(text: str) -> list[Number]:
    """The resident IDs and the mobile numbers in a text, each once."""
    folded = fold(text)
    if next(places_of_numbers(strip_signs(folded)), None) is None:
        return []
    return list(dict.fromkeys(number for run in _runs_of(folded) for number, _ in run.numbers()))


def digits_in(text: str, wanted: Collection[str]) -> set[str]:
    """Those of the wanted numbers, of seven digits and more, that stand in a text: as groups of digits side by side,
    with an area code before them or without, or, if they are long, with other digits around them."""
    runs = _runs_of(fold(text))
    joined = {digits for run in runs for digits, _ in run.joined()}
    found = {digits for typed in joined for digits in (typed, without_area(typed)) if digits in wanted}
    long = [run.digits for run in runs if len(run.digits) >= _LONG_ENOUGH]
    return found | {digits for digits in wanted if len(digits) >= _LONG_ENOUGH and any(digits in each for each in long)}


def telephones_in(text: str) -> set[str]:
    """The numbers of a cell that holds telephone numbers: each way to take groups of digits side by side for one of
    seven digits and more, since nobody knows which belong together; but no part of a mobile number."""
    found: set[str] = set()
    for run in _runs_of(fold(text)):
        numbers = list(run.numbers())
        parts = {part for _, (start, end) in numbers for part in _parts_of(start, end)}
        found.update(digits for digits, span in run.joined() if span not in parts)
        found.update(number.digits for number, _ in numbers)
    return found


def id_check_digit(digits: str) -> str:
    """The 18th character that belongs to the first 17 digits (ISO 7064 MOD 11-2)."""
    total = sum(map(mul, digits[:17].encode(), _WEIGHTS)) - _ZEROS
    return "10X98765432"[total % 11]


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ZEROS = ord("0") * sum(_WEIGHTS)


def without_area(digits: str) -> str:
    """A telephone number without the code of its country and area."""
    return _AREA.sub("", digits)


_AREA = re.compile(r"^(?:0|(?:00)?860?)(?:10|2\d|[3-9]\d\d)(?=\d{7,8}$)")


# -- the text --

_NUMERALS = "〇零○一二三四五六七八九壹贰叁叄参肆伍陆柒捌玖幺"
_VALUES = str.maketrans(_NUMERALS, "000123456789123334567891")
_DIGIT = f"[0-9{_NUMERALS}oil]"
_SIGNS = re.compile(rf"[^\w○{SEPARATOR}]+|_+")
_MAY_BE_NUMBER = re.compile(f"{_DIGIT}{{{_LONG_ENOUGH}}}")
_MAY_BE_NUMERALS = re.compile(rf"(?=\d{{0,{FEWEST - 1}}}[^\d]){_DIGIT}{{{FEWEST}}}", re.ASCII)
_LINE = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*")
_BLANKS = re.compile(r"[^\S\n]+")
_ENOUGH = re.compile(r"\d(?:[\W_]*\d){6}")


def strip_signs(folded: str) -> str:
    """A folded text without blanks and signs, as what may stand in it is looked for. SEPARATOR stays."""
    return _SIGNS.sub("", folded)


def places_of_numbers(stripped: str) -> Iterator[int]:
    """Where, in a text that is folded and stripped, digits stand that are enough for an ID or a mobile number."""
    return (found.start() for found in _MAY_BE_NUMBER.finditer(stripped))


def places_of_numerals(stripped: str) -> Iterator[int]:
    """Where, in a text that is folded and stripped, digits stand that are enough for a telephone number, Chinese ones
    among them."""
    return (found.start() for found in _MAY_BE_NUMERALS.finditer(stripped))


def _runs_of(folded: str) -> list[_Run]:
    """The runs of digits in a folded text, in each reading of it."""
    return [
        _Run(found[0], reading[found.end() : found.end() + 1])
        for reading in _readings(folded)
        for found in _RUN.finditer(reading)
    ]


def _readings(folded: str) -> Iterator[str]:
    """A folded text with single blanks and line breaks; once more with Chinese digits as digits, with whatever may be a
    digit as one, and with whatever may be a dash as one, where it then holds digits enough for a number."""
    plain = _BLANKS.sub(" ", _LINE.sub("\n", folded))
    mixed = plain.translate(_VALUES)
    every = _AS_CHECK_DIGIT.sub("x", _AS_DIGIT.sub(lambda found: found[0].translate(_LETTERS), mixed))
    dashed = _AS_DASH.sub("-", plain)
    yield plain
    yield from (text for text in dict.fromkeys((mixed, every, dashed)) if text != plain and _ENOUGH.search(text))


_AS_DIGIT = re.compile(r"(?<=\d)[oil]+(?=[\doil])|(?<![a-z])[oil]+(?=\d)|(?<=\d)[oil]+(?![a-z])")
_LETTERS = str.maketrans("oil", "011")
_AS_CHECK_DIGIT = re.compile(r"(?<=\d) ?[×✕✖✗✘⨯╳⤫⤬](?! ?\d)")
_AS_DASH = re.compile(r"(?<=\d) ?(?:一|([-‐-―−─━~_])\1*) ?(?=\d)")


# -- runs of digits --

_RUN = re.compile(r"\d(?:(?:[^\w%‰]|_){0,4}(?:\d|[Xx](?![A-Za-z])))*")
_PARTS = re.compile(r"([\dXx]+)|([^\dXx]+)")
_LISTS = re.compile(r"[、,;:。!?~¥$€]")
_OPERATORS, _RECKONED = re.compile(r"[=+×÷*<>^]"), re.compile(r"[=+×÷*<>^]|^\.$")
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d")
_ID = re.compile(r"\d{17}[\dX]")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_PREFIX = re.compile(r"(?:86|0)(?=1[3-9])")
_OF_MOBILE = ((11,), (3, 4, 4), (3, 8), (7, 4))
_OF_ID, _OF_OLD_ID = ((18,), (6, 8, 4)), ((6, 6, 3),)
_EARLIEST, _LATEST = 1850, 2100
_LONGEST = 18
_MUCH = 5
_FEW, _MANY, _THREE = 3, 3, 3
_UNITS = frozenset("元万亿%‰")

Span = tuple[int, int]


class _Run:
    """Groups of digits with signs between them, and the character after them."""

    def __init__(self, text: str, after: str) -> None:
        self.is_amount = after in _UNITS
        parts = _PARTS.findall(text.upper())
        self.groups = [digits for digits, _ in parts if digits]
        self.signs = [sign for _, sign in parts if sign]
        self.starts = [0, *accumulate(map(len, self.groups))]
        self._cuts = frozenset(self.starts)
        self.digits = "".join(self.groups)

    def joined(self) -> Iterator[tuple[str, Span]]:
        """Each way to take groups for one number of seven digits and more, without a country code before it."""
        for first, start in enumerate(self.starts[:-1]):
            for end in self.starts[first + 1 : first + _LONGEST + 2]:  # each group has a digit
                if end - start > _LONGEST and end != self.starts[first + 1]:
                    break
                if end - start >= FEWEST:
                    yield self.digits[start:end], (start, end)
                    if _PREFIX.match(self.digits, start) and end - start in (12, 13):
                        start_of_it = end - 11
                        yield self.digits[start_of_it:end], (start_of_it, end)

    def numbers(self) -> Iterator[tuple[Number, Span]]:
        """The IDs, and the mobile numbers beside them, with their places among the digits."""
        taken = list(self._ids())
        for start, end in taken:
            digits = self.digits[start:end]
            yield Number(is_id=True, digits=digits, masked=mask_id(digits) or ""), (start, end)
        of_ids = {place for start, end in taken for place in range(start, end)}
        for start, end in self._mobiles():
            if of_ids.isdisjoint(range(start, end)):
                digits = self.digits[start:end]
                yield Number(is_id=False, digits=digits, masked=f"{digits[:3]}****{digits[-4:]}"), (start, end)

    # -- IDs --

    def _ids(self) -> Iterator[Span]:
        done = 0
        for start in range(len(self.digits) - 14):
            if start >= done and (length := self._id_at(start)):
                done = start + length
                yield start, done

    def _id_at(self, start: int) -> int:
        """How long the ID is that begins there; 0 if none does."""
        if not _PROVINCE.match(self.digits, start):
            return 0
        for length in (18, 15):
            number = self.digits[start : start + length]
            if len(number) == length and _has_date(number) and self._is_id(start, number):
                return length
        return 0

    def _is_id(self, start: int, number: str) -> bool:
        """Whether the digits are an ID: with a right check digit, or as groups that are cut like one."""
        sizes = self._sizes(start, start + len(number)) if {start, start + len(number)} <= self._cuts else ()
        if len(number) == _LONGEST:
            proven = id_check_digit(number) == number[17] and self._may_cut(start, start + _LONGEST)
            return _ID.fullmatch(number) is not None and (proven or sizes in _OF_ID)
        alone = len(self.digits) == len(number) and not any(map(_LISTS.search, self.signs))
        cut = len(sizes) == 2 or set(sizes) == {1} or sizes in _OF_OLD_ID
        return number.isdecimal() and (sizes == (15,) or (alone and cut))

    def _may_cut(self, start: int, end: int) -> bool:
        """Whether an ID may begin and end there: between groups, or with much of a group that is no day (20131104). In
        a list (1、2、3) its digits stand one by one, or so that area and day stand out, without other signs, or it is
        the whole list, of three groups at most."""
        begin, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        if self._is_sum(begin, last, _OPERATORS) and last - begin < _LONGEST // _FEW:
            return False
        if any(self._is_moment(group) for group in range(begin, last + 1) if self.starts[group] != start + 6):
            return False
        whole = start == self.starts[begin] and end == self.starts[last + 1]
        stands_out = {start + 6, start + 14} <= self._cuts
        signs = self.signs[begin:last]
        if any(map(_LISTS.search, signs)):
            one_by_one, is_all = last - begin == _LONGEST - 1, len(self.digits) == _LONGEST and last - begin < _FEW
            return whole and (one_by_one or stands_out or is_all) and len({*signs}) == 1
        if not stands_out and self._is_among_others(begin, last):
            return False
        return self._has_much(begin, start, end) and self._has_much(last, start, end)

    def _is_among_others(self, first: int, last: int) -> bool:
        """Whether groups, up to the last, are rather some of many numbers."""
        if len({*self.signs[first:last]}) > 1:
            return not (self._ends(first - 1) and self._ends(last))
        return self._is_list(first, last, ())

    def _is_moment(self, group: int) -> bool:
        """Whether a group is a day of our time, 20131104, or a moment of it, 20131104093000."""
        return len(self.groups[group]) in (8, 12, 14) and _is_day(self.groups[group][:8])

    def _has_much(self, group: int, start: int, end: int) -> bool:
        """Whether a group stands wholly between the places, or with much of it, and is no day or moment."""
        first, last = self.starts[group], self.starts[group + 1]
        if start <= first and last <= end:
            return True
        return min(last, end) - max(first, start) > _MUCH and not self._is_moment(group)

    # -- mobile numbers --

    def _mobiles(self) -> Iterator[Span]:
        for first, begin in enumerate(self.starts[:-1]):
            prefix = _PREFIX.match(self.groups[first])
            start = begin + (prefix.end() if prefix else 0)
            if start + 11 in self._cuts and _MOBILE.fullmatch(self.digits, start, start + 11):
                last = bisect_left(self.starts, start + 11)
                if self._is_mobile(first, last, self._sizes(start, start + 11)):
                    yield start, start + 11

    def _is_mobile(self, first: int, last: int, sizes: tuple[int, ...]) -> bool:
        """Whether groups that hold eleven digits are one number: cut as they are written or by the end of a line, one
        by one, or into parts that no counts, dates and amounts have."""
        signs = self.signs[first : last - 1]
        if (
            any(map(_LISTS.search, signs))
            or self._is_sum(first, last - 1, _RECKONED)
            or self._is_list(first, last - 1, sizes)
        ):
            return False
        if sizes in _OF_MOBILE or (len(sizes) == 2 and "\n" in signs[0]):
            return True
        if set(sizes) == {1}:
            return self._ends(first - 1, first - 1) and self._ends(last - 1, last)
        is_range = len(sizes) == 2 and re.search(r"[-–—―−]", signs[0])
        return min(sizes) > 2 and not is_range and self._ends(first - 1) and self._ends(last - 1)

    def _is_sum(self, first: int, last: int, operators: re.Pattern[str]) -> bool:
        """Whether several groups, up to the last, are rather numbers that are reckoned with: 1930×800=1464000."""
        signs = self.signs[first:last]
        beside = [*self.signs[max(first - 1, 0) : first], *self.signs[last : last + 1]]
        is_part = bool(signs) and any(map(operators.search, beside))
        return is_part or (len({*signs}) > 1 and any(map(operators.search, signs)))

    def _is_list(self, first: int, last: int, sizes: tuple[int, ...]) -> bool:
        """Whether several groups, up to the last, are rather part of a list of numbers: the sign between them stands
        between others that belong to nobody, several if the groups are cut as most write a mobile number."""
        signs = {*self.signs[first:last]}
        if sizes != _OF_MOBILE[1] and self._are_thousands(first, last):
            return True
        if len(signs) != 1:
            return False
        begin, end = first, last
        while begin > 0 and self.signs[begin - 1] in signs:
            begin -= 1
        while end < len(self.signs) and self.signs[end] in signs:
            end += 1
        others = {*range(begin, end + 1)} - {*range(first, last + 1)}
        enough = _MANY if sizes == _OF_MOBILE[1] else _MANY - 1
        return len(others) >= enough and len(others - self._of_mobiles(begin, end)) >= enough

    def _are_thousands(self, first: int, last: int) -> bool:
        """Whether the first or last of several groups belongs to an amount: 48,836,141 or 11172万元."""
        if first == last:
            return False
        before, after = self.signs[max(first - 1, 0) : first], self.signs[last : last + 1]
        starts = before == [","] and len(self.groups[first]) == _THREE and len(self.groups[first - 1]) <= _THREE
        ends = after == [","] and len(self.groups[last]) <= _THREE and len(self.groups[last + 1]) == _THREE
        return starts or ends or (self.is_amount and last == len(self.groups) - 1)

    def _of_mobiles(self, first: int, last: int) -> set[int]:
        """Those of the groups, up to the last, that alone or with one or two more have the digits of a mobile number,
        or that are long enough for an ID."""
        found = {group for group in range(first, last + 1) if len(self.groups[group]) > _LONG_ENOUGH}
        for begin in range(first, last + 1):
            for end in range(begin, min(begin + _FEW, last + 1)):
                if _MOBILE.fullmatch(self.digits, self.starts[begin], self.starts[end + 1]):
                    found.update(range(begin, end + 1))
        return found

    def _ends(self, sign: int, group: int | None = None) -> bool:
        """Whether nothing stands there, or what parts the things of a list; or a group of more than one digit."""
        if not 0 <= sign < len(self.signs) or _LISTS.search(self.signs[sign]):
            return True
        return group is not None and len(self.groups[group]) > 1

    # -- groups --

    def _sizes(self, start: int, end: int) -> tuple[int, ...]:
        """How many digits of each group stand between the two places."""
        inner = self.starts[bisect_right(self.starts, start) : bisect_left(self.starts, end)]
        cuts = [start, *inner, end]
        return tuple(b - a for a, b in pairwise(cuts))


def _parts_of(start: int, end: int) -> Iterator[Span]:
    """The places of each part of what stands between two, long enough to be a number."""
    for first in range(start, end):
        yield from ((first, last) for last in range(first + FEWEST, end + 1) if (first, last) != (start, end))


def _has_date(number: str) -> bool:
    """Whether the digits for the day of birth are one: yyyymmdd in an ID of 18, yymmdd in one of 15."""
    return _is_day(number[6:14] if len(number) > 15 else f"19{number[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        return _EARLIEST <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < _LATEST
    except ValueError:
        return False
