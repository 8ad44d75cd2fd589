"""基础台账.xlsx: townships, groups, communities, departments, the calendar."""

from __future__ import annotations

from openpyxl import Workbook

from _make.chance import END, dice
from _make.excel import DAY, LEFT, MERGE, NUMBER, TEXT, Column, Page, new_book, remarks, serial
from _make.people import People, landline
from _make.places import DEPARTMENTS, SCHEDULE, Community, Department, Group, Places, Stage, Township

_PROBLEMS = ("集体资产收益分配争议", "物业管理矛盾较多", "班子不团结", "拆迁安置遗留问题", "财务公开不及时")
_HOURS = ("上午9时", "上午9时30分", "下午2时", "下午2时30分")
_HALLS = ("党群服务中心会议室", "党员活动室", "文化活动中心", "居民议事厅", "小学多功能厅")
_CATEGORIES = {"一般": 80, "重点": 12, "难点": 5, "软弱涣散": 3}  # percent


def make_book(places: Places) -> Workbook:
    """The base facts."""
    book = new_book()
    _townships(book, places)
    _groups(book, places)
    _communities(book, places)
    _departments(book)
    _schedule(book)
    return book


def _townships(book: Workbook, places: Places) -> None:
    columns: list[Column[Township]] = [
        Column("排序", 6, lambda t: t.order),
        Column("乡镇代码", 12, lambda t: t.code, TEXT),
        Column("乡镇名称", 13, lambda t: t.name),
        Column("简称", 9, lambda t: t.short),
        Column("类别", 7, lambda t: t.kind),
        Column("党组织全称", 34, lambda t: t.full_committee, LEFT),
        Column("党（工）委书记", 12, lambda t: t.secretary),
        Column("社区数", 8, lambda t: len(t.communities)),
        Column("党员数（名）", 10, lambda t: sum(c.members for c in t.communities), NUMBER),
        Column("总户数（户）", 10, lambda t: sum(c.households for c in t.communities), NUMBER),
        Column("指导组", 9, lambda t: places.guides(t).label),
        Column("包片市领导", 11, lambda t: places.guides(t).leader),
        Column("党建联络员", 11, lambda t: t.liaison),
        Column("应急预案", 9, lambda _: "√"),
        Column("预案完成日期", 13, lambda t: t.plan_done_on, DAY),
        Column("信息员", 10, lambda t: t.reporter),
        Column("联系电话", 15, lambda t: t.phone, TEXT),
        remarks(),
    ]
    page = Page(book, "乡镇（街道）", columns)
    page.title("都江堰市乡镇（街道）基本情况")
    page.header()
    page.fill(places.townships)
    page.total(
        "合  计",
        {
            "社区数": len(places.communities),
            "党员数（名）": sum(community.members for community in places.communities),
            "总户数（户）": sum(community.households for community in places.communities),
        },
    )
    page.note("注：1.本表顺序为规定排序，各类表格均按此排列。")
    page.note("2.乡镇代码为示例虚构代码。")
    page.close()


def _groups(book: Workbook, places: Places) -> None:
    columns: list[Column[Group]] = [
        Column("组号", 9, lambda g: g.label),
        Column("类型", 9, lambda g: g.kind),
        Column("组长", 10, lambda g: g.head),
        Column("成员", 26, lambda g: "、".join(g.members), LEFT),
        Column("包片市领导", 11, lambda g: g.leader),
        Column("联系乡镇", 32, _townships_of, LEFT),
        Column("监督举报电话", 15, lambda g: g.hotline, TEXT),
        Column("电子邮箱", 22, lambda g: f"zu{g.number:02d}@example.org", TEXT),
        remarks(),
    ]
    page = Page(book, "指导组", columns)
    page.title("市级指导组、督导组名单")
    page.header()
    page.fill(places.groups)
    page.close()


def _townships_of(group: Group) -> str:
    """A supervision group's townships by their short names."""
    return "、".join(t.short if group.kind == "督导组" else t.name for t in group.townships)


