"""Resident IDs (GB 11643-1999) and mobile numbers in a text, however they are typed.

A text is folded first: other forms of digits, Chinese ones too, become plain ones; then digits that only signs stand
between make a run, of groups. In a run an ID is told by its area, its date and its check digit. A mobile number has
nothing of the kind: it is told by how its groups are cut, and by standing alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from datetime import date
from itertools import accumulate, pairwise
from operator import mul
from typing import NamedTuple
from unicodedata import decimal, is_normalized, normalize

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
    if not _MAY_HOLD.search(text) and is_normalized("NFKC", text):
        return []
    found = [number for folded in _folded(text) for run in _runs(folded) for number, _ in run.numbers()]
    return list(dict.fromkeys(found))


def digits_in(text: str, wanted: Collection[str]) -> set[str]:
    """Those of the wanted numbers, of seven digits and more, that stand in a text: as groups of digits side by side,
    or, if they are long, with other digits around them."""
    runs = [run for folded in _folded(text) for run in _runs(folded)]
    found = {digits for run in runs for digits, _ in run.joined() if digits in wanted}
    long = [run.digits for run in runs if len(run.digits) >= _LONG_ENOUGH]
    return found | {digits for digits in wanted if len(digits) >= _LONG_ENOUGH and any(digits in each for each in long)}


def telephones_in(text: str) -> set[str]:
    """The numbers of a cell that holds telephone numbers: each way to take groups of digits side by side for one of
    seven digits and more, since nobody knows which belong together; but no part of a mobile number."""
    found: set[str] = set()
    for run in _runs(next(_folded(text))):
        spans = [span for _, span in run.numbers()]
        parts = [(digits, at) for digits, at in run.joined() if not any(_is_part(at, span) for span in spans)]
        found.update(digits for digits, _ in parts)
        found.update(number.digits for number, _ in run.numbers())
    return found


def id_check_digit(digits: str) -> str:
    """The 18th character that belongs to the first 17 digits (ISO 7064 MOD 11-2)."""
    total = sum(map(mul, digits[:17].encode(), _WEIGHTS)) - _ZEROS
    return "10X98765432"[total % 11]


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ZEROS = ord("0") * sum(_WEIGHTS)


# -- the text --

_CHINESE = str.maketrans("〇零○Ｏ一二三四五六七八九壹贰叁肆伍陆柒捌玖幺", "00001234567891234567891")
_DIGIT = r"[\d〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]"
DIGITS = rf"(?<!{_DIGIT}){_DIGIT}(?:[\W_]{{0,12}}{_DIGIT}){{{FEWEST - 1}}}"
"""The pattern of so many digits, as typed, that they may be a number."""
_MAY_HOLD = re.compile(DIGITS)
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LINE = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*")
_BLANKS = re.compile(r"[^\S\n]+")


def unseen_removed(text: str) -> str:
    """NFKC without characters that nobody sees."""
    plain = normalize("NFKC", text)
    return plain if plain.isascii() else _UNSEEN.sub("", plain)


def _folded(text: str) -> Iterator[str]:
    """The text with plain digits and single blanks and line breaks; once more with the Chinese digits, if it holds so
    many that they may be a number."""
    plain = _OTHER_DIGIT.sub(lambda found: str(decimal(found[0])), unseen_removed(text))
    plain = _BLANKS.sub(" ", _LINE.sub("\n", plain))
    yield plain
    mixed = plain.translate(_CHINESE)
    if mixed != plain and re.search(r"\d(?:[\W_]*\d){6}", mixed):
        yield mixed


# -- runs of digits --

_RUN = re.compile(r"\d(?:(?:[^\w%‰]|_){0,4}(?:\d|[Xx](?![A-Za-z])))*")
_PARTS = re.compile(r"([\dXx]+)|([^\dXx]+)")
_LISTS = re.compile(r"[、,;:。!?~¥$€]")
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d")
_ID = re.compile(r"\d{17}[\dX]")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_PREFIX = re.compile(r"(?:86|0)(?=1[3-9])")
_OF_MOBILE = ((11,), (3, 4, 4), (3, 8), (7, 4))
_OF_ID, _OF_OLD_ID = ((18,), (6, 8, 4)), ((6, 6, 3),)
_EARLIEST = 1850
_LONGEST = 18
_MUCH = 5

Span = tuple[int, int]


def _runs(text: str) -> Iterator[_Run]:
    return (_Run(found[0]) for found in _RUN.finditer(text))


class _Run:
    """Groups of digits with signs between them."""

    def __init__(self, text: str) -> None:
        parts = _PARTS.findall(text.upper())
        self.groups = [digits for digits, _ in parts if digits]
        self.signs = [sign for _, sign in parts if sign]
        self.starts = [0, *accumulate(map(len, self.groups))]
        self.digits = "".join(self.groups)

    def joined(self) -> Iterator[tuple[str, Span]]:
        """Each way to take groups for one number of seven digits and more, without a country code before it."""
        for first, start in enumerate(self.starts[:-1]):
            for end in self.starts[first + 1 :]:
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
        for start, end in self._mobiles():
            if not any(start < last and first < end for first, last in taken):
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
        sizes = self._sizes(start, start + len(number)) if {start, start + len(number)} <= {*self.starts} else ()
        if len(number) == _LONGEST:
            proven = id_check_digit(number) == number[17] and self._may_cut(start, start + _LONGEST)
            return _ID.fullmatch(number) is not None and (proven or sizes in _OF_ID)
        alone = len(self.digits) == len(number) and not any(map(_LISTS.search, self.signs))
        cut = len(sizes) == 2 or set(sizes) == {1} or sizes in _OF_OLD_ID
        return number.isdecimal() and (sizes == (15,) or (alone and cut))

    def _may_cut(self, start: int, end: int) -> bool:
        """Whether an ID may begin and end there: between groups, or with much of a group that is no day (20131104). In
        a list (1、2、3) its digits stand one by one, or so that area and day stand out, without other signs."""
        begin, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        whole = start == self.starts[begin] and end == self.starts[last + 1]
        signs = self.signs[begin:last]
        if any(map(_LISTS.search, signs)):
            stands_out = last - begin == _LONGEST - 1 or {start + 6, start + 14} <= {*self.starts}
            return whole and stands_out and all(_LISTS.search(sign) or sign.isspace() for sign in signs)
        return self._has_much(begin, start, end) and self._has_much(last, start, end)

    def _has_much(self, group: int, start: int, end: int) -> bool:
        """Whether a group stands wholly between the places, or with much of it, and is no day."""
        first, last = self.starts[group], self.starts[group + 1]
        if start <= first and last <= end:
            return True
        is_day = last - first == 8 and _is_day(self.groups[group])
        return min(last, end) - max(first, start) > _MUCH and not is_day

    # -- mobile numbers --

    def _mobiles(self) -> Iterator[Span]:
        for first, begin in enumerate(self.starts[:-1]):
            prefix = _PREFIX.match(self.groups[first])
            start = begin + (prefix.end() if prefix else 0)
            if start + 11 in self.starts and _MOBILE.fullmatch(self.digits, start, start + 11):
                last = self.starts.index(start + 11)
                if self._is_mobile(first, last, self._sizes(start, start + 11)):
                    yield start, start + 11

    def _is_mobile(self, first: int, last: int, sizes: tuple[int, ...]) -> bool:
        """Whether groups that hold eleven digits are one number: cut as they are written or by the end of a line, one
        by one, or into parts that no counts, dates and amounts have."""
        signs = self.signs[first : last - 1]
        if any(map(_LISTS.search, signs)):
            return False
        if sizes in _OF_MOBILE or (len(sizes) == 2 and "\n" in signs[0]):
            return True
        if set(sizes) == {1}:
            return self._ends(first - 1, first - 1) and self._ends(last - 1, last)
        is_range = len(sizes) == 2 and re.search(r"[-–—―−]", signs[0])
        return min(sizes) > 2 and not is_range and self._ends(first - 1) and self._ends(last - 1)

    def _ends(self, sign: int, group: int | None = None) -> bool:
        """Whether nothing stands there, or what parts the things of a list; or a group of more than one digit."""
        if not 0 <= sign < len(self.signs) or _LISTS.search(self.signs[sign]):
            return True
        return group is not None and len(self.groups[group]) > 1

    # -- groups --

    def _sizes(self, start: int, end: int) -> tuple[int, ...]:
        """How many digits of each group stand between the two places."""
        cuts = [start, *(cut for cut in self.starts if start < cut < end), end]
        return tuple(b - a for a, b in pairwise(cuts))


def _is_part(span: Span, whole: Span) -> bool:
    return span != whole and whole[0] <= span[0] and span[1] <= whole[1]


def _has_date(number: str) -> bool:
    """Whether the digits for the day of birth are one: yyyymmdd in an ID of 18, yymmdd in one of 15."""
    return _is_day(number[6:14] if len(number) > 15 else f"19{number[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= _EARLIEST
    except ValueError:
        return False
