"""Daily work: reports, guidance, inspections, petitions, questions studied (domain.md §2.3)."""

from __future__ import annotations

from datetime import date

from docgen import NOBODY, Access, Kind, Record, column, ref
from docgen.records.places import COMMUNITY_HEADERS, TOWNSHIP_HEADERS, Community, GuidanceGroup, Township

LEADER = "市级领导"


class DailyReport(
    Record,
    table="工作日志",
    sheets=("日信息", "每日进展", "工作进展", "进展情况统计表", "日报表", "换届工作日报"),
    key=("day", "township", "community"),
    dated="day",
):
    """What a township reports of a day."""

    day: date = column(
        "日期",
        "填报日期",
        "上报日期",
        "时间",
        "报送日期",
        kind=Kind.DATE,
        required=True,
        fill=True,
        access=Access.INTERNAL,
    )
    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True, fill=True)
    community: Community = ref("社区", "社区", "社区名称", "村(社区)", "涉及社区", within="township")
    stage: str = column("阶段", "工作阶段", "所处阶段", "环节", "进度阶段", access=Access.INTERNAL)
    progress: str = column(
        "当日进展", "工作内容", "今日工作", "工作进展", "主要工作", "进展情况", required=True, access=Access.INTERNAL
    )
    newly_done: int = column(
        "新增完成社区数", "当日完成数", "今日完成", "新增完成", kind=Kind.INT, access=Access.INTERNAL
    )
    done: int = column("累计完成社区数", "累计完成", "已完成社区", "完成总数", kind=Kind.INT, access=Access.INTERNAL)
    visits: int = column("指导次数", "深入指导次数", "督导次数", "指导人次", kind=Kind.INT, access=Access.INTERNAL)
    issues: str = column("存在问题", "困难问题", "问题", "需协调事项", "问题及困难", access=Access.INTERNAL)
    practice: str = column("典型做法", "好经验", "亮点", "典型经验", "好做法", access=Access.INTERNAL)
    petitions: str = column("信访情况", "信访件数", "舆情信访", "信访舆情", access=Access.INTERNAL)
    reporter: str = column("填报人", "报送人", "信息员", "填表人", "联系人", kind=Kind.NAME, required=True)
    approver: str = column("审核人", "审核", "签发人", "分管领导", kind=Kind.NAME)
    note: str = column("备注", "说明", "其他", "其它说明", access=Access.INTERNAL)


class GuidanceVisit(
    Record,
    table="指导记录",
    sheets=("现场指导", "包片指导记录", "一线指导台账", "指导台账"),
    key=("day", "who", "township", "community"),
    dated="day",
):
    """A visit on the ground, by city leaders or by a group."""

    day: date = column("日期", "指导日期", "时间", kind=Kind.DATE, required=True, fill=True, access=Access.INTERNAL)
    kind: str = column(
        "类别",
        "指导类别",
        "人员类别",
        kind=Kind.ENUM,
        options=(LEADER, "指导组", "督导组"),
        required=True,
        access=Access.INTERNAL,
    )
    who: str = column("指导人", "市领导", "带队领导", "指导人员", kind=Kind.NAME, required=True, access=Access.INTERNAL)
    group: GuidanceGroup = ref("组号", "指导组", "指导组", "督导组", "组别")
    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True, fill=True)
    community: Community = ref("社区", "社区", *COMMUNITY_HEADERS, within="township")
    people: int = column("人次", "指导人次", kind=Kind.INT, required=True, access=Access.INTERNAL)
    matter: str = column("指导内容", "主要内容", "内容", access=Access.INTERNAL)
    note: str = column("备注", "说明", "其他", "其它说明", access=Access.INTERNAL)


_REMEDIES = ("已整改", "整改中", "未整改")


