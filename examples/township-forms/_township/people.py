"""Invented people of an invented year: names, births, resident IDs of an area code that was never assigned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

AREA = "990181"  # GB/T 2260 assigns no code that begins with 99
SEED = 345

_SURNAMES = (
    "王李张刘陈杨黄周吴徐孙马朱胡郭何林高罗郑牛毛方尹孔丁石卢叶田白冯吕江汤许严苏杜邱邹沈范孟段侯贺秦袁夏顾钱唐陶崔"
    "董蒋程傅曾谢雷谭廖熊潘黎薛"
)
_MALE = "伟强军勇杰涛明超刚平辉鹏华飞波斌宇浩健志文德光福成永家兴荣富贵清松林云海川江山国建春学忠良宏胜东"
_FEMALE = "芳娜敏静丽艳娟秀霞燕玲桂英慧红梅兰琴素莲蓉珍萍淑凤翠菊蕾洁倩丹晓雪琼春华玉清惠群碧小文"
_WELL_KNOWN = frozenset("马云 李强 王勇 张军 李玉 王清 张国清 李小鹏 王志刚 马兴 马飞".split())
"""Names that would come out and that readers know somebody by."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    name: str
    sex: str
    born: date
    resident_id: str


class People:
    """Makes people, the same each time; no name and no resident ID comes twice."""

    def __init__(self, subject: str) -> None:
        self._chance = Random(f"{SEED} {subject}")
        self._taken: set[str] = set()

    def name(self, sex: str = "男") -> str:
        """A surname and one or two characters."""
        given = _MALE if sex == "男" else _FEMALE
        while True:
            first, second = self._chance.sample(given, 2)
            found = self._chance.choice(_SURNAMES) + (first if self._chance.random() < 0.3 else first + second)
            if found not in self._taken and found not in _WELL_KNOWN:
                self._taken.add(found)
                return found

    def names(self, count: int) -> list[str]:
        """So many names, most of them of men."""
        return [self.name(self.sex()) for _ in range(count)]

    def sex(self) -> str:
        """男 or 女."""
        return "男" if self._chance.random() < 0.62 else "女"

    def person(self, name: str = "") -> Person:
        """Somebody between 28 and 58."""
        sex = "男" if name else self.sex()
        born = date(self._chance.randrange(1955, 1986), self._chance.randrange(1, 13), self._chance.randrange(1, 29))
        while True:
            digits = f"{AREA}{born:%Y%m%d}{2 * self._chance.randrange(1, 499) + (sex == '男'):03d}"
            if digits not in self._taken:
                self._taken.add(digits)
                return Person(name or self.name(sex), sex, born, digits + _check_digit(digits))

    def choice(self, values: list[str] | tuple[str, ...] | str) -> str:
        """One of them."""
        return self._chance.choice(values)

    def between(self, least: int, most: int) -> int:
        """A number."""
        return self._chance.randint(least, most)


def _check_digit(digits: str) -> str:
    """The 18th character after 17 digits (GB 11643-1999)."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11]
