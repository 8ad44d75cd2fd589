"""Rows of the office's tables, made by hand: everybody is invented, IDs are of an area that was never assigned."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from docgen import Cell, Check, Dataset, Problem, Record, Settings, Severity, Text
from docgen.config import ConfigFile
from docgen.data import run_checks
from docgen.data.dataset import Store
from docgen.records import CHECKS, FIGURES, RECORDS
from docgen.records.people import AdmonitionTalk, Appraisal, Candidate, Incumbent, Review
from docgen.records.places import Community, Department, GuidanceGroup, Township

DAY = date(2013, 11, 18)
TODAY = date(2013, 12, 16)
CONFIG = 'title = "换届"\n[rules]\nbasis = "有效票"\n'
Case = tuple[Check, list[Any]]


def settings(text: str = CONFIG, **rules: object) -> Settings:
    """docgen.toml with these rules."""
    file = ConfigFile(Path("docgen.toml"), tuple(text.split("\n")), {})
    return Settings(file, "换届", 2013, date(2013, 11, 4), 4, "组织部", rules=rules)


RULES = settings(basis="有效票")


def resident_id(born: str = "19701001", serial: int = 1, sex: str = "男") -> str:
    """An ID with its right check digit (GB 11643-1999)."""
    digits = f"990181{born}{serial:02d}{1 if sex == '男' else 2}"
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(digits))
    return digits + "10X98765432"[total % 11]


ID, OTHER_ID = resident_id(serial=1), resident_id(serial=2)


def row(record: Any, number: int = 2, /, *, sheet: str = "", **values: Any) -> Any:
    """The row of that number in its sheet; all columns but `values` are blank."""
    return record(origin=Cell("台账.xlsx", sheet or record.__table__.name, number), **values)


GROUP = row(GuidanceGroup, number="1", kind="指导组", hotline="028-01000001", email="zu01@example.org", leader="郑远山")
STONE = row(Township, name="石羊镇", kind="镇", communities=1, group=GROUP)
WATER = row(Township, 3, name="灌口街道", kind="街道", communities=0)
GROUP.townships = (STONE,)
BLISS = row(Community, township=STONE, name="丰乐社区", households=400)
BAMBOO = row(Community, 3, township=STONE, name="竹瓦社区", households=300)
LI = {"township": STONE, "community": BLISS, "name": "李明"}
WANG = {"township": STONE, "community": BLISS, "name": "王秀"}
PROSECUTORS = row(Department, name="检察", required=True)
DISCIPLINE = row(Department, 3, name="纪委", required=True)


def votes(dissatisfied: int, number: int = 2, /, **values: Any) -> Any:
    """The appraisal of 李明, by default 40 valid votes that add up."""
    given = {"expected": 45, "present": 42, "handed_out": 42, "returned": 40, "valid": 40, "abstained": 0}
    given |= {**LI, "satisfied": 40 - dissatisfied, "rather": 0, "held_on": DAY, **values}
    return row(Appraisal, number, **given, dissatisfied=dissatisfied)


def talk(**values: Any) -> Any:
    """A talk with 李明 that is as it should be."""
    given = {
        **LI,
        "held_on": date(2013, 11, 20),
        "talkers": ("郑远山", "周清"),
        "recorder": "吴桐",
        "outcome": "主动放弃",
    }
    return row(AdmonitionTalk, **{**given, **values})


def candidate(number: int = 2, /, **values: Any) -> Any:
    """李明 as a candidate whom nobody doubts."""
    given = {**LI, "resident_id": ID, "sex": "男", "born": date(1970, 10, 1), "post": "委员", "township_review": "合格"}
    return row(Candidate, number, **{**given, **values})


def incumbent(number: int = 2, /, **values: Any) -> Any:
    """李明 in office."""
    return row(Incumbent, number, **{**LI, "resident_id": ID, "post": "支部委员", **values})


def review(department: Any = PROSECUTORS, number: int = 2, /, **values: Any) -> Any:
    """What a department says of 李明."""
    given = {**LI, "resident_id": ID, "department": department, "opinion": "无异议", "reviewed_on": DAY}
    return row(Review, number, **{**given, **values})


def unreadable(row: Any, *names: str) -> Any:
    """The row with cells that could not be read."""
    for name in names:
        problem = Problem("cell", Severity.ERROR, Text("no number", "不是数"), row.origin)
        row.mark_bad(row.__table__.column(name), problem)
    return row


def office(
    *rows: Record, rules: Settings = RULES, without: Iterable[type[Record]] = (), today: date = TODAY
) -> Dataset:
    """These rows, where every table but those `without` one has a sheet."""
    tables = {record.__table__.name: record.__table__ for record in RECORDS}
    by_table: dict[str, list[Record]] = {record.__table__.name: [] for record in RECORDS if record not in without}
    for each in rows:
        by_table.setdefault(each.__table__.name, []).append(each)
    return Dataset(Store(rules, tables, by_table, {spec.name: spec for spec in FIGURES}, [], today=today))


def problems(*rows: Record, checks: Iterable[Check] = CHECKS, **how: Any) -> list[Problem]:
    """Everything that the checks find in these rows."""
    return run_checks(office(*rows, **how), checks)


def rules_of(module: ModuleType) -> set[Check]:
    """The checks that a module declares, one a rule."""
    return {value for value in vars(module).values() if isinstance(value, Check)}


def names(cases: Iterable[Case]) -> list[str]:
    """What tests of these cases are called."""
    return [f"{check.code}-{check.rules[0].find.__name__}-{n}" for n, (check, _) in enumerate(cases)]
