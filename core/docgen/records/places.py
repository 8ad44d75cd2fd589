"""Townships, communities, guidance groups, departments, the calendar (domain.md §2.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from docgen import Access, Kind, Record, column, ref

TOWNSHIP_HEADERS = ("乡镇", "镇街", "镇(街道)", "所属乡镇", "乡(镇)街道", "街道(乡镇)")
COMMUNITY_HEADERS = ("社区名称", "村(社区)", "村(社区)名称", "所在社区", "所属社区", "社区(村)")


def township_name(name: str) -> str:
    """石羊镇, 石羊 → 石羊."""
    return re.sub(r"(街道办事处|街道|镇|乡)$", "", name)


def community_name(name: str) -> str:
    """丰乐社区, 丰乐村, 丰乐 → 丰乐."""
    return re.sub(r"(社区|村)$", "", name)


_HAN = {han: str(value) for value, han in enumerate("〇一二三四五六七八九")}


_LONG = 10  # digits that no group has


def group_number(name: str) -> str:
    """第3指导组, 三组, 3 → 3."""
    han = re.search(r"[一二三四五六七八九十]+", name)
    if not han:
        digits = re.search(r"\d+", name)
        return str(int(digits[0])) if digits and len(digits[0]) < _LONG else name
    tens, ten, ones = han[0].partition("十")
    if not ten:
        return "".join(_HAN[char] for char in han[0])
    return (_HAN.get(tens, "1")) + _HAN.get(ones, "0")


class GuidanceGroup(
    Record,
    table="指导组",
    sheets=("指导组督导组", "市级指导组名单", "包片指导表"),
    key=("number",),
    canonical=group_number,
):
    """A guidance or supervision group."""

    number: str = column(
        "组号", "组别", "指导组编号", "编号", "第几组", kind=Kind.CODE, required=True, access=Access.PUBLIC
    )
    kind: str = column(
        "类型",
        "组别类型",
        "指导或督导",
        "性质",
        kind=Kind.ENUM,
        options=("指导组", "督导组"),
        required=True,
        access=Access.PUBLIC,
    )
    head: str = column("组长", "组长姓名", "负责人", "带队领导", kind=Kind.NAME, required=True)
    members: tuple[str, ...] = column("成员", "组员", "成员名单", "小组成员", kind=Kind.LIST)
    leader: str = column("包片市领导", "联系市领导", "市级领导", "挂联领导", kind=Kind.NAME, access=Access.INTERNAL)
    townships: tuple[Township, ...] = ref(
        "联系乡镇", "乡镇(街道)", "负责乡镇", "包片乡镇", "指导乡镇", "联系片区", many=True, required=True
    )
    hotline: str = column(
        "举报电话",
        "监督电话",
        "举报热线",
        "监督举报电话",
        "换届举报电话",
        kind=Kind.PHONE,
        required=True,
        access=Access.PUBLIC,
    )
    email: str = column("电子邮箱", "信访邮箱", "举报邮箱", "邮箱", "E-mail", kind=Kind.EMAIL, access=Access.PUBLIC)
    visits: int = column("累计指导次数", "指导次数", "深入一线次数", "累计次数", kind=Kind.INT, access=Access.INTERNAL)
    note: str = column("备注", "说明", "其他", "其它说明", access=Access.INTERNAL)


class Township(
    Record,
    table="乡镇(街道)",
    sheets=("乡镇", "乡镇基本情况", "镇街名单", "乡镇一览表"),
    key=("name",),
    also=("short", "code"),
    canonical=township_name,
):
    """A township-level unit: gives the official order, the guidance group and the hotline."""

    order: int = column("排序", "序号", "编号", "顺序", "排列序号", kind=Kind.INT, required=True, access=Access.PUBLIC)
    code: str = column("乡镇代码", "代码", "区划代码", "单位代码", "行政区划代码", kind=Kind.CODE, access=Access.PUBLIC)
    name: str = column(
        "乡镇名称",
        "乡镇(街道)",
        "镇街名称",
        "单位名称",
        "乡镇(街道)名称",
        "名称",
        kind=Kind.NAME,
        required=True,
        access=Access.PUBLIC,
    )
    short: str = column("简称", "乡镇简称", "镇街简称", "短名", kind=Kind.NAME, access=Access.PUBLIC)
    kind: str = column(
        "类别",
        "类型",
        "乡镇类型",
        "区划类别",
        kind=Kind.ENUM,
        options=("镇", "乡", "街道", "其他"),
        required=True,
        access=Access.PUBLIC,
    )
    committee: str = column("党组织全称", "党委全称", "党(工)委名称", "党(工)委", access=Access.PUBLIC)
    secretary: str = column("党(工)委书记", "书记", "党委书记", "党工委书记", "主要负责人", kind=Kind.NAME)
    communities: int = column(
        "社区数",
        "社区个数",
        "社区总数",
        "辖社区数",
        "村(社区)数",
        kind=Kind.INT,
        required=True,
        access=Access.PUBLIC,
    )
    members: int = column("党员数", "党员总数", "党员人数", "在册党员数", kind=Kind.INT, access=Access.INTERNAL)
    households: int = column("总户数", "户数", "家庭户数", "住户数", kind=Kind.INT, access=Access.PUBLIC)
    group: GuidanceGroup = ref(
        "指导组编号", "指导组", "指导组", "市级指导组", "联系指导组", "包片指导组", required=True, var="指导组"
    )
    leader: str = column(
        "包片市领导", "联系领导", "市级领导", "包片领导", "挂联领导", kind=Kind.NAME, access=Access.INTERNAL
    )
    liaison: str = column("党建联络员", "联络员", "驻点联络员", "组织部联络员", kind=Kind.NAME)
    plan_done: bool = column(
        "应急预案完成", "应急预案", "预案情况", "是否制定预案", kind=Kind.BOOL, access=Access.INTERNAL, counted=True
    )
    plan_done_on: date = column(
        "预案完成日期", "应急预案完成日期", "预案完成时间", kind=Kind.DATE, access=Access.INTERNAL, counted=True
    )
    reporter: str = column("信息员", "信息报送员", "联系人", "日信息联系人", kind=Kind.NAME)
    phone: str = column("联系电话", "电话", "联系方式", "手机", "办公电话", "手机号码", kind=Kind.PHONE)
    note: str = column("备注", "说明", "其他", "其它说明", access=Access.INTERNAL)


class Community(
    Record,
    table="社区",
    sheets=("社区基本情况", "社区台账", "基层基础工作明白账", "社区一览表"),
    key=("township", "name"),
    also=("code",),
    canonical=community_name,
):
    """A community; its name is unique within its township only."""

    number: int = column("序号", "编号", "No.", "排序", kind=Kind.INT, access=Access.PUBLIC)
    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True, fill=True)
    name: str = column(
        "社区名称",
        "社区",
        "村(社区)",
        "社区(村)名称",
        "村(社区)名称",
        kind=Kind.NAME,
        required=True,
        access=Access.PUBLIC,
    )
    code: str = column("社区代码", "代码", "统计代码", "区划代码", "社区编号", kind=Kind.CODE, access=Access.PUBLIC)
    party_body: str = column(
        "党组织类型",
        "党组织设置",
        "组织形式",
        "党组织形式",
        kind=Kind.ENUM,
        options=("党委", "党总支", "党支部"),
        access=Access.PUBLIC,
    )
    members: int = column(
        "党员数", "党员总数", "党员人数", "正式党员数", kind=Kind.INT, required=True, access=Access.INTERNAL
    )
    households: int = column(
        "总户数",
        "户数",
        "家庭户数",
        "住户数",
        "总户数(户)",
        kind=Kind.INT,
        required=True,
        access=Access.PUBLIC,
    )
    residents: int = column("常住人口", "人口", "总人口", "人口数", kind=Kind.INT, access=Access.PUBLIC)
    groups: int = column("村民小组数", "小组数", "组数", "居民小组数", kind=Kind.INT, access=Access.PUBLIC)
    in_office: int = column("现任班子职数", "班子人数", "两委人数", "现有干部数", kind=Kind.INT, access=Access.INTERNAL)
    posts: int = column(
        "应选职数", "核定职数", "班子职数", "拟选人数", kind=Kind.INT, required=True, access=Access.PUBLIC
    )
    secretaries: int = column("应选书记", "书记职数", "书记名额", "书记应选数", kind=Kind.INT, access=Access.PUBLIC)
    category: str = column("社区分类", "分类", "重点社区", "类别", "社区类别", "管理分类", access=Access.INTERNAL)
    issues: str = column("主要问题", "存在问题", "重点问题", "难点问题", access=Access.INTERNAL)
    interim_secretary: str = column("临时党组织书记", "临时支部书记", "临时党组织负责人", "临时书记", kind=Kind.NAME)
    supervisors: tuple[str, ...] = column("义务监督员", "监督员", "监督员姓名", "群众监督员", kind=Kind.LIST)
    stage: str = column("当前阶段", "换届阶段", "进度", "工作进度", "目前进展", access=Access.INTERNAL)
    election_day: date = column(
        "选举日期", "选举大会日期", "换届日期", "选举时间", "大会日期", kind=Kind.DATE, access=Access.PUBLIC
    )
    meeting_time: str = column("会议时间", "开会时间", "大会时间", "会议时刻", access=Access.PUBLIC)
    meeting_place: str = column("会议地点", "会议场所", "大会地点", "选举大会地点", "开会地点", access=Access.PUBLIC)
    note: str = column("备注", "说明", "其他", "其它说明", access=Access.INTERNAL)


class Department(
    Record, table="部门", sheets=("联审部门", "成员单位", "审查组成员单位"), key=("name",), also=("aliases",)
):
    """A department of the joint review: the list is data, not code."""

    name: str = column(
        "名称", "部门名称", "单位", "部门", "成员单位名称", kind=Kind.NAME, required=True, access=Access.PUBLIC
    )
    full_name: str = column("全称", "单位全称", "规范全称", "机关全称", required=True, access=Access.PUBLIC)
    aliases: tuple[str, ...] = column("别名", "简称", "又名", "其他名称", kind=Kind.LIST, access=Access.PUBLIC)
    required: bool = column(
        "是否必审", "必审", "必须审查", "必要部门", kind=Kind.BOOL, required=True, access=Access.INTERNAL
    )
    duty: str = column("审查内容", "职责", "审查事项", "审查重点", access=Access.INTERNAL)
    contact: str = column("联系人", "经办人", "联络员", "对接人", kind=Kind.NAME)
    phone: str = column("联系电话", "电话", "办公电话", "联系方式", kind=Kind.PHONE)
    note: str = column("备注", "说明", "其他", "其它说明", access=Access.INTERNAL)


class ScheduleEntry(
    Record,
    table="换届日程",
    sheets=("日程安排", "时间安排表", "换届工作时间表", "工作日程表"),
    key=("stage", "township"),
):
    """A window of days for a stage; without a township (or with 全市), for all."""

    stage: str = column("阶段", "工作阶段", "环节", "步骤", "工作内容", required=True, access=Access.PUBLIC)
    township: Township = replace(
        ref("乡镇(街道)", "乡镇(街道)", "乡镇", "适用乡镇", "范围", "镇街"), nobody=("各乡镇(街道)", "各乡镇、街道")
    )
    begins: date = column("开始日期", "开始时间", "起始日期", "起", kind=Kind.DATE, required=True, access=Access.PUBLIC)
    ends: date = column(
        "结束日期",
        "结束时间",
        "截止日期",
        "止",
        "完成时限",
        kind=Kind.DATE,
        required=True,
        access=Access.PUBLIC,
    )
    unit: str = column("责任单位", "牵头单位", "负责单位", "责任部门", access=Access.PUBLIC)
    note: str = column("备注", "说明", "其他", "其它说明", access=Access.INTERNAL)


def addressees(townships: Iterable[Township], missing: str = "") -> str:
    """各乡镇党委、街道党工委, of the kinds that there are; `missing` if there are none."""
    kinds = {township.kind for township in townships}
    rural = "".join(kind for kind in "乡镇" if kind in kinds)
    parts = [f"{rural}党委"] if rural else []
    parts += ["街道党工委"] if "街道" in kinds else []
    return f"各{'、'.join(parts)}" if parts else missing