def _communities(book: Workbook, places: Places) -> None:
    chance = dice("communities")
    residents = {c.code: round(c.households * chance.uniform(2.5, 3.2)) for c in places.communities}
    groups = {c.code: max(3, c.households // 45) for c in places.communities}
    categories = chance.choices(list(_CATEGORIES), list(_CATEGORIES.values()), k=len(places.communities))
    category = {c.code: kind for c, kind in zip(places.communities, categories, strict=True)}
    problem = {code: chance.choice(_PROBLEMS) for code, kind in category.items() if kind != "一般"}
    meetings = dice("meetings")
    hour = {c.code: meetings.choice(_HOURS) for c in places.communities}
    hall = {c.code: meetings.choice(_HALLS) for c in places.communities}
    columns: list[Column[Community]] = [
        serial(),
        Column("乡镇（街道）", 13, lambda c: c.township.name, repeat=MERGE),
        Column("社区名称", 13, lambda c: c.name),
        Column("社区代码", 15, lambda c: c.code, TEXT),
        Column("党组织设置", 10, lambda c: "党支部" if c.posts == 3 else "党总支"),
        Column("党员数（名）", 9, lambda c: c.members, NUMBER),
        Column("总户数（户）", 9, lambda c: c.households, NUMBER),
        Column("常住人口（人）", 10, lambda c: residents[c.code], NUMBER),
        Column("居民小组数", 9, lambda c: groups[c.code]),
        Column("应选职数", 8, lambda c: c.posts),
        Column("社区分类", 10, lambda c: category[c.code]),
        Column("主要问题", 24, lambda c: problem.get(c.code), LEFT),
        Column("临时党组织书记", 11, lambda c: c.interim_secretary),
        Column("义务监督员", 18, lambda c: "、".join(c.supervisors), LEFT),
        Column("当前阶段", 10, lambda c: "完成" if (END - c.elected_on).days > 5 else "新老交接"),
        Column("选举大会日期", 13, lambda c: c.elected_on, DAY),
        Column("会议时间", 10, lambda c: hour[c.code]),
        Column("会议地点", 24, lambda c: c.name + hall[c.code], LEFT),
        remarks(),
    ]
    page = Page(book, "社区", columns)
    page.title("社区基层基础工作明白账")
    page.line("填报单位：市委组织部　　　　填报时间：2013年12月13日")
    page.header()
    page.fill(places.communities)
    page.total(
        "合计",
        {
            "社区名称": f"{len(places.communities)}个",
            "党员数（名）": sum(c.members for c in places.communities),
            "总户数（户）": sum(c.households for c in places.communities),
            "常住人口（人）": sum(residents.values()),
            "居民小组数": sum(groups.values()),
            "应选职数": sum(c.posts for c in places.communities),
        },
    )
    page.close()


def _departments(book: Workbook) -> None:
    chance = dice("departments")
    names = People(chance).names(len(DEPARTMENTS), set())
    contact = dict(zip((department.name for department in DEPARTMENTS), names, strict=True))
    columns: list[Column[Department]] = [
        Column("名称", 10, lambda d: d.name),
        Column("全称", 36, lambda d: d.full_name, LEFT),
        Column("别名", 28, lambda d: d.aliases, LEFT),
        Column("是否必审", 9, lambda _: "是"),
        Column("审查内容", 40, lambda d: d.duty, LEFT),
        Column("联系人", 10, lambda d: contact[d.name]),
        Column("联系电话", 15, lambda _: landline(chance), TEXT),
    ]
    page = Page(book, "部门", columns)
    page.title("资格审查组成员单位")
    page.header()
    page.fill(DEPARTMENTS)
    page.close()


def _schedule(book: Workbook) -> None:
    columns: list[Column[Stage]] = [
        Column("阶段", 24, lambda s: s.name),
        Column("开始日期", 13, lambda s: s.begins, DAY),
        Column("结束日期", 13, lambda s: s.ends, DAY),
        Column("责任单位", 34, lambda s: s.unit, LEFT),
        remarks(),
    ]
    page = Page(book, "换届日程", columns)
    page.title("社区党组织换届工作时间安排表")
    page.header()
    page.fill(SCHEDULE)
    page.close()
