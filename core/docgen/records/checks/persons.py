"""E03 to E08: who is who (domain.md §6 A). Messages name no person: the row does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docgen import Dataset, Finding, Kind, Record, Severity, Text, check
from docgen.records.join import Match, People, by_name, candidates, incumbents, listed, on_lists
from docgen.records.outreach import IssuedDocument
from docgen.records.people import AdmonitionTalk, Appraisal, Candidate, Incumbent, Recommendation, Review
from docgen.records.places import Community, Department, Township
from docgen.records.rules import Rules
from docgen.records.work import Petition

Pair = tuple[Record, Record]
Named = tuple[Record, str, Match[Any]]


@check(
    "E03",
    Severity.ERROR,
    Text(
        "one number, two rows (候选人编号, 乡镇代码, 社区代码, 文号)",
        "同一编号出现两次（候选人编号、乡镇代码、社区代码、文号）",
    ),
    hint=Text("Give one of the two its own number.", "请改正其中一处的编号。"),
)
def numbers_twice(data: Dataset) -> Iterator[Finding]:
    for record, name in _NUMBERED:
        rows: Iterable[Record] = data[record] if data.has(record) else ()
        first: dict[object, Record] = {}
        for row in rows:
            value = row.get(name)
            other = first.setdefault(value, row)
            if value is not None and other is not row and not _same(row, other):
                text = Text("{title} stands in {other} too", "{title}与 {other} 重复")
                title = record.__table__.column(name).title
                yield Finding(row, text.format(title=title, other=other.origin), column=name)


_NUMBERED: tuple[tuple[type[Record], str], ...] = (
    (Candidate, "number"),
    (Township, "code"),
    (Community, "code"),
    (IssuedDocument, "full_number"),
)


def _same(one: Record, other: Record) -> bool:
    """One person with two posts; or rows that repeat each other, which reading reports already."""
    if isinstance(one, Candidate) and one.get("resident_id") == other.get("resident_id"):
        return True
    return all(one.get(name) == other.get(name) for name in one.__table__.key)


@check(
    "E04",
    Severity.ERROR,
    Text(
        "somebody in 联审结果, 民主评议, 诫勉谈话, 信访调查 or 推荐结果 is on no list",
        "联审、评议、诫勉、信访、推荐中的人不在候选人或现任干部名单中",
    ),
    hint=Text("Compare name, community and ID with the list.", "请与名单核对姓名、社区和身份证号。"),
)
def not_on_the_list(data: Dataset) -> Iterator[Finding]:
    for row, lists, match in _named(data):
        if not match.rows and not match.ambiguous:
            yield Finding(row, Text("{lists} has no such person there", "{lists}里没有此人").format(lists=lists))


@check(
    "E04",
    Severity.ERROR,
    Text("候选人.是否现任 contradicts 现任干部", "候选人的“是否现任”与现任干部名单不符"),
    needs=(Candidate, Incumbent),
    hint=Text("Mend 是否现任, or the list.", "请改正“是否现任”，或者补正名单。"),
)
def incumbent_or_not(data: Dataset) -> Iterator[Finding]:
    in_office = data.once(incumbents)
    for row in data[Candidate].where(lambda row: row.incumbent is not None):
        match = in_office.find(row)
        if row.incumbent and not match.rows and not match.ambiguous:
            yield Finding(row, Text("是否现任 says yes, 现任干部 has no such person", "填了现任，现任干部里没有此人"))
        if not row.incumbent and match.rows:
            text = Text("是否现任 says no, but see {other}", "填了不是现任，但见 {other}")
            yield Finding(row, text.format(other=match.rows[0].origin), column="incumbent")


@check(
    "E05",
    Severity.ERROR,
    Text("one person applied in two communities", "同一身份证号在两个社区报名"),
    needs=(Candidate,),
    hint=Text("One person may stand in one community only.", "一人只能在一个社区参选，请核实。"),
)
def applied_in_two_communities(data: Dataset) -> Iterator[Finding]:
    for resident_id, rows in data[Candidate].by("resident_id").items():
        other = next((row for row in rows if row.get("community") != rows[0].get("community")), None)
        if resident_id and other:
            text = Text("the same ID stands in {other}", "同一身份证号已见于 {other}").format(other=rows[0].origin)
            yield Finding(other, text, column="resident_id")


@check(
    "E05",
    Severity.ERROR,
    Text(
        "two names for one ID or 候选人编号; if many: a column sorted alone",
        "同一身份证号或候选人编号有两个姓名；成片出现时，是单独排了一列",
    ),
    hint=Text("Compare with the ID card.", "请对照身份证核实。"),
)
def two_names(data: Dataset) -> Iterator[Finding]:
    """Each ID and number as its first row has it; by two sheets, since a column is sorted in one of them."""
    known: dict[tuple[str, str], Record] = {}
    compared: dict[tuple[str, ...], list[Pair]] = {}
    for row in _identified(data):
        others = [other for key in _identities(row) if (other := known.setdefault(key, row)) is not row]
        for other in sorted(others, key=lambda other: not _is_renamed((row, other)))[:1]:
            sheets = (row.origin.file, row.origin.sheet, other.origin.file, other.origin.sheet)
            compared.setdefault(sheets, []).append((row, other))
    share = Rules.of(data.settings).names_changed
    for pairs in compared.values():
        yield from _renamed(pairs, share)


def _identified(data: Dataset) -> Iterator[Record]:
    """Each row with a name and an ID, each person of a wide sheet once."""
    for record in (Candidate, Incumbent, Review):
        last = None
        for row in data[record] if data.has(record) else ():
            if row.origin != last and row.get("name"):
                yield row
            last = row.origin


def _identities(row: Record) -> list[tuple[str, str]]:
    names = ("resident_id",) if isinstance(row, Incumbent) else ("resident_id", "number")
    return [(name, value) for name in names if (value := row.get(name))]


_SEVERAL = 10


def _is_renamed(pair: Pair) -> bool:
    return bool(pair[0].get("name") != pair[1].get("name"))


def _renamed(compared: list[Pair], share: int) -> Iterator[Finding]:
    pairs = list(filter(_is_renamed, compared))
    if len(pairs) >= _SEVERAL and 100 * len(pairs) > share * len(compared):
        row, other = pairs[0]
        text = Text(
            "{n} of {known} known IDs stand with other names than elsewhere; the first in {other}",
            "{known}个已知的身份证号（编号）中，有{n}个的姓名与别处不同，第一处见 {other}",
        )
        hint = Text(
            "Was one column sorted alone? Take the sheet as it was before.",
            "是不是单独给一列排了序？请恢复排序之前的表。",
        )
        yield Finding(row, text.format(n=len(pairs), known=len(compared), other=other.origin), hint, "name")
        return
    for row, other in pairs:
        text = Text(
            "the same ID or number stands with another name in {other}", "同一身份证号（编号）以另一姓名见于 {other}"
        )
        yield Finding(row, text.format(other=other.origin), column="name")


@check(
    "W05",
    Severity.WARNING,
    Text("the same name and month of birth in two communities", "两个社区有同名且同年同月出生的候选人"),
    needs=(Candidate,),
    hint=Text("See whether it is one person with a wrong ID.", "请核实是否同一人，身份证号有误。"),
)
def same_name_and_birth(data: Dataset) -> Iterator[Finding]:
    first: dict[tuple[Any, Any], Candidate] = {}
    for row in data[Candidate].where(lambda row: row.name and row.born and row.community):
        other = first.setdefault((row.name, row.born), row)
        if other.community != row.community and row.get("resident_id") != other.get("resident_id"):
            text = Text("name and month of birth as in {other}", "姓名和出生年月与 {other} 相同")
            yield Finding(row, text.format(other=other.origin), column="name")


@check(
    "E06",
    Severity.ERROR,
    Text("出生年月 or 性别 is not what the ID says", "出生年月、性别与身份证号不符"),
    needs=(Candidate,),
    hint=Text("Compare with the ID card.", "请对照身份证核实。"),
)
def birth_and_sex(data: Dataset) -> Iterator[Finding]:
    """GB 11643: digits 7 to 12 are year and month of birth, the 17th is odd for men."""
    for row in data[Candidate].where(lambda row: row.resident_id):
        born, sex = row.get("born"), row.get("sex")
        if born and row.resident_id[6:12] != f"{born:%Y%m}":
            yield Finding(row, Text("出生年月 is not that of the ID", "出生年月与身份证号不符"), column="born")
        if sex and (sex == "男") != bool(int(row.resident_id[16]) % 2):
            yield Finding(row, Text("性别 is not that of the ID", "性别与身份证号不符"), column="sex")


_PLACES = (Township, Community, Department)
_ODD = re.compile(r"[?？□■�*＊\d\ue000-\uf8ff\U000f0000-\U0010ffff]|某某")


@check(
    "W07",
    Severity.WARNING,
    Text("a name with placeholders, digits or characters that no font has", "姓名里有问号、方框、数字或字库之外的字"),
    hint=Text(
        "Type the name again; for a rare character ask for its standard code.", "请重新录入；生僻字请换用标准编码的字。"
    ),
)
def odd_names(data: Dataset) -> Iterator[Finding]:
    for record in (table.record for table in data.tables.values() if table.record not in _PLACES):
        names = [column.name for column in record.__table__.columns if column.kind is Kind.NAME]
        rows = data[record] if names and data.has(record) else ()
        names = [name for name in names if rows and _ODD.search("\n".join(filter(None, rows.values(name))))]
        for row in rows if names else ():
            for name in names:
                if _ODD.search(row.get(name, "")):
                    text = Text("{title} has characters that no name has", "“{title}”里有不像姓名的字符")
                    title = record.__table__.column(name).title
                    yield Finding(row, text.format(title=title), column=name)


@check(
    "E08",
    Severity.ERROR,
    Text(
        "a name that several people of the community bear, without an ID",
        "同一社区有同名的人，又没有身份证号，无法确定是谁",
    ),
    hint=Text(
        "Add the ID or 候选人编号; where there is no such column, tell the two apart in their names.",
        "请补填身份证号或候选人编号；没有这些列的，请在姓名上加以区别。",
    ),
)
def ambiguous(data: Dataset) -> Iterator[Finding]:
    for row, _, match in _named(data):
        if match.ambiguous:
            text = Text("it could be any of {n}: {people}", "可能是{n}人中的任何一个：{people}")
            yield Finding(row, text.format(n=len(match.ambiguous), people=listed(match.ambiguous)))


def _named(data: Dataset) -> Iterator[Named]:
    """Each row that names a person, the lists that it should be on, and who that is; each person of a wide sheet
    once."""
    for record, name, lists in _NAMING:
        if not data.has(record) or not all(map(data.has, lists)):
            continue
        people = [data.once(_PEOPLE[each]) for each in lists]
        last = None
        for row in data[record]:
            if row.origin != last and by_name(row, name) and (record is not Recommendation or row.get("chosen")):
                yield row, "、".join(each.__table__.name for each in lists), on_lists(row, name, people)
            last = row.origin


_PEOPLE: dict[type[Record], Callable[[Dataset], People[Any]]] = {Candidate: candidates, Incumbent: incumbents}
_NAMING: tuple[tuple[type[Record], str, tuple[type[Record], ...]], ...] = (
    (Review, "name", (Candidate,)),
    (Recommendation, "name", (Candidate,)),
    (Appraisal, "name", (Incumbent,)),
    (AdmonitionTalk, "name", (Incumbent,)),
    (Petition, "subject", (Candidate, Incumbent)),
)
