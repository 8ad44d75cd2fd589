"""E02, E10: townships, groups and communities must agree with each other (domain.md §2.3, §6 A and B)."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import Dataset, Finding, Record, Severity, Text, check
from docgen.records.people import Incumbent, Recommendation
from docgen.records.places import Community, GuidanceGroup, Township
from docgen.records.work import GuidanceVisit

_COUNTS_DIFFER = Text("Mend the one that is wrong.", "请核对并改正有误的一处。")


@check(
    "E02",
    Severity.ERROR,
    Text("乡镇.指导组编号 and 指导组.联系乡镇 contradict each other", "乡镇的指导组编号与指导组的联系乡镇不一致"),
    needs=(Township, GuidanceGroup),
    hint=Text(
        "Mend the one that is wrong: letters print the group's hotline.", "请改正有误的一处：公开信要印该组的举报电话。"
    ),
)
def groups_and_townships(data: Dataset) -> Iterator[Finding]:
    for township in data[Township].where(lambda row: row.group):
        group = township.group
        if group.is_set("townships") and township not in (group.townships or ()):
            text = Text(
                "names group {group}, whose 联系乡镇 in {place} does not list it",
                "指导组编号为{group}，但该组的联系乡镇没有列入本乡镇（{place}）",
            )
            yield Finding(township, text.format(group=group.number, place=group.origin), column="group")
    for group in data[GuidanceGroup].where(lambda row: row.kind == "指导组"):
        yield from _lists_others(group)


def _lists_others(group: GuidanceGroup) -> Iterator[Finding]:
    for township in group.get("townships", ()):
        if township.is_set("group") and township.group != group:
            text = Text(
                "lists {township}, which names another group", "联系乡镇列有{township}，但它的指导组编号是另一组"
            )
            yield Finding(group, text.format(township=township.get("name", "")), column="townships")


@check(
    "E02",
    Severity.ERROR,
    Text("乡镇.包片市领导 is the leader of no group", "乡镇的包片市领导不在指导组名单中"),
    needs=(Township, GuidanceGroup),
    hint=Text("Write the name as in the list of groups, or complete the list.", "请与指导组名单核对姓名，或补充名单。"),
)
def unknown_leader(data: Dataset) -> Iterator[Finding]:
    leaders = {row.get("leader") for row in data[GuidanceGroup]} - {None}
    for township in data[Township].where(lambda row: row.leader and leaders and row.leader not in leaders):
        text = Text("no group has this 包片市领导", "指导组名单里没有这位包片市领导")
        yield Finding(township, text, column="leader")


@check(
    "E10",
    Severity.ERROR,
    Text("乡镇.社区数 is not the number of rows in 社区", "乡镇的社区数与社区表的行数不符"),
    needs=(Township, Community),
    hint=_COUNTS_DIFFER,
)
def community_count(data: Dataset) -> Iterator[Finding]:
    rows = data[Community].by(Township)
    for township in data[Township]:
        stated, found = township.get("communities"), len(rows[township])
        if stated not in (None, found):
            text = Text("社区数 says {a}, the table 社区 has {b} rows", "社区数填{a}，社区表有{b}行")
            yield Finding(township, text.format(a=stated, b=found), column="communities")


@check(
    "E10",
    Severity.ERROR,
    Text("乡镇.总户数 or 党员数 does not agree with its communities", "乡镇的总户数、党员数与社区表不符"),
    needs=(Township, Community),
    hint=_COUNTS_DIFFER,
)
def sums_of_townships(data: Dataset) -> Iterator[Finding]:
    """总户数 is their sum; 党员数 may be more, where organs are counted in, but not less."""
    rows = data[Community].by(Township)
    for township in data[Township].where(lambda row: rows[row]):
        for name, may_be_more in (("households", False), ("members", True)):
            stated, parts = township.get(name), [row.get(name) for row in rows[township]]
            if stated is None or None in parts:
                continue
            if stated < sum(parts) or (stated > sum(parts) and not may_be_more):
                yield _sum_differs(township, name, stated, sum(parts))


def _sum_differs(row: Record, name: str, stated: int, found: int) -> Finding:
    text = Text("{title} says {a}, its communities add up to {b}", "{title}填{a}，所辖社区合计{b}")
    title = row.__table__.column(name).title
    return Finding(row, text.format(title=title, a=stated, b=found), column=name)


@check(
    "E10",
    Severity.ERROR,
    Text("社区.现任班子职数 is not the number of rows in 现任干部", "社区的现任班子职数与现任干部表的行数不符"),
    needs=(Community, Incumbent),
    hint=_COUNTS_DIFFER,
)
def cadres_of_communities(data: Dataset) -> Iterator[Finding]:
    rows = data[Incumbent].by("community")
    for community in data[Community].where(lambda row: row.in_office is not None):
        if community.in_office != len(rows[community]):
            text = Text("现任班子职数 says {a}, 现任干部 has {b} rows", "现任班子职数填{a}，现任干部表有{b}人")
            text = text.format(a=community.in_office, b=len(rows[community]))
            yield Finding(community, text, column="in_office")


@check(
    "E10",
    Severity.ERROR,
    Text("指导组.累计指导次数 is not the number of its rows in 指导记录", "指导组的累计指导次数与指导记录的行数不符"),
    needs=(GuidanceGroup, GuidanceVisit),
    hint=_COUNTS_DIFFER,
)
def visits_of_groups(data: Dataset) -> Iterator[Finding]:
    rows = data[GuidanceVisit].by("group")
    for group in data[GuidanceGroup].where(lambda row: row.visits is not None):
        if group.visits != len(rows[group]):
            text = Text("累计指导次数 says {a}, 指导记录 has {b} rows", "累计指导次数填{a}，指导记录有{b}次")
            yield Finding(group, text.format(a=group.visits, b=len(rows[group])), column="visits")


@check(
    "E10",
    Severity.ERROR,
    Text("推荐结果.应推荐户数 is not 社区.总户数", "推荐结果的应推荐户数与社区总户数不符"),
    needs=(Recommendation, Community),
    hint=_COUNTS_DIFFER,
)
def households_entitled(data: Dataset) -> Iterator[Finding]:
    for row in data[Recommendation].where(lambda row: row.entitled != row.community.households):
        text = Text("应推荐户数 says {a}, 总户数 of the community is {b}", "应推荐户数填{a}，该社区总户数为{b}")
        yield Finding(row, text.format(a=row.entitled, b=row.community.households), column="entitled")