class Inspection(
    Record,
    table="督查抽查",
    sheets=("督导检查", "抽查情况", "明察暗访台账", "督查台账", "抽查记录"),
    key=("day", "group", "township", "community", "method"),
    dated="day",
):
    """A spot check of a community."""

    day: date = column(
        "日期",
        "督查日期",
        "检查日期",
        "抽查时间",
        "时间",
        kind=Kind.DATE,
        required=True,
        fill=True,
        access=Access.INTERNAL,
    )
    group: GuidanceGroup = ref("组号", "指导组", "督导组", "指导组", "检查组", "督查组", required=True)
    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True, fill=True)
    community: Community = ref(
        "社区", "社区", "社区名称", "被查社区", "抽查社区", "检查对象", within="township", counted=True
    )
    method: str = column(
        "方式",
        "督查方式",
        "检查方式",
        "抽查方式",
        "形式",
        kind=Kind.ENUM,
        options=("座谈会", "调阅资料", "明察", "暗访", "现场查看", "随机访谈"),
        required=True,
        access=Access.INTERNAL,
    )
    finding: str = column(
        "发现问题", "存在问题", "问题描述", "问题清单", "主要问题", required=True, access=Access.INTERNAL
    )
    severity: str = column(
        "问题等级",
        "严重程度",
        "等级",
        "问题类别",
        kind=Kind.ENUM,
        options=("一般", "较重", "严重"),
        access=Access.INTERNAL,
    )
    ruling: str = column(
        "处理意见",
        "处置意见",
        "整改要求",
        "处理方式",
        kind=Kind.ENUM,
        options=("当场纠正", "限期整改", "通报批评", "移交"),
        access=Access.INTERNAL,
    )
    remedy_by: date = column("整改期限", "限期", "整改时限", "完成时限", kind=Kind.DATE, access=Access.INTERNAL)
    remedy: str = column(
        "整改情况",
        "整改结果",
        "落实情况",
        "是否整改",
        kind=Kind.ENUM,
        options={"是": "已整改", "√": "已整改", "否": "未整改", **{state: state for state in _REMEDIES}},
        access=Access.INTERNAL,
    )
    criticised: bool = column(
        "是否通报", "通报批评", "是否通报批评", "通报", kind=Kind.BOOL, access=Access.INTERNAL, counted=True
    )
    inspectors: tuple[str, ...] = column("检查人", "督查人员", "检查人员", "参加人员", kind=Kind.LIST)
    note: str = column("备注", "说明", "其他", "其它说明", access=Access.INTERNAL)


class Petition(
    Record,
    table="信访调查",
    sheets=("信访举报台账", "信访件登记", "举报登记表", "专题调查台账", "来信来访登记"),
    key=("number",),
    dated="received_on",
):
    """A petition and its inquiry. Who complained never leaves this sheet."""

    number: str = column("信访编号", "编号", "受理编号", "登记号", "件号", kind=Kind.CODE, required=True)
    received_on: date = column(
        "受理日期", "收件日期", "接访日期", "登记日期", "来访日期", kind=Kind.DATE, required=True
    )
    channel: str = column(
        "来源",
        "渠道",
        "信访渠道",
        "反映方式",
        "来源渠道",
        kind=Kind.ENUM,
        options=("来信", "来访", "电话", "邮箱", "短信", "上级转办", "督导组"),
        required=True,
    )
    complainant: str = column("信访人", "举报人", "反映人", "来信人", "署名情况", access=Access.SEALED, nobody=NOBODY)
    contact: str = column(
        "联系方式", "举报人电话", "信访人电话", "电话", "反映人联系方式", access=Access.SEALED, nobody=NOBODY
    )
    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True, fill=True)
    community: Community = ref("社区", "社区", *COMMUNITY_HEADERS, within="township", required=True, fill=True)
    subject: str = column("被反映人", "被举报人", "反映对象", "涉及人员", "参选人姓名", kind=Kind.NAME, counted=True)
    matter: str = column("反映内容", "反映问题", "主要问题", "举报内容", "诉求", required=True)
    category: str = column(
        "问题类别",
        "类别",
        "反映类别",
        "问题性质",
        kind=Kind.ENUM,
        options=("拉票贿选", "宗族势力", "经济问题", "作风", "程序", "其他"),
    )
    handler: str = column("承办单位", "调查单位", "办理单位", "责任单位", "承办", required=True)
    investigators: tuple[str, ...] = column("调查人", "调查人员", "承办人", "办理人", kind=Kind.LIST)
    due_on: date = column("办理期限", "办结时限", "限办日期", "期限", kind=Kind.DATE)
    conclusion: str = column(
        "调查结论",
        "办理结果",
        "核查结论",
        "调查结果",
        "结论",
        kind=Kind.ENUM,
        options=("属实", "部分属实", "不属实", "无法查实", "调查中"),
    )
    outcome: str = column("处理结果", "处理意见", "处置结果", "处理情况")
    closed_on: date = column("办结日期", "办结时间", "回复日期", "结案日期", kind=Kind.DATE)
    note: str = column("备注", "说明", "其他", "其它说明")


class ProcedureQuestion(
    Record, table="研究事项", sheets=("程序性问题", "常委会研究事项", "议题台账"), key=("number",), dated="day"
):
    """A question of procedure that a leading meeting studied."""

    number: str = column("序号", "编号", "议题编号", kind=Kind.CODE, required=True, access=Access.INTERNAL)
    day: date = column("研究日期", "会议日期", "日期", kind=Kind.DATE, required=True, fill=True, access=Access.INTERNAL)
    meeting: str = column("会议", "会议名称", required=True, fill=True, access=Access.INTERNAL)
    question: str = column("程序性问题", "研究事项", "议题", "问题", required=True, access=Access.INTERNAL)
    ruling: str = column("研究意见", "处理意见", "结论", access=Access.INTERNAL)
    note: str = column("备注", "说明", "其他", "其它说明", access=Access.INTERNAL)
