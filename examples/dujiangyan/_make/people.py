"""Invented people: names, births, resident IDs of an area code that was never assigned, telephones that cannot ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from _make.chance import later

AREA = "990181"  # GB/T 2260 assigns no code that begins with 99
LANDLINE = "028-0"  # a local number never begins with 0

_COMMON = "王李张刘陈杨黄周吴徐孙马朱胡郭何林高罗郑"
_OTHER = (
    "梁谢宋唐许邓冯韩曹曾彭蔡潘田董袁叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆"
    "金石戴贾韦夏邱方侯邹熊孟秦白江薛尹段雷龙黎史陶贺毛郝顾龚邵万覃钱严莫汤"
)
_MALE = "伟强军勇杰涛明超刚平辉鹏华飞波斌宇浩健志文德光福成永家兴荣富贵清松林云海川江山国建春学忠良宏胜东少元长根"
_FEMALE = "芳娜敏静丽艳娟秀霞燕玲桂英慧红梅兰琴素莲蓉珍萍淑凤翠菊蕾洁倩丹晓雪琼春华玉清惠群碧小文"
_MINORITY = (
    ("扎西·多吉", "男", "藏族"),
    ("央金·卓玛", "女", "藏族"),
    ("旦增·罗布", "男", "藏族"),
    ("阿木·拉吉", "男", "彝族"),
    ("尔玛·依娜", "女", "羌族"),
    ("达瓦·次仁", "男", "藏族"),
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    name: str
    sex: str
    born: date
    resident_id: str
    ethnicity: str = "汉族"


class People:
    """Makes people; no resident ID comes twice."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._ids: set[str] = set()
        self._minority = list(_MINORITY)

    def name(self, sex: str) -> str:
        """A surname and one or two characters."""
        surname = self._chance.choice(_COMMON * 2 + _OTHER)
        given = _MALE if sex == "男" else _FEMALE
        first, second = self._chance.sample(given, 2)
        return surname + (first if self._chance.random() < 0.35 else first + second)

    def names(self, count: int, taken: set[str], male: float = 0.75) -> list[str]:
        """Names that are not `taken`, and then are."""
        found: list[str] = []
        while len(found) < count:
            name = self.name(self._sex(male))
            if name not in taken:
                taken.add(name)
                found.append(name)
        return found

    def person(self, taken: set[str], years: range, male: float = 0.68, name: str = "") -> Person:
        """Somebody born in one of these years, whose name is not `taken`, and then is."""
        sex = "男" if name else self._sex(male)
        ethnicity = "汉族" if self._chance.random() > 0.02 else self._chance.choice(("回族", "羌族", "藏族"))
        name = name or self.name(sex)
        while name in taken:
            name = self.name(sex)
        taken.add(name)
        born = self._born(years)
        return Person(name, sex, born, self._resident_id(born, sex), ethnicity)

    def of_a_minority(self, taken: set[str], years: range) -> Person:
        """Somebody with a name in two parts, such as 扎西·多吉."""
        name, sex, ethnicity = self._minority.pop(0)
        taken.add(name)
        born = self._born(years)
        return Person(name, sex, born, self._resident_id(born, sex), ethnicity)

    def _sex(self, male: float) -> str:
        return "男" if self._chance.random() < male else "女"

    def _born(self, years: range) -> date:
        year = self._chance.choice(years)
        first = date(year, 1, 1)
        return later(first, self._chance.randrange((date(year + 1, 1, 1) - first).days))

    def _resident_id(self, born: date, sex: str) -> str:
        while True:
            serial = 2 * self._chance.randrange(1, 499) + (sex == "男")
            digits = f"{AREA}{born:%Y%m%d}{serial:03d}"
            if digits not in self._ids:
                self._ids.add(digits)
                return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """The 18th character after 17 digits (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def landline(chance: Random) -> str:
    """A telephone number that cannot be anybody's."""
    return f"{LANDLINE}{chance.randrange(10_000_000):07d}"
